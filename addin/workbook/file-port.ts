import { cellsOfArea, parseArea } from '../../shared/grid/area.ts'
import { cellName, type Grid, gridOf } from '../../shared/grid/grid.ts'
import type { FileWorkbook } from './file.ts'
import { patchGrids } from './patch/patch-grids.ts'
import type { Change, Workbook } from './port.ts'

/**
 * A file behind the pane's port. Nothing shows the cells of a file, so marks and selections have no
 * effect there; corrections, sheets and settings live as long as the file is open. As in Excel, own
 * writes are told as changes too.
 */
export function fileWorkbook(file: FileWorkbook): Workbook {
  const grids = new Map<string, Grid>(file.sheets.map(({ name, grid }) => [name, grid]))
  const hidden = new Set(file.sheets.filter((sheet) => sheet.hidden).map(({ name }) => name))
  const settings = new Map<string, string>()
  const handlers = new Set<(change: Change) => void>()
  const nothing = async (): Promise<void> => {}
  const gridNamed = (sheet: string): Grid => grids.get(sheet) ?? gridOf(sheet, [])

  return {
    name: async () => file.name,
    sheets: async () =>
      [...grids.keys()].map((name) => ({ id: name, name, hidden: hidden.has(name) })),
    activeSheet: async () => file.sheets.find((sheet) => !sheet.hidden)?.name ?? '',
    read: async (sheet) => gridNamed(sheet),
    async readAreas(sheet, areas) {
      const { values, formulas } = gridNamed(sheet)
      return areas
        .flatMap((area) => parseArea(area) ?? [])
        .flatMap(cellsOfArea)
        .map(({ row, column }) => {
          const formula = formulas[cellName(row, column)]
          const value = values[row]?.[column] ?? null
          return { row, column, value, ...(formula !== undefined && { formula }) }
        })
    },
    async onChange(handler) {
      handlers.add(handler)
      return async () => void handlers.delete(handler)
    },
    onActivate: async () => nothing,
    async write(patches) {
      for (const grid of patchGrids([...grids.values()], patches).grids) grids.set(grid.sheet, grid)
      for (const { sheet, cell } of patches) {
        for (const handler of handlers) handler({ sheet, address: cell })
      }
      return new Map()
    },
    mark: nothing,
    unmark: nothing,
    select: nothing,
    async writeSheet(name, rows) {
      grids.set(name, gridOf(name, rows))
    },
    setting: async (key) => settings.get(key) ?? null,
    async setSetting(key, value) {
      settings.set(key, value)
    },
  }
}
