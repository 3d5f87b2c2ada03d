import { expect, test } from 'vitest'
import { indexInFront } from '../../addin/pane/model/choices.ts'
import { fileWorkbook } from '../../addin/workbook/file-port.ts'
import { type Cell, type Grid, gridOf } from '../../shared/grid/grid.ts'
import type { Book } from '../excel/host/book.ts'
import { bookOf } from '../excel/host/load.ts'
import { openPane, SHEET, sheet, sound } from './open.ts'

/** What a clerk chose for a sheet is there again next time, and gone with next week's copy. */

type Opened = Awaited<ReturnType<typeof opened>>

async function opened(grids: Grid[], book?: Book, day = '2020-02-28') {
  const it = openPane([], {
    book: book ?? bookOf('溪口镇台账.xlsx', grids),
    now: new Date(`${day}T08:00:00Z`),
  })
  await it.pane.open()
  await expect.poll(() => it.pane.store.get().reading).toBe(false)
  return it
}

/** A sheet that says no day. */
const undated = (name = SHEET) => {
  const grid = sheet(name, sound)
  grid.values[1] = ['填报单位：溪口镇']
  return grid
}

const period = ({ pane }: Opened) => pane.batch()?.period

async function choose(it: Opened, week: string): Promise<void> {
  it.pane.choosePeriod(week)
  await expect.poll(() => it.pane.store.get().reading).toBe(false)
  await expect.poll(() => period(it)).toBe(week)
}

async function chosen(grid = undated('报表')): Promise<Opened> {
  const it = await opened([grid, sheet('别的', sound)])
  await choose(it, '2020-W08')
  return it
}

test('the week chosen for a sheet holds when another sheet was opened, and when the pane was closed', async () => {
  const it = await chosen()
  await it.pane.sheets.turnTo('别的')
  expect(period(it)).toBe('2020-W09')
  await it.pane.sheets.turnTo('报表')
  expect(period(it)).toBe('2020-W08')
  const again = await opened([], it.book)
  expect(period(again)).toBe('2020-W08')
  expect(again.pane.batch()?.submission.asOf).toBe(it.pane.batch()?.submission.asOf)
})

test('next week’s copy is not taken for last week’s, however it was made', async () => {
  const saved = await chosen()
  saved.book.name = '溪口镇周报.xlsx'
  expect(period(await opened([], saved.book))).toBe('2020-W09')

  const same = await chosen()
  expect(period(await opened([], same.book, '2020-03-06'))).toBe('2020-W10')

  const named = await chosen(sheet('报表', sound))
  named.type(1, 0, '填报单位：溪口镇　　填报日期：2020年3月6日', '报表')
  expect(period(await opened([], named.book))).toBe('2020-W10')

  const renamed = await chosen()
  renamed.book.renameSheet(renamed.book.find('报表')!, '报表 (2)')
  expect(period(await opened([], renamed.book))).toBe('2020-W09')
})

test('a sheet that is dated anew while the pane is open goes by its own week again', async () => {
  const it = await chosen(sheet('报表', sound))
  const date = async (day: string) => {
    it.type(1, 0, `填报单位：溪口镇　　填报日期：${day}`, '报表')
    await expect.poll(() => it.timers.size).toBe(1)
    it.elapse()
  }
  await date('2020年2月27日')
  await expect.poll(() => it.pane.store.get().looks.报表?.grid.values[1]?.[0]).toContain('27')
  expect(period(it)).toBe('2020-W08')
  await date('2020年3月6日')
  await expect.poll(() => period(it)).toBe('2020-W10')
  expect(it.pane.batch()?.submission.asOf).toBe('2020-03-06')
})

test('a file that is chosen again after it was corrected keeps its week', async () => {
  const it = await chosen()
  const file = (name: string) =>
    fileWorkbook({ name, sheets: [{ name: '报表', hidden: false, grid: undated('报表') }] })
  await it.pane.openWorkbook(file(it.book.name))
  expect(period(it)).toBe('2020-W08')
  await it.pane.openWorkbook(file('溪口镇新表.xlsx'))
  expect(period(it)).toBe('2020-W09')
})

test('which of several tables of a sheet is reported is kept, by its form', async () => {
  const rows: Cell[][] = [
    ...sheet(SHEET, sound).values,
    [],
    ['溪口镇务工人员返岗统计表'],
    ['村名', '劳动力总数', '有外出意愿人数', '已返岗人数'],
    ['一村', 120, 80, 60],
    ['二村', 90, 60, 30],
  ]
  const it = await opened([gridOf('报表', rows), sheet('别的', sound)])
  const form = (one: Opened) => one.pane.batch()?.form.id
  const tables = it.pane.store.get().looks.报表!.reports
  expect(tables.map((one) => one.form)).toEqual(['enterprises', 'returnees'])
  it.pane.chooseTable(1)
  expect(form(it)).toBe('returnees')
  await it.pane.sheets.turnTo('别的')
  expect(form(it)).toBe('enterprises')
  await it.pane.sheets.turnTo('报表')
  expect(form(it)).toBe('returnees')
  expect(form(await opened([], it.book))).toBe('returnees')
  // Where that table is no more, the first is in front.
  expect(indexInFront(it.pane.store.get(), tables.slice(0, 1))).toBe(0)
})

test('what another hand has written into the workbook’s settings does no harm', async () => {
  for (const text of ['[null]', '[{"sheet":"报表","period":{"week":5}}]', '{', '[{"table":1}]']) {
    const it = await opened([undated('报表')])
    it.book.settings.set('fugong.choices', text)
    expect(period(await opened([], it.book))).toBe('2020-W09')
  }
})
