import { beforeAll, describe, expect, test } from 'vitest'
import type { Completeness, TotalsAnswer } from '../../shared/protocol/answers.ts'
import type { Submission } from '../../shared/protocol/submission.ts'
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
  root,
  SATURDAY,
  settle,
  WEDNESDAY,
} from './county.ts'
import {
  basic,
  EXCEL,
  type FeedRow,
  keyOf,
  type Model,
  model,
  pull,
  pullAll,
  ROOT,
} from './feed.ts'
import { meter } from './metered.ts'

const WEEKS = ['2020-W08', '2020-W09', '2020-W10']
const NAMES = ['Totals', 'Figures', 'Completeness', 'Submissions', 'Periods', 'Units', 'Indicators']
let reader: string
let prefecture: string
let neighbour: string
let promised: Model

async function submit(token: string, unit: string, period: string, body: Submission) {
  const path = place(unit, body.catalogue.split('@')[0], period)
  await answer(await call(`PUT ${path}`, { token, body, headers: first }), 201)
}

beforeAll(async () => {
  at(WEDNESDAY)
  await settle()
  await addUnit('ruitapu', "瑞塔铺'镇", 'township', 'sangzhi')
  const sender = await enrolled('zhangjiajie', 'aggregator')
  for (const [index, period] of WEEKS.entries()) {
    await submit(sender, 'lingyang', period, enterpriseSheet(10, 4 + index))
    await submit(sender, 'jiangya', period, enterpriseSheet(6, 3 + index))
    await submit(sender, 'jiangya', period, returneeSheet(100, 40))
    await submit(sender, 'ruitapu', period, enterpriseSheet(20, index))
  }
  at(SATURDAY)
  await submit(sender, 'dongyueguan', '2020-W09', enterpriseSheet(2, 2))
  // A county that reports itself what one of its townships has reported.
  await submit(sender, 'cili', '2020-W10', returneeSheet(1000, 900))
  reader = await enrolled('cili', 'reader')
  prefecture = await enrolled('zhangjiajie', 'reader')
  neighbour = await enrolled('sangzhi', 'reader')
  promised = await model(reader)
})

const rowsOf = async (address: string, token = reader, headers = {}) =>
  (await pullAll(address, token, headers, promised)).rows

/** An error in OData's own shape. */
async function failure(address: string, token = reader, headers: Record<string, string> = {}) {
  const response = await pull(address, token, headers)
  expect(response.headers.get('Content-Type')).toMatch(/^application\/json/)
  expect(response.headers.get('OData-Version')).toBe('4.0')
  const { error } = await response.json<{ error: { code: string; message: string } }>()
  expect(error.message).toMatch(/[\u4e00-\u9fff]/)
  return [response.status, error.code]
}

describe('the way in', () => {
  test.each([
    ['Basic', () => basic(reader)],
    ['Basic without a user', () => basic(reader, '')],
    ['Basic with the token as the user', () => basic('', reader)],
    ['Bearer', () => `Bearer ${reader}`],
  ])('%s', async (_, Authorization) => {
    const response = await call(`GET ${ROOT}/Units`, {
      headers: { Authorization: Authorization() },
    })
    expect(response.status).toBe(200)
  })

  test.each([
    ['nothing', undefined, 'token-missing'],
    ['a wrong password', basic('nobody'), 'token-unknown'],
    ['no pair', `Basic ${btoa('nobody')}`, 'token-missing'],
    ['no base64', 'Basic !!', 'token-missing'],
  ])('%s is answered with 401 and a challenge that Excel understands', async (_, sent, code) => {
    for (const address of [ROOT, `${ROOT}/$metadata`, `${ROOT}/Figures`]) {
      const headers = sent === undefined ? undefined : { Authorization: sent }
      const response = await call(`GET ${address}`, { headers })
      expect(response.status).toBe(401)
      expect(response.headers.get('WWW-Authenticate')).toBe('Basic realm="Fugong", charset="UTF-8"')
      const { error } = await response.json<{ error: { code: string } }>()
      expect(error.code).toBe(code)
    }
  })

  test('no other route takes a password', async () => {
    const response = await call('GET /me', { headers: { Authorization: basic(reader) } })
    expect([response.status, response.headers.get('WWW-Authenticate')]).toEqual([401, 'Bearer'])
  })

  test('a token in the address is none', async () => {
    expect((await call(`GET ${ROOT}/Units?token=${reader}`)).status).toBe(401)
  })
})

describe('the documents', () => {
  test.each(['', '/'])('the service document at "%s" names every set of the model', async (end) => {
    const response = await pull(end, reader)
    const found = await response.json<{ '@odata.context': string; value: { url: string }[] }>()
    expect(found['@odata.context']).toBe(`${ROOT}/$metadata`)
    expect(found.value.map(({ url }) => url)).toEqual(NAMES)
    expect([...promised.sets.keys()]).toEqual(NAMES)
  })

  test('without a context the sets are named by their whole address', async () => {
    const response = await pull('?$format=application/json;odata.metadata=none', reader)
    const { value } = await response.json<{ value: { url: string }[] }>()
    expect(value[0]?.url).toBe(`${ROOT}/Totals`)
  })

  test('the model has no field of a record, hence none that is personal', () => {
    const columns = [...promised.sets.values()].flatMap(({ properties }) => [...properties.keys()])
    expect(columns).not.toContain('Phone')
    expect(new Set(columns).size).toBeLessThan(40)
  })

  test('%24metadata is $metadata', async () => {
    expect((await pull('/%24metadata', reader)).status).toBe(200)
  })
})

describe.each(NAMES)('%s', (name) => {
  const keysOf = () => promised.sets.get(name)?.keys ?? []

  test('comes with values of its types, to the last page, whatever their size', async () => {
    const whole = await pullAll(`/${name}?$count=true`, reader, {}, promised)
    expect(whole.rows.length).toBeGreaterThan(0)
    expect(whole.count).toBe(whole.rows.length)
    expect(new Set(whole.rows.map((row) => keyOf(row, keysOf()))).size).toBe(whole.rows.length)
    const size = Math.max(1, Math.ceil(whole.rows.length / 20))
    const Prefer = `odata.maxpagesize=${size}`
    const pages = await pullAll(`/${name}?$count=true`, reader, { Prefer }, promised)
    expect(pages.rows).toEqual(whole.rows)
    expect(pages.count).toBe(whole.count)
    expect(pages.pages).toBeGreaterThanOrEqual(Math.ceil(whole.rows.length / size))
    const counted = await pull(`/${name}/$count`, reader)
    expect(counted.headers.get('Content-Type')).toMatch(/^text\/plain/)
    expect(await counted.text()).toBe(String(whole.count))
  })

  test('has every row under its key', async () => {
    const rows = await rowsOf(`/${name}`)
    for (const row of [rows[0], rows.at(-1)] as FeedRow[]) {
      const response = await pull(
        `/${name}?$top=1&$filter=${keysOf()
          .map((key) => `${key} eq '${row[key]}'`)
          .join(' and ')}`,
        reader,
        { Accept: 'application/json;odata.metadata=full' },
      )
      const { value } = await response.json<{ value: Record<string, string>[] }>()
      const id = value[0]?.['@odata.id'] ?? ''
      expect(value[0]?.['@odata.type']).toBe(`#${promised.sets.get(name)?.type}`)
      const one = await (await pull(id, reader)).json<FeedRow>()
      expect(one['@odata.context']).toBe(`${ROOT}/$metadata#${name}/$entity`)
      expect(one).toMatchObject(row)
    }
  })

  test('$top and $skip cut the same rows out, over pages too', async () => {
    const rows = await rowsOf(`/${name}`)
    const Prefer = 'odata.maxpagesize=2'
    expect(await rowsOf(`/${name}?$top=5&$skip=1`)).toEqual(rows.slice(1, 6))
    expect(await rowsOf(`/${name}?$top=5&$skip=1`, reader, { Prefer })).toEqual(rows.slice(1, 6))
    expect(await rowsOf(`/${name}?$top=0`)).toEqual([])
    expect(await rowsOf(`/${name}?$skip=100000`)).toEqual([])
    const counted = await pullAll(`/${name}?$top=1&$count=true`, reader, {}, promised)
    expect(counted.count).toBe(rows.length)
  })

  test('$orderby sorts by any column, both ways', async () => {
    const [column = ''] = [...(promised.sets.get(name)?.properties.keys() ?? [])].slice(-1)
    const up = await rowsOf(`/${name}?$orderby=${column}`)
    const down = await rowsOf(`/${name}?$orderby=${column} desc`, reader, {
      Prefer: 'maxpagesize=3',
    })
    const values = (rows: FeedRow[]) => rows.map((row) => row[column] ?? null)
    expect(values(down)).toEqual(values(up).toReversed())
    const known = values(up).filter((value) => value !== null)
    const sorted = known.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    expect(known).toEqual(sorted)
  })

  test('a selection has just these columns', async () => {
    const [key = ''] = keysOf()
    const { rows, context } = await pullAll(`/${name}?$select=${key}&$top=2`, reader, {}, promised)
    expect(context).toBe(`${ROOT}/$metadata#${name}(${key})`)
    expect(Object.keys(rows[0] ?? {})).toEqual([key])
  })

  test('reaches as far as the token', async () => {
    const foreign = JSON.stringify(await rowsOf(`/${name}`, neighbour))
    for (const own of ['cili', 'lingyang', 'jiangya', '慈利', '零阳']) {
      expect(foreign).not.toContain(own)
    }
    expect(JSON.stringify(await rowsOf(`/${name}`))).not.toMatch(/ruitapu|sangzhi|瑞塔铺/)
  })

  test('what has not changed is not sent again', async () => {
    const tag = (await pull(`/${name}`, reader)).headers.get('ETag') ?? ''
    expect((await pull(`/${name}`, reader, { 'If-None-Match': tag })).status).toBe(304)
  })
})

describe('the figures', () => {
  test.each(WEEKS)('totals of %s are those of the API, unit by unit', async (period) => {
    const rows = await rowsOf(`/Totals?$filter=Period eq '${period}'`, prefecture)
    expect(new Set(rows.map(({ Unit }) => Unit))).toEqual(
      new Set(['zhangjiajie', 'cili', 'sangzhi']),
    )
    for (const unit of ['zhangjiajie', 'cili', 'sangzhi']) {
      const path = `GET /units/${unit}/totals?period=${period}`
      const { totals } = await answer<TotalsAnswer>(await call(path, { token: prefecture }))
      const known = Object.entries(totals).filter(([, value]) => value !== null)
      const own = rows.filter(({ Unit }) => Unit === unit)
      expect(Object.fromEntries(own.map((row) => [row.Indicator, row.Value]))).toEqual(
        Object.fromEntries(known),
      )
    }
  })

  test('coverage stands beside each total', async () => {
    const path = "/Totals(Unit='cili',Period='2020-W09',Indicator='enterprises.rate')"
    const row = await (await pull(path, reader)).json()
    expect(row).toMatchObject({ Value: 11 / 18, Expected: 3, Submitted: 3, Form: 'enterprises' })
  })

  test('what a unit above has submitted for stays visible, and does not count', async () => {
    const rows = await rowsOf(`/Submissions?$filter=Period eq '2020-W10' and Form eq 'returnees'`)
    expect(rows.map(({ Unit, Counted }) => [Unit, Counted])).toEqual([
      ['cili', true],
      ['jiangya', false],
    ])
    const figures = await rowsOf(
      `/Figures?$filter=Period eq '2020-W10' and Indicator eq 'returnees.workforce'`,
    )
    expect(figures.map(({ Unit, Value, Counted }) => [Unit, Value, Counted])).toEqual([
      ['cili', 1000, true],
      ['jiangya', 100, false],
    ])
  })

  test('completeness is that of the API, the missing among it', async () => {
    const rows = await rowsOf(`/Completeness?$filter=Period eq '2020-W09'`)
    const path = 'GET /units/cili/completeness?period=2020-W09'
    const { entries } = await answer<Completeness>(await call(path, { token: reader }))
    const plain = entries.map(({ unit, form, state, late }) => `${unit} ${form} ${state} ${late}`)
    expect(
      rows.map((row) => `${row.Unit} ${row.Form} ${row.State} ${row.Late}`).toSorted(),
    ).toEqual(plain.toSorted())
    expect(rows.some(({ State }) => State === 'missing')).toBe(true)
    expect(rows.some(({ Late }) => Late === true)).toBe(true)
  })

  test('a week has its days', async () => {
    expect(await (await pull(`/Periods('2020-W09')`, reader)).json()).toMatchObject({
      Period: '2020-W09',
      Year: 2020,
      Week: 9,
      FirstDay: '2020-02-24',
      LastDay: '2020-03-01',
      AsOf: '2020-02-28',
      Due: '2020-02-28T09:00:00.000Z',
      State: 'open',
    })
  })

  test('the whole deployment sees all of it', async () => {
    const token = await root()
    const { rows } = await pullAll('/Submissions', token, {}, promised)
    expect(new Set(rows.map(({ Unit }) => Unit))).toEqual(
      new Set(['lingyang', 'jiangya', 'dongyueguan', 'ruitapu', 'cili']),
    )
    expect((await pullAll('/Totals', token, {}, promised)).rows.length).toBeGreaterThan(0)
  })
})

describe('$filter', () => {
  const units = async (filter: string, set = 'Submissions') => {
    const rows = await rowsOf(`/${set}?$filter=${encodeURIComponent(filter)}`)
    return rows.map(({ Unit, Period, Form }) => `${Unit} ${Period} ${Form}`)
  }
  const matching = async (test: (row: FeedRow) => boolean, set = 'Submissions') =>
    (await rowsOf(`/${set}`))
      .filter(test)
      .map(({ Unit, Period, Form }) => `${Unit} ${Period} ${Form}`)

  const cases: [string, (row: FeedRow) => boolean][] = [
    [`Unit eq 'jiangya'`, ({ Unit }) => Unit === 'jiangya'],
    [`Unit ne 'jiangya'`, ({ Unit }) => Unit !== 'jiangya'],
    [`Period gt '2020-W08' and Period lt '2020-W10'`, ({ Period }) => Period === '2020-W09'],
    [`'2020-W09' le Period`, ({ Period }) => String(Period) >= '2020-W09'],
    [`Period eq '2020-W08' or Unit eq 'cili'`, (r) => r.Period === '2020-W08' || r.Unit === 'cili'],
    [`Late`, ({ Late }) => Late === true],
    [`Late eq true`, ({ Late }) => Late === true],
    [`not Late`, ({ Late }) => Late === false],
    [`not (Late or Form eq 'returnees')`, (r) => !r.Late && r.Form !== 'returnees'],
    [`Revision ge 1 and Revision lt 2.5`, () => true],
    [`Revision eq -1`, () => false],
    [`ReceivedAt gt 2020-02-28T09:00:00Z`, (r) => r.ReceivedAt === SATURDAY],
    [`ReceivedAt gt 2020-02-28T17:00:00.000+08:00`, (r) => r.ReceivedAt === SATURDAY],
    [`contains(UnitName,'镇')`, ({ UnitName }) => String(UnitName).includes('镇')],
    [
      `startswith(Form,'enter') and endswith(Unit,'ya')`,
      (r) => r.Unit === 'jiangya' && r.Form !== 'returnees',
    ],
    [`UnitName eq 'it''s'`, () => false],
    [`((Unit) eq ('jiangya'))`, ({ Unit }) => Unit === 'jiangya'],
    [`Unit eq null`, () => false],
    [`Unit gt 'x' and null eq null or Form eq 'returnees'`, ({ Form }) => Form === 'returnees'],
  ]
  test.each(cases)('%s', async (filter, holds) => {
    expect(await units(filter)).toEqual(await matching(holds))
  })

  test('nothing is neither more nor less, and equal to nothing', async () => {
    const missing = await matching(({ State }) => State === 'missing', 'Completeness')
    expect(missing.length).toBeGreaterThan(0)
    expect(await units('Revision eq null', 'Completeness')).toEqual(missing)
    expect(await units('Revision gt 0 or Revision le 0', 'Completeness')).not.toContain(missing[0])
    expect(await units('not (Revision gt 0)', 'Completeness')).toEqual(missing)
  })

  test('%20, + and encoded signs are read alike', async () => {
    const plus = await rowsOf("/Submissions?$filter=Unit+eq+'jiangya'")
    expect(plus.length).toBeGreaterThan(0)
    expect(await rowsOf('/Submissions?%24filter=Unit%20eq%20%27jiangya%27')).toEqual(plus)
  })

  test('options of the client’s own are left alone', async () => {
    expect(await rowsOf('/Units?top=1&cache=7')).toEqual(await rowsOf('/Units'))
  })
})

describe('what cannot be answered', () => {
  const invalid = [
    ...[
      'Unit',
      'Unit eq',
      'eq',
      "Unit eq 'a",
      "Unit eq 'a' and",
      "Unit eq 'a')",
      "(Unit eq 'a'",
      "Unit == 'a'",
      "Unit eq 'a' Period eq 'b'",
      "Nobody eq 'a'",
      'Unit eq 5',
      "Late eq 'true'",
      "Revision gt '1'",
      'ReceivedAt gt 2020-02-28',
      'ReceivedAt gt 2020-02-30T99:00:00Z',
      "unit eq 'a'",
      "Unit EQ 'a'",
      'contains(Unit)',
      "contains(Revision,'1')",
      "nothing(Unit,'1')",
      "toString eq 'a'",
      "constructor(Unit,'a')",
      `${'('.repeat(60)}Late${')'.repeat(60)}`,
      `${'not '.repeat(5000)}Late`,
      "Unit eq 'a'; DROP TABLE units",
    ].map((filter) => `$filter=${encodeURIComponent(filter)}`),
    '$filter=',
    '$top=-1',
    '$top=x',
    '$top=1.5',
    '$top=',
    '$top=1&$top=2',
    '$skip=-1',
    '$skip=1e3',
    '$count=yes',
    '$select=Nobody',
    '$select=',
    '$orderby=Nobody',
    '$orderby=Unit up',
    '$orderby=Unit,,Form',
    '$skiptoken=abc',
    '$skiptoken=W10',
    '$nothing=1',
  ]
  test.each(invalid)('400: %s', async (query) => {
    expect(await failure(`/Submissions?${query}`)).toEqual([400, 'odata-query-invalid'])
  })

  test.each([
    '$expand=Unit',
    '$search=x',
    '$apply=x',
    '$compute=x',
    '$filter=Revision add 1 eq 2',
    "$filter=tolower(Unit) eq 'a'",
    "$filter=Unit in ('a')",
    '$filter=Revision eq @p',
  ])('501: %s', async (query) => {
    expect(await failure(`/Submissions?${query}`)).toEqual([501, 'odata-not-supported'])
  })

  test.each([
    '/Nobody',
    "/Nobody('a')",
    '/Submissions/Unit',
    '/Nobody/$count',
    "/Units('nobody')",
    "/Periods('2020-W01')",
    "/Submissions(Unit='lingyang',Period='2020-W09',Form='nothing')",
    '/Units/Units',
    '/__proto__',
    '/toString',
  ])('404: %s', async (path) => {
    expect(await failure(path)).toEqual([404, 'odata-unknown'])
  })

  test.each([
    "/Submissions('a')",
    "/Submissions(Unit='a')",
    "/Submissions(Unit='a',Unit='a',Form='b')",
    "/Submissions(Unit='a',Period='b',Form='c',Nobody='d')",
    "/Submissions(Unit=1,Period='b',Form='c')",
    '/Units()',
    '/Units(1)',
    "/Units('a'",
    "/Units('a'')",
    "/Units('a')?$top=1",
  ])('a key that is none: %s', async (path) => {
    const [status] = await failure(path)
    expect([400, 404]).toContain(status)
  })

  test('another unit’s row is no row', async () => {
    const path = "/Submissions(Unit='ruitapu',Period='2020-W09',Form='enterprises')"
    expect((await pull(path, prefecture)).status).toBe(200)
    expect(await failure(path)).toEqual([404, 'odata-unknown'])
  })

  test('an apostrophe is doubled in a key', async () => {
    const path = `/Units?$filter=${encodeURIComponent("Name eq '瑞塔铺''镇'")}`
    expect((await rowsOf(path, prefecture)).map(({ Unit }) => Unit)).toEqual(['ruitapu'])
  })

  test.each(['3.0', '2.0', 'x'])('a client that reads %s at most', async (version) => {
    const sent = { 'OData-MaxVersion': version }
    expect(await failure('/Units', reader, sent)).toEqual([400, 'odata-version'])
    expect((await pull('/Units', reader, { 'OData-MaxVersion': '4.01' })).status).toBe(200)
  })

  test.each(['application/atom+xml', 'text/html', 'application/json;q=0'])(
    'a client that takes %s only',
    async (Accept) => {
      expect(await failure('/Units', reader, { Accept })).toEqual([406, 'odata-format'])
    },
  )

  test('only reading', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const response = await call(`${method} ${ROOT}/Units`, { headers: EXCEL })
      expect([response.status, response.headers.get('Allow')]).toEqual([405, 'GET, HEAD'])
      expect(await response.json()).toHaveProperty('error.code', 'method-not-allowed')
    }
  })
})

describe('formats', () => {
  test.each(['none', 'minimal', 'full'])('odata.metadata=%s', async (level) => {
    const Accept = `application/json;odata.metadata=${level};odata.streaming=true`
    for (const response of [
      await pull('/Submissions?$top=1', reader, { Accept }),
      await pull(`/Submissions?$top=1&$format=application/json;odata.metadata=${level}`, reader),
    ]) {
      expect(response.headers.get('Content-Type')).toContain(`odata.metadata=${level}`)
      const page = await response.json<{ value: FeedRow[] }>()
      expect('@odata.context' in page).toBe(level !== 'none')
      const [row = {}] = page.value
      expect(row['ReceivedAt@odata.type']).toBe(level === 'full' ? '#DateTimeOffset' : undefined)
      expect(Object.keys(row).some((name) => name.startsWith('@odata'))).toBe(level === 'full')
    }
  })

  test('the next page stays what was asked for', async () => {
    const asked = "/Submissions?$filter=Unit eq 'jiangya'&$select=Unit,Form&$orderby=Form desc"
    const Prefer = 'odata.maxpagesize=1'
    expect(await rowsOf(asked, reader, { Prefer })).toEqual(await rowsOf(asked))
  })
})

describe('what it costs', () => {
  const years = ['2021', '2022']
  let big: string

  beforeAll(async () => {
    await addUnit('big', '大县', 'county', 'zhangjiajie')
    await addUnit('town', '一镇', 'township', 'big')
    await addUnit('empty', '二镇', 'township', 'big')
    const token = await enrolled('big', 'aggregator')
    for (const year of years) {
      for (let week = 1; week <= 30; week++) {
        const period = `${year}-W${String(week).padStart(2, '0')}`
        await submit(token, 'town', period, enterpriseSheet(2, 1))
      }
    }
    big = await enrolled('big', 'reader')
    await pull('/Units', big)
  })

  const spentOn = async (address: string) => {
    const spent = meter()
    const response = await pull(address, big, {}, spent)
    expect(spent.rowsWritten).toBe(0)
    return { ...spent, status: response.status, body: await response.json<{ value: FeedRow[] }>() }
  }

  test('a page reads eight weeks, a row for each unit and submission of them', async () => {
    const spent = await spentOn('/Figures')
    expect(new Set(spent.body.value.map(({ Period }) => Period)).size).toBe(8)
    // Token, forms, weeks, their days; then each week.
    expect(spent.queries).toBe(4 + 8)
    const units = 3
    expect(spent.rowsRead).toBeLessThanOrEqual(8 * (units * 5 + 4) + 30)
  })

  test('one week reads one week', async () => {
    const spent = await spentOn("/Figures?$filter=Period eq '2021-W20' and Value gt 0")
    expect(spent.queries).toBe(5)
    expect(spent.rowsRead).toBeLessThan(50)
    const key = "/Figures(Unit='town',Period='2021-W20',Indicator='enterprises.total')"
    const one = await spentOn(key)
    expect(one.queries).toBe(5)
    expect(one.rowsRead).toBeLessThan(50)
  })

  test('all of it comes, week by week, the empty half-year skipped', async () => {
    const { rows, pages } = await pullAll('/Periods', big)
    expect(rows.map(({ Period }) => Period)).toHaveLength(60)
    expect(pages).toBe(8)
    const newest = await pullAll('/Periods?$orderby=Period desc&$top=3', big)
    expect(newest.rows.map(({ Period }) => Period)).toEqual(['2022-W30', '2022-W29', '2022-W28'])
  })

  test('what would read everything at once is refused, and possible for some weeks', async () => {
    expect(await failure('/Figures?$orderby=Value', big)).toEqual([400, 'odata-too-wide'])
    expect(await failure('/Figures/$count', big)).toEqual([400, 'odata-too-wide'])
    const some = "$filter=Period ge '2022-W25'&$orderby=Value desc"
    expect((await pullAll(`/Figures?${some}`, big)).rows.length).toBeGreaterThan(6)
  })
})
