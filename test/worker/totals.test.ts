import { parseCsv } from 'hucre/csv'
import { readXlsx } from 'hucre/xlsx'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type {
  Completeness,
  Page,
  SubmissionSummary,
  TotalsAnswer,
} from '../../shared/protocol/answers.ts'
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
  refusal,
  returneeSheet,
  root,
  SATURDAY,
  settle,
  WEDNESDAY,
} from './county.ts'

let reader: string
let aggregator: string

beforeAll(async () => {
  await settle()
  aggregator = await enrolled('zhangjiajie', 'aggregator')
  reader = await enrolled('zhangjiajie', 'reader')
})

beforeEach(() => at(WEDNESDAY))

let week = 9
const weeks = () => `2020-W${String(++week).padStart(2, '0')}`

async function submit(
  unit: string,
  period: string,
  body: Submission,
  headers: Record<string, string> = first,
) {
  const form = body.catalogue.split('@')[0]
  const sent = await call(`PUT ${place(unit, form, period)}`, { token: aggregator, body, headers })
  await answer(sent, 'If-None-Match' in headers ? 201 : 200)
}

async function totals(unit: string, period: string, query = '&form=enterprises') {
  const path = `GET /units/${unit}/totals?period=${period}${query}`
  return answer<TotalsAnswer>(await call(path, { token: reader }))
}

async function completeness(unit: string, period: string, query = '&form=enterprises') {
  const path = `GET /units/${unit}/completeness?period=${period}${query}`
  return answer<Completeness>(await call(path, { token: reader }))
}

describe('merged totals', () => {
  test('add up, and compute rates again from their parts', async () => {
    const period = weeks()
    await submit('lingyang', period, enterpriseSheet(200, 140))
    await submit('jiangya', period, enterpriseSheet(100, 70))
    await submit('dongyueguan', period, enterpriseSheet(11, 3))
    const answered = await totals('cili', period)
    expect(answered).toMatchObject({
      unit: 'cili',
      name: '慈利县',
      period: { id: period, state: 'open' },
      view: 'current',
      forms: ['enterprises'],
      totals: { 'enterprises.total': 311, 'enterprises.resumed': 213 },
      display: { 'enterprises.total': '311', 'enterprises.rate': '68.5%' },
      coverage: { expected: 3, submitted: 3, missing: [] },
      superseded: [],
    })
    expect(answered.totals['enterprises.rate']).toBe(213 / 311)
    expect(answered.parts.map((part) => [part.unit, part.tally['enterprises.total']])).toEqual([
      ['dongyueguan', 11],
      ['jiangya', 100],
      ['lingyang', 200],
    ])
  })

  test('of a parent go through every level, and name who is missing', async () => {
    const period = weeks()
    await submit('lingyang', period, enterpriseSheet(4, 3))
    const answered = await totals('zhangjiajie', period)
    expect(answered.totals['enterprises.resumed']).toBe(3)
    expect(answered.coverage).toEqual({
      expected: 4,
      submitted: 1,
      missing: ['东岳观镇', '江垭镇', '桑植县'],
    })
  })

  test('of nobody are unknown, not zero', async () => {
    const answered = await totals('cili', weeks())
    expect(answered.totals['enterprises.total']).toBeNull()
    expect(answered.display['enterprises.total']).toBe('—')
    expect(answered.coverage).toMatchObject({ expected: 3, submitted: 0 })
  })

  test('of all forms at once, when none is named', async () => {
    const period = weeks()
    await submit('lingyang', period, enterpriseSheet(4, 3))
    await submit('jiangya', period, returneeSheet(879_902, 397_100))
    const answered = await totals('cili', period, '')
    expect(answered.forms.slice(0, 2)).toEqual(['enterprises', 'returnees'])
    expect(answered.totals).toMatchObject({ 'enterprises.total': 4, 'returnees.returned': 397_100 })
    expect(answered.display['returnees.returned']).toBe('39.71万')
    expect(answered.display['returnees.rate']).toBe('45.13%')
    // Missing is who has sent nothing at all.
    expect(answered.coverage).toEqual({ expected: 3, submitted: 2, missing: ['东岳观镇'] })
  })

  test('count a parent’s own submission for its subtree, and say what it supersedes', async () => {
    const period = weeks()
    await submit('lingyang', period, enterpriseSheet(4, 3))
    await submit('cili', period, enterpriseSheet(10, 8))
    const answered = await totals('zhangjiajie', period)
    expect(answered.totals['enterprises.total']).toBe(10)
    expect(answered.superseded).toEqual([
      { unit: 'lingyang', name: '零阳镇', form: 'enterprises', by: 'cili' },
    ])
    expect(answered.coverage).toEqual({ expected: 2, submitted: 1, missing: ['桑植县'] })
    // The township's own totals are its own.
    expect((await totals('lingyang', period)).totals['enterprises.total']).toBe(4)
  })
})

describe('the two views', () => {
  test('cut-off takes the last revision by the deadline, current the newest', async () => {
    const period = '2020-W09'
    await submit('lingyang', period, enterpriseSheet(10, 1))
    await submit('lingyang', period, enterpriseSheet(10, 2), { 'If-Match': '*' })
    await submit('jiangya', period, enterpriseSheet(10, 5))
    at(SATURDAY)
    await submit('lingyang', period, enterpriseSheet(10, 9), { 'If-Match': '*' })
    await submit('dongyueguan', period, enterpriseSheet(10, 10))

    const current = await totals('cili', period, '&form=enterprises&view=current')
    expect(current.totals['enterprises.resumed']).toBe(24)
    expect(current.parts.map(({ unit, revision, late }) => [unit, revision, late])).toEqual([
      ['dongyueguan', 1, true],
      ['jiangya', 1, false],
      ['lingyang', 3, true],
    ])
    const cutoff = await totals('cili', period, '&form=enterprises&view=cutoff')
    expect(cutoff.totals['enterprises.resumed']).toBe(7)
    expect(cutoff.parts.map(({ unit, revision, late }) => [unit, revision, late])).toEqual([
      ['jiangya', 1, false],
      ['lingyang', 2, false],
    ])
    expect(cutoff.coverage).toEqual({ expected: 3, submitted: 2, missing: ['东岳观镇'] })
  })

  test('cut-off keeps what was decided about the revision it takes', async () => {
    const period = weeks()
    await submit('lingyang', period, enterpriseSheet(10, 1))
    const request = `POST ${place('lingyang', 'enterprises', period)}/return`
    await answer(await call(request, { token: aggregator, body: { reason: '请核对' } }))
    at('2021-01-01T00:00:00Z')
    await submit('lingyang', period, enterpriseSheet(10, 2), { 'If-Match': '*' })
    const [part] = (await totals('cili', period, '&form=enterprises&view=cutoff')).parts
    expect(part).toMatchObject({ revision: 1, state: 'returned' })
  })

  test('no other', async () => {
    const path = 'GET /units/cili/totals?period=2020-W09&view=yesterday'
    expect((await refusal(await call(path, { token: reader }))).status).toBe(400)
  })
})

describe('completeness', () => {
  test('names every unit and form, in its state', async () => {
    const period = weeks()
    await submit('lingyang', period, enterpriseSheet(4, 3))
    await submit('lingyang', period, returneeSheet(10, 5))
    await submit('jiangya', period, enterpriseSheet(4, 3))
    await call(`POST ${place('jiangya', 'enterprises', period)}/accept`, { token: aggregator })
    const found = await completeness('cili', period, '')
    expect(found).toMatchObject({ unit: 'cili', expected: 3, submitted: 2, missing: ['东岳观镇'] })
    const shown = found.entries
      .filter(({ form }) => form === 'enterprises' || form === 'returnees')
      .map(({ name, form, state, revision }) => [name, form, state, revision])
    expect(shown).toEqual([
      ['东岳观镇', 'enterprises', 'missing', null],
      ['江垭镇', 'enterprises', 'accepted', 1],
      ['零阳镇', 'enterprises', 'submitted', 1],
      ['东岳观镇', 'returnees', 'missing', null],
      ['江垭镇', 'returnees', 'missing', null],
      ['零阳镇', 'returnees', 'submitted', 1],
    ])
  })

  test('expects only the forms that a unit or one above it is to send', async () => {
    const token = await root()
    await addUnit('wulingyuan', '武陵源区', 'county', 'zhangjiajie')
    await addUnit('suoxiyu', '索溪峪', 'township', 'wulingyuan')
    await addUnit('zhonghu', '中湖乡', 'township', 'wulingyuan')
    const set = (id: string, name: string, level: string, parent: string, forms: string[] | null) =>
      call(`PUT /units/${id}`, { token, body: { name, level, parent, forms } })
    await answer(await set('wulingyuan', '武陵源区', 'county', 'zhangjiajie', ['returnees']))
    const all = '/units/zhonghu/completeness'
    const forms = async (path: string) => {
      const url = `GET ${path}?period=2020-W09`
      const { entries } = await answer<Completeness>(await call(url, { token }))
      return entries.map(({ unit, form }) => `${unit} ${form}`)
    }
    expect(await forms(all)).toEqual(['zhonghu returnees'])
    expect(await forms('/units/wulingyuan/completeness')).toEqual([
      'suoxiyu returnees',
      'zhonghu returnees',
    ])
    await answer(await set('zhonghu', '中湖乡', 'township', 'wulingyuan', ['enterprises']))
    expect(await forms('/units/wulingyuan/completeness')).toEqual([
      'zhonghu enterprises',
      'suoxiyu returnees',
    ])
  })
})

describe('the list of submissions', () => {
  test('comes in pages and can be narrowed', async () => {
    const period = weeks()
    await submit('lingyang', period, enterpriseSheet(4, 3))
    await submit('lingyang', period, returneeSheet(10, 5))
    await submit('jiangya', period, enterpriseSheet(4, 3))
    const list = async (query: string) => {
      const path = `GET /units/cili/submissions?period=${period}${query}`
      return answer<Page<SubmissionSummary>>(await call(path, { token: reader }))
    }
    const whole = await list('')
    expect(whole.items.map(({ unit, form }) => `${unit} ${form}`)).toEqual([
      'jiangya enterprises',
      'lingyang enterprises',
      'lingyang returnees',
    ])
    expect(whole.items[0]).toEqual({
      unit: 'jiangya',
      name: '江垭镇',
      form: 'enterprises',
      period,
      revision: 1,
      state: 'submitted',
      kind: 'report',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      receivedAt: WEDNESDAY,
      receivedFrom: '张家界市',
      late: false,
    })
    const one = await list('&limit=2')
    const two = await list(`&limit=2&cursor=${one.next}`)
    expect([...one.items, ...two.items]).toEqual(whole.items)
    expect(two.next).toBeNull()
    expect((await list('&form=returnees')).items).toHaveLength(1)
  })
})

describe('exports', () => {
  const bad = '=HYPERLINK("http://evil","点我")'
  let period: string

  beforeAll(async () => {
    period = weeks()
    await addUnit('yongding', '永定区', 'county', 'zhangjiajie')
    await addUnit('bad', bad, 'township', 'yongding')
    await addUnit('good', '温塘镇', 'township', 'yongding')
    await submit('bad', period, enterpriseSheet(4, 3))
  })

  async function exported(path: string, headers: Record<string, string> = {}) {
    const url = `GET /units/yongding/${path}?period=${period}&form=enterprises`
    const response = await call(url, { token: reader, headers })
    expect(response.status).toBe(200)
    return response
  }

  test('CSV: byte order mark, CRLF, figures as numbers, text that is no formula', async () => {
    const response = await exported('totals.csv')
    expect(response.headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('Content-Disposition')).toBe(
      `attachment; filename="yongding-${period}-current.csv"`,
    )
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const text = new TextDecoder().decode(bytes)
    expect(text.split('\r\n')[0]).toMatch(/^单位编码,单位,企业数（家）,/)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    const rows = parseCsv(text)
    expect(rows.map((row) => row.slice(0, 5))).toEqual([
      ['单位编码', '单位', expect.any(String), expect.any(String), expect.any(String)],
      ['bad', `'${bad}`, '4', '3', '0'],
      ['good', '温塘镇', '', '', ''],
      ['yongding', '合计（永定区）', '4', '3', '0'],
    ])
    expect(rows[1]?.[5]).toBe('0.75')
  })

  test('.xlsx: typed cells, formats, and where each figure comes from', async () => {
    const response = await exported('totals.xlsx')
    const { sheets } = await readXlsx(new Uint8Array(await response.arrayBuffer()), {
      readStyles: true,
    })
    expect(sheets.map(({ name }) => name)).toEqual(['汇总', '来源', '说明'])
    const [figures, sources, notes] = sheets
    expect(figures?.rows[1]?.slice(0, 6)).toEqual(['bad', bad, 4, 3, 0, 0.75])
    expect(figures?.cells?.get('1,5')?.style?.numFmt).toBe('0.00%')
    // General would show twelve digits as 1E+11.
    expect(figures?.cells?.get('1,2')?.style?.numFmt).toBe('0')
    // The units' names stay in sight beside any number of figures.
    expect(figures?.freezePane).toMatchObject({ rows: 1, columns: 2 })
    expect(figures?.cells?.get('1,1')?.formula).toBeUndefined()
    const byUnit = sources?.rows.map((row) => row.slice(0, 9))
    expect(byUnit?.[1]).toEqual([
      'bad',
      bad,
      '企业复工复产台账',
      '已报送',
      '报表',
      1,
      // What clocks in China showed.
      new Date('2020-02-26T10:00:00Z'),
      '张家界市',
      '按时',
    ])
    expect(byUnit?.[2]?.slice(0, 4)).toEqual(['good', '温塘镇', '企业复工复产台账', '未报送'])
    expect(notes?.rows).toContainEqual(['未报单位', '温塘镇'])
    expect(notes?.rows).toContainEqual(['截止报送', '2020-05-01 17:00'])
  })

  test('the same by Accept', async () => {
    const asCsv = await exported('totals', { Accept: 'text/csv' })
    expect(await asCsv.text()).toBe(await (await exported('totals.csv')).text())
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    expect((await exported('totals', { Accept: type })).headers.get('Content-Type')).toBe(type)
    for (const Accept of ['*/*', 'application/json', 'text/html,*/*;q=0.8']) {
      expect((await exported('totals', { Accept })).headers.get('Content-Type')).toBe(
        'application/json',
      )
    }
  })

  test('of several forms: no two columns have the same heading', async () => {
    const url = `GET /units/yongding/totals.csv?period=${period}`
    const [header = []] = parseCsv(await (await call(url, { token: reader })).text())
    expect(header).toContain('企业复工复产台账：复工率')
    expect(new Set(header).size).toBe(header.length)
  })

  test('of a county that collects two forms: no columns of the others', async () => {
    const forms = ['enterprises', 'supplies']
    const body = { name: '桑植县', level: 'county', parent: 'zhangjiajie', forms }
    await answer(await call('PUT /units/twoforms', { token: await root(), body }), 201)
    const url = `GET /units/twoforms/totals.csv?period=${period}`
    const [header = []] = parseCsv(await (await call(url, { token: await root() })).text())
    const shown = new Set(header.slice(2).map((heading) => String(heading).split('：')[0]))
    expect([...shown]).toEqual(['企业复工复产台账', '防疫物资台账'])
  })

  test('in English for who reads English', async () => {
    const text = await (await exported('totals.csv', { 'Accept-Language': 'en' })).text()
    expect(text.split('\r\n')[0]).toMatch(/^\ufeff?Unit id,Unit,/)
    expect(text).toContain('Total (永定区)')
  })
})

test.each(['totals', 'totals.csv', 'completeness'])(
  'a pull of %s that finds nothing new gets no body, and the new figures once there are any',
  async (what) => {
    const period = weeks()
    await submit('lingyang', period, enterpriseSheet(4, 3))
    const path = `GET /units/cili/${what}?period=${period}&form=enterprises`
    const pulled = await call(path, { token: reader })
    const tag = pulled.headers.get('ETag') ?? ''
    await pulled.arrayBuffer()
    expect(tag).toMatch(/^"[^"]+"$/)

    const again = await call(path, { token: reader, headers: { 'If-None-Match': tag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect(again.headers.get('Cache-Control')).toBe('private, no-cache')

    await submit('jiangya', period, enterpriseSheet(4, 3))
    const after = await call(path, { token: reader, headers: { 'If-None-Match': tag } })
    await after.arrayBuffer()
    expect(after.status).toBe(200)
    expect(after.headers.get('ETag')).not.toBe(tag)
  },
)
