import type { Compute, Form } from '../forms/form.ts'
import type { Table } from '../read/table.ts'
import { type Days, fieldsOf, satisfies } from './condition.ts'

/** Indicator id → figure; `null` where the sheet lacks what the figure is made of. Rates are fractions. */
export type Tally = Record<string, number | null>

/**
 * The indicators of a form over the records of its tables.
 *
 * A figure made of fields that no table has a column for is `null`: not asked is not zero.
 */
export function tally(tables: Pick<Table, 'records' | 'layout'>[], form: Form, days: Days): Tally {
  // The records of a table all have the same fields; those counted from persons have no column.
  const columns = new Set(
    tables.flatMap(({ layout, records }) => [
      ...Object.values(layout.columns),
      ...Object.keys(records[0]?.values ?? {}),
    ]),
  )
  const known = (fields: string[]) => fields.length === 0 || fields.some((id) => columns.has(id))

  const result: Tally = {}
  for (const { id, compute } of form.indicators) {
    if ('ratio' in compute) result[id] = rate(result, compute.ratio)
    else result[id] = known(fieldsRead(compute)) ? figure(tables, compute, days) : null
  }
  return result
}

/** Fields a figure is made of. For a sum it is the summed field that must be there. */
function fieldsRead(compute: Exclude<Compute, { ratio: unknown }>): string[] {
  if ('count' in compute) return fieldsOf(compute.count)
  if ('sum' in compute) return [compute.sum]
  return [compute.distinct]
}

function figure(
  tables: Pick<Table, 'records'>[],
  compute: Exclude<Compute, { ratio: unknown }>,
  days: Days,
): number {
  const where = 'count' in compute ? compute.count : (compute.where ?? 'all')
  const seen = new Set<unknown>()
  let result = 0
  for (const { records } of tables) {
    for (const record of records) {
      if (where !== 'all' && !satisfies(record, where, days)) continue
      if ('count' in compute) result += 1
      else if ('sum' in compute) {
        const value = record.values[compute.sum]
        if (typeof value === 'number') result += value
      } else {
        const value = record.values[compute.distinct] ?? null
        if (value !== null) seen.add(value)
      }
    }
  }
  return 'distinct' in compute ? seen.size : withoutNoise(result)
}

/** A rate from its parts; `null` when a part is unknown or the whole is zero. */
export function rate(figures: Tally, [part, whole]: [string, string]): number | null {
  const [above, below] = [figures[part] ?? null, figures[whole] ?? null]
  return above === null || below === null || below === 0 ? null : above / below
}

/** A sum without the noise that adding decimals in binary leaves behind. */
export function withoutNoise(sum: number): number {
  return Number(sum.toPrecision(15))
}
