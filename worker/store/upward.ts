import type { Decision, SubmissionState } from '../../shared/protocol/submission.ts'
import type { Trouble } from '../upward/receiver.ts'
import type { TokenStanding } from '../upward/token.ts'
import { type AuditEvent, eventStatement } from './events.ts'
import type { StoredUnit } from './units.ts'

/** What is known of a form's report to the deployment above. */
export interface Reported {
  form: string
  /** Content that the receiver is known to hold; null: none. */
  acknowledged: string | null
  revision: number | null
  /** When the receiver got it, RFC 3339. */
  acknowledgedAt: string | null
  /** As the receiver has it. */
  state: SubmissionState | null
  decision: Decision | null
  /** Hashes sent since something was last acknowledged: the receiver may hold any of them. */
  sent: string[]
  /** Attempts in vain since then. */
  attempts: number
  triedAt: string | null
  trouble: Trouble | null
}

interface ReportedRow {
  form: string
  acknowledged: string | null
  revision: number | null
  acknowledged_at: string | null
  state: SubmissionState | null
  decision: string | null
  sent: string
  attempts: number
  tried_at: string | null
  error: string | null
}

/** What has been reported upward of a unit's period, by form. */
export async function reportedUpward(
  db: D1Database,
  unit: string,
  period: string,
): Promise<Map<string, Reported>> {
  const { results } = await db
    .prepare(
      `SELECT form, acknowledged, revision, acknowledged_at, state, decision, sent, attempts,
         tried_at, error
       FROM upward WHERE unit = ? AND period = ?`,
    )
    .bind(unit, period)
    .run<ReportedRow>()
  return new Map(
    results.map((row) => [
      row.form,
      {
        form: row.form,
        acknowledged: row.acknowledged,
        revision: row.revision,
        acknowledgedAt: row.acknowledged_at,
        state: row.state,
        decision: row.decision === null ? null : JSON.parse(row.decision),
        sent: JSON.parse(row.sent),
        attempts: row.attempts,
        triedAt: row.tried_at,
        trouble: row.error === null ? null : JSON.parse(row.error),
      },
    ]),
  )
}

/** A pass that has not come back after this long is taken for dead. */
const LOST_AFTER_MINUTES = 10

/**
 * Takes forms to report them, and writes down before it is done what may have arrived. Of two passes at
 * once, one gets a form.
 *
 * @returns the forms that are this pass's
 */
export async function claimUpward(
  db: D1Database,
  { unit, period }: { unit: string; period: string },
  documents: { form: string; hash: string }[],
  now: Date,
): Promise<Set<string>> {
  if (documents.length === 0) return new Set()
  const lost = new Date(now.getTime() - LOST_AFTER_MINUTES * 60_000)
  const { results } = await db
    .prepare(
      `INSERT INTO upward (unit, period, form, sent, claimed_at, tried_at, attempts)
       SELECT ?1, ?2, value ->> 'form', json_array(value ->> 'hash'), ?4, ?4, 1
       FROM json_each(?3) WHERE TRUE
       ON CONFLICT DO UPDATE SET claimed_at = excluded.claimed_at, tried_at = excluded.tried_at,
         attempts = attempts + 1,
         sent = iif(EXISTS (SELECT 1 FROM json_each(upward.sent) s
             WHERE s.value = excluded.sent ->> 0),
           upward.sent, json_insert(upward.sent, '$[#]', excluded.sent ->> 0))
       WHERE claimed_at IS NULL OR claimed_at < ?5
       RETURNING form`,
    )
    .bind(unit, period, JSON.stringify(documents), now.toISOString(), lost.toISOString())
    .run<{ form: string }>()
  return new Set(results.map(({ form }) => form))
}

/** What the receiver holds of a form. */
export type Acknowledged = Pick<
  Reported,
  'acknowledged' | 'revision' | 'acknowledgedAt' | 'state' | 'decision'
>

/**
 * Writes down what the receiver holds. An event tells of content that is new there.
 *
 * @param settled nothing is left to be sent: attempts begin anew
 */
export async function acknowledge(
  db: D1Database,
  { unit, period, form }: { unit: StoredUnit; period: string; form: string },
  held: Acknowledged,
  settled: boolean,
  event: Pick<AuditEvent, 'at' | 'by' | 'detail'>,
): Promise<void> {
  const { acknowledged, revision, acknowledgedAt, state, decision } = held
  await db.batch([
    eventStatement(
      db,
      {
        ...event,
        kind: 'reported',
        unit: unit.id,
        form,
        period,
        ...(revision !== null && { revision }),
      },
      `NOT EXISTS (SELECT 1 FROM upward
         WHERE unit = ?5 AND period = ?7 AND form = ?6 AND acknowledged = ?10)`,
      [acknowledged],
    ),
    db
      .prepare(
        `INSERT INTO upward (unit, period, form, acknowledged, revision, acknowledged_at, state,
           decision)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT DO UPDATE SET acknowledged = excluded.acknowledged,
           revision = excluded.revision, acknowledged_at = excluded.acknowledged_at,
           state = excluded.state, decision = excluded.decision,
           sent = iif(?9, '[]', sent), claimed_at = iif(?9, NULL, claimed_at),
           attempts = iif(?9, 0, attempts), error = iif(?9, NULL, error)`,
      )
      .bind(
        unit.id,
        period,
        form,
        acknowledged,
        revision,
        acknowledgedAt,
        state,
        decision && JSON.stringify(decision),
        settled ? 1 : 0,
      ),
  ])
}

/** Writes down why forms could not be reported; they are nobody's again. */
export async function fail(
  db: D1Database,
  { unit, period }: { unit: string; period: string },
  forms: string[],
  trouble: Trouble,
): Promise<void> {
  if (forms.length === 0) return
  await db
    .prepare(
      `UPDATE upward SET claimed_at = NULL, error = ?4
       WHERE unit = ?1 AND period = ?2 AND form IN (SELECT value FROM json_each(?3))`,
    )
    .bind(unit, period, JSON.stringify(forms), JSON.stringify(trouble))
    .run()
}

/** How the token stands that is shown above; null: nothing is known of any. */
export async function upwardToken(db: D1Database): Promise<TokenStanding | null> {
  const { results } = await db
    .prepare('SELECT upward_token AS standing FROM deployment')
    .run<{ standing: string | null }>()
  return JSON.parse(results[0]?.standing ?? 'null')
}

export async function keepUpwardToken(db: D1Database, standing: TokenStanding): Promise<void> {
  await db.prepare('UPDATE deployment SET upward_token = ?').bind(JSON.stringify(standing)).run()
}
