import { describe, expect, it } from 'vitest'
import type { Form } from '../../shared/forms/form.ts'
import { describeFormError } from '../../shared/forms/form-errors.ts'
import { formById } from '../../shared/forms/index.ts'
import { drawList, type SourcedRecord } from '../../shared/lists/draw-list.ts'
import type { ListDefinition } from '../../shared/lists/list.ts'
import { readList } from '../../shared/lists/read-list.ts'
import type { Value } from '../../shared/read/table.ts'

const form = (id: string) => formById(id) as Form
const listOf = (id: string) =>
  form(id.split('.')[0] ?? '').lists?.find((list) => list.id === id) as ListDefinition

let row = 2
function record(values: Record<string, Value>, unit = '零阳镇'): SourcedRecord {
  row += 1
  const source = { unit: unit === '零阳镇' ? 'lingyang' : 'jiangya', name: unit, revision: 1 }
  return { record: { row, values }, source: { ...source, sheet: 'Sheet1', row } }
}

const days = { asOf: '2020-03-06', day: '2020-02-29' }

describe('enterprises that resumed on or before a day', () => {
  const list = listOf('enterprises.resumed-by')
  const drawn = drawList(
    list,
    [
      record({ name: '甲厂', status: 'full', resumed_on: '2020-02-28' }),
      record({ name: '乙厂', status: 'full', resumed_on: '2020-02-29' }),
      record({ name: '丙厂', status: 'full', resumed_on: '2020-03-01' }),
      record({ name: '丁厂', status: 'partial', resumed_on: null }),
      record({ name: '戊厂', status: 'stopped', resumed_on: null }),
    ],
    days,
  )

  it('include the day itself, and not the day after', () => {
    expect(drawn.lines.map(({ values }) => values.name)).toEqual(['甲厂', '乙厂'])
  })

  it('tell apart those of which nobody wrote down the day', () => {
    expect(drawn.undecided.map(({ values }) => values.name)).toEqual(['丁厂'])
  })

  it('are those of the day of the figures where no day is chosen', () => {
    const late = [record({ name: '丙厂', status: 'full', resumed_on: '2020-03-06' })]
    expect(drawList(list, late, { asOf: '2020-03-06' }).lines).toHaveLength(1)
    expect(drawList(list, late, { asOf: '2020-03-05' }).lines).toHaveLength(0)
  })
})

describe('a purchasing list', () => {
  const orders = [
    record({ item: '尿素', unit_of_measure: '袋', ordered: 40, delivered: 10 }),
    record({ item: '尿 素', unit_of_measure: '袋', ordered: 2.5, delivered: null }, '江垭镇'),
    record({ item: '尿素', unit_of_measure: '吨', ordered: 3, delivered: 3 }, '江垭镇'),
    record({ item: '碳酰二胺', unit_of_measure: '袋', ordered: 8, delivered: 0 }),
    record({ item: '稻种', unit_of_measure: '斤', ordered: null, delivered: 0 }),
  ]
  const brief = (words = {}) =>
    drawList(listOf('inputs.purchasing'), orders, days, words).lines.map(({ values, sources }) => [
      values.item,
      values.unit_of_measure,
      values.ordered,
      values.to_buy,
      sources.length,
    ])

  it('adds up what is the same, never what is measured otherwise', () => {
    expect(brief()).toEqual([
      ['尿素', '袋', 42.5, 32.5, 2],
      ['尿素', '吨', 3, 0, 1],
      ['碳酰二胺', '袋', 8, 8, 1],
    ])
  })

  it('takes the county’s word for what is one thing', () => {
    expect(brief({ item: [['尿素', '碳酰二胺', '46%尿素']] })).toEqual([
      ['尿素', '袋', 50.5, 40.5, 3],
      ['尿素', '吨', 3, 0, 1],
    ])
  })

  it('leads from every line to the rows behind it', () => {
    const [line] = drawList(listOf('inputs.purchasing'), orders, days).lines
    expect(line?.sources.map(({ name, sheet }) => [name, sheet])).toEqual([
      ['零阳镇', 'Sheet1'],
      ['江垭镇', 'Sheet1'],
    ])
  })
})

it('says a quotient without the noise of its binary form', () => {
  const stock = record({ item: '酒精', unit_of_measure: '瓶', stock: 9.9, daily_use: 3 })
  const [line] = drawList(listOf('supplies.merged-stock'), [stock], days).lines
  expect(line?.values.days_left).toBe(3.3)
})

it('merges stock, and counts the days it lasts from what is merged', () => {
  const stock = [
    record({ item: '口罩', unit_of_measure: '个', stock: 300, daily_use: 60 }),
    record({ item: '口罩', unit_of_measure: '个', stock: 900, daily_use: 60 }, '江垭镇'),
    record({ item: '口罩', unit_of_measure: '个', stock: 5000, daily_use: null }, '江垭镇'),
    record({ item: '酒精', unit_of_measure: '瓶', stock: 20, daily_use: null }),
  ]
  expect(
    drawList(listOf('supplies.merged-stock'), stock, days).lines.map(({ values }) => values),
  ).toMatchObject([
    { item: '口罩', stock: 6200, daily_use: 120, days_left: 10 },
    { item: '酒精', stock: 20, days_left: null },
  ])
})

describe('a list of a county’s own', () => {
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
  const errorOf = (change: object) => {
    const read = readList({ ...list, ...change }, form('enterprises'))
    return Array.isArray(read) && read[0] ? describeFormError(read[0], 'zh') : null
  }

  it('is read in the shape of the built-in ones', () => {
    expect(readList(list, form('enterprises'))).toEqual(list)
  })

  it('is told what is wrong with it', () => {
    expect(errorOf({ id: 'subsidy' })).toMatch(/指标编码|编码/)
    expect(errorOf({ id: 'projects.subsidy' })).toContain('enterprises.')
    expect(errorOf({ fields: ['name', 'turnover'] })).toBe('没有字段“turnover”')
    expect(errorOf({ fields: ['name', 'phone'] })).toMatch(/个人信息/)
    expect(errorOf({ where: { field: 'resumedon', is: true } })).toBe('没有字段“resumedon”')
    expect(errorOf({ title: null })).not.toBeNull()
  })
})
