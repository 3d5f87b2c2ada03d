import { mkdtempSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { forms } from '../../shared/forms/index.ts'
import type { Catalogue, TotalsAnswer } from '../../shared/protocol/answers.ts'
import { printing } from '../samples/printing.ts'
import { type Ended, fugong } from './run.ts'

const folder = mkdtempSync(join(tmpdir(), 'fugong-totals-'))
const answer: TotalsAnswer = {
  unit: 'cili',
  name: '慈利县',
  period: { id: '2020-W09', asOf: '2020-02-25', due: '2020-02-28T17:00:00+08:00', state: 'open' },
  view: 'cutoff',
  forms: ['enterprises', 'printing'],
  totals: {
    'enterprises.total': 311,
    'enterprises.resumed': 213,
    'enterprises.rate': 213 / 311,
    'enterprises.mask_stock': null,
    'printing.spent': 662,
  },
  display: {},
  coverage: { expected: 12, submitted: 11, missing: ['龙潭河镇'] },
  parts: [],
  duplicates: [
    {
      form: 'enterprises',
      field: 'uscc',
      value: '91430821MA4L00008R',
      name: '宏达公司',
      units: [
        { unit: 'jiangya', name: '江垭镇', revision: 1, sheet: '第9周', cell: 'C5' },
        { unit: 'lingyang', name: '零阳镇', revision: 2, sheet: null, cell: null },
      ],
      countedFor: 'jiangya',
    },
  ],
  duplicateCounts: { same: 1, possible: 2, unopened: 0, said: 0 },
  superseded: [],
  rates: {},
  across: [],
}
const catalogue: Catalogue = {
  unit: 'cili',
  forms: [...forms, printing],
  definedBy: { printing: 'cili' },
}
const csv = '\ufeff单位,企业数\n慈利县,311\n'
const workbook = Buffer.from([0x50, 0x4b, 0x03, 0x04, 0xff, 0x00])

let server: Server
let address: string
const asked: string[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const path = new URL(request.url ?? '', 'http://a').pathname
    if (path.endsWith('/units/nowhere/totals')) {
      response.writeHead(404, { 'Content-Type': 'application/problem+json' })
      const title = '没有这个单位'
      response.end(JSON.stringify({ type: 'x', title, status: 404, detail: '请核对编码。' }))
    } else if (path.endsWith('.csv')) response.end(csv)
    else if (path.endsWith('.xlsx')) response.end(workbook)
    else if (path.endsWith('/forms')) response.end(JSON.stringify(catalogue))
    else response.end(JSON.stringify(answer))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((done) => server.close(done)))

function totals(...args: string[]): Promise<Ended> {
  const where = ['--server', address, '--token', 't', '--period', '2020-W09']
  return fugong('totals', ...where, ...(args.includes('--unit') ? [] : ['--unit', 'cili']), ...args)
}

it('as a table, coverage first, a figure nobody reported left out', async () => {
  const { status, out } = await totals('--view', 'cutoff', '--form', 'enterprises')
  expect(status).toBe(0)
  expect(
    out
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/ {2,}/)),
  ).toEqual([
    ['慈利县（cili）2020-W09 汇总，数据截至 2020-02-25：应报 12，已报 11；未报：龙潭河镇'],
    ['企业数', '311', 'enterprises.total'],
    ['已复工企业', '213', 'enterprises.resumed'],
    ['复工率', '68.5%', 'enterprises.rate'],
    ['金额', '662', 'printing.spent'],
    ['重复填报：1 条由多个单位填报，只计一次；2 条同名，可能重复，待县级认定'],
    ['宏达公司 91430821MA4L00008R', '江垭镇 第9周!C5（计入）、零阳镇'],
  ])
  expect(asked.at(-1)).toBe(
    '/api/v1/units/cili/totals?period=2020-W09&form=enterprises&view=cutoff',
  )
})

it('as JSON, as the API gives it', async () => {
  expect(JSON.parse((await totals('--format', 'json')).out)).toEqual(answer)
})

it('as CSV on standard output, or in a file', async () => {
  expect((await totals('--format', 'csv')).out).toBe(csv)
  const file = join(folder, 'totals.csv')
  const { out } = await totals('--format', 'csv', '-o', file)
  expect(out).toBe(`已写入 ${file}\n`)
  expect(readFileSync(file, 'utf8')).toBe(csv)
})

it('as a workbook in a file only', async () => {
  expect(await totals('--format', 'xlsx')).toMatchObject({ status: 2, out: '' })
  const file = join(folder, 'totals.xlsx')
  expect((await totals('--format', 'xlsx', '-o', file)).status).toBe(0)
  expect(readFileSync(file)).toEqual(workbook)
})

it('says in one line what the server refused, and where nothing can be written', async () => {
  const unknown = await totals('--unit', 'nowhere')
  expect(unknown).toMatchObject({ status: 2, out: '', err: '没有这个单位：请核对编码。\n' })
  const nowhere = await totals('--format', 'csv', '-o', join(folder, 'none', 'a.csv'))
  expect(nowhere).toMatchObject({ status: 2, err: expect.stringContaining('无法写入（ENOENT）') })
})
