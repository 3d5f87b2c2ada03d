import { expect, test } from 'vitest'
import { type Cell, type Grid, gridOf } from '../../shared/grid/grid.ts'
import { restyle, type Style } from '../excel/host/style.ts'
import { openPane, SHEET, sheet } from './open.ts'

/** Fixes go in with one click and out with one click, whatever happened to the workbook in between. */

type Opened = Awaited<ReturnType<typeof opened>>

const untidy = (): Cell[][] => [
  ['甲厂', '是', '45人', 40],
  ['乙厂', '是', '25人', 20],
  ['丙厂', '否', 8, null],
]

async function opened(grids: Grid[] = [sheet(SHEET, untidy())]) {
  const it = openPane(grids)
  await it.pane.open()
  await expect.poll(() => it.pane.store.get().reading).toBe(false)
  return it
}

const fixAll = ({ pane }: Opened) => pane.sheets.fix(pane.batch()!.findings)
const cell = ({ book }: Opened, row: number, column: number, name = SHEET) =>
  book.find(name)!.value(row, column)
const state = ({ pane }: Opened) => pane.store.get()

/** What a person does to whole rows, from the fourth on. */
function rows(it: Opened, lines: (string | null)[][]): void {
  for (const [row, line] of lines.entries()) {
    for (const [column, text] of line.entries()) it.type(3 + row, column, text ?? '')
  }
}

/** All that a cell is: how its value is kept, shown and dressed. */
const whole = ({ book }: Opened, row: number, column: number) => {
  const there = book.find(SHEET)!
  return {
    value: there.value(row, column),
    text: there.text(row, column),
    formula: there.formula(row, column),
    ...there.style(row, column),
  }
}

test('undone, a cell is again as it was: value, number format, font, fill and alignment', async () => {
  const looks: [Cell, Partial<Style>][] = [
    ['45', { numberFormat: '@', horizontal: 'Right', bold: true }],
    ['25人', { numberFormat: '@', fontName: '仿宋', fontSize: 14, color: '#FF0000' }],
    ['8', { numberFormat: 'General', fill: '#FFFF00', wrap: true }],
    ['1,024', { numberFormat: '#,##0', italic: true }],
    ['３０', { numberFormat: 'yyyy-mm-dd', vertical: 'Center' }],
    ['12 人', { numberFormat: '0.00%' }],
  ]
  const names = ['甲', '乙', '丙', '丁', '戊', '己']
  const it = await opened([
    sheet(
      SHEET,
      looks.map(([value], index) => [`${names[index]}厂`, '是', value, 0]),
    ),
  ])
  const front = it.book.find(SHEET)!
  for (const [index, [, style]] of looks.entries()) {
    front.setStyle(3 + index, 2, restyle(front.style(3 + index, 2), style))
  }
  const all = () => looks.map((_, index) => whole(it, 3 + index, 2))
  const before = all()
  await fixAll(it)
  expect(all().map(({ value }) => value)).toEqual([45, 25, 8, 1024, 30, 12])
  await it.pane.sheets.undo()
  expect(all()).toEqual(before)
})

test('a number format comes back to where the row has moved to, and to no other', async () => {
  const it = await opened()
  const front = it.book.find(SHEET)!
  front.setStyle(3, 2, restyle(front.style(3, 2), { numberFormat: '@' }))
  await fixAll(it)
  rows(it, [
    ['丁厂', '是', '45', '45'],
    ['甲厂', '是', '45', '40'],
    ['乙厂', '是', '25', '20'],
  ])
  await it.pane.sheets.undo()
  expect([3, 4, 5].map((row) => front.style(row, 2).numberFormat)).toEqual([
    'General',
    '@',
    'General',
  ])
  expect([3, 4, 5].map((row) => cell(it, row, 2))).toEqual([45, '45人', '25人'])
})

test('undone after other edits, before the pane has looked at them', async () => {
  const it = await opened()
  await fixAll(it)
  expect([cell(it, 3, 2), cell(it, 4, 2)]).toEqual([45, 25])
  it.type(3, 2, '46')
  it.type(5, 3, '3')
  await it.pane.sheets.undo()
  expect([cell(it, 3, 2), cell(it, 4, 2), cell(it, 5, 3)]).toEqual([46, '25人', 3])
  expect(state(it)).toMatchObject({ applied: [], leftAlone: 1 })
})

test('what a person has typed since it was found is not written over', async () => {
  const it = await opened()
  const found = it.pane.batch()!.findings
  it.type(3, 2, '50')
  it.type(4, 2, '=20+5')
  await it.pane.sheets.fix(found)
  expect([cell(it, 3, 2), cell(it, 4, 2)]).toEqual([50, 25])
  expect(it.book.find(SHEET)!.formula(4, 2)).toBe('=20+5')
  expect(state(it)).toMatchObject({ applied: [], leftAlone: 2 })
})

test('undone where the rows have moved to', async () => {
  const it = await opened()
  await fixAll(it)
  // Sorted the other way round, with a row of another inserted that holds the very figure.
  rows(it, [
    ['丙厂', '否', '8', ''],
    ['丁厂', '是', '45', '45'],
    ['乙厂', '是', '25', '20'],
    ['甲厂', '是', '45', '40'],
  ])
  await it.pane.sheets.undo()
  expect([3, 4, 5, 6].map((row) => cell(it, row, 2))).toEqual([8, 45, '25人', '45人'])
})

test('of a record that is gone nothing is put back anywhere', async () => {
  const it = await opened()
  await fixAll(it)
  rows(it, [
    ['戊厂', '是', '45', '40'],
    ['乙厂', '是', '25', '20'],
  ])
  await it.pane.sheets.undo()
  expect([cell(it, 3, 2), cell(it, 4, 2)]).toEqual([45, '25人'])
  expect(state(it).leftAlone).toBe(1)
})

test('merged, hidden and filtered cells are fixed and undone like others; formulas beside them live', async () => {
  const grid = sheet(SHEET, [...untidy(), ['合计', null, null, null]])
  grid.merges.push({ top: 3, bottom: 4, left: 2, right: 2 })
  grid.values[4]![2] = null
  grid.values[5]![2] = '8人'
  grid.formulas.C7 = '=SUM(C4:C6)'
  grid.filteredRows.push(5)
  const it = await opened([grid])
  await fixAll(it)
  expect([cell(it, 3, 2), cell(it, 5, 2), cell(it, 6, 2)]).toEqual([45, 8, 53])
  await it.pane.sheets.undo()
  expect([cell(it, 3, 2), cell(it, 5, 2), cell(it, 6, 2)]).toEqual(['45人', '8人', 0])
})

test('a protected sheet keeps no other from being fixed, is said, and what was fixed can be undone', async () => {
  const it = await opened([sheet(SHEET, untidy()), sheet('第9周续', [['庚厂', '是', '9人', 9]])])
  await expect.poll(() => it.pane.batch()?.reports.length).toBe(2)
  it.book.sheets[1]!.isProtected = true
  await fixAll(it)
  expect([cell(it, 3, 2), cell(it, 3, 2, '第9周续')]).toEqual([45, '9人'])
  expect(state(it).trouble).toBe('protected')
  await it.pane.sheets.undo()
  expect(cell(it, 3, 2)).toBe('45人')
  expect(state(it)).toMatchObject({ trouble: null, applied: [] })
})

test('what a sheet does not take now can be undone later', async () => {
  const it = await opened()
  await fixAll(it)
  it.book.sheets[0]!.isProtected = true
  await it.pane.sheets.undo()
  expect(cell(it, 3, 2)).toBe(45)
  expect(state(it)).toMatchObject({ trouble: 'protected', leftAlone: 0 })
  it.book.sheets[0]!.isProtected = false
  await it.pane.sheets.undo()
  expect(cell(it, 3, 2)).toBe('45人')
  expect(state(it).applied).toEqual([])
})

test('while a cell is being typed into nothing is written, and that is said', async () => {
  const it = await opened()
  const { write } = it.workbook
  it.workbook.write = async () => {
    throw Object.assign(new Error(), { code: 'InvalidOperationInCellEditMode' })
  }
  await fixAll(it)
  expect(state(it)).toMatchObject({ trouble: 'editing', applied: [] })
  it.workbook.write = write
  await fixAll(it)
  expect(state(it).trouble).toBeNull()
  expect(cell(it, 3, 2)).toBe(45)
})

test('a sheet deleted or renamed in between is left alone, and the others are undone', async () => {
  const it = await opened([
    sheet(SHEET, untidy()),
    sheet('第9周续', [['庚厂', '是', '9人', 9]]),
    gridOf('说明', [['x']]),
  ])
  await expect.poll(() => it.pane.batch()?.reports.length).toBe(2)
  await fixAll(it)
  it.book.renameSheet(it.book.find('第9周续')!, '第9周补')
  await it.pane.sheets.undo()
  expect([cell(it, 3, 2), cell(it, 3, 2, '第9周补')]).toEqual(['45人', 9])
  expect(state(it)).toMatchObject({ applied: [], leftAlone: 1, trouble: null })
  await it.pane.sheets.fix(it.pane.batch()!.findings)
  it.book.deleteSheet(it.book.find(SHEET)!)
  await it.pane.sheets.undo()
  expect(state(it)).toMatchObject({ applied: [], trouble: null })
})
