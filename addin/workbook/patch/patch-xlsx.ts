import { parseCell } from '../../../shared/grid/grid.ts'
import type { Patch } from '../../../shared/read/table.ts'
import { contentOf, type Entry, openArchive } from '../archive.ts'
import { FileError } from '../file-error.ts'
import { formatNeeded, kindOf } from '../number-format.ts'
import { relationsPath } from '../ooxml.ts'
import { addStylesPart, PLAIN_STYLES, Styles } from './styles.ts'
import { calculatedOnLoad, readWorkbookPart } from './workbook-part.ts'
import { type Edit, editWorksheet, type Fitted } from './worksheet.ts'
import { writeArchive } from './write-archive.ts'

/** Days between the two date systems of Excel. */
const DAYS_1900_TO_1904 = 1462
const SHEET_ROWS = 1_048_576
const SHEET_COLUMNS = 16_384

/**
 * Writes single cells into an .xlsx or .xlsm. Only the `<c>` elements of those cells are edited; styles
 * are added where a value needs another number format, and the order to calculate all formulas when
 * the file is opened. Every other part is copied as it is stored.
 *
 * @param patches values as a `Grid` has them; of several for one cell the last one counts
 * @param results formula cells whose last result no longer holds, with the new one (null: unknown)
 * @throws FileError `formula-cell` for a cell that a formula fills, `cell-missing` for one that no
 * worksheet has, `not-a-workbook`, `damaged`, `encrypted`, `too-large`
 */
export function patchXlsx(bytes: Uint8Array, patches: Patch[], results: Patch[] = []): Uint8Array {
  try {
    return patched(openArchive(bytes), patches, results)
  } catch (error) {
    throw error instanceof FileError ? error : new FileError('damaged')
  }
}

function patched(entries: Entry[], patches: Patch[], results: Patch[]): Uint8Array {
  const parts = new Map(entries.map((entry) => [entry.name, entry]))
  const path = workbookPath(entries)
  if (path === null) throw new FileError('not-a-workbook')
  const changed = new Map<string, string>()
  const textOf = (part: string) => changed.get(part) ?? decoded(parts.get(part))
  const workbook = readWorkbookPart(textOf(path), path, textOf(relationsPath(path)))
  const styles = new Styles(workbook.styles === null ? PLAIN_STYLES : textOf(workbook.styles))

  function fit({ value, format }: Edit, present: number): Fitted {
    if (typeof value !== 'number') return { style: present, value }
    const style = styles.numeric(present, formatNeeded({ value, format }, styles.formatOf(present)))
    const isDay = kindOf(styles.formatOf(style)) === 'date'
    return { style, value: isDay && workbook.date1904 ? value - DAYS_1900_TO_1904 : value }
  }

  for (const [sheet, edits] of editsBySheet(patches, results)) {
    const part = workbook.worksheets.get(sheet) ?? ''
    if (!parts.has(part)) throw new FileError('cell-missing', { cell: sheet })
    changed.set(part, editWorksheet(textOf(part), [...edits.values()], fit))
  }
  changed.set(path, calculatedOnLoad(textOf(path)))
  const added = styles.text()
  if (added !== null && workbook.styles !== null) changed.set(workbook.styles, added)
  else if (added !== null) addStylesPart(added, path, textOf, changed)

  const encoder = new TextEncoder()
  const contents = [...changed].map(([part, text]) => [part, encoder.encode(text)] as const)
  return writeArchive(entries, new Map(contents))
}

/** The workbook part of an .xlsx or .xlsm; null when this is none. */
export function workbookPath(entries: Entry[]): string | null {
  return entries.find(({ name }) => /(^|\/)workbook\.xml$/.test(name))?.name ?? null
}

function decoded(entry: Entry | undefined): string {
  if (!entry) throw new FileError('damaged')
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(contentOf(entry))
}

/** One edit a cell, by sheet and cell. */
function editsBySheet(patches: Patch[], results: Patch[]): Map<string, Map<string, Edit>> {
  const sheets = new Map<string, Map<string, Edit>>()
  const add = ({ sheet, cell, ...what }: Patch, kind: Edit['kind']): void => {
    const at = parseCell(cell)
    if (!at || at.row >= SHEET_ROWS || at.column >= SHEET_COLUMNS) {
      throw new FileError('cell-missing', { cell: `${sheet}!${cell}` })
    }
    const edits = sheets.get(sheet) ?? new Map<string, Edit>()
    sheets.set(sheet, edits.set(cell, { ...at, ...what, kind }))
  }
  for (const result of results) add(result, 'result')
  for (const patch of patches) add(patch, 'value')
  return sheets
}
