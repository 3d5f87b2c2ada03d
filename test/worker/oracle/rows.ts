import type { Person } from './county.ts'
import type { Rows } from './model.ts'
import type { Service } from './step.ts'

const TABLES = ['revisions', 'current', 'periods', 'events', 'explanation_decisions']

/** Empties what a round fills. */
export async function reset(service: Service): Promise<void> {
  await service.query(TABLES.map((table) => `DELETE FROM ${table}`))
}

const PLACE = `unit || ' ' || form || ' ' || period`
const SHARED = `${PLACE} AS place, revision, hash, kind, json(tally) AS tally,
  received_at AS receivedAt, received_from AS receivedFrom, late, keys`

type Row = Record<string, unknown>

/** What the tables hold in these places, and which events have been added since so many. */
export async function observed(
  service: Service,
  owners: Map<string, Person['id']>,
  places: string[],
  firstEvent: number,
): Promise<Rows & { counts: Record<string, unknown> }> {
  const here = `IN (${places.map((place) => `'${place}'`).join(', ')})`
  const [
    revisions = [],
    current = [],
    periods = [],
    rulings = [],
    events = [],
    [counts = {}] = [],
  ] = await service.query([
    `SELECT ${SHARED}, token, idempotency_key AS key, decision FROM revisions
       WHERE ${PLACE} ${here} ORDER BY place, revision`,
    `SELECT ${SHARED}, state,
         (SELECT json_group_array(json_object('id', e.value ->> 'id', 'reason', e.value ->> 'reason'))
           FROM json_each(explanations, '$.listed') e WHERE explanations IS NOT NULL) AS reasons
       FROM current WHERE ${PLACE} ${here} ORDER BY place`,
    `SELECT unit || ' ' || period AS place, as_of AS asOf, due, extension,
         closed_at AS closedAt
       FROM periods ORDER BY place`,
    `SELECT unit || ' ' || form || ' ' || explanation AS place, version, decision
       FROM explanation_decisions ORDER BY place, version`,
    `SELECT at, token, actor, kind, unit, form, period, revision, detail FROM events
       ORDER BY id LIMIT -1 OFFSET ${firstEvent}`,
    `SELECT (SELECT count(*) FROM revisions) AS revisions,
         (SELECT count(*) FROM current) AS current, (SELECT count(*) FROM events) AS events`,
  ])
  const owner = ({ token, ...row }: Row) => ({ ...row, by: owners.get(String(token)) ?? token })
  return {
    revisions: revisions.map((row) => parsed(owner(row), ['tally', 'decision'])),
    current: current.map((row) => {
      const read = parsed(row, ['tally', 'reasons'])
      return { ...read, reasons: (read.reasons as unknown[]).length > 0 ? read.reasons : null }
    }),
    periods: periods.map((row) => parsed(row, ['extension'])),
    rulings: rulings.map((row) => parsed(row, ['decision'])),
    events: events.map((row) => parsed(owner(row), ['detail'])),
    counts,
  }
}

function parsed(row: Row, columns: string[]): Row {
  const read = columns.map((column) => [column, JSON.parse(String(row[column] ?? 'null'))])
  return {
    ...row,
    ...('late' in row ? { late: row.late === 1 } : {}),
    ...Object.fromEntries(read),
  }
}
