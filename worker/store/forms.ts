import type { Form } from '../../shared/forms/form.ts'
import { forms as builtIn } from '../../shared/forms/index.ts'
import { type AuditEvent, eventStatement } from './events.ts'
import { lineOf, type StoredUnit, subtreeRange } from './units.ts'

/** A form, and the unit that defined it; null: built in. */
export interface DefinedForm {
  form: Form
  unit: string | null
}

interface FormRow {
  unit: string
  form: string
  definition: string
}

/**
 * The forms in force for a unit: the built-in ones, then those that its ancestors and it defined, in
 * their newest versions. Where two define the same one (a unit can be moved), the nearer holds.
 */
export async function formsInForce(db: D1Database, unit: StoredUnit): Promise<DefinedForm[]> {
  const { results } = await db
    .prepare(
      `SELECT unit, form, definition FROM forms f
       WHERE unit IN (SELECT value FROM json_each(?)) AND version = (
         SELECT max(version) FROM forms n WHERE n.unit = f.unit AND n.form = f.form)
       ORDER BY form`,
    )
    .bind(JSON.stringify(lineOf(unit.path)))
    .run<FormRow>()
  const defined = new Map<string, DefinedForm>()
  for (const row of fromTheRoot(results, unit)) defined.set(row.form, definedBy(row))
  return [...builtIn.map((form) => ({ form, unit: null })), ...defined.values()]
}

/** A form that a unit or one above it defined; null: none, or not in this version. */
export async function definedForm(
  db: D1Database,
  unit: StoredUnit,
  form: string,
  version: number | null = null,
): Promise<DefinedForm | null> {
  const { results } = await db
    .prepare(
      `SELECT unit, form, definition FROM forms f
       WHERE unit IN (SELECT value FROM json_each(?1)) AND form = ?2 AND version = coalesce(?3, (
         SELECT max(version) FROM forms n WHERE n.unit = f.unit AND n.form = f.form))`,
    )
    .bind(JSON.stringify(lineOf(unit.path)), form, version)
    .run<FormRow>()
  const nearest = fromTheRoot(results, unit).at(-1)
  return nearest ? definedBy(nearest) : null
}

function fromTheRoot(rows: FormRow[], { path }: StoredUnit): FormRow[] {
  return lineOf(path).flatMap((id) => rows.filter(({ unit }) => unit === id))
}

function definedBy({ unit, definition }: FormRow): DefinedForm {
  return { unit, form: JSON.parse(definition) }
}

/** Name of a unit above or below that has defined a form of this id; null where none has. */
export async function definedElsewhere(
  db: D1Database,
  unit: StoredUnit,
  form: string,
): Promise<string | null> {
  const { results } = await db
    .prepare(
      `SELECT u.name FROM forms f JOIN units u ON u.id = f.unit
       WHERE f.form = ?1 AND f.unit <> ?2 AND (
         f.unit IN (SELECT value FROM json_each(?3)) OR (u.path >= ?4 AND u.path < ?5)) LIMIT 1`,
    )
    .bind(form, unit.id, JSON.stringify(lineOf(unit.path)), ...subtreeRange(unit))
    .run<{ name: string }>()
  return results[0]?.name ?? null
}

/**
 * Keeps a version of a form.
 *
 * @param definition the form as canonical JSON
 * @returns false when this version has come from somebody else meanwhile; then nothing was written
 */
export async function addForm(
  db: D1Database,
  unit: StoredUnit,
  { id, version }: Form,
  definition: string,
  event: AuditEvent,
): Promise<boolean> {
  try {
    await db.batch([
      db
        .prepare(
          `INSERT INTO forms (unit, form, version, definition, saved_at) VALUES (?, ?, ?, ?, ?)`,
        )
        .bind(unit.id, id, version, definition, event.at.toISOString()),
      eventStatement(db, event),
    ])
    return true
  } catch (error) {
    if (error instanceof Error && /UNIQUE constraint failed: forms\./.test(error.message)) {
      return false
    }
    throw error
  }
}
