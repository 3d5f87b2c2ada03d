import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Enrolment, Me } from '../../shared/protocol/answers.ts'
import { sha256 } from '../../shared/protocol/hash.ts'
import {
  addUnit,
  answer,
  at,
  call,
  enrolled,
  refusal,
  root,
  SATURDAY,
  settle,
  WEDNESDAY,
} from './county.ts'
import { type Meter, meter } from './metered.ts'

beforeAll(settle)
beforeEach(() => at(WEDNESDAY))

const enrol = (code: unknown) => call('POST /enrol', { body: { code } })

async function issue(unit: string, body: object): Promise<{ code: string; expiresAt: string }> {
  const token = await root()
  return answer(await call(`POST /units/${unit}/codes`, { token, body }), 201)
}

describe('the setup code', () => {
  test('gives the whole deployment, once', async () => {
    const me = await answer<Me>(await call('GET /me', { token: await root() }))
    expect(me.unit).toBeNull()
    expect(me.role).toBe('administrator')
    expect(me.units.map(({ id }) => id).slice(0, 3)).toEqual(['zhangjiajie', 'cili', 'dongyueguan'])
    expect(await refusal(await enrol(env.SETUP_CODE))).toMatchObject({
      status: 403,
      problem: 'setup-finished',
    })
  })

  test('works again when the only administrator is revoked', async () => {
    await env.DB.prepare('UPDATE tokens SET revoked_at = ? WHERE unit IS NULL')
      .bind(WEDNESDAY)
      .run()
    const refused = await refusal(await call('GET /me', { token: await root() }))
    expect(refused).toMatchObject({ status: 401, problem: 'token-revoked' })
    const both = await Promise.all([enrol(env.SETUP_CODE), enrol(env.SETUP_CODE)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 403])
    await env.DB.prepare('UPDATE tokens SET revoked_at = NULL WHERE unit IS NULL').run()
  })

  test('does not exist where the operator has set none', async () => {
    const code = env.SETUP_CODE
    for (const missing of ['', undefined]) {
      Object.assign(env, { SETUP_CODE: missing })
      for (const guess of [' ', 'undefined']) {
        expect((await refusal(await enrol(guess))).problem).toBe('code-unknown')
      }
    }
    Object.assign(env, { SETUP_CODE: code })
  })
})

describe('an enrolment code', () => {
  test('gives one token for its unit and role, once', async () => {
    const { code } = await issue('cili', { role: 'aggregator' })
    expect(code).toMatch(/^([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}$/)
    const given = await enrol(code)
    expect(given.headers.get('Cache-Control')).toBe('no-store')
    const enrolment = await answer<Enrolment>(given)
    expect(enrolment).toMatchObject({
      unit: { id: 'cili', name: '慈利县', level: 'county', parent: 'zhangjiajie' },
      role: 'aggregator',
    })
    // 256 bits in base64url.
    expect(enrolment.token).toMatch(/^[\w-]{43}$/)
    expect(await refusal(await enrol(code))).toMatchObject({ status: 403, problem: 'code-used' })

    const me = await answer<Me>(await call('GET /me', { token: enrolment.token }))
    expect(me).toMatchObject({ unit: { id: 'cili' }, role: 'aggregator' })
    expect(me.units.map(({ id }) => id)).toEqual(['cili', 'dongyueguan', 'jiangya', 'lingyang'])
  })

  test('redeemed twice at once gives one token', async () => {
    const { code } = await issue('cili', { role: 'reader' })
    const both = await Promise.all([enrol(code), enrol(code)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 403])
  })

  test('may be typed small, without dashes or with blanks', async () => {
    const { code } = await issue('cili', { role: 'reader' })
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ')} `
    expect((await enrol(typed)).status).toBe(200)
  })

  test('expires', async () => {
    const { code, expiresAt } = await issue('cili', { role: 'reader', expiresInHours: 2 })
    expect(expiresAt).toBe('2020-02-26T04:00:00.000Z')
    at(expiresAt)
    expect(await refusal(await enrol(code))).toMatchObject({ status: 403, problem: 'code-expired' })
  })

  test.each(['ABCD-EFGH-JKLM-NPQR', 'DROP TABLE codes', '😀'])('unknown: %s', async (code) => {
    expect(await refusal(await enrol(code))).toMatchObject({ status: 403, problem: 'code-unknown' })
  })

  test.each(['', 12, null, undefined])('that is none: %s', async (code) => {
    expect(await refusal(await enrol(code))).toMatchObject({
      status: 422,
      problem: 'malformed-body',
    })
  })
})

describe('a token', () => {
  test('is kept only as its hash, and so is a code', async () => {
    const { code } = await issue('cili', { role: 'reader' })
    const { token } = await answer<Enrolment>(await enrol(code))
    for (const table of ['tokens', 'codes', 'events']) {
      const { results } = await env.DB.prepare(`SELECT * FROM ${table}`).run()
      expect(results.length).toBeGreaterThan(0)
      expect(JSON.stringify(results)).not.toContain(token)
      expect(JSON.stringify(results)).not.toContain(code)
    }
  })

  test('expires, and says when', async () => {
    const token = await enrolled('cili', 'reader')
    at('2021-03-30T02:00:00Z')
    expect((await call('GET /me', { token })).status).toBe(200)
    at('2021-04-01T02:00:00Z')
    const refused = await refusal(await call('GET /me', { token }))
    expect(refused).toMatchObject({ status: 401, problem: 'token-expired' })
    expect(refused.detail).toContain('已于 2021年4月1日 10:00 过期')
  })

  test('is listed with its last use, and revoked', async () => {
    await addUnit('tongjinpu', '通津铺镇', 'township', 'cili')
    const administrator = await enrolled('cili', 'administrator')
    const token = await enrolled('tongjinpu', 'reporter')
    await call('GET /me', { token })
    const list = await call('GET /units/tongjinpu/tokens', { token: administrator })
    const { items } = await answer<{ items: { id: string }[] }>(list)
    expect(items).toEqual([
      {
        id: expect.any(String),
        unit: 'tongjinpu',
        role: 'reporter',
        createdAt: WEDNESDAY,
        expiresAt: '2021-04-01T02:00:00.000Z',
        revokedAt: null,
        lastUsedOn: '2020-02-26',
      },
    ])
    const id = items[0]?.id
    const elsewhere = await enrolled('sangzhi', 'administrator')
    const notTheirs = await refusal(await call(`DELETE /tokens/${id}`, { token: elsewhere }))
    expect(notTheirs).toMatchObject({ status: 404, problem: 'token-id-unknown' })
    expect((await call('GET /me', { token })).status).toBe(200)

    expect((await call(`DELETE /tokens/${id}`, { token: administrator })).status).toBe(204)
    expect(await refusal(await call('GET /me', { token }))).toMatchObject({
      status: 401,
      problem: 'token-revoked',
    })
  })

  test('is revoked once, with its event or not at all', async () => {
    const administrator = await enrolled('cili', 'administrator')
    await enrolled('jiangya', 'reader')
    const list = await call('GET /units/jiangya/tokens', { token: administrator })
    const { items } = await answer<{ items: { id: string }[] }>(list)
    const id = items.at(-1)?.id ?? expect.unreachable()
    const revocation = `DELETE /tokens/${id}`
    const events = async () => {
      const query = env.DB.prepare(
        "SELECT at FROM events WHERE kind = 'token-revoked' AND detail ->> 'token' = ?",
      )
      return (await query.bind(id).run()).results
    }

    // A database that fails when the change is made.
    const failing: Pick<D1Database, 'prepare' | 'batch'> = {
      prepare: (query) => env.DB.prepare(query),
      batch: () => Promise.reject(new Error('D1_ERROR: Network connection lost.')),
    }
    const db = Object.assign(Object.create(env.DB), failing)
    expect((await call(revocation, { token: administrator, db })).status).toBe(503)
    expect(await events()).toEqual([])

    for (const instant of [WEDNESDAY, SATURDAY]) {
      at(instant)
      expect((await call(revocation, { token: administrator })).status).toBe(204)
    }
    expect(await events()).toEqual([{ at: WEDNESDAY }])
  })

  test('of the whole deployment is not for a county to revoke', async () => {
    const administrator = await enrolled('cili', 'administrator')
    const { results } = await env.DB.prepare('SELECT id FROM tokens WHERE unit IS NULL').run<{
      id: string
    }>()
    for (const { id } of results) {
      const refused = await call(`DELETE /tokens/${id}`, { token: administrator })
      expect(refused.status).toBe(404)
    }
    expect(results.length).toBeGreaterThan(0)
  })
})

describe('a token that its bearer has made', () => {
  const enrolWith = (code: string, hash: string) => call('POST /enrol', { body: { code, hash } })
  const good = async (token: string) => (await call('GET /me', { token })).status === 200
  const rowsWritten = async (act: (spent: Meter) => Promise<Response>) => {
    const spent = meter()
    await answer(await act(spent))
    return spent.rowsWritten
  }

  test('is given for a code by its hash alone; asked again, it is given again, and once', async () => {
    const { code } = await issue('cili', { role: 'reader' })
    const [token, other] = ['made-by-the-bearer-1', 'made-by-somebody-else']
    const hash = await sha256(token)
    expect(await good(token)).toBe(false)
    const both = await Promise.all([enrolWith(code, hash), enrolWith(code, hash)])
    for (const given of both) {
      expect(await answer(given)).toEqual({
        unit: expect.objectContaining({ id: 'cili' }),
        role: 'reader',
        expiresAt: '2021-04-01T02:00:00.000Z',
      })
    }
    expect(await good(token)).toBe(true)
    const again = (spent: Meter) =>
      call('POST /enrol', { body: { code: code.toLowerCase(), hash }, meter: spent })
    expect(await rowsWritten(again)).toBe(0)

    // A code is for one person: whoever comes with another secret has read it over their shoulder.
    for (const late of [enrolWith(code, await sha256(other)), enrol(code)]) {
      expect((await refusal(await late)).problem).toBe('code-used')
    }
    expect(await good(other)).toBe(false)
    const { results } = await env.DB.prepare(
      "SELECT count(*) AS n FROM events WHERE kind = 'enrolled' AND token = (SELECT id FROM tokens WHERE hash = ?)",
    )
      .bind(hash)
      .run()
    expect(results).toEqual([{ n: 1 }])
  })

  test('is not given again when it was revoked or has ended', async () => {
    const token = 'made-by-the-bearer-2'
    const hash = await sha256(token)
    const { code } = await issue('cili', { role: 'reader' })
    await answer(await enrolWith(code, hash))
    await env.DB.prepare('UPDATE tokens SET revoked_at = ? WHERE hash = ?')
      .bind(WEDNESDAY, hash)
      .run()
    expect((await refusal(await enrolWith(code, hash))).problem).toBe('code-used')
  })

  test('is nobody else’s: a hash that is there already is refused, and the code stays good', async () => {
    const { token } = await answer<Enrolment>(
      await enrol((await issue('cili', { role: 'administrator' })).code),
    )
    const hash = await sha256(token)
    const { code } = await issue('lingyang', { role: 'reader' })
    expect(await refusal(await enrolWith(code, hash))).toMatchObject({
      status: 409,
      problem: 'token-taken',
    })
    expect((await answer<Me>(await call('GET /me', { token }))).unit?.id).toBe('cili')
    expect((await enrol(code)).status).toBe(200)
  })

  test('of the deployment: the setup code answers the same again, and no other', async () => {
    await root()
    await env.DB.prepare('UPDATE tokens SET revoked_at = ? WHERE unit IS NULL')
      .bind(WEDNESDAY)
      .run()
    const hash = await sha256('made-by-the-operator')
    for (const _ of ['once', 'again']) {
      expect(await answer(await enrolWith(env.SETUP_CODE, hash))).toMatchObject({ unit: null })
    }
    const refused = await refusal(await enrolWith(env.SETUP_CODE, await sha256('another')))
    expect(refused.problem).toBe('setup-finished')
    await env.DB.prepare('UPDATE tokens SET revoked_at = ? WHERE hash = ?')
      .bind(WEDNESDAY, hash)
      .run()
    await env.DB.prepare('UPDATE tokens SET revoked_at = NULL WHERE unit IS NULL AND hash <> ?')
      .bind(hash)
      .run()
  })

  test.each(['', 'abc', 'g'.repeat(64), 'A'.repeat(64), 'a'.repeat(63), 12, null])(
    'is no hash: %s',
    async (hash) => {
      const { code } = await issue('cili', { role: 'reader' })
      const refused = await refusal(await call('POST /enrol', { body: { code, hash } }))
      expect(refused).toMatchObject({ status: 422, problem: 'malformed-body' })
    },
  )
})

describe('replacing a token', () => {
  const rotate = (token: string, body: object = {}) => call('POST /tokens/rotate', { token, body })
  const me = async (token: string) => answer<Me>(await call('GET /me', { token }))
  const status = async (token: string) => (await call('GET /me', { token })).status

  test('gives one for the same unit and role; the old one ends in three days', async () => {
    const token = await enrolled('jiangya', 'reporter')
    at('2021-03-01T02:00:00.000Z')
    const given = await rotate(token)
    expect(given.headers.get('Cache-Control')).toBe('no-store')
    const { token: fresh, ...rest } = await answer<Enrolment>(given)
    expect(rest).toMatchObject({ unit: { id: 'jiangya' }, role: 'reporter' })
    expect(rest.expiresAt).toBe('2022-04-05T02:00:00.000Z')
    expect(await me(fresh)).toMatchObject({ role: 'reporter', expiresAt: rest.expiresAt })
    expect((await me(token)).expiresAt).toBe('2021-03-04T02:00:00.000Z')
    at('2021-03-04T02:00:00.000Z')
    expect([await status(token), await status(fresh)]).toEqual([401, 200])
  })

  test('never lets the old one live longer', async () => {
    const token = await enrolled('jiangya', 'reporter')
    at('2021-03-31T02:00:00.000Z')
    await answer(await rotate(token))
    expect((await me(token)).expiresAt).toBe('2021-04-01T02:00:00.000Z')
  })

  test('after a lost answer: the same hash is answered again', async () => {
    const token = await enrolled('jiangya', 'reporter')
    const fresh = `made-after-${token}`
    const hash = await sha256(fresh)
    const both = await Promise.all([rotate(token, { hash }), rotate(token, { hash })])
    for (const given of both) expect(await answer(given)).not.toHaveProperty('token')
    await me(fresh)
    expect((await rotate(token, { hash })).status).toBe(200)
    expect([await status(token), await status(fresh)]).toEqual([200, 200])
  })

  test('after a lost answer without a hash: what nobody has used makes room', async () => {
    const token = await enrolled('jiangya', 'reporter')
    const { token: lost } = await answer<Enrolment>(await rotate(token))
    const { token: fresh } = await answer<Enrolment>(await rotate(token))
    expect([await status(lost), await status(fresh)]).toEqual([401, 200])
    // Now it is used: whoever comes with the old one is somebody else.
    for (const body of [{}, { hash: await sha256('yet another') }]) {
      expect(await refusal(await rotate(token, body))).toMatchObject({
        status: 409,
        problem: 'token-rotated',
      })
    }
    expect([await status(token), await status(fresh)]).toEqual([200, 200])
  })

  test('does not take over anybody else’s', async () => {
    const [token, other] = [
      await enrolled('jiangya', 'reporter'),
      await enrolled('cili', 'administrator'),
    ]
    const refused = await refusal(await rotate(token, { hash: await sha256(other) }))
    expect(refused.status).toBe(409)
    expect((await me(token)).expiresAt).toBe('2021-04-01T02:00:00.000Z')
  })

  test('leaves none behind that outlives a revocation', async () => {
    const administrator = await enrolled('cili', 'administrator')
    const idOf = async (token: string) => {
      const query = env.DB.prepare('SELECT id FROM tokens WHERE hash = ?')
      return (await query.bind(await sha256(token)).run<{ id: string }>()).results[0]?.id
    }
    for (const which of ['old', 'new']) {
      const token = await enrolled('jiangya', 'reporter')
      const { token: fresh } = await answer<Enrolment>(await rotate(token))
      const id = await idOf(which === 'old' ? token : fresh)
      expect((await call(`DELETE /tokens/${id}`, { token: administrator })).status).toBe(204)
      expect([await status(token), await status(fresh)]).toEqual([401, 401])
      expect((await rotate(token)).status).toBe(401)
    }
  })
})
