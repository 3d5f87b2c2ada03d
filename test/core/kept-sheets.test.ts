import { describe, expect, test } from 'vitest'
import { forms } from '../../shared/forms/index.ts'
import { parseArea } from '../../shared/grid/area.ts'
import { type Cell, gridOf } from '../../shared/grid/grid.ts'
import { inspect } from '../../shared/inspect.ts'

/** Habits of townships, one sheet each: nobody will change them for us. */

const _ = null

function read(rows: Cell[][], { merges = [] as string[], file = '', sheet = 'Sheet1' } = {}) {
  const areas = merges.flatMap((area) => parseArea(area) ?? [])
  const [report] = inspect(gridOf(sheet, rows, areas), { forms, now: '2020-02-28', file })
  const { form = null, records = 0, layout = null, tally = {}, findings = [] } = report ?? {}
  const errors = findings.filter(({ severity }) => severity === 'error')
  return { form, records, layout, tally, errors, period: report?.period, table: report?.table }
}

describe('units with a row of their own under the header', () => {
  test('belong to it, and are no record', () => {
    const found = read([
      ['三官寺乡企业复工复产情况'],
      ['企业名称', '是否复工', '职工总数', '返岗人数', '口罩库存'],
      ['', '', '人', '人', '个'],
      ['甲厂', '是', 50, 40, 500],
      ['乙厂', '是', 20, 20, 200],
    ])
    expect(found).toMatchObject({ records: 2, errors: [] })
    expect(found.layout?.headerRows).toEqual([2, 3])
    expect(found.tally['enterprises.staff_total']).toBe(70)
  })

  test('scale what is below', () => {
    const { tally, layout } = read([
      ['企业融资需求情况表'],
      ['企业名称', '申请贷款金额', '到位金额'],
      [_, '（万元）', '元'],
      ['甲公司', 500, 300],
      ['乙公司', 200, 100],
    ])
    expect(layout?.headerRows).toEqual([2, 3])
    expect(tally).toMatchObject({ 'financing.applied': 7_000_000, 'financing.granted': 400 })
  })

  test('are told from a row in which only the unit of measure is filled in', () => {
    const { layout } = read([
      ['防疫物资台账'],
      ['物资名称', '计量单位', '上周结存', '本周入库', '本周发放', '现有库存'],
      [_, '个', _, _, _, _],
      ['口罩', '个', 10, 5, 5, 10],
      ['酒精', '瓶', 4, 2, 2, 4],
    ])
    expect(layout?.headerRows).toEqual([2])
  })
})

describe('an enterprise merged over two rows', () => {
  const rows = (second: Cell[]): Cell[][] => [
    ['零阳镇企业复工复产情况统计表'],
    ['序号', '企业名称', '是否复工', '职工总数', '返岗人数', '包保责任人'],
    [1, '甲厂', '是', 60, 50, '张三'],
    second,
    [2, '乙厂', '是', 30, 20, '王五'],
  ]
  const merges = ['A3:A4', 'B3:B4', 'C3:C4', 'D3:D4', 'E3:E4']

  test('with an officer in each is one', () => {
    const { records, errors, tally } = read(rows([_, _, _, _, _, '李四']), { merges })
    expect({ records, errors, total: tally['enterprises.total'] }).toEqual({
      ...{ records: 2, errors: [], total: 2 },
    })
  })

  test('with figures in each is said to stand twice', () => {
    const apart = merges.filter((area) => !/^[DE]/.test(area))
    const { records, errors } = read(rows([_, _, _, 20, 10, '李四']), { merges: apart })
    expect(records).toBe(3)
    expect(errors.map(({ rule }) => rule)).toContain('enterprises.duplicate-name')
  })
})

test('a village merged over days, a day merged over nothing: each is a record', () => {
  const { records } = read(
    [
      ['证照办理统计表'],
      ['服务点', '日期', '健康证', '出行证'],
      ['东关', '2月24日', 12, 3],
      [_, '2月25日', _, _],
    ],
    { merges: ['A3:A4'] },
  )
  expect(records).toBe(2)
})

test('whole and part as groups: 全部 is the figure, 其中 is none', () => {
  const { form, layout, tally } = read(
    [
      ['国太桥乡务工人员返岗情况统计表'],
      ['村', '全部务工人员', _, '其中贫困劳动力', _],
      [_, '总数', '已返岗', '总数', '已返岗'],
      ['甲村', 200, 100, 50, 30],
      ['乙村', 200, 100, 50, 30],
      ['合计', 400, 200, 100, 60],
    ],
    { merges: ['A2:A3', 'B2:C2', 'D2:E2'] },
  )
  expect(form).toBe('returnees')
  expect(layout?.columns).toEqual({ A: 'village', B: 'workforce', C: 'returned' })
  expect(tally).toMatchObject({ 'returnees.workforce': 400, 'returnees.returned': 200 })
})

test('`3家` where a name belongs is a total; `3号厂` is a name', () => {
  const { records, tally, errors } = read([
    ['东岳观镇规上企业复工情况统计表'],
    ['序号', '企业名称', '是否复工', '职工总数', '返岗人数'],
    [_, '3家', '3家', '90人', '60人'],
    [1, '甲厂', '是', 30, 20],
    [2, '7天酒店', '是', 30, 20],
    [3, '3号厂', '是', 30, 20],
  ])
  expect({ records, staff: tally['enterprises.staff_total'], errors }).toEqual({
    ...{ records: 3, staff: 90, errors: [] },
  })
})

test('shapes of yes and no for whether an enterprise has resumed', () => {
  const words = ['复', '已复', 'Y', '停', '未', '未复', 'N']
  const { table, errors } = read([
    ['企业复工复产情况'],
    ['企业名称', '复工情况', '职工总数'],
    ...words.map((word, at): Cell[] => [`${at + 1}号厂`, word, 10]),
  ])
  expect(errors).toEqual([])
  expect(table?.records.map(({ values }) => values.status)).toEqual([
    ...['resumed', 'resumed', 'resumed', 'stopped', 'stopped', 'stopped', 'stopped'],
  ])
})

test('a file named by unit, day and subject names its day', () => {
  const rows: Cell[][] = [
    ['企业名称', '是否复工', '职工总数'],
    ['甲厂', '是', 10],
    ['乙厂', '否', 10],
  ]
  expect(read(rows, { file: '阳和乡2020年2月28日复工情况.xlsx' }).period).toBe('2020-W09')
  expect(read([['溪口镇2月21日企业复工情况统计表'], ...rows]).period).toBe('2020-W08')
  expect(read(rows, { file: '2月20日前复工企业名单.xlsx' }).period).toBeNull()
})

describe('one question in several columns, of which one is ticked', () => {
  const sheet = (leaves: string[], marks: Cell[][], group = '是否复工（打√）') =>
    read(
      [
        ['企业复工复产情况统计表'],
        ['企业名称', group, ...leaves.slice(1).map(() => _), '职工总数', '返岗人数'],
        [_, ...leaves, _, _],
        ...marks.map((row, at): Cell[] => [`${'甲乙丙丁'[at]}厂`, ...row, 20, 5]),
      ],
      {
        merges: [
          'A2:A3',
          ...(leaves.length === 2 ? ['B2:C2', 'D2:D3', 'E2:E3'] : ['B2:D2', 'E2:E3', 'F2:F3']),
        ],
      },
    )
  const states = ({ table }: ReturnType<typeof read>) =>
    table?.records.map(({ values }) => values.status)

  test('是 | 否, 已复工 | 未复工, three of a kind', () => {
    const ticked: Cell[][] = [
      ['√', _],
      [_, '√'],
      ['✔', ''],
    ]
    for (const leaves of [
      ['是', '否'],
      ['已复工', '未复工'],
    ]) {
      const found = sheet(leaves, ticked)
      expect(states(found)).toEqual(['resumed', 'stopped', 'resumed'])
      expect(found).toMatchObject({ errors: [], layout: { unmapped: [] } })
      expect(found.tally['enterprises.resumed']).toBe(2)
    }
    const three = sheet(
      ['全面复工', '部分复工', '未复工'],
      [
        ['√', _, _],
        [_, 1, _],
        [_, _, '√'],
        [_, _, _],
      ],
      '复工情况',
    )
    expect(states(three)).toEqual(['full', 'partial', 'stopped', null])
  })

  test('ticked twice, or by a sign nobody knows, is an error at its cell', () => {
    const { errors } = sheet(
      ['是', '否'],
      [
        ['√', '√'],
        ['√', _],
        ['?', _],
        [_, '√'],
      ],
    )
    expect(errors.map(({ rule, cell }) => [rule, cell])).toEqual([
      ['not-in-list', 'B4'],
      ['not-in-list', 'B6'],
    ])
  })

  test('figures under such words are none', () => {
    const { layout } = sheet(
      ['已复工', '未复工'],
      [
        [12, 3],
        [5, 8],
      ],
      '复工情况',
    )
    expect(layout ?? {}).not.toHaveProperty('ticks')
  })
})

test('rows numbered 一, 二 among 1, 2, 3 head what follows, with what it amounts to or without', () => {
  const rows = (serials: Cell[]): Cell[][] => [
    ['重点项目复工情况调度表'],
    ['序号', '项目名称', '是否复工', '到岗人数'],
    [serials[0] ?? _, '交通类（2个）', _, _],
    [1, '甲公路', '已复工', 30],
    [2, '乙桥', '未复工', 0],
    [serials[1] ?? _, '水利类（1个）', _, 25],
    [3, '丙水库', '已复工', 25],
  ]
  for (const serials of [
    ['一', '二'],
    ['（一）', '（二）'],
  ]) {
    const { records, errors, tally } = read(rows(serials))
    expect({ records, errors, workers: tally['projects.workers'] }).toEqual({
      ...{ records: 3, errors: [], workers: 55 },
    })
  }
  const all = ['一', '二', '三'].map((serial, at): Cell[] => [serial, `${at + 1}号桥`, '已复工', 5])
  expect(read([...rows([]).slice(0, 2), ...all]).records).toBe(3)
})

test('of this week’s figures beside those to date none is taken without a word', () => {
  const { layout, table } = read(
    [
      ['农民工返岗情况周报表'],
      ['村', '外出务工人员总数', '累计已返岗人数', _, '本周返岗人数', _],
      [_, _, '省外', '省内', '省外', '省内'],
      ['甲村', 600, 200, 100, 50, 20],
      ['乙村', 400, 150, 50, 30, 10],
    ],
    { merges: ['A2:A3', 'B2:B3', 'C2:D2', 'E2:F2'] },
  )
  expect(layout?.columns).toEqual({ A: 'village', B: 'workforce' })
  expect(table?.records).toHaveLength(2)
})

test('a heading with a unit counts: 服务点（个） is how many, 服务点 is which', () => {
  const rows = (heading: string, values: Cell[]): Cell[][] => [
    ['各乡镇健康证明办理情况统计表'],
    ['乡镇', heading, '累计办理健康证（张）'],
    ['零阳镇', values[0] ?? _, 150],
    ['江垭镇', values[1] ?? _, 80],
  ]
  expect(read(rows('服务点（个）', [6, 4])).layout?.columns.B).toBe('points')
  expect(read(rows('服务点', ['东关', '西关'])).layout?.columns.B).toBe('point')
})

test('sheets of one form are not taken for those of another', () => {
  const inputs = read([
    ['春耕备耕农资储备供应情况表'],
    ['乡镇', '品种', '单位', '需求量', '已到位量', '缺口', '价格（元/吨）'],
    ['零阳镇', '化肥', '吨', 100, 80, 20, 2000],
    ['江垭镇', '农药', '公斤', 300, 300, 0, _],
  ])
  expect([inputs.form, inputs.records]).toEqual(['inputs', 2])
  const liaison = read(
    [
      ['企业复工复产“三级包保”责任表'],
      ['序号', '企业', '县级包保领导', _, '驻企联络员', _],
      [_, _, '姓名', '职务', '姓名', '联系电话'],
      [1, '甲厂', '张', '副县长', '赵一', '13800000001'],
      [2, '乙厂', '王', '县委常委', '钱二', '13800000002'],
    ],
    { merges: ['A2:A3', 'B2:B3', 'C2:D2', 'E2:F2'] },
  )
  expect([liaison.form, liaison.tally['liaison.covered']]).toEqual(['liaison', 2])
})

test('what stands below a total and says more of it is no record', () => {
  const rows: Cell[][] = [
    ['宜冲桥乡企业复工统计表'],
    ['企业名称', '是否复工', '职工总数', '返岗人数'],
    ['甲厂', '是', 20, 10],
    ['乙厂', '否', 10, 0],
    ['合计', 1, 30, 10],
    ['其中：规上', 1, 20, 10],
    ['复工率', '50%', _, _],
  ]
  expect(read(rows)).toMatchObject({ records: 2, errors: [] })
  // A total above the records has records below it.
  const above = [...rows.slice(0, 2), ...rows.slice(4, 5), ...rows.slice(2, 4)]
  expect(read(above)).toMatchObject({ records: 2, errors: [] })
})
