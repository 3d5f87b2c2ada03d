import { describe, expect, test } from 'vitest'
import { type Cell, gridOf } from '../../shared/grid/grid.ts'
import { formatArea, parseArea, quoteSheet } from './host/area.ts'
import { displayText } from './host/display.ts'
import { write } from './host/edit.ts'
import { parseEntry } from './host/entry.ts'
import { bookOf } from './host/load.ts'
import { evaluateAt, settle } from './host/recalculate.ts'

const today = '2020-02-25'

describe('what Excel makes of typing', () => {
  test.each([
    ['45', 45, '45'],
    ['45人', '45人', '45人'],
    ['1,024', 1024, '1,024'],
    ['-3.50', -3.5, '-3.5'],
    ['68.5%', 0.685, '68.50%'],
    ['￥1,200', 1200, '¥1,200'],
    ['2020-02-25', 43886, '2020/2/25'],
    ['2020年2月25日', 43886, '2020年2月25日'],
    ['2月25日', 43886, '2月25日'],
    ['2-30', '2-30', '2-30'],
    ['8:30', 0.3541666666666667, '8:30'],
    ['412727199001011234', 412727199001011000, '4.12727E+17'],
    ["'007", '007', '007'],
    ['007', 7, '7'],
    ['true', true, 'TRUE'],
    ['#n/a', '#N/A', '#N/A'],
    ['/', '/', '/'],
    ['１２', '１２', '１２'],
    ['', null, ''],
  ] as [string, Cell, string][])('%j', (typed, value, shown) => {
    const entry = parseEntry(typed, 'General', today)
    expect(entry.value).toBe(value)
    expect(displayText(entry.value, entry.numberFormat ?? 'General')).toBe(shown)
  })

  test('a cell formatted as text keeps what was typed', () => {
    expect(parseEntry('412727199001011234', '@', today).value).toBe('412727199001011234')
    expect(parseEntry('=1+1', '@', today)).toMatchObject({ value: '=1+1', formula: null })
  })
})

test.each([
  ['¥#,##0.00', 1200, '¥1,200.00'],
  ['m月d日', 43886, '2月25日'],
  ['[$-804]yyyy"年"m"月"', 43886, '2020年2月'],
  ['0.0_ ', 2, '2.0 '],
  ['[Red]-0', 5, '-5'],
])('the format %s', (numberFormat, value, shown) => {
  expect(displayText(value, numberFormat)).toBe(shown)
})

describe('addresses', () => {
  test.each(['A1', 'B2:C7', 'A:C', '3:9', 'XFD1048576'])('%s there and back', (text) => {
    expect(formatArea(parseArea(text)!)).toBe(text)
  })

  test.each(['A0', 'XFE1', 'A1048577', '', 'A', '1', 'A:1', 'A1:B', '甲1'])(
    '%j is none',
    (text) => {
      expect(parseArea(text)).toBeNull()
    },
  )

  test.each([
    ['第9周', '第9周'],
    ['A1', "'A1'"],
    ['汇总', '汇总'],
    ['2月', "'2月'"],
    ["a'b c", "'a''b c'"],
  ])('sheet %s is written %s', (name, quoted) => {
    expect(quoteSheet(name)).toBe(quoted)
  })
})

function valuesAfter(formulas: Record<string, string>): (cell: string) => Cell {
  const rows: Cell[][] = [
    ['甲厂', 10, '已复工'],
    ['乙厂', '20', '未复工'],
    ['丙厂', 30, '已复工'],
    ['丁厂', null, '-'],
  ]
  const other = gridOf('第8周', [[7]])
  const book = bookOf('x.xlsx', [{ ...gridOf('第9周', rows), formulas }, other])
  return (cell) => {
    const { top, left } = parseArea(cell)!
    return book.sheets[0]!.value(top, left)
  }
}

describe('formulas', () => {
  test.each([
    ['=SUM(B1:B4)', 40],
    ['=B1+B2*2', 50],
    ['=(B1+B3)/2-1', 19],
    ['=SUM(B:B)', 40],
    ['=AVERAGE(B1:B3)', 20],
    ['=COUNTIF(C1:C4,"已复工")', 2],
    ['=COUNTIF(B1:B4,">=30")', 1],
    ['=SUMIF(C1:C4,"已*",B1:B4)', 40],
    ['=COUNTA(A1:A9)', 4],
    ['=IF(B1>5,"多","少")', '多'],
    ['=IFERROR(B1/B4,0)', 0],
    ['=B1/B4', '#DIV/0!'],
    ['=B1+A1', '#VALUE!'],
    ['=ROUND(2.345,2)', 2.35],
    ['=ROUND(-1250,-2)', -1300],
    ['=MAX(B1:B4)-MIN(B1:B4)', 20],
    ['=A1&"："&B1&"人"', '甲厂：10人'],
    ['=-2^2', 4],
    ['=50%*B1', 5],
    ['=SUM(第8周!A1,1)', 8],
    ["=SUM('没有'!A1)", '#REF!'],
    ['=SUM(B1,#REF!)', '#REF!'],
    ['=AND(B1=10,C1<>"")', true],
    ['=SUBTOTAL(109,B1:B4)', 40],
    ['=XLOOKUP(1,A1,A2)', '#NAME?'],
    ['=SUM(', '#NAME?'],
    ['=E9', 0],
  ])('%s', (formula, value) => {
    expect(valuesAfter({ E1: formula })('E1')).toBe(value)
  })

  test('chains are computed in the right order, circles come to an end', () => {
    const cell = valuesAfter({ E1: '=E2+1', E2: '=E3*2', E3: '=B1', F1: '=F2', F2: '=F1+1' })
    expect([cell('E1'), cell('E2')]).toEqual([21, 20])
    expect(cell('F2')).toBe(1)
  })

  test('a column that adds to the cell below, twenty thousand deep', () => {
    const depth = 20_000
    const formulas: Record<string, string> = { [`A${depth}`]: '=1' }
    for (let row = 1; row < depth; row++) formulas[`A${row}`] = `=A${row + 1}+1`
    const book = bookOf('x.xlsx', [{ ...gridOf('表', []), formulas }])
    expect(book.sheets[0]!.value(0, 0)).toBe(depth)
  })

  test('an edit recomputes what hangs on it and nothing else', () => {
    const grid = gridOf('表', [
      [1, 2, 30],
      [4, null, 99],
    ])
    grid.formulas.C1 = '=SUM(A1:B1)'
    grid.formulas.C2 = '=SUM(A2:B2)'
    const book = bookOf('x.xlsx', [grid])
    const sheet = book.sheets[0]!
    write(book, sheet, parseArea('B1')!, [['5']], 'person', today)
    settle(book)
    expect([sheet.value(0, 2), sheet.value(1, 2)]).toEqual([6, 99])
    book.calculationMode = 'Manual'
    write(book, sheet, parseArea('B1')!, [['6']], 'person', today)
    settle(book)
    expect(sheet.value(0, 2)).toBe(6)
  })

  test('a function unknown here keeps the value from the file', () => {
    const grid = gridOf('表', [[1, 5]])
    grid.formulas.B1 = '=XLOOKUP(A1,A:A,A:A)'
    const book = bookOf('x.xlsx', [grid])
    write(book, book.sheets[0]!, parseArea('A1')!, [['2']], 'person', today)
    settle(book)
    expect(book.sheets[0]!.value(0, 1)).toBe(5)
  })

  test('relative references move with the cell they are seen from', () => {
    const book = bookOf('x.xlsx', [gridOf('表', [[1], [2], [3]])])
    const at = (rows: number) => evaluateAt(book, book.sheets[0]!, '=A1>$A$2', { rows, columns: 0 })
    expect([at(0), at(1), at(2)]).toEqual([false, false, true])
  })
})
