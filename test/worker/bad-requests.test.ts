import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Page } from '../../shared/protocol/answers.ts'
import { badAddresses } from './bad/addresses.ts'
import { ACCEPTED, type Bad, CLOSED, type Who } from './bad/bad.ts'
import { badDocuments } from './bad/documents.ts'
import { badHeaders } from './bad/headers.ts'
import { badOtherBodies } from './bad/other-bodies.ts'
import { badPacking } from './bad/packing.ts'
import { badTexts } from './bad/texts.ts'
import { badTransfer } from './bad/transfer.ts'
import {
  answer,
  at,
  call,
  enrolled,
  enterpriseSheet,
  first,
  place,
  refusal,
  root,
  settle,
  WEDNESDAY,
} from './county.ts'
import { meter } from './metered.ts'

/** Whatever is wrong with a request: a problem detail with the right status, and nothing written. */

const tokens = new Map<Who, string>()

/** Every row of every table, as one number each. */
async function rows(): Promise<Record<string, number>> {
  const tables = await env.DB.prepare(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%\\_%' ESCAPE '\\'`,
  ).run<{ name: string }>()
  const counts = tables.results.map(async ({ name }) => {
    const { results } = await env.DB.prepare(`SELECT count(*) AS n FROM ${name}`).run<{
      n: number
    }>()
    return [name, results[0]?.n ?? 0] as const
  })
  return Object.fromEntries(await Promise.all(counts))
}

beforeAll(async () => {
  await settle()
  at('2019-01-01T00:00:00Z')
  tokens.set('expired', await enrolled('cili', 'administrator'))
  at(WEDNESDAY)
  for (const who of ['administrator', 'revoked'] as const) {
    tokens.set(who, await enrolled('cili', 'administrator'))
  }
  tokens.set('root', await root())
  tokens.set('reader', await enrolled('cili', 'reader'))
  tokens.set('neighbour', await enrolled('sangzhi', 'administrator'))
  const token = tokens.get('administrator')

  const list = await call('GET /units/cili/tokens', { token: tokens.get('revoked') })
  const { items } = await answer<Page<{ id: string; lastUsedOn: string | null }>>(list)
  const own = items.find(({ lastUsedOn }) => lastUsedOn !== null)
  expect((await call(`DELETE /tokens/${own?.id}`, { token })).status).toBe(204)

  const headers = { ...first, 'Idempotency-Key': 'used' }
  const sent = { token, body: enterpriseSheet(1, 1) }
  await answer(await call(`PUT ${place('jiangya')}`, { ...sent, headers }), 201)
  const accepted = place('jiangya', 'enterprises', ACCEPTED)
  await answer(await call(`PUT ${accepted}`, { ...sent, headers: first }), 201)
  await answer(await call(`POST ${accepted}/accept`, { token }))
  await answer(await call(`POST /units/cili/periods/${CLOSED}/close`, { token }))
  // The use of a token is written down once a day.
  for (const used of tokens.values()) await call('GET /me', { token: used })
})

async function check({ request, who = 'administrator', options, status, problem }: Bad) {
  const spent = meter()
  const sent = { token: tokens.get(who), meter: spent, ...options }
  const { title, detail, ...refused } = await refusal(await call(request, sent))
  expect(refused).toMatchObject({ status, problem })
  expect(title).toMatch(/[\u4e00-\u9fff]/)
  expect(detail).toMatch(/[\u4e00-\u9fff]/)
  expect(spent.rowsWritten).toBe(0)
}

const all = {
  badAddresses,
  badHeaders,
  badPacking,
  badTexts,
  badDocuments,
  badOtherBodies,
  badTransfer,
}

describe.each(Object.entries(all))('%s', (_, requests) => {
  let before: Record<string, number>

  beforeAll(async () => {
    before = await rows()
  })

  test.each(requests.map((bad) => [bad.what, bad] as const))('%s', (_what, bad) => check(bad))

  test('wrote nothing', async () => {
    expect(Object.keys(before)).toEqual(expect.arrayContaining(['revisions', 'events', 'tokens']))
    expect(await rows()).toEqual(before)
  })
})

test('they are more than 300, no two alike', () => {
  const names = Object.values(all)
    .flat()
    .map(({ what, request }) => `${request} ${what}`)
  expect(names.toSorted()).toEqual([...new Set(names)].toSorted())
  expect(names.length).toBeGreaterThan(300)
})
