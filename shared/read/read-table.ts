import type { Finding } from '../check/finding.ts'
import type { Field, Form } from '../forms/form.ts'
import { type Cell, cellName, columnIndex, type Grid } from '../grid/grid.ts'
import type { Layout } from '../recognise/layout.ts'
import { type Sheet, sheetOf } from '../recognise/sheet.ts'
import { normalise } from '../text/normalise.ts'
import { isDitto } from '../values/ditto.ts'
import { type ReadContext, type Reading, readValue } from '../values/read-value.ts'
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
  /** Columns (0-based) of which one is ticked, each with its choice. */
  ticks: [column: number, choice: string][] | null
  /** A text about the record, of which there may be several. */
  remark: boolean
}

/** A row as it was read. */
interface KnownRow {
  /** Null when nothing of it is filled in by itself. */
  own: FormRecord | null
  findings: Finding[]
  /** Fields that say nothing but what the row above says. */
  ditto: string[]
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
    const read = known[row] ?? readRow(sheet, row, columns, row > layout.firstRow)
    known[row] = read
    for (const finding of read.findings) findings.push(finding)
    const record = carryDown(read, carried, records.at(-1))
    if (record) records.push(record)
  }
  const totals = readTotals(sheet, layout, columns, records)
  return { form: form.id, sheet: grid.sheet, layout, records, totals, findings }
}

function carryDown(read: KnownRow, carried: string[], above: FormRecord | undefined) {
  const { own, whole, ditto } = read
  const fields = ditto.length === 0 ? carried : [...carried, ...ditto]
  if (!own || !above || fields.length === 0) {
    read.whole = own
    return own
  }
  const wanted = (field: string) => own.values[field] ?? above.values[field] ?? null
  if (whole && fields.every((field) => whole.values[field] === wanted(field))) return whole
  const values = { ...own.values }
  for (const field of fields) values[field] = wanted(field)
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
    const asked = layout.ticks?.[name]
    const ticks = asked
      ? Object.entries(asked).map(([one, choice]): [number, string] => [columnIndex(one), choice])
      : null
    const index = columnIndex(name)
    return [{ name, index, field, context, once: countsOnce(field), ticks, naming, remark }]
  })
  const later = ({ field }: Column) => Number(field.countedFrom !== undefined)
  return columns.sort((a, b) => later(a) - later(b))
}

/** @param follows whether a row stands above it that a ditto mark may mean */
function readRow(sheet: Sheet, row: number, columns: Column[], follows: boolean): KnownRow {
  const values: Record<string, Value> = {}
  const findings: Finding[] = []
  const ditto: string[] = []
  let filled = false
  // An enterprise merged over two rows, with an officer in each, is one enterprise.
  let [isNamedAbove, saysMore] = [false, false]
  for (const { index: at, field, context, once, ticks, naming, remark } of columns) {
    // Every cell of every sheet comes by here; hardly one is asked by ticks.
    const ticked = ticks?.filter(([column]) => isTicked(sheet.at(row - 1, column)))
    const index = ticked?.[0]?.[0] ?? at
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
    // The same figure again is to be written out: a mark below a figure may stand for none, too.
    if (follows && !once && typeof cell === 'string' && isDitto(cell)) {
      values[field.id] = null
      ditto.push(field.id)
      continue
    }
    const { countedFrom } = field
    const { value, issue } = ticked
      ? readTicks(ticked, cell, field)
      : readValue(
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
  return { own, findings: own ? findings : [], ditto, whole: own }
}

/** `×` and `否` under 是 say that it is not that. */
function isTicked(cell: Cell): boolean {
  return cell !== null && /^[√✓✔☑✅○●■v1是]$/i.test(normalise(String(cell)))
}

/** The choice that is ticked; of two nobody knows which is meant, nor what another sign means. */
function readTicks(ticked: [number, string][], cell: Cell, { choices = [] }: Field): Reading {
  const [only, ...others] = ticked
  if (only && others.length === 0) return { value: only[1] }
  if (!only && isNo(cell)) return { value: null }
  const text = only ? ticked.map(() => '√').join('、') : String(cell)
  const params = {
    text,
    allowed: choices.map(({ title }) => title.zh).join('、'),
    allowedEn: choices.map(({ title }) => title.en).join(', '),
  }
  return { value: null, issue: { rule: 'not-in-list', severity: 'error', params } }
}

function isNo(cell: Cell): boolean {
  return /^[×✗✘x0否—-]$/i.test(normalise(String(cell)))
}

function countsOnce({ type }: Field): boolean {
  return type === 'count' || type === 'number' || type === 'amount'
}
