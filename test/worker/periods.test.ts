import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Period } from '../../shared/protocol/answers.ts'
import type { Receipt } from '../../shared/protocol/submission.ts'
import {
  answer,
  at,
  type CallOptions,
  call,
  enrolled,
  enterpriseSheet,
  first,
  place,
  refusal,
  settle,
  WEDNESDAY,
} from './county.ts'
import { meter } from './metered.ts'

const tokens = new Map<string, string>()

beforeAll(async () => {
  await settle()
  tokens.set('township', await enrolled('lingyang', 'reporter'))
  tokens.set('county', await enrolled('cili', 'aggregator'))
  tokens.set('prefecture', await enrolled('zhangjiajie', 'aggregator'))
  tokens.set('administrator', await enrolled('zhangjiajie', 'administrator'))
})

beforeEach(() => at(WEDNESDAY))

/** Weeks that nothing has happened in. */
let week = 20
const weeks = () => `2020-W${++week}`

async function period(unit: string, id: string): Promise<Period> {
  const token = tokens.get('administrator')
  return answer(await call(`GET /units/${unit}/periods/${id}`, { token }))
}

async function set(unit: string, id: string, asOf: string, due: string) {
  const token = tokens.get('administrator')
  return call(`PUT /units/${unit}/periods/${id}`, { token, body: { asOf, due } })
}

async function turn(
  who: string,
  unit: string,
  id: string,
  verb: 'close' | 'reopen',
  options: CallOptions = {},
) {
  const token = tokens.get(who)
  return call(`POST /units/${unit}/periods/${id}/${verb}`, { token, ...options })
}

async function eventsOf(period: string): Promise<string[]> {
  const query = env.DB.prepare('SELECT kind FROM events WHERE period = ? ORDER BY id')
  return (await query.bind(period).run<{ kind: string }>()).results.map(({ kind }) => kind)
}

async function submit(id: string, rows: number, headers: Record<string, string> = first) {
  const request = `PUT ${place('lingyang', 'enterprises', id)}`
  return call(request, { token: tokens.get('township'), body: enterpriseSheet(rows, 1), headers })
}

describe('the days of a period', () => {
  test('are the usual ones until somebody sets others', async () => {
    expect(await period('lingyang', '2020-W09')).toEqual({
      id: '2020-W09',
      asOf: '2020-02-28',
      due: '2020-02-28T17:00:00+08:00',
      state: 'open',
    })
  })

  test('hold for all below who set none, and decide who is late', async () => {
    await answer(await set('zhangjiajie', '2020-W10', '2020-03-04', '2020-03-05T12:00:00+08:00'))
    await answer(await set('sangzhi', '2020-W10', '2020-03-03', '2020-03-04T12:00:00+08:00'))
    expect(await period('lingyang', '2020-W10')).toMatchObject({
      asOf: '2020-03-04',
      due: '2020-03-05T12:00:00+08:00',
    })
    expect(await period('sangzhi', '2020-W10')).toMatchObject({ asOf: '2020-03-03' })

    at('2020-03-05T04:00:01Z')
    const receipt = await answer<Receipt>(await submit('2020-W10', 1), 201)
    expect(receipt.late).toBe(true)
  })

  test('are set once, however often the same are sent', async () => {
    const id = weeks()
    for (const _ of ['once', 'twice']) {
      await answer(await set('cili', id, '2020-05-01', '2020-05-01T09:00:00Z'))
    }
    expect(await eventsOf(id)).toEqual(['period-set'])
  })

  test.each([
    ['2020-02-30', '2020-02-28T09:00:00Z'],
    ['2020-02-28', '2020-02-28T09:00:00'],
    ['2020-02-28', 'Friday'],
  ])('are days and instants: not %s, %s', async (asOf, due) => {
    const refused = await refusal(await set('cili', '2020-W09', asOf, due))
    expect(refused).toMatchObject({ status: 422, problem: 'malformed-body' })
  })
})

describe('a closed period', () => {
  test('takes no submission, says who closed it when, and opens again', async () => {
    await answer(await submit('2020-W11', 2), 201)
    const closed = await answer<Period>(await turn('county', 'cili', '2020-W11', 'close'))
    expect(closed.state).toBe('closed')
    expect(await period('lingyang', '2020-W11')).toMatchObject({ state: 'closed' })
    expect(await period('sangzhi', '2020-W11')).toMatchObject({ state: 'open' })

    const refused = await refusal(await submit('2020-W11', 3, { 'If-Match': '*' }))
    expect(refused).toMatchObject({
      status: 423,
      problem: 'period-closed',
      closed: { unit: 'cili', name: '慈利县', at: WEDNESDAY },
    })
    expect(refused.detail).toContain('慈利县')
    // What has arrived has arrived: the sender whose receipt was lost may still learn it.
    expect((await submit('2020-W11', 2)).status).toBe(200)

    const open = await answer<Period>(await turn('county', 'cili', '2020-W11', 'reopen'))
    expect(open.state).toBe('open')
    expect((await submit('2020-W11', 3, { 'If-Match': '*' })).status).toBe(200)
  })

  test('closed from above is not for the county to open', async () => {
    await answer(await turn('prefecture', 'zhangjiajie', '2020-W12', 'close'))
    expect((await submit('2020-W12', 1)).status).toBe(423)
    const refused = await refusal(await turn('county', 'cili', '2020-W12', 'reopen'))
    expect(refused).toMatchObject({ status: 423, closed: { unit: 'zhangjiajie' } })
    await answer(await turn('prefecture', 'zhangjiajie', '2020-W12', 'reopen'))
    expect((await submit('2020-W12', 1)).status).toBe(201)
  })

  test('stays closed since the first time', async () => {
    await answer(await turn('county', 'cili', '2020-W13', 'close'))
    at('2020-03-30T00:00:00Z')
    await answer(await turn('county', 'cili', '2020-W13', 'close'))
    expect(await refusal(await submit('2020-W13', 1))).toMatchObject({ closed: { at: WEDNESDAY } })
  })

  test.each([
    ['closed twice', ['close', 'close'], ['period-closed']],
    ['opened where it never was closed', ['reopen'], []],
    ['opened twice', ['close', 'reopen', 'reopen'], ['period-closed', 'period-reopened']],
  ] as const)('%s: what changes nothing writes nothing', async (_, verbs, kinds) => {
    const id = weeks()
    const spent = meter()
    for (const [index, verb] of verbs.entries()) {
      const options = index === verbs.length - 1 ? { meter: spent } : {}
      await answer(await turn('county', 'cili', id, verb, options))
    }
    expect(await eventsOf(id)).toEqual(kinds)
    expect(spent.rowsWritten).toBe(0)
  })

  test('closed from above as well: an attempt to open it leaves everything as it is', async () => {
    const id = weeks()
    await answer(await turn('county', 'cili', id, 'close'))
    await answer(await turn('prefecture', 'zhangjiajie', id, 'close'))
    const spent = meter()
    expect((await turn('county', 'cili', id, 'reopen', { meter: spent })).status).toBe(423)
    expect(spent.rowsWritten).toBe(0)
    expect(await eventsOf(id)).toEqual(['period-closed', 'period-closed'])
    await answer(await turn('prefecture', 'zhangjiajie', id, 'reopen'))
    expect(await period('cili', id)).toMatchObject({ state: 'closed' })
  })

  test('closed while a submission is on its way: nothing is written', async () => {
    const [, sent] = await Promise.all([
      turn('county', 'cili', '2020-W14', 'close'),
      submit('2020-W14', 1),
    ])
    const read = await call(`GET ${place('lingyang', 'enterprises', '2020-W14')}`, {
      token: tokens.get('county'),
    })
    expect([sent.status, read.status]).toEqual(sent.ok ? [201, 200] : [423, 404])
  })
})
