import { type CellObject, read, type WorkBook, type WorkSheet } from '@e965/xlsx'
import { openArchive } from '../../../addin/workbook/archive.ts'
import { openWorkbookFile } from '../../../addin/workbook/file.ts'
import { FileError } from '../../../addin/workbook/file-error.ts'
import { type Cell, type Grid, parseCell } from '../../../shared/grid/grid.ts'
import { contains, parseArea } from './area.ts'
import { Book } from './book.ts'
import { dress } from './looks.ts'
import { computeMissing } from './recalculate.ts'
import type { Sheet } from './sheet.ts'
import { restyle } from './style.ts'

/**
 * Opens a workbook file as Excel does: .xlsx with its looks, .xls and .ods without, and text files.
 *
 * @throws FileError when it is damaged, encrypted or no workbook
 */
export async function openBook(bytes: Uint8Array, name: string): Promise<Book> {
  const zip = bytes[0] === 0x50 && bytes[1] === 0x4b
  const compound = bytes[0] === 0xd0 && bytes[1] === 0xcf
  if (!zip && !compound) {
    const { sheets } = openWorkbookFile(bytes, name)
    return bookOf(
      name,
      sheets.map(({ grid }) => grid),
    )
  }
  // A damaged file can keep the library below busy for ever, so it must not get that far.
  if (zip) openArchive(bytes)
  else refuseDamaged(bytes, name)
  const options = { type: 'array', dense: true, cellNF: true, cellStyles: true } as const
  const file = read(bytes, options)
  const book = new Book(name)
  file.SheetNames.forEach((title, index) => {
    const sheet = book.addSheet(title)
    const visibility = file.Workbook?.Sheets?.[index]?.Hidden ?? 0
    sheet.visibility = (['Visible', 'Hidden', 'VeryHidden'] as const)[visibility] ?? 'Visible'
    fill(sheet, file.Sheets[title] ?? {}, file)
  })
  for (const { Name, Ref, Comment } of file.Workbook?.Names ?? []) {
    if (Name.startsWith('_xlnm') || Name.startsWith('_xl')) continue
    book.names.push({ name: Name, formula: `=${Ref}`, comment: Comment ?? '', visible: true })
  }
  if (zip) await dress(book, bytes)
  computeMissing(book)
  return book
}

/** What the add-in cannot check but Excel opens all the same. */
const harmless = ['empty-workbook', 'too-many-rows', 'too-many-cells']

function refuseDamaged(bytes: Uint8Array, name: string): void {
  try {
    openWorkbookFile(bytes, name)
  } catch (error) {
    if (!(error instanceof FileError && harmless.includes(error.code))) throw error
  }
}

/** A book of plain grids, as tests build them. */
export function bookOf(name: string, grids: Grid[]): Book {
  const book = new Book(name)
  for (const grid of grids) {
    const sheet = book.addSheet(grid.sheet)
    grid.values.forEach((line, row) => {
      line.forEach((value, column) => {
        sheet.setValue(row, column, value === '' ? null : value)
      })
    })
    for (const [cell, formula] of Object.entries(grid.formulas)) {
      const place = parseCell(cell)
      if (place) sheet.setFormula(place.row, place.column, formula)
    }
    sheet.merges = [...grid.merges]
    for (const row of grid.hiddenRows) sheet.hiddenRows.add(row)
    for (const row of grid.filteredRows) sheet.filteredRows.add(row)
    for (const column of grid.hiddenColumns) sheet.hiddenColumns.add(column)
  }
  computeMissing(book)
  return book
}

/** Days between the two date systems of Excel. */
const days1904 = 1462

function fill(sheet: Sheet, source: WorkSheet, file: WorkBook): void {
  const rows: (CellObject | undefined)[][] = source['!data'] ?? []
  const shift = file.Workbook?.WBProps?.date1904 ? days1904 : 0
  rows.forEach((line, row) => {
    line?.forEach((cell, column) => {
      if (!cell) return
      const numberFormat = typeof cell.z === 'string' ? cell.z : 'General'
      sheet.setValue(row, column, valueOf1900(cell, numberFormat, shift))
      if (cell.f) sheet.setFormula(row, column, `=${cell.f}`)
      if (numberFormat !== 'General') {
        sheet.setStyle(row, column, restyle(sheet.style(row, column), { numberFormat }))
      }
    })
  })
  sheet.merges = (source['!merges'] ?? []).map(({ s, e }) => ({
    top: s.r,
    left: s.c,
    bottom: e.r,
    right: e.c,
  }))
  sheet.filter = parseArea(source['!autofilter']?.ref ?? '')
  source['!rows']?.forEach((line, row) => {
    if (line?.hpt) sheet.rowHeights.set(row, line.hpt)
    if (!line?.hidden) return
    const place = { top: row, bottom: row, left: 0, right: 0 }
    const area = sheet.filter && { ...sheet.filter, left: 0 }
    const filtered = area && contains({ ...area, top: area.top + 1 }, place)
    if (filtered) sheet.filteredRows.add(row)
    else sheet.hiddenRows.add(row)
  })
  source['!cols']?.forEach((column, index) => {
    if (column?.hidden) sheet.hiddenColumns.add(index)
    if (column?.wch) sheet.columnWidths.set(index, column.wch)
  })
}

function valueOf1900(cell: CellObject, numberFormat: string, shift: number): Cell {
  if (cell.t === 'z') return null
  if (cell.t === 'e') return cell.w ?? '#VALUE!'
  if (cell.t === 'n' && shift && /[ymdhs]/i.test(numberFormat.replace(/"[^"]*"|\[[^\]]*\]/g, ''))) {
    return Number(cell.v) + shift
  }
  if (cell.v instanceof Date) return cell.w ?? null
  return cell.v ?? null
}
