import { describe, expect, it } from 'vitest'
import { forms } from '../../shared/forms/index.ts'
import { type Cell, gridOf, type Merge } from '../../shared/grid/grid.ts'
import { type InspectOptions, inspect } from '../../shared/inspect.ts'

function inspected(
  values: Cell[][],
  options: Partial<InspectOptions> & { merges?: Merge[]; sheet?: string } = {},
) {
  const { merges = [], sheet = 'Sheet1', ...rest } = options
  return inspect(gridOf(sheet, values, merges), { forms, now: '2020-03-01', ...rest })
}

const header = ['序号', '企业名称', '是否复工', '职工总数', '返岗人数']
const rows: Cell[][] = [
  [1, '宏远机械厂', '是', 45, 40],
  [2, '兴盛食品厂', '否', 20, 0],
  [3, '福泰制衣厂', '是', 80, 61],
]

describe('where a table stands', () => {
  it('is found below a title and an info line, with unit and day', () => {
    const [report] = inspected([
      ['双河镇企业复工复产情况统计表'],
      ['填报单位：双河镇　　填报日期：2020年2月25日　　单位：人、家'],
      header,
      ...rows,
    ])
    expect(report).toMatchObject({
      form: 'enterprises',
      unit: '双河镇',
      asOf: '2020-02-25',
      period: '2020-W09',
      records: 3,
      layout: { headerRows: [3], firstRow: 4, lastRow: 6, totalRows: [], serial: 'A' },
      findings: [],
    })
    expect(report?.tally).toMatchObject({
      'enterprises.total': 3,
      'enterprises.resumed': 2,
      'enterprises.staff_back': 101,
    })
  })

  it('is asked about where its tab says another week than its title', () => {
    const said = (title: string, sheet: string) =>
      inspected([[title], header, ...rows], { sheet })[0]?.findings.map(({ rule }) => rule)
    expect(said('企业复工台账（2020年第9周）', '第10周')).toEqual(['weeks-differ'])
    expect(said('企业复工台账（2020年2月21日）', '2.28')).toEqual(['days-differ'])
    // Reported on Monday what stood on Friday.
    expect(said('企业复工台账（2020年2月28日）', '3.2')).toEqual([])
    expect(said('企业复工台账（2020年第9周）', '第9周')).toEqual([])
  })

  it('is named, and dated by whatever year the sheet, its tab or its file says', () => {
    const said = (top: Cell[][], { sheet = 'Sheet1', file = '台账.xlsx' } = {}) => {
      const [report] = inspected([...top, header, ...rows], { sheet, file, now: '2026-12-01' })
      return [report?.unit, report?.asOf ?? report?.period]
    }
    const day = '2020-02-21'
    expect(said([['企业复工表'], ['单位名称：沙河街道办事处', `统计日期：${day}`]])).toEqual([
      '沙河街道',
      day,
    ])
    expect(said([['企业复工表'], ['乡镇：', '石桥镇', '2020年2月21日']])).toEqual(['石桥镇', day])
    expect(said([['企业复工表'], ['单位：人、家']])).toEqual([null, null])
    expect(said([['太平乡农村企业复工（截至2月21日）']], { sheet: '2020.2.22' })).toEqual([
      '太平乡',
      day,
    ])
    expect(said([['太平乡企业复工（截至2月21日）']], { file: '2020年复工.xlsx' })).toEqual([
      '太平乡',
      day,
    ])
    expect(said([['太平乡企业复工（第8周）']], { sheet: '2020.2.21' })).toEqual(['太平乡', day])
    expect(said([['太平乡企业复工（截至2月21日）']])).toEqual(['太平乡', '2026-02-21'])
    expect(said([['各县区企业复工（2020年2月21日）']])).toEqual([null, day])
    expect(said([['慈利县零阳镇企业复工（2020年2月21日）']])).toEqual(['零阳镇', day])
  })

  it('without a day is of the weeks that its dates are of, and not of next year', () => {
    const dated = (days: Cell[], now: string) => {
      const [report] = inspected(
        [
          ['企业复工情况表'],
          ['企业名称', '复工状态', '复工日期', '计划复工日期'],
          ...days.map((day, index) => [`第${index}机械厂`, '已复工', day, null]),
          ['福泰制衣厂', '未复工', null, '3月5日'],
        ],
        { now },
      )
      return [
        report?.table?.records.map(({ values }) => values.resumed_on ?? values.planned_on),
        report?.findings.filter(({ severity }) => severity === 'error').map(({ cell }) => cell),
      ]
    }
    const thisYear = [['2026-02-20', '2026-02-27', '2026-03-05'], []]
    expect(dated(['2月20日', '2月27日'], '2026-12-01')).toEqual(thisYear)
    expect(dated(['2月20日', '2月27日'], '2026-03-01')).toEqual(thisYear)
    expect(dated(['2020-02-20', '2月27日'], '2026-12-01')).toEqual([
      ['2020-02-20', '2020-02-27', '2020-03-05'],
      [],
    ])
    // A year that is written is believed, and found to be wrong.
    expect(dated(['2月20日', '2027年2月27日'], '2026-12-01')).toEqual([
      ['2026-02-20', '2027-02-27', '2026-03-05'],
      ['C4'],
    ])
  })

  it('is left alone when it is none of ours', () => {
    for (const values of [
      [
        ['姓名', '科室', '办公电话'],
        ['张三', '经发办', '0736-1234567'],
        ['李四', '党政办', '0736-7654321'],
      ],
      [
        ['企业名称', '联系人', '联系电话', '地址'],
        ['宏远厂', '张三', '0736-1234567', '城南'],
      ],
      [
        ['日期', '收入', '支出', '余额', '备注'],
        ['2月1日', 10, 5, 5, null],
      ],
      [['会议通知'], ['各乡镇：请于2月28日前报送复工复产情况。']],
      [],
      [[null, null], [null]],
    ] as Cell[][][]) {
      expect(inspected(values)).toMatchObject([{ form: null, findings: [], records: 0 }])
    }
  })

  it('says what is missing where a sheet of ours cannot be mapped', () => {
    const [report] = inspected([
      ['双河镇企业复工复产情况统计表'],
      ['序号', '企业名称', '所属行业', '联系人', '职工总数'],
      [1, '宏远机械厂', '机械', '张三', 45],
    ])
    expect(report).toMatchObject({ form: null, records: 0 })
    expect(report?.findings).toMatchObject([
      { rule: 'layout-missing-column', severity: 'error', params: { form: 'enterprises' } },
    ])
    expect(report?.findings[0]?.params.titles).toContain('复工状态')
  })

  it('may share a sheet with a second table of ours, below or beside', () => {
    const below = inspected([
      ['企业复工复产情况表'],
      header,
      ...rows,
      [],
      ['务工人员返岗统计表'],
      ['村', '务工人员总数', '已返岗人数'],
      ['大兴村', 300, 120],
      ['申中村', 200, 80],
    ])
    expect(below.map(({ form, records }) => [form, records])).toEqual([
      ['enterprises', 3],
      ['returnees', 2],
    ])
    expect(below[0]?.findings).toEqual([])
  })

  it('is not lost where a wider one begins a few rows below it', () => {
    const reports = inspected([
      ['双河镇务工人员返岗统计表'],
      ['村名', '外出务工总人数', '已返岗人数'],
      ['大兴村', 120, 80],
      ['申中村', 200, 150],
      [],
      ['双河镇防疫物资台账'],
      ['物资名称', '单位', '上周结存', '本周入库', '本周发放', '库存', '日均消耗'],
      ['口罩', '只', 1000, 500, 300, 1200, 100],
    ])
    expect(reports).toMatchObject([
      { form: 'returnees', records: 2, findings: [] },
      { form: 'supplies', records: 1, layout: { headerRows: [7] }, findings: [] },
    ])
  })

  it('ends where something else begins after a gap, and says so', () => {
    const list: Cell[][] = [
      ['物资名称', '单位', '库存'],
      ['口罩', '只', 1200],
      ['酒精', '瓶', 26],
      [],
    ]
    const other = [...list, ['值班安排'], ['带班领导', '值班人员'], ['张三', '李四']]
    expect(inspected(other)).toMatchObject([
      { records: 2, findings: [{ rule: 'rows-left-out', cell: 'A5' }] },
    ])
    // A record without its figure is one all the same.
    expect(inspected([...list, ['防护服', '套', null]])).toMatchObject([
      { records: 3, findings: [] },
    ])
  })

  it('may stand beside another table of ours', () => {
    const beside = inspected([
      ['企业复工台账', null, null, null, null, '返岗情况'],
      ['企业名称', '是否复工', '职工总数', null, '序号', '村', '务工人员总数', '已返岗人数'],
      ['宏远机械厂', '是', 10, null, 1, '大兴村', 100, 50],
      ['兴盛食品厂', '否', 20, null, 2, '申中村', 100, 60],
    ])
    expect(beside.map(({ form, layout }) => [form, layout?.columns, layout?.serial])).toEqual([
      ['enterprises', { A: 'name', B: 'status', C: 'staff_total' }, undefined],
      ['returnees', { F: 'village', G: 'workforce', H: 'returned' }, 'E'],
    ])
  })

  it('may name what it lists by number', () => {
    const [report] = inspected([
      ['企业名称', '是否复工', '职工总数'],
      ...['1号厂', '2号厂', '3号厂', '4号厂'].map((name): Cell[] => [name, '是', 10]),
    ])
    expect(report).toMatchObject({ form: 'enterprises', records: 4, findings: [] })
  })

  it('may hold a blank column', () => {
    const [report, ...others] = inspected([
      ['企业名称', '是否复工', null, '职工总数', '返岗人数'],
      ['宏远机械厂', '是', null, 45, 40],
      ['兴盛食品厂', '否', null, 20, 0],
    ])
    expect(others).toEqual([])
    expect(report?.layout?.columns).toEqual({
      A: 'name',
      B: 'status',
      D: 'staff_total',
      E: 'staff_back',
    })
  })

  it('is not taken for another form than its title names', () => {
    const [report] = inspected([
      ['双河镇企业复工复产台账'],
      ['企业名称', '职工总数', '联系电话', '反映问题', '提出日期', '办理状态'],
      ['宏远机械厂', 45, null, '缺少口罩', '2020-02-20', '已办结'],
      ['兴盛食品厂', 20, null, '缺少工人', '2020-02-21', '办理中'],
    ])
    expect(report).toMatchObject({ form: null, records: 0 })
    expect(report?.findings).toMatchObject([{ rule: 'layout-missing-column' }])
  })

  it('takes short wordings for what they are where its title names it, and only there', () => {
    const trips = [
      ['日期', '车牌号', '目的地', '人数'],
      ['2020-02-22', '湘G12345', '东莞', 32],
      ['2020-02-23', '湘G22345', '深圳', 28],
    ]
    expect(inspected([['点对点输送台账'], ...trips])[0]).toMatchObject({
      form: 'transport',
      layout: { columns: { A: 'date', B: 'vehicle', C: 'to', D: 'passengers' } },
    })
    expect(inspected([['单位公务用车登记表'], ...trips])).toMatchObject([{ form: null }])
    // A list of people or of goods is not ours for its title alone.
    for (const [title, ...header] of [
      ['双河镇驻企联络员通讯录', '姓名', '职务', '联系电话'],
      ['爱心超市商品清单', '名称', '规格', '金额'],
      ['民政系统单位一览', '单位名称', '人数', '联系电话'],
    ]) {
      const found = inspected([[title ?? ''], header, ['甲', '乙', 3], ['丙', '丁', 5]])
      expect(found).toMatchObject([{ form: null, findings: [] }])
    }
    // What says it better has it.
    const [better] = inspected([
      ['点对点输送台账'],
      ['日期', '车牌号', '人数', '乘车人数'],
      ['2020-02-22', '湘G12345', 3, 32],
    ])
    expect(better?.layout?.columns).toEqual({ A: 'date', B: 'vehicle', D: 'passengers' })
  })

  it('is asked about a column worded nearly like a figure that is missing, and about no other', () => {
    const asked = (label: string, values: Cell[]) => {
      const [report] = inspected([
        ['企业复工复产情况表'],
        ['企业名称', '是否复工', label, '返岗人数'],
        ...values.map((value, index) => [`第${index}机械厂`, '是', value, 5]),
      ])
      expect(report?.layout).toMatchObject({ unmapped: ['C'] })
      return report?.findings.map(({ rule, field }) => `${rule} ${field}`)
    }
    expect(asked('在外省的员工数', [1, 2, 3])).toEqual(['layout-ambiguous-column staff_outside'])
    // Not counted from a text, a share, or something else.
    expect(asked('在外省的员工数', ['有', '无', '少许'])).toEqual([])
    expect(asked('在外省的员工占比', [0.1, 0.2, 0.3])).toEqual([])
    expect(asked('宿舍间数', [1, 2, 3])).toEqual([])
    // Another of what is there already.
    expect(asked('上周返岗人数', [1, 2, 3])).toEqual([])
  })

  it('ends with a note under its first column, though that holds figures', () => {
    const [report] = inspected([
      ['点对点输送台账'],
      ['乘车人数', '车牌号', '目的地'],
      [45, '湘G12345', '东莞'],
      [32, '湘G22345', '深圳'],
      ['备注：如有变动请及时联系。'],
    ])
    expect(report).toMatchObject({ form: 'transport', records: 2, findings: [] })
  })

  it('of sums by township is no list of enterprises', () => {
    expect(
      inspected([
        ['慈利县企业复工复产情况汇总表（截至2月25日）'],
        ['乡镇', '企业数', '复工企业', '未复工企业', '复工率', '职工总数', '返岗人数', '返岗率'],
        ['零阳镇', 62, 48, 14, '77.4%', 7075, 5000, '70%'],
      ]),
    ).toMatchObject([{ form: null, findings: [] }])
    expect(
      inspected([
        ['各乡镇企业复工情况汇总表'],
        ['乡镇', '企业总数', '已复工企业数', '复工率', '职工总数', '返岗人数'],
        ['零阳镇', 62, 48, 0.77, 7075, 5000],
      ]),
    ).toMatchObject([{ form: null, findings: [] }])
  })

  it('is not disturbed by a small table of somebody else below it', () => {
    const [report, ...others] = inspected([
      ['企业复工复产情况表'],
      header,
      ...rows,
      [],
      ['附：各村联系人', null, null],
      ['序号', '村', '姓名', '职务', '电话'],
      [1, '大兴村', '王兵', '主任', '0736-1'],
      [2, '申中村', '李香', '主任', '0736-2'],
    ])
    expect(others).toEqual([])
    expect(report).toMatchObject({ form: 'enterprises', records: 3, findings: [] })
  })
})

describe('headers', () => {
  it('may end in a label merged down over rows that have no cell there', () => {
    const [report] = inspected(
      [
        ['务工人员返岗统计表'],
        ['序号', null, '已返岗人数'],
        [null, '村'],
        [1, '大兴村', 40],
        [2, '柳林村', 20],
      ],
      { merges: [{ top: 1, left: 2, bottom: 2, right: 2 }] },
    )
    expect(report?.layout?.columns).toEqual({ B: 'village', C: 'returned' })
  })

  it('say in brackets whom or which a column is about', () => {
    const [report] = inspected([
      ['村', '务工人员总数', '返岗人数（省内）', '返岗人数（省外）（人）'],
      ['大兴村', 90, 40, 30],
      ['柳林村', 80, 20, 50],
    ])
    expect(report?.layout?.columns).toEqual({
      A: 'village',
      B: 'workforce',
      C: 'in_province',
      D: 'out_province',
    })
    const [other] = inspected([
      ['企业名称', '复工日期（计划）', '职工总数（2019年底在册）', '返岗人数（人）'],
      ['宏远机械厂', '2020-03-10', 45, 0],
    ])
    expect(other?.layout?.columns).toEqual({
      A: 'name',
      B: 'planned_on',
      C: 'staff_total',
      D: 'staff_back',
    })
  })

  it('joins a group with its leaf, and does not count a part for the whole', () => {
    const [report] = inspected(
      [
        ['企业复工复产情况表'],
        ['企业名称', '是否复工', '职工情况', null, null, '湖北籍员工', null],
        [null, null, '总数', '已返岗', '其中：省外', '总数', '已返岗'],
        ['宏远机械厂', '是', 45, 40, 3, 2, 1],
      ],
      {
        merges: [
          { top: 1, left: 0, bottom: 2, right: 0 },
          { top: 1, left: 1, bottom: 2, right: 1 },
          { top: 1, left: 2, bottom: 1, right: 4 },
          { top: 1, left: 5, bottom: 1, right: 6 },
        ],
      },
    )
    expect(report?.layout?.columns).toEqual({
      A: 'name',
      B: 'status',
      C: 'staff_total',
      D: 'staff_back',
      E: 'staff_outside',
    })
    expect(report?.layout?.unmapped).toEqual(['F', 'G'])
  })

  it('asks about a figure that only a part of the people is counted in', () => {
    const [report] = inspected(
      [
        ['企业复工复产情况表'],
        ['企业名称', '是否复工', '湖北籍员工', null],
        [null, null, '人数', '返岗人数'],
        ['宏远机械厂', '是', 2, 1],
      ],
      { merges: [{ top: 1, left: 2, bottom: 1, right: 3 }] },
    )
    expect(report?.layout?.columns).toEqual({ A: 'name', B: 'status' })
    expect(report?.findings.map(({ rule, cell, field }) => [rule, cell, field])).toContainEqual([
      'layout-ambiguous-column',
      'D3',
      'staff_back',
    ])
  })

  it('take the total under a group for its figure, and none of its parts', () => {
    const [report] = inspected(
      [
        ['企业名称', '职工人数', null, null, '返岗人数', null, null, '复工时间', null],
        [null, '合计', '男', '女', '总数', '湖北籍', '其他', '计划', '实际'],
        ['宏远机械厂', 45, 30, 15, 40, 2, 38, '2020-02-10', '2020-02-12'],
        ['兴盛食品厂', 20, 8, 12, 0, 0, 0, '2020-03-10', null],
        ['福泰制衣厂', 80, 10, 70, 61, 1, 60, null, '2020-02-11'],
      ],
      {
        merges: [
          { top: 0, left: 1, bottom: 0, right: 3 },
          { top: 0, left: 4, bottom: 0, right: 6 },
          { top: 0, left: 7, bottom: 0, right: 8 },
        ],
      },
    )
    expect(report).toMatchObject({
      form: 'enterprises',
      layout: {
        columns: { A: 'name', B: 'staff_total', E: 'staff_back', H: 'planned_on', I: 'resumed_on' },
      },
    })
  })

  it('ask whether work was resumed, or how many did, as what stands below answers', () => {
    const under = (label: string, values: Cell[]) =>
      inspected([
        ['企业名称', label, '职工'],
        ...values.map((value, at) => [`${at}号厂`, value, 9]),
      ])
    expect(under('复工', ['是', '否', '是'])[0]?.layout?.columns).toMatchObject({ B: 'status' })
    expect(under('复工', [3, 0, 9])[0]?.layout?.columns).toMatchObject({ B: 'staff_back' })
  })

  it('ask for a yes or no in brackets', () => {
    const [report] = inspected([
      ['企业名称', '复工（是/否）', '职工总数', '复工人数'],
      ['宏远机械厂', '是', 45, 40],
      ['兴盛食品厂', '否', 20, 0],
    ])
    expect(report?.layout?.columns).toEqual({
      A: 'name',
      B: 'status',
      C: 'staff_total',
      D: 'staff_back',
    })
  })

  it('mean how far something is where short answers stand below, else what was done', () => {
    const list = (answers: string[], extra?: string) =>
      inspected([
        ['企业问题诉求台账'],
        ['企业名称', '反映问题', '反映时间', '办理情况', ...(extra ? [extra] : [])],
        ...answers.map((answer) => [
          '宏远厂',
          '缺口罩',
          '2月20日',
          answer,
          ...(extra ? ['是'] : []),
        ]),
      ])[0]?.layout?.columns
    expect(list(['已办结', '正在办理', '已解决'])).toMatchObject({ D: 'state' })
    expect(list(['已协调商务局送去口罩500只', '正在办理'])).toMatchObject({ D: 'measures' })
    expect(list(['已办结', '已解决'], '是否办结')).toMatchObject({ D: 'measures', E: 'state' })
  })

  it('takes Traditional characters, full width and spaces', () => {
    const [report] = inspected([
      ['企業復工復產情況統計表'],
      ['序　號', '企 業 名 稱', '是否復工', '職工總數（人）', '返崗人數'],
      ...rows,
    ])
    expect(report?.layout?.columns).toEqual({
      B: 'name',
      C: 'status',
      D: 'staff_total',
      E: 'staff_back',
    })
  })

  it('never takes a rate, a plan or last week for the figure itself', () => {
    const [report] = inspected([
      ['企业复工复产情况表'],
      ['企业名称', '是否复工', '复工率', '返岗率', '计划返岗人数', '上周返岗人数', '未返岗人数'],
      ['宏远机械厂', '是', 0.5, 0.6, 10, 9, 8],
    ])
    expect(report?.layout?.columns).toEqual({ A: 'name', B: 'status' })
  })
})

describe('rows', () => {
  it('of a table go on after a blank row, whatever stands for their only figure', () => {
    const [report] = inspected([
      ['序号', '律所', '律师人数'],
      [1, '宏远所', 5],
      [2, '兴盛所', 7],
      [],
      [3, '福泰所', '另报'],
      [4, '华康所', 2],
    ])
    expect(report?.records).toBe(4)
    expect(report?.findings.map(({ cell }) => cell)).toEqual(['C5'])
  })

  it('tells totals, sub-totals, headings, numbering, signatures and notes from records', () => {
    const [report] = inspected([
      ['企业复工复产情况表'],
      header,
      ['甲', '乙', 1, 2, 3],
      ['一、工业企业'],
      [1, '宏远机械厂', '是', 45, 40],
      [2, '兴盛食品厂', '否', 20, 0],
      ['小计', null, null, 65, 40],
      ['二、商贸企业'],
      [3, '福泰商行', '是', 80, 61],
      ['小计', null, null, 80, 61],
      [],
      ['合　计', null, null, 145, 101],
      ['填表人：王芳', null, '审核人：李强'],
      ['注：1.本表每周五报送。'],
    ])
    expect(report?.table?.records.map(({ row }) => row)).toEqual([5, 6, 9])
    expect(report?.layout).toMatchObject({ totalRows: [7, 10, 12], firstRow: 5, lastRow: 9 })
    expect(report?.table?.totals.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['subtotal', 5, 6],
      ['subtotal', 9, 9],
      ['total', 5, 9],
    ])
    expect(report?.findings).toEqual([])
  })

  it('keep a column whose values are errors, and say one thing of each', () => {
    const [report] = inspected([
      header,
      [1, '宏远机械厂', '是', '#REF!', 40],
      [2, '兴盛食品厂', '否', '#N/A', 0],
      [3, '福泰制衣厂', '是', 80, 61],
    ])
    expect(report?.layout?.columns).toMatchObject({ D: 'staff_total' })
    expect(report?.findings.map(({ rule, cell }) => [rule, cell])).toEqual([
      ['cell-error', 'D2'],
      ['cell-error', 'D3'],
    ])
    const [jobs] = inspected([
      ['用工单位', '招聘岗位', '招聘人数'],
      ['宏远机械厂', '普工', '若干'],
      ['兴盛食品厂', '普工', null],
    ])
    expect(jobs?.findings.map(({ rule, cell }) => [rule, cell])).toEqual([
      ['not-a-number', 'C2'],
      ['missing-required', 'C3'],
    ])
  })

  it('go on below a remark that stands among them', () => {
    const noted = [header, ...rows, ['备注：兴盛食品厂缺口罩'], [4, '远大建材厂', '是', 10, 9]]
    expect(inspected(noted)).toMatchObject([
      { records: 4, layout: { lastRow: 6, skippedRows: [5] }, findings: [] },
    ])
  })

  it('takes a last row without a name for the total that it adds up to', () => {
    const [report] = inspected([header, ...rows, [null, null, null, 145, 101]])
    expect(report).toMatchObject({ records: 3, findings: [], layout: { totalRows: [5] } })
  })

  it('checks totals where they stand', () => {
    const [report] = inspected([header, ...rows, ['合计', null, null, 146, 101]])
    expect(report?.findings).toMatchObject([
      {
        rule: 'total-mismatch',
        severity: 'error',
        cell: 'D5',
        params: { found: 146, expected: 145 },
      },
    ])
  })

  it('carries a merged village down its rows', () => {
    const [report] = inspected(
      [
        ['所属村', '企业名称', '是否复工'],
        ['大兴村', '宏远机械厂', '是'],
        [null, '兴盛食品厂', '否'],
        ['申中村', '福泰制衣厂', '是'],
      ],
      { merges: [{ top: 1, left: 0, bottom: 2, right: 0 }] },
    )
    expect(report?.table?.records.map(({ values }) => values.village)).toEqual([
      '大兴村',
      '大兴村',
      '申中村',
    ])
  })

  it('scales money by the unit in its header', () => {
    const [report] = inspected([
      ['返岗情况', null, null],
      ['村', '务工人员总数（万人）', '已返岗人数'],
      ['大兴村', 0.03, 120],
    ])
    expect(report?.tally).toMatchObject({ 'returnees.workforce': 300, 'returnees.returned': 120 })
  })
})

describe('plans', () => {
  it('count as a row of units below the labels says', () => {
    const [report] = inspected([
      ['企业融资需求台账'],
      ['企业名称', '贷款金额', '到账金额'],
      [null, '万元', '元'],
      ['宏远机械厂', 2600, 4_500_000],
    ])
    expect(report?.layout).toMatchObject({ headerRows: [2, 3], firstRow: 4, scales: { B: 10_000 } })
    expect(report?.tally).toMatchObject({
      'financing.applied': 26_000_000,
      'financing.granted': 4_500_000,
    })
  })

  it('counts people by the unit that the sheet states, unless a column has its own', () => {
    const [report] = inspected([
      ['返岗务工人员统计表（单位：千人）'],
      ['村', '务工人员总数', '已返岗（人）'],
      ['东村', 1.2, 800],
    ])
    expect(report?.tally).toMatchObject({ 'returnees.workforce': 1200, 'returnees.returned': 800 })
  })

  it('scales money by the unit that the title gives in brackets', () => {
    for (const title of ['企业融资需求表（单位：万元）', '企业融资需求表（万元）']) {
      const [report] = inspected([
        [title],
        ['企业名称', '贷款金额', '到账金额'],
        ['宏远', 2600, 450],
      ])
      expect(report?.tally['financing.applied']).toBe(26_000_000)
    }
  })

  it('are told for the two weeks after the day of the figures', () => {
    const [report] = inspected([
      ['填报日期：2020年2月25日'],
      ['企业名称', '复工时间', '计划复工时间'],
      ['宏远机械厂', '2020-02-20', null],
      ['兴盛食品厂', null, '2020-03-10'],
      ['福泰制衣厂', null, '2020-03-11'],
    ])
    expect(report?.tally).toMatchObject({ 'enterprises.resumed': 1, 'enterprises.expected_by': 2 })
  })
})

describe('a row per person', () => {
  it('is counted by village, and nothing personal is left', () => {
    const [report] = inspected([
      ['返岗务工人员花名册'],
      ['姓名', '所属村', '联系电话', '是否返岗', '去向'],
      ['王兵', '大兴村', '0736-1', '是', '省外'],
      ['赵贺', '大兴村', '0736-2', '否', null],
      ['李香', '申中村', '0736-3', '是', '省内'],
    ])
    expect(report?.tally).toMatchObject({
      'returnees.workforce': 3,
      'returnees.returned': 2,
      'returnees.in_province': 1,
      'returnees.out_province': 1,
      'returnees.willing': null,
    })
  })
})
