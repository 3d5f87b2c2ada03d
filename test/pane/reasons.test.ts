import { expect, test } from 'vitest'
import type { Located } from '../../addin/pane/model/batch.ts'
import type { Book } from '../excel/host/book.ts'
import { openPane, PATH, SHEET, sheet } from './open.ts'

/** A reason belongs to a record: rows come, go and are sorted while the week is worked on. */

type Opened = Awaited<ReturnType<typeof opened>>

async function opened(book?: Book) {
  const it = openPane(
    [
      sheet(SHEET, [
        ['甲厂', '是', 45, 50],
        ['乙厂', '是', 20, 25],
        ['丙厂', '否', 8, null],
      ]),
    ],
    book ? { book } : {},
  )
  await it.pane.open()
  await expect.poll(() => it.pane.store.get().reading).toBe(false)
  return it
}

const errors = ({ pane }: Opened): Located[] =>
  pane.batch()!.findings.filter(({ finding }) => finding.severity === 'error')
const said = (it: Opened) =>
  errors(it).map(({ finding, reason, earlier }) => [finding.cell, reason, earlier?.reason ?? null])
const at = (it: Opened, cell: string) => errors(it).find(({ finding }) => finding.cell === cell)!

/** What a person does to whole rows, from the fourth on. */
async function rows(it: Opened, lines: string[][]): Promise<void> {
  for (const [row, line] of lines.entries()) {
    for (const [column, text] of line.entries()) it.type(3 + row, column, text)
  }
  await it.pane.checkAgain()
}

test('a row inserted above takes no reason away and gets none', async () => {
  const it = await opened()
  await it.pane.sheets.explain(at(it, 'D4'), '借调五人')
  await rows(it, [
    ['丁厂', '是', '5', '9'],
    ['甲厂', '是', '45', '50'],
    ['乙厂', '是', '20', '25'],
  ])
  expect(said(it)).toEqual([
    ['D4', null, null],
    ['D5', '借调五人', null],
    ['D6', null, null],
  ])
  // Another reason for the row that is there now leaves the first alone, and each is changed by itself.
  await it.pane.sheets.explain(at(it, 'D4'), '新招四人')
  await it.pane.sheets.explain(at(it, 'D5'), '借调六人')
  expect(said(it).map(([, reason]) => reason)).toEqual(['新招四人', '借调六人', null])
  expect(said(await opened(it.book))).toEqual(said(it))
  expect(it.pane.batch()!.submission.explanations.map(({ cell }) => cell)).toEqual(['D4', 'D5'])
  await it.pane.sheets.explain(at(it, 'D5'), '')
  expect(said(it).map(([, reason]) => reason)).toEqual(['新招四人', null, null])
})

test('sorted the other way round, each has its own', async () => {
  const it = await opened()
  await it.pane.sheets.explain(at(it, 'D4'), '甲借调')
  await it.pane.sheets.explain(at(it, 'D5'), '乙借调')
  await rows(it, [
    ['乙厂', '是', '20', '25'],
    ['甲厂', '是', '45', '50'],
  ])
  expect(said(it)).toEqual([
    ['D4', '乙借调', null],
    ['D5', '甲借调', null],
  ])
})

test('a name put right afterwards: the reason is offered again, not lost', async () => {
  const it = await opened()
  await it.pane.sheets.explain(at(it, 'D4'), '借调五人')
  it.type(3, 0, '甲机械厂')
  await it.pane.checkAgain()
  expect(said(it)[0]).toEqual(['D4', null, '借调五人'])
  await it.pane.sheets.explain(at(it, 'D4'), '借调五人')
  expect(said(it)[0]).toEqual(['D4', '借调五人', null])
  expect(it.pane.batch()!.submission.explanations[0]).not.toHaveProperty('since')
})

test('of two rows by one name a reason stays with its cell', async () => {
  const it = await opened()
  it.type(4, 0, '甲厂')
  await it.pane.checkAgain()
  await it.pane.sheets.explain(at(it, 'D5'), '二车间借调')
  expect(said(it).map(([, reason]) => reason)).toContain('二车间借调')
  expect(at(it, 'D4').reason).toBeNull()
})

test('two panes on one workbook keep each other’s reasons', async () => {
  const one = await opened()
  const other = await opened(one.book)
  await one.pane.sheets.explain(at(one, 'D4'), '甲借调')
  await other.pane.sheets.explain(at(other, 'D5'), '乙借调')
  expect(said(other).map(([, reason]) => reason)).toEqual(['甲借调', '乙借调'])
  expect(said(await opened(one.book))).toEqual(said(other))
  // Given at the same time, neither waits for the other.
  await Promise.all([
    one.pane.sheets.explain(at(one, 'D4'), '甲又借调'),
    one.pane.sheets.explain(at(one, 'D5'), '乙又借调'),
  ])
  expect(said(one).map(([, reason]) => reason)).toEqual(['甲又借调', '乙又借调'])
})

test('a workbook that takes nothing in: it is said, and the reason holds as long as the pane is open', async () => {
  const it = await opened()
  it.workbook.setSetting = async () => {
    throw Object.assign(new Error(), { code: 'AccessDenied' })
  }
  await it.pane.sheets.explain(at(it, 'D4'), '甲借调')
  await it.pane.sheets.explain(at(it, 'D5'), '乙借调')
  expect(it.pane.store.get().trouble).toBe('not-remembered')
  await it.pane.letters.submit()
  expect(it.county.stored.get(PATH)?.submission.explanations.length).toBe(2)
  expect(it.pane.store.get().trouble).toBeNull()
})
