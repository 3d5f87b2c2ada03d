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
): SheetTotal[] {
  const figures = columns.filter(({ field }) => ['count', 'number', 'amount'].includes(field.type))
  const totals = layout.totalRows.map((row): SheetTotal => {
    const { label, kind } = totalLabel(sheet, row - 1)
    const values = Object.fromEntries(
      figures.map(({ index, field, context }) => [
        field.id,
        readValue(sheet.at(row - 1, index), field, context).value,
      ]),
    )
    return { row, label, kind, from: 0, to: -1, values }
  })

  const sumOf = sumsOver(records)
  const subtotals = totals.filter(({ kind }) => kind === 'subtotal')
  const grand = totals.filter(({ kind }) => kind === 'total')
  const borders = (which: SheetTotal[]) => which.map(({ row }) => row).sort((a, b) => a - b)
  const [ofTotals, ofGrand] = [borders(totals), borders(grand)]
  const all = span(records, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY)
  for (const total of grand) {
    // Several 合计 on one sheet are totals of their parts, but for the one that fits everything.
    const part = before(records, total.row, ofGrand)
    const fits = grand.length === 1 || agreeing(total, sumOf, all) >= agreeing(total, sumOf, part)
    Object.assign(total, fits ? all : part)
  }
  const styles = [before, after].map((style) =>
    subtotals.map((total) => style(records, total.row, ofTotals)),
  )
  const score = (spans: Span[] = []) =>
    subtotals.reduce((sum, total, index) => sum + agreeing(total, sumOf, spans[index]), 0)
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

/** First and last of the records' rows that lie strictly between two rows. */
function span(records: FormRecord[], low: number, high: number): Span {
  const first = records[placeOf(low + 1, records, rowOf)]
  const last = records[placeOf(high, records, rowOf) - 1]
  return first && last && first.row <= last.row
    ? { from: first.row, to: last.row }
    : { from: 0, to: -1 }
}

function before(records: FormRecord[], row: number, borders: number[]): Span {
  return span(records, borders[placeOf(row, borders) - 1] ?? Number.NEGATIVE_INFINITY, row)
}

function after(records: FormRecord[], row: number, borders: number[]): Span {
  return span(records, row, borders[placeOf(row + 1, borders)] ?? Number.POSITIVE_INFINITY)
}

const rowOf = ({ row }: FormRecord) => row

/** How many of the items, which rise, are below a number. */
function placeOf(number: number, items: number[]): number
function placeOf<T>(number: number, items: T[], of: (item: T) => number): number
function placeOf<T>(
  number: number,
  items: T[],
  of: (item: T) => number = (item) => Number(item),
): number {
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (of(items[middle] as T) < number) low = middle + 1
    else high = middle
  }
  return low
}

/** How many columns of a total equal the sum of the records in a span. */
function agreeing(total: SheetTotal, sumOf: SumOf, where: Span | undefined): number {
  if (!where || where.from > where.to) return 0
  return Object.entries(total.values).filter(
    ([field, value]) => value !== null && compare(sumOf(field, where), '==', value),
  ).length
}

export type SumOf = (field: string, span: Span) => number

/**
 * Adds up fields over the records of a span; missing values add nothing. Sheets have their records in
 * the order of their rows, so a span is found without looking through them, and what several totals
 * ask for is added up once. What a stranger sends may be in any order.
 */
export function sumsOver(records: FormRecord[]): SumOf {
  const isOrdered = records.every(
    ({ row }, index) => index === 0 || rowAt(records, index - 1) < row,
  )
  const ordered = isOrdered ? records : [...records].sort((a, b) => a.row - b.row)
  const whole = new Map<string, number>()
  return (field, { from, to }) => {
    const [first, end] = [placeOf(from, ordered, rowOf), placeOf(to + 1, ordered, rowOf)]
    const isWhole = first === 0 && end === ordered.length
    const before = isWhole ? whole.get(field) : undefined
    if (before !== undefined) return before
    let sum = 0
    for (let index = first; index < end; index += 1) {
      const value = ordered[index]?.values[field]
      if (typeof value === 'number') sum += value
    }
    if (isWhole) whole.set(field, sum)
    return sum
  }
}

function rowAt(records: FormRecord[], index: number): number {
  return records[index]?.row ?? 0
}
