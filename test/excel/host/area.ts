import { columnIndex, columnName, type Merge } from '../../../shared/grid/grid.ts'

/** A rectangle of cells; 0-based, both ends included. */
export type Area = Merge

export const ROWS = 1_048_576
export const COLUMNS = 16_384

/** The whole sheet. */
export const everything: Area = { top: 0, left: 0, bottom: ROWS - 1, right: COLUMNS - 1 }

export const cellArea = (row: number, column: number): Area => ({
  top: row,
  left: column,
  bottom: row,
  right: column,
})

export const rowsOf = (area: Area): number => area.bottom - area.top + 1
export const columnsOf = (area: Area): number => area.right - area.left + 1
export const cellsOf = (area: Area): number => rowsOf(area) * columnsOf(area)
export const isEntireRow = (area: Area): boolean => columnsOf(area) === COLUMNS
export const isEntireColumn = (area: Area): boolean => rowsOf(area) === ROWS
/** Entire rows or columns: Excel tells no cell values of those. */
export const isUnbounded = (area: Area): boolean => isEntireRow(area) || isEntireColumn(area)

/** True when all corners lie on the sheet and in order. */
export function isOnSheet(area: Area): boolean {
  const { top, left, bottom, right } = area
  return (
    [top, left, bottom, right].every(Number.isInteger) &&
    top >= 0 &&
    left >= 0 &&
    bottom >= top &&
    right >= left &&
    bottom < ROWS &&
    right < COLUMNS
  )
}

export function intersection(a: Area, b: Area): Area | null {
  const common = {
    top: Math.max(a.top, b.top),
    left: Math.max(a.left, b.left),
    bottom: Math.min(a.bottom, b.bottom),
    right: Math.min(a.right, b.right),
  }
  return common.top <= common.bottom && common.left <= common.right ? common : null
}

export function bounding(a: Area, b: Area): Area {
  return {
    top: Math.min(a.top, b.top),
    left: Math.min(a.left, b.left),
    bottom: Math.max(a.bottom, b.bottom),
    right: Math.max(a.right, b.right),
  }
}

export function contains(outer: Area, inner: Area): boolean {
  return (
    outer.top <= inner.top &&
    outer.left <= inner.left &&
    outer.bottom >= inner.bottom &&
    outer.right >= inner.right
  )
}

export const sameArea = (a: Area, b: Area): boolean => contains(a, b) && contains(b, a)

/** `A1`, `A1:B2`, `A:C` or `1:3`, as Excel writes it, without the sheet. */
export function formatArea(area: Area): string {
  const { top, left, bottom, right } = area
  if (isEntireRow(area)) return `${top + 1}:${bottom + 1}`
  if (isEntireColumn(area)) return `${columnName(left)}:${columnName(right)}`
  const first = `${columnName(left)}${top + 1}`
  return top === bottom && left === right ? first : `${first}:${columnName(right)}${bottom + 1}`
}

/** A sheet name as an address writes it: quoted unless it is a plain word that is no cell name. */
export function quoteSheet(name: string): string {
  const plain = /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name)
  const cellLike = /^[A-Za-z]{1,3}\d+$|^[Rr]\d*[Cc]\d*$/.test(name)
  return plain && !cellLike ? name : `'${name.replaceAll("'", "''")}'`
}

/** Splits `'Sheet 1'!A1` into sheet and rest; sheet is null when the address names none. */
export function splitSheet(address: string): { sheet: string | null; rest: string } {
  const found = /^(?:'((?:[^']|'')+)'|([^'!]+))!(.*)$/s.exec(address)
  if (!found) return { sheet: null, rest: address }
  const sheet = found[1] === undefined ? (found[2] as string) : found[1].replaceAll("''", "'")
  return { sheet, rest: found[3] as string }
}

const corner = /^\$?([A-Za-z]{1,3})?\$?([1-9]\d{0,6})?$/

/** Area of `A1`, `$A$1:B2`, `A:C` or `1:3`; null when it is none or lies off the sheet. */
export function parseArea(text: string): Area | null {
  const parts = text.split(':')
  if (parts.length > 2) return null
  const ends = parts.map((part) => corner.exec(part))
  const first = ends[0]
  const second = ends[1] ?? (parts.length === 1 ? first : null)
  if (!first || !second) return null
  const columns = [first[1], second[1]]
  const rows = [first[2], second[2]]
  if ((columns[0] === undefined) !== (columns[1] === undefined)) return null
  if ((rows[0] === undefined) !== (rows[1] === undefined)) return null
  const whole = columns[0] === undefined || rows[0] === undefined
  if (whole && parts.length === 1) return null
  if (columns[0] === undefined && rows[0] === undefined) return null
  const letters = columns.map((name) => (name ? columnIndex(name.toUpperCase()) : null))
  const numbers = rows.map((name) => (name ? Number(name) - 1 : null))
  const area = {
    top: Math.min(numbers[0] ?? 0, numbers[1] ?? 0),
    bottom: Math.max(numbers[0] ?? ROWS - 1, numbers[1] ?? ROWS - 1),
    left: Math.min(letters[0] ?? 0, letters[1] ?? 0),
    right: Math.max(letters[0] ?? COLUMNS - 1, letters[1] ?? COLUMNS - 1),
  }
  return isOnSheet(area) ? area : null
}
