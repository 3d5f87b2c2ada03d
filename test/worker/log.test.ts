import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Enrolment } from '../../shared/protocol/answers.ts'
import { accessTable } from '../../worker/http/access.ts'
import worker from '../../worker/index.ts'
import {
  answer,
  at,
  enterprise,
  enterpriseRows,
  first,
  PERIOD,
  place,
  root,
  settle,
} from './county.ts'

/** Stands in everything that a person sends; whatever of it is found in the log was let slip. */
const MARK = 'vertraulich-机密'
const inPath = encodeURIComponent(MARK)

const said: string[] = []
const secrets: string[] = [MARK, inPath, env.SETUP_CODE]
const levels = ['log', 'info', 'warn', 'error', 'debug'] as const
let token = ''

beforeAll(async () => {
  // The Worker as it is deployed goes by the clock on the wall.
  at(new Date().toISOString())
  await settle()
  token = await root()
  secrets.push(token)
  for (const level of levels) {
    vi.spyOn(console, level).mockImplementation((...words: unknown[]) => {
      said.push(words.map(String).join(' '))
    })
  }
})
afterAll(() => vi.restoreAllMocks())

interface Sent {
  body?: unknown
  headers?: Record<string, string>
  token?: string | null
  broken?: boolean
}

/** A request to the Worker as it is deployed, with its log on the console. */
async function send(request: string, sent: Sent = {}): Promise<Response> {
  const [method = '', path = ''] = request.split(' ')
  const { body, token: by = token, broken } = sent
  const headers = new Headers({
    ...(by === null ? {} : { Authorization: `Bearer ${by}` }),
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    'User-Agent': inPath,
    'X-Request-Id': inPath,
    Referer: `https://county.test/#${inPath}`,
    ...sent.headers,
  })
  const init = { method, headers, body: body === undefined ? undefined : JSON.stringify(body) }
  const failing: Pick<D1Database, 'prepare'> = {
    prepare: () => {
      throw new Error(`D1_ERROR: near "${MARK}"\n    at ${MARK} (line 1)`)
    },
  }
  const bindings = broken ? { ...env, DB: Object.assign(Object.create(env.DB), failing) } : env
  const context = createExecutionContext()
  const response = await worker.fetch(
    new Request(`https://county.test/api/v1${path}`, init),
    bindings,
    context,
  )
  await waitOnExecutionContext(context)
  return response
}

/** What was written since, each line read as JSON. */
function written(since: number): Record<string, unknown>[] {
  return said.slice(since).map((line) => JSON.parse(line))
}

const operations = Object.keys(accessTable)
const withNames = (operation: string, name: string) => operation.replaceAll(/\{\w+\}/g, name)

describe('one line about every request, without a word of what was sent', () => {
  const headers = { 'If-Match': `"${inPath}"`, 'Idempotency-Key': inPath }
  const garbage = { [MARK]: MARK, name: MARK, code: MARK, reason: [MARK], recipients: [MARK] }

  test.each(operations)('%s, refused and failed', async (operation) => {
    const [method = '', pattern = ''] = operation.split(' ')
    const request = `${withNames(operation, inPath)}?${inPath}=${inPath}&period=${inPath}`
    const body = method === 'GET' || method === 'DELETE' ? undefined : garbage
    for (const sent of [{ token: null }, { token: inPath }, {}, { broken: true }]) {
      const since = said.length
      const response = await send(request, { body, headers, ...sent })
      const [line, ...more] = written(since)
      expect(more).toEqual([])
      expect(line).toMatchObject({
        request: response.headers.get('X-Request-Id'),
        method,
        route: pattern,
        status: response.status,
        milliseconds: expect.any(Number),
        queries: expect.any(Number),
        rowsRead: expect.any(Number),
        rowsWritten: expect.any(Number),
      })
      // OData has errors of another shape, without a place for it.
      const isProblem = response.headers.get('Content-Type')?.includes('problem+json')
      if (response.status < 400 || (!isProblem && pattern.startsWith('/odata'))) continue
      const { instance, type } = await response.json<{ instance: string; type: string }>()
      expect(instance).toBe(`urn:uuid:${line?.request}`)
      expect(type.endsWith(`/${line?.problem}`)).toBe(true)
    }
  })

  test('what succeeds, with marks in all that is kept', async () => {
    const since = said.length
    const unit = { name: MARK, level: 'township', parent: 'cili' }
    await answer(await send('PUT /units/marked', { body: unit }), 201)
    const issued = await send('POST /units/marked/codes', { body: { role: 'administrator' } })
    const { code } = await answer<{ code: string }>(issued, 201)
    const enrolled = await send('POST /enrol', { body: { code }, token: null })
    const { token: own } = await answer<Enrolment>(enrolled)
    secrets.push(code, own)
    const sheet = enterpriseRows([enterprise({ name: MARK, difficulty: MARK })])
    sheet.file = `${MARK}.xlsx`
    for (const table of sheet.tables) table.sheet = MARK
    const here = place('marked')
    const keyed = { ...first, 'Idempotency-Key': inPath }
    await answer(await send(`PUT ${here}`, { body: sheet, headers: keyed, token: own }), 201)
    await answer(await send(`POST ${here}/return`, { body: { reason: MARK } }))
    const recipients = [{ address: 'vertraulich@example.org', kinds: ['summary'], lang: 'zh' }]
    await answer(await send('PUT /units/marked/recipients', { body: { recipients } }))
    await answer(await send(`POST /units/marked/periods/${PERIOD}/summary`))
    for (const path of ['completeness', 'totals', 'totals.csv', 'bulletin', 'restatements']) {
      expect((await send(`GET /units/marked/${path}?period=${PERIOD}`)).status).toBe(200)
    }
    expect((await send(`GET ${here}`)).status).toBe(200)
    expect((await send('DELETE /tokens/none')).status).toBe(404)
    const lines = written(since)
    expect(lines.filter(({ route }) => route === '/units/{unit}/totals')).toMatchObject([
      { method: 'GET', status: 200, rowsWritten: 0 },
    ])
    expect(lines.find(({ status, method }) => status === 201 && method === 'PUT')).toMatchObject({
      rowsWritten: expect.any(Number),
    })
  })

  test('addresses that are none, and files', async () => {
    for (const request of [`GET /${inPath}`, `POST /units/${inPath}/${inPath}`, 'DELETE /health']) {
      const since = said.length
      await send(request)
      expect(written(since)).toMatchObject([{ route: '*' }])
    }
    const since = said.length
    const page = new Request(`https://county.test/${inPath}?${inPath}`)
    await worker.fetch(page, env, createExecutionContext())
    expect(written(since)).toMatchObject([{ method: 'GET', route: '*', queries: 0 }])
  })

  test('nothing of it is in the log', () => {
    expect(said.length).toBeGreaterThan(4 * operations.length)
    const all = said.join('\n')
    for (const secret of [...secrets, 'vertraulich']) expect(all).not.toContain(secret)
    // The only free text is where in our own code something failed.
    for (const { failure, ...line } of written(0)) {
      expect(JSON.stringify(line)).toMatch(/^[\x20-\x7e]*$/)
      expect(failure === undefined || line.status === 500).toBe(true)
    }
  })
})

describe('health', () => {
  test('names the last migration', async () => {
    const name = env.MIGRATIONS.at(-1)?.name.replace('.sql', '')
    expect(await answer(await send('GET /health', { token: null }))).toEqual({
      status: 'ok',
      schema: name,
      lastPassAt: null,
      importing: false,
    })
  })

  test('is 503 without a database, and without tables', async () => {
    const broken = await send('GET /health', { token: null, broken: true })
    expect(broken.status).toBe(503)
    expect(broken.headers.get('Retry-After')).toBe('30')
    expect(await broken.json()).toMatchObject({
      type: 'https://fugong.invalid/problems/database-unreachable',
    })
    await env.DB.exec('ALTER TABLE d1_migrations RENAME TO hidden')
    expect((await send('GET /health', { token: null })).status).toBe(503)
    await env.DB.exec('ALTER TABLE hidden RENAME TO d1_migrations')
  })
})
