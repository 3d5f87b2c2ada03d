import { type Area, cellsOf, columnsOf, isUnbounded, rowsOf } from '../area.ts'
import { type Input, write } from '../edit.ts'
import { isError } from '../entry.ts'
import { invalidArgument } from '../errors.ts'
import type { Host } from '../host.ts'
import type { Property } from '../kind.ts'
import type { Sheet } from '../sheet.ts'
import { restyle } from '../style.ts'

export interface RangeTarget {
  sheet: Sheet
  area: Area
}

/** Above this Excel tells `null` in place of a range's values; so it does for whole columns. */
const readable = 5_000_000

/** One value per cell; null for a range too large to be told. */
export function eachCell<R>(
  { sheet, area }: RangeTarget,
  read: (sheet: Sheet, row: number, column: number) => R,
): R[][] | null {
  if (isUnbounded(area) || cellsOf(area) > readable) return null
  return Array.from({ length: rowsOf(area) }, (_, r) =>
    Array.from({ length: columnsOf(area) }, (_, c) => read(sheet, area.top + r, area.left + c)),
  )
}

/** What all cells have alike, or null when they differ. */
export function common<R>({ sheet, area }: RangeTarget, read: (row: number, column: number) => R) {
  const within = isUnbounded(area) ? (sheet.clamp(area) ?? { ...area, bottom: area.top }) : area
  const right = Math.min(within.right, within.left + 16_383)
  const first = read(within.top, within.left)
  for (let row = within.top; row <= within.bottom; row++) {
    for (let column = within.left; column <= right; column++) {
      if (read(row, column) !== first) return null
    }
  }
  return first
}

/** The written value spread over the range: a matrix of its very size, or one value for all cells. */
export function spread({ area }: RangeTarget, value: unknown): unknown[][] {
  if (isUnbounded(area)) throw invalidArgument()
  if (!Array.isArray(value)) {
    return Array.from({ length: rowsOf(area) }, () =>
      Array.from({ length: columnsOf(area) }, () => value),
    )
  }
  const fits =
    value.length === rowsOf(area) &&
    value.every((line) => Array.isArray(line) && line.length === columnsOf(area))
  if (fits) return value
  throw invalidArgument(
    "The number of rows or columns in the input array doesn't match the size or dimensions of the range.",
  )
}

function writeCells(target: RangeTarget, value: unknown, host: Host): void {
  const rows = spread(target, value).map((line) => line.map(input))
  write(host.book, target.sheet, target.area, rows, 'addin', host.today())
}

function input(value: unknown): Input {
  if (value === null) return undefined
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw invalidArgument()
}

function valueType(sheet: Sheet, row: number, column: number): string {
  const value = sheet.value(row, column)
  if (value === null) return 'Empty'
  if (isError(value)) return 'Error'
  return { number: 'Double', boolean: 'Boolean', string: 'String' }[
    typeof value as 'number' | 'boolean' | 'string'
  ]
}

const formulaOrValue = (sheet: Sheet, row: number, column: number) =>
  sheet.formula(row, column) ?? sheet.value(row, column) ?? ''

const formulas: Property<RangeTarget> = {
  get: (target) => eachCell(target, formulaOrValue),
  set: writeCells,
}

const numberFormat: Property<RangeTarget> = {
  get: (target) => eachCell(target, (sheet, row, column) => sheet.style(row, column).numberFormat),
  set: (target, value, { book }) => {
    const { sheet, area } = target
    spread(target, value).forEach((line, r) => {
      line.forEach((text, c) => {
        if (text === null) return
        if (typeof text !== 'string') throw invalidArgument()
        const [row, column] = [area.top + r, area.left + c]
        sheet.setStyle(row, column, restyle(sheet.style(row, column), { numberFormat: text }))
      })
    })
    book.emit({ kind: 'formatted', sheet, area })
  },
}

/** Properties of `Range` that have a value for each cell. */
export const cellProperties: Record<string, Property<RangeTarget>> = {
  formulas,
  formulasLocal: formulas,
  numberFormat,
  numberFormatLocal: { ...numberFormat, since: 7 },
  text: { get: (target) => eachCell(target, (sheet, row, column) => sheet.text(row, column)) },
  valueTypes: { get: (target) => eachCell(target, valueType) },
  values: {
    get: (target) => eachCell(target, (sheet, row, column) => sheet.value(row, column) ?? ''),
    set: writeCells,
  },
}
