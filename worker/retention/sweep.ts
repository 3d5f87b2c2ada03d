import { deploymentName } from '../messages/names.ts'
import { type Deployment, type Swept, sweptStatement } from '../store/deployment.ts'
import { type EventKind, eventStatement } from '../store/events.ts'
import { type PeriodRow, periodFrom, periodStatement } from '../store/periods.ts'
import { lineOf, type StoredUnit, type UnitRow, unitFrom } from '../store/units.ts'

const DAY_MILLISECONDS = 86_400_000
/** What a pass looks at: an hour's worth must not show in anybody's waiting or on the bill. */
const REVISIONS_A_PASS = 200
const MAILS_A_PASS = 200

/**
 * Removes what has been kept as long as it is to be, a little in every hourly pass. What removal leaves:
 * of a revision everything but the sheet itself, of a mail who got it when, of events the seals over them.
 */
export async function sweep(db: D1Database, here: Deployment, now: Date): Promise<void> {
  const { documents, mails, events } = here.retention
  if (documents !== null) await sweepDocuments(db, here, documents, now)
  if (mails !== null) await sweepMails(db, here, mails, now)
  if (events !== null) await sweepEvents(db, here, events, now)
}

const before = (now: Date, days: number) =>
  new Date(now.getTime() - days * DAY_MILLISECONDS).toISOString()

/** What was removed, by whom and why: the row says it, and so does the audit. */
function removal(db: D1Database, kind: EventKind, now: Date, detail: Record<string, unknown>) {
  const by = { token: null, name: deploymentName('zh') }
  return eventStatement(db, { kind, at: now, by, detail }, 'changes() > 0')
}

interface Candidate extends UnitRow {
  unit: string
  form: string
  period: string
  revision: number
  received_at: string
  replaced_at: string | null
  kept: number
}

/**
 * Goes on through the revisions, round and round, in the order of their key: another index would cost every
 * submission a row. Removed are documents of revisions that another has taken the place of, unless they
 * were the last by a deadline of the unit or of one above: lists show the week as it was then.
 */
async function sweepDocuments(db: D1Database, here: Deployment, days: number, now: Date) {
  const { results } = await db
    .prepare(
      `SELECT r.unit, r.form, r.period, r.revision, r.received_at, n.received_at AS replaced_at,
         r.removed IS NULL AS kept, u.path, u.id, u.name, u.level, u.forms
       FROM revisions r JOIN units u ON u.id = r.unit
         LEFT JOIN revisions n ON n.unit = r.unit AND n.form = r.form AND n.period = r.period
           AND n.revision = r.revision + 1
       WHERE (r.unit, r.form, r.period, r.revision) > (?1, ?2, ?3, ?4)
       ORDER BY r.unit, r.form, r.period, r.revision LIMIT ?5`,
    )
    .bind(...(here.swept.documents ?? ['', '', '', 0]), REVISIONS_A_PASS)
    .run<Candidate>()
  const horizon = before(now, days)
  const replaced = results.filter(
    ({ kept, replaced_at }) => kept === 1 && replaced_at !== null && replaced_at < horizon,
  )
  const unneeded = await notAtACutoff(db, replaced)
  const last = results.length < REVISIONS_A_PASS ? undefined : results.at(-1)
  const to: Swept['documents'] = last ? [last.unit, last.form, last.period, last.revision] : null
  await db.batch([
    sweptStatement(db, 'documents', to),
    db
      .prepare(
        `UPDATE revisions SET document = zeroblob(0), removed = ?1
         WHERE removed IS NULL AND rowid IN (SELECT r.rowid FROM json_each(?2) k
           JOIN revisions r ON r.unit = k.value ->> 0 AND r.form = k.value ->> 1
             AND r.period = k.value ->> 2 AND r.revision = k.value ->> 3)`,
      )
      .bind(
        JSON.stringify({ at: now.toISOString(), days }),
        JSON.stringify(
          unneeded.map(({ unit, form, period, revision }) => [unit, form, period, revision]),
        ),
      ),
    removal(db, 'documents-removed', now, { days, count: unneeded.length }),
  ])
}

/** Those that were not the newest of their unit at any deadline that holds for it or above it. */
async function notAtACutoff(db: D1Database, replaced: Candidate[]): Promise<Candidate[]> {
  if (replaced.length === 0) return []
  const weeks = [...new Map(replaced.map((one) => [`${one.unit} ${one.period}`, one])).values()]
  const rows = await db.batch<PeriodRow>(
    weeks.map((one) => periodStatement(db, unitFrom(one), one.period)),
  )
  const deadlines = new Map(
    weeks.map((one, index) => [
      `${one.unit} ${one.period}`,
      deadlinesOf(rows[index]?.results ?? [], unitFrom(one), one.period),
    ]),
  )
  return replaced.filter(({ unit, period, received_at, replaced_at }) =>
    deadlines
      .get(`${unit} ${period}`)
      ?.every((due) => received_at > due || (replaced_at !== null && replaced_at <= due)),
  )
}

/** The deadline of a period for a unit and for each above it: the cut-off view of any of them. */
function deadlinesOf(rows: PeriodRow[], unit: StoredUnit, period: string): string[] {
  const line = lineOf(unit.path)
  return line.map((_, index) => {
    const path = line
      .slice(0, index + 1)
      .map((id) => `${id}/`)
      .join('')
    return new Date(periodFrom(rows, { ...unit, path }, period).due).toISOString()
  })
}

/** Mails in the order of their ids, which is that of time: up to the first that is still to be kept. */
async function sweepMails(db: D1Database, here: Deployment, days: number, now: Date) {
  const { results } = await db
    .prepare(
      `SELECT id, state IN ('sent', 'failed') AND coalesce(sent_at, tried_at) < ?1 AS old
       FROM mails WHERE id > ?2 ORDER BY id LIMIT ?3`,
    )
    .bind(before(now, days), here.swept.mails, MAILS_A_PASS)
    .run<{ id: number; old: number }>()
  const kept = results.findIndex(({ old }) => old !== 1)
  const last = (kept === -1 ? results : results.slice(0, kept)).at(-1)
  if (!last) return
  await db.batch([
    sweptStatement(db, 'mails', last.id),
    db
      .prepare(
        `UPDATE mails SET text = '', html = '', removed = ?1
         WHERE id > ?2 AND id <= ?3 AND removed IS NULL`,
      )
      .bind(JSON.stringify({ at: now.toISOString(), days }), here.swept.mails, last.id),
    removal(db, 'mails-removed', now, { days, to: last.id }),
  ])
}

/**
 * The events under one seal, whole: the seal stays, and with it the chain from there on. The audit says
 * itself up to where it was removed.
 */
async function sweepEvents(db: D1Database, here: Deployment, days: number, now: Date) {
  const { results } = await db
    .prepare(
      `SELECT s.last_id AS lastId FROM seals s JOIN events e ON e.id = s.last_id
       WHERE s.last_id > ?1 AND e.at < ?2 ORDER BY s.last_id LIMIT 1`,
    )
    .bind(here.eventsRemovedTo, before(now, days))
    .run<{ lastId: number }>()
  const upTo = results[0]?.lastId
  if (upTo === undefined) return
  await db.batch([
    db.prepare('DELETE FROM events WHERE id <= ?').bind(upTo),
    removal(db, 'events-removed', now, { days, from: here.eventsRemovedTo + 1, to: upTo }),
    db
      .prepare('UPDATE deployment SET events_removed_to = ?1 WHERE events_removed_to < ?1')
      .bind(upTo),
  ])
}
