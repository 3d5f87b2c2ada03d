import { openWorkbookFile } from '../../workbook/file.ts'
import { fileWorkbook } from '../../workbook/file-port.ts'
import type { Workbook } from '../../workbook/port.ts'

/**
 * A workbook file as the pane reads it.
 * @throws FileError with what a person should do about it
 */
export function openFile(bytes: Uint8Array, name: string): Workbook {
  return fileWorkbook(openWorkbookFile(bytes, name))
}
