import { type Cell, cellName, type Grid } from './grid.ts'

/** A cell that was edited, 0-based, as it is now. */
export interface CellChange {
  row: number
  column: number
  value: Cell
  /** `=SUM(F5:F11)`; absent where the cell has none. */
  formula?: string
}

/** The grid with cells edited; it shares with the one before what is the same. */
export function withChanges(grid: Grid, changes: CellChange[]): Grid {
  const values = [...grid.values]
  const copied = new Set<number>()
  let { formulas } = grid
  for (const { row, column, value, formula } of changes) {
    while (values.length <= row) values.push([])
    if (!copied.has(row)) values[row] = [...(values[row] ?? [])]
    copied.add(row)
    const line = values[row] as Cell[]
    while (line.length < column) line.push(null)
    line[column] = value
    const name = cellName(row, column)
    if (formulas[name] === formula) continue
    if (formulas === grid.formulas) formulas = { ...formulas }
    if (formula === undefined) delete formulas[name]
    else formulas[name] = formula
  }
  return { ...grid, values, formulas }
}

/** Rows (0-based) that look different once cells are edited: a merged area shows its first cell in all. */
export function rowsTouched({ merges }: Grid, changes: CellChange[]): Set<number> {
  const rows = new Set(changes.map(({ row }) => row))
  for (const { top, left, bottom } of merges) {
    if (bottom === top || !changes.some(({ row, column }) => row === top && column === left)) {
      continue
    }
    for (let row = top; row <= bottom; row += 1) rows.add(row)
  }
  return rows
}
