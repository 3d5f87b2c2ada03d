import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { enterprises } from '../../shared/forms/enterprises.ts'
import { transport } from '../../shared/forms/transport.ts'
import type { TotalsAnswer, TrendsAnswer } from '../../shared/protocol/answers.ts'
import type { Submission } from '../../shared/protocol/submission.ts'
import { type StoredUnit, unitById } from '../../worker/store/units.ts'
import { trendsIn } from '../../worker/totals/trends.ts'
import {
  addUnit,
  answer,
  at,
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
import { enterprise, enterpriseRows, rowsOf } from './sheets.ts'

let sender: string
let reader: string

async function submit(unit: string, period: string, body: Submission) {
  const path = place(unit, body.catalogue.split('@')[0], period)
  await answer(await call(`PUT ${path}`, { token: sender, body, headers: first }), 201)
}

const trips = (passengers: number) =>
  rowsOf(transport, [{ vehicle: '湘G12345', date: '2020-02-24', passengers }])

beforeAll(async () => {
  at(WEDNESDAY)
  await settle()
  sender = await enrolled('zhangjiajie', 'aggregator')
  reader = await enrolled('cili', 'reader')
  for (const unit of ['lingyang', 'jiangya', 'dongyueguan']) {
    await submit(unit, '2020-W07', enterpriseSheet(10, 2))
    await submit(unit, '2020-W10', enterpriseSheet(10, 9))
  }
  await submit('lingyang', '2020-W08', enterpriseSheet(10, 8))
  await submit('lingyang', '2020-W08', trips(32))
  await submit('jiangya', '2020-W10', trips(47))
})

async function trends(query: string, unit = 'cili') {
  const path = `GET /units/${unit}/trends?${query}`
  return answer<TrendsAnswer>(await call(path, { token: reader }))
}

const of = (found: TrendsAnswer, id: string) =>
  found.trends.find(({ indicator }) => indicator === id)

describe('the weeks of a form', () => {
  test('a week of which nothing has come is a gap, one that lacks units says so', async () => {
    const found = await trends('form=enterprises')
    expect(
      found.periods.map(({ id, coverage }) => [id, coverage.submitted, coverage.expected]),
    ).toEqual([
      ['2020-W07', 3, 3],
      ['2020-W08', 1, 3],
      ['2020-W09', 0, 3],
      ['2020-W10', 3, 3],
    ])
    expect(found.periods[1]?.coverage.missing).toEqual(['东岳观镇', '江垭镇'])
    expect(of(found, 'enterprises.resumed')).toEqual({
      indicator: 'enterprises.resumed',
      values: [6, 8, null, 27],
      cumulated: null,
    })
    expect(of(found, 'enterprises.rate')?.values).toEqual([0.2, 0.8, null, 0.9])
  })

  test('what flows adds up since the first week', async () => {
    const found = await trends('form=transport&from=2020-W07&to=2020-W10')
    expect(of(found, 'transport.passengers')).toMatchObject({
      values: [null, 32, null, 47],
      cumulated: [null, 32, 32, 79],
    })
    const later = await trends('form=transport&from=2020-W09&to=2020-W10')
    expect(of(later, 'transport.passengers')?.cumulated).toEqual([null, 47])
  })

  test('every week says what its totals say', async () => {
    const found = await trends('form=enterprises')
    for (const [index, { id }] of found.periods.entries()) {
      const path = `GET /units/cili/totals?period=${id}&form=enterprises`
      const { totals, coverage } = await answer<TotalsAnswer>(await call(path, { token: reader }))
      const said = found.trends.map(({ indicator, values }) => [indicator, values[index]])
      expect(Object.fromEntries(said)).toEqual(totals)
      expect(found.periods[index]?.coverage).toEqual(coverage)
    }
  })

  test('twelve weeks, and none before the first with data, unless said', async () => {
    expect((await trends('form=enterprises&to=2020-W30')).periods.map(({ id }) => id)).toEqual(
      Array.from({ length: 12 }, (_, week) => `2020-W${19 + week}`),
    )
    expect((await trends('form=enterprises', 'jiangya')).periods[0]?.id).toBe('2020-W07')
  })

  test('where nothing has come at all: gaps up to the running week', async () => {
    const path = 'GET /units/sangzhi/trends?form=enterprises'
    const found = await answer<TrendsAnswer>(await call(path, { token: sender }))
    expect(found.periods).toHaveLength(12)
    expect(found.periods.at(-1)).toMatchObject({
      id: '2020-W09',
      coverage: { submitted: 0, expected: 1 },
    })
    expect(found.trends.flatMap(({ values }) => values).every((value) => value === null)).toBe(true)
  })

  test('what has not changed is not sent again', async () => {
    const path = 'GET /units/cili/trends?form=enterprises'
    const tag = (await call(path, { token: reader })).headers.get('ETag') ?? ''
    const again = await call(path, { token: reader, headers: { 'If-None-Match': tag } })
    expect(again.status).toBe(304)
  })

  test.each([
    ['form=enterprises&from=2020-W10&to=2020-W09', 400, 'span-invalid'],
    ['form=enterprises&from=2019-W09&to=2020-W10', 400, 'span-invalid'],
    ['form=enterprises&from=1001-W01&to=9998-W01', 400, 'span-invalid'],
    ['form=enterprises&from=2020-W60', 400, 'malformed-request'],
    ['from=2020-W09', 400, 'malformed-request'],
    ['form=nothing', 404, 'form-unknown'],
  ])('%s', async (query, status, problem) => {
    const refused = await refusal(await call(`GET /units/cili/trends?${query}`, { token: reader }))
    expect(refused).toMatchObject({ status, problem })
  })

  test('the first and the last weeks there are', async () => {
    expect((await trends('form=enterprises&to=1001-W03')).periods).toHaveLength(3)
    const last = await trends('form=enterprises&from=9998-W50&to=9998-W52')
    expect(last.periods.map(({ id }) => id)).toEqual(['9998-W50', '9998-W51', '9998-W52'])
  })
})

describe('what it costs', () => {
  const towns = 10
  const weeks = 8
  let big: string

  beforeAll(async () => {
    await addUnit('big', '大县', 'county', 'zhangjiajie')
    for (let n = 0; n < towns; n++) {
      await addUnit(`town${n}`, `第${n}镇`, 'township', 'big')
      for (let week = 1; week <= weeks; week++) {
        await submit(`town${n}`, `2020-W0${week}`, enterpriseSheet(2, 1, `第${n}镇`))
        await submit(`town${n}`, `2020-W0${week}`, trips(5))
      }
    }
    big = await enrolled('big', 'reader')
    await call('GET /me', { token: big })
  })

  test('a row for each unit and form of every week, and three for the week itself', async () => {
    const spent = meter()
    const query = 'form=enterprises&from=2020-W01&to=2020-W08'
    await answer(await call(`GET /units/big/trends?${query}`, { token: big, meter: spent }))
    const forms = 2
    // A unit, its submissions and the key that ends the search; and the seek that found the week.
    expect(spent.rowsRead).toBeLessThanOrEqual((weeks + 1) * (towns + 1) * (forms + 4) + 40)
    expect(spent.queries).toBe(weeks + 3)
    expect(spent.rowsWritten).toBe(0)
  })

  test('weeks of which nothing has come cost one read of the units together', async () => {
    const spent = meter()
    const query = 'form=enterprises&from=2021-W01&to=2021-W52'
    await answer(await call(`GET /units/big/trends?${query}`, { token: big, meter: spent }))
    expect(spent.queries).toBe(4)
    // And for each week what its line of units has decided about it.
    expect(spent.rowsRead).toBeLessThanOrEqual((towns + 1) * 6 + 52 * 5 + 40)
  })

  describe('of what several units report', () => {
    const uscc = '91430821MA4L00008R'
    const inWeeks = { from: '2019-W10', to: '2019-W12' }
    const request = async () => {
      const unit = (await unitById(env.DB, 'twins')) as StoredUnit
      const view = 'current' as const
      return { unit, form: enterprises, view, lang: 'zh' as const, ...inWeeks }
    }
    const totalOf = ({ trends: found }: TrendsAnswer) =>
      found.find(({ indicator }) => indicator === 'enterprises.total')?.values

    beforeAll(async () => {
      await addUnit('twins', '双县', 'county', 'zhangjiajie')
      for (const id of ['twin-a', 'twin-b', 'twin-c']) {
        await addUnit(id, id, 'township', 'twins')
        for (const week of ['2019-W10', '2019-W11', '2019-W12']) {
          await submit(id, week, enterpriseRows([enterprise({ name: '甲厂', uscc })]))
        }
      }
    })

    test('opens what is counted again, and nothing for names', async () => {
      const allowance = { left: 100 }
      const found = await trendsIn(env.DB, await request(), allowance)
      expect(totalOf(found)).toEqual([1, 1, 1])
      expect(100 - allowance.left).toBe(3 * 2)
      expect(found.periods.some((week) => 'unopened' in week)).toBe(false)
    })

    test('opens no more for all weeks than it may, the newest first, and says where it did not', async () => {
      const found = await trendsIn(env.DB, await request(), { left: 3 })
      expect(totalOf(found)).toEqual([3, 2, 1])
      expect(found.periods.map(({ unopened }) => unopened)).toEqual([2, 1, undefined])
    })
  })
})
