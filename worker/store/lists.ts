import type { ListDefinition } from '../../shared/lists/list.ts'
import type { WordGroups } from '../../shared/protocol/answers.ts'
import { type AuditEvent, eventStatement } from './events.ts'
import { lineOf, type StoredUnit } from './units.ts'

/** Lists that a unit and those above it defined; the nearer one holds. */
export async function definedLists(db: D1Database, unit: StoredUnit): Promise<ListDefinition[]> {
  const { results } = await db
    .prepare(
      `SELECT unit, list, definition FROM lists
       WHERE unit IN (SELECT value FROM json_each(?)) ORDER BY list`,
    )
    .bind(JSON.stringify(lineOf(unit.path)))
    .run<{ unit: string; list: string; definition: string }>()
  const nearest = new Map<string, ListDefinition>()
  for (const id of lineOf(unit.path)) {
    for (const row of results.filter((one) => one.unit === id)) {
      nearest.set(row.list, JSON.parse(row.definition))
    }
  }
  return [...nearest.values()]
}

/** Keeps a list. Writes nothing when it is there already. */
export async function saveList(
  db: D1Database,
  unit: StoredUnit,
  id: string,
  definition: string,
  event: AuditEvent,
): Promise<void> {
  await db.batch([
    db
      .prepare(
        `INSERT INTO lists (unit, list, definition, saved_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT DO UPDATE SET definition = excluded.definition, saved_at = excluded.saved_at
         WHERE definition IS NOT excluded.definition`,
      )
      .bind(unit.id, id, definition, event.at.toISOString()),
    eventStatement(db, event, 'changes() > 0'),
  ])
}

/** The words in force for a unit, by form and field: those of the nearest unit that has any. */
export async function wordsInForce(db: D1Database, unit: StoredUnit): Promise<WordGroups[]> {
  const { results } = await db
    .prepare(
      `SELECT unit, form, field, version, groups, saved_at AS savedAt, saved_by AS savedBy
       FROM words w WHERE unit IN (SELECT value FROM json_each(?)) AND version = (
         SELECT max(version) FROM words n
         WHERE n.unit = w.unit AND n.form = w.form AND n.field = w.field)
       ORDER BY form, field`,
    )
    .bind(JSON.stringify(lineOf(unit.path)))
    .run<Omit<WordGroups, 'groups'> & { groups: string }>()
  const nearest = new Map<string, WordGroups>()
  for (const id of lineOf(unit.path)) {
    for (const row of results.filter((one) => one.unit === id)) {
      nearest.set(`${row.form}.${row.field}`, { ...row, groups: JSON.parse(row.groups) })
    }
  }
  return [...nearest.values()]
}

/**
 * Keeps the next version of the words of a field; the same words again are no new version.
 *
 * @param groups as JSON
 */
export async function saveWords(
  db: D1Database,
  unit: StoredUnit,
  place: { form: string; field: string },
  groups: string,
  event: AuditEvent,
): Promise<void> {
  await db.batch([
    db
      .prepare(
        `INSERT INTO words (unit, form, field, version, groups, saved_at, saved_by)
         SELECT ?1, ?2, ?3, coalesce(max(version), 0) + 1, ?4, ?5, ?6 FROM words
         WHERE unit = ?1 AND form = ?2 AND field = ?3
         HAVING ?4 IS NOT (SELECT groups FROM words
           WHERE unit = ?1 AND form = ?2 AND field = ?3 ORDER BY version DESC LIMIT 1)`,
      )
      .bind(unit.id, place.form, place.field, groups, event.at.toISOString(), event.by.name),
    eventStatement(db, event, 'changes() > 0'),
  ])
}
