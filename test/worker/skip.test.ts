/** A unit that cannot report says why: that is no report, and not nothing. */
import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { enterprises } from '../../shared/forms/enterprises.ts'
import type { Completeness, Restatement, TotalsAnswer } from '../../shared/protocol/answers.ts'
import { contentHash, skipSubmission, zeroSubmission } from '../../shared/protocol/build.ts'
import type { Receipt, StoredSubmission, Submission } from '../../shared/protocol/submission.ts'
import { scheduled } from '../../worker/schedule.ts'
import {
  answer,
  at,
  call,
  enrolled,
  enterpriseSheet,
  first,
  PERIOD,
  place,
  refusal,
  root,
  SATURDAY,
  settle,
  WEDNESDAY,
} from './county.ts'
import { pull } from './feed.ts'

const REASON = '大雪封路，村里的表送不出来'
const skip = skipSubmission(enterprises, ` ${REASON}\n`, { asOf: '2020-02-25', file: '' })

let reporter: string
let aggregator: string

beforeAll(async () => {
  await settle()
  reporter = await enrolled('lingyang', 'reporter')
  aggregator = await enrolled('cili', 'aggregator')
})

beforeEach(() => at(WEDNESDAY))

let week = 9
const weeks = () => `2020-W${String(++week).padStart(2, '0')}`

async function put(
  period: string,
  body: Submission,
  headers: Record<string, string> = first,
  unit = 'lingyang',
) {
  const token = unit === 'lingyang' ? reporter : await root()
  return call(`PUT ${place(unit, 'enterprises', period)}`, { token, body, headers })
}

async function read<Answer>(what: string, period: string, more = ''): Promise<Answer> {
  const request = `GET /units/cili/${what}?period=${period}&form=enterprises${more}`
  return answer(await call(request, { token: aggregator }))
}

describe('a unit that cannot report', () => {
  test('is named with its reason, counts as missing, and for nothing', async () => {
    const period = weeks()
    await answer(await put(period, enterpriseSheet(6, 4), first, 'jiangya'), 201)
    const before = await read<TotalsAnswer>('totals', period)
    const receipt = await answer<Receipt>(await put(period, skip), 201)
    expect(receipt).toMatchObject({ state: 'submitted', tally: {}, findings: [] })

    const { coverage, parts, totals } = await read<TotalsAnswer>('totals', period)
    expect({ coverage, parts, totals }).toEqual({
      coverage: before.coverage,
      parts: before.parts,
      totals: before.totals,
    })
    const { entries, submitted, missing } = await read<Completeness>('completeness', period)
    expect({ submitted, missing }).toEqual({
      submitted: before.coverage.submitted,
      missing: before.coverage.missing,
    })
    expect(missing).toContain('零阳镇')
    expect(entries.find(({ unit }) => unit === 'lingyang')).toEqual({
      unit: 'lingyang',
      name: '零阳镇',
      form: 'enterprises',
      state: 'missing',
      kind: 'skip',
      revision: null,
      receivedAt: null,
      late: false,
      excuse: { reason: REASON, state: 'submitted', revision: 1, receivedAt: WEDNESDAY },
    })
    const row = await pull(
      `/Completeness?$filter=Unit eq 'lingyang' and Period eq '${period}' and Form eq 'enterprises'`,
      aggregator,
    )
    expect(await row.json()).toMatchObject({
      value: [{ State: 'missing', Kind: 'skip', Reason: REASON }],
    })
  })

  test('reports after all: its figures count, and what it said is history', async () => {
    const period = weeks()
    await answer(await put(period, skip), 201)
    const other = { ...skip, reason: '经办人病假' }
    const same = { 'If-Match': `"${await contentHash(skip)}"` }
    expect(await answer<Receipt>(await put(period, other, same))).toMatchObject({ revision: 2 })
    // The same again is known already.
    expect(await answer<Receipt>(await put(period, other, first))).toMatchObject({ revision: 2 })

    at(SATURDAY)
    const late = await put(period, enterpriseSheet(6, 4), { 'If-Match': '*' })
    expect(await answer<Receipt>(late)).toMatchObject({ revision: 3 })
    const { entries } = await read<Completeness>('completeness', period)
    const own = entries.find(({ unit }) => unit === 'lingyang')
    expect(own).toMatchObject({ state: 'submitted', kind: 'report' })
    expect(own).not.toHaveProperty('excuse')
    const old = `GET ${place('lingyang', 'enterprises', period)}?revision=1`
    expect(await answer<StoredSubmission>(await call(old, { token: reporter }))).toMatchObject({
      submission: { kind: 'skip', reason: REASON },
    })
  })

  test('said so by the deadline and reports after it: that is late, and listed as such', async () => {
    await answer(await put(PERIOD, skip), 201)
    at(SATURDAY)
    await answer(await put(PERIOD, enterpriseSheet(6, 4), { 'If-Match': '*' }))
    const cutoff = await read<TotalsAnswer>('totals', PERIOD, '&view=cutoff')
    expect(cutoff.coverage.missing).toContain('零阳镇')
    const { restatements } = await read<{ restatements: Restatement[] }>('restatements', PERIOD)
    expect(restatements).toMatchObject([{ unit: 'lingyang', kind: 'late', before: null }])
  })

  test('is decided on like any other', async () => {
    const period = weeks()
    await answer(await put(period, skip), 201)
    const returned = `POST ${place('lingyang', 'enterprises', period)}/return`
    const body = { reason: '请电话报数' }
    await answer(await call(returned, { token: aggregator, body }))
    const { entries } = await read<Completeness>('completeness', period)
    expect(entries.find(({ unit }) => unit === 'lingyang')?.excuse?.state).toBe('returned')
    await answer(await put(period, enterpriseSheet(6, 4), { 'If-Match': '*' }))
  })

  test('is not reminded, and named in the mail with what it said', async () => {
    const period = weeks()
    const token = await root()
    const recipients = [
      { address: 'clerk@town.test', kinds: ['reminder'] },
      { address: 'leader@cili.test', kinds: ['summary'] },
    ]
    const cili = { name: '慈利县', level: 'county', parent: 'zhangjiajie', forms: ['enterprises'] }
    await answer(await call('PUT /units/cili', { token, body: cili }))
    const days = { asOf: '2020-02-25', due: '2020-02-28T09:00:00Z' }
    await answer(await call(`PUT /units/cili/periods/${period}`, { token, body: days }))
    for (const unit of ['lingyang', 'jiangya', 'cili']) {
      const request = `PUT /units/${unit}/recipients`
      await answer(await call(request, { token, body: { recipients } }))
    }
    await answer(await put(period, { ...skip, reason: `<b>${REASON}</b>` }), 201)

    const sent: { to: string; subject: string; text: string; html: string }[] = []
    const EMAIL = { send: async (letter: (typeof sent)[0]) => sent.push(letter) }
    const summary = `POST /units/cili/periods/${period}/summary`
    await answer(await call(summary, { token: aggregator }))
    await scheduled(
      { scheduledTime: Date.parse('2020-02-28T01:30:00Z') },
      { ...env, EMAIL: EMAIL as unknown as SendEmail, SITE_URL: 'https://f.test' },
    )
    const reminded = sent.filter(({ subject }) => subject.startsWith('请报送'))
    expect(reminded.map(({ subject }) => subject).join()).toContain('江垭镇')
    expect(reminded.map(({ subject }) => subject).join()).not.toContain('零阳镇')
    const { items } = await answer<{ items: { id: number; kind: string }[] }>(
      await call(`GET /units/cili/mails?period=${period}`, { token: aggregator }),
    )
    const written = items.find(({ kind }) => kind === 'summary')
    const { text, html } = await answer<{ text: string; html: string }>(
      await call(`GET /units/cili/mails/${written?.id}`, { token: aggregator }),
    )
    expect(text).toContain(`零阳镇未能报送《企业复工复产台账》：<b>${REASON}</b>\n`)
    expect(html).toContain(`&lt;b&gt;${REASON}`)
    expect(html).not.toContain(`<b>${REASON}`)
  })
})

describe('refused, with nothing written', () => {
  const cases: [string, Submission, string][] = [
    ['without a reason', (({ reason: _, ...rest }) => rest)(skip), 'malformed-body'],
    ['with a blank one', { ...skip, reason: ' \n' }, 'malformed-body'],
    ['with too long a one', { ...skip, reason: '雪'.repeat(501) }, 'malformed-body'],
    ['with somebody’s number', { ...skip, reason: '请打13800138000' }, 'personal-values'],
    ['with a sheet', { ...skip, tables: enterpriseSheet(1, 1).tables }, 'malformed-body'],
    ['with figures', { ...skip, tally: { 'enterprises.total': 3 } }, 'tally-differs'],
    ['a reason for a report', { ...enterpriseSheet(1, 1), reason: REASON }, 'malformed-body'],
  ]
  test.each(cases)('%s', async (_, body, problem) => {
    const period = weeks()
    expect(await refusal(await put(period, body))).toMatchObject({ status: 422, problem })
    const query = env.DB.prepare('SELECT count(*) AS n FROM revisions WHERE period = ?')
    expect((await query.bind(period).run<{ n: number }>()).results).toEqual([{ n: 0 }])
  })

  test.each([
    ['a report', enterpriseSheet(2, 1)],
    ['a zero report', zeroSubmission(enterprises, { asOf: '2020-02-25', file: '' })],
  ])('in the place of %s', async (_, before) => {
    const period = weeks()
    await answer(await put(period, before), 201)
    expect(await refusal(await put(period, skip, { 'If-Match': '*' }))).toMatchObject({
      status: 422,
      problem: 'skip-over-report',
    })
  })
})
