import { CFB, read, type WorkBook } from '@e965/xlsx'
import type { Grid } from '../../shared/grid/grid.ts'
import { openArchive } from './archive.ts'
import { useCodepages } from './codepages.ts'
import { FileError } from './file-error.ts'
import { sheetsOfOds } from './ods.ts'
import { sheetsOfOoxml } from './ooxml.ts'
import { type FileSheet, gridOfSheet, readOptions, refuseRows, splitFiltered } from './sheet.ts'
import { gridOfCsv, gridsOfMarkup, isCsvName, isDelimited, isMarkup, textOf } from './text-file.ts'

export { type FileSheet, MAX_ROWS } from './sheet.ts'

/** Larger files are not read at all: a county's workbooks have a few megabytes. */
export const MAX_BYTES = 100 * 1024 * 1024

export interface FileWorkbook {
  /** File name, without its folder. */
  name: string
  sheets: FileSheet[]
}

/**
 * Reads .xlsx, .xlsm, .xlsb, .xls, .et, .ods, .csv and tables in HTML or XML, each by its content:
 * names lie. Macros, links to other files and whatever else may act are not even unpacked.
 * @param name file name; names the sheet of a CSV and decides whether text is acceptable at all
 * @throws FileError with what a person should do about it; never anything else
 */
export function openWorkbookFile(bytes: Uint8Array, name: string): FileWorkbook {
  const file = name.replace(/^.*[\\/]/, '')
  try {
    const sheets = sheetsOf(bytes, file)
    for (const { grid } of sheets) refuseRows(grid.sheet, countRows(grid))
    if (!sheets.some(({ grid }) => grid.values.length)) throw new FileError('empty-workbook')
    return { name: file, sheets }
  } catch (error) {
    if (error instanceof FileError) throw error
    const said = error instanceof Error ? error.message : ''
    throw new FileError(/password|encrypt/i.test(said) ? 'encrypted' : 'damaged')
  }
}

function countRows(grid: Grid): number {
  return grid.values.filter((row) => row.length > 0).length
}

function sheetsOf(bytes: Uint8Array, name: string): FileSheet[] {
  if (bytes.length === 0) throw new FileError('empty-file')
  if (bytes.length > MAX_BYTES) {
    throw new FileError('too-large', { limit: MAX_BYTES / 1024 / 1024 })
  }
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return sheetsOfZip(bytes)
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return sheetsOfCompound(bytes)
  // A bare BIFF stream, as versions before Excel 5 and some exports write it.
  if (bytes[0] === 0x09 && (bytes[1] ?? 0xff) <= 0x08) return sheetsOfBook(readBiff(bytes))
  return sheetsOfText(bytes, name)
}

function startsWith(bytes: Uint8Array, signature: number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte)
}

function sheetsOfZip(bytes: Uint8Array): FileSheet[] {
  const entries = openArchive(bytes)
  const parts = new Map(entries.map((entry) => [entry.name, entry]))
  if (parts.has('content.xml')) return sheetsOfOds(parts)
  const workbook = entries.find(({ name }) => /(^|\/)workbook\.(xml|bin)$/.test(name))
  if (!workbook) throw new FileError('not-a-workbook')
  return sheetsOfOoxml(parts, workbook.name)
}

/** .xls and .et, and the shell around an encrypted .xlsx. */
function sheetsOfCompound(bytes: Uint8Array): FileSheet[] {
  const container = CFB.read(bytes, { type: 'array' })
  if (CFB.find(container, 'EncryptedPackage')) throw new FileError('encrypted')
  if (!CFB.find(container, 'Workbook') && !CFB.find(container, 'Book')) {
    throw new FileError('not-a-workbook')
  }
  return sheetsOfBook(readBiff(bytes))
}

function readBiff(bytes: Uint8Array): WorkBook {
  useCodepages()
  return read(bytes, { type: 'array', cellStyles: true, ...readOptions })
}

function sheetsOfBook(book: WorkBook): FileSheet[] {
  return book.SheetNames.flatMap((name, index) => {
    const sheet = book.Sheets[name]
    if (!sheet?.['!data'] || sheet['!type']) return []
    const grid = gridOfSheet(sheet, name, book)
    // BIFF has the filter's area but not whether it is on: rows hidden inside it count as filtered.
    const area = sheet['!autofilter']?.ref
    return {
      name,
      hidden: Boolean(book.Workbook?.Sheets?.[index]?.Hidden),
      grid: area ? splitFiltered(grid, area) : grid,
    }
  })
}

function sheetsOfText(bytes: Uint8Array, name: string): FileSheet[] {
  const text = textOf(bytes)
  if (text === null || /\.(xlsx|xlsm|xlsb|ods)$/i.test(name)) throw new FileError('not-a-workbook')
  if (text.trim() === '') throw new FileError('empty-workbook')
  const title = name.replace(/\.[^.]*$/, '')
  const markup = isMarkup(text, name)
  // SYLK looks like text with separators and is not.
  if (!isCsvName(name) && !markup && (!isDelimited(text) || text.startsWith('ID;P'))) {
    throw new FileError('not-a-workbook')
  }
  const grids = markup ? gridsOfMarkup(text, title) : [gridOfCsv(text, title)]
  return grids.map((grid) => ({ name: grid.sheet, hidden: false, grid }))
}
