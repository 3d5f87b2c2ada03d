import type { Patch } from '../../../shared/read/table.ts'
import { openArchive } from '../archive.ts'
import type { FileWorkbook } from '../file.ts'
import { FileError } from '../file-error.ts'
import { patchCsv } from './patch-csv.ts'
import { patchGrids } from './patch-grids.ts'
import { patchXlsx, workbookPath } from './patch-xlsx.ts'

/**
 * A workbook file with single cells written, all else as it was: .xlsx, .xlsm and .csv.
 * @param bytes of the file that `workbook` was read from
 * @throws FileError `not-rewritable` for other formats, and what `patchXlsx` and `patchCsv` throw
 */
export function patchFile(bytes: Uint8Array, workbook: FileWorkbook, patches: Patch[]): Uint8Array {
  const grids = workbook.sheets.map(({ grid }) => grid)
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    if (workbookPath(openArchive(bytes)) === null) throw new FileError('not-rewritable')
    return patchXlsx(bytes, patches, patchGrids(grids, patches).results)
  }
  return patchCsv(bytes, workbook.name, patches)
}
