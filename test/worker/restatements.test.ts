import { readXlsx } from 'hucre/xlsx'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { enterprises } from '../../shared/forms/enterprises.ts'
import type {
  Restatement,
  RestatementsAnswer,
  TotalsAnswer,
} from '../../shared/protocol/answers.ts'
import type { Submission } from '../../shared/protocol/submission.ts'
import {
  answer,
  at,
  call,
  enrolled,
  enterpriseSheet,
  first,
  place,
  refusal,
  returneeSheet,
  settle,
  WEDNESDAY,
} from './county.ts'
import { type Meter, meter } from './metered.ts'

let reader: string
let aggregator: string

beforeAll(async () => {
  await settle()
  aggregator = await enrolled('zhangjiajie', 'aggregator')
  reader = await enrolled('zhangjiajie', 'reader')
  await call('GET /me', { token: reader })
})

beforeEach(() => at(WEDNESDAY))

/** Long after the deadline of every week of the tests. */
const LATER = '2021-03-01T02:00:00.000Z'
const again = { 'If-Match': '*' }
const PLAIN = enterprises.indicators.filter(({ compute }) => !('ratio' in compute))

let week = 9
const weeks = () => `2020-W${String(++week).padStart(2, '0')}`

async function submit(unit: string, period: string, body: Submission, headers = {}) {
  const form = body.catalogue.split('@')[0]
  const sent = await call(`PUT ${place(unit, form, period)}`, { token: aggregator, body, headers })
  if (!sent.ok) throw new Error(`${sent.status}: ${await sent.text()}`)
  await sent.arrayBuffer()
}

async function restatements(unit: string, period: string, spent?: Meter) {
  const path = `GET /units/${unit}/restatements?period=${period}`
  const answered = await call(path, { token: reader, ...(spent && { meter: spent }) })
  return (await answer<RestatementsAnswer>(answered)).restatements
}

/** `figure old → new` of the figures named, by the last part of their ids. */
function changes({ figures }: Restatement, ...names: string[]) {
  return names.map((name) => {
    const found = figures.find(({ indicator }) => indicator.endsWith(`.${name}`))
    return found ? [found.before, found.after] : null
  })
}

/** The differences of all restatements are the difference of the totals. */
async function expectToAddUp(unit: string, period: string) {
  const totals = async (view: string) => {
    const path = `GET /units/${unit}/totals?period=${period}&form=enterprises&view=${view}`
    return (await answer<TotalsAnswer>(await call(path, { token: reader }))).totals
  }
  const [then, now] = [await totals('cutoff'), await totals('current')]
  const found = (await restatements(unit, period)).flatMap(({ figures }) => figures)
  for (const { id } of PLAIN) {
    const moved = found
      .filter(({ indicator }) => indicator === id)
      .reduce((sum, { before, after }) => sum + (after ?? 0) - (before ?? 0), 0)
    expect([id, (then[id] ?? 0) + moved]).toEqual([id, now[id] ?? 0])
  }
}

describe('between the cut-off and now', () => {
  test('nothing, where all came in time, however often corrected before', async () => {
    const period = weeks()
    await submit('lingyang', period, enterpriseSheet(10, 1), first)
    await submit('lingyang', period, enterpriseSheet(10, 2), again)
    expect(await restatements('cili', period)).toEqual([])
    expect(await restatements('cili', weeks())).toEqual([])
  })

  test('a correction: the last revision in time against the newest, and only what differs', async () => {
    const period = weeks()
    await submit('lingyang', period, enterpriseSheet(10, 1), first)
    await submit('lingyang', period, enterpriseSheet(10, 2), again)
    await submit('jiangya', period, enterpriseSheet(10, 5), first)
    at(LATER)
    await submit('lingyang', period, enterpriseSheet(10, 3), again)
    await submit('lingyang', period, enterpriseSheet(10, 9), again)

    const [found, ...others] = await restatements('cili', period)
    expect(others).toEqual([])
    expect(found).toMatchObject({
      unit: 'lingyang',
      name: '零阳镇',
      form: 'enterprises',
      kind: 'correction',
      before: { revision: 2, receivedAt: WEDNESDAY, receivedFrom: '张家界市' },
      after: { revision: 4, receivedAt: LATER, receivedFrom: '张家界市' },
      supersedes: [],
    })
    expect(found && changes(found, 'total', 'resumed', 'rate')).toEqual([null, [2, 9], [0.2, 0.9]])
    await expectToAddUp('cili', period)
    // The township sees its own, its neighbour nothing.
    expect(await restatements('lingyang', period)).toEqual([found])
    expect(await restatements('jiangya', period)).toEqual([])
  })

  test('a late arrival: from nothing, which is not zero', async () => {
    const period = weeks()
    await submit('lingyang', period, enterpriseSheet(10, 1), first)
    at(LATER)
    await submit('jiangya', period, enterpriseSheet(4, 3), first)
    const [found, ...others] = await restatements('cili', period)
    expect(others).toEqual([])
    expect(found).toMatchObject({ unit: 'jiangya', kind: 'late', before: null, supersedes: [] })
    expect(found && changes(found, 'total', 'resumed')).toEqual([
      [null, 4],
      [null, 3],
    ])
    await expectToAddUp('cili', period)
  })

  test('a correction back to the same figures is listed and says so', async () => {
    const period = weeks()
    await submit('lingyang', period, enterpriseSheet(10, 1), first)
    at(LATER)
    await submit('lingyang', period, enterpriseSheet(10, 2), again)
    await submit('lingyang', period, enterpriseSheet(10, 1), again)
    expect(await restatements('cili', period)).toMatchObject([
      { kind: 'correction', before: { revision: 1 }, after: { revision: 3 }, figures: [] },
    ])
  })

  test('a parent that submits late stands in for its townships: theirs are the old figures', async () => {
    const period = weeks()
    await submit('lingyang', period, enterpriseSheet(10, 1), first)
    await submit('jiangya', period, enterpriseSheet(4, 3), first)
    await submit('sangzhi', period, enterpriseSheet(7, 7), first)
    at(LATER)
    // Corrected too, but what counts now is the county's.
    await submit('lingyang', period, enterpriseSheet(10, 9), again)
    await submit('cili', period, enterpriseSheet(20, 16), first)

    const [found, ...others] = await restatements('zhangjiajie', period)
    expect(others).toEqual([])
    expect(found).toMatchObject({
      unit: 'cili',
      kind: 'late',
      before: null,
      supersedes: [
        { unit: 'jiangya', name: '江垭镇' },
        { unit: 'lingyang', name: '零阳镇' },
      ],
    })
    expect(found && changes(found, 'total', 'resumed', 'rate')).toEqual([
      [14, 20],
      [4, 16],
      [4 / 14, 0.8],
    ])
    await expectToAddUp('zhangjiajie', period)
    expect(await restatements('lingyang', period)).toMatchObject([{ kind: 'correction' }])
  })

  test('what comes late from below a parent that has spoken changes no total', async () => {
    const period = weeks()
    await submit('cili', period, enterpriseSheet(20, 16), first)
    at(LATER)
    await submit('lingyang', period, enterpriseSheet(10, 9), first)
    expect(await restatements('zhangjiajie', period)).toEqual([])
    await expectToAddUp('zhangjiajie', period)
  })

  test('form by form, or of one form; a period that is none is refused', async () => {
    const period = weeks()
    at(LATER)
    await submit('lingyang', period, returneeSheet(10, 5), first)
    await submit('lingyang', period, enterpriseSheet(4, 3), first)
    const forms = (found: Restatement[]) => found.map(({ form }) => form)
    expect(forms(await restatements('cili', period))).toEqual(['enterprises', 'returnees'])
    const one = `GET /units/cili/restatements?period=${period}&form=returnees`
    const narrowed = await answer<RestatementsAnswer>(await call(one, { token: reader }))
    expect(forms(narrowed.restatements)).toEqual(['returnees'])
    const none = await call('GET /units/cili/restatements?period=yesterday', { token: reader })
    expect((await refusal(none)).status).toBe(400)
  })
})

test('costs what completeness costs where nothing came late, else a query more', async () => {
  const period = weeks()
  await submit('lingyang', period, enterpriseSheet(10, 1), first)
  await submit('jiangya', period, enterpriseSheet(10, 1, '江垭'), first)
  // A token's use is written down once a day.
  await call('GET /me', { token: reader })
  const completeness = meter()
  const path = `GET /units/cili/completeness?period=${period}`
  await answer(await call(path, { token: reader, meter: completeness }))
  const quiet = meter()
  await restatements('cili', period, quiet)
  expect(quiet.queries).toBe(completeness.queries)
  expect(quiet.rowsRead).toBeLessThanOrEqual(completeness.rowsRead)
  expect(quiet.rowsWritten).toBe(0)

  at(LATER)
  await submit('lingyang', period, enterpriseSheet(10, 2), again)
  await call('GET /me', { token: reader })
  const late = meter()
  expect(await restatements('cili', period, late)).toHaveLength(1)
  expect(late.queries).toBe(quiet.queries + 1)
  // The key asked for, its last revision in time, and that revision.
  expect(late.rowsRead).toBeLessThanOrEqual(quiet.rowsRead + 6)
})

describe('in the workbook of the totals', () => {
  async function workbook(period: string, lang = 'zh') {
    const path = `GET /units/cili/totals.xlsx?period=${period}&form=enterprises`
    const response = await call(path, { token: reader, headers: { 'Accept-Language': lang } })
    return (await readXlsx(new Uint8Array(await response.arrayBuffer()))).sheets
  }

  test('a sheet more, a row for each figure', async () => {
    const period = weeks()
    await submit('lingyang', period, enterpriseSheet(10, 1), first)
    await submit('jiangya', period, enterpriseSheet(4, 3, '江垭'), first)
    at(LATER)
    await submit('lingyang', period, enterpriseSheet(10, 9), again)
    await submit('jiangya', period, enterpriseSheet(4, 2, '江垭'), again)
    await submit('jiangya', period, enterpriseSheet(4, 3, '江垭'), again)
    const sheets = await workbook(period)
    expect(sheets.map(({ name }) => name)).toEqual(['汇总', '来源', '更正', '说明'])
    const rows = sheets[2]?.rows ?? []
    const place = ['lingyang', '零阳镇', '企业复工复产台账', '截止后更正']
    const from = [1, 2, new Date('2021-03-01T10:00:00Z'), '张家界市']
    expect(rows.map((row) => row.slice(0, 11))).toContainEqual([
      ...place,
      '已复工企业',
      1,
      9,
      ...from,
    ])
    expect(rows.map((row) => row.slice(0, 7))).toContainEqual([...place, '复工率', '10%', '90%'])
    expect(rows.map((row) => row.slice(0, 5))).toContainEqual([
      'jiangya',
      '江垭镇',
      '企业复工复产台账',
      '截止后更正',
      '数字没有变化',
    ])
    expect((await workbook(period, 'en'))[2]?.name).toBe('Restatements')
  })

  test('none, where nothing came after the cut-off', async () => {
    const period = weeks()
    await submit('lingyang', period, enterpriseSheet(10, 1), first)
    expect((await workbook(period)).map(({ name }) => name)).toEqual(['汇总', '来源', '说明'])
  })
})
