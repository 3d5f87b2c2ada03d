import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { parseCsv } from 'hucre/csv'
import { readXlsx } from 'hucre/xlsx'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isCreditCode } from '../../shared/check/credit-code.ts'
import { enterprises } from '../../shared/forms/enterprises.ts'
import { liaison } from '../../shared/forms/liaison.ts'
import type {
  Duplicate,
  DuplicatesAnswer,
  RestatementsAnswer,
  Said,
  TotalsAnswer,
} from '../../shared/protocol/answers.ts'
import type { Submission } from '../../shared/protocol/submission.ts'
import {
  addUnit,
  answer,
  at,
  call,
  enrolled,
  enterprise,
  enterpriseRows,
  first,
  place,
  refusal,
  settle,
  WEDNESDAY,
} from './county.ts'
import { type Meter, meter } from './metered.ts'
import { rowsOf } from './sheets.ts'

let aggregator: string
let reader: string

beforeAll(async () => {
  await settle()
  await addUnit('liyuan', '利源镇', 'township', 'sangzhi')
  await addUnit('ruitapu', '瑞塔铺镇', 'township', 'sangzhi')
  aggregator = await enrolled('zhangjiajie', 'aggregator')
  reader = await enrolled('zhangjiajie', 'reader')
  await call('GET /me', { token: reader })
})

beforeEach(() => at(WEDNESDAY))

const LATER = '2021-03-01T02:00:00.000Z'
const again = { 'If-Match': '*' }
let week = 9
const weeks = () => `2020-W${String(++week).padStart(2, '0')}`

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** A valid credit code for each number. */
function codeOf(n: number): string {
  const body = `91430821MA4L${String(n).padStart(5, '0')}`
  const code = [...ALPHABET].map((last) => body + last).find(isCreditCode)
  if (!code) throw new Error(body)
  return code
}

const [ONE, TWO] = [codeOf(1), codeOf(2)]

async function send(unit: string, period: string, body: Submission, headers = {}) {
  const form = body.catalogue.split('@')[0]
  const sent = await call(`PUT ${place(unit, form, period)}`, { token: aggregator, body, headers })
  if (!sent.ok) throw new Error(`${sent.status}: ${await sent.text()}`)
  await sent.arrayBuffer()
}

async function decide(unit: string, period: string, what: 'accept' | 'return') {
  const path = `POST ${place(unit, 'enterprises', period)}/${what}`
  const body = what === 'return' ? { reason: '请核对' } : undefined
  await answer(await call(path, { token: aggregator, body }))
}

async function totals(unit: string, period: string, query = '&form=enterprises', spent?: Meter) {
  const path = `GET /units/${unit}/totals?period=${period}${query}`
  return answer<TotalsAnswer>(await call(path, { token: reader, ...(spent && { meter: spent }) }))
}

/** `staff_back of total`, and who counts each thing. */
function told({ totals: figures, duplicates }: TotalsAnswer) {
  return {
    total: figures['enterprises.total'],
    back: figures['enterprises.staff_back'],
    countedFor: duplicates.map(({ countedFor }) => countedFor),
  }
}

const firm = (name: string, uscc: string | null, staff_back: number) =>
  enterprise({ name, uscc, staff_back, staff_total: 100 })

describe('an enterprise of two townships', () => {
  test('counts once, and says where it stands in both sheets', async () => {
    const period = weeks()
    await send(
      'lingyang',
      period,
      enterpriseRows([firm('甲厂', null, 1), firm('宏达公司', ONE, 10)]),
      first,
    )
    at('2020-02-26T03:00:00.000Z')
    await send(
      'jiangya',
      period,
      enterpriseRows([firm('宏达（慈利）公司', ONE, 30), firm('乙厂', TWO, 5)]),
      first,
    )

    const answered = await totals('cili', period)
    expect(told(answered)).toEqual({ total: 3, back: 36, countedFor: ['jiangya'] })
    expect(answered.duplicateCounts).toEqual({ same: 1, possible: 0, unopened: 0, said: 0 })
    expect(answered.duplicates).toEqual<Duplicate[]>([
      {
        form: 'enterprises',
        field: 'uscc',
        value: ONE,
        name: '宏达（慈利）公司',
        units: [
          { unit: 'jiangya', name: '江垭镇', revision: 1, sheet: 'Sheet1', cell: 'E3' },
          { unit: 'lingyang', name: '零阳镇', revision: 1, sheet: 'Sheet1', cell: 'E4' },
        ],
        countedFor: 'jiangya',
      },
    ])
    // Each township's own figures are its own, there and in the parts.
    const own = answered.parts.map(({ unit, tally, counted }) => [
      unit,
      tally['enterprises.total'],
      counted?.['enterprises.total'],
    ])
    expect(own).toEqual([
      ['jiangya', 2, undefined],
      ['lingyang', 2, 1],
    ])
    expect(told(await totals('lingyang', period))).toEqual({ total: 2, back: 11, countedFor: [] })
    expect(answered.totals['enterprises.attendance']).toBe(36 / 300)
  })

  test('counts for whom the county has accepted, else for whom it has not returned, else the newest', async () => {
    const period = weeks()
    await send('lingyang', period, enterpriseRows([firm('宏达', ONE, 10)]), first)
    at('2020-02-26T03:00:00.000Z')
    await send('jiangya', period, enterpriseRows([firm('宏达', ONE, 30)]), first)
    const counted = async () => told(await totals('cili', period))
    expect(await counted()).toEqual({ total: 1, back: 30, countedFor: ['jiangya'] })
    await decide('jiangya', period, 'return')
    expect(await counted()).toEqual({ total: 1, back: 10, countedFor: ['lingyang'] })
    await send('jiangya', period, enterpriseRows([firm('宏达', ONE, 31)]), again)
    expect(await counted()).toEqual({ total: 1, back: 31, countedFor: ['jiangya'] })
    await decide('lingyang', period, 'accept')
    expect(await counted()).toEqual({ total: 1, back: 10, countedFor: ['lingyang'] })
  })

  test('is only possible where names agree and a code is missing, and counts twice until somebody says so', async () => {
    const period = weeks()
    await send('lingyang', period, enterpriseRows([firm('宏达', ONE, 10)]), first)
    await send('jiangya', period, enterpriseRows([firm('宏达', null, 30)]), first)
    const answered = await totals('cili', period)
    expect(told(answered)).toEqual({ total: 2, back: 40, countedFor: [] })
    expect(answered.duplicateCounts).toEqual({ same: 0, possible: 1, unopened: 0, said: 0 })
  })

  test('is none where the codes differ, nor where one sheet has it twice', async () => {
    const period = weeks()
    await send('lingyang', period, enterpriseRows([firm('宏达', ONE, 10)]), first)
    await send('jiangya', period, enterpriseRows([firm('宏达', TWO, 30)]), first)
    const answered = await totals('cili', period)
    expect(told(answered)).toEqual({ total: 2, back: 40, countedFor: [] })
    expect(answered.duplicateCounts).toEqual({ same: 0, possible: 0, unopened: 0, said: 0 })
  })

  test('gives way where a unit above has submitted for its whole subtree', async () => {
    const period = weeks()
    await send('lingyang', period, enterpriseRows([firm('宏达', ONE, 10)]), first)
    await send('cili', period, enterpriseRows([firm('宏达', ONE, 11)]), first)
    expect(told(await totals('zhangjiajie', period))).toEqual({
      total: 1,
      back: 11,
      countedFor: [],
    })
  })

  test('is found by what was submitted since keys are kept, not before', async () => {
    const period = weeks()
    await send('lingyang', period, enterpriseRows([firm('宏达', ONE, 10)]), first)
    await send('jiangya', period, enterpriseRows([firm('宏达', ONE, 30)]), first)
    await env.DB.prepare("UPDATE current SET keys = NULL WHERE unit = 'lingyang' AND period = ?")
      .bind(period)
      .run()
    expect(told(await totals('cili', period))).toEqual({ total: 2, back: 40, countedFor: [] })
    await send('lingyang', period, enterpriseRows([firm('宏达', ONE, 12)]), again)
    expect(told(await totals('cili', period))).toMatchObject({ total: 1 })
  })
})

describe('levels', () => {
  test('agree: each counts over what is distinct below it, and says so of the units right below', async () => {
    const period = weeks()
    await send(
      'lingyang',
      period,
      enterpriseRows([firm('宏达', ONE, 10), firm('甲', codeOf(3), 1)]),
      first,
    )
    await send('jiangya', period, enterpriseRows([firm('宏达', ONE, 10)]), first)
    await send(
      'liyuan',
      period,
      enterpriseRows([firm('宏达', ONE, 10), firm('乙', codeOf(4), 1)]),
      first,
    )
    const [cili, sangzhi, all] = [
      await totals('cili', period),
      await totals('sangzhi', period),
      await totals('zhangjiajie', period),
    ]
    expect([cili, sangzhi, all].map((one) => one.totals['enterprises.total'])).toEqual([2, 2, 3])
    expect(all.duplicates.map(({ units }) => units.length)).toEqual([3])
    // Of Cili's townships one counts the enterprise in Cili, whoever counts it in the prefecture.
    const below = all.parts.map(({ unit, tally, countedBelow }) => [
      unit,
      tally['enterprises.total'],
      (countedBelow ?? tally)['enterprises.total'],
    ])
    const inCili = below.filter(([unit]) => unit !== 'liyuan')
    expect(inCili.map(([, own]) => own)).toEqual([1, 2])
    expect(inCili.reduce((sum, [, , counted]) => sum + Number(counted), 0)).toBe(2)
    expect(below.find(([unit]) => unit === 'liyuan')).toEqual(['liyuan', 2, 2])
  })

  test('agree whatever townships report: the figures of the distinct enterprises, at every level', async () => {
    const townships = ['lingyang', 'jiangya', 'liyuan', 'ruitapu']
    const codes = fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 5 })
    const drawn = fc.record(Object.fromEntries(townships.map((unit) => [unit, codes])))
    await fc.assert(
      fc.asyncProperty(drawn, async (reported: Record<string, number[]>) => {
        const period = weeks()
        // Whoever reports an enterprise says the same of it: then it does not matter for whom it counts.
        const record = (n: number) => firm(`第${n}厂`, codeOf(n), n * 10)
        for (const unit of townships) {
          const own = reported[unit] ?? []
          if (own.length > 0) await send(unit, period, enterpriseRows(own.map(record)), first)
        }
        const expected = (units: string[]) => {
          const distinct = [...new Set(units.flatMap((unit) => reported[unit] ?? []))]
          if (distinct.length === 0) return { total: null, back: null }
          return { total: distinct.length, back: distinct.reduce((sum, n) => sum + n * 10, 0) }
        }
        const areas: [string, string[]][] = [
          ['cili', townships.slice(0, 2)],
          ['sangzhi', townships.slice(2)],
          ['zhangjiajie', townships],
        ]
        for (const [unit, units] of areas) {
          const { total, back } = told(await totals(unit, period))
          expect([unit, { total, back }]).toEqual([unit, expected(units)])
        }
      }),
      { numRuns: 12, endOnFailure: true },
    )
  }, 60_000)
})

describe('between the cut-off and now', () => {
  test('what has come to count elsewhere is listed, and all adds up', async () => {
    const period = weeks()
    await send(
      'lingyang',
      period,
      enterpriseRows([firm('宏达', ONE, 10), firm('甲', TWO, 1)]),
      first,
    )
    at(LATER)
    await send('jiangya', period, enterpriseRows([firm('宏达', ONE, 30)]), first)
    const then = await totals('cili', period, '&form=enterprises&view=cutoff')
    const now = await totals('cili', period)
    expect([told(then), told(now)]).toEqual([
      { total: 2, back: 11, countedFor: [] },
      { total: 2, back: 31, countedFor: ['jiangya'] },
    ])
    const path = `GET /units/cili/restatements?period=${period}`
    const { restatements } = await answer<RestatementsAnswer>(await call(path, { token: reader }))
    expect(restatements.map(({ unit, kind }) => [unit, kind])).toEqual([
      ['jiangya', 'late'],
      ['lingyang', 'duplicate'],
    ])
    const moved = restatements
      .flatMap(({ figures }) => figures)
      .filter(({ indicator }) => indicator === 'enterprises.staff_back')
      .map(({ before, after }) => (after ?? 0) - (before ?? 0))
    expect(moved).toEqual([30, -10])
  })

  test('each view counts by the revisions it takes', async () => {
    const period = weeks()
    await send('lingyang', period, enterpriseRows([firm('宏达', ONE, 10)]), first)
    await send('jiangya', period, enterpriseRows([firm('宏达', ONE, 10)]), first)
    at(LATER)
    await send('lingyang', period, enterpriseRows([firm('另一家', TWO, 10)]), again)
    expect((await totals('cili', period, '&form=enterprises&view=cutoff')).totals).toMatchObject({
      'enterprises.total': 1,
    })
    expect((await totals('cili', period)).totals).toMatchObject({ 'enterprises.total': 2 })
  })
})

test('a rate across forms counts it once, and a rule across forms takes each unit at its word', async () => {
  const period = weeks()
  const officers = (unit: string) =>
    rowsOf(liaison, [{ enterprise: '宏达', officer: `${unit}干部`, check_ins: 1 }])
  for (const unit of ['lingyang', 'jiangya']) {
    await send(
      unit,
      period,
      enterpriseRows([firm('宏达', ONE, 10), firm(`${unit}厂`, null, 1)]),
      first,
    )
    await send(unit, period, officers(unit), first)
  }
  const answered = await totals('cili', period, '&form=liaison')
  expect(answered.rates['liaison.coverage']).toMatchObject({ part: 2, whole: 3 })
  const rule = answered.across.filter((one) => one.rule === 'liaison.covered-within-enterprises')
  expect(rule.map(({ unit, left, right }) => [unit, left, right])).toEqual([
    ['jiangya', 1, 2],
    ['lingyang', 1, 2],
  ])
  // What was found is of the forms that were asked for.
  expect(answered.duplicates).toEqual([])
})

describe('what the county says', () => {
  const say = (
    unit: string,
    field: string,
    values: string[],
    same: boolean | null,
    spent?: Meter,
  ) =>
    call(`PUT /units/${unit}/forms/enterprises/sameness/${field}`, {
      token: aggregator,
      body: { values, same },
      ...(spent && { meter: spent }),
    })
  const listed = async (unit: string, period: string) => {
    const path = `GET /units/${unit}/duplicates?period=${period}&form=enterprises`
    return answer<DuplicatesAnswer>(await call(path, { token: reader }))
  }

  test('of a name makes its records one, or settles that they are several; and can be taken back', async () => {
    const period = weeks()
    await send('lingyang', period, enterpriseRows([firm('红星 砖厂', null, 10)]), first)
    at('2020-02-26T03:00:00.000Z')
    await send(
      'jiangya',
      period,
      enterpriseRows([firm('甲', TWO, 1), firm('红星砖厂', ONE, 30)]),
      first,
    )

    const before = await listed('cili', period)
    expect(before).toMatchObject({ same: [], said: [] })
    expect(before.possible).toEqual<Duplicate[]>([
      {
        form: 'enterprises',
        field: 'name',
        value: '红星砖厂',
        name: '红星砖厂',
        units: [
          { unit: 'jiangya', name: '江垭镇', revision: 1, sheet: 'Sheet1', cell: 'A4' },
          { unit: 'lingyang', name: '零阳镇', revision: 1, sheet: 'Sheet1', cell: 'A3' },
        ],
        countedFor: null,
      },
    ])
    const saved = await answer<Said[]>(await say('cili', 'name', ['红星 砖厂'], true))
    expect(saved).toMatchObject([
      { field: 'name', value: '红星砖厂', same: true, savedBy: '张家界市' },
    ])
    expect(told(await totals('cili', period))).toEqual({
      total: 2,
      back: 31,
      countedFor: ['jiangya'],
    })
    const after = await listed('cili', period)
    expect(after).toMatchObject({ possible: [], counts: { same: 1, possible: 0 }, said: saved })
    expect(after.same).toMatchObject([{ field: 'name', countedFor: 'jiangya' }])
    // What a county says holds below the prefecture too.
    expect((await totals('zhangjiajie', period)).totals['enterprises.total']).toBe(2)

    await answer(await say('cili', 'name', ['红星砖厂'], false))
    expect(told(await totals('cili', period))).toMatchObject({ total: 3, countedFor: [] })
    expect(await listed('cili', period)).toMatchObject({ same: [], possible: [] })
    expect(await answer(await say('cili', 'name', ['红星砖厂'], null))).toEqual([])
    expect((await listed('cili', period)).possible).toHaveLength(1)
  })

  test('of a code lets two plants of one enterprise count for themselves', async () => {
    const period = weeks()
    const plant = codeOf(7)
    await send('lingyang', period, enterpriseRows([firm('宏达一分厂', plant, 10)]), first)
    await send('jiangya', period, enterpriseRows([firm('宏达二分厂', plant, 30)]), first)
    expect(told(await totals('cili', period))).toMatchObject({ total: 1 })
    await answer(await say('cili', 'uscc', [plant.toLowerCase()], false))
    expect(told(await totals('cili', period))).toMatchObject({ total: 2, back: 40 })
    await answer(await say('cili', 'uscc', [plant], null))
  })

  test('again writes nothing, and is in the record of events', async () => {
    const [one, two] = [meter(), meter()]
    await answer(await say('sangzhi', 'name', ['甲厂', '乙厂'], true, one))
    await answer(await say('sangzhi', 'name', ['甲厂', '乙厂'], true, two))
    expect([one.rowsWritten > 0, two.rowsWritten]).toEqual([true, 0])
    const { results } = await env.DB.prepare(
      "SELECT unit, form, detail FROM events WHERE kind = 'sameness-said' ORDER BY id DESC LIMIT 1",
    ).run()
    const detail = JSON.stringify({ field: 'name', values: 2, same: true })
    expect(results).toEqual([{ unit: 'sangzhi', form: 'enterprises', detail }])
  })

  test.each([
    ['a field that names nothing', 'staff_back', ['5'], 404, 'field-names-nothing'],
    ['a personal field', 'phone', ['13800138000'], 404, 'field-names-nothing'],
    ['a code that is none', 'uscc', ['1'.repeat(18)], 422, 'value-names-nothing'],
    ['no name', 'name', ['——'], 422, 'value-names-nothing'],
    ['a telephone number', 'name', ['张三 13800138000'], 422, 'value-names-nothing'],
    ['nothing', 'name', [], 422, 'malformed-body'],
  ])('of %s is refused', async (_, field, values, status, problem) => {
    const spent = meter()
    const refused = await refusal(await say('cili', field, values, true, spent))
    expect(refused).toMatchObject({ status, problem })
    expect(spent.rowsWritten).toBe(0)
  })

  test('has an end', async () => {
    const most = Array.from({ length: 500 }, (_, n) => `第${n}铺`)
    for (const part of [0, 1, 2, 3]) {
      const names = most.map((name) => `${part}${name}`)
      await answer(await say('dongyueguan', 'name', names, false))
    }
    const more = await refusal(await say('dongyueguan', 'name', ['又一铺'], false))
    expect(more).toMatchObject({ status: 409, problem: 'sameness-too-much' })
  })
})

test('files have a row that leads from the units to the total, and the workbook a sheet of places', async () => {
  const period = weeks()
  await send(
    'lingyang',
    period,
    enterpriseRows([firm('=宏达', ONE, 10), firm('甲厂', null, 1)]),
    first,
  )
  at('2020-02-26T03:00:00.000Z')
  await send(
    'jiangya',
    period,
    enterpriseRows([firm('宏达', ONE, 30), firm('甲厂', TWO, 5)]),
    first,
  )
  const file = async (ending: string) => {
    const path = `GET /units/cili/totals${ending}?period=${period}&form=enterprises`
    return new Uint8Array(await (await call(path, { token: reader })).arrayBuffer())
  }
  const [header = [], ...rows] = parseCsv(new TextDecoder().decode(await file('.csv')))
  const column = (name: string) => rows.map((row) => row[header.indexOf(name)])
  expect(rows.map(([, name]) => name)).toEqual([
    '东岳观镇',
    '江垭镇',
    '零阳镇',
    '减：重复填报',
    '合计（慈利县）',
  ])
  expect(column('企业数（家）')).toEqual(['', '2', '2', '-1', '3'])
  expect(column('返岗人数（人）')).toEqual(['', '35', '11', '-10', '36'])
  expect(column('返岗率')[3]).toBe('')

  const { sheets } = await readXlsx(await file('.xlsx'))
  expect(sheets.map(({ name }) => name)).toEqual(['汇总', '来源', '重复填报', '说明'])
  const told = sheets[2]?.rows.map((row) => row.filter((_, at) => [1, 2, 5, 8, 9].includes(at)))
  expect(told).toEqual([
    ['名称', '依据', '单位', '单元格', '是否计入'],
    ['宏达', '统一社会信用代码', '江垭镇', 'E3', '计入'],
    ['宏达', '统一社会信用代码', '零阳镇', 'E3', '重复，不再计'],
    ['甲厂', '企业名称', '江垭镇', 'A4', '可能重复，待认定，仍计入'],
    ['甲厂', '企业名称', '零阳镇', 'A4', '可能重复，待认定，仍计入'],
  ])
})

describe('what it costs', () => {
  test('nothing where nobody reports the same; else a query, and the documents of whom it concerns', async () => {
    const period = weeks()
    await send('lingyang', period, enterpriseRows([firm('甲', ONE, 10)]), first)
    await send('jiangya', period, enterpriseRows([firm('乙', TWO, 10)]), first)
    await send('dongyueguan', period, enterpriseRows([firm('丙', codeOf(3), 10)]), first)
    const [apart, same] = [meter(), meter()]
    await totals('cili', period, undefined, apart)
    await send('jiangya', period, enterpriseRows([firm('甲', ONE, 10)]), again)
    expect(told(await totals('cili', period, undefined, same))).toMatchObject({ total: 2 })
    expect(same.queries).toBe(apart.queries + 2)
    // The units above, the two keys asked for and their documents.
    expect(same.rowsRead).toBeLessThanOrEqual(apart.rowsRead + 2 * 3 + 4)
    expect(same.rowsWritten).toBe(0)
  })

  test('the same enterprises in many townships: eight documents a query', async () => {
    const period = weeks()
    await addUnit('wide', '宽县', 'county', 'zhangjiajie')
    const count = 17
    for (let n = 0; n < count; n += 1) {
      await addUnit(`wide${n}`, `第${n}镇`, 'township', 'wide')
      await send(
        `wide${n}`,
        period,
        enterpriseRows([firm('宏达', ONE, 10), firm(`${n}厂`, null, 1)]),
        first,
      )
    }
    const spent = meter()
    const answered = await totals('wide', period, undefined, spent)
    expect(told(answered)).toMatchObject({ total: count + 1, back: 10 + count })
    expect(answered.duplicates[0]?.units).toHaveLength(count)
    const plain = meter()
    await totals('wide', weeks(), undefined, plain)
    expect(spent.queries).toBe(plain.queries + 1 + Math.ceil(count / 8))
  })
})

describe('what cannot be opened counts twice, and the answer says so:', () => {
  test('documents that the retention has removed', async () => {
    const period = weeks()
    await send('lingyang', period, enterpriseRows([firm('宏达', ONE, 10)]), first)
    at('2020-02-26T03:00:00.000Z')
    await send('jiangya', period, enterpriseRows([firm('宏达', ONE, 30)]), first)
    await env.DB.prepare(
      `UPDATE revisions SET document = zeroblob(0), removed = '{"at":"2020-06-01T00:00:00Z","days":90}'
       WHERE unit = 'lingyang' AND period = ?`,
    )
      .bind(period)
      .run()
    const answered = await totals('cili', period)
    expect(told(answered)).toEqual({ total: 2, back: 40, countedFor: ['jiangya'] })
    expect(answered.duplicateCounts).toMatchObject({ same: 1, unopened: 1 })
    expect(answered.duplicates[0]?.units[1]).toMatchObject({ unit: 'lingyang', cell: null })
  })

  test('more than two hundred of them', async () => {
    const period = weeks()
    await addUnit('vast', '巨县', 'county', 'zhangjiajie')
    await addUnit('vast000', '第0镇', 'township', 'vast')
    await send('vast000', period, enterpriseRows([firm('宏达', ONE, 10)]), first)
    // Two hundred and three more townships that send the very same.
    const numbers = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 203)`
    const copied = async (table: string) => {
      const { results } = await env.DB.prepare(`PRAGMA table_info(${table})`).run<{
        name: string
      }>()
      const columns = results.map(({ name }) => name)
      const values = columns.map((name) => (name === 'unit' ? `'vast' || i` : name))
      return env.DB.prepare(
        `INSERT INTO ${table} (${columns}) ${numbers}
         SELECT ${values} FROM n, ${table} WHERE unit = 'vast000'`,
      ).run()
    }
    await env.DB.prepare(
      `INSERT INTO units (path, id, name, level) ${numbers}
       SELECT 'zhangjiajie/vast/vast' || i || '/', 'vast' || i, '第' || i || '镇', 'township' FROM n`,
    ).run()
    await copied('current')
    await copied('revisions')
    const spent = meter()
    const answered = await totals('vast', period, undefined, spent)
    // One of 204 counts, 200 are opened and do not, three count twice.
    expect(answered.duplicateCounts).toMatchObject({ same: 1, unopened: 3 })
    expect(told(answered)).toMatchObject({ total: 4 })
    expect(spent.queries).toBeLessThanOrEqual(35)
  })
})

test('thousands of enterprises that two townships report are counted once, and as many listed as anyone reads', async () => {
  const period = weeks()
  const rows = Array.from({ length: 3000 }, (_, n) => firm(`${n}厂`, codeOf(n + 100), 1))
  await send('lingyang', period, enterpriseRows(rows), first)
  await send('jiangya', period, enterpriseRows(rows.slice(0, 2000)), first)
  const answered = await totals('cili', period)
  expect(told({ ...answered, duplicates: [] })).toMatchObject({ total: 3000, back: 3000 })
  expect(answered.duplicateCounts).toMatchObject({ same: 2000, unopened: 0, said: 0 })
  expect(answered.duplicates).toHaveLength(500)
  const { results } = await env.DB.prepare(
    "SELECT length(keys) AS size FROM current WHERE unit = 'lingyang' AND period = ? AND form = ?",
  )
    .bind(period, enterprises.id)
    .run<{ size: number }>()
  expect(results[0]?.size).toBe('uscc,name:'.length + 16 * 3000)
})
