import { expect, test } from 'vitest'
import { gridOf } from '../../shared/grid/grid.ts'
import { openPane, PATH, SHEET, sheet, sound } from './open.ts'

/** Sheets are renamed, deleted and added while the pane is open. */

type Opened = Awaited<ReturnType<typeof opened>>

async function opened(grids = [sheet('报表', sound), gridOf('说明', [['x']])]) {
  const it = openPane(grids)
  await it.pane.open()
  await expect.poll(() => it.pane.store.get().reading).toBe(false)
  await expect.poll(() => Object.keys(it.pane.store.get().looks).length).toBe(grids.length)
  return it
}

const rename = ({ book }: Opened, from: string, to: string) =>
  book.renameSheet(book.find(from)!, to)
const state = ({ pane }: Opened) => pane.store.get()

test('renamed, the sheet in front is followed with the next edit', async () => {
  const it = await opened()
  rename(it, '报表', SHEET)
  it.type(3, 2, '50')
  await expect.poll(() => it.timers.size).toBe(1)
  it.elapse()
  await expect.poll(() => it.pane.batch()?.report.sheet).toBe(SHEET)
  expect(it.pane.batch()?.submission.tally['enterprises.staff_total']).toBe(83)
  expect(it.pane.batch()?.alongside).toEqual([])
  expect(state(it)).toMatchObject({ active: SHEET, trouble: null })
})

test('renamed, it is sent as it is called now, with the reasons given before', async () => {
  const it = await opened([sheet('报表', [['甲厂', '是', 45, 50], ...sound.slice(1)])])
  const error = it.pane.batch()!.findings.find(({ finding }) => finding.severity === 'error')!
  await it.pane.sheets.explain(error, '借调五人')
  rename(it, '报表', SHEET)
  await it.pane.letters.submit()
  const sent = it.county.stored.get(PATH)?.submission
  expect(sent?.tables.map((table) => table.sheet)).toEqual([SHEET])
  expect(sent?.explanations).toMatchObject([{ sheet: SHEET, reason: '借调五人' }])
  const again = openPane([], { book: it.book })
  await again.pane.open()
  expect(again.pane.batch()?.submission.explanations).toMatchObject([{ reason: '借调五人' }])
})

test('a click on a finding of a renamed sheet fails once, and says what to do', async () => {
  const it = await opened()
  rename(it, '报表', SHEET)
  await it.pane.sheets.goTo('报表', 'C4')
  expect(state(it)).toMatchObject({ trouble: 'sheet-gone', active: SHEET })
  expect(it.pane.batch()?.report.sheet).toBe(SHEET)
  await it.pane.sheets.goTo(SHEET, 'C4')
  expect(state(it).trouble).toBeNull()
})

test('a sheet that went along and was deleted keeps nothing back', async () => {
  const it = await opened([sheet(SHEET, sound), sheet('第9周续', [['丁厂', '是', 5, 5]])])
  expect(it.pane.batch()?.records).toBe(4)
  it.book.deleteSheet(it.book.find('第9周续')!)
  await it.pane.letters.submit()
  expect(state(it).trouble).toBeNull()
  expect(it.county.stored.get(PATH)?.tally['enterprises.total']).toBe(3)
})

test('what was ticked to go along stays so under another name', async () => {
  const it = await opened([sheet(SHEET, sound), sheet('第9周续', [['丁厂', '是', 5, 5]])])
  it.pane.takeAlong('第9周续', false)
  rename(it, '第9周续', '另一张')
  await it.pane.checkAgain()
  await expect.poll(() => it.pane.batch()?.alongside).toMatchObject([])
  await it.pane.sheets.turnTo(SHEET)
  expect(it.pane.batch()?.alongside).toMatchObject([{ sheet: '另一张', chosen: false }])
})

test('a change told of a sheet that is gone since is passed over', async () => {
  const it = await opened([sheet(SHEET, sound), sheet('第9周续', [['丁厂', '是', 5, 5]])])
  it.type(3, 2, '6', '第9周续')
  it.book.deleteSheet(it.book.find('第9周续')!)
  await new Promise((done) => setTimeout(done, 50))
  it.elapse()
  await new Promise((done) => setTimeout(done, 50))
  expect(state(it).trouble).toBeNull()
  await it.pane.checkAgain()
  expect(it.pane.batch()?.records).toBe(3)
})
