import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, expect, test } from 'vitest'
import type { Page, UpwardAnswer } from '../../shared/protocol/answers.ts'
import type { StoredSubmission } from '../../shared/protocol/submission.ts'
import type { TokenInfo } from '../../worker/store/access.ts'
import { answer, enterpriseSheet, first, place } from './county.ts'
import { Deployment, databases, Network } from './deployments.ts'

/** The token that a county shows above lasts as long as the county reports. */

const PERIOD = '2020-W09'
const DUE = Date.parse('2020-02-28T09:00:00Z')
const DAY = 86_400_000

const [COUNTY, PREFECTURE] = databases as [D1Database, D1Database]
let network = new Network()
let county: Deployment
let prefecture: Deployment

beforeEach(async () => {
  network = new Network()
  county = new Deployment('county.test', COUNTY, network)
  prefecture = new Deployment('prefecture.test', PREFECTURE, network)
  for (const db of [COUNTY, PREFECTURE]) {
    const { results } = await db
      .prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\'
                AND name NOT LIKE 'sqlite%'`)
      .run<{ name: string }>()
    for (const { name } of results) await db.prepare(`DROP TABLE "${name}"`).run()
    await applyD1Migrations(db, env.MIGRATIONS)
  }
  await county.open()
  await prefecture.open()
  await county.addUnit('cili', '慈利县', 'county', null)
  await county.addUnit('lingyang', '零阳镇', 'township', 'cili')
  await prefecture.addUnit('zhangjiajie', '张家界市', 'prefecture', null)
  await prefecture.addUnit('430821', '慈利县', 'county', 'zhangjiajie')
  county.upward = {
    url: 'https://prefecture.test',
    token: await prefecture.enrol('430821', 'reporter'),
  }
  const body = enterpriseSheet(30, 10)
  await answer(
    await county.call(`PUT ${place('lingyang', 'enterprises', PERIOD)}`, { body, headers: first }),
    201,
  )
})

/** The hour of a pass, so many days after the week is due. The administrators' tokens do not last as long. */
async function pass(days: number, hours = 0): Promise<void> {
  const at = new Date(DUE + days * DAY + hours * 3_600_000)
  prefecture.now = at
  await county.pass(at.toISOString())
  county.now = new Date(DUE)
  prefecture.now = new Date(DUE)
}
const standing = async () =>
  answer<UpwardAnswer>(await county.call(`GET /units/cili/periods/${PERIOD}/report`))
const tokens = async () => {
  const list = await prefecture.call('GET /units/430821/tokens')
  return (await answer<Page<TokenInfo>>(list)).items.toSorted((a, b) =>
    a.createdAt.localeCompare(b.createdAt),
  )
}
const rotations = () => network.messages.filter(({ path }) => path.endsWith('/rotate')).length
const shown = () =>
  new Set(network.messages.map(({ headers }) => headers.get('Authorization') as string))

test('it is replaced 60 days before its end, and the new one is used from then on, for years', async () => {
  await pass(0)
  await pass(335)
  expect([rotations(), shown().size]).toEqual([0, 1])
  for (const days of [341, 342, 500, 690, 1040, 1390, 1740]) await pass(days)
  expect(rotations()).toBe(5)
  expect(await tokens()).toMatchObject(Array.from({ length: 6 }, () => ({ revokedAt: null })))
  expect((await standing()).token).toMatchObject({ refused: null })
  expect(Date.parse((await standing()).token?.expiresAt ?? '')).toBeGreaterThan(DUE + 2100 * DAY)
  // Each is another, and none of them is written down.
  expect(shown().size).toBe(5)
  const tables = ['deployment', 'upward', 'events'].map((name) =>
    COUNTY.prepare(`SELECT * FROM ${name}`).run(),
  )
  const kept = JSON.stringify(await Promise.all(tables))
  for (const token of shown()) expect(kept).not.toContain(token.slice('Bearer '.length))
})

test.each(['answer-lost', 'doubled', 'lost', 'gateway'] as const)(
  'a request for another that is %s costs nothing',
  async (fate) => {
    await pass(0)
    network.fate = ({ path }) => (path.endsWith('/rotate') ? fate : 'arrives')
    await pass(341)
    network.fate = () => 'arrives'
    await pass(341, 1)
    await pass(341, 2)
    expect(await tokens()).toHaveLength(2)
    expect((await standing()).token).toEqual({
      expiresAt: new Date(
        Date.parse((await tokens())[1]?.createdAt ?? '') + 400 * DAY,
      ).toISOString(),
      refused: null,
    })
  },
)

test('the answer lost, and nobody there until long after the old one has ended', async () => {
  await pass(0)
  network.fate = ({ path }) => (path.endsWith('/rotate') ? 'answer-lost' : 'arrives')
  await pass(341)
  network.fate = () => 'arrives'
  await pass(450)
  expect((await standing()).token).toMatchObject({ refused: null })
  expect(await tokens()).toHaveLength(2)
})

test('a report by hand replaces it too', async () => {
  const day = DUE + 345 * DAY
  county.now = prefecture.now = new Date(day)
  await answer(await county.call(`POST /units/cili/periods/${PERIOD}/report`))
  expect(rotations()).toBe(1)
  const { submission } = await answer<StoredSubmission>(
    await prefecture.call(`GET ${place('430821', 'enterprises', PERIOD)}`),
  )
  expect(submission.kind).toBe('totals')
})

test('one that has ended, or is revoked, is said although all has been reported', async () => {
  await pass(0)
  await pass(401)
  expect(await standing()).toMatchObject({
    token: { refused: 'token-expired' },
    forms: [{ state: 'submitted', trouble: null }],
  })
  county.upward = { ...county.upward, token: await prefecture.enrol('430821', 'reporter') }
  expect((await standing()).token).toEqual({ expiresAt: null, refused: null })
  await pass(1)
  expect((await standing()).token).toMatchObject({ refused: null })

  const revoked = await prefecture.call(`DELETE /tokens/${(await tokens()).at(-1)?.id}`)
  expect(revoked.status).toBe(204)
  await pass(1, 1)
  expect((await standing()).token).toMatchObject({ refused: 'token-revoked' })
})

test('replaced by somebody else, it is said while it is still good, and reports go on', async () => {
  const { token } = county.upward
  const taken = await answer<{ token: string }>(
    await prefecture.call('POST /tokens/rotate', { token, body: {} }),
  )
  await answer(await prefecture.call('GET /me', { token: taken.token }))
  await pass(0)
  expect(await standing()).toMatchObject({
    token: { refused: 'token-rotated' },
    forms: [{ state: 'submitted', trouble: null }],
  })
})
