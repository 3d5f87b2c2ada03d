import type { Comparison, Condition, Operand } from '../forms/form.ts'
import { dayNumber, dayOfNumber } from '../periods/days.ts'
import type { FormRecord, Value } from '../read/table.ts'
import { normalise } from '../text/normalise.ts'

/** The days a condition may compare with, each `YYYY-MM-DD`. */
export interface Days {
  asOf: string
  due?: string
  /** Day that plans are told for; two weeks after `asOf` unless asked. */
  expectedBy?: string
}

/** Whether a record satisfies a condition. A missing value satisfies nothing but `missing`. */
export function satisfies(record: FormRecord, condition: Condition, days: Days): boolean {
  const value = (field: string): Value => record.values[field] ?? null

  if ('is' in condition) {
    const found = value(condition.field)
    if (found === null) return false
    return Array.isArray(condition.is) ? condition.is.includes(found) : condition.is === found
  }
  if ('contains' in condition) {
    const text = normalise(String(value(condition.field) ?? ''))
    return condition.contains.some((word) => text.includes(normalise(word)))
  }
  if ('op' in condition) {
    const left = value(condition.field)
    const right = operand(condition.than, record, days)
    return left !== null && right !== null && compare(left, condition.op, right)
  }
  if ('present' in condition) return value(condition.present) !== null
  if ('missing' in condition) return value(condition.missing) === null
  if ('all' in condition) return condition.all.every((part) => satisfies(record, part, days))
  if ('any' in condition) return condition.any.some((part) => satisfies(record, part, days))
  return !satisfies(record, condition.not, days)
}

function operand(than: Operand, record: FormRecord, days: Days): Value {
  if ('value' in than) return than.value
  if ('field' in than) return record.values[than.field] ?? null
  if (than.date === 'expectedBy') return days.expectedBy ?? soonAfter(days.asOf)
  return days[than.date] ?? null
}

/** Plans are told for the next two weeks, where nobody asks for another day. */
function soonAfter(asOf: string): string | null {
  const day = dayNumber(asOf)
  return day === null ? null : dayOfNumber(day + 14)
}

/**
 * Compares numbers as numbers and days (`YYYY-MM-DD`) as text, which sorts them rightly. Numbers that
 * differ only by floating-point noise are equal: 1038709.2 and 19954.8 + 1018754.4 are.
 */
export function compare(left: Value, op: Comparison, right: Value): boolean {
  if (typeof left === 'number' && typeof right === 'number') {
    const noise = Number.EPSILON * 8 * Math.max(Math.abs(left), Math.abs(right))
    const difference = Math.abs(left - right) <= noise ? 0 : left - right
    return holds(op, difference)
  }
  const [a, b] = [String(left), String(right)]
  return holds(op, a < b ? -1 : a > b ? 1 : 0)
}

function holds(op: Comparison, difference: number): boolean {
  switch (op) {
    case '==':
      return difference === 0
    case '!=':
      return difference !== 0
    case '>':
      return difference > 0
    case '>=':
      return difference >= 0
    case '<':
      return difference < 0
    case '<=':
      return difference <= 0
  }
}

/**
 * Whether a condition can be answered where only some fields are known: all parts of an `all`, one
 * part of an `any`. A field without a column is missing, and that is an answer.
 */
export function answerable(
  condition: Condition | 'all',
  known: (field: string) => boolean,
): boolean {
  if (condition === 'all' || 'missing' in condition) return true
  if ('field' in condition) {
    const other = 'op' in condition && 'field' in condition.than ? condition.than.field : null
    return known(condition.field) && (other === null || known(other))
  }
  if ('present' in condition) return known(condition.present)
  if ('all' in condition) return condition.all.every((part) => answerable(part, known))
  if ('any' in condition) return condition.any.some((part) => answerable(part, known))
  return answerable(condition.not, known)
}
