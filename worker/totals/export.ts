import { writeCsv } from 'hucre/csv'
import { writeXlsx } from 'hucre/xlsx'
import type { ExportTable } from './table.ts'

/**
 * CSV as Excel in China opens it rightly by double click: UTF-8 with a byte order mark, CRLF
 * (RFC 4180). Text that would start a formula is written behind an apostrophe; numbers stay numbers.
 */
export function csvOf({ header, rows }: ExportTable): string {
  return writeCsv([header, ...rows], { bom: true, escapeFormulae: true })
}

/** A workbook of typed cells. Text is stored as text there, so nothing in it can become a formula. */
export function xlsxOf(tables: ExportTable[]): Promise<Uint8Array> {
  return writeXlsx({
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
