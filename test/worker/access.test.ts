import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../shared/protocol/answers.ts'
import { accessTable } from '../../worker/http/access.ts'
import { call, enrolled, enterpriseSheet, PERIOD, place, root, settle } from './county.ts'

/**
 * Who may do what, written down a second time and on purpose: the table of the Worker says what it
 * means to allow, this one what people were promised.
 */
const promised: Record<string, string> = {
  'GET /health': 'public',
  'GET /openapi.json': 'public',
  'GET /forms/schema.json': 'public',
  'POST /enrol': 'public',
  'GET /me': 'reporter aggregator reader administrator',
  'GET /units': 'reporter aggregator reader administrator',
  'PUT /units/{unit}': 'administrator',
  'POST /units/{unit}/codes': 'administrator',
  'GET /units/{unit}/tokens': 'administrator',
  'DELETE /tokens/{id}': 'administrator',
  'POST /tokens/rotate': 'reporter aggregator reader administrator',
  'GET /units/{unit}/forms': 'reporter aggregator reader administrator',
  'GET /units/{unit}/forms/{form}': 'reporter aggregator reader administrator',
  'PUT /units/{unit}/forms/{form}': 'administrator',
  'GET /units/{unit}/periods/{period}': 'reporter aggregator reader administrator',
  'PUT /units/{unit}/periods/{period}': 'administrator',
  'PUT /units/{unit}/periods/{period}/extension': 'aggregator administrator',
  'DELETE /units/{unit}/periods/{period}/extension': 'aggregator administrator',
  'POST /units/{unit}/periods/{period}/close': 'aggregator administrator',
  'POST /units/{unit}/periods/{period}/reopen': 'aggregator administrator',
  'GET /units/{unit}/periods/{period}/report': 'reporter aggregator reader administrator',
  'POST /units/{unit}/periods/{period}/report': 'aggregator administrator',
  'PUT /units/{unit}/forms/{form}/periods/{period}': 'reporter aggregator administrator',
  'GET /units/{unit}/forms/{form}/periods/{period}': 'reporter aggregator reader administrator',
  'POST /units/{unit}/forms/{form}/periods/{period}/accept': 'aggregator administrator',
  'POST /units/{unit}/forms/{form}/periods/{period}/return': 'aggregator administrator',
  'PUT /units/{unit}/forms/{form}/periods/{period}/explanations/{explanation}':
    'aggregator administrator',
  'GET /units/{unit}/explanations': 'reporter aggregator reader administrator',
  'GET /units/{unit}/forms/{form}/history': 'reporter aggregator reader administrator',
  'GET /units/{unit}/submissions': 'reporter aggregator reader administrator',
  'GET /units/{unit}/totals': 'reporter aggregator reader administrator',
  'GET /units/{unit}/bulletin': 'reporter aggregator reader administrator',
  'GET /units/{unit}/totals.csv': 'reporter aggregator reader administrator',
  'GET /units/{unit}/totals.html': 'reporter aggregator reader administrator',
  'GET /units/{unit}/totals.xlsx': 'reporter aggregator reader administrator',
  'GET /units/{unit}/completeness': 'reporter aggregator reader administrator',
  'GET /units/{unit}/trends': 'reporter aggregator reader administrator',
  'GET /units/{unit}/restatements': 'reporter aggregator reader administrator',
  'GET /odata': 'reporter aggregator reader administrator',
  'GET /odata/': 'reporter aggregator reader administrator',
  'GET /odata/{resource}': 'reporter aggregator reader administrator',
  'GET /odata/{resource}/{part}': 'reporter aggregator reader administrator',
  'GET /units/{unit}/periods': 'reporter aggregator reader administrator',
  'GET /units/{unit}/lists': 'reporter aggregator reader administrator',
  'PUT /units/{unit}/lists/{list}': 'administrator',
  'GET /units/{unit}/lists/{list}': 'reporter aggregator reader administrator',
  'GET /units/{unit}/lists/{list}/lines.csv': 'reporter aggregator reader administrator',
  'GET /units/{unit}/lists/{list}/lines.xlsx': 'reporter aggregator reader administrator',
  'GET /units/{unit}/words': 'reporter aggregator reader administrator',
  'PUT /units/{unit}/forms/{form}/words/{field}': 'aggregator administrator',
  'GET /units/{unit}/duplicates': 'reporter aggregator reader administrator',
  'PUT /units/{unit}/forms/{form}/sameness/{field}': 'aggregator administrator',
  'GET /units/{unit}/headings': 'reporter aggregator reader administrator',
  'PUT /units/{unit}/forms/{form}/headings/{field}': 'aggregator administrator',
  'GET /units/{unit}/recipients': 'administrator',
  'PUT /units/{unit}/recipients': 'administrator',
  'GET /units/{unit}/mails': 'aggregator administrator',
  'GET /units/{unit}/mails/{id}': 'aggregator administrator',
  'POST /units/{unit}/periods/{period}/summary': 'aggregator administrator',
  'GET /units/{unit}/events': 'administrator',
  'GET /units/{unit}/events.csv': 'administrator',
  'GET /audit/events': 'administrator',
  'GET /audit/seals': 'administrator',
  'GET /audit/verify': 'administrator',
  'GET /export': 'administrator',
  'POST /import': 'administrator',
  'GET /deployment': 'administrator',
  'PUT /deployment/retention': 'administrator',
}

/** What Excel's own clients read: the token may be the password of Basic. */
const takesPassword = / \/odata|\/totals\.\w+$/

const roles: Role[] = ['reporter', 'aggregator', 'reader', 'administrator']
const tokens = new Map<string, string>()

beforeAll(async () => {
  await settle()
  for (const role of roles) tokens.set(role, await enrolled('cili', role))
})

async function operations(): Promise<string[]> {
  const document = await call('GET /openapi.json')
  const { paths } = await document.json<{ paths: Record<string, Record<string, unknown>> }>()
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(
      (method) => `${method.toUpperCase()} ${path.replace(/^\/api\/v1/, '')}`,
    ),
  )
}

/** A request to a route, on a unit; its body is valid, so that nothing but access can refuse it. */
async function attempt(operation: string, unit: string, token?: string): Promise<Response> {
  const path = operation
    .replace('{unit}', unit)
    .replace('{form}', 'enterprises')
    .replace('{period}', PERIOD)
    .replace('{id}', 'none')
    .replace('{list}', 'enterprises.resumed-by')
    .replace('{field}', 'name')
    .replace('{resource}', 'Units')
    .replace('{part}', '$count')
    .replace('{explanation}', 'none')
  const query = /totals|completeness|restatements|duplicates|explanations$|lists\//.test(path)
    ? `?period=${PERIOD}`
    : path.endsWith('/import')
      ? '?page=1'
      : ''
  return call(`${path}${query}`, { token, body: bodyOf(operation), headers: { 'If-Match': '*' } })
}

function bodyOf(operation: string): unknown {
  if (operation.startsWith('GET') || operation.startsWith('DELETE')) return undefined
  if (operation.endsWith('/retention')) return { documents: null, mails: null, events: null }
  if (operation.endsWith('/return')) return { reason: '请核对' }
  if (operation.endsWith('/codes')) return { role: 'reader' }
  if (operation.includes('/explanations/')) return { state: 'accepted' }
  if (operation.includes('/words/')) return { groups: [] }
  if (operation.includes('/headings/')) return { wordings: [] }
  if (operation.includes('/sameness/')) return { values: ['甲厂'], same: null }
  if (operation.startsWith('PUT') && operation.includes('/forms/')) return enterpriseSheet(1, 1)
  if (operation.endsWith('/extension')) return { due: '2020-03-02T09:00:00Z', reason: '停电' }
  if (operation.startsWith('PUT') && operation.includes('/periods/')) {
    return { asOf: '2020-02-25', due: '2020-02-28T09:00:00Z' }
  }
  if (operation.endsWith('/recipients')) return { recipients: [] }
  if (operation.startsWith('PUT')) return { name: '零阳镇', level: 'township', parent: 'cili' }
  return {}
}

/** Whether access was refused, whatever else came of the request. */
async function refused(response: Response): Promise<string | null> {
  if (response.ok) return null
  // The feed says its errors as OData does.
  const { type, error } = await response.json<{ type?: string; error?: { code: string } }>()
  const problem = error?.code ?? type?.split('/').at(-1) ?? ''
  return /^(token|role|unit-out)-?/.test(problem) && problem !== 'token-id-unknown' ? problem : null
}

test('every route that is served is promised, and none else', async () => {
  const served = await operations()
  expect([...served, 'GET /openapi.json'].toSorted()).toEqual(Object.keys(promised).toSorted())
  expect(Object.keys(accessTable).toSorted()).toEqual(Object.keys(promised).toSorted())
})

const guarded = Object.entries(promised).filter(([, allowed]) => allowed !== 'public')

describe.each(guarded)('%s', (operation, allowed) => {
  test('asks for a token', async () => {
    const response = await attempt(operation, 'lingyang')
    expect(response.status).toBe(401)
    const scheme = takesPassword.test(operation) ? /^Basic realm=/ : /^Bearer$/
    expect(response.headers.get('WWW-Authenticate')).toMatch(scheme)
    expect(await refused(response)).toBe('token-missing')

    const unknown = await attempt(operation, 'lingyang', 'nobody')
    expect(unknown.status).toBe(401)
    expect(await refused(unknown)).toBe('token-unknown')
  })

  test.each(roles)('%s', async (role) => {
    const token = tokens.get(role)
    const problem = await refused(await attempt(operation, 'lingyang', token))
    expect(problem).toBe(allowed.includes(role) ? null : 'role-insufficient')
  })

  if (operation.includes('{unit}')) {
    test.each(['sangzhi', 'zhangjiajie'])('not for a unit beside or above: %s', async (unit) => {
      for (const role of roles.filter((one) => allowed.includes(one))) {
        const response = await attempt(operation, unit, tokens.get(role))
        expect(response.status).toBe(403)
        expect(await refused(response)).toBe('unit-out-of-reach')
      }
    })
  }
})

test('public routes need no token', async () => {
  expect((await call('GET /health')).status).toBe(200)
  expect((await call('GET /openapi.json')).status).toBe(200)
  expect((await call('GET /forms/schema.json')).status).toBe(200)
})

test('a unit that only begins like one is not below it', async () => {
  const token = await root()
  const body = { name: '慈利二县', level: 'county', parent: 'zhangjiajie' }
  await call('PUT /units/cili2', { token, body })
  for (const unit of ['cili2', 'CILI', 'cili%2F', '%E0%A4%A', '_', '%25']) {
    const response = await call(`GET ${place(unit)}`, { token: tokens.get('administrator') })
    expect([403, 404]).toContain(response.status)
    expect(await response.json()).toHaveProperty('detail')
  }
})
