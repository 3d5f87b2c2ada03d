import { beforeAll, describe, expect, test } from 'vitest'
import { enterprises } from '../../shared/forms/enterprises.ts'
import type { History } from '../../shared/protocol/answers.ts'
import { zeroSubmission } from '../../shared/protocol/build.ts'
import type { Submission } from '../../shared/protocol/submission.ts'
import {
  answer,
  call,
  enrolled,
  enterpriseSheet,
  first,
  place,
  refusal,
  returneeSheet,
  settle,
} from './county.ts'
import { meter } from './metered.ts'

let reporter: string

const HISTORY = 'GET /units/lingyang/forms/enterprises/history'

async function send(period: string, body: Submission, headers: Record<string, string> = first) {
  const form = body.catalogue.split('@')[0]
  const response = await call(`PUT ${place('lingyang', form, period)}`, {
    token: reporter,
    body,
    headers,
  })
  expect(response.ok).toBe(true)
}

const before = async (period: string, more = '') =>
  answer<History>(await call(`${HISTORY}?before=${period}${more}`, { token: reporter }))

beforeAll(async () => {
  await settle()
  reporter = await enrolled('lingyang', 'reporter')
  await call('GET /me', { token: reporter })
  await send('2020-W05', enterpriseSheet(3, 1))
  await send('2020-W06', enterpriseSheet(3, 2))
  await send('2020-W06', enterpriseSheet(3, 3), { 'If-Match': '*' })
  await send('2020-W07', returneeSheet(10, 5))
  await send('2020-W08', zeroSubmission(enterprises, { asOf: '2020-02-21', file: '' }))
  await send('2020-W09', enterpriseSheet(4, 4))
})

describe('what a unit reported before', () => {
  test('is its figures by week, the oldest first, and the last tables; zero reports say nothing', async () => {
    const found = await before('2020-W09')
    expect(found.reports.map(({ period, revision }) => [period, revision])).toEqual([
      ['2020-W05', 1],
      ['2020-W06', 2],
    ])
    expect(found.reports.map(({ tally }) => tally['enterprises.resumed'])).toEqual([1, 3])
    expect(found.last).toEqual({ period: '2020-W06', tables: enterpriseSheet(3, 3).tables })
  })

  test('ends before the week, goes back as far as asked, and is empty at the beginning', async () => {
    const all = await before('2020-W10')
    expect(all.reports.map(({ period }) => period)).toEqual(['2020-W05', '2020-W06', '2020-W09'])
    const one = await before('2020-W10', '&limit=1')
    expect(one.reports.map(({ period }) => period)).toEqual(['2020-W09'])
    expect(await before('2020-W05')).toMatchObject({ reports: [], last: null })
  })

  test('is not sent again while nothing of it has changed', async () => {
    const request = `${HISTORY}?before=2020-W09`
    const tag = (await call(request, { token: reporter })).headers.get('ETag') ?? ''
    const headers = { 'If-None-Match': tag }
    expect((await call(request, { token: reporter, headers })).status).toBe(304)
    await send('2020-W06', enterpriseSheet(3, 0), { 'If-Match': '*' })
    expect((await call(request, { token: reporter, headers })).status).toBe(200)
  })

  test('costs its weeks and one document, whatever else the unit reports', async () => {
    const spent = meter()
    const request = `${HISTORY}?before=2020-W10`
    const response = await call(request, { token: reporter, meter: spent })
    // Three weeks and a zero report with their revisions, the document, the caller and the form.
    expect(spent.rowsRead).toBeLessThanOrEqual(25)
    expect(spent.queries).toBeLessThanOrEqual(4)
    expect(spent.rowsWritten).toBe(0)
    const again = meter()
    const headers = { 'If-None-Match': response.headers.get('ETag') ?? '' }
    await call(request, { token: reporter, meter: again, headers })
    expect(again.queries).toBe(spent.queries - 1)
  })

  test('is asked for by a week, of a form there is', async () => {
    const week = await refusal(await call(`${HISTORY}?before=2020-W60`, { token: reporter }))
    expect(week).toMatchObject({ status: 400 })
    const form = await call('GET /units/lingyang/forms/nothing/history?before=2020-W09', {
      token: reporter,
    })
    expect(await refusal(form)).toMatchObject({ status: 404, problem: 'form-unknown' })
  })
})
