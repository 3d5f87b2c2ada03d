import type { GivenExplanation } from '../../shared/protocol/explained.ts'
import type {
  Decision,
  Receipt,
  SubmissionKind,
  SubmissionState,
} from '../../shared/protocol/submission.ts'
import type { Tally } from '../../shared/tally/tally.ts'
import {
  DocumentRemoved,
  documentColumn,
  documentParameter,
  documentValue,
  type RevisionRest,
  type SentDocument,
  type StoredDocument,
  unpackDocument,
} from './documents.ts'
import { type AuditEvent, eventStatement } from './events.ts'
import { decisionsColumn, packExplanations, type VersionedDecision } from './explanations.ts'
import { lineChanged, lineSeen, type PeriodRow, periodRowsColumn } from './periods.ts'
import type { Within } from './standings.ts'
import type { StoredUnit } from './units.ts'

/** What a submission is for. */
export interface Target {
  unit: StoredUnit
  form: string
  period: string
}

/** The newest revision, as far as a new one must know it. */
export interface CurrentRevision {
  revision: number
  hash: string
  kind: SubmissionKind
  state: SubmissionState
  receivedAt: string
  receivedFrom: string
}

/** Where an idempotency key was used before. */
export interface EarlierUse {
  unit: string
  form: string
  period: string
  revision: number
  hash: string
}

export interface Situation {
  current: CurrentRevision | null
  earlier: EarlierUse | null
  /** Rows for `periodFrom`. */
  line: PeriodRow[]
  /** What holds of the reasons given. */
  decisions: VersionedDecision[]
}

type Nullable<Row> = { [Column in keyof Row]: Row[Column] | null }

/** What a submission is for, as its address says; nothing of it need exist. */
export type Place = { [Part in keyof Target]: string }

/**
 * All that decides about a new submission, in one query. It can be asked together with who it is that
 * asks: without a token it finds nothing.
 *
 * @param token its id or its hash
 */
export function situationStatement(
  db: D1Database,
  { unit, form, period }: Place,
  token: string,
  idempotencyKey: string | null,
  explanations: Pick<GivenExplanation, 'id'>[],
): D1PreparedStatement {
  return db
    .prepare(
      `SELECT c.revision, c.hash, c.kind, c.state, c.received_at AS receivedAt,
         c.received_from AS receivedFrom, k.unit AS key_unit, k.form AS key_form,
         k.period AS key_period, k.revision AS key_revision, k.hash AS key_hash,
         ${decisionsColumn('?1', '?3', '?6')} AS decisions,
         ${periodRowsColumn('?1', '?2')} AS line
       FROM tokens t
       LEFT JOIN current c ON c.unit = ?1 AND c.period = ?2 AND c.form = ?3
       LEFT JOIN revisions k ON k.token = t.id AND k.idempotency_key = ?5
       WHERE t.hash = ?4 OR t.id = ?4`,
    )
    .bind(unit, period, form, token, idempotencyKey, idsOf(explanations))
}

/** @param result that of a `situationStatement`, for a token that there is */
export function situationFrom(result: D1Result | undefined): Situation {
  const row = result?.results[0] as Nullable<CurrentRevision> & {
    [Column in keyof EarlierUse as `key_${Column}`]: EarlierUse[Column] | null
  } & { decisions: string; line: string }
  const { revision, hash, kind, state, receivedAt, receivedFrom } = row
  const current = { revision, hash, kind, state, receivedAt, receivedFrom }
  const earlier = {
    unit: row.key_unit,
    form: row.key_form,
    period: row.key_period,
    revision: row.key_revision,
    hash: row.key_hash,
  }
  return {
    current: revision === null ? null : (current as CurrentRevision),
    earlier: earlier.revision === null ? null : (earlier as EarlierUse),
    line: JSON.parse(row.line),
    decisions: JSON.parse(row.decisions),
  }
}

function idsOf(explanations: Pick<GivenExplanation, 'id'>[]): string {
  return JSON.stringify([...new Set(explanations.map(({ id }) => id))])
}

/** A revision with everything that is kept of it. */
export interface StoredRevision extends Omit<Receipt, 'findings'>, StoredDocument {
  decision: Decision | null
}

interface RevisionRow {
  revision: number
  hash: string
  tally: string
  document: SentDocument
  received_at: string
  received_from: string
  late: number
  decision: string | null
  removed: string | null
}

/**
 * One revision; null for the current one.
 *
 * @throws DocumentRemoved
 */
export async function readRevision(
  db: D1Database,
  { unit, form, period }: Target,
  revision: number | null,
): Promise<StoredRevision | null> {
  const { results } = await db
    .prepare(
      `SELECT revision, hash, tally, ${documentColumn('document')}, received_at, received_from, late,
         decision, removed
       FROM revisions WHERE unit = ?1 AND form = ?2 AND period = ?3 AND revision = coalesce(?4,
         (SELECT revision FROM current WHERE unit = ?1 AND form = ?2 AND period = ?3))`,
    )
    .bind(unit.id, form, period, revision)
    .run<RevisionRow>()
  const row = results[0]
  if (!row) return null
  const decision: Decision | null = row.decision === null ? null : JSON.parse(row.decision)
  const known: RevisionRest = {
    unit: unit.id,
    form,
    period,
    revision: row.revision,
    state: decision?.state ?? 'submitted',
    hash: row.hash,
    tally: JSON.parse(row.tally) as Tally,
    receivedAt: row.received_at,
    receivedFrom: row.received_from,
    late: row.late === 1,
    decision,
  }
  if (row.removed !== null) throw new DocumentRemoved(JSON.parse(row.removed), row.revision, known)
  return { ...known, ...(await unpackDocument(row.document)) }
}

export interface NewRevision {
  receipt: Receipt
  /** Whether the period was open, until when the submission was in time, which reasons excused. */
  found: Pick<Situation, 'line' | 'decisions'>
  explanations: GivenExplanation[]
  kind: SubmissionKind
  within: Within | null
  reason: string | null
  /** Packed by `packDocument`. */
  document: ArrayBuffer
  /** What its records are known by; see `keysOf`. */
  keys: string | null
  idempotencyKey: string | null
}

/** What a batch fails with when something has come between since the situation was read. */
const OVERTAKEN = /(UNIQUE|NOT NULL) constraint failed: revisions\./

/**
 * Writes revision, pointer and event in one batch, provided that nothing has come between since the
 * `situation` was read: no other revision, no acceptance, no closure, no other deadline, no decision on
 * a reason. If something has, the revision violates a constraint, on purpose, and takes the whole batch
 * with it.
 *
 * @returns false when something has come between; then nothing was written
 */
export async function addRevision(
  db: D1Database,
  { unit, form, period }: Target,
  {
    receipt,
    found,
    explanations,
    kind,
    within,
    reason,
    document,
    keys,
    idempotencyKey,
  }: NewRevision,
  event: AuditEvent,
): Promise<boolean> {
  const { revision, hash, receivedAt, receivedFrom } = receipt
  try {
    await db.batch([
      db
        .prepare(
          `INSERT INTO revisions (unit, period, form, revision, hash, kind, tally,
             received_at, received_from, late, keys, within, reason, document, token,
             idempotency_key)
           VALUES (?1, ?2, ?3, ?4, iif(
               EXISTS (SELECT 1 FROM current WHERE unit = ?1 AND period = ?2 AND form = ?3
                 AND state = 'accepted')
               OR ${lineChanged('?17', '?2')}
               OR (SELECT count(*) FROM json_each(?18) e JOIN explanation_decisions d
                 ON d.unit = ?1 AND d.form = ?3 AND d.explanation = e.value) <> ?19, NULL, ?5),
             ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ${documentParameter('?14')}, ?15, ?16)`,
        )
        .bind(
          unit.id,
          period,
          form,
          revision,
          hash,
          kind,
          JSON.stringify(receipt.tally),
          receivedAt,
          receivedFrom,
          receipt.late ? 1 : 0,
          keys,
          within && JSON.stringify(within),
          reason,
          documentValue(document),
          event.by.token,
          idempotencyKey,
          lineSeen(found.line),
          idsOf(explanations),
          // Versions have no gaps: the newest ones tell how many there are.
          found.decisions.reduce((sum, { version }) => sum + version, 0),
        ),
      db
        .prepare(
          `INSERT INTO current (unit, period, form, revision, hash, kind, tally,
             received_at, received_from, late, keys, within, reason, state, explanations)
           SELECT unit, period, form, revision, hash, kind, tally,
             received_at, received_from, late, keys, within, reason, 'submitted', ?5
           FROM revisions WHERE unit = ?1 AND period = ?2 AND form = ?3 AND revision = ?4
           ON CONFLICT DO UPDATE SET revision = excluded.revision, hash = excluded.hash,
             kind = excluded.kind, tally = excluded.tally, received_at = excluded.received_at,
             received_from = excluded.received_from, late = excluded.late, keys = excluded.keys,
             within = excluded.within, reason = excluded.reason, state = excluded.state,
             explanations = excluded.explanations`,
        )
        .bind(unit.id, period, form, revision, packExplanations(explanations)),
      eventStatement(db, event),
    ])
    return true
  } catch (error) {
    if (error instanceof Error && OVERTAKEN.test(error.message)) return false
    throw error
  }
}

/**
 * Attaches a decision to a revision, as long as that is the current one and nobody else has decided.
 *
 * @param seen the revision and its decision as they were read
 * @returns false when another revision or decision has come; then nothing was written
 */
export async function decide(
  db: D1Database,
  { unit, form, period }: Target,
  seen: Pick<StoredRevision, 'revision' | 'decision'>,
  decision: Decision,
  event: AuditEvent,
): Promise<boolean> {
  const key = [unit.id, period, form, seen.revision]
  const [decided] = await db.batch([
    db
      .prepare(
        `UPDATE revisions SET decision = ?5
         WHERE unit = ?1 AND period = ?2 AND form = ?3 AND revision = ?4 AND decision IS ?6
           AND EXISTS (SELECT 1 FROM current c WHERE c.unit = ?1 AND c.period = ?2
             AND c.form = ?3 AND c.revision = ?4)`,
      )
      .bind(...key, JSON.stringify(decision), seen.decision && JSON.stringify(seen.decision)),
    // What follows takes place only if what precedes has.
    db
      .prepare(
        `UPDATE current SET state = ?4
         WHERE unit = ?1 AND period = ?2 AND form = ?3 AND changes() > 0`,
      )
      .bind(unit.id, period, form, decision.state),
    eventStatement(db, event, 'changes() > 0'),
  ])
  return decided?.meta.changes === 1
}
