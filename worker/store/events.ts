import type { Caller } from '../http/context.ts'

/** What happened, for the audit. */
export type EventKind =
  | 'enrolled'
  | 'unit-saved'
  | 'form-saved'
  | 'list-saved'
  | 'words-saved'
  | 'code-issued'
  | 'token-revoked'
  | 'period-set'
  | 'period-closed'
  | 'period-reopened'
  | 'submitted'
  | 'returned'
  | 'accepted'
  | 'recipients-set'
  | 'summary-issued'

export interface AuditEvent {
  kind: EventKind
  at: Date
  by: Pick<Caller, 'token' | 'name'>
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
 */
export function eventStatement(
  db: D1Database,
  event: AuditEvent,
  when = 'TRUE',
  params: unknown[] = [],
): D1PreparedStatement {
  const { kind, at, by, unit, form, period, revision, detail } = event
  return db
    .prepare(
      `INSERT INTO events (at, token, actor, kind, unit, form, period, revision, detail)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 WHERE ${when}`,
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
