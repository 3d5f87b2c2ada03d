import type { Coverage } from '../../shared/bulletin/bulletin.ts'
import type { Extension, PeriodSpan } from '../../shared/protocol/answers.ts'
import type {
  MergedTotals,
  SubmissionKind,
  SubmissionState,
} from '../../shared/protocol/submission.ts'
import type { Tally } from '../../shared/tally/tally.ts'
import { extensionOf } from './periods.ts'
import { type StoredUnit, subtreeRange, type UnitRow, unitFrom } from './units.ts'

/** What other totals need of merged ones: who is in them, with what. */
export interface Within {
  parts: { path: string; name: string; tally: Tally }[]
  coverage: Coverage
}

/** What is kept of merged totals beside their tally; the whole of them is in the document. */
export function withinOf({ parts, coverage }: MergedTotals): Within {
  return {
    parts: parts.map(({ path, name, tally, counted }) => ({ path, name, tally: counted ?? tally })),
    coverage,
  }
}

/** One revision as totals and completeness see it. */
export interface Sent {
  form: string
  revision: number
  hash: string
  state: SubmissionState
  kind: SubmissionKind
  tally: Tally
  receivedAt: string
  receivedFrom: string
  late: boolean
  /** What its records are known by (shared/identity); null: by nothing, or it was not asked for. */
  keys: string | null
  /** null: not of kind `totals`. */
  within: Within | null
  /** null: not of kind `skip`. */
  reason: string | null
}

/** A unit of a subtree and what it has sent for a period, by form. */
export interface Standing {
  unit: StoredUnit
  sent: Map<string, Sent>
  /** A later deadline that the unit itself was given. */
  extension: Extension | null
}

interface SentRow {
  form: string
  revision: number
  hash: string
  state: SubmissionState
  kind: SubmissionKind
  tally: string
  received_at: string
  received_from: string
  late: number
  keys?: string | null
  within: string | null
  reason: string | null
}

const SENT_COLUMNS =
  'form, revision, hash, kind, tally, received_at, received_from, late, within, reason'

function sentFrom(row: SentRow): Sent {
  return {
    form: row.form,
    revision: row.revision,
    hash: row.hash,
    state: row.state,
    kind: row.kind,
    tally: JSON.parse(row.tally),
    receivedAt: row.received_at,
    receivedFrom: row.received_from,
    late: row.late === 1,
    keys: row.keys ?? null,
    within: row.within === null ? null : JSON.parse(row.within),
    reason: row.reason,
  }
}

/**
 * The units of a subtree in the order of their paths, each with its newest revisions of a period.
 *
 * @param withKeys what their records are known by as well, which may be as much as all the rest
 */
export async function standings(
  db: D1Database,
  reach: StoredUnit | null,
  period: string,
  withKeys: boolean,
): Promise<Standing[]> {
  const { results } = await db
    .prepare(
      `SELECT u.path, u.id, u.name, u.level, u.forms, ${SENT_COLUMNS}, state
         ${withKeys ? ', keys' : ''}, p.extension
       FROM units u LEFT JOIN current c ON c.unit = u.id AND c.period = ?1
         LEFT JOIN periods p ON p.unit = u.id AND p.period = ?1
       WHERE u.path >= ?2 AND u.path < ?3 ORDER BY u.path, c.form`,
    )
    .bind(period, ...subtreeRange(reach))
    .run<
      UnitRow & { extension: string | null } & {
        [Column in keyof SentRow]: SentRow[Column] | null
      }
    >()

  const found = new Map<string, Standing>()
  for (const row of results) {
    const standing = found.get(row.id) ?? {
      unit: unitFrom(row),
      sent: new Map(),
      extension: extensionOf(row),
    }
    found.set(row.id, standing)
    if (row.form !== null) standing.sent.set(row.form, sentFrom(row as SentRow))
  }
  return [...found.values()]
}

/**
 * The same standings as they were at an instant: what came later gives way to the last revision
 * before it, or to nothing. Only what came late costs a read.
 *
 * @param at RFC 3339
 */
export async function standingsAt(
  db: D1Database,
  now: Standing[],
  period: string,
  at: string,
): Promise<Standing[]> {
  const cutoff = new Date(at).toISOString()
  const late = now.flatMap(({ unit, sent }) =>
    [...sent.values()]
      .filter(({ receivedAt }) => receivedAt > cutoff)
      .map(({ form }) => [unit.id, form]),
  )
  if (late.length === 0) return now
  const earlier = await lastBefore(db, late, period, cutoff)
  return now.map(({ sent, ...standing }) => {
    const then = [...sent.values()].flatMap(
      (one) =>
        (one.receivedAt <= cutoff ? one : earlier.get(`${standing.unit.id} ${one.form}`)) ?? [],
    )
    return { ...standing, sent: new Map(then.map((one) => [one.form, one])) }
  })
}

async function lastBefore(
  db: D1Database,
  keys: string[][],
  period: string,
  cutoff: string,
): Promise<Map<string, Sent>> {
  const { results } = await db
    .prepare(
      `SELECT r.unit, ${SENT_COLUMNS}, keys, coalesce(r.decision ->> 'state', 'submitted') AS state
       FROM json_each(?1) k JOIN revisions r
         ON r.unit = k.value ->> 0 AND r.form = k.value ->> 1 AND r.period = ?2
         AND r.revision = (SELECT max(b.revision) FROM revisions b
           WHERE b.unit = k.value ->> 0 AND b.form = k.value ->> 1 AND b.period = ?2
             AND b.received_at <= ?3)`,
    )
    .bind(JSON.stringify(keys), period, cutoff)
    .run<SentRow & { unit: string }>()
  return new Map(results.map((row) => [`${row.unit} ${row.form}`, sentFrom(row)]))
}

/** A submission of a list, with the keys it is sorted by. */
export interface ListedSubmission extends Omit<Sent, 'tally' | 'keys' | 'within' | 'reason'> {
  unit: string
  name: string
  path: string
  period: string
}

/** The newest revisions in a subtree, by unit, period and form; `after` is the last key seen. */
export async function submissionsBelow(
  db: D1Database,
  reach: StoredUnit,
  query: { period?: string; form?: string; after?: string[]; limit: number },
): Promise<ListedSubmission[]> {
  const { period = null, form = null, after = ['', '', ''], limit } = query
  const { results } = await db
    .prepare(
      `SELECT u.path, u.name, c.unit, c.period, ${SENT_COLUMNS}, state
       FROM units u JOIN current c ON c.unit = u.id
       WHERE u.path >= ?1 AND u.path < ?2
         AND (?3 IS NULL OR c.period = ?3) AND (?4 IS NULL OR c.form = ?4)
         AND (u.path, c.period, c.form) > (?5, ?6, ?7)
       ORDER BY u.path, c.period, c.form LIMIT ?8`,
    )
    .bind(...subtreeRange(reach), period, form, after[0], after[1], after[2], limit)
    .run<SentRow & { unit: string; name: string; path: string; period: string }>()
  return results.map((row) => {
    const { tally: _, keys: __, within: ___, reason: ____, ...sent } = sentFrom(row)
    return { ...sent, unit: row.unit, name: row.name, path: row.path, period: row.period }
  })
}

/** The first and the last period for which anything has come from a subtree. */
export async function spanBelow(db: D1Database, reach: StoredUnit): Promise<PeriodSpan> {
  const { results } = await db
    .prepare(
      `SELECT min((SELECT min(period) FROM current c WHERE c.unit = u.id)) AS first,
         max((SELECT max(period) FROM current c WHERE c.unit = u.id)) AS last
       FROM units u WHERE u.path >= ?1 AND u.path < ?2`,
    )
    .bind(...subtreeRange(reach))
    .run<PeriodSpan>()
  return results[0] ?? { first: null, last: null }
}

/** Which weeks are asked for; null: no bound. */
export interface PeriodRange {
  from: string | null
  to: string | null
  /** The newest first. */
  descending: boolean
  limit: number
}

/** The periods for which anything has come from a subtree; weeks in between that are empty cost nothing. */
export async function periodsBelow(
  db: D1Database,
  reach: StoredUnit | null,
  { from, to, descending, limit }: PeriodRange,
): Promise<string[]> {
  const [pick, start, further] = descending ? ['max', '<=', '<'] : ['min', '>=', '>']
  // A seek in the key of `current` for each unit and week: its other rows are not looked at.
  const next = (bound: string) =>
    `(SELECT ${pick}((SELECT ${pick}(period) FROM current c WHERE c.unit = u.id AND c.period ${bound}))
      FROM units u WHERE u.path >= ?1 AND u.path < ?2)`
  const { results } = await db
    .prepare(
      `WITH RECURSIVE weeks (period) AS (
         SELECT ${next(`${start} ?3`)}
         UNION ALL
         SELECT ${next(`${further} weeks.period`)} FROM weeks
         WHERE weeks.period ${descending ? '>=' : '<='} ?4
         LIMIT ?5)
       SELECT period FROM weeks WHERE period ${descending ? '>=' : '<='} ?4`,
    )
    .bind(
      ...subtreeRange(reach),
      ...(descending ? [to ?? LAST, from ?? ''] : [from ?? '', to ?? LAST]),
      limit,
    )
    .run<{ period: string }>()
  return results.map(({ period }) => period)
}

/** After every period: `~` comes after all digits. */
const LAST = '~'
