/** Rows that say nothing of what they are: known by where they stand and what they add up to. */
import { cellName } from '../grid/grid.ts'
import { normalise } from '../text/normalise.ts'
import type { RowReader } from './rows.ts'
import type { Sheet } from './sheet.ts'
import type { KnownRows, Rows } from './table-rows.ts'

/**
 * A last row without a name whose figures are the sums of those above is a total that nobody
 * labelled. It may be wrong in some columns: half of them right, or formulas, are enough to know it.
 */
export function unlabelledTotal({ sheet, keys, figures }: RowReader, rows: Rows): void {
  const last = rows.records.at(-1)
  if (last === undefined || rows.records.length < 3) return
  if (keys.some((column) => sheet.at(last, column) !== null)) return
  const filled = figures.filter((column) => typeof sheet.at(last, column) === 'number')
  if (filled.length === 0) return
  const sums = filled.filter((column) => {
    const sum = sumOf(sheet, column, rows.records.slice(0, -1))
    const formula = sheet.grid.formulas[cellName(last, column)]
    return (
      (formula && /^=\s*SUM\(/i.test(formula)) ||
      Math.abs(sum - Number(sheet.at(last, column))) < 1e-6
    )
  })
  if (sums.length * 2 < filled.length) return
  rows.records.pop()
  rows.totals.push(last)
}

/** 示例 in place of a serial number; what is written there shows how to fill in. */
const example = /^[(（【]?(?:示例|样例|范例|示范|填写示例|举例|例|例如|如)[)）】]?\d?[:：]?$/

/** What to write in a column, in place of what is to be written. */
const hint = /请填|填[写报数全入选]|格式|下拉|选择|必填|选填|^是[/／或]否$|^(?:例|如)[:：]|例如/

/**
 * The first row may still be the header's, in another language under Chinese names, or tell how to fill in
 * what follows.
 */
export function labelsBelow({ sheet, keys, figures, left, right }: RowReader, rows: Rows): void {
  const [first, second] = rows.records
  if (first === undefined || second === undefined) return
  const across = Array.from({ length: right - left + 1 }, (_, at) => left + at)
  const texts = across.flatMap((column) => sheet.at(first, column) ?? []).map(String)
  const isHan = (value: unknown) => /\p{Script=Han}/u.test(String(value ?? ''))
  const isForeign =
    figures.length > 0 &&
    figures.every((column) =>
      /^[a-z][a-z\s().%-]+$/i.test(String(sheet.at(first, column) ?? '')),
    ) &&
    !texts.some(isHan) &&
    keys.some((column) => isHan(sheet.at(second, column)))
  const hints = texts.filter((text) => text.length <= 20 && hint.test(normalise(text)))
  const tells = hints.length > 1 && !figures.some((one) => typeof sheet.at(first, one) === 'number')
  if (!isForeign && !tells && !texts.some((text) => example.test(normalise(text)))) return
  rows.records = rows.records.slice(1)
  rows.skipped = [first, ...rows.skipped]
}

/** Kinds of places by the end of their names, the smallest first. */
const levels = [
  /(?:村|社区|居委会|居|组)$/,
  /(?:镇|乡|街道)$|^全[镇乡]$/,
  /(?:县|区|市|旗|州)$|^全[县区市]$/,
]

function levelOf({ sheet, keys, figures }: RowReader, row: number): number {
  const names = keys.flatMap((column) =>
    figures.includes(column) ? [] : (sheet.at(row, column) ?? []),
  )
  const name = normalise(String(names.at(-1) ?? ''))
  return levels.findIndex((level) => level.test(name))
}

/**
 * A first or last row under the name of a larger place than all others (清水镇 over its villages), whose
 * figures are the sums of theirs, half of them at least.
 */
export function placeTotal(reader: RowReader, rows: Rows): void {
  const { sheet, figures } = reader
  if (rows.records.length < 3) return
  for (const row of [rows.records[0] as number, rows.records.at(-1) as number]) {
    const level = levelOf(reader, row)
    const others = rows.records.filter((one) => one !== row)
    if (level < 1 || others.some((one) => levelOf(reader, one) >= level)) continue
    const filled = figures.filter((column) => Number(sheet.at(row, column) ?? 0) !== 0)
    const sums = filled.filter(
      (column) => Math.abs(sumOf(sheet, column, others) - Number(sheet.at(row, column))) < 1e-6,
    )
    if (sums.length === 0 || sums.length * 2 < filled.length) continue
    rows.records = others
    rows.totals = [...rows.totals, row].toSorted((one, other) => one - other)
    return
  }
}

function sumOf(sheet: Sheet, column: number, rows: number[]): number {
  return rows.reduce((sum, row) => {
    const value = sheet.at(row, column)
    return typeof value === 'number' ? sum + value : sum
  }, 0)
}

/**
 * A total under a name of its own (全镇) at the end of numbered rows: it has no number, and each of its
 * figures is the sum of those above. What stands below it and has no number either says more of it.
 */
export function unnumberedTotal(
  { sheet, figures }: RowReader,
  rows: Rows,
  { numbers }: KnownRows,
): void {
  const last = rows.records.findLastIndex((row) => numbers[row] === 'number')
  const above = rows.records.slice(0, last + 1)
  const [total, ...asides] = rows.records.slice(last + 1)
  if (total === undefined || above.length < 2 || asides.length > 3) return
  if (!above.every((row) => numbers[row] === 'number')) return
  const filled = figures.filter((column) => typeof sheet.at(total, column) === 'number')
  const isSum = (column: number) =>
    Math.abs(sumOf(sheet, column, above) - Number(sheet.at(total, column))) < 1e-6
  if (filled.length === 0 || !filled.every(isSum)) return
  if (!filled.some((column) => sheet.at(total, column) !== 0)) return
  rows.records = above
  rows.totals.push(total)
  rows.skipped.push(...asides)
}
