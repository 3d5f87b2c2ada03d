import { cellName, parseCell } from '../../../shared/grid/grid.ts'

/** Neighbouring cells of one column, `F12:F20`, handled as one range. */
export interface Run<T> {
  sheet: string
  address: string
  /** From the top cell down. */
  items: T[]
}

/**
 * Runs in one request. Excel on the web refuses requests above 5 MB; a run with what hangs on it
 * takes about 1 kB.
 */
const RUNS_AT_ONCE = 1_500

/**
 * Joins items on neighbouring cells of a column into runs, because every range costs Excel a round of
 * its own inside the batch: a column of 500 texts to be made numbers is one range, not 500.
 * @param together whether two neighbours may share a range
 * @returns the runs, in groups that fit into one request each; nearly always one group
 */
export function runsOf<T extends { sheet: string; cell: string }>(
  items: T[],
  together: (above: T, below: T) => boolean = () => true,
): Run<T>[][] {
  const placed = items.flatMap((item) => {
    const at = parseCell(item.cell)
    return at ? [{ item, ...at }] : []
  })
  placed.sort((a, b) => compare(a.item.sheet, b.item.sheet) || a.column - b.column || a.row - b.row)
  const runs: { top: number; column: number; items: T[] }[] = []
  for (const { item, row, column } of placed) {
    const run = runs.at(-1)
    const above = run?.items.at(-1)
    const follows =
      run &&
      above?.sheet === item.sheet &&
      run.column === column &&
      run.top + run.items.length === row &&
      together(above, item)
    if (follows) run.items.push(item)
    else runs.push({ top: row, column, items: [item] })
  }
  const groups: Run<T>[][] = []
  for (const [index, { top, column, items: cells }] of runs.entries()) {
    const first = cellName(top, column)
    const last = cellName(top + cells.length - 1, column)
    const run = {
      sheet: cells[0]?.sheet ?? '',
      address: first === last ? first : `${first}:${last}`,
      items: cells,
    }
    if (index % RUNS_AT_ONCE === 0) groups.push([])
    groups.at(-1)?.push(run)
  }
  return groups
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
