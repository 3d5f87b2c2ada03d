import { expect, test } from 'vitest'
import { questionsAbout } from '../../addin/pane/model/columns.ts'
import { fileWorkbook } from '../../addin/workbook/file-port.ts'
import { type Grid, gridOf } from '../../shared/grid/grid.ts'
import { County } from './county.ts'
import { openPane, SHEET, sheet } from './open.ts'

type Opened = ReturnType<typeof openPane>

/** A clerk answers once; next week's sheet is a fresh file, which keeps nothing. */

function weekly(heading = '人员甲'): Grid {
  const grid = sheet()
  grid.values[2]![2] = heading
  return grid
}

const questions = ({ pane }: Pick<Opened, 'pane'>) => {
  const { looks, columns, active } = pane.store.get()
  return questionsAbout(looks[active ?? '']?.reports ?? [], columns, pane.forms)
}
const columns = ({ pane }: Opened) => pane.batch()?.report.layout?.columns

async function opened(...args: Parameters<typeof openPane>): Promise<Opened> {
  const result = openPane(...args)
  await result.pane.open()
  await expect.poll(() => result.pane.store.get().reading).toBe(false)
  await new Promise((done) => setTimeout(done, 30))
  return result
}

async function answered(): Promise<Opened> {
  const it = await opened([weekly()])
  await it.pane.columns.answer(questions(it)[0]!, 'staff_total')
  return it
}

test('a fresh workbook is read as the unit answered before, and that is said', async () => {
  const it = await answered()
  const fresh = await opened([weekly('人员甲（人）')], { store: it.store })
  expect(columns(fresh)).toMatchObject({ C: 'staff_total' })
  expect(questions(fresh)).toMatchObject([{ cell: 'C3', answer: { column: '', label: '人员甲' } }])
  expect(fresh.pane.batch()?.submission.answers).toEqual([
    { sheet: SHEET, column: 'C', label: '人员甲（人）', field: 'staff_total' },
  ])
  expect([...fresh.book.settings]).toEqual([])
})

test('one click takes it back: the column is asked about, here and in other workbooks', async () => {
  const it = await answered()
  const fresh = await opened([weekly()], { store: it.store })
  await fresh.pane.columns.forget(questions(fresh)[0]!)
  expect(columns(fresh)).not.toHaveProperty('C')
  expect(questions(fresh)).toMatchObject([{ cell: 'C3', answer: null }])
  const later = await opened([weekly()], { store: it.store })
  expect(columns(later)).not.toHaveProperty('C')
  // The workbook in which it was answered has its own word.
  const first = await opened([], { store: it.store, book: it.book })
  expect(columns(first)).toMatchObject({ C: 'staff_total' })
})

test('another word in this workbook wins over what is remembered, and is remembered in its place', async () => {
  const it = await answered()
  const fresh = await opened([weekly()], { store: it.store })
  await fresh.pane.columns.answer(questions(fresh)[0]!, null)
  expect(columns(fresh)).not.toHaveProperty('C')
  const later = await opened([weekly()], { store: it.store })
  expect(columns(later)).not.toHaveProperty('C')
  expect(questions(later)).toMatchObject([{ answer: { field: null } }])
})

test('is of one unit: another on the same machine is asked', async () => {
  const it = await answered()
  const county = new County()
  const unit = { id: 'jiangya', name: '江垭镇', level: 'township' as const, parent: 'cili' }
  county.me = { unit, role: 'reporter', units: [unit] }
  const other = await opened([weekly()], { store: it.store, county })
  expect(columns(other)).not.toHaveProperty('C')
  const nobody = await opened([weekly()], { store: it.store, enrolled: false })
  expect(columns(nobody)).not.toHaveProperty('C')
})

test('the same label under another group is another question', async () => {
  const under = (group: string) =>
    gridOf(
      SHEET,
      [
        ['溪口镇企业复工复产情况统计表', null, null, null],
        ['填报单位：溪口镇　　填报日期：2020年2月28日'],
        ['企业名称', '是否复工', group, null, '已返岗人数'],
        [null, null, '甲类', '乙类', null],
        ['甲厂', '是', 45, 40, 30],
        ['乙厂', '是', 25, 20, 10],
      ],
      [
        { top: 2, bottom: 2, left: 2, right: 3 },
        ...[0, 1, 4].map((left) => ({ top: 2, bottom: 3, left, right: left })),
      ],
    )
  const it = await opened([under('春节前')])
  const asked = questions(it).find(({ cell }) => cell === 'C4')!
  expect(asked.label).toBe('春节前／甲类')
  await it.pane.columns.answer(asked, 'staff_total')
  expect(columns(it)).toMatchObject({ C: 'staff_total' })
  const same = await opened([under('春节前')], { store: it.store })
  expect(columns(same)).toMatchObject({ C: 'staff_total' })
  const other = await opened([under('节后新招')], { store: it.store })
  expect(columns(other)).not.toHaveProperty('C')
})

test('a file chosen in place of Excel is read by it too', async () => {
  const it = await answered()
  const later = await opened([gridOf('说明', [['x']])], { store: it.store })
  const grid = weekly()
  await later.pane.openWorkbook(
    fileWorkbook({ name: '第10周.xlsx', sheets: [{ name: grid.sheet, hidden: false, grid }] }),
  )
  expect(columns(later)).toMatchObject({ C: 'staff_total' })
  expect(questions(later)[0]?.answer?.column).toBe('')
})

test('a machine that keeps nothing asks, and goes on', async () => {
  const it = openPane([weekly()])
  const refuses = async () => {
    throw new Error('QuotaExceededError')
  }
  Object.assign(it.store, { answers: refuses, putAnswer: refuses, dropAnswer: refuses })
  await it.pane.open()
  await it.pane.columns.answer(questions(it)[0]!, 'staff_total')
  expect(columns(it)).toMatchObject({ C: 'staff_total' })
})
