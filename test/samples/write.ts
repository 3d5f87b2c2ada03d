import { writeXlsx } from 'hucre/xlsx'
import type { Sheet } from './draw/sheet.ts'

/** The workbook as an .xlsx file; the same bytes every time. */
export function bytesOf({ sheets, asOf }: { sheets: Sheet[]; asOf: string }): Promise<Uint8Array> {
  const written = new Date(`${asOf}T08:00:00Z`)
  return writeXlsx({
    sheets: sheets.map((sheet) => sheet.finish()),
    defaultFont: { name: '宋体', size: 11 },
    properties: { created: written, modified: written },
  })
}
