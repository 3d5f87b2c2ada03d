import { describe, expect, test } from 'vitest'
import { gridOf } from '../../shared/grid/grid.ts'
import { formatArea, parseArea } from './host/area.ts'
import { bookOf } from './host/load.ts'
import { clipboardRows, Session } from './page/session.ts'
import { words } from './page/words.ts'

function open() {
  const grid = gridOf(
    '第9周',
    [
      ['标题', null, null],
      ['名称', '人数', '日期'],
      ['甲厂', 45, 43886],
      ['乙厂', null, null],
      ['丙厂', 30, null],
    ],
    [{ top: 0, left: 0, bottom: 0, right: 2 }],
  )
  grid.formulas.B6 = '=SUM(B3:B5)'
  grid.hiddenRows = [3]
  const said: string[] = []
  const book = bookOf('双河镇.xlsx', [grid])
  const session = new Session(
    book,
    () => '2020-02-25',
    (sentence) => said.push(sentence),
  )
  return { book, session, said, sheet: book.sheets[0]! }
}

const at = ({ book }: ReturnType<typeof open>) => formatArea(book.active.selection)
const go = (opened: ReturnType<typeof open>, cell: string) => {
  const { top, left } = parseArea(cell)!
  opened.session.moveTo(top, left)
}

describe('moving', () => {
  test.each([
    ['A3', 1, 0, 'A5'],
    ['A5', -1, 0, 'A3'],
    ['B2', -1, 0, 'A1:C1'],
    ['B1', 1, 0, 'A2'],
    ['B1', 0, 1, 'D1'],
    ['A1', -1, 0, 'A1:C1'],
  ])('from %s by (%i, %i) to %s', (from, rows, columns, to) => {
    const opened = open()
    go(opened, from)
    opened.session.step(rows, columns)
    expect(at(opened)).toBe(to)
  })

  test.each([
    ['A2', 1, 0, 'A5'],
    ['A5', -1, 0, 'A1:C1'],
    ['B3', 1, 0, 'B5'],
    ['A2', 0, 1, 'C2'],
    ['D2', 0, -1, 'C2'],
  ])('leaping from %s by (%i, %i) to %s', (from, rows, columns, to) => {
    const opened = open()
    go(opened, from)
    opened.session.leap(rows, columns)
    expect(at(opened)).toBe(to)
  })

  test('stretching goes out from where it began, and back', () => {
    const opened = open()
    go(opened, 'B3')
    opened.session.stretch(1, 0)
    opened.session.stretch(0, 1)
    expect(at(opened)).toBe('B3:C4')
    opened.session.stretch(-1, 0)
    opened.session.stretch(-1, 0)
    expect(at(opened)).toBe('B2:C3')
    expect(opened.session.cell).toEqual({ row: 2, column: 1 })
  })
})

describe('typing', () => {
  test('totals follow, undo takes it back', () => {
    const opened = open()
    go(opened, 'B4')
    opened.session.enter('5')
    expect(opened.sheet.value(5, 1)).toBe(80)
    opened.session.undo()
    expect(opened.sheet.value(5, 1)).toBe(75)
    expect(at(opened)).toBe('B4')
    opened.session.redo()
    expect(opened.sheet.value(5, 1)).toBe(80)
  })

  test('leaving a cell as it was changes nothing', () => {
    const opened = open()
    const events: string[] = []
    opened.book.listen(({ kind }) => events.push(kind))
    go(opened, 'B6')
    expect(opened.session.editText()).toBe('=SUM(B3:B5)')
    expect(opened.session.enter('=SUM(B3:B5)')).toBe(true)
    expect(events).toEqual(['selected'])
  })

  test('a date is opened as it can be typed', () => {
    const opened = open()
    go(opened, 'C3')
    expect(opened.session.editText()).toBe('43886')
    opened.session.enter('2020年2月26日')
    expect(opened.sheet.text(2, 2)).toBe('2020年2月26日')
    expect(opened.session.editText()).toBe('2020/2/26')
  })

  test('a protected sheet says so and stays as it is', () => {
    const opened = open()
    opened.sheet.isProtected = true
    go(opened, 'B3')
    expect(opened.session.enter('46')).toBe(false)
    opened.session.empty()
    expect(opened.said).toEqual([words.protectedSheet, words.protectedSheet])
    expect(opened.sheet.value(2, 1)).toBe(45)
  })
})

describe('the clipboard', () => {
  test.each([
    ['甲', [['甲']]],
    [
      '甲\t1\r\n乙\t2\r\n',
      [
        ['甲', '1'],
        ['乙', '2'],
      ],
    ],
    ['"a\nb"\t"说""好"""', [['a\nb', '说"好"']]],
    ['\t\n', [['', '']]],
    [
      '甲\t\n\t乙',
      [
        ['甲', ''],
        ['', '乙'],
      ],
    ],
    ['5" 管', [['5" 管']]],
  ])('%j', (text, rows) => {
    expect(clipboardRows(text)).toEqual(rows)
  })

  test('pastes a block as one step, and copies what is in sight', () => {
    const opened = open()
    go(opened, 'A7')
    opened.session.paste([['丁厂', '1,024'], ['戊厂']])
    expect(at(opened)).toBe('A7:B8')
    expect(opened.sheet.value(6, 1)).toBe(1024)
    opened.session.undo()
    expect(opened.sheet.value(7, 0)).toBeNull()
    opened.session.select(parseArea('A3:B5')!)
    expect(opened.session.copied()).toBe('甲厂\t45\n丙厂\t30')
  })
})
