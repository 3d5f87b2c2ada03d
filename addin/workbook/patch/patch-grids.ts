import { type Cell, type Grid, parseCell } from '../../../shared/grid/grid.ts'
import type { Patch } from '../../../shared/read/table.ts'
import { recalculated } from './recalculate.ts'

/** The sheets of a workbook after patches. */
export interface PatchedGrids {
  grids: Grid[]
  /** Formula cells whose result is no longer what it was, with what it is now (null: unknown). */
  results: Patch[]
}

/** Writes values into the sheets of a workbook; the grids given stay as they are. */
export function patchGrids(grids: Grid[], patches: Patch[]): PatchedGrids {
  const written = grids.map((grid) => {
    const own = patches.filter(({ sheet }) => sheet === grid.sheet)
    const replaced = new Set(own.map(({ cell }) => cell))
    const formulas = Object.entries(grid.formulas).filter(([cell]) => !replaced.has(cell))
    return { ...withValues(grid, own), formulas: Object.fromEntries(formulas) }
  })
  const results = recalculated(written, patches)
  const recalculatedGrids = written.map((grid) =>
    withValues(
      grid,
      results.filter(({ sheet }) => sheet === grid.sheet),
    ),
  )
  return { grids: recalculatedGrids, results }
}

function withValues(grid: Grid, patches: Patch[]): Grid {
  const values = [...grid.values]
  const copied = new Set<Cell[]>()
  for (const { cell, value } of patches) {
    const at = parseCell(cell)
    if (!at) continue
    while (values.length <= at.row) values.push([])
    let row = values[at.row] ?? []
    if (!copied.has(row)) {
      row = [...row]
      copied.add(row)
      values[at.row] = row
    }
    while (row.length <= at.column) row.push(null)
    row[at.column] = value
  }
  return { ...grid, values }
}
