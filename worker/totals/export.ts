import { writeCsv } from 'hucre/csv'
import { writeXlsx } from 'hucre/xlsx'
import type { Lang } from '../../shared/messages/index.ts'
import { escapeHtml } from '../mail/html.ts'
import type { ExportCell, ExportTable } from './table.ts'

/**
 * CSV as Excel in China opens it rightly by double click: UTF-8 with a byte order mark, CRLF
 * (RFC 4180). Text that would start a formula is written behind an apostrophe; numbers stay numbers.
 */
export function csvOf({ header, rows }: ExportTable): string {
  return writeCsv([header, ...rows], { bom: true, escapeFormulae: true })
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
    sheets: tables.map(({ name, header, formats, rows }) => ({
      name,
      rows: [header, ...rows],
      columns: header.map((_, index) => ({
        autoWidth: true,
        ...(formats[index] ? { numFmt: formats[index] } : {}),
      })),
      freezePane: { rows: 1 },
    })),
  })
}

/**
 * Tables as a page that "From Web" of Excel reads, each under its name. Excel takes a cell that begins
 * like a formula for one, so such text stands behind an apostrophe as in CSV.
 */
export function htmlOf(title: string, tables: ExportTable[], lang: Lang): string {
  const cell = (tag: 'th' | 'td', value: ExportCell) => {
    const text = value instanceof Date ? value.toISOString() : value
    const safe =
      typeof text === 'string' ? text.replace(/^[=+\-@|\s\0]/, "'$&") : String(text ?? '')
    return `<${tag}>${escapeHtml(safe)}</${tag}>`
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
