import { describe, expect, test } from 'vitest'
import { formById, forms } from '../../shared/forms/index.ts'
import { type Cell, gridOf } from '../../shared/grid/grid.ts'
import { inspect } from '../../shared/inspect.ts'
import { describe as sentence } from '../../shared/messages/index.ts'
import { buildSubmission } from '../../shared/protocol/build.ts'
import { judge } from '../../shared/protocol/judge.ts'
import { repeatedIn, together } from '../../shared/together.ts'

const now = '2020-02-28'
const header = ['企业名称', '是否复工', '职工总数', '返岗人数']
const [a, b, c]: [Cell[], Cell[], Cell[]] = [
  ['甲厂', '是', 30, 20],
  ['乙厂', '是', 40, 40],
  ['丙厂', '否', 50, 0],
]

function workbook(sheets: Record<string, Cell[][]>, titles: Cell[] = ['企业复工复产台账']) {
  const reports = Object.entries(sheets).flatMap(([name, rows]) =>
    inspect(gridOf(name, [titles, header, ...rows]), { forms, now }),
  )
  return together(reports, { forms, now }).reports
}

const enterprises = formById('enterprises')

function saidOf(reports: ReturnType<typeof workbook>) {
  return reports.map(({ sheet, repeats = false, findings }) => ({
    sheet,
    repeats,
    findings: findings.map((finding) => enterprises && sentence(finding, 'zh', enterprises)),
  }))
}

test('a list of all beside its parts is not counted again', () => {
  expect(saidOf(workbook({ 东村: [a], 西村: [b, c], 汇总: [a, b, c] }))).toEqual([
    { sheet: '东村', repeats: false, findings: [] },
    { sheet: '西村', repeats: false, findings: [] },
    {
      sheet: '汇总',
      repeats: true,
      findings: ['这张表的 3 条记录都已在其他工作表中，不再重复计入，也不报送'],
    },
  ])
})

test('of a sheet and its copy the copy is left out', () => {
  const found = workbook({ 台账: [a, b], '台账 (2)': [a, b] })
  expect(found.map(({ repeats = false }) => repeats)).toEqual([false, true])
})

test('a part that the list has otherwise stays, and what stands twice is named', () => {
  const [, list] = saidOf(workbook({ 东村: [a, b], 汇总: [['甲厂', '是', 30, 25], b, c] }))
  expect(list).toEqual({
    sheet: '汇总',
    repeats: false,
    findings: [
      'A3：企业名称“甲厂”与 东村!A3 重复，请核对',
      'A4：企业名称“乙厂”与 东村!A4 重复，请核对',
    ],
  })
})

test('sheets of two weeks have the same enterprises', () => {
  const sheets = { '2月21日': [a, b], '2月28日': [a, b] }
  expect(saidOf(workbook(sheets)).flatMap(({ findings }) => findings)).toEqual([])
})

test('who wants the list counted leaves out its parts', () => {
  const reports = workbook({ 东村: [a], 西村: [b, c], 汇总: [a, b, c] })
  const [east, west, list] = reports
  if (!list || !enterprises) throw new Error('no list')
  expect([...repeatedIn(reports, enterprises, [list])]).toEqual([west, east])
})

test('two tables of villages, each with figures of its own, say nothing twice', () => {
  const villages = (names: Cell[], rows: Cell[][]) => [['务工人员返岗统计表'], names, ...rows]
  const reports = [
    villages(
      ['村', '务工人员总数'],
      [
        ['东村', 30],
        ['西村', 40],
      ],
    ),
    villages(
      ['村', '已返岗人数'],
      [
        ['东村', 20],
        ['西村', 10],
      ],
    ),
  ].flatMap((rows, at) => inspect(gridOf(`表${at}`, rows), { forms, now }))
  const found = together(reports, { forms, now }).reports
  expect(found.flatMap(({ findings }) => findings)).toEqual([])
  expect(found.some(({ repeats }) => repeats)).toBe(false)
})

describe('the receiver', () => {
  test('finds in a submission what the sender would have', () => {
    if (!enterprises) throw new Error('no form')
    const reports = workbook({ 东村: [a, b], 汇总: [['甲厂', '是', 30, 25], c] })
    const tables = reports.flatMap(({ table }) => table ?? [])
    const submission = buildSubmission(tables, enterprises, { asOf: now, file: '台账.xlsx' })
    const { unexplained } = judge(submission, enterprises, now)
    expect(unexplained.map(({ cell, params }) => [params.sheet, cell, params.first])).toEqual([
      ['汇总', 'A3', '东村!A3'],
    ])
  })
})
