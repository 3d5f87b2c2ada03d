import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type {
  ExplanationsAnswer,
  History,
  ListedExplanation,
} from '../../shared/protocol/answers.ts'
import type { EventRecord } from '../../shared/protocol/audit.ts'
import type { Receipt } from '../../shared/protocol/submission.ts'
import {
  answer,
  at,
  call,
  enrolled,
  enterprise,
  enterpriseRows,
  first,
  PERIOD,
  place,
  refusal,
  root,
  settle,
  WEDNESDAY,
} from './county.ts'
import { meter } from './metered.ts'

let clerk: string
let county: string
let prefecture: string

beforeAll(async () => {
  await settle()
  clerk = await enrolled('lingyang', 'reporter')
  county = await enrolled('cili', 'aggregator')
  prefecture = await enrolled('zhangjiajie', 'aggregator')
})

beforeEach(() => at(WEDNESDAY))

const odd = enterprise({ name: '借调厂', staff_total: 40, staff_back: 45 })
const RULE = 'enterprises.back-within-total'

/** A sheet with one error, in the row after so many others, and a reason for it. */
function sheet(reason: string, before = 0, since?: string) {
  const others = Array.from({ length: before }, (_, n) => enterprise({ name: `第${n}厂` }))
  const cell = `D${before + 3}`
  const given = { sheet: 'Sheet1', rule: RULE, cell, reason, ...(since && { since }) }
  return enterpriseRows([...others, odd], [given])
}

const put = (
  body: unknown,
  { period = PERIOD, headers = first as Record<string, string>, unit = 'lingyang' } = {},
) =>
  call(`PUT ${place(unit, 'enterprises', period)}`, {
    token: unit === 'lingyang' ? clerk : county,
    body,
    headers,
  })
const revised = { 'If-Match': '*' }

const listed = async (period = PERIOD, unit = 'cili', token = county) =>
  answer<ExplanationsAnswer>(
    await call(`GET /units/${unit}/explanations?period=${period}`, { token }),
  )

const decide = (
  { id, unit, form }: ListedExplanation,
  body: unknown,
  token = county,
  period = PERIOD,
) => call(`PUT ${place(unit, form, period)}/explanations/${id}`, { token, body })

describe('a week', () => {
  test('lists its reasons with what they excuse', async () => {
    await answer(await put(sheet('三人借调到隔壁厂', 2)), 201)
    const { explanations, more, rules } = await listed()
    expect(more).toBe(0)
    expect(explanations).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        unit: 'lingyang',
        name: '零阳镇',
        form: 'enterprises',
        revision: 1,
        sheet: 'Sheet1',
        rule: RULE,
        cell: 'D5',
        reason: '三人借调到隔壁厂',
        about: { rule: RULE, field: 'staff_back', record: '借调厂', cell: null },
        finding: expect.objectContaining({
          severity: 'error',
          field: 'staff_back',
          params: expect.objectContaining({ left: 45, right: 40 }),
        }),
        decision: null,
      },
    ])
    expect(rules).toEqual([
      { form: 'enterprises', rule: RULE, explained: 1, accepted: 0, refused: 0 },
    ])
    expect((await listed(PERIOD, 'lingyang', clerk)).explanations).toHaveLength(1)
    expect((await listed('2020-W10')).explanations).toEqual([])
  })

  test('is as the newest revision says', async () => {
    await answer(await put(sheet('五人支援', 0), { headers: revised }))
    expect((await listed()).explanations.map(({ reason }) => reason)).toEqual(['五人支援'])
    await answer(await put(enterpriseRows([enterprise({})]), { headers: revised }))
    expect((await listed()).explanations).toEqual([])
  })
})

describe('a decision', () => {
  let given: ListedExplanation

  beforeAll(async () => {
    at(WEDNESDAY)
    await answer(await put(sheet('借调三人', 0), { headers: revised }))
    given = (await listed()).explanations[0] as ListedExplanation
  })

  test('is for a unit above', async () => {
    const own = await enrolled('lingyang', 'aggregator')
    const refused = await refusal(await decide(given, { state: 'accepted' }, own))
    expect(refused).toMatchObject({ status: 403, problem: 'decided-above' })
    expect((await decide(given, { state: 'accepted' }, clerk)).status).toBe(403)
  })

  test('that accepts holds next week, wherever the row is', async () => {
    const accepted = await answer<ListedExplanation>(
      await decide(given, { state: 'accepted', until: '2020-W11' }),
    )
    expect(accepted.decision).toMatchObject({
      state: 'accepted',
      until: '2020-W11',
      since: PERIOD,
      decidedBy: '慈利县',
      decidedAt: WEDNESDAY,
    })
    const history = await answer<History>(
      await call('GET /units/lingyang/forms/enterprises/history?before=2020-W10', { token: clerk }),
    )
    expect(history.decisions).toEqual([accepted.decision])

    await answer(await put(sheet('借调三人。', 4, PERIOD), { period: '2020-W10' }), 201)
    const [next] = (await listed('2020-W10')).explanations
    expect(next).toMatchObject({ cell: 'D7', since: PERIOD, decision: { until: '2020-W11' } })
    const { rules } = await listed('2020-W10')
    expect(rules).toEqual([
      { form: 'enterprises', rule: RULE, explained: 2, accepted: 2, refused: 0 },
    ])
  })

  test('no longer excuses once it has expired', async () => {
    const late = await refusal(await put(sheet('借调三人', 0), { period: '2020-W12' }))
    expect(late).toMatchObject({ status: 422, problem: 'unexplained-findings' })
    expect(late.detail).toContain('2020-W11')
    expect(late.refused).toMatchObject([
      { explanation: { cell: 'D3' }, decision: { until: '2020-W11' } },
    ])
  })

  test('that refuses says which cell and why; what was sent before stays', async () => {
    const why = '借调的人应计入原单位'
    await answer(await decide(given, { state: 'refused', why }, prefecture))
    expect((await listed()).explanations).toMatchObject([{ decision: { state: 'refused', why } }])

    // The very same again is no new submission.
    await answer(await put(sheet('借调三人', 0), { headers: revised }))
    const again = await refusal(await put(sheet('借调三人', 1), { headers: revised }))
    expect(again).toMatchObject({ status: 422, problem: 'unexplained-findings' })
    expect(again.detail).toContain('D4')
    expect(again.detail).toContain(why)
    expect(again.findings).toMatchObject([{ rule: RULE, cell: 'D4' }])

    const other = '经核实，五人为本周新招，尚未计入职工总数'
    await answer<Receipt>(await put(sheet(other, 1), { headers: revised }))
    const [now] = (await listed()).explanations
    expect(now).toMatchObject({ reason: other, decision: null })
  })

  test('on what is no longer said is refused, and so is a week gone by', async () => {
    expect(await refusal(await decide(given, { state: 'accepted' }))).toMatchObject({
      status: 404,
      problem: 'explanation-unknown',
    })
    const [now] = (await listed()).explanations as [ListedExplanation]
    expect(
      await refusal(await decide(now, { state: 'accepted', until: '2020-W08' })),
    ).toMatchObject({ status: 422, problem: 'until-passed' })
    for (const body of [{}, { state: 'refused' }, { state: 'refused', why: ' ' }, { state: 'x' }]) {
      expect((await decide(now, body)).status).toBe(422)
    }
    const personal = { state: 'refused', why: '请打 13800138000' }
    expect((await decide(now, personal)).status).toBe(422)
  })

  test('is recorded once, with what it was before', async () => {
    const token = await root()
    const [now] = (await listed()).explanations as [ListedExplanation]
    const of = async () => {
      const path = 'GET /audit/events?limit=1000'
      const { items } = await answer<{ items: EventRecord[] }>(await call(path, { token }))
      return items.filter(({ kind }) => kind === 'explanation-decided')
    }
    const before = (await of()).length
    for (const body of [
      { state: 'accepted' },
      { state: 'accepted' },
      { state: 'refused', why: '不实' },
    ]) {
      await answer(await decide(now, body))
    }
    const events = (await of()).slice(before)
    expect(
      events.map(({ actor, unit, detail }) => [actor, unit, JSON.parse(detail ?? '')]),
    ).toEqual([
      [
        '慈利县',
        'lingyang',
        { explanation: now.id, state: 'accepted', until: null, why: '', before: null },
      ],
      [
        '慈利县',
        'lingyang',
        {
          explanation: now.id,
          state: 'refused',
          until: null,
          why: '不实',
          before: { state: 'accepted', until: null, why: '' },
        },
      ],
    ])
  })
})

describe('what it is about', () => {
  const two = (reasons: string[]) =>
    enterpriseRows(
      [odd, { ...odd, staff_back: 50 }],
      [
        { sheet: 'Sheet1', rule: 'enterprises.duplicate-name', cell: 'A4', reason: '两个厂区' },
        ...reasons.map((reason, n) => ({ sheet: 'Sheet1', rule: RULE, cell: `D${n + 3}`, reason })),
      ],
    )

  test('two records of one name are told apart by their cells', async () => {
    const period = '2020-W14'
    await answer(await put(two(['借调', '借调']), { period }), 201)
    const explanations = (await listed(period)).explanations.filter(({ rule }) => rule === RULE)
    expect(explanations.map(({ about }) => about.cell)).toEqual(['D3', 'D4'])
    const [one] = explanations as [ListedExplanation]
    await answer(await decide(one, { state: 'refused', why: '不实' }, county, period))
    const again = await refusal(await put(two(['借调', ' 借调。']), { period, headers: revised }))
    expect(again.refused).toHaveLength(1)
  })

  test('a reason for what only the sender sees is listed, and can be refused', async () => {
    const period = '2020-W15'
    const unseen = { sheet: 'Sheet1', rule: 'enterprises.vanished', cell: null, reason: '已注销' }
    const body = (n: number) =>
      enterpriseRows(
        Array.from({ length: n }, (_, i) => enterprise({ name: `${i}厂` })),
        [unseen],
      )
    await answer(await put(body(1), { period }), 201)
    const [given] = (await listed(period)).explanations as [ListedExplanation]
    expect(given).toMatchObject({ finding: null, cell: null })
    await answer(await decide(given, { state: 'refused', why: '仍在营业' }, county, period))
    const again = await refusal(await put(body(2), { period, headers: revised }))
    expect(again.findings).toMatchObject([{ rule: 'enterprises.vanished', cell: null }])
    expect(again.detail).toContain('仍在营业')
  })
})

describe('cost', () => {
  const many = (count: number, reason: string) =>
    enterpriseRows(
      Array.from({ length: count }, (_, n) => ({ ...odd, name: `${n}厂` })),
      Array.from({ length: count }, (_, n) => ({
        sheet: 'Sheet1',
        rule: RULE,
        cell: `D${n + 3}`,
        reason,
      })),
    )

  test('a submission with reasons takes six queries and one row more', async () => {
    for (const [count, period] of [
      [1, '2020-W20'],
      [200, '2020-W21'],
    ] as const) {
      const spent = meter()
      const path = `PUT ${place('lingyang', 'enterprises', period)}`
      const body = many(count, '属实')
      await answer(await call(path, { token: clerk, body, headers: first, meter: spent }), 201)
      expect(spent.queries).toBeLessThanOrEqual(6)
      expect(spent.rowsWritten).toBe(5)
    }
  })

  test('a row holds no more than it may; the rest is counted', async () => {
    const period = '2020-W22'
    await answer(await put(many(60, '长'.repeat(9_000)), { period }), 201)
    const { explanations, more } = await listed(period)
    expect(more).toBeGreaterThan(0)
    expect(explanations.length + more).toBe(60)
  })

  test('a list reads the units and the submissions with reasons', async () => {
    const spent = meter()
    const path = 'GET /units/cili/explanations?period=2020-W20'
    await answer(await call(path, { token: county, meter: spent }))
    expect(spent.queries).toBeLessThanOrEqual(4)
    expect(spent.rowsRead).toBeLessThan(120)
    expect(spent.rowsWritten).toBe(0)
  })
})
