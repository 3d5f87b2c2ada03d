import fc from 'fast-check'
import { expect, describe as group, it } from 'vitest'
import { forms } from '../../shared/forms/index.ts'
import { type Cell, type Grid, gridOf } from '../../shared/grid/grid.ts'
import { inspect } from '../../shared/inspect.ts'
import { describe } from '../../shared/messages/index.ts'
import { buildSubmission } from '../../shared/protocol/build.ts'
import { judge } from '../../shared/protocol/judge.ts'
import { messySheet } from '../messy/sheet.ts'

const now = '2020-03-01'

/** Cells of every kind, many of them the words that recognising looks for. */
const words = [
  ...forms.flatMap(({ fields }) =>
    fields.flatMap(({ title, synonyms }) => [title.zh, ...synonyms]),
  ),
  ...[
    '合计',
    '小计',
    '填表人：',
    '填报单位：双河镇',
    '注：',
    '甲',
    '序号',
    '是',
    '√',
    '45人',
    '2月27日',
    '#REF!',
    '=',
  ],
]
const cell: fc.Arbitrary<Cell> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...words) },
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: fc.integer({ min: -5, max: 100 }) },
  fc.double(),
  fc.boolean(),
  fc.string({ unit: 'binary', maxLength: 12 }),
)
const merge = fc
  .tuple(fc.nat(30), fc.nat(12), fc.nat(5), fc.nat(5))
  .map(([top, left, down, across]) => ({ top, left, bottom: top + down, right: left + across }))
const grid = fc
  .tuple(
    fc.array(fc.array(cell, { maxLength: 12 }), { maxLength: 30 }),
    fc.array(merge, { maxLength: 6 }),
  )
  .map(([values, merges]) => gridOf('表', values, merges))

group('any grid', () => {
  it('is inspected without an exception, and what is found can be said, sent and judged', () => {
    fc.assert(
      fc.property(grid, (one) => {
        for (const report of inspect(one, { forms, now, file: '第9周.xlsx' })) {
          const form = forms.find(({ id }) => id === report.form)
          for (const finding of report.findings) {
            expect(describe(finding, 'zh', form)).not.toMatch(/[{}]|undefined|NaN/)
            expect(describe(finding, 'en', form)).not.toMatch(/[{}]|undefined|NaN/)
          }
          if (!form || !report.table) continue
          const sent = buildSubmission([report.table], form, { asOf: now, file: 'a.xlsx' })
          const judged = judge(JSON.parse(JSON.stringify(sent)), form, now)
          expect(judged.tallyDiffers).toEqual([])
          expect(judged.tally).toEqual(report.tally)
        }
      }),
      { numRuns: 1500 },
    )
  })
})

group('what a sheet says does not depend on', () => {
  const sheets = forms.flatMap((form) => [1, 2, 3, 4, 5].map((seed) => messySheet(form, seed)))

  it.each(sheets.map((sheet, index) => ({ index, sheet })))(
    'where blanks are ($index)',
    ({ sheet }) => {
      const { tally, records } = told(sheet.grid, sheet.file)
      fc.assert(
        fc.property(fc.nat(3), fc.nat(2), (down, across) => {
          const moved = told(shifted(sheet.grid, down, across), sheet.file)
          expect(moved).toEqual({ tally, records })
        }),
        { numRuns: 5 },
      )
    },
  )
})

function told(one: Grid, file: string) {
  const [report] = inspect(one, { forms, now, file })
  return { tally: report?.tally, records: report?.table?.records.map(({ values }) => values) }
}

/** The same sheet some blank rows further down and some blank columns further right. */
function shifted(one: Grid, down: number, across: number): Grid {
  const blanks = (count: number) => Array.from({ length: count }, (): Cell => null)
  const values = [
    ...Array.from({ length: down }, (): Cell[] => []),
    ...one.values.map((row) => [...blanks(across), ...row]),
  ]
  const merges = one.merges.map(({ top, left, bottom, right }) => ({
    top: top + down,
    left: left + across,
    bottom: bottom + down,
    right: right + across,
  }))
  return gridOf(one.sheet, values, merges)
}
