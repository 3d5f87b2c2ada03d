import type { Form } from '../../shared/forms/form.ts'
import { drawList, type ListLine, type SourcedRecord } from '../../shared/lists/draw-list.ts'
import type { ListDefinition, Words } from '../../shared/lists/list.ts'
import type { Lang } from '../../shared/messages/index.ts'
import type { ListAnswer } from '../../shared/protocol/answers.ts'
import { worded } from '../../shared/values/wording.ts'
import { exportWords } from '../messages/exports.ts'
import { eachSubmission } from '../store/documents.ts'
import type { StoredUnit } from '../store/units.ts'
import { countingIn } from './doubles.ts'
import { coverageOf } from './reporting.ts'
import { DAY_FORMAT, type ExportCell, type ExportTable, numberFormat } from './table.ts'
import { reportsOf, type View } from './totals.ts'

export interface ListRequest {
  unit: StoredUnit
  period: string
  form: Form
  list: ListDefinition
  view: View
  /** Day asked for; the day of the figures unless said. */
  day: string | undefined
  words: Words
}

/** A list over the records that count in the totals of a unit: what several units report is in it once. */
export async function listOf(db: D1Database, request: ListRequest): Promise<ListAnswer> {
  const { unit, form, list, view, words } = request
  const { period, reporting } = await reportsOf(db, unit, request.period, form, view)
  const revisions = new Map(
    reporting.flatMap(({ unit: { id, name }, sent }) =>
      sent ? [[id, { unit: id, name, revision: sent.revision }]] : [],
    ),
  )
  const counts = await countingIn(db, unit.path, form, reporting)
  const records: SourcedRecord[] = []
  const sent = [...revisions.values()]
  await eachSubmission(db, { form: form.id, period: period.id, sent }, (id, { tables }) => {
    const from = revisions.get(id)
    if (!from) return
    let place = -1
    for (const { sheet, records: rows } of tables) {
      for (const record of rows) {
        place += 1
        if (!counts(id, place)) continue
        records.push({ record, source: { ...from, sheet, row: record.row } })
      }
    }
  })
  const day = request.day ?? period.asOf
  const { lines, undecided } = drawList(list, records, { asOf: period.asOf, day }, words)
  const totalsOnly = reporting.flatMap(({ unit: { name }, sent: one }) =>
    one?.kind === 'totals' ? [name] : [],
  )
  return {
    unit: unit.id,
    name: unit.name,
    period,
    view,
    day,
    list,
    count: lines.length,
    lines,
    undecided,
    coverage: coverageOf(reporting),
    ...(totalsOnly.length > 0 && { totalsOnly }),
  }
}

/** A day that a workbook can hold as one: its count begins with 1900. */
const DAY = /^(19|2\d)\d\d-\d\d-\d\d$/

/** The list as a sheet: a row for each line and where it comes from; what is undecided, and whose records are not here, below. */
export function listTable(answer: ListAnswer, form: Form, lang: Lang): ExportTable {
  const words = exportWords[lang]
  const { list, lines, undecided, totalsOnly } = answer
  const made = list.merge?.derived ?? []
  const fields = new Map(form.fields.map((field) => [field.id, field]))
  const titles = list.fields.map((id) => fields.get(id)?.title[lang] ?? id)
  const columns = [...list.fields, ...made.map(({ id }) => id)]
  const isDay = (id: string) => fields.get(id)?.type === 'date'
  const row = (line: ListLine): ExportCell[] => [
    ...columns.map((id) => {
      const cell = worded(line.values[id] ?? null, fields.get(id), lang)
      return isDay(id) && typeof cell === 'string' && DAY.test(cell) ? new Date(cell) : cell
    }),
    [...new Set(line.sources.map(({ name }) => name))].join(words.separator),
    line.sources.map(({ name, sheet, row: at }) => `${name} ${sheet}!${at}`).join(words.separator),
  ]
  return {
    name: list.title[lang],
    header: [...titles, ...made.map(({ title }) => title[lang]), words.unit, words.rows],
    formats: Object.fromEntries(
      columns.map((id, at) => [
        at,
        isDay(id) ? DAY_FORMAT : numberFormat(lines.map(({ values }) => values[id])),
      ]),
    ),
    rows: [
      ...lines.map(row),
      ...(undecided.length > 0 ? [[words.undecided], ...undecided.map(row)] : []),
      ...(totalsOnly ? [[words.totalsOnly, totalsOnly.join(words.separator)]] : []),
    ],
  }
}
