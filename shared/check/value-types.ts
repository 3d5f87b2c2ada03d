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
  const known = new Map(form.fields.map((field) => [field.id, { field, wrong: wrongWith(field) }]))
  const findings: Finding[] = []
  for (const { row, values } of records) {
    for (const id of Object.keys(values)) {
      const value = values[id] ?? null
      const of = known.get(id)
      const rule = of ? value === null || of.wrong(value) : 'unknown-field'
      if (typeof rule !== 'string') continue
      const cell = columns.has(id) ? `${columns.get(id)}${row}` : null
      const allowed = of?.field.choices?.map(({ title }) => title.zh).join('、') ?? ''
      const allowedEn = of?.field.choices?.map(({ title }) => title.en).join(', ') ?? ''
      const params = { text: String(value), allowed, allowedEn }
      findings.push({ rule, severity: 'error', cell, field: id, params })
    }
  }
  return findings
}

type Wrong = (value: NonNullable<Value>) => string | null

/** Tells the rule that a value of a field breaks, named as reading names it; null when it is right. */
function wrongWith({ type, choices, signed }: Field): Wrong {
  switch (type) {
    case 'count':
      return (value) => {
        if (!isNumber(value)) return 'not-a-number'
        return value < 0 ? 'negative' : Number.isInteger(value) ? null : 'not-whole'
      }
    case 'number':
    case 'amount':
    case 'percent':
      return (value) => {
        if (!isNumber(value)) return 'not-a-number'
        return value < 0 && !signed ? 'negative' : null
      }
    case 'date':
      return (value) =>
        typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? null : 'not-a-date'
    case 'flag':
      return (value) => (typeof value === 'boolean' ? null : 'not-yes-no')
    case 'choice': {
      const allowed = new Set<Value>(choices?.map((choice) => choice.value))
      return (value) => (allowed.has(value) ? null : 'not-in-list')
    }
    default:
      return (value) => (typeof value === 'string' ? null : 'not-a-text')
  }
}

function isNumber(value: Value): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}
