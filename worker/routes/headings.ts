import { createRoute, z } from '@hono/zod-openapi'
import { otherField, withHeadings } from '../../shared/recognise/headings.ts'
import { unitOf } from '../http/context.ts'
import { formOf } from '../http/forms.ts'
import { ProblemError } from '../http/problem.ts'
import { bearer, json, jsonBody, problems, router } from '../http/router.ts'
import { approvedHeadings, headingsBody } from '../schema/headings.ts'
import { headingsInForce, saveHeadings } from '../store/headings.ts'

const params = z.object({ unit: z.string() })

const listRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/headings',
  summary: 'Column headings that a unit and those above it approved, by form and field',
  security: bearer,
  request: { params },
  responses: { 200: json('Headings', z.array(approvedHeadings)), ...problems(401, 403, 404) },
})

const putRoute = createRoute({
  method: 'put',
  path: '/units/{unit}/forms/{form}/headings/{field}',
  summary: 'Approve column headings of a field for a unit and all below it',
  description:
    'They take the place of those the unit approved for this field before, and are synonyms of the field in the catalogue from now on. Those of the units above stay in force.',
  security: bearer,
  request: {
    params: params.extend({ form: z.string(), field: z.string() }),
    ...jsonBody(headingsBody),
  },
  responses: {
    200: json('The headings in force', z.array(approvedHeadings)),
    ...problems(400, 401, 403, 404, 413, 415, 422),
  },
})

export const headings = router()
  .openapi(listRoute, async (c) => c.json(await headingsInForce(c.env.DB, unitOf(c)), 200))
  .openapi(putRoute, async (c) => {
    const { form: id, field: fieldId } = c.req.valid('param')
    const [db, unit, lang] = [c.env.DB, unitOf(c), c.get('language')]
    const [form, inForce] = await Promise.all([formOf(db, unit, id), headingsInForce(db, unit)])
    const field = form.fields.find((one) => one.id === fieldId)
    if (!field) throw new ProblemError('field-unknown', { params: { form: id, field: fieldId } })

    const wordings = [...new Set(c.req.valid('json').wordings)]
    const others = inForce.filter(
      (one) => one.unit !== unit.id || one.form !== id || one.field !== fieldId,
    )
    const [known = form] = withHeadings([form], others)
    for (const wording of wordings) {
      const other = otherField(known, fieldId, wording)
      if (!other) continue
      throw new ProblemError('heading-taken', {
        params: { wording, field: other.title[lang], asked: field.title[lang] },
        members: { wording, field: other.id },
      })
    }
    await saveHeadings(
      db,
      unit,
      { form: id, field: fieldId, wordings },
      {
        kind: 'headings-saved',
        at: c.get('now'),
        by: c.get('caller'),
        unit: unit.id,
        form: id,
        detail: { field: fieldId, wordings: wordings.length },
      },
    )
    return c.json(await headingsInForce(db, unit), 200)
  })
