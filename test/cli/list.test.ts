import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { enterprises } from '../../shared/forms/enterprises.ts'
import { forms } from '../../shared/forms/index.ts'
import type { Catalogue, ListAnswer } from '../../shared/protocol/answers.ts'
import { type Ended, fugong } from './run.ts'

const list = enterprises.lists?.find(({ id }) => id === 'enterprises.resumed-by')
if (!list) throw new Error('the form has lost its list')
const source = { unit: 'shuanghe', name: '双河镇', revision: 1, sheet: '第9周', row: 5 }
const answer: ListAnswer = {
  unit: 'cili',
  name: '慈利县',
  period: { id: '2020-W09', asOf: '2020-03-01', due: '2020-03-01T17:00:00+08:00', state: 'open' },
  view: 'current',
  day: '2020-02-29',
  list,
  count: 1,
  lines: [
    {
      values: { name: '甲厂', status: 'full', resumed_on: '2020-02-29' },
      sources: [source],
    },
  ],
  undecided: [{ values: { name: '乙厂', status: 'partial' }, sources: [{ ...source, row: 6 }] }],
  coverage: { expected: 2, submitted: 1, missing: ['龙潭河镇'] },
}
const catalogue: Catalogue = { unit: 'cili', forms, definedBy: {} }

let server: Server
let address: string
const asked: string[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const path = new URL(request.url ?? '', 'http://a').pathname
    if (path.endsWith('/lists/none')) {
      response.writeHead(404, { 'Content-Type': 'application/problem+json' })
      response.end(JSON.stringify({ type: 'x', title: '没有这个清单', status: 404 }))
    } else if (path.endsWith('/lines.csv')) response.end('企业名称\n甲厂\n')
    else if (path.endsWith('/forms')) response.end(JSON.stringify(catalogue))
    else response.end(JSON.stringify(answer))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((done) => server.close(done)))

function listed(id: string, ...args: string[]): Promise<Ended> {
  const where = ['--server', address, '--token', 't', '--unit', 'cili', '--period', '2020-W09']
  return fugong('list', ...where, '--list', id, ...args)
}

it('as a table: the day, how many, each with its row; what cannot be decided apart', async () => {
  const { status, out } = await listed('enterprises.resumed-by', '--day', '2020-02-29')
  expect(status).toBe(0)
  const lines = out.trim().split('\n')
  expect(lines[0]).toContain('以 2020-02-29 为准：1 条，另有 1 条')
  expect(lines[0]).toContain('未报：龙潭河镇')
  expect(lines[2]).toMatch(/甲厂.*2020-02-29 +双河镇 第9周!5$/)
  expect(lines[3]).toBe('无法判定：')
  expect(lines[4]).toMatch(/乙厂.*双河镇 第9周!6$/)
  expect(asked).toContain(
    '/api/v1/units/cili/lists/enterprises.resumed-by?period=2020-W09&day=2020-02-29&view=current',
  )
})

it('as JSON and CSV, as the API gives them; a workbook in a file only', async () => {
  const id = 'enterprises.resumed-by'
  expect(JSON.parse((await listed(id, '--format', 'json')).out)).toEqual(answer)
  expect((await listed(id, '--format', 'csv')).out).toBe('企业名称\n甲厂\n')
  expect(await listed(id, '--format', 'xlsx')).toMatchObject({ status: 2, out: '' })
})

it('says in one line that there is no such list', async () => {
  expect(await listed('none')).toMatchObject({ status: 2, out: '', err: '没有这个清单\n' })
})
