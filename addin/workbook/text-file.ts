import { read } from '@e965/xlsx'
import { detectDelimiter, parseCsv } from 'hucre/csv'
import { type Cell, type Grid, gridOf } from '../../shared/grid/grid.ts'
import { FileError } from './file-error.ts'
import { gridOfSheet } from './sheet.ts'

/**
 * Text of a file: UTF-8 and UTF-16 by their marks, else UTF-8 where it decodes strictly, else
 * GB18030, which Excel and WPS write in China.
 * @returns null when the bytes are no text at all
 * @throws FileError `encoding`
 */
export function textOf(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const marked = first === 0xef && second === 0xbb && third === 0xbf
  // Control characters other than TAB, LF, FF and CR do not occur in text of any of these encodings.
  const control = bytes.some(
    (byte) => byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13,
  )
  if (control) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    if (marked) throw new FileError('encoding')
  }
  try {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes)
  } catch {
    throw new FileError('encoding')
  }
}

/** Whether the text is rows of values rather than prose: some separator recurs on most lines. */
export function isDelimited(text: string): boolean {
  const lines = text.split(/\r\n?|\n/).filter((line) => line.trim() !== '')
  const separator = detectDelimiter(text)
  const divided = lines.filter((line) => line.includes(separator)).length
  return lines.length > 1 && divided * 2 > lines.length
}

/** A CSV as a grid, with `,` `;` TAB or `|` between values. */
export function gridOfCsv(text: string, sheet: string): Grid {
  // With a quotation mark left open, the rest of the file would become one cell.
  const open = text.split('"').length % 2 === 0
  const rows = parseCsv(text, open ? { quote: '\0', escape: '\0' } : {})
  return gridOf(
    sheet,
    rows.map((row) => row.map((value) => cellOf(String(value ?? '')))),
  )
}

/**
 * What stands in a text file as a cell. Only what a number would print again in the same way becomes
 * a number: leading zeros, long codes, dates and `2.10` stay as they are written.
 */
function cellOf(text: string): Cell {
  const trimmed = text.trim()
  if (trimmed === '') return null
  const number = Number(trimmed)
  if (/^-?\d{1,15}(\.\d+)?$/.test(trimmed) && String(number) === trimmed) return number
  // ="0012" is how exports keep Excel from turning codes into numbers.
  return /^="(.*)"$/.exec(trimmed)?.[1]?.replaceAll('""', '"') ?? text
}

/**
 * Tables of an HTML page or of an XML Spreadsheet 2003, which many systems export under the name
 * .xls.
 * @throws FileError `not-a-workbook` when there is no table in it
 */
export function gridsOfMarkup(text: string, name: string): Grid[] {
  // OpenDocument in one XML file is not read: nobody keeps sheets in it, and it unfolds like a bomb.
  if (text.includes('<office:document')) throw new FileError('not-a-workbook')
  const html = !/^\s*<\?xml|<Workbook\b/.test(text)
  let book: ReturnType<typeof read>
  try {
    book = read(text, { type: 'string', dense: true, cellText: false, cellNF: true, raw: html })
  } catch {
    throw new FileError('not-a-workbook')
  }
  return book.SheetNames.map((sheet, index) => {
    const title = html && book.SheetNames.length === 1 ? name : sheet
    const grid = gridOfSheet(book.Sheets[sheet] ?? {}, title || `Sheet${index + 1}`, book)
    if (!html) return grid
    return {
      ...grid,
      values: grid.values.map((row) =>
        row.map((value) => (typeof value === 'string' ? cellOf(value) : value)),
      ),
    }
  })
}
