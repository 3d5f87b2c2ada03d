import type { Form } from '../../shared/forms/form.ts'
import { formById } from '../../shared/forms/index.ts'
import type { Duplicate, TotalsAnswer } from '../../shared/protocol/answers.ts'
import { displayExact } from '../../shared/tally/display.ts'
import type { TotalsQuery } from '../client/api.ts'
import { type Arguments, needed, oneOf } from './arguments.ts'
import { deliver } from './deliver.ts'
import { formsInForce, serverOf } from './server.ts'
import { columnsInLine } from './table.ts'
import type { Terminal } from './terminal.ts'

/** `fugong totals`: the merged figures of a unit, as a table, JSON, CSV or a workbook. */
export async function totals(args: Arguments, terminal: Terminal): Promise<number> {
  const format = oneOf(args, 'format', ['table', 'json', 'csv', 'xlsx'])
  const { form } = args.given
  const query: TotalsQuery = {
    unit: needed(args, 'unit'),
    period: needed(args, 'period'),
    view: oneOf(args, 'view', ['current', 'cutoff']),
    ...(form === undefined ? {} : { form }),
  }
  const { server, api } = serverOf(args, terminal)
  return deliver(contentOf, { format, args, terminal, server })

  async function contentOf(): Promise<string | Uint8Array> {
    if (format === 'csv' || format === 'xlsx') return api.totalsFile(query, format)
    if (format === 'json') return JSON.stringify(await api.totals(query), null, 2)
    const forms = await formsInForce(api, query.unit)
    return tableOf(await api.totals(query), forms, terminal)
  }
}

function tableOf(answer: TotalsAnswer, forms: Form[], { say, lang }: Terminal): string {
  const { unit, name, period, coverage } = answer
  const indicators = answer.forms.flatMap((id) => formById(id, forms)?.indicators ?? [])
  const figures = indicators
    .filter(({ id }) => (answer.totals[id] ?? null) !== null)
    .map((one) => [one.title[lang], displayExact(answer.totals[one.id] ?? null, one, lang), one.id])
  const title = say('totalsTitle', {
    name,
    unit,
    period: period.id,
    asOf: period.asOf,
    expected: coverage.expected,
    submitted: coverage.submitted,
    missing: coverage.missing.join(lang === 'zh' ? '、' : ', '),
  })
  const { same, possible, unopened } = answer.duplicateCounts
  const twice = [same, possible, unopened].some((count) => count > 0)
    ? [say('totalsTwice', { same: some(same), possible: some(possible), unopened: some(unopened) })]
    : []
  const places = answer.duplicates.map(({ name: known, value, units, countedFor }) => [
    known === value ? known : `${known} ${value}`,
    units.map((one) => placeOf(one, one.unit === countedFor)).join(lang === 'zh' ? '、' : ', '),
  ])
  return [
    title,
    ...columnsInLine(figures).map((line) => `  ${line}`),
    ...twice,
    ...columnsInLine(places).map((line) => `  ${line}`),
  ].join('\n')

  function placeOf({ name: unitName, sheet, cell }: Duplicate['units'][number], counts: boolean) {
    return `${unitName}${sheet && cell ? ` ${sheet}!${cell}` : ''}${counts ? say('totalsCounted', {}) : ''}`
  }
}

/** Nothing is said of none. */
function some(count: number): string {
  return count === 0 ? '' : String(count)
}
