import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Submission } from '../../shared/protocol/submission.ts'
import { sweep } from '../../worker/retention/sweep.ts'
import { deployment } from '../../worker/store/deployment.ts'
import { answer, at, call, enterpriseSheet, first, place, refusal, root, settle } from './county.ts'
import { meter, metered } from './metered.ts'
import { elsewhere, exported, hour, imported, live } from './moving.ts'
import { rowsOf } from './tables.ts'

/** What is kept as long as it is to be, and what stays of it. */

/** Long after the two weeks of the county. */
const LATER = '2020-12-01T02:00:00.000Z'

let token: string

async function keep(documents: number | null, mails: number | null, events: number | null) {
  const body = { documents, mails, events }
  await answer(await call('PUT /deployment/retention', { token, body }))
}

const swept = async (now: Date, db = env.DB) => sweep(db, await deployment(db), now)

const again = { 'If-Match': '*' }
async function send(unit: string, period: string, body: Submission, headers: object = again) {
  const sent = await call(`PUT ${place(unit, 'enterprises', period)}`, {
    token,
    body,
    headers: { ...headers },
  })
  expect(sent.ok, await sent.clone().text()).toBe(true)
  await sent.arrayBuffer()
}

const views = [
  ...['current', 'cutoff'].flatMap((view) => [
    `/units/cili/totals?period=2020-W09&view=${view}`,
    `/units/cili/bulletin?period=2020-W09&view=${view}`,
    `/units/cili/lists/enterprises.resumed-by?period=2020-W09&view=${view}`,
    `/units/jiangya/lists/enterprises.resumed-by?period=2020-W09&view=${view}`,
  ]),
  '/units/cili/restatements?period=2020-W09',
  '/units/cili/completeness?period=2020-W09',
  '/units/jiangya/forms/enterprises/history?before=2020-W10',
]
async function answers() {
  const found: Record<string, unknown> = {}
  for (const view of views) found[view] = await answer(await call(`GET ${view}`, { token }))
  return found
}

const removedRevisions = async () =>
  (await rowsOf('revisions'))
    .filter(({ removed }) => removed !== null)
    .map(({ unit, form, period, revision }) => `${unit} ${form} ${period} ${revision}`)

const eventsOf = async (kind: string) => (await rowsOf('events')).filter((one) => one.kind === kind)

beforeAll(async () => {
  await settle()
  await live()
  token = await root()
}, 60_000)
beforeEach(() => at(LATER))

describe('documents', () => {
  test('stay for good unless something else is said', async () => {
    await swept(new Date(LATER))
    expect(await removedRevisions()).toEqual([])
  })

  test('of revisions that others replaced go; what any view needs stays', async () => {
    // jiangya: 1 returned, 2 by the deadline, 3 after it. Two more after it, the last of which counts.
    at('2020-03-01T03:00:00Z')
    await send('jiangya', '2020-W09', enterpriseSheet(8, 6))
    await send('jiangya', '2020-W09', enterpriseSheet(8, 5))
    // A later deadline of the township itself, by which revision 4 was the last: another cut-off.
    const days = { asOf: '2020-02-26', due: '2020-03-01T02:59:59Z' }
    await answer(await call('PUT /units/jiangya/periods/2020-W09', { token, body: days }))
    at(LATER)
    const before = await answers()
    await keep(90, null, null)

    await swept(new Date('2020-05-01T00:00:00Z'))
    expect(await removedRevisions()).toEqual([])
    await swept(new Date(LATER))
    expect(await removedRevisions()).toEqual([
      'jiangya enterprises 2020-W09 1',
      'jiangya enterprises 2020-W09 4',
    ])
    expect(await answers()).toEqual(before)
    const rows = await rowsOf('revisions')
    const gone = rows.find(({ removed }) => removed !== null)
    expect(gone).toMatchObject({ document: [], removed: `{"at":"${LATER}","days":90}` })
    const audit = await eventsOf('documents-removed')
    expect(audit).toMatchObject([{ token: null, detail: '{"days":90,"count":2}' }])

    // And no more the next time.
    await swept(new Date(LATER))
    expect((await eventsOf('documents-removed')).length).toBe(1)
  })

  test('that are gone are answered 410, with since when and why, and what stays', async () => {
    const response = await call(`GET ${place('jiangya')}?revision=1`, { token })
    expect(await refusal(response)).toMatchObject({
      status: 410,
      problem: 'document-removed',
      removed: { at: LATER, days: 90 },
      revision: {
        revision: 1,
        state: 'returned',
        tally: { 'enterprises.total': 9 },
        decision: { reason: '请核对人数' },
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      detail: expect.stringMatching(/2020-12-01.*90 天.*校验码/),
    })
    expect((await call(`GET ${place('jiangya')}?revision=2`, { token })).status).toBe(200)
  })

  test('leave the receipt to whoever sends the same again by its key', async () => {
    const keyed = { ...first, 'Idempotency-Key': 'jiangya 2020-W09' }
    const body = enterpriseSheet(9, 5)
    const sent = await call(`PUT ${place('jiangya')}`, { token, body, headers: keyed })
    expect(await answer(sent, 201)).toMatchObject({ revision: 1, state: 'returned', findings: [] })
  })

  test('go along when the county moves: gone there as here', async () => {
    const here = token
    const pages = await exported(here)
    const rows = await rowsOf('revisions')
    const before = await answers()
    token = await elsewhere()
    await imported(token, pages)
    expect(await rowsOf('revisions')).toEqual(rows)
    expect(await answers()).toEqual(before)
    const settings = await answer(await call('GET /deployment', { token }))
    expect(settings).toMatchObject({ retention: { documents: 90, mails: null, events: null } })
  })

  test('a pass reads and writes little, however much there is', async () => {
    expect((await manyRevisions()).length).toBe(699)
    await env.DB.prepare(
      `UPDATE current SET revision = 700 WHERE unit = 'sangzhi' AND form = 'enterprises'
         AND period = '2020-W08'`,
    ).run()
    const before = (await removedRevisions()).length
    let passes = 0
    for (; passes < 12; passes += 1) {
      const spent = meter()
      await swept(new Date(LATER), metered(env.DB, spent))
      expect(spent.queries).toBeLessThan(12)
      // A revision with its key, its unit and the one after it; those removed once more.
      expect(spent.rowsRead).toBeLessThan(200 * 9 + 50)
      expect(spent.rowsWritten).toBeLessThanOrEqual(200 + 3)
    }
    // All but the first, which stood at the deadline, and the last, which counts.
    expect((await removedRevisions()).length - before).toBe(698)
  })
})

/** As many revisions of one submission, column by column as the table has them. */
async function manyRevisions() {
  const [one = {}] = (await rowsOf('revisions')).filter(
    ({ unit, form, period }) =>
      unit === 'sangzhi' && form === 'enterprises' && period === '2020-W08',
  )
  const columns = Object.keys(one)
  const values = columns.map((column) =>
    column === 'revision'
      ? 'n.i'
      : column === 'idempotency_key'
        ? 'NULL'
        : column === 'received_at'
          ? `'2020-03-02T00:00:00.000Z'`
          : `r.${column}`,
  )
  const { results } = await env.DB.prepare(
    `WITH n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 700)
     INSERT INTO revisions (${columns.join(', ')}) SELECT ${values.join(', ')} FROM revisions r, n
     WHERE r.unit = 'sangzhi' AND r.form = 'enterprises' AND r.period = '2020-W08'
       AND r.revision = 1 RETURNING revision`,
  ).run()
  return results
}

describe('mails', () => {
  test('lose what they said, and not who got it when; nothing is sent again', async () => {
    await keep(null, 90, null)
    const before = await rowsOf('mails')
    expect(before.map(({ state }) => state).toSorted()).toEqual(['queued', 'sent'])
    // What still waits is kept whole, and what came after it.
    await swept(new Date(LATER))
    expect(await rowsOf('mails')).toEqual(before)
    await env.DB.prepare("UPDATE mails SET state = 'failed' WHERE state = 'queued'").run()
    await hour(LATER)
    const after = await rowsOf('mails')
    for (const one of after) expect(one).toMatchObject({ text: '', html: '' })
    const sent = after.filter(({ state }) => state === 'sent')
    expect(after.map(({ address, edition }) => [address, edition])).toEqual(
      before.map(({ address, edition }) => [address, edition]),
    )
    const gone = await refusal(await call(`GET /units/cili/mails/${sent[0]?.id}`, { token }))
    expect(gone).toMatchObject({ status: 410, problem: 'mail-removed', removed: { days: 90 } })
    await answer(await call('GET /units/cili/mails', { token }))
    expect((await eventsOf('mails-removed')).length).toBe(1)
    await hour('2020-12-01T03:30:00Z')
    expect((await eventsOf('mails-removed')).length).toBe(1)
  })
})

describe('events', () => {
  test('go in whole seals; the chain holds from there on, and a hole is still found', async () => {
    await keep(null, null, 200)
    await answer(await call('GET /audit/seals', { token }))
    const seals = await rowsOf('seals')
    const old = (await rowsOf('events')).filter(({ at: when }) => String(when) < '2020-05-01')
    const spent = meter()
    await swept(new Date(LATER), metered(env.DB, spent))
    const removal = (await eventsOf('events-removed')).at(-1)
    const { from, to } = JSON.parse(String(removal?.detail))
    expect(from).toBe(1)
    expect(seals.map(({ last_id }) => last_id)).toContain(to)
    expect((await rowsOf('events'))[0]?.id).toBe(to + 1)
    expect(old.length).toBeGreaterThanOrEqual(to)
    expect(await rowsOf('seals')).toEqual(seals)
    await answer(await call('GET /audit/seals', { token }))
    const verified = await answer(await call('GET /audit/verify', { token }))
    expect(verified).toMatchObject({ broken: null, verifiedFrom: to + 1 })

    await env.DB.prepare('DELETE FROM events WHERE id = ?')
      .bind(to + 1)
      .run()
    expect(await answer(await call('GET /audit/verify', { token }))).toMatchObject({
      broken: { from: to + 1, reason: 'missing' },
    })
  })
})

describe('the settings', () => {
  test.each([
    { documents: 29, mails: null, events: null },
    { documents: 0, mails: null, events: null },
    { documents: null, mails: 1.5, events: null },
    { documents: null, mails: null },
    {},
  ])('refuse %j', async (body) => {
    const response = await call('PUT /deployment/retention', { token, body })
    expect(await refusal(response)).toMatchObject({ status: 422, problem: 'malformed-body' })
  })

  test('are for the administrator of the whole deployment, and recorded once', async () => {
    const before = (await eventsOf('retention-set')).length
    await keep(400, 400, 400)
    await keep(400, 400, 400)
    expect((await eventsOf('retention-set')).length).toBe(before + 1)
    expect(await answer(await call('GET /deployment', { token }))).toMatchObject({
      retention: { documents: 400, mails: 400, events: 400 },
      importing: false,
      databaseBytes: expect.any(Number),
    })
  })
})
