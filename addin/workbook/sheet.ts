import { type CellObject, type Range, SSF, utils, type WorkBook, type WorkSheet } from '@e965/xlsx'
import { type Cell, cellName, type Grid, type Merge } from '../../shared/grid/grid.ts'
import { FileError } from './file-error.ts'

/** Cells a grid may span; as many as Excel itself hands over in one read. */
const MAX_CELLS = 5_000_000
/** As far as a sheet reaches in Excel; a place beyond it is a lie. */
const SHEET_ROWS = 1_048_576
const SHEET_COLUMNS = 16_384
/** Days between the two date systems of Excel. */
const DAYS_1900_TO_1904 = 1462

/** By the codes of [MS-XLS] 2.5.10 (BErr). */
const errorTexts: Record<number, string> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
  43: '#GETTING_DATA',
}

export interface FileSheet {
  name: string
  hidden: boolean
  grid: Grid
}

/** Rows of a sheet that may hold something. A county has some thousands of enterprises. */
export const MAX_ROWS = 100_000

/** @throws FileError `too-many-rows` */
export function refuseRows(sheet: string, rows: number): void {
  if (rows > MAX_ROWS) throw new FileError('too-many-rows', { sheet, rows, limit: MAX_ROWS })
}

/** What the reader is asked for: raw values, and number formats to know dates by. */
export const readOptions = {
  dense: true,
  cellHTML: false,
  cellText: false,
  cellNF: true,
} as const

/**
 * A sheet of the reader's (read densely) as a grid, cut to the area that holds something: what was
 * only formatted does not count, and merged areas end where the data ends.
 * @throws FileError `too-many-cells`
 */
export function gridOfSheet(sheet: WorkSheet, name: string, book: WorkBook): Grid {
  const date1904 = book.Workbook?.WBProps?.date1904 === true
  const rows: (CellObject | undefined)[][] = sheet['!data'] ?? []
  const values: Cell[][] = []
  const formulas: Record<string, string> = {}
  /** Formulas of areas, by area: the cells that one fills besides its own do not repeat it. */
  const areas = new Map<string, string>()
  let width = 0
  let cells = 0
  if (rows.length > SHEET_ROWS) throw new FileError('damaged')
  // forEach, because a single cell far below makes the array long but not full.
  rows.forEach((row, index) => {
    if (row.length > SHEET_COLUMNS) throw new FileError('damaged')
    const line = lineOf(row, date1904)
    if (!line.length) return
    cells += line.length
    if (cells > MAX_CELLS) throw new FileError('too-many-cells', { sheet: name, limit: MAX_CELLS })
    while (values.length < index) values.push([])
    values.push(line)
    width = Math.max(width, line.length)
    row.forEach((cell, column) => {
      if (cell?.f && cell.F) areas.set(cell.F, cell.f)
      const formula = cell?.f ?? areas.get(cell?.F ?? '')
      if (formula) formulas[cellName(index, column)] = `=${formula}`
    })
  })
  return {
    sheet: name,
    values,
    merges: mergesWithin(sheet['!merges'] ?? [], values.length, width),
    formulas,
    hiddenRows: hiddenOf(sheet['!rows'], values.length),
    hiddenColumns: hiddenOf(sheet['!cols'], width),
    filteredRows: [],
  }
}

/** Cells from column A to the last one that holds more than white space; `[]` when none does. */
function lineOf(row: (CellObject | undefined)[], date1904: boolean): Cell[] {
  const line: Cell[] = []
  row.forEach((cell, column) => {
    const value = cell ? rawValue(cell, date1904) : null
    if (value === null) return
    while (line.length < column) line.push(null)
    line.push(value)
  })
  while (line.length && blank(line.at(-1))) line.pop()
  return line
}

function blank(value: Cell | undefined): boolean {
  return value === null || value === undefined || (typeof value === 'string' && !value.trim())
}

function rawValue(cell: CellObject, date1904: boolean): Cell {
  const value = cell.v
  if (cell.t === 'e') return errorTexts[Number(value)] ?? '#N/A'
  if (typeof value === 'number') {
    const isDate = date1904 && cell.z !== undefined && SSF.is_date(String(cell.z))
    return isDate ? value + DAYS_1900_TO_1904 : value
  }
  if (typeof value === 'string') return value === '' ? null : value
  return typeof value === 'boolean' ? value : null
}

function mergesWithin(merges: Range[], height: number, width: number): Merge[] {
  return merges
    .map(({ s, e }) => ({
      top: s.r,
      left: s.c,
      bottom: Math.min(e.r, height - 1),
      right: Math.min(e.c, width - 1),
    }))
    .filter(({ top, left, bottom, right }) => {
      return bottom >= top && right >= left && (bottom > top || right > left)
    })
}

function hiddenOf(infos: ({ hidden?: boolean } | undefined)[] | undefined, end: number): number[] {
  const hidden: number[] = []
  infos?.forEach((info, index) => {
    if (info?.hidden && index < end) hidden.push(index)
  })
  return hidden
}

/** Hidden rows and columns a reader of ours noted, as far as the grid goes. */
export function withHidden(
  grid: Grid,
  known: { hiddenRows?: number[]; hiddenColumns?: number[]; filteredRows?: number[] },
): Grid {
  const width = grid.values.reduce((widest, row) => Math.max(widest, row.length), 0)
  const rows = (list: number[] = []): number[] => list.filter((row) => row < grid.values.length)
  return {
    ...grid,
    hiddenRows: rows(known.hiddenRows),
    filteredRows: rows(known.filteredRows),
    hiddenColumns: (known.hiddenColumns ?? []).filter((column) => column < width),
  }
}

/**
 * Divides hidden rows into those a filter hides (below the first row of its area) and the rest.
 * @param area area of the filter, `A4:N60`
 */
export function splitFiltered(grid: Grid, area: string): Grid {
  const { s, e } = utils.decode_range(area.replaceAll('$', ''))
  const filtered = (row: number): boolean => row > s.r && row <= e.r
  return {
    ...grid,
    hiddenRows: grid.hiddenRows.filter((row) => !filtered(row)),
    filteredRows: grid.hiddenRows.filter(filtered),
  }
}
