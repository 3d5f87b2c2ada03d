import { describe, expect, test } from 'vitest'
import { ApiError, apiClient, type Target } from '../../addin/client/api.ts'
import { enterprises } from '../../shared/forms/enterprises.ts'
import { contentHash, zeroSubmission } from '../../shared/protocol/build.ts'

const target: Target = { unit: 'xikou', form: 'enterprises', period: '2020-W09' }
const submission = zeroSubmission(enterprises, { asOf: '2020-02-28', file: 'a.xlsx' })
const problem = (slug: string, more: object = {}) =>
  JSON.stringify({
    type: `https://fugong.invalid/problems/${slug}`,
    title: slug,
    status: 0,
    ...more,
  })

/** A server that answers one call after the other, and keeps what it was asked. */
function serverWith(...answers: (Response | Error)[]) {
  const asked: { url: string; init: RequestInit }[] = []
  const client = apiClient({
    server: 'https://county.example/',
    token: 'secret',
    lang: 'en',
    async fetch(input, init) {
      asked.push({ url: String(input), init: init ?? {} })
      const answer = answers.shift()
      if (!answer || answer instanceof Error) throw answer ?? new Error('not expected')
      return answer
    },
  })
  return { client, asked }
}

const send = (client: ReturnType<typeof serverWith>['client'], base: string | null = null) =>
  client.submit(target, submission, { base, idempotencyKey: 'k1' })

const receipt = async (hash?: string) =>
  JSON.stringify({ revision: 1, hash: hash ?? (await contentHash(submission)) })

describe('submitting', () => {
  test('a first one asks for none to be there, a revision for the one it knows', async () => {
    const { client, asked } = serverWith(
      new Response(await receipt(), { status: 201, headers: { ETag: '"x"' } }),
      new Response(await receipt(), { status: 200 }),
    )
    expect(await send(client)).toMatchObject({ kind: 'received', etag: '"x"' })
    const again = await send(client, '"x"')
    expect(again).toMatchObject({ kind: 'received', etag: `"${await contentHash(submission)}"` })
    expect(asked[0]).toMatchObject({
      url: 'https://county.example/api/v1/units/xikou/forms/enterprises/periods/2020-W09',
      init: {
        method: 'PUT',
        headers: {
          Authorization: 'Bearer secret',
          'If-None-Match': '*',
          'Idempotency-Key': 'k1',
          'Accept-Language': 'en',
        },
      },
    })
    expect(asked[1]?.init.headers).toMatchObject({ 'If-Match': '"x"' })
    expect(asked[1]?.init.headers).not.toHaveProperty('If-None-Match')
  })

  test.each([
    ['the receipt of something else', new Response('{"revision":1,"hash":"00"}')],
    ['a sign-in page of a guest network', new Response('<html>Welcome</html>')],
    ['an empty success', new Response(null, { status: 200 })],
    ['no connection', new TypeError('fetch failed')],
    ['a fault of the server', new Response(problem('internal'), { status: 500 })],
    ['a proxy that refuses', new Response('<html>403</html>', { status: 403 })],
    ['a proxy’s 412', new Response('', { status: 412 })],
  ])('%s is never an acknowledgement', async (_, answer) => {
    expect(await send(serverWith(answer).client)).toEqual({ kind: 'unreachable', retryAfter: null })
  })

  test('a busy server says when to come again', async () => {
    const busy = new Response(problem('busy'), { status: 503, headers: { 'Retry-After': '7' } })
    expect(await send(serverWith(busy).client)).toEqual({ kind: 'unreachable', retryAfter: 7 })
  })

  test.each([
    ['0', 1],
    ['-5', 1],
    ['86400', 3600],
    ['soon', null],
    [null, null],
  ])('Retry-After %s is never at once and never for days', async (header, retryAfter) => {
    const headers = new Headers(header === null ? {} : { 'Retry-After': header })
    const busy = new Response(problem('too-many-requests'), { status: 429, headers })
    expect(await send(serverWith(busy).client)).toEqual({ kind: 'unreachable', retryAfter })
  })

  test.each([
    [401, 'token-expired', { kind: 'signed-out' }],
    [403, 'unit-out-of-reach', { kind: 'refused', problem: { title: 'unit-out-of-reach' } }],
    [413, 'body-too-large', { kind: 'refused' }],
    [422, 'catalogue-mismatch', { kind: 'refused' }],
    [423, 'period-closed', { kind: 'locked', problem: { title: 'period-closed' } }],
    [428, 'precondition-required', { kind: 'refused' }],
  ])('%d %s', async (status, slug, outcome) => {
    expect(await send(serverWith(new Response(problem(slug), { status })).client)).toMatchObject(
      outcome,
    )
  })

  test('422 brings the findings', async () => {
    const findings = [{ rule: 'total-mismatch', severity: 'error', cell: 'F12', params: {} }]
    const answer = new Response(problem('unexplained-findings', { findings }), { status: 422 })
    expect(await send(serverWith(answer).client)).toMatchObject({ kind: 'rejected', findings })
  })

  test('412 brings both sides', async () => {
    const differences = [{ sheet: 'a', cell: 'F12', field: 'staff_back', mine: 1, theirs: 2 }]
    const { client, asked } = serverWith(
      new Response(problem('revision-changed', { differences }), { status: 412 }),
      new Response('{"revision":3,"hash":"h"}', { headers: { ETag: '"h"' } }),
    )
    expect(await send(client)).toEqual({
      kind: 'conflict',
      differences,
      current: { submission: { revision: 3, hash: 'h' }, etag: '"h"' },
    })
    expect(asked[1]?.init.method).toBe('GET')
  })
})

describe('asking', () => {
  test('nothing submitted yet is an answer, an unknown unit is not', async () => {
    const none = serverWith(new Response(problem('submission-missing'), { status: 404 }))
    expect(await none.client.current(target)).toBeNull()
    const unknown = serverWith(new Response(problem('unit-unknown'), { status: 404 }))
    await expect(unknown.client.current(target)).rejects.toMatchObject({
      status: 404,
      message: 'unit-unknown',
    })
  })

  test('what has not changed is not sent again', async () => {
    const { client, asked } = serverWith(
      new Response(null, { status: 304 }),
      new Response('{"revision":2,"hash":"h"}', { headers: { ETag: '"h.1"' } }),
    )
    expect(await client.newer(target, '"h"')).toBe('unchanged')
    expect(asked[0]?.init.headers).toMatchObject({ 'If-None-Match': '"h"' })
    expect(await client.newer(target, '"h"')).toMatchObject({ etag: '"h.1"' })
  })

  test('enrolling gives the token, or the server’s own words', async () => {
    const good = serverWith(
      new Response('{"unit":null,"role":"reporter","expiresAt":"2027-01-01T00:00:00Z"}'),
    )
    expect((await good.client.enrol('ABCD', 'ff')).role).toBe('reporter')
    expect(good.asked[0]?.init.body).toBe('{"code":"ABCD","hash":"ff"}')
    const used = serverWith(
      new Response(problem('code-used', { detail: '已用过' }), { status: 403 }),
    )
    await expect(used.client.enrol('ABCD', 'ff')).rejects.toMatchObject({
      status: 403,
      message: '已用过',
    })
    const portal = serverWith(new Response('<html>'))
    await expect(portal.client.enrol('ABCD', 'ff')).rejects.toMatchObject({ status: 0 })
    const odd = serverWith(new Response('{}'))
    await expect(odd.client.enrol('ABCD', 'ff')).rejects.toBeInstanceOf(ApiError)
  })

  test('totals name what they are asked for', async () => {
    const { client, asked } = serverWith(new Response('{}'), new Response('a,b'))
    await client.totals({ unit: '慈利', period: '2020-W09', form: 'enterprises', view: 'cutoff' })
    const bytes = await client.totalsFile({ unit: '慈利', period: '2020-W09' }, 'csv')
    expect(new TextDecoder().decode(bytes)).toBe('a,b')
    expect(asked.map(({ url }) => url)).toEqual([
      'https://county.example/api/v1/units/%E6%85%88%E5%88%A9/totals?period=2020-W09&form=enterprises&view=cutoff',
      'https://county.example/api/v1/units/%E6%85%88%E5%88%A9/totals.csv?period=2020-W09',
    ])
  })
})
