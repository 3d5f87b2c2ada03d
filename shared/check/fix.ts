import type { FieldType, Form } from '../forms/form.ts'
import type { Patch } from '../read/table.ts'
import type { Finding } from './finding.ts'

/** Number formats without which a value is not seen as what it is. */
const formats: Partial<Record<FieldType, string>> = { date: 'yyyy-mm-dd', percent: '0.00%' }

/** What has to be written for the safe fix of a finding; null when it has none. */
export function patchOf(sheet: string, finding: Finding, forms: Form[]): Patch | null {
  const { cell, fix, field } = finding
  if (cell === null || !fix) return null
  const types = forms.flatMap(({ fields }) => fields.filter(({ id }) => id === field))
  const format = types.map(({ type }) => formats[type]).find((one) => one !== undefined)
  return { sheet, cell, value: fix.value, ...(format !== undefined && { format }) }
}
