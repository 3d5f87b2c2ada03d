import type { ApprovedHeadings } from '../../shared/protocol/answers.ts'
import type { Headings } from '../../shared/recognise/headings.ts'
import { type AuditEvent, eventStatement } from './events.ts'
import { lineOf, type StoredUnit } from './units.ts'

/** The headings in force for a unit: its own and those of all above it, the furthest first. */
export async function headingsInForce(
  db: D1Database,
  unit: StoredUnit,
): Promise<ApprovedHeadings[]> {
  const { results } = await db
    .prepare(
      `SELECT unit, form, field, version, wordings, saved_at AS savedAt, saved_by AS savedBy
       FROM headings h WHERE unit IN (SELECT value FROM json_each(?)) AND version = (
         SELECT max(version) FROM headings n
         WHERE n.unit = h.unit AND n.form = h.form AND n.field = h.field)
       ORDER BY form, field`,
    )
    .bind(JSON.stringify(lineOf(unit.path)))
    .run<Omit<ApprovedHeadings, 'wordings'> & { wordings: string }>()
  return lineOf(unit.path).flatMap((id) =>
    results
      .filter((one) => one.unit === id)
      .map((row) => ({ ...row, wordings: JSON.parse(row.wordings) as string[] })),
  )
}

/** Keeps the next version of the headings of a field; the same ones again are no new version. */
export async function saveHeadings(
  db: D1Database,
  unit: StoredUnit,
  { form, field, wordings }: Headings,
  event: AuditEvent,
): Promise<void> {
  await db.batch([
    db
      .prepare(
        `INSERT INTO headings (unit, form, field, version, wordings, saved_at, saved_by)
         SELECT ?1, ?2, ?3, coalesce(max(version), 0) + 1, ?4, ?5, ?6 FROM headings
         WHERE unit = ?1 AND form = ?2 AND field = ?3
         HAVING ?4 IS NOT (SELECT wordings FROM headings
           WHERE unit = ?1 AND form = ?2 AND field = ?3 ORDER BY version DESC LIMIT 1)`,
      )
      .bind(unit.id, form, field, JSON.stringify(wordings), event.at.toISOString(), event.by.name),
    eventStatement(db, event, 'changes() > 0'),
  ])
}
