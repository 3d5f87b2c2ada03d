import { expect, describe as group, it, vi } from 'vitest'
import { check } from '../../shared/check/check.ts'
import { enterprises } from '../../shared/forms/enterprises.ts'
import { forms } from '../../shared/forms/index.ts'
import { type Cell, gridOf, type Merge } from '../../shared/grid/grid.ts'
import { inspect } from '../../shared/inspect.ts'
import type { FormRecord, SheetTotal } from '../../shared/read/table.ts'

const now = '2020-02-28'
const head = ['企业名称', '统一社会信用代码', '职工总数', '返岗人数']

/** Counts how often one of an object's own members is looked at. */
function counter() {
  let looks = 0
  return {
    get looks() {
      return looks
    },
    watch<T extends object>(target: T): T {
      return new Proxy(target, {
        get(of, name, receiver) {
          if (typeof name === 'string' && Object.hasOwn(of, name)) looks += 1
          return Reflect.get(of, name, receiver)
        },
      })
    },
  }
}

/** How many cells are looked at to inspect a sheet. */
function cellsOf(values: Cell[][], merges: Merge[] = []): number {
  const count = counter()
  inspect(gridOf('表', values.map(count.watch), merges), { forms, now })
  return count.looks
}

const rowsOf = (length: number, row: (index: number) => Cell[]) =>
  Array.from({ length }, (_, index) => row(index))

group('twice the sheet is at most twice the work, where it is', () => {
  const sheets: Record<string, (size: number) => number> = {
    'one name in every row': (size) =>
      cellsOf([head, ...rowsOf(size, (index) => ['宏远厂', `${index}`, 20, 10])]),
    'a sub-total after every row': (size) =>
      cellsOf([
        head,
        ...rowsOf(size, (index) =>
          index % 2 ? ['小计', null, 20, 10] : [`宏远${index}厂`, null, 20, 10],
        ),
      ]),
    'merged in every row': (size) =>
      cellsOf(
        [head, ...rowsOf(size, (index) => [`宏远${index}厂`, null, 20, 10, null, null])],
        rowsOf(size, () => []).map((_, index) => ({
          ...{ top: index + 1, bottom: index + 1, left: 4, right: 5 },
        })),
      ),
    'a column of long texts, all different': (size) =>
      cellsOf([
        [...head, '存在困难'],
        ...rowsOf(size, (index) => [`宏远${index}厂`, null, 20, 10, `${index}缺人`.repeat(20)]),
      ]),
    'hundreds of columns': (size) =>
      cellsOf(rowsOf(30, (row) => rowsOf(size, (at) => [row ? at : head[at % 4]!]).flat())),
  }
  it.each(Object.entries(sheets))('%s', (_name, cells) => {
    expect(cells(800) / cells(400)).toBeLessThanOrEqual(2.2)
  })
})

/** How many values of records are looked at to check them. */
function valuesOf(
  size: number,
  values: (index: number) => FormRecord['values'],
  totals: SheetTotal[] = [],
): number {
  const count = counter()
  const records = rowsOf(size, () => []).map((_, index) => ({
    row: index + 2,
    values: count.watch(values(index)),
  }))
  const layout = {
    ...{ headerRows: [1], firstRow: 2, lastRow: size + 1, totalRows: [], skippedRows: [] },
    ...{ unmapped: [], scales: {} },
    columns: { A: 'name', B: 'uscc', C: 'staff_total' },
  }
  check({ records, layout, totals }, enterprises, { asOf: now, now })
  return count.looks
}

group('twice the records are at most twice the comparisons, where they have', () => {
  it('all one name, each another code', () => {
    const looks = (size: number) =>
      valuesOf(size, (index) => ({ name: '宏远厂', uscc: `9143${index}`, staff_total: 20 }))
    expect(looks(4000) / looks(2000)).toBeLessThanOrEqual(2.2)
  })

  it('as many sub-totals', () => {
    const looks = (size: number) =>
      valuesOf(
        size,
        (index) => ({ name: `宏远${index}厂`, uscc: null, staff_total: 20 }),
        rowsOf(size, () => []).map((_, index) => ({
          ...{ row: index + 2, label: '小计', kind: 'subtotal' as const },
          ...{ from: index + 2, to: index + 2, values: { staff_total: 20 } },
        })),
      )
    expect(looks(4000) / looks(2000)).toBeLessThanOrEqual(2.2)
  })
})

group('merged areas that claim what no Excel would let them', () => {
  it('are read as far as apart ones could go', () => {
    const values = [head, ...rowsOf(2000, (index) => [`宏远${index}厂`, null, 20, 10])]
    const whole = { top: 0, left: 0, bottom: 1_000_000, right: 16_000 }
    const merges = Array.from({ length: 20_000 }, () => whole)
    expect(() => inspect(gridOf('表', values, merges), { forms, now })).not.toThrow()
  })
})

group('a wide sheet', () => {
  /** How many texts are brought into normal form to inspect a sheet with so many columns. */
  function texts(size: number): number {
    const spy = vi.spyOn(String.prototype, 'normalize')
    const row = (label: (at: number) => string) => rowsOf(size, (at) => [label(at)]).flat()
    const labels = row((at) => head[at] ?? `${size}列之${at}（项）`)
    const values = [labels, ...rowsOf(20, () => row(() => '无'))]
    const [report] = inspect(gridOf('表', values), { forms, now })
    expect(report?.sheet).toBe('表')
    const calls = spy.mock.calls.length
    spy.mockRestore()
    return calls
  }

  it('has each of its labels worked out once, in however many blocks of rows it stands', () => {
    // As written, and without its remark.
    for (const size of [500, 1000]) expect(texts(size) / size).toBeLessThanOrEqual(2.1)
  })
})
