import { defaultPeriod } from '../../shared/periods/periods.ts'
import type { Extension, Period } from '../../shared/protocol/answers.ts'
import { lineOf, type StoredUnit } from './units.ts'

/** A unit of a line from the root down, with what it decided about a period. */
export interface PeriodRow {
  id: string
  name: string
  /** JSON list; see `StoredUnit.forms`. */
  forms: string | null
  as_of: string | null
  due: string | null
  /** JSON; a later deadline that lies over `due`. */
  extension: string | null
  closed_at: string | null
}

/** A period as it holds for one unit. */
export interface PeriodStatus extends Period {
  /** Nearest to the root first: who closed it; null while it is open. */
  closed: { unit: string; name: string; at: string } | null
  /** Forms expected from the unit by what it and its ancestors say; null: every form there is. */
  forms: string[] | null
}

const PERIOD_ROWS = `SELECT u.id, u.name, u.forms, p.as_of, p.due, p.extension, p.closed_at
  FROM units u LEFT JOIN periods p ON p.unit = u.id AND p.period = ?1`

/** Reads what a unit and its ancestors decided about a period. */
export function periodStatement(
  db: D1Database,
  unit: StoredUnit,
  period: string,
): D1PreparedStatement {
  return db
    .prepare(`${PERIOD_ROWS} WHERE u.id IN (SELECT value FROM json_each(?2))`)
    .bind(period, JSON.stringify(lineOf(unit.path)))
}

/** SQL for the same rows, as one JSON list, of a unit of which only the id is known. */
export function periodRowsColumn(unit: string, period: string): string {
  return `(SELECT json_group_array(json_object('id', u.id, 'name', u.name, 'forms', u.forms,
      'as_of', p.as_of, 'due', p.due, 'extension', p.extension, 'closed_at', p.closed_at))
    FROM units own
      JOIN json_each('["' || replace(rtrim(own.path, '/'), '/', '","') || '"]') step
      JOIN units u ON u.id = step.value
      LEFT JOIN periods p ON p.unit = u.id AND p.period = ${period}
    WHERE own.id = ${unit})`
}

/** What every unit decided about a period, for a job that goes through all of them. */
export async function allPeriodRows(db: D1Database, period: string): Promise<PeriodRow[]> {
  return (await db.prepare(PERIOD_ROWS).bind(period).run<PeriodRow>()).results
}

/** Periods that some unit has set a deadline for, or put one off, within a span; by whom is not asked. */
export async function periodsDueBetween(db: D1Database, from: Date, to: Date): Promise<string[]> {
  const { results } = await db
    .prepare(
      `SELECT DISTINCT period FROM periods WHERE unixepoch(due) BETWEEN ?1 AND ?2
         OR unixepoch(extension ->> 'due') BETWEEN ?1 AND ?2`,
    )
    .bind(Math.floor(from.getTime() / 1000), Math.ceil(to.getTime() / 1000))
    .run<{ period: string }>()
  return results.map(({ period }) => period)
}

/** What the rows of `periodStatement` mean: the nearest setting holds, any closure closes. */
export function periodFrom(rows: PeriodRow[], unit: StoredUnit, period: string): PeriodStatus {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const line = lineOf(unit.path).flatMap((id) => byId.get(id) ?? [])
  const nearest = line.toReversed()
  const standard = defaultPeriod(period)
  const dated = nearest.find(({ due, extension }) => due !== null || extension !== null)
  const extension = dated && extensionOf(dated)
  const closer = line.find(({ closed_at }) => closed_at !== null)
  const forms = nearest.find((row) => row.forms !== null)?.forms ?? null
  return {
    id: period,
    asOf: nearest.find(({ as_of }) => as_of !== null)?.as_of ?? standard.asOf,
    due: extension?.due ?? dated?.due ?? standard.due,
    state: closer ? 'closed' : 'open',
    closed: closer ? { unit: closer.id, name: closer.name, at: closer.closed_at ?? '' } : null,
    forms: forms === null ? null : JSON.parse(forms),
    ...(extension && { extension }),
  }
}

/** The later deadline that a unit was given. */
export function extensionOf({
  id,
  name,
  extension,
}: Pick<PeriodRow, 'id' | 'name' | 'extension'>): Extension | null {
  return extension === null ? null : { unit: id, name, ...JSON.parse(extension) }
}

/** The status as it would be without a later deadline of the unit's own. */
export function unextended(rows: PeriodRow[], unit: StoredUnit, period: string): PeriodStatus {
  const without = rows.map((row) => (row.id === unit.id ? { ...row, extension: null } : row))
  return periodFrom(without, unit, period)
}

export async function periodStatus(
  db: D1Database,
  unit: StoredUnit,
  period: string,
): Promise<PeriodStatus> {
  const { results } = await periodStatement(db, unit, period).run<PeriodRow>()
  return periodFrom(results, unit, period)
}

/** The same of several periods, in their order. */
export async function periodStatuses(
  db: D1Database,
  unit: StoredUnit,
  periods: string[],
): Promise<PeriodStatus[]> {
  const { results } = await db
    .prepare(
      `SELECT asked.value AS period, u.id, u.name, u.forms, p.as_of, p.due, p.extension, p.closed_at
       FROM json_each(?1) asked CROSS JOIN units u
         LEFT JOIN periods p ON p.unit = u.id AND p.period = asked.value
       WHERE u.id IN (SELECT value FROM json_each(?2))`,
    )
    .bind(JSON.stringify(periods), JSON.stringify(lineOf(unit.path)))
    .run<PeriodRow & { period: string }>()
  const rows = Map.groupBy(results, ({ period }) => period)
  return periods.map((period) => periodFrom(rows.get(period) ?? [], unit, period))
}

/** Sets the days of a period for a unit and all below that set no others. */
export function periodDaysStatement(
  db: D1Database,
  unit: StoredUnit,
  { id, asOf, due }: Pick<Period, 'id' | 'asOf' | 'due'>,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO periods (unit, period, as_of, due) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT DO UPDATE SET as_of = excluded.as_of, due = excluded.due
       WHERE (as_of, due) IS NOT (excluded.as_of, excluded.due)`,
    )
    .bind(unit.id, id, asOf, due)
}

/** Closes a period for a unit and all below. Writes nothing when it is so already. */
export function closeStatement(
  db: D1Database,
  unit: StoredUnit,
  period: string,
  at: Date,
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO periods (unit, period, closed_at) VALUES (?1, ?2, ?3)
       ON CONFLICT DO UPDATE SET closed_at = excluded.closed_at WHERE closed_at IS NULL`,
    )
    .bind(unit.id, period, at.toISOString())
}

/** Opens a period again for a unit and all below. Writes nothing where a unit above has closed it. */
export function reopenStatement(
  db: D1Database,
  unit: StoredUnit,
  period: string,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE periods SET closed_at = NULL
       WHERE unit = ?1 AND period = ?2 AND closed_at IS NOT NULL AND NOT EXISTS (
         SELECT 1 FROM periods WHERE period = ?2 AND closed_at IS NOT NULL
           AND unit IN (SELECT value FROM json_each(?3) WHERE value <> ?1))`,
    )
    .bind(unit.id, period, JSON.stringify(lineOf(unit.path)))
}

/**
 * SQL for whether a line has changed since its rows were read: closed, opened, other days.
 *
 * @param seen name of the parameter with the line as `lineSeen` writes it
 */
export function lineChanged(seen: string, period: string): string {
  return `EXISTS (SELECT 1 FROM json_each(${seen}) seen LEFT JOIN periods p
      ON p.unit = seen.value ->> 'id' AND p.period = ${period}
    WHERE p.closed_at IS NOT seen.value ->> 'closed_at' OR p.due IS NOT seen.value ->> 'due'
      OR p.extension IS NOT seen.value ->> 'extension')`
}

export function lineSeen(rows: PeriodRow[]): string {
  return JSON.stringify(
    rows.map(({ id, due, extension, closed_at }) => ({ id, due, extension, closed_at })),
  )
}

/**
 * Gives a unit and all below it a later deadline, provided that nothing has come between since its line
 * was read. Writes nothing where it has that deadline for that reason already.
 */
export function extendStatement(
  db: D1Database,
  unit: StoredUnit,
  period: string,
  extension: Omit<Extension, 'unit' | 'name'>,
  line: PeriodRow[],
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO periods (unit, period, extension)
       SELECT ?1, ?2, ?3 WHERE NOT ${lineChanged('?4', '?2')}
       ON CONFLICT DO UPDATE SET extension = excluded.extension`,
    )
    .bind(unit.id, period, JSON.stringify(extension), lineSeen(line))
}

/** Takes a later deadline back as it was seen; what was set before holds again. */
export function withdrawStatement(
  db: D1Database,
  unit: StoredUnit,
  period: string,
  { extension }: Pick<PeriodRow, 'extension'>,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE periods SET extension = NULL
       WHERE unit = ? AND period = ? AND extension = ?`,
    )
    .bind(unit.id, period, extension)
}
