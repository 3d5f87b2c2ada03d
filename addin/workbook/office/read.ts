import type { CellChange } from '../../../shared/grid/changes.ts'
import type { Cell, Grid, Merge } from '../../../shared/grid/grid.ts'
import { cellName, parseCell } from '../../../shared/grid/grid.ts'
import type { OfficeHost } from './host.ts'

/**
 * Cells asked for at once when a sheet is too large for one answer. Excel on the web cuts an answer
 * off at 5 MB; values and formulas of 40 000 cells stay far below it.
 */
const CELLS_AT_ONCE = 40_000

/** Below this many rows an answer that fails is not too large; the merged areas are the trouble. */
const FEWEST_ROWS = 64

/** Part of a sheet as it came: from 0-based (top, left) on. */
interface Block {
  top: number
  left: number
  values: unknown[][]
  formulas: unknown[][]
  merges: Merge[]
  hiddenRows: number[]
  hiddenColumns: number[]
  filter: Span | null
}

interface Span {
  top: number
  bottom: number
}

/**
 * Reads a sheet whole, in one round trip. Where Excel cannot answer at once (more than 5 MB, or over
 * 512 merged areas, where it refuses them all) the sheet is read again in slices of rows.
 */
export async function readSheet(host: OfficeHost, sheet: string): Promise<Grid> {
  try {
    return gridFrom(sheet, [await readBlock(host, sheet, null, true)])
  } catch {
    return gridFrom(sheet, await readInSlices(host, sheet))
  }
}

/** Reads single areas in one round trip. */
export function readAreas(host: OfficeHost, name: string, areas: string[]): Promise<CellChange[]> {
  return host.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem(name)
    const ranges = areas.map((area) => sheet.getRange(area))
    for (const range of ranges) range.load('values,formulas,rowIndex,columnIndex')
    await context.sync()
    return ranges.flatMap(({ values, formulas, rowIndex, columnIndex }) =>
      (values as unknown[][]).flatMap((line, down) =>
        line.map((value, across): CellChange => {
          const cell = { row: rowIndex + down, column: columnIndex + across, value: cellOf(value) }
          const formula = formulaOf(formulas[down]?.[across], value)
          return formula === null ? cell : { ...cell, formula }
        }),
      ),
    )
  })
}

async function readInSlices(host: OfficeHost, sheet: string): Promise<Block[]> {
  const size = await host.run(async (context) => {
    const used = context.workbook.worksheets.getItem(sheet).getUsedRange(true)
    used.load('rowIndex,columnIndex,rowCount,columnCount')
    await context.sync()
    return used.toJSON() as Required<Area>
  })
  const step = Math.max(1, Math.floor(CELLS_AT_ONCE / size.columnCount))
  const blocks: Block[] = []
  for (let row = 0; row < size.rowCount; row += step) {
    const slice = { ...size, rowIndex: size.rowIndex + row }
    slice.rowCount = Math.min(step, size.rowCount - row)
    blocks.push(...(await readSlice(host, sheet, slice)))
  }
  return blocks
}

/** 0-based, as Excel counts. */
interface Area {
  rowIndex: number
  columnIndex: number
  rowCount: number
  columnCount: number
}

async function readSlice(host: OfficeHost, sheet: string, area: Area): Promise<Block[]> {
  try {
    return [await readBlock(host, sheet, area, true)]
  } catch {
    if (area.rowCount <= FEWEST_ROWS) return [await readBlock(host, sheet, area, false)]
    const half = Math.ceil(area.rowCount / 2)
    const upper = { ...area, rowCount: half }
    const lower = { ...area, rowIndex: area.rowIndex + half, rowCount: area.rowCount - half }
    return [...(await readSlice(host, sheet, upper)), ...(await readSlice(host, sheet, lower))]
  }
}

/** Reads an area, or all that is used, in one round trip (two in an old Excel with hidden rows). */
function readBlock(
  host: OfficeHost,
  name: string,
  area: Area | null,
  withMerges: boolean,
): Promise<Block> {
  const knowsLines = host.supports('1.9')
  return host.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem(name)
    const range = area
      ? sheet.getRangeByIndexes(area.rowIndex, area.columnIndex, area.rowCount, area.columnCount)
      : sheet.getUsedRange(true)
    range.load('values,formulas,rowIndex,columnIndex,rowHidden,columnHidden')
    const merged =
      withMerges && host.supports('1.13') ? range.getMergedAreasOrNullObject() : undefined
    merged?.load('address')
    const lines = knowsLines ? askLines(sheet, range) : undefined
    await context.sync()
    if (!Array.isArray(range.values)) throw new Error('too large to be read at once')
    const hidden = lines ? lines.answer() : await askOldLines(context, range)
    return {
      top: range.rowIndex,
      left: range.columnIndex,
      values: range.values,
      formulas: range.formulas,
      merges: merged && !merged.isNullObject ? parseAreas(merged.address) : [],
      hiddenRows: hidden.rows.map((row) => row + range.rowIndex),
      hiddenColumns: hidden.columns.map((column) => column + range.columnIndex),
      filter: hidden.filter,
    }
  })
}

interface Hidden {
  /** Relative to the range. */
  rows: number[]
  columns: number[]
  filter: Span | null
}

/** Asks which rows and columns are hidden, and by a filter or by hand; answered after the sync. */
function askLines(sheet: Excel.Worksheet, range: Excel.Range): { answer: () => Hidden } {
  const rows = range.getRowProperties({ rowHidden: true })
  const columns = range.getColumnProperties({ columnHidden: true })
  sheet.autoFilter.load('isDataFiltered')
  const filtered = sheet.autoFilter.getRangeOrNullObject()
  filtered.load('rowIndex,rowCount')
  return {
    answer: () => ({
      rows: indexes(rows.value, (row) => row.rowHidden === true),
      columns: indexes(columns.value, (column) => column.columnHidden === true),
      filter:
        sheet.autoFilter.isDataFiltered && !filtered.isNullObject
          ? { top: filtered.rowIndex + 1, bottom: filtered.rowIndex + filtered.rowCount - 1 }
          : null,
    }),
  }
}

/**
 * The same in an Excel before ExcelApi 1.9, which tells only of a range whether all (`true`), none
 * (`false`) or some (`null`) of its rows are hidden: asked row by row where some are, in one sync.
 */
async function askOldLines(context: Excel.RequestContext, range: Excel.Range): Promise<Hidden> {
  const someRows: boolean | null = range.rowHidden
  const someColumns: boolean | null = range.columnHidden
  const [height, width] = [range.values.length, range.values[0]?.length ?? 0]
  const rows = someRows === null ? proxies(height, (row) => range.getRow(row)) : []
  const columns = someColumns === null ? proxies(width, (column) => range.getColumn(column)) : []
  for (const row of rows) row.load('rowHidden')
  for (const column of columns) column.load('columnHidden')
  if (rows.length + columns.length > 0) await context.sync()
  return {
    rows: someRows ? [...Array(height).keys()] : indexes(rows, (row) => row.rowHidden),
    columns: someColumns
      ? [...Array(width).keys()]
      : indexes(columns, (column) => column.columnHidden),
    filter: null,
  }
}

function proxies(count: number, at: (index: number) => Excel.Range): Excel.Range[] {
  return Array.from({ length: count }, (_, index) => at(index))
}

function indexes<T>(items: T[], wanted: (item: T) => boolean): number[] {
  return items.flatMap((item, index) => (wanted(item) ? [index] : []))
}

/** `Sheet1!A1:F1, 'A, B'!B2:C3` → areas; single cells and whole rows are no merges of ours. */
function parseAreas(addresses: string): Merge[] {
  const areas: Merge[] = []
  for (const found of addresses.matchAll(
    /\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)(?=,|$)/g,
  )) {
    const first = parseCell(`${found[1]}${found[2]}`)
    const last = parseCell(`${found[3]}${found[4]}`)
    if (!first || !last) continue
    areas.push({ top: first.row, left: first.column, bottom: last.row, right: last.column })
  }
  return areas
}

function gridFrom(sheet: string, blocks: Block[]): Grid {
  const grid: Grid = {
    sheet,
    values: [],
    merges: [],
    formulas: {},
    hiddenRows: [],
    hiddenColumns: [],
    filteredRows: [],
  }
  const merges = new Map<string, Merge>()
  const hiddenColumns = new Set<number>()
  for (const block of blocks) {
    addCells(grid, block)
    for (const merge of block.merges) merges.set(JSON.stringify(merge), merge)
    for (const column of block.hiddenColumns) hiddenColumns.add(column)
    for (const row of block.hiddenRows) {
      const byFilter =
        block.filter !== null && row >= block.filter.top && row <= block.filter.bottom
      if (byFilter) grid.filteredRows.push(row)
      else grid.hiddenRows.push(row)
    }
  }
  grid.merges = [...merges.values()]
  grid.hiddenColumns = [...hiddenColumns]
  return grid
}

function addCells(grid: Grid, block: Block): void {
  while (grid.values.length < block.top) grid.values.push([])
  for (const [index, row] of block.values.entries()) {
    const cells: Cell[] = Array<Cell>(block.left).fill(null)
    for (const [offset, value] of row.entries()) {
      cells.push(cellOf(value))
      const formula = formulaOf(block.formulas[index]?.[offset], value)
      if (formula !== null) {
        grid.formulas[cellName(block.top + index, block.left + offset)] = formula
      }
    }
    grid.values.push(cells)
  }
}

function cellOf(value: unknown): Cell {
  return value === '' ? null : (value as Cell)
}

/** The formula of a cell; of a cell without one, Excel gives its value in place of it. */
function formulaOf(formula: unknown, value: unknown): string | null {
  const isFormula = typeof formula === 'string' && formula.startsWith('=') && formula !== value
  return isFormula ? formula : null
}
