import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../../worker/app.ts'
import { problemStatus } from '../../worker/http/problem.ts'
import { problemWords } from '../../worker/messages/problems.ts'
import { addUnit, call, enrolled, lines, place, refusal, root, settle } from './county.ts'

beforeAll(settle)

describe('the OpenAPI document', () => {
  interface Operation {
    summary?: string
    security?: unknown[]
    responses: Record<
      string,
      { description: string; content?: Record<string, { schema: unknown }> }
    >
    requestBody?: { content: Record<string, { schema: unknown }> }
  }

  async function document() {
    const response = await call('GET /openapi.json')
    return response.json<{
      openapi: string
      paths: Record<string, Record<string, Operation>>
      components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> }
    }>()
  }

  test('describes every operation, its answers and its problems', async () => {
    const { openapi, paths } = await document()
    expect(openapi).toBe('3.1.0')
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods))
    expect(operations.length).toBeGreaterThan(20)
    for (const { summary, responses } of operations) {
      expect(summary).toBeTruthy()
      expect(Object.keys(responses)).toContain('500')
      for (const [status, { content, description }] of Object.entries(responses)) {
        expect(description).toBeTruthy()
        if (Number(status) >= 400) {
          expect(content?.['application/problem+json']?.schema).toEqual({
            $ref: '#/components/schemas/Problem',
          })
        } else if (!['204', '304'].includes(status)) {
          expect(Object.values(content ?? {}).every(({ schema }) => schema)).toBe(true)
        }
      }
    }
  })

  test('every reference in it leads somewhere', async () => {
    const found = await document()
    const references = [...JSON.stringify(found).matchAll(/"\$ref":"#\/([^"]+)"/g)]
    expect(references.length).toBeGreaterThan(50)
    for (const [, path = ''] of references) {
      const target = path
        .split('/')
        .reduce<unknown>((value, step) => Reflect.get(value as object, step), found)
      expect(target, path).toBeTypeOf('object')
    }
  })

  test('shows the submission down to its records', async () => {
    const { components, paths } = await document()
    expect(Object.keys(components.schemas)).toEqual(
      expect.arrayContaining(['Submission', 'Receipt', 'Layout', 'Record', 'Finding', 'Totals']),
    )
    expect(components.securitySchemes).toMatchObject({
      token: { type: 'http', scheme: 'bearer' },
      password: { type: 'http', scheme: 'basic' },
    })
    const put = paths['/api/v1/units/{unit}/forms/{form}/periods/{period}']?.put
    expect(put?.requestBody?.content['application/json']?.schema).toEqual({
      $ref: '#/components/schemas/Submission',
    })
    expect(Object.keys(put?.responses ?? {})).toEqual(
      expect.arrayContaining(['200', '201', '412', '413', '422', '423', '428']),
    )
  })
})

describe('security headers', () => {
  test('of the API: nothing in an answer runs or is framed', async () => {
    const { headers } = await call('GET /health')
    expect(headers.get('Content-Security-Policy')).toBe(
      "default-src 'none'; frame-ancestors 'none'",
    )
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Strict-Transport-Security')).toContain('max-age=')
    expect(headers.get('Cache-Control')).toBe('private, no-cache')
    expect(headers.has('X-Frame-Options')).toBe(false)
  })

  test('of errors too', async () => {
    const { headers, status } = await call('GET /me')
    expect(status).toBe(401)
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'")
  })

  const policyOf = async (address: string) => {
    const { headers } = await call(`GET https://county.test${address}`)
    expect(headers.has('X-Frame-Options')).toBe(false)
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    const policy = headers.get('Content-Security-Policy') ?? ''
    return Object.fromEntries(
      policy.split('; ').map((directive) => {
        const [name = '', ...sources] = directive.split(' ')
        return [name, sources.join(' ')]
      }),
    )
  }

  test.each(['/', '/index.html', '/excel/', '/taskpane.html.txt'])(
    'of %s: nobody else runs in it or frames it',
    async (address) => {
      expect(await policyOf(address)).toEqual({
        'default-src': "'self'",
        'script-src': "'self'",
        'style-src': "'self' 'unsafe-inline'",
        'img-src': "'self' data:",
        'font-src': "'self' data:",
        'connect-src': "'self'",
        'object-src': "'none'",
        'base-uri': "'self'",
        'form-action': "'self'",
        'frame-ancestors': "'self'",
      })
    },
  )

  test.each(['/taskpane.html', '/taskpane', '/taskpane.html?_host_Info=Excel$Web$16.01'])(
    'of %s: Office.js runs in it, Excel on the web frames it, in China too',
    async (address) => {
      expect(await policyOf(address)).toMatchObject({
        'script-src':
          "'self' https://appsforoffice.microsoft.com https://appsforoffice.cdn.partner.office365.cn https://ajax.aspnetcdn.com",
        'connect-src': "'self'",
        'frame-src': "'none'",
        'frame-ancestors':
          "'self' https://*.officeapps.live.com https://*.partner.officewebapps.cn https://*.sharepoint.com https://*.sharepoint.cn https://onedrive.live.com https://*.office.com https://*.cloud.microsoft https://teams.microsoft.com",
      })
    },
  )
})

describe('problems', () => {
  test('are all worded, in both languages, with the same names in them', () => {
    const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
    for (const id of Object.keys(problemStatus) as (keyof typeof problemStatus)[]) {
      const [zh, en] = [problemWords.zh[id], problemWords.en[id]]
      expect(names(en.detail), id).toEqual(names(zh.detail))
      expect(zh.title).toMatch(/[\u4e00-\u9fff]/)
      expect(en.title + en.detail).not.toMatch(/[\u4e00-\u9fff]/)
    }
  })

  test.each([
    ['zh-TW,zh;q=0.9', 'zh-CN', '尚未登录'],
    ['en-US,en;q=0.9,zh;q=0.1', 'en', 'Not signed in'],
    ['fr', 'zh-CN', '尚未登录'],
    ['*', 'zh-CN', '尚未登录'],
  ])('Accept-Language %s', async (header, language, title) => {
    const response = await call('GET /me', { headers: { 'Accept-Language': header } })
    expect(response.headers.get('Content-Language')).toBe(language)
    expect(await refusal(response)).toMatchObject({
      type: 'https://fugong.invalid/problems/token-missing',
      status: 401,
      title,
    })
  })

  test('a failure of ours tells the caller nothing and the log no content', async () => {
    const token = await enrolled('cili', 'administrator')
    await env.DB.exec('ALTER TABLE units RENAME TO hidden')
    const broken = await refusal(await call(`GET ${place('cili')}`, { token }))
    await env.DB.exec('ALTER TABLE hidden RENAME TO units')
    expect(broken).toEqual({
      type: 'https://fugong.invalid/problems/internal',
      title: '系统故障',
      status: 500,
      detail: expect.any(String),
      instance: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
      problem: 'internal',
    })
    expect(broken.detail).toContain(String(broken.instance).slice('urn:uuid:'.length))
    const line = lines.at(-1)
    expect(line).toMatchObject({ status: 500, problem: 'internal', failure: { error: 'Error' } })
    expect(line?.failure?.at.length).toBeGreaterThan(0)
    expect(JSON.stringify(line)).not.toMatch(new RegExp(`${token}|units:|no such table`))
  })
})

test('times are RFC 3339 and answers UTF-8', async () => {
  await addUnit('times', '时间镇', 'township', 'cili')
  const response = await call(`GET /units/times/totals?period=2020-W09`, { token: await root() })
  const { period } = await response.json<{ period: { due: string } }>()
  expect(period.due).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})$/)
})

describe('the manifest of the add-in', () => {
  const file = '<SourceLocation DefaultValue="https://localhost:3000/taskpane.html" />'
  const ASSETS = { fetch: async () => new Response(file) } as unknown as Fetcher

  test.each([
    ['', 'https://county.test/taskpane.html'],
    ['https://fugong.cili.example', 'https://fugong.cili.example/taskpane.html'],
  ])('leads to this deployment (SITE_URL “%s”)', async (SITE_URL, address) => {
    const asked = new Request('https://county.test/manifest.xml')
    const bindings = { ...env, ASSETS, SITE_URL }
    const response = await createApp().fetch(asked, bindings, createExecutionContext())
    expect(response.headers.get('Content-Type')).toBe('application/xml; charset=utf-8')
    expect(response.headers.get('Content-Disposition')).toContain('fugong-manifest.xml')
    expect(await response.text()).toBe(`<SourceLocation DefaultValue="${address}" />`)
  })
})

describe('a database that does not take or answer a call', () => {
  const failing = (message: string) =>
    Object.assign(Object.create(env.DB), {
      batch: () => Promise.reject(new Error(message)),
    }) as D1Database

  test.each([
    ['D1_ERROR: Exceeded maximum DB size.', 507, 'storage-full', /装满.*仍在您的电脑上/],
    ['D1_ERROR: database or disk is full: SQLITE_FULL', 507, 'storage-full', /装满/],
    ['D1_ERROR: Network connection lost.', 503, 'database-unreachable', /稍后再试/],
    ['D1 DB is overloaded. Requests queued for too long.', 503, 'database-unreachable', /稍后/],
    [
      'D1_ERROR: Internal error in D1 DB storage caused object to be reset.',
      503,
      'database-unreachable',
      /稍后/,
    ],
    ['D1_ERROR: no such table: units 机密', 500, 'internal', /./],
  ])('%s', async (message, status, problem, said) => {
    const body = { name: '新镇', level: 'township', parent: null }
    const response = await call('PUT /units/full', {
      token: await root(),
      body,
      db: failing(message),
    })
    expect(response.headers.get('Retry-After')).toBe(status === 503 ? '5' : null)
    const answered = await refusal(response)
    expect(answered).toMatchObject({ status, problem, detail: expect.stringMatching(said) })
    expect(JSON.stringify(answered)).not.toMatch(/D1|SQLITE|机密/)
    expect(lines.at(-1)).toMatchObject({ status, problem })
    expect(JSON.stringify(lines.at(-1))).not.toMatch(/机密/)
  })

  test('is still read when it is full', async () => {
    const token = await enrolled('cili', 'reader')
    const db = Object.assign(Object.create(env.DB), {
      prepare: (sql: string) => (sql.startsWith('UPDATE') ? full() : env.DB.prepare(sql)),
    }) as D1Database
    function full(): never {
      throw new Error('D1_ERROR: Exceeded maximum DB size.')
    }
    expect((await call('GET /me', { token, db })).status).toBe(200)
    const read = await call('GET /units/cili/totals?period=2020-W09', { token, db })
    expect(read.status).toBe(200)
  })
})
