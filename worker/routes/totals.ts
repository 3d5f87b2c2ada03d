import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import type { Form } from '../../shared/forms/form.ts'
import type { Lang } from '../../shared/messages/index.ts'
import { periodOfDate, shanghaiDay } from '../../shared/periods/periods.ts'
import { type AppEnv, unitOf } from '../http/context.ts'
import { formsOf } from '../http/forms.ts'
import { bearer, problems, router, tokenOrPassword } from '../http/router.ts'
import { totalsAnswer } from '../schema/answers.ts'
import { periodId } from '../schema/common.ts'
import { periodsBelow } from '../store/standings.ts'
import type { StoredUnit } from '../store/units.ts'
import { duplicatesOf } from '../totals/duplicates.ts'
import { csvOf, htmlOf, xlsxOf } from '../totals/export.ts'
import { restatementsOf } from '../totals/restatements.ts'
import {
  duplicatesTable,
  figuresTable,
  notesTable,
  restatementsTable,
  sourcesTable,
} from '../totals/table.ts'
import { type Totals, totalsOf } from '../totals/totals.ts'

const JSON_TYPE = 'application/json'
const CSV_TYPE = 'text/csv'
const HTML_TYPE = 'text/html'
const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

const query = z.object({
  period: z.union([z.literal('latest'), periodId]).openapi({
    example: 'latest',
    description: 'Year and ISO week; `latest`: the newest for which something has come',
  }),
  form: z.string().optional().openapi({ description: 'All forms if left out' }),
  view: z
    .enum(['current', 'cutoff'])
    .default('current')
    .openapi({ description: 'The newest revisions, or the last ones that came by `due`' }),
})

const request = { params: z.object({ unit: z.string() }), query }
const asJson = { [JSON_TYPE]: { schema: totalsAnswer } }
const asCsv = { [CSV_TYPE]: { schema: z.string() } }
const asHtml = { [HTML_TYPE]: { schema: z.string() } }
const asXlsx = { [XLSX_TYPE]: { schema: z.string().openapi({ format: 'binary' }) } }
const unchanged = { 304: { description: 'As the ETag says' } }
const refused = problems(400, 401, 403, 404)

const totalsRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/totals',
  summary: 'Merged totals of a unit and all below it',
  description:
    'A submission of a unit stands for its whole subtree; those it supersedes are listed. `Accept` chooses CSV or .xlsx.',
  security: bearer,
  request,
  responses: {
    200: { description: 'Totals', content: { ...asJson, ...asCsv, ...asXlsx } },
    ...unchanged,
    ...refused,
  },
})

const csvRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/totals.csv',
  summary: 'The totals as CSV: a row for each unit and the total',
  security: tokenOrPassword,
  request,
  responses: { 200: { description: 'Totals', content: asCsv }, ...unchanged, ...refused },
})

const htmlRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/totals.html',
  summary: 'The totals as a page with a table for each form, for Excel’s “From Web”',
  security: tokenOrPassword,
  request,
  responses: { 200: { description: 'Totals', content: asHtml }, ...unchanged, ...refused },
})

const xlsxRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/totals.xlsx',
  summary:
    'The totals as a workbook, with a sheet of sources, of what several units report, and of what came after the cut-off',
  security: tokenOrPassword,
  request,
  responses: { 200: { description: 'Totals', content: asXlsx }, ...unchanged, ...refused },
})

type Query = z.infer<typeof query>

export const totals = router()
  .openapi(totalsRoute, async (c) => {
    const type = accepts(c, {
      header: 'Accept',
      supports: [JSON_TYPE, CSV_TYPE, XLSX_TYPE],
      default: JSON_TYPE,
    })
    return answer(c, c.req.valid('query'), type)
  })
  .openapi(csvRoute, (c) => answer(c, c.req.valid('query'), CSV_TYPE))
  .openapi(htmlRoute, (c) => answer(c, c.req.valid('query'), HTML_TYPE))
  .openapi(xlsxRoute, (c) => answer(c, c.req.valid('query'), XLSX_TYPE))

async function answer(c: Context<AppEnv>, asked: Query, type: string): Promise<Response> {
  const { form, view } = asked
  const [unit, lang] = [unitOf(c), c.get('language')]
  const period = asked.period === 'latest' ? await latest(c, unit) : asked.period
  const forms = await formsOf(c.env.DB, unit, form)
  const found = await totalsOf(c.env.DB, { unit, period, forms, view, lang })
  if (type === JSON_TYPE) return c.json(found.answer)

  if (type === HTML_TYPE) return c.html(webPage(found, forms, lang))

  const figures = figuresTable(found, concerned(found, forms), lang)
  const extension = type === CSV_TYPE ? 'csv' : 'xlsx'
  const headers = {
    'Content-Type': type === CSV_TYPE ? `${CSV_TYPE}; charset=utf-8` : XLSX_TYPE,
    'Content-Disposition': `attachment; filename="${unit.id}-${period}-${view}.${extension}"`,
  }
  if (type === CSV_TYPE) return c.body(csvOf(figures), 200, headers)
  const restated = await restatementsOf(c.env.DB, unit, forms, found.week)
  const { same, possible } = found.answer.duplicateCounts
  const anyTwice = same + possible > 0
  const tables = [
    figures,
    sourcesTable(found, forms, lang),
    ...(anyTwice
      ? [duplicatesTable(await duplicatesOf(c.env.DB, { unit, period, forms, view }), forms, lang)]
      : []),
    ...(restated.length > 0 ? [restatementsTable(restated, forms, lang)] : []),
    notesTable(found, forms, lang),
  ]
  return c.body((await xlsxOf(tables, found.answer.period.due)).slice().buffer, 200, headers)
}

/** The forms that are collected here or have come; all where there is none, so that there are columns. */
function concerned({ reporting }: Totals, forms: Form[]): Form[] {
  const known = new Set(reporting.map(({ form }) => form))
  const some = forms.filter(({ id }) => known.has(id))
  return some.length > 0 ? some : forms
}

/** The newest week with data; the running one where there is none yet. */
async function latest(c: Context<AppEnv>, unit: StoredUnit): Promise<string> {
  const range = { from: null, to: null, descending: true, limit: 1 }
  const [newest] = await periodsBelow(c.env.DB, unit, range)
  return newest ?? periodOfDate(shanghaiDay(c.get('now').toISOString()))
}

/** A table for each form that anything has come of, and what they stand for. */
function webPage(found: Totals, forms: Form[], lang: Lang): string {
  const { answer } = found
  const sent = forms.filter(({ id }) => answer.parts.some((part) => part.form === id))
  const tables = sent.map((form) => ({
    ...figuresTable(ofForm(found, form), [form], lang),
    name: form.title[lang],
  }))
  const notes = notesTable(found, forms, lang)
  return htmlOf(`${answer.name} ${answer.period.id}`, [...tables, notes], lang)
}

/** The totals of one of their forms: only the units that report it. */
function ofForm({ answer, ...rest }: Totals, { id }: Form): Totals {
  return {
    ...rest,
    answer: { ...answer, parts: answer.parts.filter(({ form }) => form === id) },
    reporting: rest.reporting.filter(({ form }) => form === id),
  }
}
