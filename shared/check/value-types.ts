import type { Field, Form } from '../forms/form.ts'
import type { Table, Value } from '../read/table.ts'
import type { Finding } from './finding.ts'

/**
 * Checks that the values of records are what their fields hold. A reader of ours only makes such
 * values; a receiver cannot know who made those it was sent.
 */
export function checkTypes(
  { records, layout }: Pick<Table, 'records' | 'layout'>,
  form: Form,
): Finding[] {
  const columns = new Map(Object.entries(layout.columns).map(([name, field]) => [field, name]))
  const fields = new Map(form.fields.map((field) => [field.id, field]))
  return records.flatMap(({ row, values }) =>
    Object.entries(values).flatMap(([id, value]): Finding[] => {
      const field = fields.get(id)
      const rule = field ? wrongWith(value, field) : 'unknown-field'
      if (!rule) return []
      const cell = columns.has(id) ? `${columns.get(id)}${row}` : null
      const allowed = field?.choices?.map(({ title }) => title.zh).join('、') ?? ''
      const allowedEn = field?.choices?.map(({ title }) => title.en).join(', ') ?? ''
      const params = { text: String(value), allowed, allowedEn }
      return [{ rule, severity: 'error', cell, field: id, params }]
    }),
  )
}

/** The rule a value breaks, named as reading names it; null when it is right. */
function wrongWith(value: Value, field: Field): string | null {
  if (value === null) return null
  switch (field.type) {
    case 'count':
      if (!isNumber(value)) return 'not-a-number'
      return value < 0 ? 'negative' : Number.isInteger(value) ? null : 'not-whole'
    case 'number':
    case 'amount':
    case 'percent':
      return isNumber(value) ? null : 'not-a-number'
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? null : 'not-a-date'
    case 'flag':
      return typeof value === 'boolean' ? null : 'not-yes-no'
    case 'choice':
      return field.choices?.some((choice) => choice.value === value) ? null : 'not-in-list'
    default:
      return typeof value === 'string' ? null : 'not-a-text'
  }
}

function isNumber(value: Value): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}
