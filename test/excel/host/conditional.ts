import { cellArea, contains } from './area.ts'
import type { Book } from './book.ts'
import { evaluateAt } from './recalculate.ts'
import type { ConditionalFormat, Sheet } from './sheet.ts'

/** What the conditional formats make of one cell: the first that says something wins. */
export interface ConditionalLook {
  fill: string | null
  color: string | null
  bold: boolean
}

const untouched: ConditionalLook = { fill: null, color: null, bold: false }

/** How a cell looks through its sheet's conditional formats. */
export function conditionalLook(
  book: Book,
  sheet: Sheet,
  row: number,
  column: number,
): ConditionalLook {
  if (sheet.conditionalFormats.length === 0) return untouched
  const look = { ...untouched }
  for (const format of sheet.conditionalFormats) {
    if (!applies(book, sheet, format, row, column)) continue
    look.fill ??= format.fill
    look.color ??= format.color
    look.bold ||= format.bold
    if (format.stopIfTrue) break
  }
  return look
}

function applies(
  book: Book,
  sheet: Sheet,
  format: ConditionalFormat,
  row: number,
  column: number,
): boolean {
  if (format.type === 'Other' || format.formula === '') return false
  const cell = cellArea(row, column)
  const first = format.areas[0]
  if (!first || !format.areas.some((area) => contains(area, cell))) return false
  const shift = { rows: row - first.top, columns: column - first.left }
  const value = evaluateAt(book, sheet, format.formula, shift)
  return value === true || (typeof value === 'number' && value !== 0)
}
