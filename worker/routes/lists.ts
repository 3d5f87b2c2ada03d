import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Form } from '../../shared/forms/form.ts'
import type { FormError } from '../../shared/forms/form-errors.ts'
import type { ListDefinition, Words } from '../../shared/lists/list.ts'
import { readList } from '../../shared/lists/read-list.ts'
import { canonical } from '../../shared/protocol/canonical.ts'
import { type AppEnv, unitOf } from '../http/context.ts'
import { formOf } from '../http/forms.ts'
import { ProblemError } from '../http/problem.ts'
import { bearer, json, jsonBody, problems, router } from '../http/router.ts'
import { invalidDefinition } from '../http/validation.ts'
import { day, impersonal, periodId, text } from '../schema/common.ts'
import { listAnswer, listDefinition, listsAnswer, wordGroups } from '../schema/lists.ts'
import { formsInForce } from '../store/forms.ts'
import { definedLists, saveList, saveWords, wordsInForce } from '../store/lists.ts'
import type { StoredUnit } from '../store/units.ts'
import { csvOf, xlsxOf } from '../totals/export.ts'
import { listOf, listTable } from '../totals/lists.ts'

/** Lists and groups of words a unit may have: each list asked for goes through every record. */
const MOST_LISTS = 50
const MOST_GROUPS = 500
const MOST_WORDINGS = 50

const params = z.object({ unit: z.string() })
const listParams = params.extend({ list: z.string() })
const query = z.object({
  period: periodId,
  view: z.enum(['current', 'cutoff']).default('current'),
  day: day
    .optional()
    .openapi({ description: 'Day that the list is about; the day of the figures if left out' }),
})
const refused = problems(400, 401, 403, 404)

const listsRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/lists',
  summary: 'The lists a unit can draw: those of the forms, and those defined above and by itself',
  security: bearer,
  request: { params },
  responses: { 200: json('Lists', listsAnswer), ...problems(401, 403, 404) },
})

const putRoute = createRoute({
  method: 'put',
  path: '/units/{unit}/lists/{list}',
  summary: 'Define a list for a unit and all below it',
  security: bearer,
  request: { params: listParams, ...jsonBody(listDefinition) },
  responses: {
    200: json('It is in force', listDefinition),
    ...problems(400, 401, 403, 404, 409, 413, 415, 422),
  },
})

const drawRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/lists/{list}',
  summary: 'The lines of a list over a unit and all below it, each with the rows it comes from',
  security: bearer,
  request: { params: listParams, query },
  responses: { 200: json('The list', listAnswer), ...refused },
})

const file = (type: string) => ({
  200: { description: 'The list', content: { [type]: { schema: z.string() } } },
  ...refused,
})
const CSV_TYPE = 'text/csv'
const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const csvRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/lists/{list}/lines.csv',
  summary: 'The list as CSV',
  security: bearer,
  request: { params: listParams, query },
  responses: file(CSV_TYPE),
})

const xlsxRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/lists/{list}/lines.xlsx',
  summary: 'The list as a workbook',
  security: bearer,
  request: { params: listParams, query },
  responses: file(XLSX_TYPE),
})

const wordsRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/words',
  summary: 'What a unit and those above it call by one name, by form and field',
  security: bearer,
  request: { params },
  responses: { 200: json('Words', z.array(wordGroups)), ...problems(401, 403, 404) },
})

const putWordsRoute = createRoute({
  method: 'put',
  path: '/units/{unit}/forms/{form}/words/{field}',
  summary:
    'Say which wordings of a field are one thing: the first of each group stands for the others',
  security: bearer,
  request: {
    params: params.extend({ form: z.string(), field: z.string() }),
    ...jsonBody(
      z.strictObject({
        groups: z
          .array(
            z
              .array(impersonal(text.min(1).max(60)))
              .min(2)
              .max(MOST_WORDINGS),
          )
          .max(MOST_GROUPS),
      }),
    ),
  },
  responses: {
    200: json('The words in force', z.array(wordGroups)),
    ...problems(400, 401, 403, 404, 413, 415, 422),
  },
})

export const lists = router()
  .openapi(listsRoute, async (c) => {
    const unit = unitOf(c)
    const found = await available(c.env.DB, unit)
    return c.json({ unit: unit.id, lists: found.map(({ list }) => list) }, 200)
  })
  .openapi(putRoute, async (c) => {
    const { list: id } = c.req.valid('param')
    const [db, unit, lang] = [c.env.DB, unitOf(c), c.get('language')]
    const form = await formOf(db, unit, id.split('.')[0] ?? '')
    const list = readList(c.req.valid('json'), form)
    if (Array.isArray(list)) throw invalidDefinition('list-invalid', list, lang)
    if (list.id !== id) {
      const wrong: FormError = { path: ['id'], message: 'idInPath', values: { id } }
      throw invalidDefinition('list-invalid', [wrong], lang)
    }
    if (form.lists?.some((one) => one.id === id)) {
      throw new ProblemError('list-id-taken', { params: { list: id } })
    }
    const defined = await definedLists(db, unit)
    if (defined.every((one) => one.id !== id) && defined.length >= MOST_LISTS) {
      throw new ProblemError('lists-too-many', { params: { limit: MOST_LISTS } })
    }
    await saveList(db, unit, id, canonical(list), {
      kind: 'list-saved',
      at: c.get('now'),
      by: c.get('caller'),
      unit: unit.id,
      form: form.id,
      detail: { list: id },
    })
    return c.json(list, 200)
  })
  .openapi(drawRoute, async (c) => {
    return c.json((await draw(c, c.req.valid('param').list, c.req.valid('query'))).answer, 200)
  })
  .openapi(csvRoute, async (c) => {
    const { list } = c.req.valid('param')
    const { answer, form } = await draw(c, list, c.req.valid('query'))
    const headers = fileHeaders(`${CSV_TYPE}; charset=utf-8`, answer.unit, list, 'csv')
    return c.body(csvOf(listTable(answer, form, c.get('language'))), 200, headers)
  })
  .openapi(xlsxRoute, async (c) => {
    const { list } = c.req.valid('param')
    const { answer, form } = await draw(c, list, c.req.valid('query'))
    const bytes = await xlsxOf([listTable(answer, form, c.get('language'))], answer.period.due)
    const headers = fileHeaders(XLSX_TYPE, answer.unit, list, 'xlsx')
    return c.body(bytes.slice().buffer, 200, headers)
  })
  .openapi(wordsRoute, async (c) => c.json(await wordsInForce(c.env.DB, unitOf(c)), 200))
  .openapi(putWordsRoute, async (c) => {
    const { form: id, field } = c.req.valid('param')
    const [db, unit, lang] = [c.env.DB, unitOf(c), c.get('language')]
    const form = await formOf(db, unit, id)
    if (form.fields.every((one) => one.id !== field || one.type !== 'text')) {
      const wrong: FormError = { path: [], message: 'fieldUnknown', values: { id: field } }
      throw invalidDefinition('list-invalid', [wrong], lang)
    }
    const { groups } = c.req.valid('json')
    await saveWords(db, unit, { form: id, field }, JSON.stringify(groups), {
      kind: 'words-saved',
      at: c.get('now'),
      by: c.get('caller'),
      unit: unit.id,
      form: id,
      detail: { field, groups: groups.length },
    })
    return c.json(await wordsInForce(db, unit), 200)
  })

interface Available {
  list: ListDefinition
  form: Form
}

async function available(db: D1Database, unit: StoredUnit): Promise<Available[]> {
  const [forms, defined] = await Promise.all([formsInForce(db, unit), definedLists(db, unit)])
  return forms.flatMap(({ form }) => {
    const own = defined.filter(({ id }) => id.startsWith(`${form.id}.`))
    return [...(form.lists ?? []), ...own].map((list) => ({ list, form }))
  })
}

async function draw(c: Context<AppEnv>, id: string, asked: z.infer<typeof query>) {
  const [db, unit] = [c.env.DB, unitOf(c)]
  const found = (await available(db, unit)).find(({ list }) => list.id === id)
  if (!found) throw new ProblemError('list-unknown', { params: { list: id } })
  const { form, list } = found
  const words: Words = Object.fromEntries(
    (await wordsInForce(db, unit))
      .filter((one) => one.form === form.id)
      .map(({ field, groups }) => [field, groups]),
  )
  const { period, view, day: chosen } = asked
  return { form, answer: await listOf(db, { unit, period, form, list, view, day: chosen, words }) }
}

function fileHeaders(type: string, unit: string, list: string, extension: string) {
  return {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${unit}-${list}.${extension}"`,
  }
}
