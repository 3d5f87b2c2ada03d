import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Completeness, Period, Restatement } from '../../shared/protocol/answers.ts'
import type { Receipt } from '../../shared/protocol/submission.ts'
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
import { meter } from './metered.ts'

const MONDAY = '2020-03-02T09:00:00.000Z'
const week = (unit: string) => `/units/${unit}/periods/${PERIOD}`
const asked = { due: '2020-03-02T17:00:00+08:00', reason: '全镇停电，周一补报' }

let clerk: string
let county: string

beforeAll(async () => {
  await settle()
  clerk = await enrolled('lingyang', 'reporter')
  county = await enrolled('cili', 'aggregator')
})

beforeEach(() => at(WEDNESDAY))

const extend = (unit: string, body: unknown = asked, token = county) =>
  call(`PUT ${week(unit)}/extension`, { token, body })

test('a later deadline for one unit is said with its reason, and judges who is late', async () => {
  const extension = {
    unit: 'lingyang',
    name: '零阳镇',
    due: MONDAY,
    reason: asked.reason,
    by: '慈利县',
    at: WEDNESDAY,
  }
  const period = await answer<Period>(await extend('lingyang'))
  expect(period).toMatchObject({ due: MONDAY, extension })
  expect(await answer<Period>(await call(`GET ${week('lingyang')}`, { token: clerk }))).toEqual(
    period,
  )
  const of = await answer<Completeness>(
    await call(`GET /units/cili/completeness?period=${PERIOD}`, { token: county }),
  )
  expect(of.extensions).toEqual([extension])
  expect(of.period).not.toHaveProperty('extension')

  at(SATURDAY)
  const sent = async (unit: string, token: string) =>
    answer<Receipt>(
      await call(`PUT ${place(unit)}`, { token, body: enterpriseSheet(2, 1), headers: first }),
      201,
    )
  expect((await sent('lingyang', clerk)).late).toBe(false)
  expect((await sent('jiangya', county)).late).toBe(true)
  const { restatements } = await answer<{ restatements: Restatement[] }>(
    await call(`GET /units/cili/restatements?period=${PERIOD}`, { token: county }),
  )
  expect(restatements.map(({ unit, kind }) => [unit, kind])).toEqual([
    ['jiangya', 'late'],
    ['lingyang', 'extended'],
  ])
})

test('it is given by a unit above, later than what holds, and not in a closed week', async () => {
  const own = await enrolled('jiangya', 'aggregator')
  expect(await refusal(await extend('jiangya', asked, own))).toMatchObject({
    status: 403,
    problem: 'decided-above',
  })
  expect((await extend('jiangya', asked, clerk)).status).toBe(403)
  for (const due of ['2020-02-28T17:00:00+08:00', '2020-02-01T00:00:00Z']) {
    const refused = await refusal(await extend('jiangya', { ...asked, due }))
    expect(refused).toMatchObject({ status: 422, problem: 'extension-not-later' })
    expect(refused.detail).toContain('（2020年2月28日 17:00）')
  }
  for (const body of [{}, { ...asked, reason: ' ' }, { ...asked, reason: '找 13800138000' }]) {
    expect((await extend('jiangya', body)).status).toBe(422)
  }
  await answer(await call(`POST ${week('cili')}/close`, { token: county }))
  expect(await refusal(await extend('jiangya'))).toMatchObject({ problem: 'period-closed' })
  await answer(await call(`POST ${week('cili')}/reopen`, { token: county }))
})

test('it is changed, and taken back; each change is recorded with what was before', async () => {
  const token = await root()
  const events = async () => {
    const path = 'GET /audit/events?limit=1000'
    const { items } = await answer<{
      items: { kind: string; unit: string; actor: string; detail: string }[]
    }>(await call(path, { token }))
    return items
      .filter(({ unit }) => unit === 'dongyueguan')
      .filter(({ kind }) => /exten/.test(kind))
      .map(({ kind, actor, detail }) => [kind, actor, JSON.parse(detail)])
  }
  const days = { asOf: '2020-02-27', due: '2020-02-29T04:00:00.000Z' }
  await answer(await call(`PUT ${week('dongyueguan')}`, { token, body: days }))
  await answer(await extend('dongyueguan'))
  await answer(await extend('dongyueguan'))
  const longer = { due: '2020-03-03T09:00:00.000Z', reason: '仍未通电' }
  await answer(await extend('dongyueguan', longer))
  const withdraw = () => call(`DELETE ${week('dongyueguan')}/extension`, { token: county })
  expect(await answer<Period>(await withdraw())).toEqual({
    id: PERIOD,
    ...days,
    state: 'open',
  })
  await answer(await withdraw())
  const { reason } = asked
  expect(await events()).toEqual([
    ['deadline-extended', '慈利县', { due: MONDAY, reason, before: null }],
    ['deadline-extended', '慈利县', { ...longer, before: { due: MONDAY, reason } }],
    ['extension-withdrawn', '慈利县', { before: longer }],
  ])
})

test('it holds for all below a unit', async () => {
  const token = await enrolled('zhangjiajie', 'aggregator')
  await answer(await extend('sangzhi', asked, token))
  await answer(
    await call('PUT /units/liyuan', {
      token: await root(),
      body: { name: '澧源镇', level: 'township', parent: 'sangzhi' },
    }),
    201,
  )
  const below = await answer<Period>(await call(`GET ${week('liyuan')}`, { token }))
  expect(below).toMatchObject({ due: MONDAY, extension: { unit: 'sangzhi', name: '桑植县' } })
})

test('completeness with extensions takes no query more', async () => {
  const spent = meter()
  const path = `GET /units/cili/completeness?period=${PERIOD}&form=enterprises`
  await answer(await call(path, { token: county, meter: spent }))
  expect(spent.queries).toBe(3)
})
