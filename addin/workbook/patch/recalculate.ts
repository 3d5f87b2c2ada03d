import { cellName, type Grid, parseCell } from '../../../shared/grid/grid.ts'
import type { Patch } from '../../../shared/read/table.ts'
import { type Area, addedAreas, areasOf } from './references.ts'

/** A cell with a formula. */
interface Formula {
  sheet: string
  cell: string
  text: string
}

/** Work beyond this is not worth a result that Excel finds anyway. */
const MAX_STEPS = 2_000_000
/** Sums of sums of sums: deeper than this nobody nests them. */
const MAX_DEPTH = 100

/**
 * Formula cells whose last result no longer holds after the patches, with the new one where the
 * formula is a plain sum, as under nearly every column of these sheets, and null where it is not.
 *
 * A file keeps the last result of each formula. Excel calculates anew on opening, but phones, viewers
 * and whoever reads the file next would go by sums that leave out the very figures just corrected.
 * @param grids all sheets of the workbook, the patches already in them
 */
export function recalculated(grids: Grid[], patches: Patch[]): Patch[] {
  const stale = staleFormulas(grids, patches)
  const values = new Map(grids.map((grid) => [grid.sheet, grid.values]))
  const results = new Map<string, number | null>()
  let steps = 0

  function resultOf(key: string, { sheet, text }: Formula, depth: number): number | null {
    const known = results.get(key)
    if (known !== undefined) return known
    // A formula that comes back to itself has no result until then.
    results.set(key, null)
    const areas = depth < MAX_DEPTH ? addedAreas(text, sheet) : null
    const result = areas && sum(areas, depth)
    results.set(key, result)
    return result
  }

  function sum(areas: Area[], depth: number): number | null {
    let total = 0
    for (const { sheet, top, left, bottom, right } of areas) {
      const rows = values.get(sheet)
      if (!rows) return null
      for (let row = top; row <= Math.min(bottom, rows.length - 1); row += 1) {
        const line = rows[row] ?? []
        for (let column = left; column <= Math.min(right, line.length - 1); column += 1) {
          steps += 1
          if (steps > MAX_STEPS) return null
          const key = keyOf(sheet, cellName(row, column))
          const formula = stale.get(key)
          const value = formula ? resultOf(key, formula, depth + 1) : (line[column] ?? null)
          const isError = typeof value === 'string' && value.startsWith('#')
          if (isError || (formula && value === null)) return null
          if (typeof value === 'number') total += value
        }
      }
    }
    return total
  }

  return [...stale].map(([key, formula]) => {
    const { sheet, cell } = formula
    return { sheet, cell, value: resultOf(key, formula, 0) }
  })
}

/** Formulas that refer to a patched cell, or to one that does; by key. */
function staleFormulas(grids: Grid[], patches: Patch[]): Map<string, Formula> {
  const all = new Map<string, Formula>()
  const byCell = new Map<string, string[]>()
  const byArea: (Area & { key: string })[] = []
  for (const { sheet, formulas } of grids) {
    for (const [cell, text] of Object.entries(formulas)) {
      const key = keyOf(sheet, cell)
      all.set(key, { sheet, cell, text })
      for (const area of areasOf(text, sheet)) {
        const isCell = area.top === area.bottom && area.left === area.right
        if (!isCell) byArea.push({ ...area, key })
        else {
          const named = keyOf(area.sheet, cellName(area.top, area.left))
          const referring = byCell.get(named)
          if (referring) referring.push(key)
          else byCell.set(named, [key])
        }
      }
    }
  }

  const stale = new Map<string, Formula>()
  const changed: Pick<Patch, 'sheet' | 'cell'>[] = [...patches]
  let steps = 0
  for (const { sheet, cell } of changed) {
    const at = parseCell(cell)
    if (!at) continue
    steps += byArea.length
    if (steps > MAX_STEPS * 10) return all
    const covering = byArea.filter(
      ({ sheet: other, top, left, bottom, right }) =>
        other === sheet &&
        top <= at.row &&
        at.row <= bottom &&
        left <= at.column &&
        at.column <= right,
    )
    for (const key of [...(byCell.get(keyOf(sheet, cell)) ?? []), ...covering.map((a) => a.key)]) {
      const formula = all.get(key)
      if (!formula || stale.has(key)) continue
      stale.set(key, formula)
      changed.push(formula)
    }
  }
  return stale
}

function keyOf(sheet: string, cell: string): string {
  return `${sheet}!${cell}`
}
