import { parseCsv } from 'hucre/csv'
import { readXlsx } from 'hucre/xlsx'
import { beforeAll, describe, expect, test } from 'vitest'
import { enterprises } from '../../shared/forms/enterprises.ts'
import { inputs } from '../../shared/forms/inputs.ts'
import type { ListAnswer, WordGroups } from '../../shared/protocol/answers.ts'
import {
  answer,
  at,
  call,
  enrolled,
  first,
  PERIOD,
  place,
  refusal,
  settle,
  WEDNESDAY,
} from './county.ts'
import { meter } from './metered.ts'
import { rowsOf } from './sheets.ts'

let aggregator: string
let administrator: string
let reader: string

const enterprise = (
  name: string,
  status: string,
  resumed_on: string | null,
  above_scale = true,
) => ({
  name,
  status,
  resumed_on,
  above_scale,
})
const order = (village: string, item: string, unit_of_measure: string, ordered: number) => ({
  village,
  item,
  unit_of_measure,
  ordered,
  delivered: 0,
})

beforeAll(async () => {
  at(WEDNESDAY)
  await settle()
  aggregator = await enrolled('cili', 'aggregator')
  administrator = await enrolled('cili', 'administrator')
  reader = await enrolled('lingyang', 'reader')
  const sent = [
    ['lingyang', enterprises, [enterprise('甲厂', 'full', '2020-02-20')]],
    [
      'jiangya',
      enterprises,
      [
        enterprise('乙厂', 'full', '2020-02-25', false),
        enterprise('=丙厂', 'partial', null),
        enterprise('丁厂', 'stopped', null),
      ],
    ],
    ['lingyang', inputs, [order('一村', '尿素', '袋', 40), order('一村', '稻种', '斤', 30)]],
    ['jiangya', inputs, [order('二村', '碳酰二胺', '袋', 8), order('二村', '尿素', '吨', 2)]],
  ] as const
  for (const [unit, form, rows] of sent) {
    const body = rowsOf(form, [...rows])
    const put = `PUT ${place(unit, form.id)}`
    await answer(await call(put, { token: aggregator, body, headers: first }), 201)
  }
})

async function drawn(list: string, query = '', token = aggregator, unit = 'cili') {
  const path = `GET /units/${unit}/lists/${list}?period=${PERIOD}${query}`
  return answer<ListAnswer>(await call(path, { token }))
}

const names = ({ lines }: ListAnswer, field = 'name') => lines.map(({ values }) => values[field])

describe('a list', () => {
  test('gives the records of all units by name, the day asked for included', async () => {
    const list = await drawn('enterprises.resumed-by', '&day=2020-02-25')
    expect(names(list)).toEqual(['乙厂', '甲厂'])
    expect(list).toMatchObject({ count: 2, day: '2020-02-25', coverage: { submitted: 2 } })
    expect(list.undecided.map(({ values }) => values.name)).toEqual(['=丙厂'])
    expect(names(await drawn('enterprises.resumed-by', '&day=2020-02-24'))).toEqual(['甲厂'])
  })

  test('leads to unit, revision, sheet and row', async () => {
    const { lines } = await drawn('enterprises.resumed-by')
    expect(lines[0]?.sources).toEqual([
      { unit: 'jiangya', name: '江垭镇', revision: 1, sheet: 'Sheet1', row: 3 },
    ])
  })

  test('reaches as far as its reader', async () => {
    const own = await drawn('enterprises.resumed-by', '', reader, 'lingyang')
    expect(names(own)).toEqual(['甲厂'])
    const path = `GET /units/cili/lists/enterprises.resumed-by?period=${PERIOD}`
    expect((await call(path, { token: reader })).status).toBe(403)
  })

  test('costs a query for every eight reports, however many records they have', async () => {
    const count = meter()
    const path = `GET /units/cili/lists/inputs.purchasing?period=${PERIOD}`
    await answer(await call(path, { token: aggregator, meter: count }))
    expect(count.queries).toBeLessThanOrEqual(7)
    expect(count.rowsWritten).toBe(0)
  })

  test('comes as CSV and as a workbook, and nothing in it becomes a formula', async () => {
    const path = (kind: string) =>
      `GET /units/cili/lists/enterprises.resumed-by/lines.${kind}?period=${PERIOD}`
    const csv = await (await call(path('csv'), { token: aggregator })).text()
    const rows = parseCsv(csv.replace('\uFEFF', ''))
    expect(rows[0]?.slice(0, 2)).toEqual(['企业名称', '统一社会信用代码'])
    expect(rows.map(([cell]) => cell)).toContain("'=丙厂")
    // In the words of the sheet: 规下, not false.
    expect(rows[1]).toEqual(expect.arrayContaining(['乙厂', '规下', '全面复工']))
    const xlsx = await (await call(path('xlsx'), { token: aggregator })).arrayBuffer()
    const { sheets } = await readXlsx(new Uint8Array(xlsx))
    expect(sheets[0]?.rows[1]?.[0]).toBe('乙厂')
    expect(sheets[0]?.rows.at(-1)?.[0]).toBe('=丙厂')
    // A day is a day in the workbook, and reads as one in CSV.
    expect(sheets[0]?.rows[1]).toContainEqual(new Date('2020-02-25'))
    expect(rows[1]).toContain('2020-02-25')
  })

  test('that nobody knows is said so', async () => {
    const path = `GET /units/cili/lists/enterprises.unknown?period=${PERIOD}`
    expect(await refusal(await call(path, { token: aggregator }))).toMatchObject({
      status: 404,
      problem: 'list-unknown',
    })
  })
})

describe('a list of the county’s own', () => {
  const list = {
    id: 'enterprises.subsidy',
    title: { zh: '补贴企业', en: 'Subsidised' },
    where: {
      all: [
        { field: 'above_scale', is: true },
        { field: 'resumed_on', op: '<=', than: { value: '2020-02-29' } },
      ],
    },
    fields: ['name', 'resumed_on'],
  }
  const put = (body: object, id = list.id) =>
    call(`PUT /units/cili/lists/${id}`, { token: administrator, body })

  test('is there for the county and all below from that moment', async () => {
    await answer(await put(list))
    expect(names(await drawn('enterprises.subsidy'))).toEqual(['甲厂'])
    expect(names(await drawn('enterprises.subsidy', '', reader, 'lingyang'))).toEqual(['甲厂'])
    const { lists } = await answer<{ lists: { id: string }[] }>(
      await call('GET /units/lingyang/lists', { token: reader }),
    )
    expect(lists.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['enterprises.subsidy', 'inputs.purchasing', 'supplies.merged-stock']),
    )
  })

  test('is refused with its fault and the place of it', async () => {
    const wrong = { ...list, fields: ['name', 'phone'] }
    const problem = await refusal(await put(wrong))
    expect(problem).toMatchObject({ status: 422, problem: 'list-invalid' })
    expect(problem.detail).toContain('个人信息')
    expect(await refusal(await put(list, 'enterprises.other'))).toMatchObject({ status: 422 })
    const builtIn = await put({ ...list, id: 'enterprises.resumed-by' }, 'enterprises.resumed-by')
    expect(await refusal(builtIn)).toMatchObject({ status: 409, problem: 'list-id-taken' })
  })
})

test('an enterprise that two townships report is in the list once, as it counts', async () => {
  const period = '2020-W12'
  const shared = { ...enterprise('两镇厂', 'full', '2020-02-20'), uscc: '91430821MA4L00008R' }
  for (const [unit, own] of [
    ['lingyang', '戊厂'],
    ['jiangya', '己厂'],
  ] as const) {
    const rows = [enterprise(own, 'full', '2020-02-19'), shared]
    const body = rowsOf(enterprises, rows)
    const put = `PUT ${place(unit, 'enterprises', period)}`
    await answer(await call(put, { token: aggregator, body, headers: first }), 201)
  }
  const of = async (unit: string) => {
    const list = `GET /units/${unit}/lists/enterprises.resumed-by?period=${period}`
    const { lines } = await answer<ListAnswer>(await call(list, { token: aggregator }))
    return lines.map(({ values, sources }) => [values.name, sources.map((one) => one.unit).join()])
  }
  const totals = await answer<{ totals: Record<string, number> }>(
    await call(`GET /units/cili/totals?period=${period}&form=enterprises`, { token: aggregator }),
  )
  const lines = await of('cili')
  expect(lines).toHaveLength(totals.totals['enterprises.resumed'] ?? 0)
  expect(lines.map(([name]) => name).toSorted()).toEqual(['两镇厂', '己厂', '戊厂'].toSorted())
  // Each township's own list has it.
  for (const unit of ['lingyang', 'jiangya']) {
    expect((await of(unit)).map(([name]) => name)).toContain('两镇厂')
  }
})

describe('the county’s words', () => {
  const put = (groups: string[][], field = 'item') =>
    call(`PUT /units/cili/forms/inputs/words/${field}`, { token: aggregator, body: { groups } })

  test('make one line of things of several names, never of several measures', async () => {
    const before = await drawn('inputs.purchasing')
    expect(before.lines).toHaveLength(4)
    await answer(await put([['尿素', '碳酰二胺']]))
    const { lines } = await drawn('inputs.purchasing')
    expect(
      lines.map(({ values, sources }) => [
        values.item,
        values.unit_of_measure,
        values.to_buy,
        sources.length,
      ]),
    ).toEqual([
      ['尿素', '袋', 48, 2],
      ['尿素', '吨', 2, 1],
      ['稻种', '斤', 30, 1],
    ])
  })

  test('are kept in versions, with who said so', async () => {
    const [words] = await answer<WordGroups[]>(await put([['尿素', '碳酰二胺', '小尿素']]))
    expect(words).toMatchObject({ unit: 'cili', form: 'inputs', field: 'item', version: 2 })
    expect(words).toMatchObject({ savedBy: '慈利县', savedAt: WEDNESDAY })
    const [same] = await answer<WordGroups[]>(await put([['尿素', '碳酰二胺', '小尿素']]))
    expect(same?.version).toBe(2)
  })

  test('are about fields of text', async () => {
    expect(await refusal(await put([['a', 'b']], 'ordered'))).toMatchObject({ status: 422 })
    expect(await refusal(await put([['a']]))).toMatchObject({ status: 422 })
  })
})
