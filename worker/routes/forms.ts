import { createRoute, z } from '@hono/zod-openapi'
import type { Form } from '../../shared/forms/form.ts'
import { formJsonSchema } from '../../shared/forms/form-schema.ts'
import { formById } from '../../shared/forms/index.ts'
import { readForm } from '../../shared/forms/read-form.ts'
import type { Catalogue } from '../../shared/protocol/answers.ts'
import { canonical } from '../../shared/protocol/canonical.ts'
import { withHeadings } from '../../shared/recognise/headings.ts'
import { unitOf } from '../http/context.ts'
import { formOf } from '../http/forms.ts'
import { ProblemError } from '../http/problem.ts'
import { bearer, json, jsonBody, problems, router } from '../http/router.ts'
import { sha256 } from '../http/secrets.ts'
import { invalidDefinition } from '../http/validation.ts'
import { builtInName } from '../messages/names.ts'
import { catalogue, form as formSchema } from '../schema/forms.ts'
import {
  addForm,
  type DefinedForm,
  definedElsewhere,
  definedForm,
  formsInForce,
} from '../store/forms.ts'
import { headingsInForce } from '../store/headings.ts'
import { matchesTag } from '../submit/preconditions.ts'

/** Forms in force for a unit besides the built-in ones: every sheet is compared with each. */
const MOST_FORMS = 20

const params = z.object({ unit: z.string() })
const formParams = params.extend({ form: z.string() })
const etag = z.object({ ETag: z.string() })
const conditional = z.object({ 'if-none-match': z.string().optional() })
const unchanged = { description: 'As the ETag says' }

const schemaRoute = createRoute({
  method: 'get',
  path: '/forms/schema.json',
  summary: 'What a form is, as JSON Schema',
  responses: { 200: json('JSON Schema (2020-12)', z.looseObject({})), ...problems() },
})

const listRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/forms',
  summary:
    'The forms in force for a unit: the built-in ones and those of the units above and itself',
  description: 'Approved column headings are among the synonyms of their fields.',
  security: bearer,
  request: { params, headers: conditional },
  responses: {
    200: { ...json('Newest versions', catalogue), headers: etag },
    304: unchanged,
    ...problems(401, 403, 404),
  },
})

const getRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/forms/{form}',
  summary: 'A form: the version in force, or an earlier one',
  security: bearer,
  request: {
    params: formParams,
    query: z.object({ version: z.coerce.number().int().positive().optional() }),
    headers: conditional,
  },
  responses: {
    200: { ...json('The form', formSchema), headers: etag },
    304: unchanged,
    ...problems(400, 401, 403, 404),
  },
})

const putRoute = createRoute({
  method: 'put',
  path: '/units/{unit}/forms/{form}',
  summary: 'Define a form for a unit and all below it, or its next version',
  description:
    'Versions count from 1 and are never changed. The same form again answers 200 and writes nothing.',
  security: bearer,
  request: { params: formParams, ...jsonBody(formSchema) },
  responses: {
    200: { ...json('It is in force already', formSchema), headers: etag },
    201: { ...json('It is in force from now on', formSchema), headers: etag },
    ...problems(400, 401, 403, 404, 409, 413, 415, 422),
  },
})

export const forms = router()
  .openapi(schemaRoute, (c) => c.json({ ...formJsonSchema() }, 200))
  .openapi(listRoute, async (c) => {
    const unit = unitOf(c)
    const [found, headings] = await Promise.all([
      formsInForce(c.env.DB, unit),
      headingsInForce(c.env.DB, unit),
    ])
    const answer: Catalogue = {
      unit: unit.id,
      forms: withHeadings(
        found.map(({ form }) => form),
        headings,
      ),
      definedBy: Object.fromEntries(
        found.flatMap(({ form, unit: by }) => (by === null ? [] : [[form.id, by]])),
      ),
    }
    const tag = await tagOf(JSON.stringify(answer))
    c.header('ETag', tag)
    if (matchesTag(c.req.valid('header')['if-none-match'], tag)) return c.body(null, 304)
    return c.json(answer, 200)
  })
  .openapi(getRoute, async (c) => {
    const { form: id } = c.req.valid('param')
    const { version } = c.req.valid('query')
    const form =
      version === undefined
        ? await formOf(c.env.DB, unitOf(c), id)
        : (formById(id) ?? (await definedForm(c.env.DB, unitOf(c), id, version))?.form)
    if (!form || (version !== undefined && form.version !== version)) {
      throw new ProblemError('form-unknown', { params: { form: `${id}@${version}` } })
    }
    const tag = await tagOf(definitionOf(form))
    c.header('ETag', tag)
    if (matchesTag(c.req.valid('header')['if-none-match'], tag)) return c.body(null, 304)
    return c.json(form, 200)
  })
  .openapi(putRoute, async (c) => {
    const { form: id } = c.req.valid('param')
    const [db, unit, lang, now] = [c.env.DB, unitOf(c), c.get('language'), c.get('now')]
    const inForce = await formsInForce(db, unit)
    const form = readForm(
      c.req.valid('json'),
      inForce.map((one) => one.form),
    )
    if (Array.isArray(form)) throw invalidDefinition('form-invalid', form, lang)
    if (form.id !== id) {
      const wrong = { path: ['id'], message: 'idInPath' as const, values: { id } }
      throw invalidDefinition('form-invalid', [wrong], lang)
    }
    const taken = formById(id) ? builtInName(lang) : await definedElsewhere(db, unit, id)
    if (taken !== null) throw new ProblemError('form-id-taken', { params: { form: id, by: taken } })

    const definition = definitionOf(form)
    const before = inForce.find((one) => one.form.id === id)?.form ?? null
    if (before && definitionOf(before) === definition) {
      c.header('ETag', await tagOf(definition))
      return c.json(form, 200)
    }
    const next = (before?.version ?? 0) + 1
    if (form.version !== next) throw wrongVersion(form, next)
    if (!before && countyForms(inForce).length >= MOST_FORMS) {
      throw new ProblemError('forms-too-many', { params: { limit: MOST_FORMS } })
    }
    const written = await addForm(db, unit, form, definition, {
      kind: 'form-saved',
      at: now,
      by: c.get('caller'),
      unit: unit.id,
      form: id,
      detail: { version: form.version },
    })
    if (!written) throw wrongVersion(form, next + 1)
    c.header('ETag', await tagOf(definition))
    return c.json(form, 201)
  })

function wrongVersion({ id, version }: Form, next: number): ProblemError {
  return new ProblemError('form-version', {
    params: { form: id, version, next },
    members: { next },
  })
}

function countyForms(inForce: DefinedForm[]): DefinedForm[] {
  return inForce.filter(({ unit }) => unit !== null)
}

/** The same form is the same text, however it was written. */
function definitionOf(form: Form): string {
  return canonical(form)
}

async function tagOf(text: string): Promise<string> {
  return `"${await sha256(text)}"`
}
