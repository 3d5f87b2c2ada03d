import type { History } from '../../shared/protocol/answers.ts'
import type { Tally } from '../../shared/tally/tally.ts'
import { documentColumn, type SentDocument, unpackDocument } from './documents.ts'
import type { Target } from './submissions.ts'

/** A week of a unit's own past: its newest revision. */
export interface PastReport {
  period: string
  revision: number
  hash: string
  tally: Tally
}

/**
 * What a unit reported by a form in the last weeks it did before a period, the oldest first. Zero
 * reports are left out: they say nothing of what is usual.
 */
export async function pastReports(
  db: D1Database,
  { unit, form, period }: Target,
  limit: number,
): Promise<PastReport[]> {
  // By the key of `revisions`, which begins with unit and form: other forms cost nothing.
  const { results } = await db
    .prepare(
      `SELECT c.period, c.revision, c.hash, c.tally
       FROM (SELECT DISTINCT period FROM revisions WHERE unit = ?1 AND form = ?2 AND period < ?3
           ORDER BY period DESC LIMIT ?4) past
         JOIN current c ON c.unit = ?1 AND c.period = past.period AND c.form = ?2
       WHERE c.kind = 'report' ORDER BY c.period`,
    )
    .bind(unit.id, form, period, limit)
    .run<Omit<PastReport, 'tally'> & { tally: string }>()
  return results.map((row) => ({ ...row, tally: JSON.parse(row.tally) as Tally }))
}

/** The tables of one of them. */
export async function pastTables(
  db: D1Database,
  { unit, form }: Target,
  { period, revision }: PastReport,
): Promise<History['last']> {
  const { results } = await db
    .prepare(
      `SELECT ${documentColumn('document')} FROM revisions
       WHERE unit = ? AND form = ? AND period = ? AND revision = ?`,
    )
    .bind(unit.id, form, period, revision)
    .run<{ document: SentDocument }>()
  const row = results[0]
  if (!row) return null
  return { period, tables: (await unpackDocument(row.document)).submission.tables }
}
