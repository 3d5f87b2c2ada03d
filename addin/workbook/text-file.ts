import { read } from '@e965/xlsx'
import { detectDelimiter, parseCsv } from 'hucre/csv'
import { type Cell, type Grid, gridOf } from '../../shared/grid/grid.ts'
import { FileError } from './file-error.ts'
import { gridOfSheet } from './sheet.ts'

export interface EncodedText {
  text: string
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'
  /** Bytes of the mark at the beginning. */
  mark: number
}

/**
 * Text of a file: UTF-8 and UTF-16 by their marks, else UTF-8 where it decodes strictly, else
 * GB18030, which Excel and WPS write in China.
 * @returns null when the bytes are no text at all
 * @throws FileError `encoding`
 */
export function decodeText(bytes: Uint8Array): EncodedText | null {
  const [first, second, third] = bytes
  if (first === 0xff && second === 0xfe) return decodedAs('utf-16le', bytes, 2)
  if (first === 0xfe && second === 0xff) return decodedAs('utf-16be', bytes, 2)
  const marked = first === 0xef && second === 0xbb && third === 0xbf
  // Control characters other than TAB, LF, FF and CR do not occur in text of any of these encodings.
  const control = bytes.some(
    (byte) => byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13,
  )
  if (control) return null
  try {
    return decodedAs('utf-8', bytes, marked ? 3 : 0)
  } catch {
    if (marked) throw new FileError('encoding')
  }
  try {
    return decodedAs('gb18030', bytes, 0)
  } catch {
    throw new FileError('encoding')
  }
}

function decodedAs(encoding: EncodedText['encoding'], bytes: Uint8Array, mark: number) {
  const fatal = !encoding.startsWith('utf-16')
  return {
    text: new TextDecoder(encoding, { fatal, ignoreBOM: false }).decode(bytes),
    encoding,
    mark,
  }
}

/** Text of a file, as `decodeText` finds it. */
export function textOf(bytes: Uint8Array): string | null {
  return decodeText(bytes)?.text ?? null
}

/** Whether the text is a page or a workbook in HTML or XML, which a CSV by name never is. */
export function isMarkup(text: string, name: string): boolean {
  return !isCsvName(name) && /^\s*</.test(text)
}

export function isCsvName(name: string): boolean {
  return /\.(csv|tsv|txt)$/i.test(name)
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
  const quote = quoteOf(text)
  const rows = parseCsv(text, { quote, escape: quote })
  return gridOf(
    sheet,
    rows.map((row) => row.map((value) => cellOf(String(value ?? '')))),
  )
}

/** With a quotation mark left open, the rest of the file would become one cell: then none counts. */
export function quoteOf(text: string): string {
  return text.split('"').length % 2 === 0 ? '\0' : '"'
}

/**
 * What stands in a text file as a cell. Only what a number would print again in the same way becomes
 * a number: leading zeros, long codes, dates and `2.10` stay as they are written.
 */
export function cellOf(text: string): Cell {
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
