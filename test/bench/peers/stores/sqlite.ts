/**
 * better-sqlite3 behind Node's own http server, as fast as it can be put together by hand: one process,
 * prepared statements, all of a submission in one synchronous transaction. The tables are the service's.
 * WAL with `synchronous = FULL`: every commit is on the disk before it is answered, as in workerd.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { root } from '../../../run/tools.ts'
import { peer } from '../packages.ts'
import { revisionRow, type StartStore } from './store.ts'
import { askedOf, Refusal, taken } from './take.ts'

interface Statement {
  get: (...values: unknown[]) => Record<string, unknown> | undefined
  run: (...values: unknown[]) => { changes: number }
}

interface Database {
  pragma: (text: string) => unknown
  exec: (sql: string) => unknown
  prepare: (sql: string) => Statement
  transaction: <Result>(work: () => Result) => () => Result
  close: () => void
}

export const start: StartStore = async ({ folder, accounts }) => {
  const Sqlite = peer<new (file: string) => Database>('better-sqlite3')
  if (!Sqlite) throw new Error('not installed')
  const db = new Sqlite(join(folder, 'county.sqlite'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  const migrations = join(root, 'worker/migrations')
  for (const file of readdirSync(migrations).sort()) {
    db.exec(readFileSync(join(migrations, file), 'utf8'))
  }
  for (const { hash, unit, name, path } of accounts) {
    db.prepare(`INSERT INTO units (path, id, name, level) VALUES (?, ?, ?, 'township')`).run(
      path,
      unit,
      name,
    )
    db.prepare(
      `INSERT INTO tokens (hash, id, unit, role, created_at, expires_at)
       VALUES (?, ?, ?, 'reporter', '', '9999')`,
    ).run(hash, unit, unit)
  }
  const caller = db.prepare(
    `SELECT t.unit, u.name FROM tokens t JOIN units u ON u.id = t.unit
     WHERE t.hash = ? AND t.revoked_at IS NULL AND t.expires_at > ?`,
  )
  const current = db.prepare(
    'SELECT hash, state FROM current WHERE unit = ? AND period = ? AND form = ?',
  )
  const earlier = db.prepare(
    'SELECT revision, hash FROM revisions WHERE token = ? AND idempotency_key = ?',
  )
  const closed = db.prepare(
    'SELECT closed_at FROM periods WHERE unit = ? AND period = ? AND closed_at IS NOT NULL',
  )
  const addRevision = db.prepare(
    `INSERT INTO revisions (unit, period, form, revision, hash, kind, tally, received_at,
       received_from, keys, late, document, token, idempotency_key)
     VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)`,
  )
  const addCurrent = db.prepare(
    `INSERT INTO current (unit, period, form, revision, hash, kind, tally, received_at,
       received_from, keys, late, state)
     VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, 0, 'submitted')`,
  )
  const addEvent = db.prepare(
    `INSERT INTO events (at, token, actor, kind, unit, form, period, revision)
     VALUES (?, ?, ?, 'submitted', ?, ?, ?, 1)`,
  )
  const count = db.prepare('SELECT count(*) AS count FROM revisions')

  async function submit(request: IncomingMessage): Promise<string> {
    const asked = askedOf(request.url ?? '', request.headers)
    const account = caller.get(asked.token, new Date().toISOString())
    if (!account) throw new Refusal(401, 'unknown token')
    if (account.unit !== asked.unit) throw new Refusal(403, 'out of reach')
    const done = await taken(await bodyOf(request), asked, String(account.name))
    const row = revisionRow(asked, done)
    const place = [row.unit, row.period, row.form]
    db.transaction(() => {
      if (earlier.get(row.token, row.key)) throw new Refusal(409, 'sent before')
      if (current.get(...place)) throw new Refusal(412, 'there is one')
      if (closed.get(row.unit, row.period)) throw new Refusal(423, 'closed')
      const figures = [row.hash, row.kind, row.tally, row.receivedAt, row.receivedFrom, row.keys]
      addRevision.run(...place, ...figures, row.document, row.token, row.key)
      addCurrent.run(...place, ...figures)
      addEvent.run(row.receivedAt, row.token, row.receivedFrom, row.unit, row.form, row.period)
    })()
    return JSON.stringify(done.receipt)
  }

  const server = createServer((request, response) => {
    submit(request).then(
      (text) => response.writeHead(201, { 'Content-Type': 'application/json' }).end(text),
      (error: Error) => {
        response.writeHead(error instanceof Refusal ? error.status : 500).end(error.message)
      },
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: (server.address() as AddressInfo).port,
    stored: async () => Number(count.get()?.count),
    async stop() {
      server.closeAllConnections()
      server.close()
      db.close()
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}
