import type { Form } from '../../shared/forms/form.ts'
import { formById } from '../../shared/forms/index.ts'
import type { ListLine } from '../../shared/lists/draw-list.ts'
import type { ListAnswer } from '../../shared/protocol/answers.ts'
import type { Value } from '../../shared/read/table.ts'
import { worded } from '../../shared/values/wording.ts'
import type { ListQuery } from '../client/api.ts'
import { type Arguments, needed, oneOf } from './arguments.ts'
import { deliver } from './deliver.ts'
import { formsInForce, serverOf } from './server.ts'
import { columnsInLine } from './table.ts'
import type { Terminal } from './terminal.ts'

/** `fugong list`: the lines of a list over a unit, as a table, JSON, CSV or a workbook. */
export async function list(args: Arguments, terminal: Terminal): Promise<number> {
  const format = oneOf(args, 'format', ['table', 'json', 'csv', 'xlsx'])
  const { day } = args.given
  const query: ListQuery = {
    unit: needed(args, 'unit'),
    period: needed(args, 'period'),
    list: needed(args, 'list'),
    view: oneOf(args, 'view', ['current', 'cutoff']),
    ...(day === undefined ? {} : { day }),
  }
  const { server, api } = serverOf(args, terminal)
  return deliver(contentOf, { format, args, terminal, server })

  async function contentOf(): Promise<string | Uint8Array> {
    if (format === 'csv' || format === 'xlsx') return api.listFile(query, format)
    const answer = await api.list(query)
    if (format === 'json') return JSON.stringify(answer, null, 2)
    const forms = await formsInForce(api, query.unit)
    return tableOf(answer, formById(query.list.split('.')[0] ?? '', forms), terminal)
  }
}

function tableOf(answer: ListAnswer, form: Form | undefined, { say, lang }: Terminal): string {
  const { name, unit, period, day, list, count, lines, undecided, coverage, totalsOnly } = answer
  const separator = lang === 'zh' ? '、' : ', '
  const derived = list.merge?.derived ?? []
  const ids = [...list.fields, ...derived.map(({ id }) => id)]
  const fields = new Map(form?.fields.map((field) => [field.id, field]))
  const titles = [
    ...list.fields.map((id) => fields.get(id)?.title[lang] ?? id),
    ...derived.map(({ title }) => title[lang]),
  ]
  const shown = (id: string, value: Value): string =>
    String(worded(value, fields.get(id), lang) ?? '')
  const row = ({ values, sources }: ListLine): string[] => [
    ...ids.map((id) => shown(id, values[id] ?? null)),
    sources.map((source) => `${source.name} ${source.sheet}!${source.row}`).join(separator),
  ]
  const texts = columnsInLine([titles, ...lines.map(row), ...undecided.map(row)])
  const title = say('listTitle', {
    name,
    unit,
    period: period.id,
    title: list.title[lang],
    day,
    count,
    undecided: undecided.length > 0 ? undecided.length : undefined,
    expected: coverage.expected,
    submitted: coverage.submitted,
    missing: coverage.missing.join(separator),
  })
  const body = texts.slice(0, lines.length + 1)
  const rest = texts.slice(lines.length + 1)
  return [
    title,
    ...body.map((line) => `  ${line}`),
    ...(rest.length > 0 ? [say('listUndecided'), ...rest.map((line) => `  ${line}`)] : []),
    ...(totalsOnly ? [say('listTotalsOnly', { names: totalsOnly.join(separator) })] : []),
  ].join('\n')
}
