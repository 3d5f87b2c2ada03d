import type { FormRecord, Value } from '../read/table.ts'
import { type Days, satisfies } from '../tally/condition.ts'
import { normalise } from '../text/normalise.ts'
import { withoutNoise } from '../values/noise.ts'
import type { Derived, ListDefinition, Words } from './list.ts'

/** Where a record comes from, down to its row. */
export interface RecordSource {
  unit: string
  name: string
  revision: number
  sheet: string
  /** 1-based row of the sheet. */
  row: number
}

export interface SourcedRecord {
  record: FormRecord
  source: RecordSource
}

export interface ListLine {
  values: Record<string, Value>
  /** The records behind the line; one, unless lines are merged. */
  sources: RecordSource[]
}

export interface DrawnList {
  lines: ListLine[]
  /** Records that lack what decides. */
  undecided: ListLine[]
}

/**
 * The lines of a list over the records of all units.
 *
 * Of things that go by several names (医用口罩, 一次性医用口罩) `words` says which are one; without it
 * names that differ only in width, script or spaces are. Different units of measure are never added up
 * where the list merges by them.
 */
export function drawList(
  list: ListDefinition,
  records: SourcedRecord[],
  days: Days,
  words: Words = {},
): DrawnList {
  const { where, undecided } = list
  const inList = records.filter(({ record }) => !where || satisfies(record, where, days))
  const rest = undecided ? records.filter(({ record }) => satisfies(record, undecided, days)) : []
  return {
    lines: list.merge ? merged(list, inList, words) : inList.map((one) => lineOf(list, one)),
    undecided: rest.filter((one) => !inList.includes(one)).map((one) => lineOf(list, one)),
  }
}

function lineOf({ fields }: ListDefinition, { record, source }: SourcedRecord): ListLine {
  const shown = fields.map((field) => [field, record.values[field] ?? null])
  return { values: Object.fromEntries(shown), sources: [source] }
}

function merged({ fields, merge }: ListDefinition, records: SourcedRecord[], words: Words) {
  const { by = [], sum = [], derived = [] } = merge ?? {}
  const canonical = by.map((field) => canonicalOf(words[field] ?? []))
  const namesIn = ({ values }: FormRecord) =>
    by.map((field, at) => canonical[at]?.(values[field] ?? null) ?? null)
  const keyOfLine = (record: FormRecord) => JSON.stringify(namesIn(record).map(keyOf))
  const lines = new Map<string, ListLine>()
  for (const { record, source } of records) {
    const names = namesIn(record)
    const key = keyOfLine(record)
    const line = lines.get(key) ?? { values: {}, sources: [] }
    lines.set(key, line)
    line.sources.push(source)
    by.forEach((field, at) => {
      line.values[field] ??= names[at] ?? null
    })
    for (const field of sum) {
      const figure = record.values[field]
      if (typeof figure !== 'number') line.values[field] ??= null
      else line.values[field] = withoutNoise(Number(line.values[field] ?? 0) + figure)
    }
    for (const field of fields) {
      if (by.includes(field) || sum.includes(field)) continue
      line.values[field] ??= record.values[field] ?? null
    }
  }
  const rows = Map.groupBy(records, ({ record }) => keyOfLine(record))
  for (const [key, line] of lines) {
    const behind = (rows.get(key) ?? []).map(({ record }) => record.values)
    for (const one of derived) line.values[one.id] = derive(one, behind)
  }
  return [...lines.values()]
}

/**
 * What is left: where nothing was delivered, all is still to come. How long it lasts: over the rows that
 * say both, for a stock without its use would make everybody's last longer.
 */
function derive({ of: [first, kind, second] }: Derived, rows: Record<string, Value>[]): Value {
  const counted = rows.filter(
    (row) =>
      typeof row[first] === 'number' && (kind === 'minus' || typeof row[second] === 'number'),
  )
  if (counted.length === 0) return null
  const sum = (field: string) => counted.reduce((all, row) => all + Number(row[field] ?? 0), 0)
  if (kind === 'minus') return withoutNoise(sum(first) - sum(second))
  return sum(second) === 0 ? null : withoutNoise(sum(first) / sum(second))
}

function canonicalOf(groups: string[][]): (value: Value) => Value {
  const known = new Map(
    groups.flatMap(([name = '', ...others]) =>
      [name, ...others].map((word): [string, string] => [plain(word), name]),
    ),
  )
  return (value) => (typeof value === 'string' ? (known.get(plain(value)) ?? value) : value)
}

/** A name without width, script, spaces, brackets and case. */
function plain(text: string): string {
  return normalise(text)
    .toLowerCase()
    .replace(/[()[\]{}<>《》【】「」]/g, '')
}

function keyOf(value: Value): Value {
  return typeof value === 'string' ? plain(value) : value
}
