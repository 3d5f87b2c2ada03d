import { describe, expect, it } from 'vitest'
import { forms } from '../../shared/forms/index.ts'
import { type Cell, gridOf, type Merge } from '../../shared/grid/grid.ts'
import { inspect } from '../../shared/inspect.ts'

function columnsOf(values: Cell[][], merges: Merge[] = []) {
  const [report] = inspect(gridOf('Sheet1', values, merges), { forms, now: '2020-03-10' })
  return { columns: report?.layout?.columns, asked: report?.findings.map(({ cell }) => cell) }
}

describe('figures of several weeks beside each other', () => {
  it('count as those of this week where groups or leaves say the week', () => {
    expect(
      columnsOf([
        ['清水镇企业复工复产周报'],
        ['序号', '企业名称', '职工总数', '返岗人数', null, null, null],
        [null, null, null, '上周', '本周', '增减', '返岗率'],
        [1, '飞龙摩配', 300, 120, 180, 60, '60%'],
        [2, '安泰电缆', 150, 100, 120, 20, '80%'],
      ]),
    ).toEqual({ columns: { B: 'name', C: 'staff_total', E: 'staff_back' }, asked: [] })
    expect(
      columnsOf([
        ['清水镇企业复工复产周报'],
        ['企业名称', '职工总数', '上周返岗人数', '本周返岗人数', '较上周增减'],
        ['飞龙摩配', 300, 120, 180, 60],
        ['安泰电缆', 150, 100, 120, 20],
      ]),
    ).toEqual({ columns: { A: 'name', B: 'staff_total', D: 'staff_back' }, asked: [] })
  })

  it('count a stock as it is by now, and a flow as that of this week', () => {
    expect(
      columnsOf([
        ['农民工返岗周报'],
        ['村', '务工人员总数', '已返岗人数', null],
        [null, null, '本周', '累计'],
        ['东村', 500, 80, 280],
        ['西村', 320, 60, 160],
      ]),
    ).toEqual({ columns: { A: 'village', B: 'workforce', D: 'returned' }, asked: [] })
    expect(
      columnsOf([
        ['防疫物资台账'],
        ['物资名称', '单位', '入库数量', null, '现有库存'],
        [null, null, '本周', '累计', null],
        ['口罩', '只', 500, 5000, 800],
        ['酒精', '瓶', 20, 100, 20],
      ]),
    ).toEqual({
      columns: { A: 'item', B: 'unit_of_measure', C: 'received', E: 'stock' },
      asked: [],
    })
    expect(
      columnsOf([
        ['点对点输送情况'],
        ['乡镇', '本周输送车次', '累计输送车次', '累计输送人数', '本周输送人数'],
        ['东镇', 3, 10, 300, 90],
        ['西镇', 1, 4, 110, 28],
      ]),
    ).toEqual({ columns: { A: 'township', B: 'trips', E: 'passengers' }, asked: [] })
  })

  it('are asked about where only 本周 is said: it may be those who came this week', () => {
    const { columns, asked } = columnsOf([
      ['企业复工复产周报'],
      ['企业名称', '是否复工', '职工总数', '本周返岗人数'],
      ['飞龙摩配', '是', 300, 180],
      ['安泰电缆', '是', 150, 120],
    ])
    expect(columns).toEqual({ A: 'name', B: 'status', C: 'staff_total' })
    expect(asked).toEqual(['D2'])
  })
})
