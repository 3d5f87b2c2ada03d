import { SSF } from '@e965/xlsx'
import type { Cell } from '../../../shared/grid/grid.ts'
import { isError } from './entry.ts'

/** A cell's text as Excel shows it (`Range.text`), given its number format. */
export function displayText(value: Cell, numberFormat: string): string {
  if (value === null) return ''
  if (isError(value)) return value
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  try {
    return SSF.format(quoted(numberFormat), value)
  } catch {
    // Formats of Excel's that the library cannot read, and serials before 1900.
    return String(value)
  }
}

/** Excel takes `¥#,##0` and `m月d日` as they are; the library wants such characters in quotes. */
const quoted = (numberFormat: string): string =>
  numberFormat.replace(/"[^"]*"|\\.|\[[^\]]*\]|[^\0-\x7F]+/g, (part) =>
    part.charCodeAt(0) > 0x7f ? `"${part}"` : part,
  )
