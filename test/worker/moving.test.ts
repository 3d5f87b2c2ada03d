import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Page } from '../../shared/protocol/answers.ts'
import type { ExportHeader, ImportAnswer } from '../../shared/protocol/transfer.ts'
import { movedTables, stayingTables } from '../../worker/transfer/tables.ts'
import {
  answer,
  at,
  call,
  enrolled,
  enterpriseSheet,
  first,
  place,
  refusal,
  root,
  settle,
} from './county.ts'
import { meter } from './metered.ts'
import { elsewhere, exported, hour, imported, live, sendLines, sendPage } from './moving.ts'
import { rowsOf } from './tables.ts'

/** A county moves: all its data leave one deployment and come into another. */

/** What people ask the county, to be answered elsewhere as here. */
const questions = [
  ...['zhangjiajie', 'cili', 'sangzhi', 'jiangya'].flatMap((unit) =>
    ['2020-W08', '2020-W09'].flatMap((period) => [
      ...['current', 'cutoff'].flatMap((view) => [
        `/units/${unit}/totals?period=${period}&view=${view}`,
        `/units/${unit}/totals.csv?period=${period}&view=${view}`,
        `/units/${unit}/bulletin?period=${period}&view=${view}`,
        `/units/${unit}/lists/enterprises.resumed-by?period=${period}&view=${view}`,
      ]),
      `/units/${unit}/completeness?period=${period}`,
      `/units/${unit}/restatements?period=${period}`,
      `/units/${unit}/duplicates?period=${period}`,
      `/units/${unit}/periods/${period}`,
    ]),
  ),
  ...[1, 2, 3].map((revision) => `${place('jiangya')}?revision=${revision}`),
  '/units',
  '/units/cili/forms',
  '/units/cili/lists',
  '/units/cili/lists/enterprises.subsidy?period=2020-W09',
  '/units/cili/words',
  '/units/cili/headings',
  '/units/cili/recipients',
  '/units/cili/mails',
  '/units/cili/submissions',
  '/units/cili/events.csv?to=2020-03-01T00:00:00Z',
  '/units/jiangya/forms/enterprises/history?before=2020-W10',
]

async function answers(token: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const question of questions) {
    const response = await call(`GET ${question}`, { token })
    expect(response.status, question).toBe(200)
    found[question] = await response.text()
  }
  return found
}

interface Verification {
  verifiedTo: number
  hash: string
  broken: unknown
}

let pages: string[][]
let small: string[][]
let part: string[][]
let before: Record<string, string>
let sealed: Verification
const tables: Record<string, Record<string, unknown>[]> = {}
const spent = meter()

beforeAll(async () => {
  await settle()
  await live()
  const token = await root()
  before = await answers(token)
  sealed = await answer<Verification>(await call('GET /audit/verify', { token }))
  pages = await exported(token, 500, spent)
  for (const { name } of movedTables) tables[name] = await rowsOf(name)
  small = await exported(token, 2)
  part = await exported(await enrolled('cili', 'administrator'))
}, 60_000)

const header = (of: string[][]): ExportHeader => JSON.parse(of[0]?.[0] ?? '')
const rowsIn = (of: string[][], table: string) =>
  of.flat().flatMap((line) => {
    const read = JSON.parse(line)
    return read.table === table ? [read.row] : []
  })

describe('an export', () => {
  test('every table and every column of the schema goes along, or stays for a reason', async () => {
    const { results } = await env.DB.prepare(
      `SELECT t.name AS name, c.name AS "column", c."notnull" AS required, c.pk AS pk
       FROM sqlite_master t JOIN pragma_table_info(t.name) c
       WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE '\\_cf%' ESCAPE '\\'`,
    ).run<{ name: string; column: string; required: number; pk: number }>()
    const schema = Object.groupBy(results, ({ name }) => name)
    expect(Object.keys(schema).toSorted()).toEqual(
      [...movedTables.map(({ name }) => name), ...Object.keys(stayingTables)].toSorted(),
    )
    for (const { name, key, columns } of movedTables) {
      const there = schema[name] ?? []
      expect(Object.keys(columns).toSorted(), name).toEqual(
        there.map(({ column }) => column).toSorted(),
      )
      const primary = there.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk)
      expect(key, name).toEqual(primary.map(({ column }) => column))
      // A contradiction is made to fail by it.
      const second = there.find(({ column }) => column === Object.keys(columns)[1])
      expect(second?.required, `${name}.${second?.column}`).toBe(1)
    }
  })

  test('has rows of every table, and no secret', async () => {
    for (const { name } of movedTables) {
      expect(rowsIn(pages, name).length, name).toBe(tables[name]?.length)
      expect(tables[name]?.length, name).toBeGreaterThan(0)
    }
    const text = pages.flat().join('\n')
    for (const { hash } of [...(await rowsOf('tokens')), ...(await rowsOf('codes'))]) {
      expect(text).not.toContain(String(hash))
    }
  })

  test('is the same in small pages, and costs two rows read for each', () => {
    const rows = (of: string[][]) => of.flat().filter((line) => line.startsWith('{"table":'))
    expect(rows(small).filter((line) => !line.includes('"exported"'))).toEqual(
      rows(pages).filter((line) => !line.includes('"exported"')),
    )
    expect(small.length).toBeGreaterThan(pages.length * 2)
    const count = rows(pages).length
    // Beside them the newest event, the token with its unit, and the row of the deployment.
    expect(spent.rowsRead).toBeLessThanOrEqual(2 * count + 8 * pages.length + 10)
    expect(spent.queries).toBeLessThanOrEqual(5 * pages.length + 5)
  })

  test('of a county holds what is its own and what holds for it, and nothing of its neighbour', () => {
    expect(header(part)).toMatchObject({ unit: 'cili', name: '慈利县' })
    expect(rowsIn(part, 'units').map(({ id }) => id)).toEqual([
      ...['zhangjiajie', 'cili', 'dongyueguan', 'jiangya', 'lingyang'],
    ])
    expect(rowsIn(part, 'forms').map(({ form }) => form)).toEqual(['printing'])
    expect(part.flat().join('\n')).not.toContain('sangzhi')
    expect(rowsIn(part, 'seals')).toEqual([])
    expect(rowsIn(part, 'events').map(({ id }) => id)).toEqual(
      rowsIn(part, 'events').map((_, index) => index + 1),
    )
    expect(header(part).events).toBe(rowsIn(part, 'events').length)
  })

  test('says at its end whether anything came meanwhile', async () => {
    const token = await root()
    const one = await (await call('GET /export', { token })).text()
    const cursor = JSON.parse(one.trimEnd().split('\n').at(-1) ?? '').next
    expect((await exported(token)).at(-1)?.at(-1)).toBe('{"end":true,"changed":0}')
    let query = cursor
    let last: { next?: string; changed?: number } = {}
    while (query) {
      const page = await (await call(`GET /export?cursor=${query}`, { token })).text()
      last = JSON.parse(page.trimEnd().split('\n').at(-1) ?? '')
      query = last.next
    }
    expect(last.changed).toBe(1)
  })

  test.each(['x', 'WyJhIl0', 'WyJhIiwiMSIsInVuaXRzIiwibnVsbCIsIjAiXQ'])(
    'goes on from no cursor but its own: %s',
    async (cursor) => {
      const response = await call(`GET /export?cursor=${cursor}`, { token: await root() })
      expect(await refusal(response)).toMatchObject({ status: 400, problem: 'malformed-request' })
    },
  )
})

describe('an import elsewhere', () => {
  test('answers everything as before, byte for byte, and the audit holds', async () => {
    const token = await elsewhere()
    await hour('2020-03-01T01:30:00Z')
    at('2020-03-01T02:00:00Z')
    const taken = await imported(token, pages)
    expect(taken.at(-1)).toMatchObject({ state: 'finished', pages: pages.length })
    const count = Object.values(tables).reduce((sum, rows) => sum + rows.length, 0)
    expect(taken.reduce((sum, { written }) => sum + written, 0)).toBe(count)

    expect(await answers(token)).toEqual(before)
    for (const { name } of movedTables.filter(({ name }) => !['events', 'mails'].includes(name))) {
      expect(await rowsOf(name), name).toEqual(tables[name])
    }
    const events = await rowsOf('events')
    expect(events.slice(0, tables.events?.length)).toEqual(tables.events)
    expect(events.slice(tables.events?.length).map(({ kind }) => kind)).toEqual([
      ...['enrolled', 'import-begun', 'import-finished'],
    ])
    const verified = await answer<Verification>(await call('GET /audit/verify', { token }))
    expect(verified).toEqual(sealed)
    await answer(await call('GET /audit/seals', { token }))
    const anew = await answer<Verification>(await call('GET /audit/verify', { token }))
    expect(anew).toMatchObject({ broken: null, verifiedTo: events.length })
  })

  test('works on: a correction, the next week, the mail that waited', async () => {
    const token = await elsewhere()
    await imported(token, pages)
    at('2020-03-02T02:00:00Z')
    const body = enterpriseSheet(8, 8)
    await answer(
      await call(`PUT ${place('jiangya')}`, { token, body, headers: { 'If-Match': '*' } }),
    )
    const next = place('jiangya', 'enterprises', '2020-W10')
    await answer(await call(`PUT ${next}`, { token, body, headers: first }), 201)
    await hour('2020-03-02T02:30:00Z')
    const mails = await rowsOf('mails')
    // What was sent is not sent again: the same letters, one more try of the one that waits.
    expect(mails.length).toBe(tables.mails?.length)
    const tries = (rows: Record<string, unknown>[] = []) => rows.map(({ attempts }) => attempts)
    expect(tries(mails).toSorted()).toEqual([1, Number(tries(tables.mails).toSorted()[1]) + 1])
  })

  test('of a county alone: its totals are the same, and a chain of its own holds', async () => {
    const token = await elsewhere()
    await imported(token, part)
    const own = (found: Record<string, string>) =>
      Object.entries(found).filter(([question]) => /\/(cili|jiangya)\/(?!events)/.test(question))
    const found: Record<string, string> = {}
    for (const question of questions) {
      found[question] = await (await call(`GET ${question}`, { token })).text()
    }
    expect(own(found)).toEqual(own(before))
    await answer(await call('GET /audit/seals', { token }))
    const verified = await answer<Verification>(await call('GET /audit/verify', { token }))
    expect(verified).toMatchObject({ broken: null, verifiedTo: (await rowsOf('events')).length })
  })

  test('pages twice, lost answers, begun again: every row once', async () => {
    const token = await elsewhere()
    for (let number = 1; number <= small.length; number += 1) {
      await answer(await sendPage(token, small, number))
      const again = await answer<ImportAnswer>(await sendPage(token, small, number))
      expect(again.written, `page ${number}`).toBe(0)
      if (number === 7) {
        const begun = await answer<ImportAnswer>(await sendPage(token, small, 1))
        expect(begun).toEqual({ state: 'importing', written: 0, pages: 7 })
        // The hourly pass in between seals and sends nothing.
        await hour('2020-03-01T03:30:00Z')
        expect(await rowsOf('seals')).toEqual([])
      }
    }
    const rows = await rowsOf('revisions')
    expect(rows).toEqual(tables.revisions)
    const spentAgain = meter()
    const last = await sendPage(token, small, small.length, spentAgain)
    expect(await answer(last)).toMatchObject({ state: 'present', written: 0 })
    expect(spentAgain.rowsWritten).toBe(0)
    const finished = (await rowsOf('events')).filter(({ kind }) => kind === 'import-finished')
    expect(finished.length).toBe(1)
  })

  test('costs a few queries a page, whatever it holds, and the rows it writes', async () => {
    const token = await elsewhere()
    for (let number = 1; number <= pages.length; number += 1) {
      const page = meter()
      await answer(await sendPage(token, pages, number, page))
      const { table } = JSON.parse(pages[number - 1]?.[number === 1 ? 1 : 0] ?? '')
      const rows = rowsIn([pages[number - 1] ?? []], table).length
      // A document takes a statement of its own.
      expect(page.queries, table).toBeLessThanOrEqual((table === 'revisions' ? rows : 1) + 10)
      const perRow = ['revisions', 'mails', 'units'].includes(table) ? 4 : 1
      expect(page.rowsWritten, table).toBeLessThanOrEqual(perRow * rows + 12)
    }
  })
})

describe('refused, with nothing written', () => {
  const all = async () =>
    Object.fromEntries(
      await Promise.all(
        [...movedTables.map(({ name }) => name), 'deployment'].map(
          async (name) => [name, await rowsOf(name)] as const,
        ),
      ),
    )

  async function refusedWith(token: string, raw: string, number: number) {
    const there = await all()
    const problem = await refusal(await sendLines(token, raw, number))
    expect(await all()).toEqual(there)
    return problem
  }

  test('into a deployment with other data', async () => {
    const token = await elsewhere()
    const body = { name: '别县', level: 'county', parent: null }
    await answer(await call('PUT /units/other', { token, body }), 201)
    const problem = await refusedWith(token, (pages[0] ?? []).join('\n'), 1)
    expect(problem).toMatchObject({ status: 409, problem: 'import-elsewhere' })
  })

  test('another export while one is under way, and a page too far', async () => {
    const token = await elsewhere()
    const far = await refusedWith(token, [pages[0]?.[0], ...(pages[3] ?? [])].join('\n'), 4)
    expect(far).toMatchObject({ status: 409, problem: 'import-page-missing', pages: 0 })
    await answer(await sendPage(token, pages, 1))
    const other = await refusedWith(token, (small[0] ?? []).join('\n'), 1)
    expect(other).toMatchObject({ status: 409, problem: 'import-under-way' })
    const skipped = await refusedWith(token, [pages[0]?.[0], ...(pages[3] ?? [])].join('\n'), 4)
    expect(skipped).toMatchObject({ status: 409, problem: 'import-page-missing', pages: 1 })
  })

  test('what contradicts a row that is there, with its line', async () => {
    const token = await elsewhere()
    await imported(token, pages)
    const body = { name: '慈利', level: 'county', parent: 'zhangjiajie' }
    await answer(await call('PUT /units/cili', { token, body }))
    const problem = await refusal(await sendPage(token, pages, 1))
    expect(problem).toMatchObject({ status: 409, problem: 'import-contradiction', table: 'units' })
    expect(JSON.parse(pages[0]?.[Number(problem.line) - 1] ?? '').row.id).toBe('cili')
  })

  test('a row that is gone comes back, into the deployment the data are of', async () => {
    const token = await elsewhere()
    await imported(token, pages)
    await env.DB.prepare("DELETE FROM lists WHERE list = 'enterprises.subsidy'").run()
    await env.DB.prepare("DELETE FROM revisions WHERE unit = 'jiangya' AND revision = 2").run()
    const taken = await imported(token, pages)
    expect(taken.reduce((sum, { written }) => sum + written, 0)).toBe(2)
    expect(await rowsOf('revisions')).toEqual(tables.revisions)
    expect(taken.every(({ state }) => state === 'present')).toBe(true)
    const restored = (await rowsOf('events')).filter(({ kind }) => kind === 'rows-restored')
    expect(restored.map(({ detail }) => JSON.parse(String(detail)).table)).toEqual([
      ...['lists', 'revisions'],
    ])
  })

  const revisionPage = () => pages.findIndex((page) => page[0]?.includes('"table":"revisions"')) + 1
  const changed = (change: (line: string) => string) => {
    const [line = '', ...rest] = pages[revisionPage() - 1] ?? []
    return [pages[0]?.[0], change(line), ...rest].join('\n')
  }
  const bad: [what: string, raw: () => string, line: number][] = [
    ['nothing', () => '', 1],
    ['no header', () => (pages[1] ?? []).join('\n'), 1],
    ['a header of a later version', () => '{"fugong":2}\n{"end":true,"changed":0}', 1],
    ['half a page', () => (pages[0] ?? []).slice(0, -1).join('\n'), 0],
    ['no JSON', () => changed(() => '{"table":'), 2],
    ['no row', () => changed(() => '{"table":"units"}'), 2],
    ['no such table', () => changed((line) => line.replace('revisions', 'tokens')), 2],
    ['no such column', () => changed((line) => line.replace('"unit":', '"unitt":')), 2],
    ['a number that is none', () => changed((line) => line.replace(/"late":\d/, '"late":"0"')), 2],
    ['a tally that is none', () => changed((line) => line.replace('"tally":"{', '"tally":"')), 2],
    ['another hash', () => changed((line) => line.replace(/"hash":"./, '"hash":"x')), 2],
    [
      'another document',
      () => changed((line) => line.replace(/"document":"[^"]*"/, '"document":"AAAA"')),
      2,
    ],
  ]
  test.each(bad)('%s', async (_, raw, line) => {
    const token = await elsewhere()
    const problem = await refusedWith(token, raw(), 1)
    expect(problem).toMatchObject({ status: 422, problem: 'import-invalid' })
    if (line > 0) expect(problem.line).toBe(line)
    expect(problem.detail).toMatch(/^本页第 \d+ 行：/)
  })

  test('from the administrator of a county, and as another type', async () => {
    const token = await elsewhere()
    await imported(token, pages)
    const { code } = await answer<{ code: string }>(
      await call('POST /units/cili/codes', { token, body: { role: 'administrator' } }),
      201,
    )
    const county = await answer<{ token: string }>(await call('POST /enrol', { body: { code } }))
    const below = await refusal(await sendPage(county.token, pages, 1))
    expect(below).toMatchObject({ status: 403, problem: 'deployment-only' })
    const typed = await refusal(await call('POST /import?page=1', { token, body: {} }))
    expect(typed).toMatchObject({ status: 415, problem: 'lines-expected' })
    const { items } = await answer<Page<{ id: string }>>(
      await call('GET /units/cili/tokens', { token }),
    )
    expect(items.length).toBe(1)
  })
})
