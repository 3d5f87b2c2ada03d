import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { forms } from '../../shared/forms/index.ts'
import { type Cell, columnName, gridOf, type Merge } from '../../shared/grid/grid.ts'
import { inspect } from '../../shared/inspect.ts'
import type { ColumnAnswer } from '../../shared/recognise/column-answers.ts'

/** An answer is given once; what a person then does to the other columns must not undo it. */

const columns: Cell[][] = [
  ['企业名称', '甲厂', '乙厂', '丙厂'],
  ['是否复工', '是', '是', '否'],
  ['人员甲', 45, 25, 8],
  ['已返岗人数', 40, 20, 0],
  ['所属行业', '机械', '食品', '制衣'],
  ['备注', null, '新招', null],
]
const answer: ColumnAnswer = { column: 'C', label: '人员甲', field: 'staff_total' }

const sheetOf = (shown: Cell[][]): Cell[][] => [
  ['溪口镇企业复工复产情况统计表'],
  ...[0, 1, 2, 3].map((row) => shown.map((column) => column[row] ?? null)),
]

function fieldsOf(values: Cell[][], answers: ColumnAnswer[], merges: Merge[] = []) {
  const [report] = inspect(gridOf('第9周', values, merges), {
    forms,
    now: '2020-02-28',
    columns: answers,
  })
  return report?.layout?.columns ?? {}
}

describe('the answer for a column', () => {
  test('goes where its header goes: columns inserted, moved, deleted', () => {
    const others = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 3 })
    const inserted = fc.array(fc.nat(6), { maxLength: 3 })
    fc.assert(
      fc.property(others, inserted, (order, places) => {
        fc.pre(order.includes(0) && order.includes(1) && order.includes(2))
        const shown = order.map((index) => columns[index] as Cell[])
        places.forEach((place, index) => {
          shown.splice(place, 0, [`另记${'甲乙丙'[index]}`, '无', '无', '无'])
        })
        const at = columnName(shown.findIndex(([label]) => label === '人员甲'))
        expect(fieldsOf(sheetOf(shown), [answer])[at]).toBe('staff_total')
      }),
    )
  })

  test('given in another workbook goes with its heading alone', () => {
    const elsewhere: ColumnAnswer = { ...answer, column: '', form: 'enterprises' }
    const wordings = fc.constantFrom('人员甲', '人员甲（人）', '人员\n甲', '截至2月28日人员甲')
    const places = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 })
    fc.assert(
      fc.property(places, wordings, fc.boolean(), (order, wording, twice) => {
        const shown = order.map((index) => columns[index] as Cell[])
        const at = order.indexOf(2)
        shown[at] = [wording, 45, 25, 8]
        if (twice) shown.push([wording, 45, 25, 8])
        const found = fieldsOf(sheetOf(shown), [elsewhere])[columnName(at)]
        expect(found).toBe(twice ? undefined : 'staff_total')
      }),
    )
    const others = fc.constantFrom('人员乙', '人员甲方', '其他人员甲', '人员甲（省外）')
    fc.assert(
      fc.property(others, (other) => {
        const renamed = columns.with(2, [other, 45, 25, 8])
        expect(fieldsOf(sheetOf(renamed), [elsewhere])).toEqual(fieldsOf(sheetOf(renamed), []))
      }),
    )
  })

  test('for one form says nothing of another, not even that it is no column of it', () => {
    const none: ColumnAnswer = { column: 'D', label: '已返岗人数', field: null, form: 'projects' }
    expect(fieldsOf(sheetOf(columns), [none])).toEqual(fieldsOf(sheetOf(columns), []))
    const own = { ...none, form: 'enterprises' }
    expect(Object.values(fieldsOf(sheetOf(columns), [own]))).not.toContain('staff_back')
  })

  test('does not hold under another header', () => {
    const renamed = columns.map((column, at) => (at === 2 ? ['人员乙', 45, 25, 8] : column))
    expect(Object.values(fieldsOf(sheetOf(renamed), [answer]))).not.toContain('staff_total')
  })

  test('of two columns with the same header goes by the letter, and by nothing once they moved', () => {
    const twice = columns.with(4, ['人员甲', 45, 25, 8])
    const both: ColumnAnswer[] = [answer, { column: 'E', label: '人员甲', field: 'staff_outside' }]
    expect(fieldsOf(sheetOf(twice), both)).toMatchObject({ C: 'staff_total', E: 'staff_outside' })
    const moved = twice.toSpliced(0, 0, ['另记', '无', '无', '无'], ['另注', '无', '无', '无'])
    const fields = Object.values(fieldsOf(sheetOf(moved), both))
    expect(fields).not.toContain('staff_total')
    expect(fields).not.toContain('staff_outside')
  })

  test('with its groups tells apart headers that are the same', () => {
    const grouped = (first: number): [Cell[][], Merge[]] => {
      const blank = Array<Cell>(first).fill('另记')
      return [
        [
          ['溪口镇企业复工复产情况统计表'],
          ['企业名称', '是否复工', ...blank, '春节前', null, '目前', null],
          [null, null, ...blank.map(() => null), '人员甲', '人员乙', '人员甲', '人员乙'],
          ['甲厂', '是', ...blank.map(() => '无'), 45, 1, 40, 2],
          ['乙厂', '是', ...blank.map(() => '无'), 25, 1, 20, 2],
          ['丙厂', '否', ...blank.map(() => '无'), 8, 1, 0, 2],
        ],
        [2 + first, 4 + first].map((left) => ({ top: 1, bottom: 1, left, right: left + 1 })),
      ]
    }
    const answers: ColumnAnswer[] = [
      { column: 'C', label: '春节前／人员甲', field: 'staff_total' },
      { column: 'E', label: '目前／人员甲', field: 'staff_back' },
    ]
    const elsewhere = answers.map((one) => ({
      ...one,
      column: '',
      form: 'enterprises',
      // A group that only says what kind of thing is below is no part of the heading.
      label: one.label.replace('目前／', ''),
    }))
    for (const first of [0, 1, 2]) {
      const [values, merges] = grouped(first)
      for (const given of [answers, elsewhere]) {
        expect(fieldsOf(values, given, merges)).toMatchObject({
          [columnName(2 + first)]: 'staff_total',
          [columnName(4 + first)]: 'staff_back',
        })
      }
    }
  })

  test('given for one form leaves the same header of another form alone', () => {
    const village: Cell[][] = [
      ['务工人员返岗统计表'],
      ['村名', '劳动力总数', '返岗人数'],
      ['东村', 120, 80],
      ['西村', 90, 41],
    ]
    const given: ColumnAnswer = { column: 'D', label: '返岗人数', field: 'staff_back' }
    expect(fieldsOf(village, [given])).toEqual(fieldsOf(village, []))
  })
})
