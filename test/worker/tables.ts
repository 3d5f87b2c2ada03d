/** The tables of the database as they are, whatever the schema. */
import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'

export type Row = Record<string, unknown>

/** Names of the tables, without those of the database itself. */
export async function tableNames(): Promise<string[]> {
  const { results } = await env.DB.prepare(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'
       AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name <> 'd1_migrations'`,
  ).run<{ name: string }>()
  return results.map(({ name }) => name)
}

/** Every row of a table, in the order of its key. */
export async function rowsOf(table: string): Promise<Row[]> {
  return (await env.DB.prepare(`SELECT * FROM ${table} ORDER BY 1, 2, 3, 4`).run()).results
}

/** Takes every table out and makes those of the first migrations, unless said of all. */
export async function emptyTables(migrations = env.MIGRATIONS): Promise<void> {
  const names = ['d1_migrations', ...(await tableNames())]
  await env.DB.batch(names.map((name) => env.DB.prepare(`DROP TABLE ${name}`)))
  await applyD1Migrations(env.DB, migrations)
}
