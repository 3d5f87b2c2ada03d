/** The Worker in workerd with D1 on disk, by way of Miniflare. */

import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type * as Module from 'miniflare'
import { unstable_readConfig, unstable_splitSqlQuery } from 'wrangler'
import type { Enrolment } from '../../../shared/protocol/answers.ts'
import { api } from '../../run/county.ts'
import { root } from '../../run/tools.ts'
import { COUNTY, type Township, townships } from './county.ts'
import { processorTime } from './processor.ts'
import type { Serving } from './serving.ts'

// The Miniflare inside wrangler, so that it is the runtime that tests and `npm start` use.
const within = createRequire(createRequire(import.meta.url).resolve('wrangler'))
const { Miniflare, convertV4MiniflareOptions }: typeof Module = within('miniflare')

const config = unstable_readConfig({ config: join(root, 'wrangler.toml') })
const compatibilityDate = config.compatibility_date ?? ''

export interface Fugong extends Serving {
  towns: Township[]
  query: <Row>(sql: string) => Promise<Row[]>
}

/**
 * Starts the Worker on an empty database and sets up the county through its API.
 *
 * @param script the bundle
 * @param folder where the database goes
 */
export async function startFugong(script: string, folder: string): Promise<Fugong> {
  const SETUP_CODE = crypto.randomUUID()
  const runtime = await start({
    name: 'fugong',
    modules: true,
    script: readFileSync(script, 'utf8'),
    compatibilityDate,
    bindings: { ...config.vars, SETUP_CODE },
    d1Databases: { DB: 'fugong' },
    resourcePersistencePath: folder,
  })
  const db = await runtime.proxy.getD1Database('DB')
  const migrations = join(root, 'worker/migrations')
  for (const file of readdirSync(migrations).sort()) {
    const statements = unstable_splitSqlQuery(readFileSync(join(migrations, file), 'utf8'))
    await db.batch(statements.map((sql) => db.prepare(sql)))
  }

  const { token: administrator } = await api(runtime.origin).post<Enrolment>('/enrol', {
    code: SETUP_CODE,
  })
  const admin = api(runtime.origin, administrator)
  const { id: county, ...of } = COUNTY
  await admin.put(`/units/${county}`, of)
  const tokens: string[] = []
  for (const { id, name } of townships()) {
    await admin.put(`/units/${id}`, { name, level: 'township', parent: county })
    const { code } = await admin.post<{ code: string }>(`/units/${id}/codes`, { role: 'reporter' })
    tokens.push((await api(runtime.origin).post<Enrolment>('/enrol', { code })).token)
  }

  async function query<Row>(sql: string): Promise<Row[]> {
    return (await db.prepare(sql).all<Row>()).results
  }
  return {
    ...runtime,
    towns: townships(tokens),
    query,
    stored: async () => {
      const [row] = await query<{ count: number }>('SELECT count(*) AS count FROM revisions')
      return row?.count ?? 0
    },
  }
}

/**
 * A Worker without work of its own: what the runtime and the load cost by themselves, and with a database
 * what Miniflare's D1 costs besides, which is a Worker of its own, asked in JSON.
 *
 * @param folder where its database goes
 * @param goes whether it goes to D1 as a submission does: two questions at once, then three rows in one
 *   batch, one of them with a tenth of the body, which is what its document comes to
 */
export async function startIdle(folder: string, goes: boolean): Promise<Serving> {
  const script = `export default {
    async fetch(request, { DB }) {
      const document = (await request.text()).slice(0, Number(request.headers.get('Content-Length')) / 10)
      if (${goes}) {
        await DB.batch([DB.prepare('SELECT 1'), DB.prepare('SELECT 2')])
        const row = DB.prepare('INSERT INTO kept (document) VALUES (?)')
        await DB.batch([row.bind(document), row.bind(''), row.bind('')])
      }
      return new Response('{}', { status: 201 })
    },
  }`
  const runtime = await start({
    name: 'idle',
    modules: true,
    script,
    compatibilityDate,
    d1Databases: { DB: 'idle' },
    resourcePersistencePath: folder,
  })
  const db = await runtime.proxy.getD1Database('DB')
  await db.exec('CREATE TABLE kept (document TEXT NOT NULL)')
  return { ...runtime, stored: async () => 0 }
}

async function start(worker: Module.V4MiniflareOptions) {
  const address = { host: '127.0.0.1', port: 0 }
  const options = convertV4MiniflareOptions({
    ...worker,
    ...address,
    // The Worker's log is not the measurement's.
    handleStructuredLogs: () => {},
    // Past the Worker that Miniflare puts before every other.
    unsafeDirectSockets: [address],
  })
  const proxy = new Miniflare(options)
  await proxy.ready
  const { origin } = await proxy.unsafeGetDirectURL()
  return {
    proxy,
    origin,
    // Of all runtimes of this process: those that have no turn take none.
    processor: () => processorTime(process.pid, 'workerd'),
    stop: () => proxy.dispose(),
  }
}
