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
  /** Day that a list is asked for; `asOf` unless asked. */
  day?: string
}

/** A condition made ready to be asked of many records. */
type Test = (record: FormRecord, days: Days) => boolean

/** Conditions are data of a form and asked of every record: each is made ready once. */
const tests = new WeakMap<Condition, Test>()

/** Whether a record satisfies a condition. A missing value satisfies nothing but `missing`. */
export function satisfies(record: FormRecord, condition: Condition, days: Days): boolean {
  return testOf(condition)(record, days)
}

/** The test that a condition stands for. */
export function testOf(condition: Condition): Test {
  const known = tests.get(condition)
  if (known) return known
  const test = made(condition)
  tests.set(condition, test)
  return test
}

function made(condition: Condition): Test {
  if ('is' in condition) {
    const { field, is } = condition
    if (!Array.isArray(is)) return ({ values }) => values[field] === is
    return ({ values }) => {
      const found = values[field] ?? null
      return found !== null && is.includes(found)
    }
  }
  if ('contains' in condition) {
    const { field } = condition
    const words = condition.contains.map(normalise)
    return ({ values }) => {
      const text = normalise(String(values[field] ?? ''))
      return words.some((word) => text.includes(word))
    }
  }
  if ('op' in condition) {
    const { field, op } = condition
    const operand = operandOf(condition.than)
    return (record, days) => {
      const left = record.values[field] ?? null
      if (left === null) return false
      const right = operand(record, days)
      return right !== null && compare(left, op, right)
    }
  }
  if ('present' in condition) return ({ values }) => (values[condition.present] ?? null) !== null
  if ('missing' in condition) return ({ values }) => (values[condition.missing] ?? null) === null
  if ('all' in condition) {
    const parts = condition.all.map(testOf)
    return (record, days) => parts.every((part) => part(record, days))
  }
  if ('any' in condition) {
    const parts = condition.any.map(testOf)
    return (record, days) => parts.some((part) => part(record, days))
  }
  const part = testOf(condition.not)
  return (record, days) => !part(record, days)
}

function operandOf(than: Operand): (record: FormRecord, days: Days) => Value {
  if ('value' in than) return () => than.value
  if ('field' in than) return ({ values }) => values[than.field] ?? null
  const { date } = than
  if (date === 'day') return (_record, { day, asOf }) => day ?? asOf
  if (date !== 'expectedBy') return (_record, days) => days[date] ?? null
  // Plans are told for the next two weeks, where nobody asks for another day.
  let [last, soon]: [string, Value] = ['', null]
  return (_record, { asOf, expectedBy }) => {
    if (expectedBy !== undefined) return expectedBy
    if (last !== asOf) [last, soon] = [asOf, twoWeeksAfter(asOf)]
    return soon
  }
}

function twoWeeksAfter(asOf: string): string | null {
  const day = dayNumber(asOf)
  return day === null ? null : dayOfNumber(day + 14)
}

/** The fields that the answer to a condition depends on. */
export function fieldsIn(condition: Condition | 'all' | undefined): string[] {
  if (condition === undefined || condition === 'all') return []
  if ('field' in condition) {
    const other = 'op' in condition && 'field' in condition.than ? [condition.than.field] : []
    return [condition.field, ...other]
  }
  if ('present' in condition) return [condition.present]
  if ('missing' in condition) return [condition.missing]
  if ('not' in condition) return fieldsIn(condition.not)
  return ('all' in condition ? condition.all : condition.any).flatMap(fieldsIn)
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
