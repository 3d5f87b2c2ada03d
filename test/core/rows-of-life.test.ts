import { describe, expect, it } from 'vitest'
import { forms } from '../../shared/forms/index.ts'
import { type Cell, gridOf, type Merge } from '../../shared/grid/grid.ts'
import { inspect } from '../../shared/inspect.ts'

function inspected(values: Cell[][], merges: Merge[] = []) {
  return inspect(gridOf('Sheet1', values, merges), { forms, now: '2020-03-10' })[0]
}

describe('rows that are no records', () => {
  it('a total under the name of the place itself, above or below its villages', () => {
    const head: Cell[][] = [['返岗情况'], ['单位', '务工人数', '已返岗']]
    const villages: Cell[][] = [
      ['一村', 200, 120],
      ['二村', 300, 180],
    ]
    // One of its two sums is wrong: it is one all the same, and said to be wrong.
    for (const place of ['白果镇', '全镇', '白果街道']) {
      const total: Cell[] = [place, 500, 310]
      for (const rows of [
        [total, ...villages],
        [...villages, total],
      ]) {
        const report = inspected([...head, ...rows])
        expect(report?.tally).toMatchObject({ 'returnees.workforce': 500 })
        expect(report?.findings.map(({ rule }) => rule)).toEqual(['total-mismatch'])
      }
    }
    // A larger place that adds up to something else is one of them.
    expect(inspected([...head, ['白果镇', 90, 80], ...villages])?.records).toBe(3)
  })

  it('a row that tells how to fill in', () => {
    const report = inspected([
      ['企业复工复产统计表'],
      ['序号', '企业名称', '是否复工', '复工日期', '职工总数', '返岗人数'],
      [null, '填写全称', '是/否', '格式：2020-02-20', '填数字', '填数字'],
      [1, '甲厂', '是', 43882, 30, 20],
      [2, '乙厂', '否', null, 40, 0],
    ])
    expect(report).toMatchObject({ records: 2, findings: [] })
  })

  it('a signature with its day in a column of figures', () => {
    const report = inspected([
      ['返岗情况'],
      ['村', '务工人数', '已返岗'],
      ['一村', 200, 120],
      ['二村', 300, 180],
      ['填报单位：白果镇', null, '2020年2月28日'],
    ])
    expect(report).toMatchObject({ records: 2, unit: '白果镇', asOf: '2020-02-28', findings: [] })
  })
})

describe('columns of several sizes and wholes', () => {
  it('the smaller place names the row', () => {
    const report = inspected([
      ['返岗情况'],
      ['县区', '乡镇', '农民工总数（万人）', '已返岗（万人）'],
      ['汝南县', '老君庙镇', 1.2, 0.6],
      [null, '和孝镇', 0.85, 0.34],
    ])
    expect(report?.layout?.columns).toEqual({ B: 'village', C: 'workforce', D: 'returned' })
    expect(report?.findings).toEqual([])
  })

  it('a part of one figure is not that of another: 省内 under 外出务工人数', () => {
    const report = inspected(
      [
        ['农村劳动力转移就业情况统计表'],
        ['村名', '劳动力人数', '外出务工人数', null, null, null, '已返岗就业人数'],
        [null, null, '小计', '县内', '省内', '省外', null],
        ['东村', 800, 400, 100, 120, 180, 260],
        ['西村', 600, 300, 80, 90, 130, 200],
      ],
      [
        { top: 1, bottom: 1, left: 2, right: 5 },
        ...[0, 1, 6].map((left) => ({ top: 1, bottom: 2, left, right: left })),
      ],
    )
    expect(report?.layout?.columns).toEqual({ A: 'village', C: 'workforce', G: 'returned' })
    expect(report?.findings).toEqual([])
  })

  it('figures in words are figures', () => {
    const report = inspected([
      ['企业复工复产统计表'],
      ['企业名称', '是否复工', '职工总数', '返岗人数'],
      ['甲厂', '是', 45, '约30'],
      ['乙厂', '是', 1200, '三十二'],
      ['丙厂', '是', 56, '五十人'],
    ])
    expect(report?.tally).toMatchObject({ 'enterprises.staff_back': 112 })
  })
})

describe('columns that many lists have', () => {
  const list = (title: string, items: string[]) =>
    inspected([
      [title],
      ['日期', '品名', '规格', '单位', '入库', '出库', '结存'],
      ...items.map((item): Cell[] => ['3月1日', item, null, '个', 10, 2, 8]),
    ])?.form

  it('are ours where the title or the rows say so', () => {
    expect(list('五金仓库出入库台账', ['螺丝', '轴承'])).toBe(null)
    expect(list('镇仓库出入库台账', ['医用口罩', '轴承'])).toBe('supplies')
    expect(list('防疫物资台账', ['螺丝', '轴承'])).toBe('supplies')
  })

  it('count what has a unit of counting: 车次（辆）, or no numbers at all', () => {
    const columns = (label: string, values: Cell[]) =>
      inspected([
        ['包车返岗人员输送情况统计'],
        ['乡镇', '发车时间', label, '输送人数', '目的地'],
        ...values.map((value, index): Cell[] => [`乡${index}`, '3月2日', value, 70, '昆山']),
      ])?.layout?.columns.C
    expect(columns('车次（辆）', [2, 1, 3])).toBe('trips')
    expect(columns('车次', [2, 1, 3])).toBe(undefined)
    expect(columns('车次', ['G1234', 'G79', 'D3'])).toBe('vehicle')
  })
})
