import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { enterprises } from '../../shared/forms/enterprises.ts'
import type { Completeness, CompletenessEntry } from '../../shared/protocol/answers.ts'
import { contentHash, zeroSubmission } from '../../shared/protocol/build.ts'
import type { Receipt, StoredSubmission, Submission } from '../../shared/protocol/submission.ts'
import {
  answer,
  at,
  call,
  enrolled,
  enterprise,
  enterpriseRows,
  enterpriseSheet,
  first,
  place,
  refusal,
  SATURDAY,
  settle,
  WEDNESDAY,
} from './county.ts'

let reporter: string
let aggregator: string

beforeAll(async () => {
  await settle()
  reporter = await enrolled('lingyang', 'reporter')
  aggregator = await enrolled('cili', 'aggregator')
})

beforeEach(() => at(WEDNESDAY))

/** Every test has a week of its own, so that none sees another's submissions. */
let week = 9
const weeks = () => `2020-W${String(++week).padStart(2, '0')}`

async function put(
  period: string,
  body: Submission,
  headers: Record<string, string>,
  token = reporter,
) {
  return call(`PUT ${place('lingyang', 'enterprises', period)}`, { token, body, headers })
}

async function get(period: string, query = '', headers: Record<string, string> = {}) {
  const request = `GET ${place('lingyang', 'enterprises', period)}${query}`
  return call(request, { token: reporter, headers })
}

async function decide(period: string, decision: 'accept' | 'return', body?: unknown, headers = {}) {
  const request = `POST ${place('lingyang', 'enterprises', period)}/${decision}`
  return call(request, { token: aggregator, body, headers })
}

const tag = async (body: Submission) => `"${await contentHash(body)}"`

describe('a first submission', () => {
  test('may say since when a reason has been given; one that does not keeps its hash', async () => {
    const sent = (since: { since?: string }): Submission => ({
      ...enterpriseSheet(3, 2),
      explanations: [
        {
          sheet: '表',
          rule: 'enterprises.back-within-total',
          cell: 'D5',
          reason: '借调',
          ...since,
        },
      ],
    })
    for (const body of [sent({}), sent({ since: '2020-W08' })]) {
      const period = weeks()
      const receipt = await answer<Receipt>(await put(period, body, first), 201)
      expect(receipt.hash).toBe(await contentHash(body))
      const stored = await answer<StoredSubmission>(await get(period))
      expect(stored.submission.explanations).toEqual(body.explanations)
    }
    const wrong = await put(weeks(), sent({ since: '上周' }), first)
    expect(await refusal(wrong)).toMatchObject({ status: 422 })
  })

  test.each([600_000, 1_300_000])(
    'of %d bytes that nothing compresses is read back whole',
    async (size) => {
      const period = weeks()
      const noise = Uint8Array.from(
        { length: size },
        (_, at) => ((at * 2_654_435_761) >>> 13) ^ (at * at),
      )
      const body: Submission = { ...enterpriseSheet(3, 2), file: noise.toBase64() }
      await answer<Receipt>(await put(period, body, first), 201)
      expect((await answer<StoredSubmission>(await get(period))).submission.file).toBe(body.file)
      const { results } = await env.DB.prepare(
        'SELECT typeof(document) AS type, length(document) AS size FROM revisions WHERE period = ?',
      )
        .bind(period)
        .all<{ type: string; size: number }>()
      expect(results).toEqual([{ type: 'blob', size: expect.any(Number) }])
      // One goes as digits, the other is too long for them.
      expect(results[0]?.size).toBeGreaterThan(size / 2)
      expect((results[0]?.size ?? 0) > 900_000).toBe(size > 1_000_000)
    },
  )

  test('is counted again, acknowledged and read back whole', async () => {
    const period = weeks()
    const body = enterpriseSheet(3, 2)
    const sent = await put(period, body, first)
    const receipt = await answer<Receipt>(sent, 201)
    expect(receipt).toMatchObject({
      unit: 'lingyang',
      form: 'enterprises',
      period,
      revision: 1,
      state: 'submitted',
      hash: await contentHash(body),
      tally: { 'enterprises.total': 3, 'enterprises.resumed': 2 },
      receivedAt: WEDNESDAY,
      receivedFrom: '零阳镇',
      late: false,
    })
    expect(sent.headers.get('ETag')).toBe(await tag(body))

    const read = await get(period)
    expect(await answer<StoredSubmission>(read)).toEqual({
      ...receipt,
      submission: body,
      decision: null,
    })
    expect(read.headers.get('ETag')).toBe(await tag(body))
  })

  test('keeps the warnings that remain', async () => {
    const body = enterpriseRows([enterprise({ status: 'stopped', staff_back: 3 })])
    const receipt = await answer<Receipt>(await put(weeks(), body, first), 201)
    expect(receipt.findings).toMatchObject([
      { rule: 'enterprises.back-while-stopped', severity: 'warning', cell: 'D3' },
    ])
  })

  test('may say that there is nothing to report', async () => {
    const period = weeks()
    const zero = zeroSubmission(enterprises, { asOf: '2020-02-25', file: '零报告' })
    await answer(await put(period, zero, first), 201)
    const url = `GET /units/lingyang/completeness?period=${period}&form=enterprises`
    const { entries, submitted } = await answer<Completeness>(await call(url, { token: reporter }))
    expect(submitted).toBe(1)
    expect(entries).toMatchObject([{ state: 'submitted', kind: 'zero' }])
  })

  test('may be sent compressed', async () => {
    const body = enterpriseSheet(50, 40)
    const stream = new Blob([JSON.stringify(body)]).stream()
    const raw = await new Response(stream.pipeThrough(new CompressionStream('gzip'))).arrayBuffer()
    const request = `PUT ${place('lingyang', 'enterprises', weeks())}`
    const headers = { ...first, 'Content-Encoding': 'gzip' }
    const receipt = await answer<Receipt>(
      await call(request, { token: reporter, raw, headers }),
      201,
    )
    expect(receipt.hash).toBe(await contentHash(body))
  })

  test('by the county is received from the county', async () => {
    const body = enterpriseSheet(1, 1)
    const receipt = await answer<Receipt>(await put(weeks(), body, first, aggregator), 201)
    expect(receipt.receivedFrom).toBe('慈利县')
  })
})

describe('a precondition', () => {
  test('is required, even for what is there already', async () => {
    const period = weeks()
    const body = enterpriseSheet(3, 2)
    expect(await refusal(await put(period, body, {}))).toMatchObject({
      status: 428,
      problem: 'precondition-required',
    })
    await answer(await put(period, body, first), 201)
    expect((await put(period, body, {})).status).toBe(428)
    expect((await put(period, body, { 'If-None-Match': '"abc"' })).status).toBe(428)
  })

  test('If-Match takes the place of the revision it names', async () => {
    const period = weeks()
    const [one, two] = [enterpriseSheet(3, 1), enterpriseSheet(3, 2)]
    await answer(await put(period, one, first), 201)
    const receipt = await answer<Receipt>(await put(period, two, { 'If-Match': await tag(one) }))
    expect(receipt).toMatchObject({ revision: 2, tally: { 'enterprises.resumed': 2 } })

    const newest = await answer<StoredSubmission>(await get(period))
    expect(newest.submission).toEqual(two)
    const earlier = await answer<StoredSubmission>(await get(period, '?revision=1'))
    expect(earlier).toMatchObject({ revision: 1, submission: one })
    expect((await refusal(await get(period, '?revision=3'))).problem).toBe('submission-missing')
  })

  test('serves when compression on the way has made the tag weak, and among others', async () => {
    const period = weeks()
    const [one, two, three] = [enterpriseSheet(3, 1), enterpriseSheet(3, 2), enterpriseSheet(3, 3)]
    await answer(await put(period, one, first), 201)
    await answer(await put(period, two, { 'If-Match': `W/${await tag(one)}` }))
    await answer(await put(period, three, { 'If-Match': `"other", ${await tag(two)}` }))
    expect((await get(period, '', { 'If-None-Match': `W/${await tag(three)}` })).status).toBe(304)
  })

  test('of two headers must hold twice', async () => {
    const period = weeks()
    const [one, two] = [enterpriseSheet(3, 1), enterpriseSheet(3, 2)]
    await answer(await put(period, one, first), 201)
    const current = await tag(one)
    const both = (noneMatch: string) => ({ 'If-Match': current, 'If-None-Match': noneMatch })
    expect((await put(period, two, both('*'))).status).toBe(412)
    expect((await put(period, two, both(`W/${current}`))).status).toBe(412)
    expect((await put(period, two, both('"other"'))).status).toBe(200)
  })

  test('that is stale is answered with the current revision and every cell that differs', async () => {
    const period = weeks()
    const [one, two, three] = [enterpriseSheet(3, 1), enterpriseSheet(3, 2), enterpriseSheet(4, 1)]
    await answer(await put(period, one, first), 201)
    await answer(await put(period, two, { 'If-Match': await tag(one) }))
    const refused = await put(period, three, { 'If-Match': await tag(one) })
    expect(refused.headers.get('ETag')).toBe(await tag(two))
    expect(await refusal(refused)).toMatchObject({
      status: 412,
      problem: 'revision-changed',
      current: {
        revision: 2,
        etag: await tag(two),
        receivedAt: WEDNESDAY,
        receivedFrom: '零阳镇',
      },
      differences: [
        { cell: 'B4', row: 4, field: 'status', mine: 'stopped', theirs: 'resumed' },
        { cell: 'A6', field: 'name', mine: '企业4', theirs: null },
        { cell: 'B6', field: 'status', mine: 'stopped', theirs: null },
        { cell: 'C6', field: 'staff_total', mine: 40, theirs: null },
        { cell: 'D6', field: 'staff_back', mine: 20, theirs: null },
      ],
    })
    expect(await answer<StoredSubmission>(await get(period))).toMatchObject({ revision: 2 })
  })

  test('If-None-Match where there is one, If-Match where there is none', async () => {
    const period = weeks()
    const [one, two] = [enterpriseSheet(3, 1), enterpriseSheet(3, 2)]
    const early = await refusal(await put(period, one, { 'If-Match': '*' }))
    expect(early).toMatchObject({ status: 412, current: null })
    await answer(await put(period, one, first), 201)
    expect((await put(period, two, first)).status).toBe(412)
    await answer(await put(period, two, { 'If-Match': '*' }))
  })
})

describe('the same content again', () => {
  test('is a success that changes nothing, whatever it builds on', async () => {
    const period = weeks()
    const [one, two] = [enterpriseSheet(3, 1), enterpriseSheet(3, 2)]
    const given = await answer<Receipt>(await put(period, one, first), 201)
    at(SATURDAY)
    expect(await answer(await put(period, one, first))).toEqual(given)
    expect(await answer(await put(period, one, { 'If-Match': '"stale"' }))).toEqual(given)

    await answer(await put(period, two, { 'If-Match': await tag(one) }))
    const back = await answer<Receipt>(await put(period, one, { 'If-Match': await tag(two) }))
    expect(back.revision).toBe(3)
  })

  test('is the same in another order of members', async () => {
    const period = weeks()
    const body = enterpriseSheet(2, 1)
    await answer(await put(period, body, first), 201)
    const turned = Object.fromEntries(Object.entries(body).toReversed()) as unknown as Submission
    expect((await put(period, turned, first)).status).toBe(200)
  })
})

describe('an idempotency key', () => {
  test('replays the stored answer, even after a further revision', async () => {
    const period = weeks()
    const [one, two] = [enterpriseSheet(3, 1), enterpriseSheet(3, 2)]
    const keyed = { ...first, 'Idempotency-Key': 'key-1' }
    const given = await answer(await put(period, one, keyed), 201)
    await answer(await put(period, two, { 'If-Match': await tag(one) }))
    expect(await answer(await put(period, one, keyed), 201)).toEqual(given)
    expect(await answer<StoredSubmission>(await get(period))).toMatchObject({ revision: 2 })
  })

  test('does not serve for another submission', async () => {
    const keyed = { ...first, 'Idempotency-Key': 'key-2' }
    const period = weeks()
    await answer(await put(period, enterpriseSheet(3, 1), keyed), 201)
    for (const [other, body] of [
      [period, enterpriseSheet(3, 2)],
      [weeks(), enterpriseSheet(3, 1)],
    ] as const) {
      expect(await refusal(await put(other, body, keyed))).toMatchObject({
        status: 422,
        problem: 'idempotency-key-reused',
      })
    }
    // Another person's key is another key.
    const theirs = await put(period, enterpriseSheet(3, 2), { ...keyed, ...first }, aggregator)
    expect(theirs.status).toBe(412)
  })

  test('used by two requests at once writes one revision and answers both alike', async () => {
    const period = weeks()
    const keyed = { ...first, 'Idempotency-Key': 'key-3' }
    const body = enterpriseSheet(3, 1)
    const both = await Promise.all([put(period, body, keyed), put(period, body, keyed)])
    const [one, two] = await Promise.all(both.map((response) => answer<Receipt>(response, 201)))
    expect(two).toEqual(one)
  })
})

describe('two submissions at once', () => {
  test('of the same base: one wins, the other is shown what won', async () => {
    const period = weeks()
    const sheets = [1, 2, 3, 4, 5].map((resumed) => enterpriseSheet(5, resumed))
    const answers = await Promise.all(sheets.map((body) => put(period, body, first)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 412, 412, 412, 412])
    const winner = sheets[answers.findIndex(({ status }) => status === 201)]
    const stored = await answer<StoredSubmission>(await get(period))
    expect(stored).toMatchObject({ revision: 1, submission: winner })
  })
})

describe('a decision', () => {
  test('accepted: no revision until it is returned, then one more', async () => {
    const period = weeks()
    const [one, two] = [enterpriseSheet(3, 1), enterpriseSheet(3, 2)]
    await answer(await put(period, one, first), 201)
    const accepted = await answer<StoredSubmission>(await decide(period, 'accept'))
    expect(accepted).toMatchObject({
      state: 'accepted',
      decision: { state: 'accepted', decidedAt: WEDNESDAY, decidedBy: '慈利县' },
    })
    const locked = await refusal(await put(period, two, { 'If-Match': await tag(one) }))
    expect(locked).toMatchObject({ status: 423, problem: 'submission-accepted' })
    expect(locked.detail).toContain('慈利县')
    expect((await put(period, one, first)).status).toBe(200)

    const reason = '返岗人数与上周不符'
    const returned = await decide(period, 'return', { reason, cells: ['D3', 'D4'] })
    expect(await answer<StoredSubmission>(returned)).toMatchObject({
      state: 'returned',
      decision: { reason, cells: ['D3', 'D4'] },
    })
    const again = await put(period, two, { 'If-Match': await tag(one) })
    expect(await answer<Receipt>(again)).toMatchObject({ revision: 2, state: 'submitted' })

    // What was said about the first revision stays with it.
    const earlier = await answer<StoredSubmission>(await get(period, '?revision=1'))
    expect(earlier).toMatchObject({ state: 'returned', decision: { reason } })
    expect(await answer<StoredSubmission>(await get(period))).toMatchObject({
      state: 'submitted',
      decision: null,
    })
  })

  test('needs something to decide on, and a reason to return it', async () => {
    const period = weeks()
    expect(await refusal(await decide(period, 'accept'))).toMatchObject({
      status: 404,
      problem: 'submission-missing',
    })
    await answer(await put(period, enterpriseSheet(1, 1), first), 201)
    for (const body of [{}, { reason: ' ' }, { reason: 'x', cells: ['第三行'] }]) {
      const refused = await refusal(await decide(period, 'return', body))
      expect(refused).toMatchObject({ status: 422, problem: 'malformed-body' })
    }
  })

  test('does not hit a revision that came meanwhile', async () => {
    const period = weeks()
    const [one, two] = [enterpriseSheet(3, 1), enterpriseSheet(3, 2)]
    await answer(await put(period, one, first), 201)
    await answer(await put(period, two, { 'If-Match': await tag(one) }))
    const seen = { 'If-Match': await tag(one) }
    expect(await refusal(await decide(period, 'accept', undefined, seen))).toMatchObject({
      status: 412,
      current: { revision: 2 },
    })
    await answer(await decide(period, 'accept', undefined, { 'If-Match': await tag(two) }))
  })
})

describe('reading', () => {
  test('answers 304 as long as neither content nor decision changed', async () => {
    const period = weeks()
    const body = enterpriseSheet(3, 1)
    await answer(await put(period, body, first), 201)
    const known = { 'If-None-Match': await tag(body) }
    const same = await get(period, '', known)
    expect(same.status).toBe(304)
    expect(await same.text()).toBe('')

    await answer(await decide(period, 'return', { reason: '请核对' }))
    const changed = await get(period, '', known)
    expect(await answer<StoredSubmission>(changed)).toMatchObject({ state: 'returned' })
    // The tag that was read serves for the revision all the same.
    const newer = { 'If-Match': changed.headers.get('ETag') ?? '' }
    expect((await put(period, enterpriseSheet(3, 2), newer)).status).toBe(200)
  })
})

describe('lateness', () => {
  test.each([
    ['2020-05-08T09:00:00.000Z', false],
    ['2020-05-08T09:00:00.001Z', true],
  ])('%s against Friday 17:00 in Shanghai: %s', async (instant, late) => {
    at(instant)
    const body = enterpriseSheet(3, late ? 1 : 2)
    const request = `PUT ${place('jiangya', 'enterprises', '2020-W19')}`
    const headers = late ? { 'If-Match': '*' } : first
    const sent = await call(request, { token: aggregator, body, headers })
    expect(await answer<Receipt>(sent, late ? 200 : 201)).toMatchObject({ late })
    const url = 'GET /units/jiangya/completeness?period=2020-W19&form=enterprises'
    const { entries } = await answer<Completeness>(await call(url, { token: aggregator }))
    expect(entries.map((entry: CompletenessEntry) => entry.late)).toEqual([late])
  })
})
