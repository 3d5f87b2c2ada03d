import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../addin/pane/browser/memory-store.ts'
import { blockOf } from '../../addin/pane/model/batch.ts'
import { questionsAbout } from '../../addin/pane/model/columns.ts'
import { forms } from '../../shared/forms/index.ts'
import { type Cell, gridOf } from '../../shared/grid/grid.ts'
import { inspect } from '../../shared/inspect.ts'
import { write } from '../excel/host/edit.ts'
import { County } from './county.ts'
import { openPane, PATH, SHEET, sheet, sound } from './open.ts'

type Opened = ReturnType<typeof openPane>

const cells = ({ pane }: Opened) =>
  pane.batch()?.findings.map(({ finding }) => `${finding.rule} ${finding.cell}`)
const block = ({ pane }: Opened) => blockOf(pane.store.get(), pane.batch())?.reason
const held = ({ pane }: Opened) => pane.batch()?.known?.submission

const ask = ({ pane }: Pick<Opened, 'pane'>) => {
  const { looks, columns, active } = pane.store.get()
  return questionsAbout(looks[active ?? '']!.reports, columns, pane.forms)
}

async function opened(...args: Parameters<typeof openPane>): Promise<Opened> {
  const result = openPane(...args)
  await result.pane.open()
  await expect.poll(() => result.pane.store.get().reading).toBe(false)
  return result
}

describe('the sheet in front', () => {
  test('is recognised, checked and counted', async () => {
    const it = await opened()
    const batch = it.pane.batch()!
    expect(batch.form.id).toBe('enterprises')
    expect([batch.report.unit, batch.period, batch.submission.asOf, batch.records]).toEqual([
      '溪口镇',
      '2020-W09',
      '2020-02-28',
      3,
    ])
    expect(cells(it)?.[0]).toMatch(/D5$/)
    expect(cells(it)).toContain('number-as-text C4')
    expect(batch.submission.tally['enterprises.resumed']).toBe(2)
    expect(block(it)).toBe('errors')
  })

  test('that is none of ours is left alone', async () => {
    const it = await opened([
      gridOf('通讯录', [
        ['姓名', '电话'],
        ['张三', '123'],
      ]),
    ])
    expect(it.pane.batch()).toBeNull()
    expect(block(it)).toBe('not-ours')
  })

  test('of ten thousand rows is not read again for one cell: only that and what formulas make of it', async () => {
    const rows = Array.from({ length: 10_000 }, (_, index): Cell[] => [
      ...[`溪口${index + 1}号加工厂`, index % 3 ? '是' : '否', 20, index % 3 ? 12 : 0],
    ])
    const grid = sheet(SHEET, [...rows, ['合计', null, null, null]])
    grid.formulas.C10004 = '=SUM(C4:C10003)'
    grid.formulas.D10004 = '=SUM(D4:D10003)'
    const it = await opened([grid])
    const { host } = it.excel
    expect(it.pane.batch()?.records).toBe(10_000)
    expect(cells(it)).toEqual([])

    const [syncs, trips] = [host.syncs, host.trips.length]
    it.type(5000, 3, '25')
    await expect.poll(() => it.timers.size).toBe(1)
    it.elapse()
    // The total is that of its formula still, and no complaint.
    await expect.poll(() => cells(it)).toEqual(['enterprises.back-within-total D5001'])
    await host.quiet()
    // Which sheet it was, and its cells.
    expect(host.syncs - syncs).toBe(2)
    const bytes = host.trips.slice(trips).map(({ responseBytes }) => responseBytes)
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(5_000)
    const [report] = inspect(await it.workbook.read(SHEET), { forms, now: '2020-02-28' })
    expect(it.pane.store.get().looks[SHEET]?.reports[0]).toEqual(report)
  })

  test('is read again as a whole when much of it was pasted', async () => {
    const it = await opened()
    const rows = Array.from({ length: 600 }, (_, index) => [`溪口${index}号厂`, '是', '20', '12'])
    const area = { top: 6, left: 0, bottom: 605, right: 3 }
    write(it.book, it.book.find(SHEET)!, area, rows, 'person', '2020-02-28')
    await expect.poll(() => it.timers.size).toBe(1)
    const before = it.excel.host.syncs
    it.elapse()
    await expect.poll(() => it.pane.batch()?.records).toBe(603)
    expect(it.excel.host.syncs - before).toBe(1)
  })

  test('is read again when a person has typed, once for many keystrokes', async () => {
    const it = await opened()
    const before = it.excel.host.syncs
    it.type(4, 3, '15')
    it.type(4, 3, '16')
    await expect.poll(() => it.timers.size).toBe(1)
    await it.excel.host.quiet()
    await expect.poll(() => it.excel.host.syncs - before).toBe(2)
    it.elapse()
    await expect.poll(() => cells(it)?.some((cell) => cell.endsWith('D5'))).toBe(false)
    expect(it.excel.host.syncs - before).toBe(3)
  })

  test('changes when the person turns to another', async () => {
    const it = await opened([sheet(), gridOf('说明', [['填表说明']])])
    it.book.activate(it.book.sheets[1]!)
    await expect.poll(() => it.pane.store.get().active).toBe('说明')
    await expect.poll(() => it.pane.batch()).toBeNull()
    it.book.activate(it.book.sheets[0]!)
    await expect.poll(() => it.pane.batch()?.report.sheet).toBe(SHEET)
  })
})

describe('in the workbook', () => {
  test('a click brings the cell into view', async () => {
    const it = await opened([gridOf('说明', [['x']]), sheet()])
    await it.pane.sheets.goTo(SHEET, 'D5')
    expect(it.book.active.name).toBe(SHEET)
    expect(it.book.active.selection).toEqual({ top: 4, left: 3, bottom: 4, right: 3 })
  })

  test('safe fixes apply in one go and can be undone', async () => {
    const it = await opened()
    await it.pane.sheets.fix(it.pane.batch()!.findings)
    expect(it.book.sheets[0]?.value(3, 2)).toBe(45)
    expect(cells(it)).not.toContain('number-as-text C4')
    await it.pane.sheets.undo()
    expect(it.book.sheets[0]?.value(3, 2)).toBe('45人')
    expect(it.pane.store.get().applied).toEqual([])
  })

  test('undoing leaves alone what a person has typed since', async () => {
    const it = await opened()
    await it.pane.sheets.fix(it.pane.batch()!.findings)
    it.type(3, 2, '46')
    await expect.poll(() => it.timers.size).toBe(1)
    it.elapse()
    await expect.poll(() => it.pane.store.get().looks[SHEET]?.grid.values[3]?.[2]).toBe(46)
    await it.pane.sheets.undo()
    expect(it.book.sheets[0]?.value(3, 2)).toBe(46)
  })

  test('marks follow what is found, and go', async () => {
    const it = await opened()
    const formats = () => it.book.sheets[0]!.conditionalFormats.length
    await it.pane.sheets.mark()
    expect(formats()).toBe(2)
    await it.pane.sheets.fix(it.pane.batch()!.findings)
    expect(formats()).toBe(1)
    await it.pane.sheets.unmark()
    expect(formats()).toBe(0)
  })

  test('a protected sheet is said so, and nothing else breaks', async () => {
    const it = await opened()
    it.book.sheets[0]!.isProtected = true
    await it.pane.sheets.fix(it.pane.batch()!.findings)
    expect(it.pane.store.get().trouble).toBe('protected')
    expect(it.book.sheets[0]?.value(3, 2)).toBe('45人')
    expect(it.pane.batch()?.records).toBe(3)
  })

  test('a column that is not guessed at is asked about, and the answer stays with the file', async () => {
    const grid = sheet()
    grid.values[2]![2] = '人员甲'
    const it = await opened([grid])
    const [question] = ask(it)
    expect(question).toMatchObject({ column: 'C', label: '人员甲', pressing: false })
    await it.pane.columns.answer(question!, 'staff_total')
    expect(it.pane.batch()?.report.layout?.columns.C).toBe('staff_total')
    expect(it.pane.batch()?.submission.answers).toEqual([
      { sheet: SHEET, column: 'C', label: '人员甲', field: 'staff_total' },
    ])
    const later = await opened([], { book: it.book })
    expect(later.pane.batch()?.report.layout?.columns.C).toBe('staff_total')
    await later.pane.columns.answer(ask(later)[0]!, null)
    expect(later.pane.batch()?.report.layout?.columns.C).toBeUndefined()
    expect(later.pane.batch()?.submission).not.toHaveProperty('answers')
  })

  test('a sheet that lacks a column is ours once the person says which one it is', async () => {
    const grid = sheet()
    grid.values[2]![0] = '名堂'
    const it = await opened([grid])
    expect(it.pane.batch()).toBeNull()
    const questions = ask(it)
    expect(questions).toMatchObject([
      { column: 'A', label: '名堂', form: 'enterprises', pressing: true },
    ])
    await it.pane.columns.answer(questions[0]!, 'name')
    expect(it.pane.batch()?.records).toBe(3)
  })
})

describe('several sheets of one form', () => {
  const village = (name: string, unit: string, day = '2020年2月28日') => {
    const own = sound.map(([firm, ...figures]) => [`${name}${firm}`, ...figures])
    const grid = sheet(name, own, day)
    grid.values[1] = [`填报单位：${unit}　填报日期：${day}`]
    return grid
  }

  test('of the same week and unit go together, others wait to be chosen', async () => {
    const it = await opened([
      village('一村', '溪口镇'),
      village('二村', '溪口镇'),
      village('第8周', '溪口镇', '2020年2月21日'),
      village('外镇', '江垭镇'),
    ])
    await expect.poll(() => it.pane.batch()?.alongside.length).toBe(3)
    const chosen = () => it.pane.batch()!.alongside.filter((one) => one.chosen)
    expect(chosen().map((one) => one.sheet)).toEqual(['二村'])
    expect(it.pane.batch()?.submission.tables.map((table) => table.sheet)).toEqual(['一村', '二村'])
    it.pane.takeAlong('外镇', true)
    it.pane.takeAlong('二村', false)
    expect(it.pane.batch()?.submission.tables.map((table) => table.sheet)).toEqual(['一村', '外镇'])
  })

  test('a copy is not proposed; whoever takes it along hears what stands twice', async () => {
    const copy = { ...village('本周', '溪口镇'), sheet: '本周 (2)' }
    const it = await opened([village('本周', '溪口镇'), copy])
    await expect.poll(() => it.pane.batch()?.alongside.length).toBe(1)
    expect(it.pane.batch()?.alongside).toMatchObject([{ chosen: false, repeats: true }])
    expect(it.pane.batch()?.records).toBe(3)
    it.pane.takeAlong('本周 (2)', true)
    const twice = it.pane.batch()?.findings.filter(({ sheet }) => sheet === '本周 (2)')
    expect(twice?.map(({ finding }) => finding.params.first)).toEqual([
      ...['本周!A4', '本周!A5', '本周!A6'],
    ])
  })

  test('a hidden copy does not count twice', async () => {
    const it = openPane([village('本周', '溪口镇'), village('备份', '溪口镇')])
    it.book.sheets[1]!.visibility = 'Hidden'
    await it.pane.open()
    expect(it.pane.batch()?.alongside).toMatchObject([
      { sheet: '备份', hidden: true, chosen: false },
    ])
  })
})

describe('enrolling', () => {
  test('trades the code for a token that stays on this machine, not in the document', async () => {
    const it = await opened([sheet(SHEET, sound)], { enrolled: false })
    expect(block(it)).toBe('not-enrolled')
    await it.pane.person.enrol('BAD')
    expect(it.pane.store.get().enrolTrouble).toEqual({ kind: 'refused', detail: 'code-unknown' })
    await it.pane.person.enrol(' GOOD-CODE ')
    expect(it.values.get('token')).toBe('secret-2')
    expect(JSON.stringify([...it.book.settings])).not.toContain('secret-2')
    expect(block(it)).toBeUndefined()
  })

  test('offline, the unit is still known', async () => {
    const first = await opened([sheet(SHEET, sound)])
    first.county.reachable = false
    const again = await opened([sheet(SHEET, sound)], first)
    expect(again.pane.store.get().me?.unit?.name).toBe('溪口镇')
    expect(again.pane.store.get().online).toBe(false)
    expect(block(again)).toBeUndefined()
  })

  test('signed out, nothing of the token is left', async () => {
    const it = await opened()
    it.pane.person.signOut()
    expect([...it.values.keys()]).toEqual([])
    expect(it.pane.store.get().me).toBeNull()
  })
})

describe('submitting', () => {
  test('what was received is shown with the county’s own count', async () => {
    const it = await opened([sheet(SHEET, sound)])
    await it.pane.letters.submit()
    expect(held(it)).toMatchObject({ revision: 1, state: 'submitted', kind: 'report' })
    expect(held(it)?.tally['enterprises.resumed']).toBe(2)
    expect(it.pane.store.get().acknowledged).toHaveLength(1)
    expect(it.pane.store.get().waiting).toEqual([])
  })

  test('the sheet is read once more: an edit the pane was not told of counts', async () => {
    const it = await opened([sheet(SHEET, sound)])
    it.book.sheets[0]!.setValue(3, 3, 30)
    await it.pane.letters.submit()
    expect(it.county.stored.get(PATH)?.tally['enterprises.staff_back']).toBe(50)
  })

  test('errors block until they are explained, and the reason goes along', async () => {
    const it = await opened()
    await it.pane.letters.submit()
    expect(it.county.stored.size).toBe(0)
    const error = it.pane.batch()!.findings.find(({ finding }) => finding.severity === 'error')!
    await it.pane.sheets.explain(error, '借调五人')
    expect(block(it)).toBeUndefined()
    await it.pane.letters.submit()
    expect(it.county.stored.get(PATH)?.submission.explanations).toEqual([
      { sheet: error.sheet, rule: error.finding.rule, cell: 'D5', reason: '借调五人' },
    ])
    const later = await opened([], { book: it.book })
    expect(block(later)).toBeUndefined()
    later.pane.choosePeriod('2020-W08')
    await expect.poll(() => block(later)).toBe('errors')
  })

  test('a person’s number blocks, whatever the reason', async () => {
    const grid = sheet(SHEET, [['甲厂（联系人13800138000）', '是', 45, 40]])
    const it = await opened([grid])
    const personal = it.pane.batch()!.findings[0]!
    expect(personal.finding.rule).toBe('personal-value')
    await it.pane.sheets.explain(personal, '需要')
    expect(block(it)).toBe('errors')
  })

  test('a revision goes over the one the county holds', async () => {
    const it = await opened([sheet(SHEET, sound)])
    await it.pane.letters.submit()
    const again = await opened([sheet(SHEET, sound)], { county: it.county })
    await expect.poll(() => held(again)?.revision).toBe(1)
    again.type(3, 3, '41')
    await again.pane.letters.submit()
    expect(held(again)).toMatchObject({ revision: 2 })
    await again.pane.letters.submit()
    expect(held(again)).toMatchObject({ revision: 2 })
  })

  test('with no line it waits, says so, and goes when the line is back', async () => {
    const it = await opened([sheet(SHEET, sound)])
    it.county.reachable = false
    await it.pane.letters.submit()
    expect(it.pane.store.get()).toMatchObject({ online: false, acknowledged: [] })
    expect(it.pane.store.get().waiting).toMatchObject([{ tries: 1, stop: null }])
    const later = await opened([sheet(SHEET, sound)], it)
    expect(later.pane.store.get().waiting).toHaveLength(1)
    it.county.reachable = true
    await later.pane.setOnline(true)
    expect(held(later)).toMatchObject({ revision: 1 })
    expect(later.pane.store.get()).toMatchObject({ waiting: [], online: true })
  })

  test('somebody else was quicker: both are shown, the person decides', async () => {
    const county = new County()
    const mine = await opened([sheet(SHEET, sound)], { county })
    const theirs = await opened([sheet(SHEET, [...sound, ['丁厂', '是', 5, 5]])], { county })
    await theirs.pane.letters.submit()
    await mine.pane.letters.submit()
    const [waiting] = mine.pane.store.get().waiting
    expect(waiting?.stop).toMatchObject({
      kind: 'conflict',
      current: { submission: { revision: 1, receivedFrom: '溪口镇' } },
    })
    await mine.pane.letters.sendAgain(waiting!)
    expect(held(mine)).toMatchObject({ revision: 2 })
    expect(county.stored.get(PATH)?.submission.tables[0]?.records).toHaveLength(3)

    theirs.type(3, 3, '1')
    await theirs.pane.letters.submit()
    await theirs.pane.letters.discard(theirs.pane.store.get().waiting[0]!)
    expect(theirs.pane.store.get().waiting).toEqual([])
    expect(held(theirs)).toMatchObject({ revision: 2 })
  })

  test('what this machine cannot keep is not sent, and that is said', async () => {
    const store = memoryStore()
    store.put = async () => {
      throw new Error('QuotaExceededError')
    }
    const it = await opened([sheet(SHEET, sound)], { store })
    await it.pane.letters.submit()
    expect(it.pane.store.get()).toMatchObject({ trouble: 'not-kept', submitting: false })
    expect(it.county.stored.size).toBe(0)
  })

  test('a closed week keeps it and says why', async () => {
    const it = await opened([sheet(SHEET, sound)])
    it.county.refusal = { status: 423, slug: 'period-closed' }
    await it.pane.letters.submit()
    const [waiting] = it.pane.store.get().waiting
    expect(waiting?.stop).toMatchObject({ kind: 'locked', problem: { title: 'period-closed' } })
    it.county.refusal = null
    await it.pane.letters.sendAgain(waiting!)
    expect(held(it)).toMatchObject({ revision: 1 })
  })

  test('an accepted report is locked from the start', async () => {
    const it = await opened([sheet(SHEET, sound)])
    await it.pane.letters.submit()
    const decision = {
      state: 'accepted' as const,
      reason: '',
      cells: [],
      decidedAt: '2020-02-28T09:00:00Z',
      decidedBy: '慈利县',
    }
    await it.county.put(PATH, { state: 'accepted', decision })
    await it.pane.checkAgain()
    expect(block(it)).toBe('accepted')
  })

  test('an expired token asks to enrol again and loses nothing', async () => {
    const it = await opened([sheet(SHEET, sound)])
    it.county.token = 'another'
    await it.pane.letters.submit()
    expect(it.pane.store.get()).toMatchObject({ me: null, enrolTrouble: { kind: 'expired' } })
    expect(it.pane.store.get().waiting).toMatchObject([{ stop: { kind: 'signed-out' } }])
    await it.pane.person.enrol('GOOD-CODE')
    await expect.poll(() => held(it)?.revision).toBe(1)
    expect(it.pane.store.get().waiting).toEqual([])
  })

  test('nothing to report is a report of its own', async () => {
    const it = await opened([gridOf('空表', [])])
    const form = it.pane.forms[0]!
    await it.pane.letters.submitZero(form, {
      unit: 'xikou',
      form: form.id,
      period: '2020-W09',
    })
    expect(it.county.stored.get(PATH)?.submission).toMatchObject({ kind: 'zero', tables: [] })
  })

  test('why it cannot be reported is one, too', async () => {
    const it = await opened([gridOf('空表', [])])
    const form = it.pane.forms[0]!
    const target = { unit: 'xikou', form: form.id, period: '2020-W09' }
    await it.pane.letters.submitSkip(form, target, ' 经办人病假 ')
    expect(it.county.stored.get(PATH)?.submission).toMatchObject({
      kind: 'skip',
      reason: '经办人病假',
      tally: {},
    })
  })
})
