import type { Level, Unit } from '../../shared/protocol/answers.ts'

/** A unit and its place in the hierarchy. */
export interface StoredUnit extends Unit {
  /** Ids from the root down to the unit itself, each followed by `/`. */
  path: string
  /** Forms expected from the subtree; null: as the parent says. */
  forms: string[] | null
}

export interface UnitRow {
  path: string
  id: string
  name: string
  level: Level
  forms: string | null
}

export function unitFrom({ path, id, name, level, forms }: UnitRow): StoredUnit {
  const parent = lineOf(path).at(-2) ?? null
  return { id, name, level, parent, path, forms: forms === null ? null : JSON.parse(forms) }
}

/** Ids of the ancestors from the root down, the unit itself last. */
export function lineOf(path: string): string[] {
  return path.split('/').slice(0, -1)
}

/** Paths of the ancestors from the root down, the unit's own last. */
export function pathsOf(path: string): string[] {
  const line = lineOf(path)
  return line.map((_, depth) => `${line.slice(0, depth + 1).join('/')}/`)
}

/** Whether a unit lies in the subtree of another (or is it); null reaches the whole deployment. */
export function reaches(reach: StoredUnit | null, path: string): boolean {
  return reach === null || path.startsWith(reach.path)
}

/**
 * The keys of a subtree as a half-open range: `0` is the character after `/`, `~` comes after all
 * characters of an id.
 */
export function subtreeRange(reach: { path: string } | null): [from: string, to: string] {
  return reach === null ? ['', '~'] : [reach.path, `${reach.path.slice(0, -1)}0`]
}

const COLUMNS = 'path, id, name, level, forms'

export async function unitById(db: D1Database, id: string): Promise<StoredUnit | null> {
  const { results } = await db
    .prepare(`SELECT ${COLUMNS} FROM units WHERE id = ?`)
    .bind(id)
    .run<UnitRow>()
  return results[0] ? unitFrom(results[0]) : null
}

/** Units without a parent. */
export async function rootUnits(db: D1Database, limit: number): Promise<StoredUnit[]> {
  const { results } = await db
    .prepare(`SELECT ${COLUMNS} FROM units WHERE path = id || '/' ORDER BY path LIMIT ?`)
    .bind(limit)
    .run<UnitRow>()
  return results.map(unitFrom)
}

/** Units of a subtree in the order of their paths, parents before their children. */
export async function unitsBelow(
  db: D1Database,
  reach: StoredUnit | null,
  { after = '', limit = -1 }: { after?: string; limit?: number } = {},
): Promise<StoredUnit[]> {
  const { results } = await db
    .prepare(
      `SELECT ${COLUMNS} FROM units WHERE path >= ?1 AND path < ?2 AND path > ?3
       ORDER BY path LIMIT ?4`,
    )
    .bind(...subtreeRange(reach), after, limit)
    .run<UnitRow>()
  return results.map(unitFrom)
}

/**
 * Statements that add a unit, or change it and take its subtree along to a new parent; none of them
 * changes anything when the parent, or the unit itself, is no longer where it was read.
 *
 * @param before the unit as it was read; null: there was none
 * @param above the new parent as it was read
 */
export function unitStatements(
  db: D1Database,
  unit: StoredUnit,
  before: StoredUnit | null,
  above: StoredUnit | null,
): D1PreparedStatement[] {
  const { id, name, level, path } = unit
  const forms = unit.forms && JSON.stringify(unit.forms)
  const parentStands = '(?6 IS NULL OR EXISTS (SELECT 1 FROM units WHERE path = ?6))'
  const shared = [path, id, name, level, forms, above?.path ?? null]
  if (!before) {
    return [
      db
        .prepare(
          `INSERT INTO units (path, id, name, level, forms)
           SELECT ?1, ?2, ?3, ?4, ?5 WHERE ${parentStands} ON CONFLICT DO NOTHING`,
        )
        .bind(...shared),
    ]
  }
  const change = db
    .prepare(
      `UPDATE units SET name = ?3, level = ?4, forms = ?5
       WHERE id = ?2 AND path = ?1 AND ${parentStands}`,
    )
    .bind(before.path, ...shared.slice(1))
  if (path === before.path) return [change]
  const move = db
    .prepare(
      `UPDATE units SET path = ?1 || substr(path, ?2)
       WHERE path >= ?3 AND path < ?4 AND changes() > 0`,
    )
    .bind(path, before.path.length + 1, ...subtreeRange(before))
  return [change, move]
}
