/**
 * PostgreSQL behind Express: a pool of ten connections, prepared statements, one transaction for each
 * submission. The cluster is made for the measurement, with the defaults of `initdb`: `fsync` and
 * `synchronous_commit` are on.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { peer } from '../packages.ts'
import { application, listen } from './express.ts'
import { revisionRow, type StartStore } from './store.ts'
import { askedOf, Refusal, taken } from './take.ts'

interface Client {
  query: (query: {
    name?: string
    text: string
    values?: unknown[]
  }) => Promise<{ rows: Record<string, unknown>[] }>
  release: () => void
}

interface Pool {
  connect: () => Promise<Client>
  query: Client['query']
  end: () => Promise<void>
}

const tables = `
  CREATE TABLE units (path text PRIMARY KEY, id text NOT NULL UNIQUE, name text NOT NULL);
  CREATE TABLE tokens (hash text PRIMARY KEY, unit text NOT NULL);
  CREATE TABLE periods (unit text, period text, closed_at text, PRIMARY KEY (unit, period));
  CREATE TABLE revisions (unit text, form text, period text, revision integer, hash text NOT NULL,
    kind text NOT NULL, tally text NOT NULL, document bytea NOT NULL, received_at text NOT NULL,
    received_from text NOT NULL, keys text, late boolean NOT NULL, token text NOT NULL, idempotency_key text,
    PRIMARY KEY (unit, form, period, revision), UNIQUE (token, idempotency_key));
  CREATE TABLE current (unit text, period text, form text, revision integer NOT NULL,
    hash text NOT NULL, kind text NOT NULL, state text NOT NULL, tally text NOT NULL,
    received_at text NOT NULL, received_from text NOT NULL, keys text, late boolean NOT NULL,
    PRIMARY KEY (unit, period, form));
  CREATE TABLE events (id bigserial PRIMARY KEY, at text NOT NULL, token text, actor text NOT NULL,
    kind text NOT NULL, unit text, form text, period text, revision integer);`

/** The folder of the PostgreSQL programs; null where there are none. */
export function postgresFolder(): string | null {
  const places = (process.env.PATH ?? '').split(delimiter)
  return places.find((place) => existsSync(join(place, 'initdb'))) ?? null
}

/** PostgreSQL does not run as root: there it runs as the user that its package has made. */
function owner(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string) => Number(spawnSync('id', [flag, 'postgres']).stdout.toString())
  return { uid: id('-u'), gid: id('-g') }
}

async function startCluster(folder: string): Promise<{ cluster: ChildProcess; socket: string }> {
  const programs = postgresFolder()
  if (programs === null) throw new Error('not installed')
  const user = owner()
  const [data, socket] = [join(folder, 'data'), folder]
  mkdirSync(data, { mode: 0o700 })
  if (user.uid !== undefined && user.gid !== undefined) {
    chmodSync(dirname(folder), 0o711)
    for (const one of [folder, data]) chownSync(one, user.uid, user.gid)
  }
  const made = spawnSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'bench', '-A', 'trust', '-E', 'UTF8', '--no-locale'],
    { ...user, cwd: folder },
  )
  if (made.status !== 0) throw new Error(made.stderr.toString())
  const cluster = spawn(join(programs, 'postgres'), ['-D', data, '-k', socket, '-h', ''], {
    ...user,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  await new Promise<void>((done, fail) => {
    let said = ''
    cluster.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-5000)
      if (said.includes('ready to accept connections')) done()
    })
    cluster.on('exit', () => fail(new Error(said)))
  })
  return { cluster, socket }
}

export const start: StartStore = async ({ folder, accounts }) => {
  const pg = peer<{ Pool: new (options: object) => Pool }>('pg')
  if (!pg) throw new Error('not installed')
  const { cluster, socket } = await startCluster(folder)
  const pool = new pg.Pool({ host: socket, user: 'bench', database: 'postgres', max: 10 })
  await pool.query({ text: tables })
  for (const { hash, unit, name, path } of accounts) {
    await pool.query({ text: 'INSERT INTO units VALUES ($1, $2, $3)', values: [path, unit, name] })
    await pool.query({ text: 'INSERT INTO tokens VALUES ($1, $2)', values: [hash, unit] })
  }

  const app = application()
  app.put(/^\/api\/v1\/units\//, async (request, response) => {
    const asked = askedOf(request.url ?? '', request.headers)
    const { rows } = await pool.query({
      name: 'caller',
      text: 'SELECT t.unit, u.name FROM tokens t JOIN units u ON u.id = t.unit WHERE t.hash = $1',
      values: [asked.token],
    })
    const account = rows[0]
    if (!account) throw new Refusal(401, 'unknown token')
    if (account.unit !== asked.unit) throw new Refusal(403, 'out of reach')
    const done = await taken(request.body as Buffer, asked, String(account.name))
    const row = revisionRow(asked, done)
    const place = [row.unit, row.period, row.form]
    const client = await pool.connect()
    try {
      await client.query({ text: 'BEGIN' })
      const situation = await client.query({
        name: 'situation',
        text: `SELECT
          EXISTS (SELECT 1 FROM revisions WHERE token = $4 AND idempotency_key = $5) AS sent,
          EXISTS (SELECT 1 FROM current WHERE unit = $1 AND period = $2 AND form = $3) AS there,
          EXISTS (SELECT 1 FROM periods WHERE unit = $1 AND period = $2
            AND closed_at IS NOT NULL) AS closed`,
        values: [...place, row.token, row.key],
      })
      const { sent, there, closed } = situation.rows[0] ?? {}
      if (sent) throw new Refusal(409, 'sent before')
      if (there) throw new Refusal(412, 'there is one')
      if (closed) throw new Refusal(423, 'closed')
      const figures = [row.hash, row.kind, row.tally, row.receivedAt, row.receivedFrom, row.keys]
      await client.query({
        name: 'revision',
        text: `INSERT INTO revisions (unit, period, form, revision, hash, kind, tally, received_at,
            received_from, keys, late, document, token, idempotency_key)
          VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8, $9, false, $10, $11, $12)`,
        values: [...place, ...figures, row.document, row.token, row.key],
      })
      await client.query({
        name: 'current',
        text: `INSERT INTO current (unit, period, form, revision, hash, kind, tally, received_at,
            received_from, keys, late, state)
          VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8, $9, false, 'submitted')`,
        values: [...place, ...figures],
      })
      await client.query({
        name: 'event',
        text: `INSERT INTO events (at, token, actor, kind, unit, form, period, revision)
          VALUES ($1, $2, $3, 'submitted', $4, $5, $6, 1)`,
        values: [row.receivedAt, row.token, row.receivedFrom, row.unit, row.form, row.period],
      })
      await client.query({ text: 'COMMIT' })
    } catch (error) {
      await client.query({ text: 'ROLLBACK' })
      throw error
    } finally {
      client.release()
    }
    response.status(201).json(done.receipt)
  })
  const { port, close } = await listen(app)
  return {
    port,
    async stored() {
      const { rows } = await pool.query({ text: 'SELECT count(*) AS count FROM revisions' })
      return Number(rows[0]?.count)
    },
    async stop() {
      close()
      await pool.end()
      const ended = new Promise((done) => cluster.once('exit', done))
      // Waits until everybody has hung up.
      cluster.kill('SIGTERM')
      await ended
    },
  }
}
