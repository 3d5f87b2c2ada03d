import type { Compute, Condition, Count } from '../forms/form.ts'
import type { FormRecord, Value } from '../read/table.ts'
import { normalise } from '../text/normalise.ts'
import { withoutNoise } from '../values/noise.ts'
import { answerable, type Days, fieldsIn, testOf } from './condition.ts'

/** A way of counting, ratios left out: those are made of other figures. */
export type Counted = Exclude<Compute, { ratio: unknown }>

/** The way in which a figure is counted where only some fields are known; null where there is none. */
export function wayOf(compute: Counted, known: (field: string) => boolean): Count | null {
  const ways = 'first' in compute ? compute.first : [compute]
  return ways.find((way) => isKnown(way, known)) ?? null
}

function isKnown(way: Count, known: (field: string) => boolean): boolean {
  if ('count' in way) return answerable(way.count, known)
  const counted = 'sum' in way ? way.sum : lastOf(way.distinct)
  return known(counted) && conditionsOf(way).every((condition) => answerable(condition, known))
}

function conditionsOf(way: Count): Condition[] {
  if ('count' in way) return way.count === 'all' ? [] : [way.count]
  return [way.where ?? [], 'sum' in way ? (way.of ?? []) : []].flat()
}

/** The fields that a figure is made of. */
export function fieldsOfCount(way: Count): string[] {
  const own = 'count' in way ? [] : 'sum' in way ? [way.sum, ...(way.each ?? [])] : way.distinct
  return [own, conditionsOf(way).flatMap(fieldsIn)].flat()
}

/** Whether a record is one of those that a figure counts or adds up. */
export function isCounted(record: FormRecord, way: Count, days: Days): boolean {
  return counts(way)(record, days)
}

function counts(way: Count): (record: FormRecord, days: Days) => boolean {
  const tests = conditionsOf(way).map(testOf)
  const figure = 'sum' in way ? way.sum : null
  const named = 'distinct' in way ? lastOf(way.distinct) : null
  return (record, days) =>
    (figure === null || typeof record.values[figure] === 'number') &&
    (named === null || (record.values[named] ?? null) !== null) &&
    tests.every((test) => test(record, days))
}

/** The figure over records; null where they say nothing of the kind that is summed up. */
export function countOf(records: FormRecord[], way: Count, days: Days): number | null {
  const isOne = counts(way)
  const counted = records.filter((record) => isOne(record, days))
  if ('count' in way) return counted.length
  if ('distinct' in way) {
    const fields = [way.distinct].flat()
    return new Set(counted.map((record) => keyOf(record, fields))).size
  }
  if (way.of && counted.length === 0) return null
  const figures = counted.map(({ values }) => Number(values[way.sum]))
  if (!way.each) return sum(figures)
  const each = way.each
  const last = new Map<string, number>()
  counted.forEach((record, index) => {
    const key = each.some((field) => (record.values[field] ?? null) !== null)
      ? keyOf(record, each)
      : `#${index}`
    last.set(key, figures[index] ?? 0)
  })
  return sum([...last.values()])
}

function keyOf({ values }: FormRecord, fields: string[]): string {
  const plain = (value: Value) => (typeof value === 'string' ? normalise(value) : value)
  return JSON.stringify(fields.map((field) => plain(values[field] ?? null)))
}

function lastOf(fields: string | string[]): string {
  return [fields].flat().at(-1) ?? ''
}

function sum(figures: number[]): number {
  return withoutNoise(figures.reduce((a, b) => a + b, 0))
}
