import type { Form } from '../forms/form.ts'
import { columnIndex, type Grid } from '../grid/grid.ts'
import { dayNumber, isMonthsAhead, notAhead } from '../periods/days.ts'
import type { Layout } from '../recognise/layout.ts'
import { readValue } from '../values/read-value.ts'
import type { Value } from './table.ts'

/** Rows that are looked at. */
const SAMPLED = 50

/**
 * A day for a table that says none and is not of these weeks: the last one of what has happened by it. So a
 * sheet of February without a year, read in December, is one of the year that has been. Null where
 * today will do.
 *
 * @param now today, `YYYY-MM-DD`
 */
export function lastDayIn(
  grid: Grid,
  layout: Pick<Layout, 'columns' | 'firstRow' | 'lastRow'>,
  form: Form,
  now: string,
): string | null {
  const past = new Set(
    form.rules.flatMap((rule) =>
      rule.kind === 'named' && rule.check === 'date-not-future' ? rule.fields : [],
    ),
  )
  const cells = Object.entries(layout.columns).flatMap(([name, id]) => {
    const field = past.has(id) && form.fields.find((one) => one.id === id)
    if (!field) return []
    const column = columnIndex(name)
    return grid.values
      .slice(layout.firstRow - 1, Math.min(layout.lastRow, layout.firstRow - 1 + SAMPLED))
      .map((row) => ({ cell: row[column] ?? null, field }))
  })
  const read = (asOf: string) =>
    cells.map(({ cell, field }) => dayIn(readValue(cell, field, { asOf }).value))
  const [near, otherwise] = [read(now), read(LONG_AGO)]
  const days = near.flatMap((day, index) =>
    day === null ? [] : [{ day, year: day === otherwise[index] }],
  )
  // What names its year tells of which year the rest is.
  const some =
    latest(days.flatMap(({ day, year }) => (year && !isMonthsAhead(day, now) ? day : []))) ??
    latest(days.flatMap(({ day, year }) => (year ? [] : notAhead(day, now))))
  if (some === undefined || !isMonthsAhead(now, some)) return null
  return latest(read(some).flatMap((day) => (day && !isMonthsAhead(day, some) ? day : []))) ?? some
}

/** A day that no sheet is near to: what is read near it and near today alike has its year. */
const LONG_AGO = '2000-01-01'

const latest = (days: string[]) => days.toSorted().at(-1)

function dayIn(value: Value): string | null {
  return typeof value === 'string' && dayNumber(value) !== null ? value : null
}
