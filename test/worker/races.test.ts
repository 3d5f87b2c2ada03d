import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import type { StoredSubmission, Submission } from '../../shared/protocol/submission.ts'
import {
  answer,
  call,
  enrolled,
  enterpriseSheet,
  first,
  place,
  refusal,
  root,
  settle,
} from './county.ts'

/** What happens between the moment a request reads and the moment it writes. */

let reporter: string
let aggregator: string

beforeAll(async () => {
  await settle()
  reporter = await enrolled('lingyang', 'reporter')
  aggregator = await enrolled('cili', 'aggregator')
})

let week = 9
const weeks = () => `2020-W${String(++week).padStart(2, '0')}`

/** The county's database, with something done right before the given batch of a request. */
function before(batch: number, act: () => Promise<unknown>): D1Database {
  let seen = 0
  const paused: Pick<D1Database, 'prepare' | 'batch'> = {
    prepare: (query) => env.DB.prepare(query),
    batch: async <Row>(statements: D1PreparedStatement[]) => {
      seen += 1
      if (seen === batch) await act()
      return env.DB.batch<Row>(statements)
    },
  }
  return Object.assign(Object.create(env.DB), paused)
}

/** A submission reads its situation in its first batch and writes in its second. */
const WRITING = 2

async function put(
  period: string,
  body: Submission,
  headers: Record<string, string>,
  between?: () => Promise<unknown>,
) {
  const db = between && before(WRITING, between)
  const request = `PUT ${place('lingyang', 'enterprises', period)}`
  return call(request, { token: reporter, body, headers, db })
}

async function stored(period: string) {
  const path = `GET ${place('lingyang', 'enterprises', period)}`
  return answer<StoredSubmission>(await call(path, { token: reporter }))
}

async function decide(period: string, decision: string, db?: D1Database) {
  const path = `POST ${place('lingyang', 'enterprises', period)}/${decision}`
  const body = decision === 'return' ? { reason: '请核对' } : undefined
  return call(path, { token: aggregator, body, db })
}

const count = async (table: string, period: string) => {
  const query = env.DB.prepare(`SELECT count(*) AS n FROM ${table} WHERE period = ?`)
  return (await query.bind(period).run<{ n: number }>()).results[0]?.n
}

/** What has happened in a period, in its order. */
async function kinds(period: string): Promise<string[]> {
  const query = env.DB.prepare('SELECT kind FROM events WHERE period = ? ORDER BY id')
  return (await query.bind(period).run<{ kind: string }>()).results.map(({ kind }) => kind)
}

describe('while a submission is on its way', () => {
  test('the period is closed: nothing is written', async () => {
    const period = weeks()
    const close = () =>
      call(`POST /units/cili/periods/${period}/close`, { token: aggregator }).then(answer)
    expect(await refusal(await put(period, enterpriseSheet(3, 1), first, close))).toMatchObject({
      status: 423,
      problem: 'period-closed',
    })
    expect(await count('revisions', period)).toBe(0)
    expect(await count('current', period)).toBe(0)
    // Of the closing, and of nothing else.
    expect(await count('events', period)).toBe(1)
  })

  test('the deadline is set to an earlier moment: it is late', async () => {
    const period = weeks()
    const days = { asOf: '2020-02-25', due: '2020-02-25T09:00:00Z' }
    const set = async () =>
      call(`PUT /units/cili/periods/${period}`, { token: await root(), body: days })
    const sent = await put(period, enterpriseSheet(3, 1), first, () => set().then(answer))
    expect(await answer(sent, 201)).toMatchObject({ revision: 1, late: true })
  })

  test('the one before is accepted: nothing is written', async () => {
    const period = weeks()
    await answer(await put(period, enterpriseSheet(3, 1), first), 201)
    const change = { 'If-Match': '*' }
    const refused = await put(period, enterpriseSheet(3, 2), change, () => decide(period, 'accept'))
    expect(await refusal(refused)).toMatchObject({ status: 423, problem: 'submission-accepted' })
    expect(await count('revisions', period)).toBe(1)
    expect(await stored(period)).toMatchObject({ revision: 1, state: 'accepted' })
  })

  test('the one before, accepted when the request came, is returned: it is taken', async () => {
    const period = weeks()
    await answer(await put(period, enterpriseSheet(3, 1), first), 201)
    await answer(await decide(period, 'accept'))
    let seen = 0
    const returned: Pick<D1Database, 'prepare' | 'batch'> = {
      prepare: (query) => env.DB.prepare(query),
      batch: async <Row>(statements: D1PreparedStatement[]) => {
        const results = await env.DB.batch<Row>(statements)
        seen += 1
        if (seen === 1) await decide(period, 'return')
        return results
      },
    }
    const sent = await call(`PUT ${place('lingyang', 'enterprises', period)}`, {
      token: reporter,
      body: enterpriseSheet(3, 2),
      headers: { 'If-Match': '*' },
      db: Object.assign(Object.create(env.DB), returned),
    })
    expect(await answer(sent)).toMatchObject({ revision: 2 })
  })

  test('another arrives: it is shown, not overwritten', async () => {
    const period = weeks()
    const other = enterpriseSheet(3, 3)
    const arrive = () => put(period, other, first)
    expect(await refusal(await put(period, enterpriseSheet(3, 1), first, arrive))).toMatchObject({
      status: 412,
      current: { revision: 1 },
    })
    expect((await stored(period)).submission).toEqual(other)
  })

  test('the very same arrives: both have arrived, once', async () => {
    const period = weeks()
    const body = enterpriseSheet(3, 1)
    await answer(await put(period, body, first, () => put(period, body, first)), 200)
    expect(await count('revisions', period)).toBe(1)
    expect(await count('events', period)).toBe(1)
  })

  test('the very same arrives under the same key: the stored answer is replayed', async () => {
    const period = weeks()
    const keyed = { ...first, 'Idempotency-Key': period }
    const body = enterpriseSheet(3, 1)
    await answer(await put(period, body, keyed, () => put(period, body, keyed)), 201)
    expect(await count('revisions', period)).toBe(1)
  })

  test('where others are always faster, the sender is asked to wait', async () => {
    const period = weeks()
    await answer(await put(period, enterpriseSheet(9, 0), first), 201)
    let resumed = 0
    const busy: Pick<D1Database, 'prepare' | 'batch'> = {
      prepare: (query) => env.DB.prepare(query),
      batch: async <Row>(statements: D1PreparedStatement[]) => {
        // Before every write comes somebody else's revision.
        resumed += 1
        await put(period, enterpriseSheet(9, resumed), { 'If-Match': '*' })
        return env.DB.batch<Row>(statements)
      },
    }
    const db = Object.assign(Object.create(env.DB), busy)
    const request = `PUT ${place('lingyang', 'enterprises', period)}`
    const refused = await call(request, {
      token: reporter,
      body: enterpriseSheet(8, 1),
      headers: { 'If-Match': '*' },
      db,
    })
    expect(refused.headers.get('Retry-After')).toBe('1')
    expect(await refusal(refused)).toMatchObject({ status: 503, problem: 'busy' })
    expect((await stored(period)).tally['enterprises.total']).toBe(9)
  })
})

describe('while a decision is on its way', () => {
  test.each(['accept', 'return'])('a revision arrives: %s does not hit it', async (decision) => {
    const period = weeks()
    await answer(await put(period, enterpriseSheet(3, 1), first), 201)
    const revise = () => put(period, enterpriseSheet(3, 2), { 'If-Match': '*' })
    const refused = await decide(period, decision, before(1, revise))
    expect(await refusal(refused)).toMatchObject({
      status: 412,
      problem: 'revision-changed',
      // The one that is there now, not the one that was.
      current: { revision: 2 },
    })
    expect(await stored(period)).toMatchObject({ revision: 2, state: 'submitted', decision: null })
    const earlier = `GET ${place('lingyang', 'enterprises', period)}?revision=1`
    expect(await answer(await call(earlier, { token: reporter }))).toMatchObject({ decision: null })
    expect(await count('events', period)).toBe(2)
  })

  test('the same arrives, a doubled click: it is decided once', async () => {
    const period = weeks()
    await answer(await put(period, enterpriseSheet(3, 1), first), 201)
    const doubled = await decide(
      period,
      'accept',
      before(1, () => decide(period, 'accept')),
    )
    const stored = await answer<StoredSubmission>(doubled)
    expect(stored).toMatchObject({ state: 'accepted' })
    expect(doubled.headers.get('ETag')).toMatch(new RegExp(`^"${stored.hash}[.]`))
    expect(await kinds(period)).toEqual(['submitted', 'accepted'])
  })

  test('another arrives: both count, one after the other', async () => {
    const period = weeks()
    await answer(await put(period, enterpriseSheet(3, 1), first), 201)
    await answer(
      await decide(
        period,
        'accept',
        before(1, () => decide(period, 'return')),
      ),
    )
    expect(await kinds(period)).toEqual(['submitted', 'returned', 'accepted'])
    expect(await stored(period)).toMatchObject({ state: 'accepted', decision: { reason: '' } })
  })

  test('where others are always faster, the aggregator is asked to wait', async () => {
    const period = weeks()
    await answer(await put(period, enterpriseSheet(3, 1), first), 201)
    const others = ['accept', 'return']
    const busy: Pick<D1Database, 'prepare' | 'batch'> = {
      prepare: (query) => env.DB.prepare(query),
      batch: async <Row>(statements: D1PreparedStatement[]) => {
        await decide(period, others.shift() ?? 'accept')
        return env.DB.batch<Row>(statements)
      },
    }
    const again = { reason: '再核对' }
    const path = `POST ${place('lingyang', 'enterprises', period)}/return`
    const db = Object.assign(Object.create(env.DB), busy)
    const refused = await call(path, { token: aggregator, body: again, db })
    expect(refused.headers.get('Retry-After')).toBe('1')
    expect(await refusal(refused)).toMatchObject({ status: 503, problem: 'busy' })
    expect(await kinds(period)).toEqual(['submitted', 'accepted', 'returned'])
  })
})
