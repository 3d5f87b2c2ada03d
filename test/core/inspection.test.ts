import fc from 'fast-check'
import { expect, describe as group, it } from 'vitest'
import { forms } from '../../shared/forms/index.ts'
import { type CellChange, withChanges } from '../../shared/grid/changes.ts'
import { type Cell, type Grid, gridOf } from '../../shared/grid/grid.ts'
import { inspect, inspection } from '../../shared/inspect.ts'
import { today } from '../messy/score.ts'
import { messySheet } from '../messy/sheet.ts'

/** What people type into cells: values of every kind, and the words that tell rows apart. */
const typed: fc.Arbitrary<Cell> = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -2, max: 400 }) },
  { weight: 3, arbitrary: fc.constant(null) },
  fc.constantFrom(
    ...['45人', '１２', '39.71万', '-', '#REF!', '2月27日', '2.27', '是', '否', '已复工'],
  ),
  fc.constantFrom(
    ...['宏远机械厂', '大兴村', '口罩', '91430821MA4L00008R', '未复工', '  ', '另报'],
  ),
  fc.constantFrom(
    ...[
      '合计',
      '小计',
      '填表人：张伟',
      '注：',
      '一、工业企业',
      '企业名称',
      '职工总数',
      '序号',
      '甲',
    ],
  ),
)

/** Sequences of edits, most of a cell or two; some beyond the sheet, some with a formula. */
function editsOf(grid: Grid): fc.Arbitrary<CellChange[][]> {
  const width = Math.max(...grid.values.map((row) => row.length))
  const change = fc
    .record({
      row: fc.nat(grid.values.length + 1),
      column: fc.nat(width),
      value: typed,
      formula: fc.option(fc.constantFrom('=SUM(C5:C9)', '=1+1'), { nil: undefined, freq: 12 }),
    })
    .map(({ formula, ...cell }): CellChange => (formula ? { ...cell, formula } : cell))
  return fc.array(fc.array(change, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 })
}

group('an edit', () => {
  const sheets = forms.flatMap((form) => [11, 12].map((seed) => messySheet(form, seed)))
  it.each(sheets.map((sheet, index) => ({ index, sheet })))(
    'comes out as inspecting the whole sheet does ($index)',
    ({ sheet: { grid, file } }) => {
      const [last] = inspect(grid, { forms, now: today, file })
      const options = {
        forms,
        now: today,
        file,
        ...(last?.table ? { previous: [last.table] } : {}),
      }
      fc.assert(
        fc.property(editsOf(grid), (edits) => {
          const one = inspection(grid, options)
          let whole = grid
          for (const changes of edits) {
            whole = withChanges(whole, changes)
            expect(one.edit(changes)).toEqual(inspect(whole, options))
          }
          expect(one.reports).toEqual(inspect(whole, options))
        }),
        { numRuns: 8 },
      )
    },
  )

  it('leaves the grid and the reports that were given out as they are', () => {
    const { grid, file } = messySheet(forms[0]!, 3)
    const before = structuredClone(grid)
    const one = inspection(grid, { forms, now: today, file })
    const { reports } = one
    const said = structuredClone(reports)
    const [record] = reports[0]?.table?.records ?? []
    one.edit([{ row: (record?.row ?? 1) - 1, column: 2, value: '另报' }])
    expect(grid).toEqual(before)
    expect(reports).toEqual(said)
    expect(one.reports).not.toEqual(said)
  })
})

/** A ledger that counts how many cells are asked for. */
function counted(rows: number) {
  const records = Array.from({ length: rows }, (_, index): Cell[] => [
    ...[index + 1, `某县${index}号加工厂`, index % 10 === 0 ? `第${index % 20}镇` : null],
    ...[index % 2 ? '是' : '否', 10 + (index % 300), 5],
  ])
  const head = ['序号', '企业名称', '所属乡镇', '是否复工', '职工总数', '返岗人数']
  const sum = (column: number) =>
    records.reduce((total, record) => total + Number(record[column]), 0)
  const values: Cell[][] = [
    ['某县企业复工复产情况统计表'],
    head,
    ...records,
    ['合计', null, null, null, sum(4), sum(5)],
  ]
  let cells = 0
  const watched = (row: Cell[]) =>
    new Proxy(row, {
      get(target, name, receiver) {
        if (typeof name === 'string' && /^\d+$/.test(name)) cells += 1
        return Reflect.get(target, name, receiver)
      },
    })
  const grid = gridOf('Sheet1', values.map(watched))
  const cost = (work: () => void) => {
    const before = cells
    work()
    return cells - before
  }
  return { grid, cost }
}

group('the cost of an edit', () => {
  const options = { forms, now: today }

  it('is that of the rows it touches, however long the sheet is', () => {
    const costs = [1000, 10_000].map((rows) => {
      const { grid, cost } = counted(rows)
      const one = inspection(grid, options)
      expect(one.reports[0]).toMatchObject({ form: 'enterprises', records: rows })
      const edit = (row: number, column: number, value: Cell) =>
        cost(() => one.edit([{ row, column, value }]))
      const middle = rows / 2
      const taken = {
        figure: edit(middle, 4, 500),
        name: edit(middle + 1, 1, '宏远机械厂'),
        state: edit(middle + 2, 3, '是'),
        township: edit(middle + 3, 2, '西镇'),
        first: edit(2, 5, 4),
        last: edit(rows + 1, 5, 3),
        whole: cost(() => inspect(grid, options)),
      }
      return taken
    })
    const [small, large] = costs
    expect({ ...large, whole: 0 }).toEqual({ ...small, whole: 0 })
    expect(large?.whole).toBeGreaterThan(150_000)
  })
})
