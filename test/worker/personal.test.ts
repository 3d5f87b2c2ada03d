import { beforeAll, describe, expect, test } from 'vitest'
import { enterprises } from '../../shared/forms/enterprises.ts'
import { skipSubmission, totalsSubmission } from '../../shared/protocol/build.ts'
import type { Submission } from '../../shared/protocol/submission.ts'
import { accessTable } from '../../worker/http/access.ts'
import {
  answer,
  call,
  enrolled,
  enterprise,
  enterpriseRows,
  enterpriseSheet,
  first,
  lines,
  place,
  settle,
} from './county.ts'
import { meter } from './metered.ts'
import { type Path, placesOf, put } from './walk.ts'

/**
 * No call takes the number of a person, in whatever text: the schemas of all of them are walked, so that a
 * new field fails here until an example has it and it is refused.
 */

/** All made up: no such person, no such number in use. */
const numbers = [
  '430821199003071234',
  '430821 19900307 123X',
  '４３０８２１１９９００３０７１２３４',
  '430821900307123',
  '13800138000',
  '138 0013 8000',
  '+86-138-0013-8000',
  '１３８００１３８０００',
]

/** Why a text may hold what looks like one. */
const allowed: Record<string, string> = {
  'PUT /units/{unit}/recipients recipients.*.address':
    'where mail goes; a clerk’s address at a provider is often a telephone number',
}

/** Calls without a text of their own, or with a body no schema describes. */
const bodiless: Record<string, string> = {
  'POST /import': 'lines of an export, refused when they were first sent',
  'POST /units/{unit}/periods/{period}/close': 'no body',
  'POST /units/{unit}/periods/{period}/reopen': 'no body',
  'POST /units/{unit}/periods/{period}/report': 'no body',
  'POST /units/{unit}/periods/{period}/summary': 'no body',
  'POST /units/{unit}/forms/{form}/periods/{period}/accept': 'no body',
  'DELETE /units/{unit}/periods/{period}/extension': 'no body',
  'DELETE /tokens/{id}': 'no body',
}

function sheet(): Submission {
  const rows = [
    enterprise({ name: '甲厂', staff_back: 45, difficulty: '缺口罩' }),
    enterprise({ name: '乙厂', staff_total: 9, staff_back: 8 }),
  ]
  const reason = {
    sheet: 'Sheet1',
    rule: 'enterprises.back-within-total',
    cell: 'D3',
    reason: '借调',
    since: '2020-W08',
  }
  const sent = enterpriseRows(rows, [reason])
  const [table] = sent.tables
  if (!table) throw new Error('no table')
  const values = { staff_total: 49, name: '两家' }
  const total = { row: 9, label: '合计', kind: 'total' as const, from: 3, to: 4, values }
  const layout = {
    ...table.layout,
    unmapped: ['M'],
    scales: { C: 1 },
    ticks: { N: { status: 'full' } },
    serial: 'A',
  }
  return {
    ...sent,
    tables: [{ ...table, layout, totals: [total] }],
    answers: [{ sheet: 'Sheet1', column: 'D', label: '到厂', field: 'staff_back' }],
  }
}

function totals(): Submission {
  const { tally } = enterpriseSheet(2, 1)
  const part = { path: 'liyuan/', name: '澧源镇', revision: 1, hash: 'a'.repeat(64), late: false }
  const merged = {
    parts: [{ ...part, state: 'submitted' as const, tally, counted: tally }],
    coverage: { expected: 2, submitted: 1, missing: ['陈家河镇'] },
    address: 'https://sangzhi.test/#/sangzhi/2020-W09',
  }
  return totalsSubmission(enterprises, merged, { asOf: '2020-02-25', file: '汇总.xlsx' })
}

const canteen = {
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
  bulletin: { zh: '食堂用餐{meals}人次。', en: '{meals} meals.' },
}

const list = {
  id: 'subsidy',
  title: { zh: '补贴企业', en: 'Subsidised' },
  form: 'enterprises',
  when: { field: 'status', is: 'full' },
  columns: ['name'],
}

/** Valid bodies, which between them have every text there can be. */
const examples: Record<string, unknown[]> = {
  'POST /enrol': [{ code: 'AAAA-AAAA-AAAA-AAAA', hash: 'a'.repeat(64) }],
  'PUT /units/{unit}': [
    { name: '零阳镇', level: 'township', parent: 'cili', forms: ['enterprises'] },
  ],
  'POST /units/{unit}/codes': [{ role: 'reader', expiresInHours: 24 }],
  'POST /tokens/rotate': [{ hash: 'a'.repeat(64) }],
  'PUT /units/{unit}/forms/{form}': [canteen],
  'PUT /units/{unit}/periods/{period}': [{ asOf: '2020-02-27', due: '2020-02-28T09:00:00Z' }],
  'PUT /units/{unit}/periods/{period}/extension': [{ due: '2020-03-02T09:00:00Z', reason: '停电' }],
  'PUT /units/{unit}/forms/{form}/periods/{period}': [
    sheet(),
    totals(),
    skipSubmission(enterprises, '停电', { asOf: '2020-02-25', file: '' }),
  ],
  'POST /units/{unit}/forms/{form}/periods/{period}/return': [{ reason: '请核对', cells: ['D3'] }],
  'PUT /units/{unit}/forms/{form}/periods/{period}/explanations/{explanation}': [
    { state: 'accepted', until: '2020-W10' },
    { state: 'refused', why: '去年也是' },
  ],
  'PUT /units/{unit}/forms/{form}/sameness/{field}': [{ values: ['甲厂'], same: true }],
  'PUT /units/{unit}/lists/{list}': [list],
  'PUT /units/{unit}/forms/{form}/words/{field}': [{ groups: [['口罩', '医用口罩']] }],
  'PUT /units/{unit}/forms/{form}/headings/{field}': [{ wordings: ['到厂人头'] }],
  'PUT /units/{unit}/recipients': [
    { recipients: [{ address: 'a@example.com', kinds: ['summary'], lang: 'zh' }] },
  ],
  'PUT /deployment/retention': [{ documents: null, mails: null, events: null }],
}

interface Schema {
  $ref?: string
  type?: string | string[]
  properties?: Record<string, Schema>
  additionalProperties?: Schema | boolean
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
}

interface Document {
  paths: Record<
    string,
    Record<string, { requestBody?: { content: Record<string, { schema: Schema }> } }>
  >
  components: { schemas: Record<string, Schema> }
}

/** Places of texts in a schema, `recipients.*.address`. */
function textsOf(schema: Schema, document: Document, path = ''): string[] {
  const named = schema.$ref?.split('/').at(-1)
  if (named) return textsOf(document.components.schemas[named] ?? {}, document, path)
  const below = (step: string) => (path ? `${path}.${step}` : step)
  const { additionalProperties: members } = schema
  return [
    ...[schema.type ?? []].flat().flatMap((type) => (type === 'string' ? [path] : [])),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((one) =>
      textsOf(one, document, path),
    ),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, one]) =>
      textsOf(one, document, below(name)),
    ),
    ...(typeof members === 'object' ? textsOf(members, document, below('*')) : []),
    ...(schema.items ? textsOf(schema.items, document, below('*')) : []),
  ]
}

const changing = Object.keys(accessTable).filter((one) => !one.startsWith('GET '))
let document: Document
let token: string

beforeAll(async () => {
  await settle()
  token = await enrolled('zhangjiajie', 'administrator')
  document = await answer<Document>(await call('GET /openapi.json'))
  await answer(
    await call(`PUT ${place('lingyang')}`, { token, body: sheet(), headers: first }),
    201,
  )
})

const addressOf = (operation: string) =>
  operation
    .replace('{unit}', operation.includes('/forms/{form}/periods/') ? 'sangzhi' : 'lingyang')
    .replace('{form}', operation.endsWith('/forms/{form}') ? 'canteen' : 'enterprises')
    .replace('{period}', '2020-W09')
    .replace('{list}', 'subsidy')
    .replace('{field}', 'name')
    .replace('{explanation}', 'a'.repeat(32))

/** Sends a body that must not be taken. */
async function refused(operation: string, address: string, body: unknown, who = token) {
  const spent = meter()
  const headers = operation.includes('/periods/') ? first : {}
  const response = await call(address, { token: who, body, headers, meter: spent })
  const said = await response.text()
  const { type } = JSON.parse(said) as { type?: string }
  expect(
    { status: response.status, type: type?.split('/').at(-1), rows: spent.rowsWritten },
    `${operation}: ${JSON.stringify(body)}`,
  ).toEqual({
    status: expect.toSatisfy((status: number) => status >= 400 && status < 500),
    type: expect.not.stringMatching(/^(token|role|unit-out|route|precondition)/),
    rows: 0,
  })
}

test('every call that changes something has an example of its body, or has none', () => {
  expect([...Object.keys(examples), ...Object.keys(bodiless)].toSorted()).toEqual(
    changing.toSorted(),
  )
})

describe.each(Object.entries(examples))('%s', (operation, bodies) => {
  test('the example has every text of the schema', () => {
    const [method = '', path = ''] = operation.split(' ')
    const content = document.paths[`/api/v1${path}`]?.[method.toLowerCase()]?.requestBody?.content
    const there = new Set(
      bodies.flatMap((body) =>
        placesOf(body).flatMap(({ path: at, value }) =>
          typeof value === 'string' ? [at.map(String)] : [],
        ),
      ),
    )
    const matches = (wanted: string[], at: string[]) =>
      wanted.length === at.length &&
      wanted.every((step, place) => step === '*' || step === at[place])
    const missing = textsOf(content?.['application/json']?.schema ?? {}, document).filter(
      (wanted) => ![...there].some((at) => matches(wanted.split('.'), at)),
    )
    expect(missing).toEqual([])
  })

  test('no text of it takes a personal number, nor does the name of a member', async () => {
    for (const body of bodies) {
      for (const { path, value } of placesOf(body)) {
        const place = `${operation} ${path.map((step) => (typeof step === 'number' ? '*' : step)).join('.')}`
        if (place in allowed) continue
        for (const number of numbers) {
          if (typeof value === 'string') {
            await refused(operation, addressOf(operation), put(body, path, number))
            await refused(operation, addressOf(operation), put(body, path, `${value}，${number}`))
          } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
            const named: Path = [...path, number]
            const member = Object.values(value)[0] ?? 1
            await refused(operation, addressOf(operation), put(body, named, member))
          }
        }
      }
    }
  })
})

test('no address of something new takes one', async () => {
  const [unit] = examples['PUT /units/{unit}'] ?? []
  for (const number of numbers) {
    for (const id of [number, `n${number}`]) {
      const part = encodeURIComponent(id)
      await refused('PUT /units', `PUT /units/${part}`, unit)
      await refused('PUT form', `PUT /units/cili/forms/${part}`, { ...canteen, id })
      await refused('PUT list', `PUT /units/cili/lists/${part}`, { ...list, id })
    }
  }
})

test('an idempotency key made by a machine is taken, whatever its digits look like', async () => {
  const keys = ['aaaaa138-0013-8000-bbbb-cccccccccccc', `${'a'.repeat(53)}13800138000`]
  for (const [index, key] of keys.entries()) {
    const address = `PUT ${place('dongyueguan', 'enterprises', `2020-W1${index}`)}`
    const headers = { ...first, 'Idempotency-Key': key }
    expect((await call(address, { token, body: sheet(), headers })).status).toBe(201)
  }
})

test('the log has none of them', () => {
  expect(lines.length).toBeGreaterThan(1_000)
  expect(JSON.stringify(lines)).not.toMatch(/13800138000|138 0013|430821/)
})
