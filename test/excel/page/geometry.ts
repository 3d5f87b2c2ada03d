import type { Area } from '../host/area.ts'
import type { Sheet } from '../host/sheet.ts'

export const headerHeight = 22
export const headerWidth = 48
const rowHeight = 20
const columnWidth = 72
const pixelsPerPoint = 4 / 3

/** Rows and columns shown at least, and beyond the last used one. */
const least = { rows: 200, columns: 26 }
const spare = { rows: 60, columns: 6 }

/** Where rows and columns lie, in pixels from the upper left cell. */
export class Geometry {
  readonly rows: number
  readonly columns: number
  private readonly tops: Float64Array
  private readonly lefts: Float64Array

  constructor(sheet: Sheet) {
    const used = sheet.usedArea(false)
    const { selection } = sheet
    this.rows = Math.max(least.rows, (used?.bottom ?? 0) + spare.rows, selection.top + spare.rows)
    this.columns = Math.max(
      least.columns,
      (used?.right ?? 0) + spare.columns,
      selection.left + spare.columns,
    )
    this.tops = sums(this.rows, (row) =>
      sheet.isRowHidden(row)
        ? 0
        : Math.round((sheet.rowHeights.get(row) ?? rowHeight / pixelsPerPoint) * pixelsPerPoint),
    )
    this.lefts = sums(this.columns, (column) => {
      if (sheet.hiddenColumns.has(column)) return 0
      const width = sheet.columnWidths.get(column)
      return width === undefined ? columnWidth : Math.round(width * 7 + 5)
    })
  }

  get width(): number {
    return this.lefts[this.columns] as number
  }

  get height(): number {
    return this.tops[this.rows] as number
  }

  top(row: number): number {
    return this.tops[Math.min(row, this.rows)] as number
  }

  left(column: number): number {
    return this.lefts[Math.min(column, this.columns)] as number
  }

  /** Pixels an area covers. */
  box({ top, left, bottom, right }: Area): { x: number; y: number; width: number; height: number } {
    const [x, y] = [this.left(left), this.top(top)]
    return { x, y, width: this.left(right + 1) - x, height: this.top(bottom + 1) - y }
  }

  /** The row at a height; the last one below the end. */
  rowAt(y: number): number {
    return indexAt(this.tops, this.rows, y)
  }

  columnAt(x: number): number {
    return indexAt(this.lefts, this.columns, x)
  }
}

function sums(count: number, size: (index: number) => number): Float64Array {
  const starts = new Float64Array(count + 1)
  for (let index = 0; index < count; index++) {
    starts[index + 1] = (starts[index] as number) + size(index)
  }
  return starts
}

/** The last index that starts at or before a place; hidden ones have no width and are passed. */
function indexAt(starts: Float64Array, count: number, place: number): number {
  let [low, high] = [0, count - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] as number) <= place) low = middle
    else high = middle - 1
  }
  return low
}
