import { utils, write } from '@e965/xlsx'
import type { Grid } from '../../shared/grid/grid.ts'

/** A grid as the .xlsx file that everybody here reads. */
export function workbookOf(grid: Grid): Uint8Array {
  const sheet = utils.aoa_to_sheet(grid.values)
  sheet['!merges'] = grid.merges.map(({ top, left, bottom, right }) => ({
    s: { r: top, c: left },
    e: { r: bottom, c: right },
  }))
  for (const [name, formula] of Object.entries(grid.formulas)) {
    const cell = sheet[name]
    if (cell) cell.f = formula.replace(/^=/, '')
  }
  for (const row of grid.hiddenRows) {
    sheet['!rows'] ??= []
    sheet['!rows'][row] = { hidden: true }
  }
  const book = { SheetNames: [grid.sheet], Sheets: { [grid.sheet]: sheet } }
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }))
}
