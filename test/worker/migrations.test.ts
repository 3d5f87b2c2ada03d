import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import type { Completeness, TotalsAnswer } from '../../shared/protocol/answers.ts'
import { answer, at, call, enterpriseSheet, first, place, root, settle } from './county.ts'
import { hour, live } from './moving.ts'
import { emptyTables, type Row, rowsOf, tableNames } from './tables.ts'

/**
 * A deployment is brought up to date with its data in it. So for every state the schema has had: tables as
 * they were then, filled with a county, then the migrations since.
 */

/** The county as it is in the tables of today. */
const county = new Map<string, Row[]>()
let totals: Record<string, unknown>
let token: string

/** What has come; a form that the tables did not know yet has no figures. */
const figuresOf = ({ totals: figures, coverage }: TotalsAnswer) => ({
  figures: Object.entries(figures).filter(([, figure]) => figure !== null),
  coverage,
})

async function totalsOf(view: string): Promise<TotalsAnswer> {
  return answer(await call(`GET /units/cili/totals?period=2020-W09&view=${view}`, { token }))
}

async function bothViews() {
  const [current, cutoff] = [await totalsOf('current'), await totalsOf('cutoff')]
  return { current: figuresOf(current), cutoff: figuresOf(cutoff) }
}

beforeAll(async () => {
  await settle()
  await live()
  token = await root()
  for (const name of await tableNames()) county.set(name, await rowsOf(name))
  totals = await bothViews()
}, 60_000)

async function columnsOf(table: string): Promise<string[]> {
  const { results } = await env.DB.prepare('SELECT name FROM pragma_table_info(?)')
    .bind(table)
    .run<{ name: string }>()
  return results.map(({ name }) => name)
}

/** Puts the county into the tables there are, with the columns they have. */
async function fill(): Promise<Map<string, Row[]>> {
  const filled = new Map<string, Row[]>()
  for (const table of await tableNames()) {
    if (table === 'deployment') continue
    const columns = await columnsOf(table)
    const rows = (county.get(table) ?? []).map((row) =>
      Object.fromEntries(columns.map((column) => [column, row[column] ?? null])),
    )
    const values = columns.map(() => '?').join(', ')
    const insert = env.DB.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${values})`)
    const bound = rows.map((row) =>
      insert.bind(
        ...columns.map((column) => {
          const value = row[column]
          return Array.isArray(value) ? new Uint8Array(value) : value
        }),
      ),
    )
    if (bound.length > 0) await env.DB.batch(bound)
    filled.set(table, await rowsOf(table))
  }
  return filled
}

const migrations = env.MIGRATIONS
const prefixes = migrations.slice(0, -1).map(({ name }, index) => [name, index + 1] as const)

test.each(prefixes)('from %s on: all there, and the service works', async (_, applied) => {
  await emptyTables(migrations.slice(0, applied))
  const before = await fill()
  await applyD1Migrations(env.DB, migrations)

  for (const [table, rows] of before) {
    const columns = Object.keys(rows[0] ?? {})
    const now = (await rowsOf(table)).map((row) =>
      Object.fromEntries(columns.map((column) => [column, row[column]])),
    )
    expect(now, table).toEqual(rows)
  }
  if (!before.has('current')) return

  at('2020-03-01T02:00:00Z')
  expect(await bothViews()).toEqual(totals)
  const body = enterpriseSheet(8, 8)
  const headers = { 'If-Match': '*' }
  await answer(await call(`PUT ${place('jiangya')}`, { token, body, headers }))
  const next = place('lingyang', 'enterprises', '2020-W10')
  await answer(await call(`PUT ${next}`, { token, body, headers: first }), 201)
  await hour('2020-03-01T02:30:00Z')
  const { totals: figures } = await totalsOf('current')
  expect(figures['enterprises.resumed']).not.toBeNull()
  const { entries } = await answer<Completeness>(
    await call('GET /units/cili/completeness?period=2020-W09', { token }),
  )
  expect(entries.filter(({ state }) => state !== 'missing').length).toBeGreaterThan(3)
})
