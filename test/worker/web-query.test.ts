import { beforeAll, describe, expect, test } from 'vitest'
import {
  addUnit,
  answer,
  at,
  call,
  enrolled,
  enterpriseSheet,
  first,
  place,
  returneeSheet,
  SATURDAY,
  settle,
  WEDNESDAY,
} from './county.ts'
import { basic } from './feed.ts'
import { meter } from './metered.ts'
import { all, parseXml } from './xml.ts'

/** What Excel's “From Web” reads: one address for good, the token as a password, nothing that runs. */

const EVIL = '=HYPERLINK("http://evil","<b>&点我</b>")'
let reader: string

beforeAll(async () => {
  at(WEDNESDAY)
  await settle()
  await addUnit('evil', EVIL, 'township', 'cili')
  const token = await enrolled('zhangjiajie', 'aggregator')
  const submit = async (unit: string, body: ReturnType<typeof enterpriseSheet>, week: string) => {
    const path = `PUT ${place(unit, body.catalogue.split('@')[0], week)}`
    await answer(await call(path, { token, body, headers: first }), 201)
  }
  await submit('lingyang', enterpriseSheet(9, 9), '2020-W08')
  await submit('lingyang', enterpriseSheet(10, 4), '2020-W09')
  await submit('evil', enterpriseSheet(2, 1), '2020-W09')
  await submit('jiangya', returneeSheet(100, 40), '2020-W09')
  reader = await enrolled('cili', 'reader')
  await pull('totals.html')
})

async function pull(what: string, query = 'period=latest', headers: Record<string, string> = {}) {
  const sent = { Authorization: basic(reader), ...headers }
  return call(`GET /units/cili/${what}?${query}`, { headers: sent })
}

async function page(query?: string, headers?: Record<string, string>) {
  const response = await pull('totals.html', query, headers)
  expect(response.status).toBe(200)
  expect(response.headers.get('Content-Type')).toBe('text/html; charset=UTF-8')
  return response.text()
}

/** The tables of a page: caption, then rows of cells. */
function tablesOf(html: string) {
  const text = (markup: string) =>
    markup
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&')
  return [...html.matchAll(/<table[^>]*><caption>(.*?)<\/caption>(.*?)<\/table>/gs)].map(
    ([, caption = '', rows = '']) => ({
      caption,
      rows: [...rows.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, cells = '']) =>
        [...cells.matchAll(/<t[hd]>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => text(cell)),
      ),
    }),
  )
}

describe('the page', () => {
  test('has a table for each form, of the newest week, and says who is missing', async () => {
    const tables = tablesOf(await page())
    expect(tables.map(({ caption }) => caption)).toEqual([
      '企业复工复产台账',
      '务工人员返岗统计表',
      '说明',
    ])
    const rows = tables[0]?.rows.map((cells) => cells.slice(0, 4)) ?? []
    expect(rows[0]).toEqual(['单位编码', '单位', '企业数（家）', '已复工企业（家）'])
    expect(rows).toContainEqual(['lingyang', '零阳镇', '10', '4'])
    expect(rows.at(-1)).toEqual(['cili', '合计（慈利县）', '12', '5'])
    expect(tables[2]?.rows).toContainEqual(['报告期', '2020-W09'])
    expect(tables[2]?.rows).toContainEqual(['未报单位', '东岳观镇'])
  })

  test('holds neither a formula nor markup that a township typed', async () => {
    const html = await page()
    expect(html).not.toContain('<b>')
    const [table] = tablesOf(html)
    expect(table?.rows.some(([, name]) => name === `'${EVIL}`)).toBe(true)
    const cells = tablesOf(html).flatMap(({ rows }) => rows.flat())
    expect(cells.filter((cell) => /^[=+@\t\r]/.test(cell))).toEqual([])
  })

  test('is well-formed, and in English for who reads English', async () => {
    const html = await page('period=2020-W08&form=enterprises', { 'Accept-Language': 'en' })
    const body = html.slice(html.indexOf('<body>')).replace('</html>', '')
    expect(all(parseXml(body), 'table')).toHaveLength(2)
    expect(html).toContain('Total (慈利县)')
  })

  test('a week of which nothing has come is no table of zeros', async () => {
    const tables = tablesOf(await page('period=2020-W20'))
    expect(tables.map(({ caption }) => caption)).toEqual(['说明'])
  })
})

test.each(['totals.html', 'totals.csv', 'totals.xlsx', 'totals'])(
  '%s: the newest week by one address, the running one where nothing has come',
  async (what) => {
    const token = reader
    const same = async (query: string) =>
      (await call(`GET /units/cili/${what}?${query}`, { token })).arrayBuffer()
    expect(await same('period=latest')).toEqual(await same('period=2020-W09'))
    const empty = `GET /units/dongyueguan/${what}?period=latest`
    expect((await call(empty, { token })).status).toBe(200)
    const wrong = await call(`GET /units/cili/${what}?period=newest`, { token })
    expect(wrong.status).toBe(400)
  },
)

test('JSON takes no password: it is for programs', async () => {
  expect((await pull('totals')).status).toBe(401)
  expect((await pull('totals.csv')).status).toBe(200)
})

test.each([
  'totals.html?period=latest',
  'totals.csv?period=latest',
  'totals.xlsx?period=latest',
  'lists/enterprises.resumed-by/lines.xlsx?period=2020-W09',
  'lists/enterprises.resumed-by/lines.csv?period=2020-W09',
])('%s is the same bytes whenever it is pulled, and then not sent again', async (path) => {
  const taken = async (instant: string) => {
    at(instant)
    const response = await call(`GET /units/cili/${path}`, { token: reader })
    expect(response.status).toBe(200)
    const bytes = new Uint8Array(await response.arrayBuffer())
    return { bytes, tag: response.headers.get('ETag') ?? '' }
  }
  const before = await taken(WEDNESDAY)
  // Files that say when they were written say so in whole seconds, archives in two.
  await new Promise((resolve) => setTimeout(resolve, 2100))
  const after = await taken(SATURDAY)
  expect(after.bytes).toEqual(before.bytes)
  expect(after.tag).toBe(before.tag)
  const again = await call(`GET /units/cili/${path}`, {
    token: reader,
    headers: { 'If-None-Match': before.tag },
  })
  expect(again.status).toBe(304)
  at(WEDNESDAY)
})

test('the newest week costs a read for each unit more', async () => {
  const headers = { Authorization: basic(reader) }
  await pull('totals.csv')
  const spent = meter()
  await call('GET /units/cili/totals.csv?period=latest', { headers, meter: spent })
  const named = meter()
  await call('GET /units/cili/totals.csv?period=2020-W09', { headers, meter: named })
  expect(spent.queries).toBe(named.queries + 1)
  const units = 5
  expect(spent.rowsRead - named.rowsRead).toBeLessThanOrEqual(units * 4 + 4)
})
