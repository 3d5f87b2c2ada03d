import { writeCsv } from 'hucre/csv'
import { writeXlsx } from 'hucre/xlsx'
import type { Lang } from '../../shared/messages/index.ts'
import { escapeHtml } from '../mail/html.ts'
import { width } from '../mail/text.ts'
import { dateText, type ExportCell, type ExportTable } from './table.ts'

/**
 * Signs that start a formula when a spreadsheet program reads a text (OWASP, CSV Injection), in full width
 * too, whatever blanks, line ends or signs without a shape stand before them; and those themselves, which
 * some programs drop.
 */
const ACTIVE = /^(?:[\s\p{C}]*[=+\-@|＝＋－＠｜]|[\s\p{C}])/u

/**
 * A cell of a file without types. No program takes a text for a formula: behind an apostrophe where it
 * could be one.
 */
function inert(cell: ExportCell): string | number | null {
  if (cell instanceof Date) return dateText(cell)
  return typeof cell === 'string' && ACTIVE.test(cell) ? `'${cell}` : cell
}

/** Columns of a workbook are no wider: a list of names in one cell is read in the line above the sheet. */
const MOST_WIDTH = 60

/**
 * CSV as Excel in China opens it rightly by double click: UTF-8 with a byte order mark, CRLF
 * (RFC 4180). Text that could start a formula is written behind an apostrophe; numbers stay numbers.
 */
export function csvOf({ header, rows }: ExportTable): string {
  return writeCsv(
    [header, ...rows].map((row) => row.map(inert)),
    { bom: true },
  )
}

/**
 * A workbook of typed cells. Text is stored as text there, so nothing in it can become a formula.
 *
 * @param of the instant it is dated: not now, so that the same figures are the same bytes and have the
 *   same ETag
 */
export function xlsxOf(tables: ExportTable[], of: string): Promise<Uint8Array> {
  return writeXlsx({
    properties: { modified: new Date(of) },
    sheets: tables.map(({ name, header, formats, rows, names = 0 }) => ({
      name,
      rows: [header, ...rows],
      columns: header.map((_, index) => ({
        width: widthOf([header, ...rows].map((row) => row[index] ?? null)),
        ...(formats[index] ? { numFmt: formats[index] } : {}),
      })),
      freezePane: { rows: 1, columns: names },
    })),
  })
}

function widthOf(cells: ExportCell[]): number {
  const widest = cells.reduce<number>(
    (most, cell) => Math.max(most, width(String(inert(cell) ?? ''))),
    0,
  )
  return Math.min(widest, MOST_WIDTH) + 2
}

/**
 * Tables as a page that "From Web" of Excel reads, each under its name. Excel takes a cell that begins
 * like a formula for one, so such text stands behind an apostrophe as in CSV.
 */
export function htmlOf(title: string, tables: ExportTable[], lang: Lang): string {
  const cell = (tag: 'th' | 'td', value: ExportCell) => {
    return `<${tag}>${escapeHtml(String(inert(value) ?? ''))}</${tag}>`
  }
  const row = (tag: 'th' | 'td', cells: ExportCell[]) =>
    `<tr>${cells.map((value) => cell(tag, value)).join('')}</tr>`
  const table = ({ name, header, rows }: ExportTable) =>
    `<table border="1"><caption>${escapeHtml(name)}</caption>
<thead>${row('th', header)}</thead>
<tbody>
${rows.map((cells) => row('td', cells)).join('\n')}
</tbody></table>`
  return `<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>
<body><h1>${escapeHtml(title)}</h1>
${tables.map(table).join('\n')}
</body></html>
`
}
