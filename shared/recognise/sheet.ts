import type { Cell, Grid, Merge } from '../grid/grid.ts'

/** A grid with quick answers to what recognising asks of it. Coordinates are 0-based. */
export interface Sheet {
  grid: Grid
  rows: number
  columns: number
  /** The cell's own value; blanks and texts of white space are `null`. */
  at(row: number, column: number): Cell
  /** The value a person sees there: that of the merged area's first cell. */
  seen(row: number, column: number): Cell
  mergeAt(row: number, column: number): Merge | undefined
}

export function sheetOf(grid: Grid): Sheet {
  let columns = 0
  for (const row of grid.values) columns = Math.max(columns, row.length)
  const byRow = new Map<number, Merge[]>()
  for (const merge of grid.merges) {
    // A merge may claim a million rows; only those with values matter.
    const bottom = Math.min(merge.bottom, grid.values.length - 1)
    for (let row = merge.top; row <= bottom; row += 1) {
      const list = byRow.get(row)
      if (list) list.push(merge)
      else byRow.set(row, [merge])
    }
  }

  const at = (row: number, column: number): Cell => {
    const value = grid.values[row]?.[column] ?? null
    return typeof value === 'string' && value.trim() === '' ? null : value
  }
  const mergeAt = (row: number, column: number): Merge | undefined =>
    byRow.get(row)?.find(({ left, right }) => left <= column && column <= right)
  return {
    grid,
    rows: grid.values.length,
    columns,
    at,
    mergeAt,
    seen(row, column) {
      const merge = mergeAt(row, column)
      return merge ? at(merge.top, merge.left) : at(row, column)
    },
  }
}
