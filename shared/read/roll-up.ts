import type { Form } from '../forms/form.ts'
import { answerable, satisfies } from '../tally/condition.ts'
import type { FormRecord, Table, Value } from './table.ts'

/**
 * Turns a table with a row per person into one with a row per village, as the form's `rollUp` says;
 * any other table comes back as it is. A record keeps the row of its first person. The sheet's own
 * totals fall away: what they add up is gone.
 */
export function rollUp(table: Table, form: Form): Table {
  const rule = form.rollUp
  if (!rule || !Object.values(table.layout.columns).includes(rule.when)) return table

  const groups = new Map<Value, FormRecord[]>()
  for (const record of table.records) {
    const key = record.values[rule.by] ?? null
    const group = groups.get(key)
    if (group) group.push(record)
    else groups.set(key, [record])
  }

  const mapped = new Set(Object.values(table.layout.columns))
  const records = [...groups].map(([key, members]): FormRecord => {
    const values: Record<string, Value> = { [rule.by]: key }
    for (const [field, which] of Object.entries(rule.counts)) {
      if (!answerable(which, (asked) => mapped.has(asked))) continue
      values[field] = members.filter(
        (one) => which === 'all' || satisfies(one, which, { asOf: '' }),
      ).length
    }
    return { row: members[0]?.row ?? table.layout.firstRow, values }
  })
  return { ...table, records, totals: [] }
}
