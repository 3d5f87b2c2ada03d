import { SSF } from '@e965/xlsx'
import type { Patch } from '../../../shared/read/table.ts'

/** The value of a patch as a person types it: `14`, `2020-02-27`, `68.50%`. */
export function valueText({ value, format }: Patch): string {
  if (value === null) return ''
  if (typeof value === 'number') return format ? SSF.format(format, value) : String(value)
  return typeof value === 'boolean' ? String(value).toUpperCase() : value
}
