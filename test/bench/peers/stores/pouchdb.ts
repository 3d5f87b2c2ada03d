/**
 * express-pouchdb over PouchDB in LevelDB. A submission is one document, named by unit, form and week, and
 * put through the server's own route, which keeps revisions and refuses a second first one. Before it, a
 * route of ours does the shared part of the work. There are no transactions, hence no event
 * and no idempotency key: it does less. LevelDB writes with `sync`, which PouchDB does not do by itself.
 */
import { sep } from 'node:path'
import { peer } from '../packages.ts'
import { application, listen, type Request } from './express.ts'
import type { StartStore } from './store.ts'
import { askedOf, Refusal, taken } from './take.ts'

interface Pouch {
  new (name: string): { info: () => Promise<{ doc_count: number }>; close: () => Promise<void> }
  defaults: (options: object) => Pouch
}

type WriteOptions = Record<string, unknown> | undefined

interface Level {
  _batch: (operations: unknown, options: WriteOptions, done: unknown) => unknown
}

const DATABASE = 'submissions'

export const start: StartStore = async ({ folder, accounts }) => {
  const [PouchDB, leveldown, expressPouchDB] = [
    peer<Pouch>('pouchdb'),
    peer<(location: string) => Level>('leveldown'),
    peer<(pouch: Pouch, options: object) => unknown>('express-pouchdb'),
  ]
  if (!PouchDB || !leveldown || !expressPouchDB) throw new Error('not installed')
  // It leaves a log and a configuration where it is started.
  process.chdir(folder)
  function durable(location: string): Level {
    const level = leveldown!(location)
    const write = level._batch.bind(level)
    level._batch = (operations, options, done) =>
      write(operations, { ...options, sync: true }, done)
    return level
  }
  const Stored = PouchDB.defaults({ prefix: folder + sep, db: durable })
  const byToken = new Map(accounts.map((account) => [account.hash, account]))

  const app = application()
  app.put(/^\/api\/v1\/units\//, async (request, _response, next) => {
    const asked = askedOf(request.url ?? '', request.headers)
    const account = byToken.get(asked.token)
    if (!account) throw new Refusal(401, 'unknown token')
    if (account.unit !== asked.unit) throw new Refusal(403, 'out of reach')
    const { receipt, document, keys } = await taken(request.body as Buffer, asked, account.name)
    const id = `${asked.unit}:${asked.form.id}:${asked.period}`
    put(request, id, { ...receipt, keys, document: document.toString('base64') })
    next()
  })
  app.use(expressPouchDB(Stored, { mode: 'minimumForPouchDB' }))
  // It knows of databases that were made once it was there.
  const database = new Stored(DATABASE)
  await database.info()
  const { port, close } = await listen(app)
  return {
    port,
    stored: async () => (await database.info()).doc_count,
    async stop() {
      close()
      await database.close()
    },
  }
}

/** Hands a document to the server's own route, as if it had come so. */
function put(request: Request & { _body?: boolean; rawBody?: string }, id: string, body: object) {
  request.url = `/${DATABASE}/${encodeURIComponent(id)}`
  request.headers['content-type'] = 'application/json'
  request.body = body
  // What body parsers look at, so that they leave a body alone that has been read.
  request._body = true
}
