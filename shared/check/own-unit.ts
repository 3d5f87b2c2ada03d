import type { NamedRule } from '../forms/form.ts'
import { unitName } from '../recognise/context.ts'
import { nothing, type Question, type Subject } from './check.ts'

/**
 * Rows of another unit that were filled in: one form goes to all units with a row for each, and every
 * unit is to fill in its own. Fields: the unit of a row, then those it fills in; without these, the row
 * itself may only be there for the unit that reports. Not asked where nobody said which unit reports.
 */
export function ownUnit({ unit, cellOf }: Subject, rule: NamedRule): Question {
  const [place = '', ...filled] = rule.fields
  const own = unit ? unitName(unit) : null
  return {
    each(record) {
      const named = record.values[place] ?? null
      const other = named === null || own === null ? null : unitName(String(named))
      if (other === null || own === null || isSame(own, other)) return nothing
      const field = filled.find((one) => (record.values[one] ?? null) !== null)
      if (filled.length > 0 && field === undefined) return nothing
      const shown = field ?? place
      const params = { message: 'other-unit', unit: String(named), own }
      const { id, severity } = rule
      return [{ rule: id, severity, cell: cellOf(record, shown), field: shown, params }]
    },
  }
}

/** `城关支行` and `农商银行城关支行` are one. */
function isSame(one: string, other: string): boolean {
  return one.endsWith(other) || other.endsWith(one)
}
