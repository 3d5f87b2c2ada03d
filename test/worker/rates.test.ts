import { beforeAll, describe, expect, test } from 'vitest'
import configuration from '../../wrangler.toml?raw'
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
import { meter } from './metered.ts'
import { ratesOf } from './rates.ts'

/** How many a minute a binding lets through, as it is deployed. */
function limitOf(rate: string): number {
  const found = new RegExp(`name = "${rate}"[^[]*limit = (\\d+), period = 60`).exec(configuration)
  return Number(found?.[1])
}

const from = (address: string) => ({ 'CF-Connecting-IP': address })

let clerk: string
let county: string

beforeAll(async () => {
  await settle()
  clerk = await enrolled('lingyang', 'reporter')
  county = await enrolled('cili', 'aggregator')
  for (const token of [clerk, county]) await call('GET /me', { token })
})

/** Asks until it is too much. A minute may end on the way, and counting begin anew. */
async function exhaust(limit: number, ask: () => Promise<Response>): Promise<Response> {
  for (let asked = 0; asked <= 2 * limit; asked += 1) {
    const response = await ask()
    if (response.status === 429) return response
  }
  return expect.unreachable()
}

async function expectLater(response: Response) {
  expect(response.headers.get('Retry-After')).toBe('60')
  expect(await refusal(response)).toMatchObject({
    status: 429,
    problem: 'too-many-requests',
    detail: expect.stringContaining('60'),
  })
}

describe('enrolling, as the runtime counts it', () => {
  const enrol = (code: string, address: string) =>
    call('POST /enrol', { body: { code }, headers: from(address), rates: {} })
  const guess = (address: string) => enrol('AAAA-AAAA-AAAA-AAAA', address)
  const guesses = limitOf('WRONG_CODE_RATE')

  test('a network that guesses codes waits; others do not, and a right code still works', async () => {
    await expectLater(await exhaust(guesses, () => guess('192.0.2.7')))
    expect(await refusal(await guess('192.0.2.8'))).toMatchObject({ problem: 'code-unknown' })
    const body = { role: 'reader' }
    const issued = await call('POST /units/cili/codes', { token: await root(), body })
    const { code } = await answer<{ code: string }>(issued, 201)
    expect((await enrol(code, '192.0.2.7')).status).toBe(200)
  })

  test('addresses of one IPv6 network are one', async () => {
    let host = 0
    const address = () => `2001:db8:1:2:3:4:5:${(++host).toString(16)}`
    await expectLater(await exhaust(guesses, () => guess(address())))
    expect((await guess('2001:db8:1:3::1')).status).toBe(403)
  })
})

test('whatever is sent to enrol is counted', async () => {
  const rates = ratesOf(2)
  const ask = (address: string) =>
    call('POST /enrol', { body: { code: 12 }, headers: from(address), rates })
  expect((await ask('192.0.2.9')).status).toBe(422)
  expect((await ask('192.0.2.9')).status).toBe(422)
  await expectLater(await ask('192.0.2.9'))
  expect((await ask('192.0.2.10')).status).toBe(422)
})

test('a token that sends without end waits at no cost to the database; it may look, others may send', async () => {
  const rates = ratesOf(2)
  const request = `PUT ${place('lingyang')}`
  const sent = { body: enterpriseSheet(1, 1), headers: first, rates }
  await answer(await call(request, { token: clerk, ...sent }), 201)
  await answer(await call(request, { token: clerk, ...sent }))
  const spent = meter()
  await expectLater(await call(request, { token: clerk, ...sent, meter: spent }))
  expect(spent).toEqual(meter())
  expect((await call('GET /me', { token: clerk, rates })).status).toBe(200)
  expect((await call(request, { token: county, ...sent })).status).toBe(200)
})

test('a token that pulls or decides without end waits', async () => {
  const rates = ratesOf(1)
  for (const request of [
    'GET /units/cili/totals?period=2020-W09',
    'POST /units/cili/periods/2020-W08/close',
  ]) {
    expect((await call(request, { token: county, rates })).status).toBe(200)
    await expectLater(await call(request, { token: county, rates }))
  }
  // What needs no token is counted by address; nobody knows one here.
  for (const _ of [1, 2]) expect((await call('GET /health', { rates })).status).toBe(200)
  const headers = from('192.0.2.11')
  expect((await call('GET /health', { headers, rates })).status).toBe(200)
  await expectLater(await call('GET /health', { headers, rates }))
})

test('a Friday afternoon is not too much: 14 forms from each of 40 townships by one token, twice', () => {
  for (const rate of ['READ_RATE', 'WRITE_RATE']) {
    expect(limitOf(rate)).toBeGreaterThan(2 * 40 * 14)
  }
})
