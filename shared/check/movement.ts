/**
 * What changed since the last report, record by record. All of it may be right; a person should have
 * meant it: an enterprise that is gone, one that stood still again, a cumulative figure that fell, a
 * stock that begins elsewhere than it ended, a figure ten times as large.
 */
import type { Form, NamedRule } from '../forms/form.ts'
import type { FormRecord, Value } from '../read/table.ts'
import { compare } from '../tally/condition.ts'
import { normalise } from '../text/normalise.ts'
import { nothing, type Question, type Subject } from './check.ts'
import type { Finding } from './finding.ts'

/** At most so many names in one sentence. */
const named = 5

/** Records of the last report that this one does not have, in one finding. Fields: key, further keys. */
export function vanished({ previous }: Subject, rule: NamedRule): Question {
  const [field = ''] = rule.fields
  return {
    fields: rule.fields,
    all(records) {
      if (!previous) return []
      const present = new Set(records.flatMap((record) => keysOf(record, rule.fields)))
      const gone = previous.filter((record) => {
        const keys = keysOf(record, rule.fields)
        return keys.length > 0 && !keys.some((key) => present.has(key))
      })
      if (gone.length === 0) return []
      const names = gone.slice(0, named).map((record) => String(record.values[field] ?? ''))
      const params = {
        message: 'vanished',
        count: gone.length,
        names: names.join('、') + (gone.length > named ? '…' : ''),
      }
      return [{ rule: rule.id, severity: rule.severity, cell: null, field, params }]
    },
  }
}

/**
 * A value that went back: a figure that fell, or a state that was left although it had been reached.
 * Fields: the value, then the keys.
 */
export function wentBack(subject: Subject, rule: NamedRule): Question {
  const [field = ''] = rule.fields
  const choices = subject.form.fields.find(({ id }) => id === field)?.choices
  const title = (value: Value) => choices?.find((choice) => choice.value === value)?.title
  return sinceLast(subject, rule, (was, is) => {
    const fell = typeof was === 'number' && typeof is === 'number' && is < was
    const left = typeof was === 'string' && is === 'stopped' && was !== is
    if (!fell && !left) return null
    return {
      message: fell ? 'fell' : 'stopped-again',
      was: title(was)?.zh ?? String(was),
      wasEn: title(was)?.en ?? String(was),
      now: title(is)?.zh ?? String(is),
      nowEn: title(is)?.en ?? String(is),
    }
  })
}

/** A figure that grew or shrank so many times is a slip of the decimal point, or of 万 and 个. */
const leap = 8
/** From 1 to 9 is no slip. */
const leastLeap = 20

/**
 * A figure of many times what it was, or of a small part of it. Fields: the value, then the keys.
 */
export function jump(subject: Subject, rule: NamedRule): Question {
  return sinceLast(subject, rule, (was, is) => {
    if (typeof was !== 'number' || typeof is !== 'number' || was <= 0 || is <= 0) return null
    if (Math.max(was / is, is / was) < leap || Math.abs(is - was) < leastLeap) return null
    return { message: is > was ? 'leapt' : 'shrank', was, now: is }
  })
}

/** Asks of each record what became of a value since the last report. Fields: the value, then the keys. */
function sinceLast(
  { previous, cellOf }: Subject,
  { id, severity, fields: [field = '', ...keys] }: NamedRule,
  wrong: (was: NonNullable<Value>, is: NonNullable<Value>) => Finding['params'] | null,
): Question {
  if (!previous) return { each: () => nothing }
  const before = new Map(
    previous.flatMap((record) => keysOf(record, keys).map((key) => [key, record])),
  )
  return {
    each(record) {
      const earlier = keysOf(record, keys).map((key) => before.get(key))[0]
      const [was, is] = [earlier?.values[field] ?? null, record.values[field] ?? null]
      const params = was === null || is === null ? null : wrong(was, is)
      return params ? [{ rule: id, severity, cell: cellOf(record, field), field, params }] : nothing
    },
  }
}

/**
 * A stock that does not begin where the last report ended. Fields: the opening stock, the closing
 * stock, then those that together name the thing.
 */
export function opening({ previous, cellOf }: Subject, rule: NamedRule): Question {
  if (!previous) return { each: () => nothing }
  const [first = '', last = '', ...thing] = rule.fields
  const nameOf = (record: FormRecord) =>
    thing.map((field) => normalise(String(record.values[field] ?? ''))).join(' ')
  const ended = new Map(previous.map((record) => [nameOf(record), record.values[last] ?? null]))
  return {
    each(record) {
      const [was, is] = [ended.get(nameOf(record)) ?? null, record.values[first] ?? null]
      if (was === null || is === null || compare(is, '==', was)) return nothing
      const params = { message: 'opening-differs', found: String(is), expected: String(was) }
      const cell = cellOf(record, first)
      return [{ rule: rule.id, severity: rule.severity, cell, field: first, params }]
    },
  }
}

/** Records that came, went, or changed between working and standing still since the last report. */
export interface Movement {
  /** Field that names a record. */
  naming: string
  added: FormRecord[]
  resumed: FormRecord[]
  stopped: FormRecord[]
  /** As the last report had them. */
  vanished: FormRecord[]
}

/**
 * What became of the records of the last report, by the keys that the form's own rules compare them
 * with. Null for a form whose records do not go on from week to week.
 */
export function movement(
  form: Form,
  previous: FormRecord[],
  records: FormRecord[],
): Movement | null {
  const named = form.rules.filter((rule): rule is NamedRule => rule.kind === 'named')
  const keys = named.find(({ check }) => check === 'vanished')?.fields
  if (!keys) return null
  const states = named.filter(({ check }) => check === 'went-back').map(({ fields }) => fields[0])
  const state = form.fields.find(
    ({ id, choices }) => states.includes(id) && choices?.some(({ value }) => value === 'stopped'),
  )?.id
  const before = new Map(
    previous.flatMap((record) => keysOf(record, keys).map((key) => [key, record])),
  )
  const [naming = ''] = keys
  const result: Movement = { naming, added: [], resumed: [], stopped: [], vanished: [] }
  const found = new Set<FormRecord>()
  for (const record of records) {
    const own = keysOf(record, keys)
    const earlier = own.flatMap((key) => before.get(key) ?? [])
    for (const one of earlier) found.add(one)
    if (earlier[0] === undefined) {
      if (own.length > 0) result.added.push(record)
      continue
    }
    if (state === undefined) continue
    const [was, is] = [earlier[0].values[state] ?? null, record.values[state] ?? null]
    if (was === null || is === null) continue
    if (was === 'stopped' && is !== 'stopped') result.resumed.push(record)
    if (was !== 'stopped' && is === 'stopped') result.stopped.push(record)
  }
  result.vanished = previous.filter(
    (record) => keysOf(record, keys).length > 0 && !found.has(record),
  )
  return result
}

/** The keys a record goes by, each marked with its field; a code finds it under another name too. */
function keysOf({ values }: FormRecord, fields: string[]): string[] {
  return fields.flatMap((field) => {
    const value = values[field] ?? null
    return value === null ? [] : [`${field} ${normalise(String(value)).toUpperCase()}`]
  })
}
