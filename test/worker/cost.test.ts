import { beforeAll, describe, expect, test } from 'vitest'
import { contentHash } from '../../shared/protocol/build.ts'
import type { Submission } from '../../shared/protocol/submission.ts'
import {
  addUnit,
  answer,
  call,
  enrolled,
  enterpriseSheet,
  first,
  place,
  returneeSheet,
  settle,
} from './county.ts'
import { type Meter, meter } from './metered.ts'

/** D1 bills rows and limits queries, so what a call costs is part of its contract. */

let reporter: string
let aggregator: string

beforeAll(async () => {
  await settle()
  reporter = await enrolled('lingyang', 'reporter')
  aggregator = await enrolled('cili', 'aggregator')
  // A token's use is written down once a day; here it has been.
  for (const token of [reporter, aggregator]) await call('GET /me', { token })
})

let week = 9
const weeks = () => `2020-W${String(++week).padStart(2, '0')}`

async function cost(
  period: string,
  body: Submission,
  headers: Record<string, string>,
  status: number,
): Promise<Meter> {
  const spent = meter()
  const request = `PUT ${place('lingyang', 'enterprises', period)}`
  await answer(await call(request, { token: reporter, body, headers, meter: spent }), status)
  return spent
}

describe('submitting', () => {
  test.each([1, 50, 5000])('%d rows: five queries, four rows', async (rows) => {
    const period = weeks()
    const created = await cost(period, enterpriseSheet(rows, 1), first, 201)
    expect(created.queries).toBe(5)
    // Once to read and once to write.
    expect(created.trips).toBe(2)
    // The revision and its key, the pointer, the event.
    expect(created.rowsWritten).toBe(4)

    const keyed = { 'If-Match': '*', 'Idempotency-Key': `rows-${rows}` }
    const revised = await cost(period, enterpriseSheet(rows, 0), keyed, 200)
    expect(revised.queries).toBe(5)
    expect(revised.rowsWritten).toBe(5)
    expect(revised.rowsRead).toBeLessThan(30)
  })

  test('the same again writes nothing', async () => {
    const period = weeks()
    const body = enterpriseSheet(20, 10)
    await cost(period, body, first, 201)
    for (const headers of [first, { 'If-Match': `"${await contentHash(body)}"` }]) {
      const again = await cost(period, body, headers, 200)
      expect(again.rowsWritten).toBe(0)
      expect(again.queries).toBeLessThanOrEqual(4)
    }
  })

  test.each([
    ['wrong', () => ({ ...enterpriseSheet(2, 1), tally: {} }), first, 422],
    ['stale', () => enterpriseSheet(2, 1), { 'If-Match': '"other"' }, 412],
    ['without precondition', () => enterpriseSheet(2, 1), {}, 428],
  ])('what is %s writes nothing', async (_, body, headers, status) => {
    const refused = await cost(weeks(), body(), headers, status)
    expect(refused.rowsWritten).toBe(0)
  })
})

describe('reading', () => {
  const townships = 40

  beforeAll(async () => {
    await addUnit('big', '大县', 'county', 'zhangjiajie')
    const token = await enrolled('big', 'aggregator')
    for (let n = 0; n < townships; n++) {
      await addUnit(`town${n}`, `第${n}镇`, 'township', 'big')
      for (const body of [enterpriseSheet(3, 2, `第${n}镇`), returneeSheet(10, 5)]) {
        const form = body.catalogue.split('@')[0]
        for (const period of ['2020-W08', '2020-W09']) {
          await answer(
            await call(`PUT ${place(`town${n}`, form, period)}`, { token, body, headers: first }),
            201,
          )
        }
      }
    }
    reader = await enrolled('big', 'reader')
    await call('GET /me', { token: reader })
  })

  let reader: string

  test.each(['totals', 'totals.csv', 'totals.xlsx', 'completeness', 'restatements'])(
    '%s of a county: its units and their submissions, of this week only',
    async (what) => {
      const spent = meter()
      const path = `GET /units/big/${what}?period=2020-W09`
      expect((await call(path, { token: reader, meter: spent })).status).toBe(200)
      const sentForms = 2
      // A unit, its submissions, and the key after them that ends the search; the units above.
      expect(spent.rowsRead).toBeLessThanOrEqual((townships + 1) * (sentForms + 2) + 20)
      expect(spent.queries).toBe(4)
      expect(spent.rowsWritten).toBe(0)
    },
  )

  test('the cut-off costs nothing more where nobody was late', async () => {
    const spent = meter()
    const path = 'GET /units/big/totals?period=2020-W09&view=cutoff'
    await answer(await call(path, { token: reader, meter: spent }))
    expect(spent.queries).toBe(4)
  })
})
