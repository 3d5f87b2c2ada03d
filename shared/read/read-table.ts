import type { Finding } from '../check/finding.ts'
import type { Field, Form } from '../forms/form.ts'
import { cellName, columnIndex, type Grid } from '../grid/grid.ts'
import type { Layout } from '../recognise/layout.ts'
import { type Sheet, sheetOf } from '../recognise/sheet.ts'
import { readValue } from '../values/read-value.ts'
import { readTotals } from './read-totals.ts'
import type { FormRecord, Table, Value } from './table.ts'

/** A mapped column, ready to be read. */
export interface Column {
  name: string
  index: number
  field: Field
  scale: number
}

/**
 * Reads the records and the sheet's own totals as the layout says.
 *
 * @param asOf day the figures stand for, `YYYY-MM-DD`: dates without a year are near it
 */
export function readTable(grid: Grid, form: Form, layout: Layout, asOf: string): Table {
  const sheet = sheetOf(grid)
  const columns = columnsOf(form, layout)
  const skipped = new Set([...layout.totalRows, ...layout.skippedRows])
  const findings: Finding[] = []
  const records: FormRecord[] = []
  let above: Record<string, Value> = {}
  for (let row = layout.firstRow; row <= layout.lastRow; row += 1) {
    if (skipped.has(row)) continue
    const record = readRecord(sheet, row, columns, asOf, findings)
    if (!record) continue
    for (const { field } of columns) {
      if (!field.carriesDown || field.required || record.values[field.id] !== null) continue
      record.values[field.id] = above[field.id] ?? null
    }
    above = record.values
    records.push(record)
  }
  const totals = readTotals(sheet, layout, columns, records, asOf)
  return { form: form.id, sheet: grid.sheet, layout, records, totals, findings }
}

/**
 * The mapped columns of a layout; a field the form does not know (any more) is left out. What is
 * counted from another field comes after it.
 */
export function columnsOf(form: Form, layout: Layout): Column[] {
  const columns = Object.entries(layout.columns).flatMap(([name, id]) => {
    const field = form.fields.find((one) => one.id === id)
    return field ? [{ name, index: columnIndex(name), field, scale: layout.scales[name] ?? 1 }] : []
  })
  const later = ({ field }: Column) => Number(field.countedFrom !== undefined)
  return columns.sort((a, b) => later(a) - later(b))
}

/** One row; null when nothing of it is filled in by itself. */
function readRecord(
  sheet: Sheet,
  row: number,
  columns: Column[],
  asOf: string,
  findings: Finding[],
): FormRecord | null {
  const values: Record<string, Value> = {}
  let filled = false
  for (const { index, field, scale } of columns) {
    const own = sheet.at(row - 1, index)
    if (own !== null) filled = true
    // A cell merged over several rows speaks for each of them, except for figures: those count once.
    const cell = own ?? (countsOnce(field) ? null : sheet.seen(row - 1, index))
    const from = field.countedFrom === undefined ? null : (values[field.countedFrom] ?? null)
    const { value, issue } = readValue(cell, field, { asOf, scale, from })
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
  return filled ? { row, values } : null
}

function countsOnce({ type }: Field): boolean {
  return type === 'count' || type === 'number' || type === 'amount'
}
