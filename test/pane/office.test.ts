import { describe, expect, test } from 'vitest'
import { excelHost } from '../../addin/workbook/office/host.ts'
import { officeWorkbook } from '../../addin/workbook/office.ts'
import type { Change, Mark } from '../../addin/workbook/port.ts'
import type { CellChange } from '../../shared/grid/changes.ts'
import { type Cell, type Grid, gridOf } from '../../shared/grid/grid.ts'
import { write } from '../excel/host/edit.ts'
import { bookOf } from '../excel/host/load.ts'
import { restyle } from '../excel/host/style.ts'
import { excelOver } from '../excel/node.ts'

const SHEET = '第9周'

function open(grids: Grid[] = [sample()], options = {}) {
  const book = bookOf('双河镇.xlsx', grids)
  const excel = excelOver(book, options)
  const workbook = officeWorkbook(excelHost(excel.Excel, excel.Office))
  const front = book.sheets[0]!
  return { ...excel, book, front, workbook }
}

function sample(): Grid {
  const grid = gridOf(
    SHEET,
    [
      ['双河镇企业复工复产情况统计表', null, null],
      ['企业名称', '职工总数', '已返岗'],
      ['甲厂', '45人', 40],
      ['乙厂', 1024, null],
      ['合计', null, null],
    ],
    [{ top: 0, left: 0, bottom: 0, right: 2 }],
  )
  grid.formulas.C5 = '=SUM(C3:C4)'
  return grid
}

/** Round trips that a piece of work takes; giving references back is not waited for. */
async function syncsOf(host: ReturnType<typeof open>['host'], work: () => Promise<unknown>) {
  const before = host.syncs
  await work()
  return host.syncs - before
}

const marksAt = (cells: string[]): Mark[] =>
  cells.map((cell) => ({ sheet: SHEET, cell, severity: 'error' }))

describe('reading a sheet', () => {
  test('takes one round trip, whatever there is to know of it', async () => {
    const grid = sample()
    grid.hiddenRows.push(3)
    grid.hiddenColumns.push(1)
    const { host, workbook } = open([grid])
    let read: Grid | null = null
    expect(await syncsOf(host, async () => (read = await workbook.read(SHEET)))).toBe(1)
    expect(read).toEqual({
      ...grid,
      values: [...grid.values.slice(0, 4), ['合计', null, 40]],
    })
  })

  test('takes one round trip for the cells of several areas, and brings those only', async () => {
    const { host, workbook } = open()
    let cells: CellChange[] = []
    const syncs = await syncsOf(host, async () => {
      cells = await workbook.readAreas(SHEET, ['B3:C3', 'C5', 'B7'])
    })
    expect(syncs).toBe(1)
    expect(cells).toEqual([
      { row: 2, column: 1, value: '45人' },
      { row: 2, column: 2, value: 40 },
      { row: 4, column: 2, value: 40, formula: '=SUM(C3:C4)' },
      { row: 6, column: 1, value: null },
    ])
  })

  test('a sheet that does not begin at A1 keeps its places', async () => {
    const { workbook, front, book } = open([gridOf(SHEET, [])])
    const area = { top: 2, left: 3, bottom: 2, right: 3 }
    write(book, front, area, [['=1+1']], 'person', '2020-02-25')
    const grid = await workbook.read(SHEET)
    expect(grid.values).toEqual([[], [], [null, null, null, 2]])
    expect(grid.formulas).toEqual({ D3: '=1+1' })
  })

  test('a blank sheet is read as one without values', async () => {
    const { workbook } = open([gridOf(SHEET, [])])
    expect((await workbook.read(SHEET)).values.flat().filter((value) => value !== null)).toEqual([])
  })

  test('rows hidden by a filter are told from rows hidden by hand', async () => {
    const grid = sample()
    grid.hiddenRows.push(0)
    grid.filteredRows.push(3)
    const { workbook, front } = open([grid])
    front.filter = { top: 1, left: 0, bottom: 3, right: 2 }
    const read = await workbook.read(SHEET)
    expect([read.hiddenRows, read.filteredRows]).toEqual([[0], [3]])
  })

  test('an Excel of 2019 tells no merged areas, and hidden rows in a second trip', async () => {
    const grid = sample()
    grid.hiddenRows.push(3)
    const { host, workbook } = open([grid], { api: '1.7' })
    let read: Grid | null = null
    expect(await syncsOf(host, async () => (read = await workbook.read(SHEET)))).toBe(2)
    expect(read).toMatchObject({ hiddenRows: [3], hiddenColumns: [], merges: [] })
    const plain = open([sample()], { api: '1.7' })
    expect(await syncsOf(plain.host, () => plain.workbook.read(SHEET))).toBe(1)
  })

  test('what is too large for one answer is read in slices, and nothing is lost', async () => {
    const rows = Array.from({ length: 3_000 }, (_, row): Cell[] => [`企业${row}`, row, '已复工'])
    const merges = [{ top: 1, left: 2, bottom: 2, right: 2 }]
    const grid = gridOf(SHEET, rows, merges)
    grid.formulas.B3000 = '=1+2998'
    const { host, workbook } = open([grid], { limit: 60_000 })
    const read = await workbook.read(SHEET)
    expect(read).toEqual(grid)
    const refused = host.trips.filter(({ error }) => error === 'ResponsePayloadSizeLimitExceeded')
    expect(refused.length).toBeGreaterThan(0)
  })

  test('more merged areas than Excel tells at once are still read', async () => {
    const rows = Array.from({ length: 1_200 }, (_, row): Cell[] => [
      row % 2 ? null : `村${row}`,
      row,
    ])
    const merges = Array.from({ length: 600 }, (_, index) => ({
      top: index * 2,
      left: 0,
      bottom: index * 2 + 1,
      right: 0,
    }))
    const { host, workbook } = open([gridOf(SHEET, rows, merges)])
    expect((await workbook.read(SHEET)).merges).toEqual(merges)
    expect(host.trips.filter(({ error }) => error !== null).length).toBeGreaterThan(0)
  })

  test('a sheet that is gone is said so', async () => {
    const { workbook } = open()
    await expect(workbook.read('没有')).rejects.toMatchObject({ code: 'ItemNotFound' })
  })
})

describe('marks', () => {
  test('any number of findings takes one round trip once the workbook is known to be clean', async () => {
    const { host, workbook, front } = open()
    await workbook.unmark()
    const cells = Array.from({ length: 60 }, (_, row) => `${'ABC'[row % 3]}${row * 2 + 1}`)
    expect(await syncsOf(host, () => workbook.mark(marksAt(cells)))).toBe(1)
    expect(front.conditionalFormats).toHaveLength(60)
    expect(await syncsOf(host, () => workbook.mark(marksAt(['A1'])))).toBe(1)
    expect(front.conditionalFormats.map(({ areas }) => areas)).toEqual([
      [{ top: 0, left: 0, bottom: 0, right: 0 }],
    ])
    expect(await syncsOf(host, () => workbook.unmark())).toBe(1)
    expect(front.conditionalFormats).toEqual([])
  })

  test('neighbours of one severity are one format', async () => {
    const { workbook, front } = open()
    await workbook.mark([
      ...marksAt(['B3', 'B5', 'B4']),
      { ...marksAt(['B6'])[0]!, severity: 'warning' },
    ])
    expect(front.conditionalFormats.map(({ areas }) => areas[0])).toEqual(
      expect.arrayContaining([
        { top: 2, left: 1, bottom: 4, right: 1 },
        { top: 5, left: 1, bottom: 5, right: 1 },
      ]),
    )
  })

  test('leave the person’s own formats and fills alone, on the way in and out', async () => {
    const { workbook, front } = open()
    const own = {
      id: 'own',
      type: 'Custom' as const,
      areas: [{ top: 2, left: 1, bottom: 3, right: 1 }],
      formula: '=B3>100',
      fill: '#00FF00',
      color: null,
      bold: false,
      stopIfTrue: false,
    }
    const other = { ...own, id: 'bars', type: 'Other' as const, formula: '' }
    front.conditionalFormats.push(own, other)
    front.setStyle(2, 1, restyle(front.style(2, 1), { fill: '#FF0000' }))
    const fill = front.style(2, 1)
    await workbook.mark(marksAt(['B3']))
    expect(front.conditionalFormats).toHaveLength(3)
    await workbook.unmark()
    expect(front.conditionalFormats).toEqual([own, other])
    expect(front.style(2, 1)).toEqual(fill)
  })

  test('of an earlier time are taken off by a pane that knows nothing of them', async () => {
    const first = open()
    await first.workbook.mark(marksAt(['B3', 'C4']))
    const later = excelOver(first.book)
    await officeWorkbook(excelHost(later.Excel, later.Office)).unmark()
    expect(first.front.conditionalFormats).toEqual([])
  })

  test('whose format went with a deleted row are replaced all the same', async () => {
    const { workbook, front } = open()
    await workbook.mark(marksAt(['B3', 'C4']))
    front.conditionalFormats.splice(0, 1)
    await workbook.mark(marksAt(['A1']))
    expect(front.conditionalFormats).toHaveLength(1)
  })

  test('show in Excel 2019', async () => {
    const { workbook, front } = open([sample()], { api: '1.7' })
    await workbook.mark(marksAt(['B3']))
    expect(front.conditionalFormats).toHaveLength(1)
    await workbook.unmark()
    expect(front.conditionalFormats).toEqual([])
  })
})

describe('writing cells', () => {
  test('takes one trip to look and one to write, however many cells', async () => {
    const rows = Array.from({ length: 200 }, (_, row): Cell[] => [`${row}人`])
    const { host, workbook, front } = open([gridOf(SHEET, rows)])
    const patches = rows.map((_, row) => ({ sheet: SHEET, cell: `A${row + 1}`, value: row }))
    expect(await syncsOf(host, () => workbook.write(patches))).toBe(2)
    expect(rows.map((_, row) => front.value(row, 0))).toEqual(rows.map((_, row) => row))
  })

  test('a number goes into a cell formatted as text as a number', async () => {
    const { workbook, front } = open([gridOf(SHEET, [['45'], ['46']])])
    for (const row of [0, 1]) {
      front.setStyle(row, 0, restyle(front.style(row, 0), { numberFormat: '@' }))
    }
    await workbook.write([{ sheet: SHEET, cell: 'A1', value: 45 }])
    expect([front.value(0, 0), front.style(0, 0).numberFormat]).toEqual([45, 'General'])
    expect([front.value(1, 0), front.style(1, 0).numberFormat]).toEqual(['46', '@'])
  })

  test('a day is seen as a day, and a person’s own date format stays', async () => {
    const { workbook, front } = open([gridOf(SHEET, [['2月27日'], [43888]])])
    front.setStyle(1, 0, restyle(front.style(1, 0), { numberFormat: 'yyyy年m月d日' }))
    const format = 'yyyy-mm-dd'
    await workbook.write([
      { sheet: SHEET, cell: 'A1', value: 43888, format },
      { sheet: SHEET, cell: 'A2', value: 43889, format },
    ])
    expect([0, 1].map((row) => front.text(row, 0))).toEqual(['2020-02-27', '2020年2月28日'])
  })

  test.each([
    '=1+1',
    '+86',
    '-',
    '@SUM(A1)',
    '45',
    '1,024',
    '2月27日',
    'true',
    "'甲",
    '＝1',
    '45人',
    '甲厂',
  ])('the text %j is kept as it is', async (text) => {
    const { workbook, front } = open()
    await workbook.write([{ sheet: SHEET, cell: 'A3', value: text }])
    expect(front.value(2, 0)).toBe(text)
    expect(front.formula(2, 0)).toBeNull()
  })

  test('null empties a cell', async () => {
    const { workbook, front } = open()
    await workbook.write([{ sheet: SHEET, cell: 'A3', value: null }])
    expect(front.value(2, 0)).toBeNull()
  })

  test('a protected sheet refuses, and says why', async () => {
    const { workbook, front } = open()
    front.isProtected = true
    await expect(workbook.write([{ sheet: SHEET, cell: 'A3', value: 1 }])).rejects.toMatchObject({
      code: 'AccessDenied',
    })
  })
})

describe('the workbook around the sheet', () => {
  test('names, sheets, what is in front', async () => {
    const { workbook, book } = open([sample(), gridOf('旧表', [['x']])])
    book.sheets[1]!.visibility = 'Hidden'
    expect(await workbook.name()).toBe('双河镇.xlsx')
    expect(await workbook.sheets()).toMatchObject([
      { name: SHEET, hidden: false },
      { name: '旧表', hidden: true },
    ])
    expect(await workbook.activeSheet()).toBe(SHEET)
  })

  test('jumps to a cell of another sheet in one trip', async () => {
    const { workbook, book, host } = open([gridOf('说明', [['x']]), sample()])
    expect(await syncsOf(host, () => workbook.select(SHEET, 'C4'))).toBe(1)
    expect(book.active).toBe(book.sheets[1])
    expect(book.sheets[1]?.selection).toEqual({ top: 3, left: 2, bottom: 3, right: 2 })
  })

  test('settings are kept with the workbook', async () => {
    const { workbook, book } = open()
    expect(await workbook.setting('columns')).toBeNull()
    await workbook.setSetting('columns', '[]')
    const later = excelOver(book)
    expect(await officeWorkbook(excelHost(later.Excel, later.Office)).setting('columns')).toBe('[]')
  })

  test('writes a sheet of its own over itself, never over a person’s', async () => {
    const { workbook, book } = open()
    await workbook.writeSheet('汇总', [
      ['单位', '企业数'],
      ['=cmd', 311],
    ])
    await workbook.writeSheet('汇总', [['双河镇', 41]])
    const sheet = book.sheets.find(({ name }) => name === '汇总')!
    expect([sheet.value(0, 0), sheet.value(0, 1), sheet.value(1, 0)]).toEqual(['双河镇', 41, null])
    await expect(workbook.writeSheet(SHEET, [['x']])).rejects.toThrow(SHEET)
    expect(book.sheets[0]?.value(2, 0)).toBe('甲厂')
  })
})

describe('events', () => {
  test.each(['1.17', '1.8'])(
    'with ExcelApi %s a person’s edit is told, by sheet name',
    async (api) => {
      const { workbook, front, book } = open([sample(), gridOf('第8周', [['x']])], { api })
      const seen: Change[] = []
      const stop = await workbook.onChange((change) => void seen.push(change))
      const area = { top: 2, left: 1, bottom: 2, right: 1 }
      write(book, front, area, [[45]], 'person', '2020-02-25')
      await expect.poll(() => seen).toEqual([{ sheet: SHEET, address: 'B3' }])
      front.name = '第九周'
      write(book, book.sheets[1]!, area, [[1]], 'person', '2020-02-25')
      await expect.poll(() => seen.length).toBe(2)
      expect(seen[1]).toEqual({ sheet: '第8周', address: 'B3' })
      await stop()
      write(book, front, area, [[46]], 'person', '2020-02-25')
      await new Promise((done) => setTimeout(done, 20))
      expect(seen).toHaveLength(2)
    },
  )

  test('its own fixes are not told back', async () => {
    const { workbook, front, book } = open()
    const seen: Change[] = []
    await workbook.onChange((change) => void seen.push(change))
    await workbook.write([{ sheet: SHEET, cell: 'B3', value: 45 }])
    const area = { top: 3, left: 1, bottom: 3, right: 1 }
    write(book, front, area, [[1]], 'person', '2020-02-25')
    await expect.poll(() => seen).toEqual([{ sheet: SHEET, address: 'B4' }])
  })

  test('the sheet a person turns to is told by name', async () => {
    const { workbook, host, book } = open([sample(), gridOf('第8周', [['x']])])
    const seen: string[] = []
    await workbook.onActivate((sheet) => void seen.push(sheet))
    host.book.activate(book.sheets[1]!)
    await expect.poll(() => seen).toEqual(['第8周'])
  })
})
