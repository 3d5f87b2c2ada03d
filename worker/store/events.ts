import type { EventRecord } from '../../shared/protocol/audit.ts'
import { type StoredUnit, subtreeRange } from './units.ts'

/** What happened, for the audit. */
export type EventKind =
  | 'enrolled'
  | 'unit-saved'
  | 'form-saved'
  | 'list-saved'
  | 'words-saved'
  | 'headings-saved'
  | 'sameness-said'
  | 'code-issued'
  | 'token-revoked'
  | 'token-rotated'
  | 'period-set'
  | 'deadline-extended'
  | 'extension-withdrawn'
  | 'period-closed'
  | 'period-reopened'
  | 'submitted'
  | 'returned'
  | 'accepted'
  | 'explanation-decided'
  | 'recipients-set'
  | 'summary-issued'
  | 'reported'
  | 'exported'
  | 'import-begun'
  | 'import-finished'
  | 'rows-restored'
  | 'retention-set'
  | 'documents-removed'
  | 'mails-removed'
  | 'events-removed'

export interface AuditEvent {
  kind: EventKind
  at: Date
  /** `token` null: the schedule. */
  by: { token: string | null; name: string }
  unit?: string | null
  form?: string
  period?: string
  revision?: number
  detail?: Record<string, unknown>
}

/**
 * Records an event in the same batch as the change it tells of.
 *
 * @param when SQL condition on which the event is recorded; its parameters are ?10, ?11, …
 * @param before SQL, with the same parameters, for what the change is made to, as JSON; such an event
 *   stands before the change in the batch
 */
export function eventStatement(
  db: D1Database,
  event: AuditEvent,
  when = 'TRUE',
  params: unknown[] = [],
  before?: string,
): D1PreparedStatement {
  const { kind, at, by, unit, form, period, revision, detail } = event
  return db
    .prepare(
      `INSERT INTO events (at, token, actor, kind, unit, form, period, revision, detail)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,
         ${before === undefined ? '?9' : `json_set(?9, '$.before', json((${before})))`}
       WHERE ${when}`,
    )
    .bind(
      at.toISOString(),
      by.token,
      by.name,
      kind,
      unit ?? null,
      form ?? null,
      period ?? null,
      revision ?? null,
      detail ? JSON.stringify(detail) : null,
      ...params,
    )
}

const COLUMNS =
  'e.id, e.at, e.token, e.actor, e.kind, e.unit, e.form, e.period, e.revision, e.detail'

/** Which events: from a moment on, before another. RFC 3339 in UTC, as they are stored. */
export interface EventSpan {
  after: number
  limit: number
  from?: string
  to?: string
}

/**
 * Events of a subtree, or all of the deployment, by id. There is no index but that of the ids: every
 * submission would pay for it, and the audit is read seldom.
 */
export async function eventsBelow(
  db: D1Database,
  reach: StoredUnit | null,
  { after, limit, from = '', to = '~' }: EventSpan,
): Promise<EventRecord[]> {
  const { results } = await db
    .prepare(
      `SELECT ${COLUMNS} FROM events e
       WHERE e.id > ?1 AND e.at >= ?2 AND e.at < ?3
         AND (?4 OR e.unit IN (SELECT id FROM units WHERE path >= ?5 AND path < ?6))
       ORDER BY e.id LIMIT ?7`,
    )
    .bind(after, from, to, reach === null ? 1 : 0, ...subtreeRange(reach), limit)
    .run<EventRecord>()
  return results
}

/** The events after one id up to another. */
export async function eventsBetween(
  db: D1Database,
  after: number,
  upTo: number,
): Promise<EventRecord[]> {
  const { results } = await db
    .prepare(`SELECT ${COLUMNS} FROM events e WHERE e.id > ? AND e.id <= ? ORDER BY e.id`)
    .bind(after, upTo)
    .run<EventRecord>()
  return results
}
