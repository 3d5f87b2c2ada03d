import { readFileSync } from 'node:fs'
import type { WriteSheet } from 'hucre'
import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { gridOf } from '../../shared/grid/grid.ts'
import { conditionalLook } from './host/conditional.ts'
import { bookOf, openBook } from './host/load.ts'
import { saveBook } from './host/save.ts'
import { excelOver } from './node.ts'

async function opened(sheet: Partial<WriteSheet>, name = '表') {
  const bytes = await writeXlsx({ sheets: [{ name, ...sheet }] })
  const book = await openBook(bytes, '双河镇.xlsx')
  return { book, sheet: book.sheets[0]! }
}

describe('opening an .xlsx', () => {
  test('values, dates as serial numbers, their texts', async () => {
    const { sheet } = await opened({
      rows: [['甲厂', 45, true, new Date('2020-02-25'), null, '45人']],
      cells: new Map([
        ['0,3', { value: new Date('2020-02-25'), style: { numFmt: 'yyyy"年"m"月"d"日"' } }],
      ]),
    })
    expect(sheet.read({ top: 0, left: 0, bottom: 0, right: 5 })).toEqual([
      ['甲厂', 45, true, 43886, null, '45人'],
    ])
    expect(sheet.text(0, 3)).toBe('2020年2月25日')
  })

  test('formulas keep the value the file has, and get one where it has none', async () => {
    const { sheet } = await opened({
      rows: [[1, 2]],
      cells: new Map([
        ['0,2', { value: 99, formula: 'SUM(A1:B1)', formulaResult: 99 }],
        ['0,3', { value: null, formula: 'SUM(A1:B1)' }],
      ]),
    })
    expect(sheet.formula(0, 2)).toBe('=SUM(A1:B1)')
    expect([sheet.value(0, 2), sheet.value(0, 3)]).toEqual([99, 3])
  })

  test('looks: fills, bold, alignment, frames, widths', async () => {
    const line = { style: 'thin' } as const
    const { sheet } = await opened({
      rows: [['标题']],
      columns: [{ width: 26 }],
      cells: new Map([
        [
          '0,0',
          {
            value: '标题',
            style: {
              font: { name: '黑体', size: 18, bold: true, color: { rgb: 'FF0000' } },
              fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'DDEBF7' } },
              alignment: { horizontal: 'center', wrapText: true },
              border: { top: line, right: line, bottom: line, left: line },
            },
          },
        ],
      ]),
    })
    expect(sheet.style(0, 0)).toMatchObject({
      fontName: '黑体',
      fontSize: 18,
      bold: true,
      color: '#FF0000',
      fill: '#DDEBF7',
      horizontal: 'Center',
      wrap: true,
      border: true,
    })
    expect(sheet.columnWidths.get(0)).toBeCloseTo(26, 0)
  })

  test('merged areas, hidden rows and columns, rows a filter hides', async () => {
    const { sheet } = await opened({
      rows: Array.from({ length: 8 }, (_, row) => ['列', row]),
      merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: 1 }],
      columns: [{}, { hidden: true }],
      rowDefs: new Map([
        [1, { hidden: true }],
        [5, { hidden: true }],
      ]),
      autoFilter: { range: 'A3:B8' },
    })
    expect(sheet.merges).toEqual([{ top: 0, left: 0, bottom: 0, right: 1 }])
    expect([...sheet.hiddenRows]).toEqual([1])
    expect([...sheet.filteredRows]).toEqual([5])
    expect([...sheet.hiddenColumns]).toEqual([1])
    expect(sheet.filter).toEqual({ top: 2, left: 0, bottom: 7, right: 1 })
  })

  test('conditional formats, protection, tables and hidden sheets', async () => {
    const style = {
      fill: { type: 'pattern', pattern: 'solid', bgColor: { rgb: 'FFE9A8' } },
    } as const
    const bytes = await writeXlsx({
      sheets: [
        {
          name: '表',
          rows: [
            ['名称', '数'],
            ['甲', 5],
            ['乙', 9],
          ],
          protection: { sheet: true },
          tables: [{ name: '企业', range: 'A1:B3', columns: [{ name: '名称' }, { name: '数' }] }],
          conditionalRules: [
            { type: 'expression', priority: 1, formula: 'B2>6', range: 'B2:B3', style },
            { type: 'duplicateValues', priority: 2, range: 'A2:A3', style },
          ],
        },
        { name: '内部', rows: [['x']], hidden: true },
      ],
    })
    const book = await openBook(bytes, 'x.xlsx')
    const sheet = book.sheets[0]!
    const marks = [1, 2].map((row) => conditionalLook(book, sheet, row, 1).fill)
    expect(marks).toEqual([null, '#FFE9A8'])
    expect(sheet.conditionalFormats.map(({ type }) => type)).toEqual(['Custom', 'Other'])
    expect(sheet.isProtected).toBe(true)
    expect(sheet.tables[0]).toMatchObject({ name: '企业', headers: true })
    expect(book.sheets[1]?.visibility).toBe('Hidden')
    expect(book.active).toBe(sheet)
  })
})

test('a Chinese CSV opens whatever its encoding, and the real Office.js reads it', async () => {
  // 企业,45 in GB18030.
  const bytes = new Uint8Array([0xc6, 0xf3, 0xd2, 0xb5, 0x2c, 0x34, 0x35, 0x0d, 0x0a])
  const { Excel } = excelOver(await openBook(bytes, '双河镇.csv'))
  await Excel.run(async (context) => {
    const used = context.workbook.worksheets.getActiveWorksheet().getUsedRange(true)
    used.load('values')
    context.workbook.load('name')
    await context.sync()
    expect(used.values[0]?.[0]).toBe('企业')
    expect(context.workbook.name).toBe('双河镇.csv')
  })
})

test.each([
  ['a text named .xlsx', new TextEncoder().encode('这不是表格')],
  ['an empty file', new Uint8Array()],
])('%s is refused with the reason', async (_, bytes) => {
  await expect(openBook(bytes, 'a.xlsx')).rejects.toHaveProperty('name', 'FileError')
})

test('a damaged archive is refused', async () => {
  const bytes = (await writeXlsx({ sheets: [{ name: '表', rows: [['甲']] }] })).slice(0, 200)
  await expect(openBook(bytes, 'a.xlsx')).rejects.toHaveProperty('name', 'FileError')
})

describe('saving', () => {
  test('what was opened comes back the same', async () => {
    const grid = gridOf(
      '第9周',
      [
        ['标题', null],
        ['=1+1 是文字', 45],
        ['合计', null],
      ],
      [{ top: 0, left: 0, bottom: 0, right: 1 }],
    )
    grid.formulas.B3 = '=SUM(B2:B2)'
    grid.hiddenRows = [1]
    grid.hiddenColumns = [3]
    const { Excel, host } = excelOver(bookOf('双河镇.xlsx', [grid, gridOf('说明', [['x']])]))
    await Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem('第9周')
      sheet.getRange('B2').numberFormat = [['0.00%']]
      sheet.getRange('A2').format.fill.color = '#FFE9A8'
      const format = sheet.getRange('B2').conditionalFormats.add('Custom')
      format.custom.rule.formula = '="fugong"<>""'
      format.custom.format.fill.color = '#FBC8C8'
      context.workbook.names.add('合计', sheet.getRange('B3'))
      context.workbook.worksheets.getItem('说明').visibility = 'VeryHidden'
      await context.sync()
    })
    const again = await openBook(await saveBook(host.book), '双河镇.xlsx')
    const [before, after] = [host.book.sheets[0]!, again.sheets[0]!]
    const area = { top: 0, left: 0, bottom: 2, right: 1 }
    expect(after.read(area)).toEqual(before.read(area))
    expect(after.value(2, 1)).toBe(45)
    expect(after.formula(1, 0)).toBeNull()
    expect(after.formula(2, 1)).toBe('=SUM(B2:B2)')
    expect(after.merges).toEqual(before.merges)
    expect([...after.hiddenRows]).toEqual([1])
    expect(after.text(1, 1)).toBe('4500.00%')
    expect(after.style(1, 0).fill).toBe('#FFE9A8')
    expect(after.conditionalFormats[0]).toMatchObject({
      type: 'Custom',
      formula: '="fugong"<>""',
      fill: '#FBC8C8',
    })
    expect(again.sheets[1]?.visibility).toBe('VeryHidden')
    expect(again.locate('合计', after)).toEqual({
      sheet: after,
      area: { top: 2, left: 1, bottom: 2, right: 1 },
    })
  })

  test('an error value stays one', async () => {
    const again = await openBook(
      await saveBook(bookOf('x.xlsx', [gridOf('表', [['#REF!', 1]])])),
      'x',
    )
    expect(again.sheets[0]?.value(0, 0)).toBe('#REF!')
  })
})

test('every sample workbook opens as the command line reads it', async () => {
  const { openWorkbookFile } = await import('../../addin/workbook/file.ts')
  const index = new URL('../samples/index.json', import.meta.url)
  const paths = (JSON.parse(readFileSync(index, 'utf8')) as { path: string }[]).map(
    ({ path }) => path,
  )
  expect(paths.length).toBeGreaterThan(10)
  for (const path of paths) {
    const bytes = new Uint8Array(readFileSync(new URL(`../samples/${path}`, import.meta.url)))
    const book = await openBook(bytes, path)
    for (const { grid } of openWorkbookFile(bytes, path).sheets) {
      const sheet = book.find(grid.sheet)!
      const cells = grid.values.map((line) => line.map((value) => (value === '' ? null : value)))
      const width = Math.max(1, ...cells.map((line) => line.length))
      const shown = sheet.read({ top: 0, left: 0, bottom: cells.length - 1, right: width - 1 })
      const padded = cells.map((line) => [...line, ...Array(width - line.length).fill(null)])
      expect(shown.map((line) => line.map((value) => (value === '' ? null : value)))).toEqual(
        padded,
      )
    }
  }
})
