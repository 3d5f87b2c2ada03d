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
  const at = (row: number, column: number): Cell => {
    const value = grid.values[row]?.[column] ?? null
    return typeof value === 'string' && isBlank(value) ? null : value
  }
  const mergeAt = mergesOf(grid.merges, grid.values.length, columns)
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

/** Most texts begin with a Chinese character, a letter or a digit: those need no trimming to know. */
function isBlank(text: string): boolean {
  const first = text.charCodeAt(0)
  const isSeen = (first > 32 && first < 127) || (first >= 0x4e00 && first <= 0x9fff)
  return !isSeen && text.trim() === ''
}

/**
 * Which merged area a cell lies in, the first where they overlap. Areas that overlap are no Excel's:
 * once more rows are claimed than apart ones could claim, the rest is left out.
 */
function mergesOf(merges: Merge[], rows: number, columns: number): Sheet['mergeAt'] {
  const byRow = new Map<number, Merge[]>()
  let left = rows * Math.max(columns, 1)
  for (const merge of merges) {
    // A merge may claim a million rows; only those with values matter.
    const bottom = Math.min(merge.bottom, rows - 1)
    for (let row = merge.top; row <= bottom && left > 0; row += 1) {
      left -= 1
      const list = byRow.get(row)
      if (list) list.push(merge)
      else byRow.set(row, [merge])
    }
  }
  /** Rows asked for that have several areas: column by column. */
  const across = new Map<number, (Merge | undefined)[]>()
  return (row, column) => {
    const list = byRow.get(row)
    if (!list) return undefined
    if (list.length <= 4) return list.find((one) => one.left <= column && column <= one.right)
    let line = across.get(row)
    if (!line) {
      line = []
      let room = columns
      for (const one of list) {
        for (let at = one.left; at <= Math.min(one.right, columns) && room >= 0; at += 1) {
          line[at] ??= one
          room -= 1
        }
      }
      across.set(row, line)
    }
    return line[column]
  }
}
