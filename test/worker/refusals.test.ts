import { beforeAll, describe, expect, test } from 'vitest'
import type { StoredSubmission, Submission } from '../../shared/protocol/submission.ts'
import {
  answer,
  call,
  enrolled,
  enterprise,
  enterpriseRows,
  enterpriseSheet,
  first,
  place,
  refusal,
  settle,
} from './county.ts'

let reporter: string

beforeAll(async () => {
  await settle()
  reporter = await enrolled('lingyang', 'reporter')
})

async function put(body: unknown, language = 'zh-CN') {
  const headers = { ...first, 'Accept-Language': language }
  return call(`PUT ${place('lingyang')}`, { token: reporter, body, headers })
}

async function putRaw(raw: BodyInit, headers: Record<string, string> = {}) {
  const sent = { ...first, ...headers }
  return call(`PUT ${place('lingyang')}`, { token: reporter, raw, headers: sent })
}

/** Whatever was refused, nothing of it was kept. */
async function expectNothingStored() {
  const read = await call(`GET ${place('lingyang')}`, { token: reporter })
  expect(await refusal(read)).toMatchObject({ status: 404, problem: 'submission-missing' })
}

describe('findings', () => {
  const wrong = { staff_total: 45, staff_back: 52 }

  test('an error that nobody explains is refused with its cell and a sentence', async () => {
    const refused = await refusal(await put(enterpriseRows([enterprise(wrong)])))
    expect(refused).toMatchObject({
      status: 422,
      problem: 'unexplained-findings',
      findings: [
        {
          rule: 'enterprises.back-within-total',
          severity: 'error',
          cell: 'D3',
          field: 'staff_back',
        },
      ],
    })
    expect(refused.detail).toContain('D3')
    expect(refused.detail).toContain('52')
    await expectNothingStored()
  })

  test('in English for who reads English', async () => {
    const refused = await refusal(await put(enterpriseRows([enterprise(wrong)]), 'en-GB,zh;q=0.5'))
    expect(refused.title).toBe('Unresolved findings')
    expect(refused.detail).toMatch(
      /^Errors neither corrected nor explained in a way that stands: 1\. D3: [\x20-\x7e]*$/,
    )
  })

  test('an explanation must name sheet, rule and cell and say something', async () => {
    const sheet = 'Sheet1'
    const rule = 'enterprises.back-within-total'
    for (const explanation of [
      { sheet, rule, cell: 'D4', reason: '借调人员' },
      { sheet: 'Sheet2', rule, cell: 'D3', reason: '借调人员' },
      { sheet, rule: 'enterprises.credit-code', cell: 'D3', reason: '借调人员' },
      { sheet, rule, cell: 'D3', reason: '  ' },
    ]) {
      const refused = await put(enterpriseRows([enterprise(wrong)], [explanation]))
      expect((await refusal(refused)).problem).toBe('unexplained-findings')
    }
    await expectNothingStored()
  })
})

describe('what the sender says about itself', () => {
  test('a tally that differs from the records is refused with the figures counted', async () => {
    const body = enterpriseSheet(3, 2)
    body.tally['enterprises.resumed'] = 3
    expect(await refusal(await put(body))).toMatchObject({
      status: 422,
      problem: 'tally-differs',
      indicators: ['enterprises.resumed'],
      tally: { 'enterprises.resumed': 2 },
    })
    await expectNothingStored()
  })

  test('another version of the form is refused with ours', async () => {
    const body = { ...enterpriseSheet(3, 2), catalogue: 'enterprises@0' }
    expect(await refusal(await put(body))).toMatchObject({
      status: 422,
      problem: 'catalogue-mismatch',
      catalogue: 'enterprises@1',
    })
  })

  test('a sheet of another form is refused', async () => {
    const body = { ...enterpriseSheet(3, 2), catalogue: 'returnees@1' }
    expect((await refusal(await put(body))).problem).toBe('catalogue-mismatch')
  })
})

describe('personal values', () => {
  test.each([
    ['an identity card in a text', { industry: '430821199003071234' }],
    ['a mobile number in a text', { address: '联系 138 0013 8000' }],
    ['a personal field', { phone: '0744-1234567' }],
  ])('%s is refused by its cell, and not repeated', async (_, values) => {
    const body = enterpriseSheet(1, 1)
    const table = body.tables[0] ?? expect.unreachable()
    const [field = '', value = ''] = Object.entries(values)[0] ?? []
    table.layout.columns.Z = field
    for (const record of table.records) record.values[field] = value
    const refused = await refusal(await put(body))
    expect(refused).toMatchObject({
      status: 422,
      problem: 'personal-values',
      findings: [{ cell: 'Z3', field }],
    })
    expect(JSON.stringify(refused)).not.toContain(value)
    await expectNothingStored()
  })
})

describe('a body that is no submission', () => {
  const sheet = () => enterpriseSheet(2, 1)
  const broken: [string, (body: Submission) => unknown, string][] = [
    ['a member of the wrong type', (body) => ({ ...body, asOf: 20200225 }), '/asOf'],
    ['a day that does not exist', (body) => ({ ...body, asOf: '2020-02-30' }), '/asOf'],
    ['a member we do not know', (body) => ({ ...body, password: 'x' }), ''],
    ['a missing member', ({ kind: _, ...body }) => body, '/kind'],
    ['an unknown kind', (body) => ({ ...body, kind: 'draft' }), '/kind'],
    [
      'a row deep inside',
      (body) => {
        Object.assign(body.tables[0]?.records[1] ?? {}, { row: '三' })
        return body
      },
      '/tables/0/records/1/row',
    ],
    [
      'half a character in a value',
      (body) => {
        Object.assign(body.tables[0]?.records[0]?.values ?? {}, { name: '慈利\ud83d' })
        return body
      },
      '/tables/0/records/0/values/name',
    ],
    ['half a character in a name', (body) => ({ ...body, file: '\udc00.xlsx' }), '/file'],
    ['a figure beyond all numbers', (body) => ({ ...body, tally: { x: '1e999' } }), '/tally/x'],
    ['a report without records', (body) => ({ ...body, tables: [] }), '/tables'],
    ['a zero report with records', (body) => ({ ...body, kind: 'zero' }), '/tables'],
    ['no object at all', () => [1, 2], ''],
    ['null', () => null, ''],
  ]

  test.each(broken)('%s', async (_, spoil, pointer) => {
    for (const [language, pattern] of [
      ['zh', /[\u4e00-\u9fff]/],
      ['en', /^[\x20-\x7e]+$/],
    ] as const) {
      const refused = await refusal(await put(spoil(sheet()), language))
      expect(refused).toMatchObject({ status: 422, problem: 'malformed-body' })
      const [error] = refused.errors as { pointer: string; detail: string }[]
      expect(error?.pointer).toBe(pointer)
      expect(error?.detail).toMatch(pattern)
      expect(refused.detail).toContain(error?.detail)
    }
    await expectNothingStored()
  })

  test.each([
    ['no JSON', '{"kind":', {}, 400, 'malformed-json'],
    ['nothing', '', {}, 400, 'malformed-json'],
    ['text', 'kind=report', { 'Content-Type': 'text/plain' }, 415, 'media-type-unsupported'],
    ['what is no gzip', 'abc', { 'Content-Encoding': 'gzip' }, 400, 'malformed-gzip'],
    ['another compression', 'abc', { 'Content-Encoding': 'br' }, 415, 'encoding-unsupported'],
  ])('%s', async (_, raw, headers, status, problem) => {
    expect(await refusal(await putRaw(raw, headers))).toMatchObject({ status, problem })
    await expectNothingStored()
  })
})

describe('a body that is too large', () => {
  async function gzipped(size: number): Promise<ArrayBuffer> {
    const zeros = new Blob([new Uint8Array(size)]).stream()
    return new Response(zeros.pipeThrough(new CompressionStream('gzip'))).arrayBuffer()
  }

  test('plain', async () => {
    const refused = await refusal(await putRaw(' '.repeat(8 * 1024 * 1024 + 1)))
    expect(refused).toMatchObject({ status: 413, problem: 'body-too-large' })
    expect(refused.detail).toContain('8 MB')
  })

  test('small as gzip and large when unpacked', async () => {
    const raw = await gzipped(64 * 1024 * 1024)
    expect(raw.byteLength).toBeLessThan(100_000)
    const refused = await refusal(await putRaw(raw, { 'Content-Encoding': 'gzip' }))
    expect(refused).toMatchObject({ status: 413, problem: 'body-too-large' })
  })

  test('as gzip', async () => {
    const noise = new Uint8Array(2 * 1024 * 1024 + 1)
    for (let from = 0; from < noise.length; from += 65_536) {
      crypto.getRandomValues(noise.subarray(from, from + 65_536))
    }
    const refused = await putRaw(noise, { 'Content-Encoding': 'gzip' })
    expect(await refusal(refused)).toMatchObject({ status: 413, problem: 'body-too-large' })
  })

  test('not at all: a sheet of 5,000 rows is taken', async () => {
    const body = enterpriseSheet(5000, 3425)
    const sent = await put(body)
    expect(await answer<StoredSubmission>(sent, 201)).toMatchObject({
      tally: { 'enterprises.rate': 0.685 },
    })
  })
})

describe('an address that means nothing', () => {
  test.each([
    ['an unknown form', place('lingyang', 'harvest'), 404, 'form-unknown'],
    ['an unknown unit', place('atlantis'), 404, 'unit-unknown'],
    [
      'a year without week 53',
      place('lingyang', 'enterprises', '2021-W53'),
      400,
      'malformed-request',
    ],
    ['no period', place('lingyang', 'enterprises', 'week-9'), 400, 'malformed-request'],
    ['an unknown route', '/units/lingyang/harvest', 404, 'route-unknown'],
    ['outside of the version', '/api/v2/units', 404, 'route-unknown'],
  ])('%s', async (_, path, status, problem) => {
    const refused = await refusal(await call(`GET ${path}`, { token: reporter }))
    expect(refused).toMatchObject({ status, problem })
  })

  test('a method that an address does not have: those it has are named', async () => {
    const refused = await call(`DELETE ${place('lingyang')}`, { token: reporter })
    expect(refused.headers.get('Allow')).toBe('PUT, GET, HEAD')
    expect(await refusal(refused)).toMatchObject({ status: 405, problem: 'method-not-allowed' })
  })

  test('a revision that is no number', async () => {
    const refused = await call(`GET ${place('lingyang')}?revision=newest`, { token: reporter })
    expect(await refusal(refused)).toMatchObject({ status: 400, problem: 'malformed-request' })
  })
})
