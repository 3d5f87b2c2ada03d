/**
 * A sheet as plain data: what every adapter produces and everything in `shared/` reads.
 * It has no methods, so that it crosses to a web worker as it is.
 */

/**
 * One cell value, as `Excel.Range.values` gives it: dates are serial numbers of the 1900 system,
 * errors are their text (`#REF!`), an empty cell is `null`.
 */
export type Cell = string | number | boolean | null

/** A merged area; 0-based, both ends included. */
export interface Merge {
  top: number
  left: number
  bottom: number
  right: number
}

export interface Grid {
  /** Name of the sheet. */
  sheet: string
  /** Rows from row 1 down, each from column A on; rows may be shorter than the widest one. */
  values: Cell[][]
  merges: Merge[]
  /** Formula texts by cell name, `{ F12: '=SUM(F5:F11)' }`. */
  formulas: Record<string, string>
  /** 0-based rows hidden by hand. */
  hiddenRows: number[]
  /** 0-based columns hidden by hand. */
  hiddenColumns: number[]
  /** 0-based rows hidden by a filter. */
  filteredRows: number[]
}

/** A grid of bare values, as tests and imports build it. */
export function gridOf(sheet: string, values: Cell[][], merges: Merge[] = []): Grid {
  return {
    sheet,
    values,
    merges,
    formulas: {},
    hiddenRows: [],
    hiddenColumns: [],
    filteredRows: [],
  }
}

/** Column letters of a 0-based index: 0 → `A`, 26 → `AA`. */
export function columnName(index: number): string {
  let name = ''
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1) {
    name = String.fromCharCode(65 + (rest % 26)) + name
  }
  return name
}

/** 0-based index of column letters: `A` → 0, `AA` → 26. */
export function columnIndex(name: string): number {
  let index = 0
  for (const letter of name) index = index * 26 + letter.charCodeAt(0) - 64
  return index - 1
}

/** Cell name of 0-based coordinates: (11, 5) → `F12`. */
export function cellName(row: number, column: number): string {
  return `${columnName(column)}${row + 1}`
}

/** 0-based coordinates of a cell name such as `F12` or `$F$12`; null when it is none. Excel's last row has seven digits. */
export function parseCell(name: string): { row: number; column: number } | null {
  const found = /^\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$/.exec(name)
  if (!found) return null
  return { row: Number(found[2]) - 1, column: columnIndex(found[1] as string) }
}
