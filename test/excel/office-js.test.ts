import { describe, expect, test } from 'vitest'
import { gridOf } from '../../shared/grid/grid.ts'
import { bookOf } from './host/load.ts'
import { excelOver } from './node.ts'

const rows = [
  ['双河镇企业复工复产情况统计表', null, null],
  ['企业名称', '职工总数', '已返岗'],
  ['甲厂', '45人', 40],
  ['乙厂', 1024, null],
  ['合计', null, null],
]

function open(options = {}) {
  const grid = gridOf('第9周', rows, [{ top: 0, left: 0, bottom: 0, right: 2 }])
  grid.formulas.C5 = '=SUM(C3:C4)'
  return excelOver(bookOf('双河镇.xlsx', [grid, gridOf('填表说明', [['说明']])]), options)
}

describe('the real Office.js against the workbook in memory', () => {
  test('reads what was loaded, and only that', async () => {
    const { Excel, host } = open()
    await Excel.run(async (context) => {
      const sheets = context.workbook.worksheets
      sheets.load('items/name,items/visibility')
      const used = sheets.getItem('第9周').getUsedRange(true)
      used.load('address,values,formulas,text,rowCount,format/fill/color')
      await context.sync()
      expect(sheets.items.map(({ name }) => name)).toEqual(['第9周', '填表说明'])
      expect(used.address).toBe('第9周!A1:C5')
      expect(used.rowCount).toBe(5)
      expect(used.values[2]).toEqual(['甲厂', '45人', 40])
      expect(used.values[4]).toEqual(['合计', '', 40])
      expect(used.formulas[4]).toEqual(['合计', '', '=SUM(C3:C4)'])
      expect(used.format.fill.color).toBe('#FFFFFF')
      expect(() => used.columnCount).toThrowError(/'columnCount' is not available/)
    })
    expect(host.syncs).toBe(1)
  })

  test('gives every kept reference back after a run', async () => {
    const { Excel, host } = open()
    await Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet()
      for (let row = 0; row < 5; row++) sheet.getRange('A1').getOffsetRange(row, 0).load('values')
      await context.sync()
      expect(host.referenceCount).toBeGreaterThanOrEqual(5)
    })
    await expect.poll(() => host.referenceCount).toBe(0)
    expect(host.syncs).toBe(1)
  })

  test('a range stays usable over several syncs of a run', async () => {
    const { Excel } = open()
    await Excel.run(async (context) => {
      const cell = context.workbook.worksheets.getItem('第9周').getRange('C3')
      await context.sync()
      cell.values = [[41]]
      await context.sync()
      const total = context.workbook.worksheets.getItem('第9周').getRange('C5')
      total.load('values')
      cell.load('values')
      await context.sync()
      expect([cell.values, total.values]).toEqual([[[41]], [[41]]])
    })
  })

  test('answers null objects, also for what hangs on them', async () => {
    const { Excel } = open()
    await Excel.run(async (context) => {
      const missing = context.workbook.worksheets.getItemOrNullObject('没有这张表')
      const below = missing.getRange('A1')
      const empty = context.workbook.worksheets.add('空表').getUsedRangeOrNullObject(true)
      const setting = context.workbook.settings.getItemOrNullObject('fugong.form')
      await context.sync()
      expect([missing, below, empty, setting].map(({ isNullObject }) => isNullObject)).toEqual([
        true,
        true,
        true,
        true,
      ])
    })
  })

  test.each([
    ['ItemNotFound', 'WorksheetCollection.getItem', (c) => c.workbook.worksheets.getItem('无')],
    ['InvalidArgument', 'Worksheet.getRange', (c) => active(c).getRange('A0')],
    ['InvalidArgument', 'Range.getCell', (c) => active(c).getRange('A1').getCell(-1, 0)],
    ['InvalidArgument', 'WorksheetCollection.add', (c) => c.workbook.worksheets.add('a/b')],
    ['ItemAlreadyExists', 'WorksheetCollection.add', (c) => c.workbook.worksheets.add('第9周')],
    [
      'ApiNotFound',
      'Range.sort',
      (c) =>
        active(c)
          .getRange('A1')
          .sort.apply([{ key: 0 }]),
    ],
    ['ApiNotFound', 'Worksheet.charts', (c) => active(c).charts.load('count')],
    ['ItemNotFound', '', (c) => c.workbook.worksheets.getItemOrNullObject('无').delete()],
  ] as [string, string, (context: Excel.RequestContext) => unknown][])(
    'turns down with %s at %s',
    async (code, errorLocation, ask) => {
      const { Excel } = open()
      const run = Excel.run(async (context) => {
        ask(context)
        await context.sync()
      })
      await expect(run).rejects.toMatchObject({ code, debugInfo: { errorLocation } })
    },
  )

  test('what was done before a failure stays done', async () => {
    const { Excel, host } = open()
    const run = Excel.run(async (context) => {
      active(context).getRange('B3').values = [[45]]
      context.workbook.worksheets.getItem('没有')
      active(context).getRange('B4').values = [[1]]
      await context.sync()
    })
    await expect(run).rejects.toMatchObject({ code: 'ItemNotFound' })
    expect(host.book.sheets[0]?.read({ top: 2, left: 1, bottom: 3, right: 1 })).toEqual([
      [45],
      [1024],
    ])
  })

  test('writes leave null cells alone, empty texts clear, sizes must fit', async () => {
    const { Excel, host } = open()
    await Excel.run(async (context) => {
      active(context).getRange('A3:C3').values = [[null, '', '50%']]
      await context.sync()
    })
    const sheet = host.book.sheets[0]!
    expect(sheet.read({ top: 2, left: 0, bottom: 2, right: 2 })).toEqual([['甲厂', null, 0.5]])
    expect(sheet.text(2, 2)).toBe('50%')
    const wrong = Excel.run(async (context) => {
      active(context).getRange('A3:C3').values = [[1, 2]]
      await context.sync()
    })
    await expect(wrong).rejects.toMatchObject({ code: 'InvalidArgument' })
  })

  test('writes above 1,500 cells come in row chunks and arrive whole', async () => {
    const { Excel, host } = open()
    const values = Array.from({ length: 400 }, (_, row) => [row, `企业${row}`, row * 2, true])
    await Excel.run(async (context) => {
      context.workbook.worksheets.add('大表').getRange('A1:D400').values = values
      await context.sync()
    })
    const sheet = host.book.find('大表')!
    expect(sheet.read({ top: 0, left: 0, bottom: 399, right: 3 })).toEqual(values)
    expect(host.syncs).toBe(1)
    await expect.poll(() => host.referenceCount).toBe(0)
  })

  test('whole columns tell no values, mixed properties tell null', async () => {
    const { Excel } = open()
    await Excel.run(async (context) => {
      const sheet = active(context)
      const column = sheet.getRange('A:A')
      column.load('values,rowCount,isEntireColumn')
      sheet.getRange('3:3').rowHidden = true
      const rows = sheet.getRange('A2:A4')
      rows.load('rowHidden')
      sheet.getRange('A1').format.fill.color = 'red'
      const filled = sheet.getRange('A1:B1')
      filled.load('format/fill/color')
      const each = rows.getRowProperties({ rowHidden: true, rowIndex: true })
      await context.sync()
      expect(column.toJSON()).toMatchObject({ values: null, rowCount: 1048576 })
      expect(column.isEntireColumn).toBe(true)
      expect(rows.rowHidden).toBeNull()
      expect(filled.format.fill.color).toBeNull()
      expect(each.value.map(({ rowHidden }) => rowHidden)).toEqual([false, true, false])
    })
  })

  test('tells merged areas, and refuses to from 513 on', async () => {
    const { Excel, host } = open()
    await Excel.run(async (context) => {
      const merged = active(context).getUsedRange().getMergedAreasOrNullObject()
      merged.load('address,areas/items/address')
      await context.sync()
      expect(merged.address).toBe('第9周!A1:C1')
      expect(merged.areas.items.map(({ address }) => address)).toEqual(['第9周!A1:C1'])
    })
    host.book.sheets[0]!.merges = Array.from({ length: 513 }, (_, top) => ({
      top,
      bottom: top,
      left: 0,
      right: 1,
    }))
    const run = Excel.run(async (context) => {
      active(context).getRange('A1:C600').getMergedAreasOrNullObject().load('address')
      await context.sync()
    })
    await expect(run).rejects.toMatchObject({ code: 'GeneralException' })
  })

  test('settings, names and tables are found again by a later run', async () => {
    const { Excel } = open()
    await Excel.run(async (context) => {
      context.workbook.settings.add('fugong.form', { id: 'enterprises', on: [1, 2] })
      context.workbook.names.add('合计', active(context).getRange('C5'))
      context.workbook.tables.add('第9周!A2:C4', true).name = '企业'
      await context.sync()
    })
    await Excel.run(async (context) => {
      const setting = context.workbook.settings.getItem('fugong.form')
      setting.load('value')
      const total = context.workbook.names.getItem('合计').getRange()
      total.load('address,values')
      const table = context.workbook.tables.getItem('企业')
      table.columns.load('items/name')
      const body = table.getDataBodyRange()
      body.load('address')
      await context.sync()
      expect(setting.value).toEqual({ id: 'enterprises', on: [1, 2] })
      expect([total.address, total.values]).toEqual(['第9周!C5', [[40]]])
      expect(table.columns.items.map(({ name }) => name)).toEqual([
        '企业名称',
        '职工总数',
        '已返岗',
      ])
      expect(body.address).toBe('第9周!A3:C4')
      setting.delete()
      await context.sync()
    })
  })

  test('marks by conditional format and takes them off without a trace', async () => {
    const { Excel, host } = open()
    const before = JSON.stringify(host.book.sheets[0])
    const ids = await Excel.run(async (context) => {
      const formats = ['B3', 'C4'].map((cell) => {
        const format = active(context).getRange(cell).conditionalFormats.add('Custom')
        format.custom.rule.formula = '=TRUE'
        format.custom.format.fill.color = '#FBC8C8'
        return format.load('id')
      })
      await context.sync()
      return formats.map(({ id }) => id)
    })
    expect(host.book.sheets[0]?.conditionalFormats.map(({ fill }) => fill)).toEqual([
      '#FBC8C8',
      '#FBC8C8',
    ])
    await Excel.run(async (context) => {
      const all = active(context).getRange().conditionalFormats
      all.load('items/type,items/customOrNullObject/rule/formula')
      await context.sync()
      expect(all.items.map(({ customOrNullObject }) => customOrNullObject.rule.formula)).toEqual([
        '=TRUE',
        '=TRUE',
      ])
      for (const id of ids) all.getItem(id).delete()
      await context.sync()
    })
    expect(JSON.stringify(host.book.sheets[0])).toBe(before)
  })

  test('clearing part of a conditional format leaves the rest', async () => {
    const { Excel, host } = open()
    await Excel.run(async (context) => {
      active(context).getRange('A1:C5').conditionalFormats.add('Custom')
      active(context).getRange('B2:B3').conditionalFormats.clearAll()
      await context.sync()
    })
    const cells = host.book.sheets[0]?.conditionalFormats[0]?.areas.reduce(
      (sum, { top, left, bottom, right }) => sum + (bottom - top + 1) * (right - left + 1),
      0,
    )
    expect(cells).toBe(13)
  })

  test('a protected sheet refuses writes and formats', async () => {
    const { Excel, host } = open()
    host.book.sheets[0]!.isProtected = true
    for (const change of [
      (sheet: Excel.Worksheet) => Object.assign(sheet.getRange('A1'), { values: [[1]] }),
      (sheet: Excel.Worksheet) => sheet.getRange('A1').clear(),
      (sheet: Excel.Worksheet) => sheet.getRange('A1').conditionalFormats.add('Custom'),
      (sheet: Excel.Worksheet) => Object.assign(sheet.getRange('A1').format.fill, { color: 'red' }),
    ]) {
      const run = Excel.run(async (context) => {
        change(active(context))
        await context.sync()
      })
      await expect(run).rejects.toMatchObject({ code: 'AccessDenied' })
    }
  })

  test('the last visible sheet can be neither deleted nor hidden', async () => {
    const { Excel } = open()
    await expect(
      Excel.run(async (context) => {
        context.workbook.worksheets.getItem('填表说明').visibility = 'Hidden'
        context.workbook.worksheets.getItem('第9周').delete()
        await context.sync()
      }),
    ).rejects.toMatchObject({ code: 'InvalidOperation' })
  })
})

const active = (context: Excel.RequestContext): Excel.Worksheet =>
  context.workbook.worksheets.getActiveWorksheet()
