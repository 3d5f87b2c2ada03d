import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ExplanationsAnswer, Page } from '../../shared/protocol/answers.ts'
import type { EventRecord, Seal } from '../../shared/protocol/audit.ts'
import { accessTable } from '../../worker/http/access.ts'
import { sealEvents } from '../../worker/store/seals.ts'
import {
  answer,
  call,
  enrolled,
  enterprise,
  enterpriseRows,
  enterpriseSheet,
  first,
  PERIOD,
  place,
  refusal,
  root,
  settle,
  WEDNESDAY,
} from './county.ts'
import { Deployment, Network } from './deployments.ts'
import { exported, sendPage } from './moving.ts'

interface Verification {
  verifiedTo: number
  hash: string
  broken: { from: number; to: number; reason: string } | null
  next: string | null
}

let token: string

beforeAll(async () => {
  await settle()
  token = await root()
})

const events = async (query = '') =>
  (await answer<Page<EventRecord>>(await call(`GET /audit/events?limit=1000${query}`, { token })))
    .items
const seals = async () =>
  (await answer<Page<Seal>>(await call('GET /audit/seals?limit=1000', { token }))).items
const verify = async () => answer<Verification>(await call('GET /audit/verify', { token }))
const run = (sql: string) => env.DB.prepare(sql).run()

describe('every route that changes something leaves an event', () => {
  const sheet = enterpriseSheet(1, 1)
  const week = `/units/cili/periods/${PERIOD}`
  const form = {
    id: 'canteen',
    version: 1,
    title: { zh: '食堂用餐统计表', en: 'Canteens' },
    row: { zh: '食堂', en: 'canteen' },
    subjects: ['食堂'],
    identifiedBy: [['name'], ['meals']],
    fields: [
      { id: 'name', title: { zh: '食堂名称', en: 'Canteen' }, synonyms: ['食堂'], type: 'text' },
      { id: 'meals', title: { zh: '用餐人次', en: 'Meals' }, synonyms: [], type: 'count' },
    ],
    indicators: [
      {
        id: 'canteen.meals',
        title: { zh: '用餐人次', en: 'Meals' },
        overTime: 'sum',
        overUnits: 'sum',
        compute: { sum: 'meals' },
      },
    ],
    rules: [],
    bulletin: { zh: '共用餐{canteen.meals}人次', en: '{canteen.meals} meals' },
  }
  const list = {
    id: 'enterprises.subsidy',
    title: { zh: '补贴企业', en: 'Subsidised' },
    where: { field: 'above_scale', is: true },
    fields: ['name', 'resumed_on'],
  }
  /** In the order in which they are done; what is not here must be a plain reading route. */
  const changes: Record<string, () => Promise<Response>> = {
    'PUT /units/{unit}': () =>
      call('PUT /units/new', { token, body: { name: '新镇', level: 'township', parent: 'cili' } }),
    'POST /units/{unit}/codes': () =>
      call('POST /units/new/codes', { token, body: { role: 'reader' } }),
    'POST /enrol': async () => {
      const issued = await call('POST /units/new/codes', { token, body: { role: 'reader' } })
      const { code } = await answer<{ code: string }>(issued, 201)
      return call('POST /enrol', { body: { code } })
    },
    'POST /tokens/rotate': async () =>
      call('POST /tokens/rotate', { token: await enrolled('new', 'reader'), body: {} }),
    'DELETE /tokens/{id}': async () => {
      const { items } = await answer<Page<{ id: string }>>(
        await call('GET /units/new/tokens', { token }),
      )
      return call(`DELETE /tokens/${items[0]?.id}`, { token })
    },
    'PUT /units/{unit}/forms/{form}': () =>
      call('PUT /units/cili/forms/canteen', { token, body: form }),
    'PUT /units/{unit}/lists/{list}': () =>
      call('PUT /units/cili/lists/enterprises.subsidy', { token, body: list }),
    'PUT /units/{unit}/forms/{form}/words/{field}': () =>
      call('PUT /units/cili/forms/inputs/words/item', {
        token,
        body: { groups: [['尿素', '碳酰二胺']] },
      }),
    'PUT /units/{unit}/forms/{form}/headings/{field}': () =>
      call('PUT /units/cili/forms/canteen/headings/meals', {
        token,
        body: { wordings: ['开饭人头'] },
      }),
    'PUT /units/{unit}/forms/{form}/sameness/{field}': () =>
      call('PUT /units/cili/forms/enterprises/sameness/name', {
        token,
        body: { values: ['宏达公司'], same: true },
      }),
    'PUT /units/{unit}/periods/{period}': () =>
      call(`PUT ${week}`, { token, body: { asOf: '2020-02-25', due: '2020-02-28T10:00:00Z' } }),
    'PUT /units/{unit}/forms/{form}/periods/{period}': () =>
      call(`PUT ${place('lingyang')}`, { token, body: sheet, headers: first }),
    'POST /units/{unit}/forms/{form}/periods/{period}/return': () =>
      call(`POST ${place('lingyang')}/return`, {
        token,
        body: { reason: '请核对' },
        headers: { 'If-Match': '*' },
      }),
    'POST /units/{unit}/forms/{form}/periods/{period}/accept': async () => {
      const again = { token, body: enterpriseSheet(2, 1), headers: { 'If-Match': '*' } }
      await answer(await call(`PUT ${place('lingyang')}`, again))
      return call(`POST ${place('lingyang')}/accept`, { token, headers: { 'If-Match': '*' } })
    },
    'PUT /units/{unit}/forms/{form}/periods/{period}/explanations/{explanation}': async () => {
      const given = { sheet: 'Sheet1', rule: 'enterprises.vanished', cell: null, reason: '已注销' }
      const body = enterpriseRows([enterprise({})], [given])
      await answer(await call(`PUT ${place('jiangya')}`, { token, body, headers: first }), 201)
      const listed = await call(`GET /units/cili/explanations?period=${PERIOD}`, { token })
      const { explanations } = await answer<ExplanationsAnswer>(listed)
      const path = `PUT ${place('jiangya')}/explanations/${explanations[0]?.id}`
      return call(path, { token, body: { state: 'accepted' } })
    },
    'PUT /units/{unit}/recipients': () =>
      call('PUT /units/cili/recipients', {
        token,
        body: { recipients: [{ address: 'a@example.org', kinds: ['summary'], lang: 'zh' }] },
      }),
    'POST /units/{unit}/periods/{period}/summary': () =>
      call(`POST ${week}/summary`, { token, body: {} }),
    'POST /units/{unit}/periods/{period}/report': async () => {
      const network = new Network()
      const province = new Deployment('province.test', env.OTHER_1, network)
      await province.open()
      await province.addUnit('zhangjiajie', '张家界市', 'prefecture', null)
      const here = new Deployment('county.test', env.DB, network)
      here.upward = {
        url: 'https://province.test',
        token: await province.enrol('zhangjiajie', 'reporter'),
      }
      return here.call(`POST /units/zhangjiajie/periods/${PERIOD}/report`, { token })
    },
    'PUT /units/{unit}/periods/{period}/extension': () =>
      call(`PUT ${week}/extension`, {
        token,
        body: { due: '2020-03-02T09:00:00Z', reason: '停电' },
      }),
    'DELETE /units/{unit}/periods/{period}/extension': () =>
      call(`DELETE ${week}/extension`, { token }),
    'POST /units/{unit}/periods/{period}/close': () => call(`POST ${week}/close`, { token }),
    'POST /units/{unit}/periods/{period}/reopen': () => call(`POST ${week}/reopen`, { token }),
    'PUT /deployment/retention': () =>
      call('PUT /deployment/retention', {
        token,
        body: { documents: 400, mails: null, events: null },
      }),
    'POST /import': async () => {
      const pages = await exported(token)
      await run("DELETE FROM lists WHERE list = 'enterprises.subsidy'")
      const lists = pages.findIndex((page) => page[0]?.includes('"table":"lists"'))
      return sendPage(token, pages, lists + 1)
    },
  }

  test('the list is complete', () => {
    const writing = Object.keys(accessTable).filter((route) => !route.startsWith('GET '))
    expect(Object.keys(changes).toSorted()).toEqual(writing.toSorted())
  })

  test.each(Object.entries(changes))('%s', async (route, change) => {
    const before = (await events()).length
    const response = await change()
    expect(response.ok, `${route}: ${response.status} ${await response.clone().text()}`).toBe(true)
    const added = (await events()).slice(before)
    expect(added.length).toBeGreaterThan(0)
    expect(added.at(-1)).toMatchObject({ at: WEDNESDAY, actor: expect.stringMatching(/./) })
  })

  test('a unit that is changed says from what', async () => {
    const body = { name: '新镇改', level: 'township', parent: 'cili' }
    await answer(await call('PUT /units/new', { token, body }))
    const detail: unknown = JSON.parse((await events()).at(-1)?.detail ?? '')
    expect(detail).toMatchObject({ name: '新镇改', before: { name: '新镇', parent: 'cili' } })
  })
})

test('days, decisions and recipients say from what', async () => {
  const before: Record<string, unknown[]> = {}
  for (const { kind, detail } of await events()) {
    const found: unknown = JSON.parse(detail ?? '{}')
    if (found && typeof found === 'object' && 'before' in found) {
      before[kind] = [...(before[kind] ?? []), found.before]
    }
  }
  expect(before).toMatchObject({
    'period-set': [null],
    returned: [{ state: 'submitted' }],
    accepted: [{ state: 'submitted' }],
    'recipients-set': [{ count: 0 }],
  })
  const body = { asOf: '2020-02-26', due: '2020-02-28T11:00:00Z' }
  await answer(await call(`PUT /units/cili/periods/${PERIOD}`, { token, body }))
  const detail: unknown = JSON.parse((await events()).at(-1)?.detail ?? '')
  expect(detail).toMatchObject({
    asOf: '2020-02-26',
    before: { asOf: '2020-02-25', due: '2020-02-28T10:00:00Z' },
  })
})

describe('reading events', () => {
  test('only those of the subtree, in pages', async () => {
    const county = await enrolled('cili', 'administrator')
    const all: EventRecord[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const query = `limit=3${cursor && `&cursor=${cursor}`}`
      const read = await call(`GET /units/cili/events?${query}`, { token: county })
      const found: Page<EventRecord> = await answer(read)
      all.push(...found.items)
      cursor = found.next
    }
    const below = ['cili', 'lingyang', 'jiangya', 'dongyueguan', 'new']
    const expected = (await events()).filter(({ unit }) => unit !== null && below.includes(unit))
    expect(all).toEqual(expected)
  })

  test('of a span of time: from a moment on, before another', async () => {
    const next = '2020-02-26T10:00:00.001%2B08:00'
    expect(await events(`&from=${next}`)).toEqual([])
    expect(await events(`&from=${WEDNESDAY}&to=${next}`)).toEqual(await events())
    expect(await events(`&to=${WEDNESDAY}`)).toEqual([])
  })

  test('as CSV, with Chinese words and nothing that Excel takes for a formula', async () => {
    const body = { name: '=1+1', level: 'township', parent: 'cili' }
    await answer(await call('PUT /units/formula', { token, body }), 201)
    const by = await enrolled('formula', 'administrator')
    await call('POST /units/formula/codes', { token: by, body: { role: 'reader' } })
    const response = await call('GET /units/formula/events.csv?limit=3', { token })
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      await response.arrayBuffer(),
    )
    expect(text.startsWith('\uFEFF编号,时间（北京时间）,操作单位,操作,')).toBe(true)
    expect(text).toContain('2020-02-26 10:00:00')
    expect(text).toContain("'=1+1")
    expect(text).not.toMatch(/,=1/)
    const link = /^<(.+)>; rel="next"$/.exec(response.headers.get('Link') ?? '')?.[1] ?? ''
    const rest = await call(`GET https://county.test${link}`, { token })
    expect(await rest.text()).toContain('发放登记码')
  })

  test('the deployment as a whole is for its administrator', async () => {
    const county = await enrolled('cili', 'administrator')
    for (const path of ['events', 'seals', 'verify']) {
      const response = await call(`GET /audit/${path}`, { token: county })
      expect(await refusal(response)).toMatchObject({ status: 403, problem: 'deployment-only' })
    }
  })
})

describe('the chain', () => {
  beforeEach(async () => {
    // Three seals over what there is, cut at different places.
    await run('DELETE FROM seals')
    const count = (await events()).length
    for (const part of [Math.floor(count / 3), Math.floor(count / 2), count]) {
      await run(`CREATE TABLE later AS SELECT * FROM events WHERE id > ${part}`)
      await run(`DELETE FROM events WHERE id > ${part}`)
      await sealEvents(env.DB, new Date(WEDNESDAY))
      await run('INSERT INTO events SELECT * FROM later')
      await run('DROP TABLE later')
    }
  })

  test('holds, and sealing again adds nothing', async () => {
    const before = await seals()
    expect(before.length).toBe(3)
    expect(await seals()).toEqual(before)
    const last = before.at(-1)
    const found = {
      verifiedFrom: 1,
      verifiedTo: last?.lastId,
      hash: last?.hash,
      broken: null,
      next: null,
    }
    expect(await verify()).toEqual(found)
  })

  test('two passes at once make one chain', async () => {
    await run('DELETE FROM seals')
    await Promise.all([1, 2, 3].map(() => sealEvents(env.DB, new Date())))
    expect((await seals()).length).toBe(1)
    expect((await verify()).broken).toBeNull()
  })

  test.each([
    ['a changed name', "UPDATE events SET actor = '别人' WHERE id = 5", 'changed', 5],
    [
      'a changed time',
      "UPDATE events SET at = '2020-01-01T00:00:00.000Z' WHERE id = 5",
      'changed',
      5,
    ],
    ['a changed detail', "UPDATE events SET detail = '{}' WHERE id = 5", 'changed', 5],
    ['an event taken out', 'DELETE FROM events WHERE id = 5', 'missing', 5],
    [
      'a seal changed',
      "UPDATE seals SET hash = 'f' || substr(hash, 2) || 'f' WHERE last_id > 5",
      'changed',
      5,
    ],
    ['its time changed', "UPDATE seals SET sealed_at = '' WHERE last_id > 5", 'changed', 5],
    [
      'the first seal taken out',
      'DELETE FROM seals WHERE last_id = (SELECT min(last_id) FROM seals)',
      'extra',
      5,
    ],
    ['the count changed', 'UPDATE seals SET count = count + 1', 'extra', 5],
  ])('%s is found', async (_, tampering, reason, id) => {
    const kept = (await env.DB.prepare('SELECT * FROM events WHERE id = 5').run()).results[0] ?? {}
    await run(tampering)
    const { broken } = await verify()
    await run('DELETE FROM events WHERE id = 5')
    const columns = Object.keys(kept)
    await env.DB.prepare(`INSERT INTO events (${columns}) VALUES (${columns.map(() => '?')})`)
      .bind(...Object.values(kept))
      .run()
    expect(broken?.reason).toBe(reason)
    expect(broken?.from).toBeLessThanOrEqual(id)
    expect(broken?.to).toBeGreaterThanOrEqual(id)
  })

  test('events swapped, and all sealed events of the end taken out', async () => {
    await run('UPDATE events SET id = -1 WHERE id = 5')
    await run('UPDATE events SET id = 5 WHERE id = 6')
    await run('UPDATE events SET id = 6 WHERE id = -1')
    expect((await verify()).broken).toMatchObject({ reason: 'changed' })
    await run('UPDATE events SET id = -1 WHERE id = 5')
    await run('UPDATE events SET id = 5 WHERE id = 6')
    await run('UPDATE events SET id = 6 WHERE id = -1')
    expect((await verify()).broken).toBeNull()

    const count = (await events()).length
    await run(`DELETE FROM events WHERE id = ${count}`)
    expect((await verify()).broken).toEqual({ from: count, to: count, reason: 'missing' })
  })

  test('one made anew has another hash than the copy kept elsewhere', async () => {
    const kept = (await verify()).hash
    await run("UPDATE events SET actor = '别人' WHERE id = 5")
    await run('DELETE FROM seals')
    await sealEvents(env.DB, new Date(WEDNESDAY))
    const found = await verify()
    expect(found.broken).toBeNull()
    expect(found.hash).not.toBe(kept)
  })

  test('one made anew lacks the seal that a leader’s mailbox keeps', async () => {
    const recipients = [{ address: 'leader@example.com', kinds: ['summary'], lang: 'zh' }]
    await answer(await call('PUT /units/cili/recipients', { token, body: { recipients } }))
    await sealEvents(env.DB, new Date(WEDNESDAY))
    const week = `/units/cili/periods/${PERIOD}/summary`
    const { mails } = await answer<{ mails: { id: number }[] }>(
      await call(`POST ${week}`, { token }),
    )
    const path = `/units/cili/mails/${mails.at(-1)?.id}`
    const { text } = await answer<{ text: string }>(await call(`GET ${path}`, { token }))
    const [, lastId, hash = ''] = /封存码 (\d+)-([0-9a-f]{20})：/.exec(text) ?? []
    const kept = async () => (await seals()).find((one) => one.lastId === Number(lastId))
    expect((await kept())?.hash.slice(0, 20)).toBe(hash)

    await run("UPDATE events SET actor = '别人' WHERE id = 5")
    await run('DELETE FROM seals')
    await sealEvents(env.DB, new Date(WEDNESDAY))
    expect((await verify()).broken).toBeNull()
    expect((await kept())?.hash.slice(0, 20)).not.toBe(hash)
  })
})
