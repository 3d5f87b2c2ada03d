import { describe, expect, test } from 'vitest'
import { forms } from '../../shared/forms/index.ts'
import { parseArea } from '../../shared/grid/area.ts'
import { type Cell, gridOf } from '../../shared/grid/grid.ts'
import { inspect } from '../../shared/inspect.ts'

/** What stands near a table and is not it, and what looks like it and is something else. */

function read(rows: Cell[][], { merges = [] as string[], now = '2020-02-28' } = {}) {
  const areas = merges.flatMap((area) => parseArea(area) ?? [])
  return inspect(gridOf('Sheet1', rows, areas), { forms, now })
}

describe('those that have resumed, and below in nearly the same columns those that have not', () => {
  const reports = read([
    ['河口乡企业复工复产情况'],
    ['一、已复工企业'],
    ['序号', '企业名称', '所属行业', '复工时间', '职工人数', '返岗人数'],
    [1, '甲', '食品', '2020-02-20', 30, 25],
    [2, '乙', '纺织', '2020-02-21', 40, 30],
    ['小计', '', '', '', 70, 55],
    ['二、未复工企业'],
    ['序号', '企业名称', '所属行业', '预计复工时间', '职工人数', '未复工原因'],
    [1, '丙', '电子', '2020-03-05', 50, '缺原料'],
    ['小计', '', '', '', 50, ''],
  ])

  test('are two tables', () => {
    expect(reports.map(({ form, records }) => [form, records])).toEqual([
      ['enterprises', 2],
      ['enterprises', 1],
    ])
    expect(reports[1]?.layout?.columns).toMatchObject({ D: 'planned_on', F: 'difficulty' })
    expect(reports.map(({ tally }) => tally?.['enterprises.resumed'])).toEqual([2, null])
  })

  test('without an error, and not dated by the plans of the second', () => {
    const errors = reports.flatMap(({ findings }) =>
      findings.filter(({ severity }) => severity === 'error'),
    )
    expect(errors).toEqual([])
    expect(reports.map(({ asOf }) => asOf)).toEqual([null, null])
  })
})

test('a header repeated for print is no other table', () => {
  const header = ['序号', '企业名称', '是否复工', '复工时间', '职工总数']
  const [report, ...others] = read([
    ['双河镇企业复工复产台账'],
    header,
    [1, '甲厂', '是', '2月20日', 30],
    header,
    [2, '乙厂', '否', null, 40],
  ])
  expect(others).toEqual([])
  expect(report?.records).toBe(2)
})

test('a week without a year is of the year that its rows name', () => {
  const [report] = read(
    [
      ['双河镇企业问题诉求台账（第9周）'],
      ['企业名称', '问题类别', '问题内容', '提出时间', '办理单位', '办理状态'],
      ['宏远机械', '用工', '缺熟练工', '2020.2.24', '人社所', '已解决'],
      ['恒通物流', '物流', '通行证', '2020.2.25', '交通站', '办理中'],
    ],
    { now: '2026-12-01' },
  )
  expect(report).toMatchObject({ form: 'problems', period: '2020-W09' })
})

test('an office of a township reports for the township', () => {
  const by = (unit: string) =>
    read([
      ['企业复工复产情况统计表'],
      [`填报单位：${unit}`],
      ['企业名称', '是否复工', '职工总数'],
      ['甲厂', '是', 30],
    ])[0]?.unit
  expect(by('江高镇经济发展办')).toBe('江高镇')
  expect(by('慈利县零阳街道社会事务服务中心')).toBe('零阳街道')
  expect(by('三官寺土家族乡人社所（盖章）')).toBe('三官寺土家族乡')
  expect(by('镇江市工业园区')).toBe('工业园区')
  expect(by('双河镇')).toBe('双河镇')
})

describe('groups of a village', () => {
  const rows = [
    ['兴隆镇劳动力返岗情况统计表'],
    ['村别', '组别', '劳动力数', '已外出务工人数'],
    ['兴隆村', '一组', 120, 80],
    ['', '二组', 90, 60],
    ['和平村', '一组', 150, 90],
  ]
  const twice = (merges: string[]) =>
    read(rows, { merges })[0]?.findings.some(({ rule }) => rule === 'returnees.duplicate-village')

  test('under a merged name are no village twice', () => {
    expect(read(rows, { merges: ['A3:A4'] })[0]).toMatchObject({ records: 3 })
    expect(twice(['A3:A4'])).toBe(false)
  })

  test('written out twice are', () => {
    rows[3] = ['兴隆村', '二组', 90, 60]
    expect(twice([])).toBe(true)
  })
})

test.each([
  ['预计3月1日复工', 'stopped'],
  ['拟3月初全面复工', 'stopped'],
  ['已备案，准备复工', 'stopped'],
  ['待复工', 'stopped'],
  ['2月15日复工', 'resumed'],
  ['已于2月15日复工', 'resumed'],
  ['已按计划复工', undefined],
  ['未完成备案', undefined],
])('the state %s is read as %s', (text, state) => {
  const [report] = read([
    ['企业复工复产情况统计表'],
    ['企业名称', '复工情况', '职工总数'],
    ['甲厂', text, 30],
    ['乙厂', '已复工', 30],
  ])
  expect(report?.table?.records[0]?.values.status ?? undefined).toBe(state)
})

describe('what comes and goes besides', () => {
  const stock = (third: Cell[]) =>
    read([
      ['防护用品库存（县医院）2020年2月28日'],
      ['品名', '单位', '期初', '购入', '捐赠', '领用', '结存'],
      ['N95口罩', '只', 100, 200, 50, 120, 230],
      ['防护服', '套', 20, 30, 10, 15, 45],
      third,
    ])[0]?.findings.filter(({ rule }) => rule === 'supplies.stock-identity')

  test('in a column of its own is no error in every row', () => {
    expect(stock(['护目镜', '副', 10, 0, 5, 5, 10])).toEqual([])
  })

  test('leaves a slip in one row a slip', () => {
    const [found, ...others] =
      read([
        ['防护用品库存（县医院）2020年2月28日'],
        ['品名', '单位', '期初', '购入', '捐赠', '领用', '结存'],
        ['N95口罩', '只', 100, 200, 0, 120, 180],
        ['防护服', '套', 20, 30, 0, 15, 35],
        ['护目镜', '副', 10, 0, 0, 5, 15],
      ])[0]?.findings.filter(({ rule }) => rule === 'supplies.stock-identity') ?? []
    expect(found?.cell).toBe('G5')
    expect(others).toEqual([])
  })
})

test.each([
  [
    '办公用品领用登记',
    ['日期', '品名', '单位', '数量', '领用人', '库存'],
    ['3月1日', 'A4纸', '包', 2, '张三', 18],
  ],
  [
    '信访问题台账',
    ['序号', '信访人', '反映问题', '受理日期', '责任单位', '办理情况', '办结日期'],
    [1, '张某', '土地纠纷', '2020-3-2', '国土所', '已办结', '2020-3-5'],
  ],
  [
    '律师事务所年度考核登记表',
    ['律所名称', '律师人数', '办案数', '投诉数', '考核结果'],
    ['甲所', 12, 200, 0, '合格'],
  ],
  [
    '工程建设项目招投标情况',
    ['项目名称', '建设单位', '招标方式', '中标单位', '开标时间'],
    ['甲', '住建局', '公开', '乙', '2020-3-1'],
  ],
])('%s is left alone', (title, header, row) => {
  const found = read([[title], header, row, row])
  expect(found.map(({ form, findings }) => [form, findings])).toEqual([[null, []]])
})

describe('rows that do not say what they are', () => {
  const header = ['序号', '企业名称', '是否规上', '是否复工', '职工人数', '返岗人数']
  const firms = [
    [1, '甲', '是', '是', 100, 90],
    [2, '乙', '否', '否', 50, 0],
  ]

  test('全镇 without a number adds up, and 其中 below it says more of it', () => {
    const [report] = read([
      header,
      ...firms,
      ['', '全镇', '', '', 150, 90],
      ['', '其中规上', '', '', 100, 90],
    ])
    expect(report).toMatchObject({ records: 2, layout: { totalRows: [4] } })
    expect(report?.tally?.['enterprises.staff_total']).toBe(150)
  })

  test('a firm without a number that adds up to something else is a firm', () => {
    expect(read([header, ...firms, ['', '丙', '', '是', 30, 20]])[0]).toMatchObject({ records: 3 })
  })

  test('labels in English under Chinese ones are no record', () => {
    const [report] = read([
      header.slice(1),
      ['Name', 'Above scale', 'Resumed', 'Total', 'Back'],
      ...firms.map((row) => row.slice(1)),
    ])
    expect(report?.records).toBe(2)
  })

  test('nor is an example of how to fill in', () => {
    const [report] = read([header, ['示例', '某某公司', '是', '是', 10, 5], ...firms])
    expect(report).toMatchObject({ records: 2, layout: { skippedRows: [] } })
    expect(report?.tally?.['enterprises.staff_total']).toBe(150)
  })
})

test('of two days side by side the last one is reported', () => {
  const columns = (days: [string, string]) =>
    read(
      [
        ['企业复工复产统计'],
        ['企业名称', days[0], '', days[1], ''],
        ['', '是否复工', '返岗人数', '是否复工', '返岗人数'],
        ['甲', '是', 20, '是', 30],
        ['乙', '否', 0, '是', 10],
      ],
      { merges: ['A2:A3', 'B2:C2', 'D2:E2'] },
    )[0]?.layout?.columns
  expect(columns(['3月1日', '3月8日'])).toEqual({ A: 'name', D: 'status', E: 'staff_back' })
  expect(columns(['（3.8）', '（3.1）'])).toEqual({ A: 'name', B: 'status', C: 'staff_back' })
  expect(columns(['12月30日', '1月6日'])).toEqual({ A: 'name', D: 'status', E: 'staff_back' })
})

test('those not back are not asked about as those who are', () => {
  const [report] = read([
    ['外出务工人员返岗统计表'],
    ['村名', '外出务工人数', '未返岗人数'],
    ['东村', 100, 30],
    ['西村', 80, 40],
  ])
  expect(report?.findings).toEqual([])
})

test('a state that cannot be read is said once', () => {
  const rules = (state: Cell) =>
    read([
      ['企业复工复产情况统计表'],
      ['企业名称', '是否复工', '职工总数', '返岗人数'],
      ['甲', '是', 30, 20],
      ['乙', state, 30, 20],
    ])[0]?.findings.map(({ rule, cell }) => `${rule} ${cell}`)
  expect(rules('也许')).toEqual(['not-in-list B4'])
  expect(rules(null)).toEqual(['enterprises.back-without-state B4'])
})

test('what comes and goes is not below zero, a shortfall may be', () => {
  const found = read([
    ['防疫物资台账'],
    ['物资名称', '计量单位', '上周结存', '本周入库', '本周发放', '现有库存', '缺口'],
    ['口罩', '个', 10, -5, -5, 10, -3],
  ])[0]?.findings.map(({ rule, cell }) => `${rule} ${cell}`)
  expect(found).toEqual(['negative D3', 'negative E3'])
})
