import { describe, expect, it } from 'vitest'
import { forms } from '../../shared/forms/index.ts'
import { type Cell, gridOf } from '../../shared/grid/grid.ts'
import { inspect, inspection } from '../../shared/inspect.ts'

const options = { forms, now: '2020-03-10' }

function inspected(values: Cell[][]) {
  return inspect(gridOf('Sheet1', values), options)[0]
}

const title: Cell[][] = [
  ['企业复工复产台账'],
  ['填报单位：南湾镇　填报日期：2020年2月28日'],
  ['序号', '所属村', '企业名称', '复工情况', '复工时间', '员工总数', '返岗员工'],
]

describe('what clerks write instead of an answer', () => {
  it('is what stands above: 〃, 同上', () => {
    const values: Cell[][] = [
      ...title,
      [1, '一村', '甲砖厂', '已复工', '2月20日', 20, 10],
      [2, '〃', '乙砖厂', '〃', '〃', 30, 20],
      [3, '同上', '丙砖厂', '未复工', null, 40, 0],
    ]
    const report = inspected(values)
    expect(report?.findings).toEqual([])
    expect(report?.table?.records.map(({ values }) => [values.village, values.status])).toEqual([
      ['一村', 'resumed'],
      ['一村', 'resumed'],
      ['一村', 'stopped'],
    ])
    expect(report?.tally).toMatchObject({ 'enterprises.resumed': 2 })
    // An edit above is one of what refers to it, too.
    const kept = inspection(gridOf('Sheet1', values), options)
    kept.edit([{ row: 3, column: 3, value: '未复工' }])
    expect(kept.reports[0]?.tally).toMatchObject({ 'enterprises.resumed': 0 })
  })

  it('is asked about where a figure would be, and where nothing stands above', () => {
    const report = inspected([
      ...title,
      [1, '一村', '甲砖厂', '〃', '2月20日', 20, 10],
      [2, '一村', '乙砖厂', '已复工', '2月20日', '〃', 20],
    ])
    expect(report?.findings.map(({ rule, cell }) => [rule, cell])).toEqual([
      ['not-in-list', 'D4'],
      ['not-a-number', 'F5'],
    ])
  })

  it('is yes or no in any sign, and no bare figure', () => {
    const states = ['对', '✗', '有', '没有', '是的', 'NO', 2]
    const report = inspected([
      ['企业复工复产台账'],
      ['序号', '企业名称', '是否复工', '员工总数'],
      ...states.map((state, index): Cell[] => [index + 1, `第${index + 1}砖厂`, state, 20]),
    ])
    expect(report?.table?.records.map(({ values }) => values.status)).toEqual([
      ...['resumed', 'stopped', 'resumed', 'stopped', 'resumed', 'stopped', null],
    ])
    expect(report?.findings.map(({ cell }) => cell)).toEqual(['C9'])
  })

  it('is nothing where 无 stands for the name', () => {
    const report = inspected([
      ['企业问题诉求台账'],
      ['序号', '企业名称', '问题类别', '问题内容', '提出时间', '是否解决'],
      [1, '无', '无', '无', '/', '无'],
    ])
    expect(report).toMatchObject({ form: 'problems', records: 0 })
    expect(report?.findings.map(({ severity }) => severity)).not.toContain('error')
  })
})
