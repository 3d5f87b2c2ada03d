import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ExportHeader } from '../../shared/protocol/transfer.ts'
import { fugong } from './run.ts'

/** A county's data through a file, over a bad line. The service itself is tested in workerd. */

const folder = mkdtempSync(join(tmpdir(), 'fugong-transfer-'))
const inFolder = (name: string): string => join(folder, name)

const header: ExportHeader = {
  fugong: 1,
  origin: '0'.repeat(32),
  unit: null,
  name: '系统管理员',
  exportedAt: '2020-03-01T02:00:00.000Z',
  events: 3,
  eventsRemovedTo: 0,
  retention: { documents: null, mails: null, events: null },
}
const row = (id: string) => ({ table: 'units', row: { path: `${id}/`, id, name: '镇' } })
const text = (...lines: unknown[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('')
const pages = [
  text(header, row('a'), row('b'), { next: 'two' }),
  text(row('c'), { next: 'three' }),
  text(row('d'), { end: true, changed: 0 }),
]
const whole = pages.join('')

let server: Server
let address: string
/** What was asked, `GET`: the cursor; `POST`: the page and its first line but one. */
let asked: string[] = []
/** How many of the next requests get no answer, after so many that do. */
let trouble = { after: 0, count: 0 }
let changed = 0
let refusal: object | null = null
let taken = 0

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request) body += piece
    const url = new URL(request.url ?? '', 'http://a')
    if (trouble.after > 0) trouble.after -= 1
    else if (trouble.count > 0) {
      trouble.count -= 1
      request.socket.destroy()
      return
    }
    if (url.pathname.endsWith('/export')) {
      const cursor = url.searchParams.get('cursor')
      asked.push(cursor ?? 'first')
      const page = pages[[null, 'two', 'three'].indexOf(cursor)]
      if (page === undefined) {
        response.writeHead(400, { 'Content-Type': 'application/problem+json' })
        response.end(JSON.stringify({ type: 'x', title: '请求有误', status: 400 }))
        return
      }
      response.end(page.replace('"changed":0', () => `"changed":${changed-- > 0 ? 1 : 0}`))
      return
    }
    const page = Number(url.searchParams.get('page'))
    asked.push(`${page} ${body.split('\n')[1]}`)
    if (refusal && page === 2) {
      response.writeHead(409, { 'Content-Type': 'application/problem+json' })
      response.end(JSON.stringify(refusal))
      return
    }
    taken = Math.max(taken, page)
    const state = taken === 3 ? 'finished' : 'importing'
    response.end(JSON.stringify({ state, written: 1, pages: taken }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((done) => server.close(done)))
beforeEach(() => {
  asked = []
  trouble = { after: 0, count: 0 }
  changed = 0
  refusal = null
  taken = 0
})

const at = () => ['--server', address, '--token', 't']
const exporting = (name: string) => fugong('export', ...at(), '-o', inFolder(name))
const importing = (name: string) => fugong('import', inFolder(name), ...at())

describe('export', () => {
  it('writes page after page, and only a whole one under the name given', async () => {
    const { status, out } = await exporting('whole.ndjson')
    expect(status).toBe(0)
    expect(out).toContain('4 行')
    expect(readFileSync(inFolder('whole.ndjson'), 'utf8')).toBe(whole)
    expect(existsSync(inFolder('whole.ndjson.part'))).toBe(false)
    expect(asked).toEqual(['first', 'two', 'three'])
  })

  it('asks again for what got no answer', async () => {
    trouble = { after: 1, count: 1 }
    expect((await exporting('again.ndjson')).status).toBe(0)
    expect(readFileSync(inFolder('again.ndjson'), 'utf8')).toBe(whole)
  })

  it.each([
    ['between two pages', pages[0] ?? ''],
    ['in a row', `${pages[0]}${pages[1]?.slice(0, 30)}`],
    ['in the line that leads on', whole.slice(0, whole.indexOf('{"next":"three') + 14)],
    ['before it began', ''],
  ])('goes on where it was cut off: %s', async (what, content) => {
    writeFileSync(inFolder(`${what}.part`), content)
    const { status, out } = await exporting(what)
    expect(status).toBe(0)
    expect(out).toContain('4 行')
    expect(readFileSync(inFolder(what), 'utf8')).toBe(whole)
    expect(asked[0]).toBe(content === '' ? 'first' : 'two')
  })

  it('begins again when something came meanwhile, and at last says so', async () => {
    changed = 1
    expect((await exporting('quiet.ndjson')).status).toBe(0)
    expect(asked.filter((one) => one === 'first')).toHaveLength(2)
    changed = 9
    const { status, err } = await exporting('unquiet.ndjson')
    expect(status).toBe(2)
    expect(err).toMatch(/导出期间.*请.*再/)
    expect(existsSync(inFolder('unquiet.ndjson'))).toBe(false)
  })

  it('begins anew where what was begun is of another county', async () => {
    writeFileSync(inFolder('other.part'), text(header, row('x'), { next: 'elsewhere' }))
    expect((await exporting('other')).status).toBe(0)
    expect(readFileSync(inFolder('other'), 'utf8')).toBe(whole)
  })

  it('leaves nothing behind where nothing came', async () => {
    trouble = { after: 0, count: 9 }
    const { status, err } = await exporting('refused.ndjson')
    expect(status).toBe(2)
    expect(err).toContain('连不上')
    expect(existsSync(inFolder('refused.ndjson.part'))).toBe(false)
  })

  it('into a folder that is not there: one line', async () => {
    const { status, err } = await exporting('none/whole.ndjson')
    expect(status).toBe(2)
    expect(err.trim().split('\n')).toHaveLength(1)
    expect(err).toContain('无法写入')
  })
})

describe('import', () => {
  beforeAll(() => writeFileSync(inFolder('good.ndjson'), whole))

  it('sends page after page, each with the header', async () => {
    const { status, out } = await importing('good.ndjson')
    expect(status).toBe(0)
    expect(out).toContain('已导入 3 行')
    expect(asked.map((one) => one.slice(0, 24))).toEqual([
      ...['1 {"table":"units","row"', '2 {"table":"units","row"', '3 {"table":"units","row"'],
    ])
  })

  it('goes on after the pages that are there', async () => {
    taken = 2
    await importing('good.ndjson')
    expect(asked.map((one) => one[0])).toEqual(['1', '3'])
  })

  it('names the line of the file where it is refused, and sends no more', async () => {
    refusal = { type: 'x', title: '矛盾', status: 409, detail: '本页第 2 行不同。', line: 2 }
    const { status, err } = await importing('good.ndjson')
    expect(status).toBe(2)
    expect(err.trim().split('\n')).toHaveLength(1)
    // The third row of the file, in its fifth line.
    expect(err).toContain('第 5 行')
    expect(asked.map((one) => one[0])).toEqual(['1', '2'])
  })

  const bad: [what: string, content: string, line: string][] = [
    ['empty', '', '不是'],
    ['other', '菜名,价格\n豆腐,3\n', '不是'],
    ['half', whole.slice(0, -30), '不完整'],
    ['part', pages.slice(0, 2).join(''), '不完整'],
  ]
  it.each(bad)('sends nothing of a file that is %s', async (what, content, line) => {
    writeFileSync(inFolder(`${what}.ndjson`), content)
    const { status, err } = await importing(`${what}.ndjson`)
    expect(status).toBe(2)
    expect(err).toContain(line)
    expect(err.trim().split('\n')).toHaveLength(1)
    expect(asked).toEqual([])
  })

  it('of no file: one line', async () => {
    const { status, err } = await importing('none.ndjson')
    expect(status).toBe(2)
    expect(err).toContain('没有这个文件')
  })
})
