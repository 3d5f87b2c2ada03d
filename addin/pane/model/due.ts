import { parseArea, sizeOf } from '../../../shared/grid/area.ts'
import type { Grid } from '../../../shared/grid/grid.ts'
import { runsOf } from '../../workbook/office/cells.ts'

/** What of a sheet has to be looked at: areas that were edited, or null for all of it. */
export interface Due {
  areas: ReadonlySet<string> | null
}

/** With more cells or areas than this, reading the sheet anew is no dearer and surer. */
const MOST_CELLS = 2_000
const MOST_AREAS = 100

/** What is due once an area was edited too; null when it is not known which (rows came or went). */
export function alsoDue(due: Due | undefined, address: string | null): Due {
  if (due?.areas === null || address === null) return { areas: null }
  return { areas: new Set([...(due?.areas ?? []), address]) }
}

/**
 * The areas to read so that a grid is true again: what was edited, and all formulas, whose results
 * change unsaid. Null where the whole sheet is to be read.
 */
export function areasToRead(grid: Grid, { areas }: Due): string[] | null {
  if (areas === null) return null
  const formulas = Object.keys(grid.formulas)
  if (formulas.length > MOST_CELLS) return null
  const runs = runsOf(formulas.map((cell) => ({ sheet: grid.sheet, cell }))).flat()
  const all = [...areas, ...runs.map(({ address }) => address)]
  const sizes = all.map((area) => {
    const parsed = parseArea(area)
    return parsed ? sizeOf(parsed) : Number.POSITIVE_INFINITY
  })
  const cells = sizes.reduce((sum, size) => sum + size, 0)
  return cells <= MOST_CELLS && all.length <= MOST_AREAS ? all : null
}
