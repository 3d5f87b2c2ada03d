import type { Form } from '../forms/form.ts'
import type { Table } from '../read/table.ts'
import type { Days } from './condition.ts'
import { countOf, fieldsOfCount, wayOf } from './count.ts'

/** Indicator id → figure; `null` where the sheet lacks what the figure is made of. Rates are fractions. */
export type Tally = Record<string, number | null>

/**
 * The indicators of a form over the records of its tables.
 *
 * A figure made of fields that no table has a column for is `null`: not asked is not zero.
 *
 * @param before figures of the same tables, which hold where none of the `changed` fields is in them
 */
export function tally(
  tables: Pick<Table, 'records' | 'layout'>[],
  form: Form,
  days: Days,
  before?: { figures: Tally; changed: ReadonlySet<string> },
): Tally {
  // The records of a table all have the same fields; those counted from persons have no column.
  const columns = new Set(
    tables.flatMap(({ layout, records }) => [
      ...Object.values(layout.columns),
      ...Object.keys(records[0]?.values ?? {}),
    ]),
  )
  const records = tables.flatMap((table) => table.records)

  const result: Tally = {}
  for (const { id, compute } of form.indicators) {
    if ('ratio' in compute) {
      result[id] = rate(result, compute.ratio)
      continue
    }
    const way = wayOf(compute, (field) => columns.has(field))
    const holds = before && way && fieldsOfCount(way).every((field) => !before.changed.has(field))
    result[id] = holds ? (before.figures[id] ?? null) : way && countOf(records, way, days)
  }
  return result
}

/** A rate from its parts; `null` when a part is unknown or the whole is zero. */
export function rate(figures: Tally, [part, whole]: [string, string]): number | null {
  const [above, below] = [figures[part] ?? null, figures[whole] ?? null]
  return above === null || below === null || below === 0 ? null : above / below
}
