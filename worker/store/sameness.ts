import type { Saying } from '../../shared/identity/same-things.ts'
import { lineOf, pathsOf } from './units.ts'

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
