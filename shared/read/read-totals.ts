import type { Layout } from '../recognise/layout.ts'
import { totalLabel } from '../recognise/rows.ts'
import type { Sheet } from '../recognise/sheet.ts'
import { compare } from '../tally/condition.ts'
import { readValue } from '../values/read-value.ts'
import type { Column } from './read-table.ts'
import type { FormRecord, SheetTotal } from './table.ts'

/**
 * Reads the sheet's own total rows and finds out which records each adds up: a total all of them, a
 * sub-total those before it, or those after it where the sheet puts sub-totals on top.
 */
export function readTotals(
  sheet: Sheet,
  layout: Layout,
  columns: Column[],
  records: FormRecord[],
  asOf: string,
): SheetTotal[] {
  const figures = columns.filter(({ field }) => ['count', 'number', 'amount'].includes(field.type))
  const totals = layout.totalRows.map((row): SheetTotal => {
    const { label, kind } = totalLabel(sheet, row - 1)
    const values = Object.fromEntries(
      figures.map(({ index, field, scale }) => [
        field.id,
        readValue(sheet.at(row - 1, index), field, { asOf, scale }).value,
      ]),
    )
    return { row, label, kind, from: 0, to: -1, values }
  })

  const rows = records.map(({ row }) => row)
  const subtotals = totals.filter(({ kind }) => kind === 'subtotal')
  const grand = totals.filter(({ kind }) => kind === 'total')
  const borders = (which: SheetTotal[]) => which.map(({ row }) => row)
  for (const total of grand) {
    const all = span(rows, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
    // Several 合计 on one sheet are totals of their parts, but for the one that fits everything.
    const part = before(rows, total.row, borders(grand))
    const fits =
      grand.length === 1 || agreeing(total, records, all) >= agreeing(total, records, part)
    Object.assign(total, fits ? all : part)
  }
  const styles = [before, after].map((style) =>
    subtotals.map((total) => style(rows, total.row, borders(totals))),
  )
  const score = (spans: Span[] = []) =>
    subtotals.reduce((sum, total, index) => sum + agreeing(total, records, spans[index]), 0)
  const spans = score(styles[1]) > score(styles[0]) ? styles[1] : styles[0]
  subtotals.forEach((total, index) => {
    Object.assign(total, spans?.[index])
  })
  return totals.filter(({ from, to }) => from <= to)
}

interface Span {
  from: number
  to: number
}

/** First and last of the record rows that lie strictly between two rows. */
function span(rows: number[], low: number, high: number): Span {
  const inside = rows.filter((row) => low < row && row < high)
  return { from: inside[0] ?? 0, to: inside.at(-1) ?? -1 }
}

function before(rows: number[], row: number, borders: number[]): Span {
  return span(rows, Math.max(Number.NEGATIVE_INFINITY, ...borders.filter((one) => one < row)), row)
}

function after(rows: number[], row: number, borders: number[]): Span {
  return span(rows, row, Math.min(Number.POSITIVE_INFINITY, ...borders.filter((one) => one > row)))
}

/** How many columns of a total equal the sum of the records in a span. */
function agreeing(total: SheetTotal, records: FormRecord[], where: Span | undefined): number {
  if (!where || where.from > where.to) return 0
  return Object.entries(total.values).filter(
    ([field, value]) => value !== null && compare(sumOf(records, field, where), '==', value),
  ).length
}

/** Sum of a field over the records of a span; missing values add nothing. */
export function sumOf(records: FormRecord[], field: string, { from, to }: Span): number {
  let sum = 0
  for (const { row, values } of records) {
    const value = values[field]
    if (row >= from && row <= to && typeof value === 'number') sum += value
  }
  return sum
}
