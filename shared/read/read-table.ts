import type { Finding } from '../check/finding.ts'
import type { Field, Form } from '../forms/form.ts'
import { cellName, columnIndex, type Grid } from '../grid/grid.ts'
import type { Layout } from '../recognise/layout.ts'
import { type Sheet, sheetOf } from '../recognise/sheet.ts'
import { type ReadContext, readValue } from '../values/read-value.ts'
import { readTotals } from './read-totals.ts'
import type { FormRecord, Table, Value } from './table.ts'

/** A mapped column, ready to be read. */
export interface Column {
  name: string
  index: number
  field: Field
  /** How its cells are read. */
  context: ReadContext
  /** A figure: counted once, however many rows its cell is merged over. */
  once: boolean
  /** Names the record, alone or with others. */
  naming: boolean
  /** A text about the record, of which there may be several. */
  remark: boolean
}

/** A row as it was read. */
interface KnownRow {
  /** Null when nothing of it is filled in by itself. */
  own: FormRecord | null
  findings: Finding[]
  /** With what is carried down from the rows above. */
  whole: FormRecord | null
}

/** Rows read before, by their number, where they hold for the same layout and day; an edited one is taken out. */
export type KnownReadings = (KnownRow | undefined)[]

/**
 * Reads the records and the sheet's own totals as the layout says. A row that was known and has not
 * changed is the same object as before.
 *
 * @param asOf day the figures stand for, `YYYY-MM-DD`: dates without a year are near it
 */
export function readTable(
  grid: Grid,
  form: Form,
  layout: Layout,
  asOf: string,
  known: KnownReadings = [],
): Table {
  const sheet = sheetOf(grid)
  const columns = columnsOf(form, layout, asOf)
  const carried = columns.flatMap(({ field: { id, carriesDown, required } }) =>
    carriesDown && !required ? id : [],
  )
  const skipped = new Set([...layout.totalRows, ...layout.skippedRows])
  const findings: Finding[] = []
  const records: FormRecord[] = []
  for (let row = layout.firstRow; row <= layout.lastRow; row += 1) {
    if (skipped.has(row)) continue
    const read = known[row] ?? readRow(sheet, row, columns)
    known[row] = read
    for (const finding of read.findings) findings.push(finding)
    const record = carryDown(read, carried, records.at(-1))
    if (record) records.push(record)
  }
  const totals = readTotals(sheet, layout, columns, records)
  return { form: form.id, sheet: grid.sheet, layout, records, totals, findings }
}

function carryDown(read: KnownRow, carried: string[], above: FormRecord | undefined) {
  const { own, whole } = read
  if (!own || !above || carried.length === 0) {
    read.whole = own
    return own
  }
  const wanted = (field: string) => own.values[field] ?? above.values[field] ?? null
  if (whole && carried.every((field) => whole.values[field] === wanted(field))) return whole
  const values = { ...own.values }
  for (const field of carried) values[field] = wanted(field)
  read.whole = { row: own.row, values }
  return read.whole
}

/**
 * The mapped columns of a layout; a field the form does not know (any more) is left out. What is
 * counted from another field comes after it.
 */
export function columnsOf(form: Form, layout: Layout, asOf: string): Column[] {
  const required = form.fields.flatMap((field) => (field.required ? field.id : []))
  const named = new Set([...form.identifiedBy.flat(), ...required])
  const columns = Object.entries(layout.columns).flatMap(([name, id]) => {
    const field = form.fields.find((one) => one.id === id)
    if (!field) return []
    const context = { asOf, scale: layout.scales[name] ?? 1 }
    const naming = named.has(id)
    const remark = !naming && (field.type === 'text' || field.type === 'code')
    return [
      { name, index: columnIndex(name), field, context, once: countsOnce(field), naming, remark },
    ]
  })
  const later = ({ field }: Column) => Number(field.countedFrom !== undefined)
  return columns.sort((a, b) => later(a) - later(b))
}

function readRow(sheet: Sheet, row: number, columns: Column[]): KnownRow {
  const values: Record<string, Value> = {}
  const findings: Finding[] = []
  let filled = false
  // An enterprise merged over two rows, with an officer in each, is one enterprise.
  let [isNamedAbove, saysMore] = [false, false]
  for (const { index, field, context, once, naming, remark } of columns) {
    const own = sheet.at(row - 1, index)
    if (own !== null) filled = true
    if (own !== null && !remark) saysMore = true
    if (own === null && naming && sheet.seen(row - 1, index) !== null) isNamedAbove = true
    // A cell merged over several rows speaks for each of them, except for figures: those count once.
    const cell = own ?? (once ? null : sheet.seen(row - 1, index))
    if (cell === null) {
      values[field.id] = null
      continue
    }
    const { countedFrom } = field
    const { value, issue } = readValue(
      cell,
      field,
      countedFrom === undefined ? context : { ...context, from: values[countedFrom] ?? null },
    )
    values[field.id] = value
    if (!issue || own === null) continue
    const name = cellName(row - 1, index)
    const finding: Finding = {
      rule: issue.rule,
      severity: issue.severity,
      cell: name,
      field: field.id,
      params: issue.params,
    }
    // A fix never replaces a formula.
    if (issue.fix && !sheet.grid.formulas[name]) finding.fix = issue.fix
    findings.push(finding)
  }
  const own = filled && (saysMore || !isNamedAbove) ? { row, values } : null
  return { own, findings: own ? findings : [], whole: own }
}

function countsOnce({ type }: Field): boolean {
  return type === 'count' || type === 'number' || type === 'amount'
}
