import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Me, Page, Unit } from '../../shared/protocol/answers.ts'
import { addUnit, answer, call, enrolled, refusal, root, settle } from './county.ts'

let administrator: string

beforeAll(async () => {
  await settle()
  administrator = await enrolled('cili', 'administrator')
})

async function put(id: string, body: object, token = administrator) {
  return call(`PUT /units/${id}`, { token, body })
}

/** How often a change of the unit has been recorded. */
async function savings(unit: string): Promise<number | undefined> {
  const query = env.DB.prepare(
    "SELECT count(*) AS n FROM events WHERE kind = 'unit-saved' AND unit = ?",
  )
  return (await query.bind(unit).run<{ n: number }>()).results[0]?.n
}

const township = (name: string, parent: string | null) => ({ name, level: 'township', parent })

describe('a unit', () => {
  test('is added once, then changed', async () => {
    expect((await put('sanguansi', township('三官寺', 'cili'))).status).toBe(201)
    const renamed = await put('sanguansi', township('三官寺乡', 'cili'))
    expect(await answer(renamed)).toEqual({
      id: 'sanguansi',
      name: '三官寺乡',
      level: 'township',
      parent: 'cili',
      forms: null,
    })
  })

  test('moves with all that is below it', async () => {
    await addUnit('shanbei', '山北区', 'township', 'cili')
    await addUnit('shannan', '山南区', 'township', 'cili')
    await addUnit('village1', '一村', 'village', 'shanbei')
    await addUnit('group1', '一组', 'village', 'village1')
    const south = await enrolled('shannan', 'reader')
    expect((await answer<Me>(await call('GET /me', { token: south }))).units).toHaveLength(1)

    const moved = { name: '一村', level: 'village', parent: 'shannan' }
    await answer(await put('village1', moved))
    const { units } = await answer<Me>(await call('GET /me', { token: south }))
    expect(units.map(({ id, parent }) => [id, parent])).toEqual([
      ['shannan', 'cili'],
      ['village1', 'shannan'],
      ['group1', 'village1'],
    ])
  })

  test('cannot come to lie below itself', async () => {
    await addUnit('outer', '外', 'township', 'cili')
    await addUnit('inner', '内', 'village', 'outer')
    for (const parent of ['outer', 'inner']) {
      expect(await refusal(await put('outer', township('外', parent)))).toMatchObject({
        status: 409,
        problem: 'unit-cycle',
      })
    }
  })

  test('that two people add at once is added once', async () => {
    const both = await Promise.all([1, 2].map(() => put('twice', township('重名镇', 'cili'))))
    const statuses = both.map(({ status }) => status)
    expect([201, 201]).not.toEqual(statuses)
    for (const status of statuses) expect([200, 201, 503]).toContain(status)
    expect((await put('twice', township('重名镇', 'cili'))).status).toBe(200)
    expect(await savings('twice')).toBe(1)
  })

  test('and another moved below each other at once: one of them is', async () => {
    await addUnit('hen', '鸡村', 'village', 'cili')
    await addUnit('egg', '蛋村', 'village', 'cili')
    let moved = false
    const between: Pick<D1Database, 'prepare' | 'batch'> = {
      prepare: (query) => env.DB.prepare(query),
      batch: async <Row>(statements: D1PreparedStatement[]) => {
        if (!moved) await answer(await put('egg', { ...township('蛋村', 'hen'), level: 'village' }))
        moved = true
        return env.DB.batch<Row>(statements)
      },
    }
    const db = Object.assign(Object.create(env.DB), between)
    const body = { name: '鸡村', level: 'village', parent: 'egg' }
    const late = await call('PUT /units/hen', { token: administrator, body, db })
    expect(late.headers.get('Retry-After')).toBe('1')
    expect(await refusal(late)).toMatchObject({ status: 503, problem: 'busy' })
    const { results } = await env.DB.prepare(
      "SELECT path FROM units WHERE id IN ('hen', 'egg') ORDER BY path",
    ).run()
    expect(results).toEqual([
      { path: 'zhangjiajie/cili/hen/' },
      { path: 'zhangjiajie/cili/hen/egg/' },
    ])
    expect(await savings('hen')).toBe(1)
  })

  test('stays within the reach of who moves it', async () => {
    const out = { status: 403, problem: 'unit-out-of-reach' }
    // Not into another county, not out of every county, not from elsewhere.
    expect(await refusal(await put('jiangya', township('江垭镇', 'sangzhi')))).toMatchObject(out)
    expect(await refusal(await put('jiangya', township('江垭镇', null)))).toMatchObject(out)
    expect(await refusal(await put('sangzhi', township('桑植县', 'cili')))).toMatchObject(out)
    expect(await refusal(await put('fresh', township('新', null)))).toMatchObject(out)
    expect(await refusal(await put('fresh', township('新', 'nowhere')))).toMatchObject({
      status: 404,
      problem: 'unit-unknown',
    })
    // One's own unit may be renamed where it is.
    const renamed = { name: '慈利县', level: 'county', parent: 'zhangjiajie' }
    expect((await put('cili', renamed)).status).toBe(200)
    const token = await root()
    expect((await put('fresh', township('新', null), token)).status).toBe(201)
  })

  test.each(['a/b', 'a b', '双河镇', '-a', 'x'.repeat(65)])('has an id like %s: no', async (id) => {
    const response = await put(encodeURIComponent(id), township('坏', 'cili'))
    expect(response.status).toBe(400)
    expect((await refusal(response)).problem).toBe('malformed-request')
  })

  test.each([
    { level: 'township', parent: 'cili' },
    { name: '  ', level: 'township', parent: 'cili' },
    { name: '镇', level: 'planet', parent: 'cili' },
    { name: '镇', level: 'township' },
    { name: '镇', level: 'township', parent: 'cili', colour: 'red' },
  ])('needs name, level and parent: %j', async (body) => {
    expect(await refusal(await put('broken', body))).toMatchObject({
      status: 422,
      problem: 'malformed-body',
    })
  })
})

describe('the list', () => {
  test('comes in pages, without gaps and without repeats', async () => {
    const whole = await answer<Page<Unit>>(await call('GET /units', { token: administrator }))
    expect(whole.next).toBeNull()
    expect(whole.items[0]?.id).toBe('cili')

    const seen: string[] = []
    let cursor = ''
    for (let pages = 0; pages < 100; pages++) {
      const path = `GET /units?limit=2${cursor}`
      const { items, next } = await answer<Page<Unit>>(await call(path, { token: administrator }))
      seen.push(...items.map(({ id }) => id))
      if (next === null) break
      expect(items).toHaveLength(2)
      cursor = `&cursor=${next}`
    }
    expect(seen).toEqual(whole.items.map(({ id }) => id))
  })

  test.each(['cursor=nonsense', 'cursor=e30', 'limit=0', 'limit=100000'])('%s', async (query) => {
    const refused = await call(`GET /units?${query}`, { token: administrator })
    expect(await refusal(refused)).toMatchObject({ status: 400, problem: 'malformed-request' })
  })
})
