import { describe, expect, it } from 'vitest'
import { check } from '../../shared/check/check.ts'
import type { Compute, Condition, Form, Rule } from '../../shared/forms/form.ts'
import type { Value } from '../../shared/read/table.ts'
import type { Layout } from '../../shared/recognise/layout.ts'
import { satisfies } from '../../shared/tally/condition.ts'
import { tally } from '../../shared/tally/tally.ts'

const text = { zh: '', en: '' }

function formOf(compute: Compute | null, rules: Rule[] = []): Form {
  return {
    id: 'f',
    version: 1,
    title: text,
    row: text,
    subjects: [],
    identifiedBy: [],
    fields: [],
    indicators: compute
      ? [{ id: 'f.n', title: text, overTime: 'last', overUnits: 'sum', compute }]
      : [],
    rules,
    bulletin: text,
  }
}

function tableOf(rows: Record<string, Value>[]) {
  const columns = Object.fromEntries(
    Object.keys(rows[0] ?? {}).map((field, at) => ['ABCDE'[at], field]),
  )
  const layout = { columns, totalRows: [], skippedRows: [], scales: {} } as unknown as Layout
  return { layout, records: rows.map((values, at) => ({ row: at + 2, values })), totals: [] }
}

function count(rows: Record<string, Value>[], compute: Compute): number | null {
  return tally([tableOf(rows)], formOf(compute), { asOf: '2020-02-25' })['f.n'] ?? null
}

describe('counting', () => {
  const points = [
    { town: '甲镇', point: '第一服务点', villages: 4 },
    { town: '甲镇', point: '第一服务点', villages: null },
    { town: '乙镇', point: '第一 服务点', villages: 5 },
    { town: '乙镇', point: '第二服务点', villages: 3 },
    { town: '乙镇', point: '第二服务点', villages: 2 },
    { town: null, point: null, villages: 7 },
  ]

  it.each<[string, Compute, number]>([
    ['different values', { distinct: 'point' }, 2],
    ['different values of several fields together', { distinct: ['town', 'point'] }, 3],
    ['every figure', { sum: 'villages' }, 21],
    [
      'the last figure of each, and rows that name none',
      { sum: 'villages', each: ['town', 'point'] },
      18,
    ],
    [
      'the last figure of each that a condition leaves',
      {
        sum: 'villages',
        each: ['point'],
        where: { field: 'town', is: '甲镇' },
      },
      4,
    ],
    [
      'by the first way that has its columns',
      { first: [{ sum: 'points' }, { distinct: 'point' }] },
      2,
    ],
    ['by the first of several ways', { first: [{ sum: 'villages' }, { distinct: 'point' }] }, 21],
  ])('%s', (_title, compute, expected) => {
    expect(count(points, compute)).toBe(expected)
  })

  it.each<[string, Compute]>([
    ['a sum', { sum: 'none' }],
    ['a sum narrowed down', { sum: 'villages', where: { field: 'none', is: 1 } }],
    ['one part of all', { count: { all: [{ present: 'town' }, { present: 'none' }] } }],
    ['every way', { first: [{ sum: 'none' }, { distinct: 'none' }] }],
    [
      'the other side of a comparison',
      {
        count: { field: 'villages', op: '<', than: { field: 'none' } },
      },
    ],
  ])('is not known where the columns are missing: %s', (_title, compute) => {
    expect(count(points, compute)).toBeNull()
  })

  it('says nothing of a kind that no row is of', () => {
    const of: Condition = { field: 'town', is: '丙镇' }
    expect(count(points, { sum: 'villages', of })).toBeNull()
    expect(count(points, { sum: 'villages', where: of })).toBe(0)
    expect(count(points, { sum: 'villages', of: { field: 'town', is: '甲镇' } })).toBe(4)
  })

  it('is known where one of several conditions can be answered', () => {
    const compute: Compute = {
      count: { any: [{ present: 'none' }, { all: [{ missing: 'none' }, { present: 'point' }] }] },
    }
    expect(count(points, compute)).toBe(5)
  })
})

describe('words in a text', () => {
  const masks: Condition = { field: 'item', contains: ['口罩'] }
  it.each([
    ['医用外科口罩', true],
    ['口 罩', true],
    ['Ｎ95口罩（盒）', true],
    ['酒精', false],
    [null, false],
  ])('%s', (item, expected) => {
    expect(satisfies({ row: 1, values: { item } }, masks, { asOf: '' })).toBe(expected)
  })
})

describe('a rule in conditions', () => {
  const rule: Rule = {
    id: 'f.r',
    severity: 'warning',
    title: text,
    kind: 'condition',
    field: 'b',
    where: { present: 'a' },
    must: { present: 'b' },
  }
  const found = (rows: Record<string, Value>[]) =>
    check(tableOf(rows), formOf(null, [rule]), { asOf: '2020-02-25', now: '2020-02-25' })

  it('is broken at its field, in the records it is about', () => {
    const rows = [
      { a: 1, b: 1 },
      { a: 1, b: null },
      { a: null, b: null },
    ]
    expect(found(rows)).toEqual([
      { rule: 'f.r', severity: 'warning', cell: 'B3', field: 'b', params: {} },
    ])
  })

  it('is not asked of a sheet without the columns', () => {
    expect(found([{ a: 1 }])).toEqual([])
  })
})
