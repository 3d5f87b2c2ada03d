import type { ExplanationDecision, GivenExplanation } from '../../shared/protocol/explained.ts'
import { type AuditEvent, eventStatement } from './events.ts'
import type { Target } from './submissions.ts'
import { type StoredUnit, subtreeRange } from './units.ts'

/** What is kept of the reasons of a submission beside its document. */
export interface KeptExplanations {
  listed: GivenExplanation[]
  /** How many there are besides. */
  more: number
}

/** D1 takes 2 MB a row; nobody reads as many reasons. */
const KEPT = 300_000

/** As many of the reasons as a row may hold, as JSON; null where there are none. */
export function packExplanations(given: GivenExplanation[]): string | null {
  if (given.length === 0) return null
  let [size, count] = [0, 0]
  for (const one of given) {
    size += JSON.stringify(one).length
    if (size > KEPT) break
    count += 1
  }
  return JSON.stringify({ listed: given.slice(0, count), more: given.length - count })
}

/** A decision, and which of its kind it is, from 1. */
export interface VersionedDecision {
  version: number
  decision: ExplanationDecision
}

/** A column with the decisions that hold, as JSON; for reasons whose ids are a JSON list. */
export function decisionsColumn(unit: string, form: string, ids: string): string {
  return `(SELECT json_group_array(json_object('version', d.version, 'decision', json(d.decision)))
    FROM json_each(${ids}) e JOIN explanation_decisions d
      ON d.unit = ${unit} AND d.form = ${form} AND d.explanation = e.value
        AND d.version = ${newestVersion('d')})`
}

function newestVersion(table: string): string {
  return `(SELECT max(n.version) FROM explanation_decisions n WHERE n.unit = ${table}.unit
    AND n.form = ${table}.form AND n.explanation = ${table}.explanation)`
}

/** Reasons of the newest revisions of a week, by unit and form. */
export interface ExplainedWeek extends KeptExplanations {
  unit: string
  name: string
  form: string
  revision: number
}

/** How often a reason was given. */
export interface ExplanationCount {
  unit: string
  form: string
  id: string
  rule: string
  count: number
}

/**
 * The reasons of a week in a subtree, how often they and others were given in the weeks up to it, and
 * what was decided of them. Reads the units, and of submissions those with reasons only.
 */
export async function explanationsBelow(
  db: D1Database,
  reach: StoredUnit,
  { from, period }: { from: string; period: string },
): Promise<{
  weeks: ExplainedWeek[]
  counts: ExplanationCount[]
  /** By unit, form and id. */
  decisions: Map<string, ExplanationDecision>
}> {
  const below = `FROM units u JOIN current c INDEXED BY current_explained
    ON c.unit = u.id AND c.explanations IS NOT NULL`
  const [weeks, counts, decided] = await db.batch<Record<string, string | number>>([
    db
      .prepare(
        `SELECT u.id AS unit, u.name, c.form, c.revision, c.explanations ${below}
           AND c.period = ?1
         WHERE u.path >= ?2 AND u.path < ?3 ORDER BY u.path, c.form`,
      )
      .bind(period, ...subtreeRange(reach)),
    db
      .prepare(
        `SELECT c.unit, c.form, e.value ->> 'id' AS id, e.value -> 'about' ->> 'rule' AS rule,
           count(*) AS count
         ${below} AND c.period >= ?1 AND c.period <= ?2, json_each(c.explanations, '$.listed') e
         WHERE u.path >= ?3 AND u.path < ?4 GROUP BY 1, 2, 3`,
      )
      .bind(from, period, ...subtreeRange(reach)),
    db
      .prepare(
        `SELECT d.unit, d.form, d.decision
         FROM units u JOIN explanation_decisions d ON d.unit = u.id
         WHERE u.path >= ?1 AND u.path < ?2 AND d.version = ${newestVersion('d')}`,
      )
      .bind(...subtreeRange(reach)),
  ])
  return {
    weeks: (weeks?.results ?? []).map(({ explanations, ...row }) => ({
      ...(row as Omit<ExplainedWeek, keyof KeptExplanations>),
      ...(JSON.parse(String(explanations)) as KeptExplanations),
    })),
    counts: (counts?.results ?? []) as unknown as ExplanationCount[],
    decisions: new Map(
      (decided?.results ?? []).map(({ unit, form, decision }) => {
        const parsed: ExplanationDecision = JSON.parse(String(decision))
        return [`${unit} ${form} ${parsed.id}`, parsed]
      }),
    ),
  }
}

/** More than one season's; older ones are looked up when a reason leans on them. */
const DECISIONS_SHOWN = 500

/** What holds of the reasons of a unit for a form, the newest decision first. */
export async function decisionsOf(
  db: D1Database,
  { unit, form }: Pick<Target, 'unit' | 'form'>,
): Promise<ExplanationDecision[]> {
  const { results } = await db
    .prepare(
      `SELECT d.decision FROM explanation_decisions d
       WHERE d.unit = ?1 AND d.form = ?2 AND d.version = ${newestVersion('d')}
       ORDER BY d.decision ->> 'decidedAt' DESC, d.explanation LIMIT ?3`,
    )
    .bind(unit.id, form, DECISIONS_SHOWN)
    .run<{ decision: string }>()
  return results.map(({ decision }) => JSON.parse(decision))
}

/** A reason that the newest revision gives, and what was decided of it. */
export interface ExplanationFound {
  revision: number
  given: GivenExplanation
  before: VersionedDecision | null
}

export async function findExplanation(
  db: D1Database,
  { unit, form, period }: Target,
  id: string,
): Promise<ExplanationFound | null> {
  const { results } = await db
    .prepare(
      `SELECT c.revision, e.value AS given, ${decisionsColumn('?1', '?3', 'json_array(?4)')} AS decisions
       FROM current c, json_each(c.explanations, '$.listed') e
       WHERE c.unit = ?1 AND c.period = ?2 AND c.form = ?3 AND e.value ->> 'id' = ?4 LIMIT 1`,
    )
    .bind(unit.id, period, form, id)
    .run<{ revision: number; given: string; decisions: string }>()
  const row = results[0]
  if (!row) return null
  const [before = null] = JSON.parse(row.decisions) as VersionedDecision[]
  return { revision: row.revision, given: JSON.parse(row.given), before }
}

/**
 * Keeps a decision, provided that the revision is still the newest and nobody else has decided since.
 *
 * @returns false when something has come between; then nothing was written
 */
export async function saveExplanationDecision(
  db: D1Database,
  { unit, form, period }: Target,
  { revision, before }: Pick<ExplanationFound, 'revision' | 'before'>,
  decision: ExplanationDecision,
  event: AuditEvent,
): Promise<boolean> {
  const [saved] = await db.batch([
    db
      .prepare(
        `INSERT INTO explanation_decisions (unit, form, explanation, version, decision)
         SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM current
           WHERE unit = ?1 AND period = ?6 AND form = ?2 AND revision = ?7)
         ON CONFLICT DO NOTHING`,
      )
      .bind(
        ...[unit.id, form, decision.id, (before?.version ?? 0) + 1, JSON.stringify(decision)],
        ...[period, revision],
      ),
    eventStatement(db, event, 'changes() > 0'),
  ])
  return saved?.meta.changes === 1
}
