import { apiClient } from '../../addin/client/api.ts'
import { inspectorHere } from '../../addin/pane/browser/inspector.ts'
import { memoryStore } from '../../addin/pane/browser/memory-store.ts'
import type { LocalStore } from '../../addin/pane/model/deps.ts'
import { createPane } from '../../addin/pane/model/pane.ts'
import { excelHost } from '../../addin/workbook/office/host.ts'
import { officeWorkbook } from '../../addin/workbook/office.ts'
import { forms } from '../../shared/forms/index.ts'
import { type Cell, type Grid, gridOf } from '../../shared/grid/grid.ts'
import type { Book } from '../excel/host/book.ts'
import { write } from '../excel/host/edit.ts'
import { bookOf } from '../excel/host/load.ts'
import { excelOver } from '../excel/node.ts'
import { County } from './county.ts'

export const SHEET = '第9周'
export const PATH = '/units/xikou/forms/enterprises/periods/2020-W09'

/** A township's sheet as it comes: one figure typed as text, one larger than its whole. */
export function sheet(name = SHEET, rows: Cell[][] = broken, period = '2020年2月28日'): Grid {
  return gridOf(name, [
    ['溪口镇企业复工复产情况统计表'],
    [`填报单位：溪口镇　　填报日期：${period}`],
    ['企业名称', '是否复工', '职工总数', '已返岗人数'],
    ...rows,
  ])
}

export const broken: Cell[][] = [
  ['甲厂', '是', '45人', 40],
  ['乙厂', '是', 20, 25],
  ['丙厂', '否', 8, null],
]

export const sound: Cell[][] = [
  ['甲厂', '是', 45, 40],
  ['乙厂', '是', 25, 20],
  ['丙厂', '否', 8, null],
]

interface Options {
  county?: County
  enrolled?: boolean
  store?: LocalStore
  values?: Map<string, string>
  /** An Excel that was open before, its workbook with it. */
  book?: Book
  now?: Date
}

/** The pane without its looks, over the real Office.js; clock and timers are in the test's hands. */
export function openPane(grids: Grid[] = [sheet()], options: Options = {}) {
  const county = options.county ?? new County()
  const book = options.book ?? bookOf('溪口镇第9周.xlsx', grids)
  const excel = excelOver(book)
  const workbook = officeWorkbook(excelHost(excel.Excel, excel.Office))
  const values = options.values ?? new Map<string, string>()
  if (options.enrolled !== false) values.set('token', county.token ?? '')
  const store = options.store ?? memoryStore()
  const timers = new Set<() => void>()
  let keys = 0
  const pane = createPane(
    {
      workbook,
      inspect: inspectorHere(),
      api: (token, lang) =>
        apiClient({
          server: 'https://county.example',
          fetch: county.fetch,
          lang,
          ...(token !== null && { token }),
        }),
      store,
      keyValues: {
        get: (key) => values.get(key) ?? null,
        set: (key, value) => void (value === null ? values.delete(key) : values.set(key, value)),
      },
      forms,
      now: () => options.now ?? new Date('2020-02-28T08:00:00Z'),
      random: () => 0.5,
      newKey: () => `key-${++keys}`,
      newSecret: () => `secret-${++keys}`,
      later(run) {
        timers.add(run)
        return () => timers.delete(run)
      },
    },
    'zh',
  )
  /** Lets all timers fire, as if time went by. */
  const elapse = () => {
    const due = [...timers]
    timers.clear()
    for (const run of due) run()
  }
  /** What a person types. */
  const type = (row: number, column: number, text: string, name = SHEET) =>
    write(
      book,
      book.find(name)!,
      { top: row, left: column, bottom: row, right: column },
      [[text]],
      'person',
      '2020-02-28',
    )
  return { pane, county, book, excel, workbook, values, store, timers, elapse, type }
}
