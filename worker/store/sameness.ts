import type { Saying } from '../../shared/identity/same-things.ts'
import type { Said } from '../../shared/protocol/answers.ts'
import { type AuditEvent, eventStatement } from './events.ts'
import { lineOf, pathsOf, type StoredUnit } from './units.ts'

/** What is said of records of a form, by form. */
export type Sayings = Map<string, Saying[]>

/**
 * What the units above some reports, and above whoever asks, say of records that bear one code or name.
 *
 * @param paths of the units that reported
 */
export async function sayingsAbove(db: D1Database, paths: string[]): Promise<Sayings> {
  const pathOf = new Map(
    paths.flatMap((path) =>
      pathsOf(path)
        .slice(0, -1)
        .map((above) => [lineOf(above).at(-1) ?? '', above] as const),
    ),
  )
  const { results } = await db
    .prepare(
      `SELECT s.unit, s.form, s.field, s.value, s.same
       FROM json_each(?) k JOIN sameness s ON s.unit = k.value`,
    )
    .bind(JSON.stringify([...pathOf.keys()]))
    .run<{ unit: string; form: string; field: string; value: string; same: number }>()
  const sayings: Sayings = new Map()
  for (const { unit, form, field, value, same } of results) {
    const saying = { path: pathOf.get(unit) ?? '', field, value, same: same === 1 }
    sayings.set(form, [...(sayings.get(form) ?? []), saying])
  }
  return sayings
}

/** What a unit itself has said, in the order of forms, fields and values. */
export async function ownSayings(db: D1Database, unit: StoredUnit): Promise<Said[]> {
  const { results } = await db
    .prepare(
      `SELECT form, field, value, same, saved_at AS savedAt, saved_by AS savedBy
       FROM sameness WHERE unit = ? ORDER BY form, field, value`,
    )
    .bind(unit.id)
    .run<Omit<Said, 'same'> & { same: number }>()
  return results.map((row) => ({ ...row, same: row.same === 1 }))
}

/**
 * Keeps what a unit says of some values of a field; the same again writes nothing.
 *
 * @param same null: nothing any more
 */
export async function saySame(
  db: D1Database,
  unit: StoredUnit,
  {
    form,
    field,
    values,
    same,
  }: { form: string; field: string; values: string[]; same: boolean | null },
  event: AuditEvent,
): Promise<void> {
  const place = [unit.id, form, field, JSON.stringify(values)]
  const said =
    same === null
      ? db
          .prepare(
            `DELETE FROM sameness WHERE unit = ?1 AND form = ?2 AND field = ?3
               AND value IN (SELECT value FROM json_each(?4))`,
          )
          .bind(...place)
      : db
          .prepare(
            `INSERT INTO sameness (unit, form, field, value, same, saved_at, saved_by)
             SELECT ?1, ?2, ?3, value, ?5, ?6, ?7 FROM json_each(?4) WHERE true
             ON CONFLICT DO UPDATE SET same = excluded.same, saved_at = excluded.saved_at,
               saved_by = excluded.saved_by WHERE same IS NOT excluded.same`,
          )
          .bind(...place, same ? 1 : 0, event.at.toISOString(), event.by.name)
  await db.batch([said, eventStatement(db, event, 'changes() > 0')])
}
