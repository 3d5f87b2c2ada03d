import { type Merge, parseCell } from './grid.ts'

/** The area of an address such as `F12` or `$F$12:G20`; null for whole rows and columns, and for several. */
export function parseArea(address: string): Merge | null {
  const [first = '', last = first, more] = address.split(':')
  const [from, to] = [parseCell(first), parseCell(last)]
  if (!from || !to || more !== undefined) return null
  return {
    top: Math.min(from.row, to.row),
    left: Math.min(from.column, to.column),
    bottom: Math.max(from.row, to.row),
    right: Math.max(from.column, to.column),
  }
}

/** How many cells an area has. */
export function sizeOf({ top, left, bottom, right }: Merge): number {
  return (bottom - top + 1) * (right - left + 1)
}

export function cellsOfArea({
  top,
  left,
  bottom,
  right,
}: Merge): { row: number; column: number }[] {
  return Array.from({ length: bottom - top + 1 }, (_, down) =>
    Array.from({ length: right - left + 1 }, (_, across) => ({
      row: top + down,
      column: left + across,
    })),
  ).flat()
}
