import { expect, test } from 'vitest'
import { gridOf } from '../../shared/grid/grid.ts'
import { redo, undo, write } from './host/edit.ts'
import { bookOf } from './host/load.ts'
import { type ExcelInNode, excelOver } from './node.ts'

function open(api = '1.17'): ExcelInNode {
  const grids = [gridOf('第9周', [['甲厂', '45人']]), gridOf('第8周', [['乙厂', 1]])]
  return excelOver(bookOf('双河镇.xlsx', grids), { api })
}

/** What a person types into a cell of the first sheet. */
function type({ host }: ExcelInNode, row: number, column: number, text: string): void {
  const sheet = host.book.sheets[0]!
  const area = { top: row, left: column, bottom: row, right: column }
  write(host.book, sheet, area, [[text]], 'person', '2020-02-25')
}

async function listen(excel: ExcelInNode): Promise<Excel.WorksheetChangedEventArgs[]> {
  const seen: Excel.WorksheetChangedEventArgs[] = []
  await excel.Excel.run(async (context) => {
    context.workbook.worksheets.getItem('第9周').onChanged.add(async (event) => {
      seen.push(event)
    })
    await context.sync()
  })
  return seen
}

test('a person and the add-in both raise onChanged, and it says who', async () => {
  const excel = open()
  const seen = await listen(excel)
  type(excel, 0, 1, '45')
  await excel.Excel.run(async (context) => {
    context.workbook.worksheets.getItem('第9周').getRange('A1:B1').values = [['丙厂', 46]]
    await context.sync()
  })
  await expect.poll(() => seen.length).toBe(2)
  expect(seen[0]).toMatchObject({
    type: 'WorksheetChanged',
    changeType: 'RangeEdited',
    address: 'B1',
    worksheetId: excel.host.book.sheets[0]?.id,
    triggerSource: 'Unknown',
    details: { valueBefore: '45人', valueAfter: 45, valueTypeAfter: 'Double' },
  })
  expect(seen[1]).toMatchObject({ address: 'A1:B1', triggerSource: 'ThisLocalAddin' })
  expect(seen[1]?.details).toBeUndefined()
})

test('the changed range can be had from the event', async () => {
  const excel = open()
  const seen = await listen(excel)
  type(excel, 0, 1, '45')
  await expect.poll(() => seen.length).toBe(1)
  await excel.Excel.run(async (context) => {
    const range = seen[0]!.getRange(context).load('values')
    await context.sync()
    expect(range.values).toEqual([[45]])
  })
})

test('an old Excel tells neither details nor who did it', async () => {
  const excel = open('1.7')
  const seen = await listen(excel)
  type(excel, 0, 1, '45')
  await expect.poll(() => seen.length).toBe(1)
  expect(seen[0]?.details).toBeUndefined()
  expect(seen[0]?.triggerSource).toBeUndefined()
})

test('one handler for all sheets hears of each of them', async () => {
  const excel = open()
  const changed: string[] = []
  const turnedTo: string[] = []
  await excel.Excel.run(async (context) => {
    const sheets = context.workbook.worksheets
    sheets.onChanged.add(async ({ address }) => void changed.push(address))
    sheets.onActivated.add(async ({ worksheetId }) => void turnedTo.push(worksheetId))
    await context.sync()
  })
  const { book } = excel.host
  type(excel, 0, 0, '丁厂')
  // The first sheet is the one in sight already, so turning to it is no news.
  book.activate(book.sheets[0]!)
  book.activate(book.sheets[1]!)
  book.activate(book.sheets[0]!)
  await expect.poll(() => turnedTo).toEqual([book.sheets[1]?.id, book.sheets[0]?.id])
  expect(changed).toEqual(['A1'])
})

test('selecting raises onSelectionChanged with the address', async () => {
  const excel = open()
  const seen: string[] = []
  await excel.Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem('第9周')
    sheet.onSelectionChanged.add(async ({ address }) => void seen.push(address))
    await context.sync()
    sheet.getRange('B7').select()
    await context.sync()
  })
  await expect.poll(() => seen).toEqual(['B7'])
  expect(excel.host.book.active.selection).toEqual({ top: 6, left: 1, bottom: 6, right: 1 })
})

test('a handler that was taken off hears nothing more', async () => {
  const excel = open()
  const seen: string[] = []
  const handler = await excel.Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItem('第9周')
    const added = sheet.onChanged.add(async ({ address }) => void seen.push(address))
    await context.sync()
    return added
  })
  type(excel, 0, 0, '一')
  await expect.poll(() => seen).toEqual(['A1'])
  await excel.Excel.run(handler.context, async (context) => {
    handler.remove()
    await context.sync()
  })
  type(excel, 1, 0, '二')
  await excel.host.quiet()
  expect(seen).toEqual(['A1'])
})

test('an add-in can ask not to be told', async () => {
  const excel = open()
  const seen = await listen(excel)
  await excel.Excel.run(async (context) => {
    context.runtime.enableEvents = false
    context.workbook.worksheets.getItem('第9周').getRange('A1').values = [['一']]
    await context.sync()
    context.runtime.enableEvents = true
    context.workbook.worksheets.getItem('第9周').getRange('A2').values = [['二']]
    await context.sync()
  })
  await expect.poll(() => seen.map(({ address }) => address)).toEqual(['A2'])
})

test('undoing and doing again are edits too, and stop at what an add-in wrote', async () => {
  const excel = open()
  const { book } = excel.host
  const seen = await listen(excel)
  const cell = () => book.sheets[0]?.value(0, 1)
  type(excel, 0, 1, '45')
  undo(book)
  expect(cell()).toBe('45人')
  redo(book)
  expect(cell()).toBe(45)
  await expect.poll(() => seen.map(({ address }) => address)).toEqual(['B1', 'B1', 'B1'])
  await excel.Excel.run(async (context) => {
    context.workbook.worksheets.getItem('第9周').getRange('B1').values = [[46]]
    await context.sync()
  })
  expect(undo(book)).toBeNull()
  expect(cell()).toBe(46)
})

test('a sheet that goes out of sight hands over to the next', async () => {
  const excel = open()
  const { book } = excel.host
  const turnedTo: string[] = []
  await excel.Excel.run(async (context) => {
    const sheets = context.workbook.worksheets
    sheets.onActivated.add(async ({ worksheetId }) => void turnedTo.push(worksheetId))
    await context.sync()
    sheets.getItem('第9周').visibility = 'Hidden'
    await context.sync()
    const active = sheets.getActiveWorksheet().load('name')
    await context.sync()
    expect(active.name).toBe('第8周')
  })
  await expect.poll(() => turnedTo).toEqual([book.sheets[1]?.id])
})

test('adding, hiding rows and formatting are told to those who ask', async () => {
  const excel = open()
  const seen: string[] = []
  await excel.Excel.run(async (context) => {
    const sheets = context.workbook.worksheets
    sheets.onAdded.add(async ({ type: name }) => void seen.push(name))
    sheets.onDeleted.add(async ({ type: name }) => void seen.push(name))
    sheets.onFormatChanged.add(async ({ address }) => void seen.push(address))
    sheets.onRowHiddenChanged.add(async ({ changeType }) => void seen.push(changeType))
    await context.sync()
    const added = sheets.add('汇总')
    added.getRange('A1:B2').format.fill.color = '#FFE9A8'
    added.getRange('5:5').rowHidden = true
    added.delete()
    await context.sync()
  })
  await expect.poll(() => seen).toEqual(['WorksheetAdded', 'A1:B2', 'Hidden', 'WorksheetDeleted'])
})
