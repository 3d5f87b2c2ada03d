import { describe, expect, test, vi } from 'vitest'
import { blockOf } from '../../addin/pane/model/batch.ts'
import { enterprises } from '../../shared/forms/enterprises.ts'
import { describe as describeFinding } from '../../shared/messages/index.ts'
import type { ExplanationDecision } from '../../shared/protocol/explained.ts'
import { County } from './county.ts'
import { openPane, SHEET, sheet, sound } from './open.ts'

/** Last week as it was sent: one enterprise stands still that works now, one is gone since. */
const lastWeek = () => sheet('第8周', [...sound, ['丁厂', '是', 12, 9]], '2020年2月21日')

/** This week: 丙厂 works, 乙厂 stands still again, 戊厂 is new, 丁厂 is missing. */
const thisWeek = () =>
  sheet(SHEET, [
    ['甲厂', '是', 45, 40],
    ['乙厂', '否', 25, 0],
    ['丙厂', '是', 8, 5],
    ['戊厂', '是', 30, 21],
  ])

async function reported(): Promise<County> {
  const county = new County()
  const it = openPane([lastWeek()], { county })
  await it.pane.open()
  await settled()
  await it.pane.letters.submit()
  expect(county.stored.size).toBe(1)
  return county
}

/** Lets what was begun without being waited for come to its end. */
const settled = () => new Promise((done) => setTimeout(done, 50))

async function opened(...args: Parameters<typeof openPane>) {
  const it = openPane(...args)
  await it.pane.open()
  await settled()
  return it
}

const rules = ({ pane }: Awaited<ReturnType<typeof opened>>) =>
  (pane.batch()?.findings ?? []).map(({ finding }) => [finding.rule, finding.cell])

const sinceLast = [
  ['enterprises.stopped-again', 'B5'],
  ['enterprises.vanished', null],
]

describe('the last report', () => {
  test('comes from the county, and the sheet is checked against it', async () => {
    const it = await opened([thisWeek()], { county: await reported() })
    expect(rules(it)).toEqual(expect.arrayContaining(sinceLast))
    const gone = it.pane.batch()!.findings.find(({ finding }) => finding.cell === null)
    expect(describeFinding(gone!.finding, 'zh', enterprises)).toContain('丁厂')
  })

  test('is kept, so that it is there without a line', async () => {
    const county = await reported()
    const it = await opened([thisWeek()], { county })
    county.reachable = false
    const { values, store } = it
    const later = await opened([thisWeek()], { county, values, store })
    expect(later.pane.store.get().me).not.toBeNull()
    expect(rules(later)).toEqual(expect.arrayContaining(sinceLast))
  })

  test('is asked for once, and not sent again while it is the same', async () => {
    const county = await reported()
    county.calls.length = 0
    const it = await opened([thisWeek()], { county })
    const asked = () => county.calls.filter((call) => call.endsWith('/history')).length
    expect(asked()).toBe(1)
    const { looks } = it.pane.store.get()
    const past = it.pane.store.get().pasts['xikou/enterprises']
    await it.pane.askCounty()
    expect(asked()).toBe(2)
    expect(it.pane.store.get().pasts['xikou/enterprises']).toBe(past)
    expect(it.pane.store.get().looks).toBe(looks)
  })

  test('of another week is not taken for that of this one', async () => {
    const it = await opened([lastWeek()], { county: await reported() })
    // The file is called after another week; nothing is said of what changed since.
    expect(rules(it)).toEqual([['weeks-differ', null]])
    expect(it.pane.store.get().pasts['xikou/enterprises']?.period).toBeNull()
  })

  test('is last week’s sheet in the same workbook where nobody is enrolled', async () => {
    const it = await opened([thisWeek(), lastWeek()], { enrolled: false })
    expect(rules(it)).toEqual(expect.arrayContaining(sinceLast))
    expect(it.pane.store.get().reading).toBe(false)
    const twice = sheet('第8周（二）', sound, '2020年2月21日')
    const unsure = await opened([thisWeek(), lastWeek(), twice], { enrolled: false })
    expect(rules(unsure)).toEqual([])
  })

  test('does not keep an edit from being taken in', async () => {
    const it = await opened([thisWeek()], { county: await reported() })
    it.type(4, 1, '是')
    await expect.poll(() => it.timers.size).toBe(1)
    it.elapse()
    await expect.poll(() => rules(it)).toEqual([['enterprises.vanished', null]])
  })
})

test('a warning may go with a reason, and without one', async () => {
  const it = await opened([thisWeek()], { county: await reported() })
  const gone = it.pane.batch()!.findings.find(({ finding }) => finding.cell === null)!
  expect(it.pane.batch()?.submission.explanations).toEqual([])
  await it.pane.sheets.explain(gone, '丁厂已注销')
  await it.pane.letters.submit()
  const sent = it.county.stored.get('/units/xikou/forms/enterprises/periods/2020-W09')
  expect(sent?.submission.explanations).toEqual([
    { sheet: SHEET, rule: 'enterprises.vanished', cell: null, reason: '丁厂已注销' },
  ])
})

describe('a reason given before', () => {
  const odd = (rows = sound): Parameters<typeof sheet>[1] => [...rows, ['丁厂', '是', 12, 15]]

  test('is offered again for the same record wherever its row is, and says since when', async () => {
    const first = await opened([sheet('第8周', odd(), '2020年2月21日')])
    const [error] = first.pane.batch()!.findings
    expect(error).toMatchObject({ finding: { cell: 'D7' }, record: '丁厂', earlier: null })
    await first.pane.sheets.explain(error!, '借调三人')
    expect(first.pane.batch()?.submission.explanations[0]).not.toHaveProperty('since')

    // Next week's sheet in the same workbook, with a row more.
    const next = openPane([sheet(SHEET, odd([...sound, ['戊厂', '是', 30, 21]]))])
    for (const [name, value] of first.book.settings) next.book.settings.set(name, value)
    await next.pane.open()
    const [again] = next.pane.batch()!.findings
    expect(again).toMatchObject({ finding: { cell: 'D8' }, reason: null })
    expect(again?.earlier?.reason).toBe('借调三人')
    await next.pane.sheets.explain(again!, again!.earlier!.reason)
    expect(next.pane.batch()?.submission.explanations).toEqual([
      {
        sheet: SHEET,
        rule: again?.finding.rule,
        cell: 'D8',
        reason: '借调三人',
        since: '2020-W08',
      },
    ])
  })

  test('is not offered to another record in the same cell', async () => {
    const first = await opened([sheet('第8周', odd(), '2020年2月21日')])
    await first.pane.sheets.explain(first.pane.batch()!.findings[0]!, '借调三人')
    const next = openPane([sheet(SHEET, [...sound, ['己厂', '是', 12, 15]])])
    for (const [name, value] of first.book.settings) next.book.settings.set(name, value)
    await next.pane.open()
    expect(next.pane.batch()!.findings[0]).toMatchObject({ finding: { cell: 'D7' }, earlier: null })
  })
})

describe('what the county decided of a reason', () => {
  const rule = 'enterprises.back-within-total'
  const decision: ExplanationDecision = {
    id: 'x',
    about: { rule, field: 'staff_back', record: '丁厂', cell: null },
    state: 'accepted',
    reason: '借调三人',
    since: '2020-W07',
    until: '2020-W10',
    why: '',
    decidedAt: '2020-02-20T02:00:00Z',
    decidedBy: '慈利县',
  }
  const odd = [...sound, ['丁厂', '是', 12, 15]] as Parameters<typeof sheet>[1]
  const decided = async (change: Partial<ExplanationDecision>) => {
    const county = new County()
    county.decisions = [{ ...decision, ...change }]
    const it = openPane([sheet(SHEET, odd)], { county })
    await it.pane.open()
    await vi.waitFor(() => expect(it.pane.store.get().pasts).not.toEqual({}))
    const found = () => it.pane.batch()!.findings.find(({ finding }) => finding.rule === rule)!
    return { ...it, found }
  }

  test('an accepted one is carried by itself, and is sent', async () => {
    const { pane, county, found } = await decided({})
    expect(found()).toMatchObject({ reason: '借调三人', accepted: { until: '2020-W10' } })
    expect(blockOf(pane.store.get(), pane.batch())).toBeNull()
    await pane.letters.submit()
    const sent = county.stored.get('/units/xikou/forms/enterprises/periods/2020-W09')
    expect(sent?.submission.explanations).toEqual([
      { sheet: SHEET, rule, cell: 'D7', reason: '借调三人', since: '2020-W07' },
    ])
    // The person may say it otherwise, and come back to it.
    await pane.sheets.explain(found(), '五人是新招')
    expect(found().reason).toBe('五人是新招')
    expect(found()).not.toHaveProperty('accepted')
    await pane.sheets.explain(found(), '')
    expect(found().reason).toBe('借调三人')
  })

  test.each([
    [{ until: '2020-W08' }, 'expired'],
    [{ state: 'refused', until: null, why: '应计入原单位' }, 'refused'],
  ] as const)('%j no longer excuses, and says why', async (change, _) => {
    const { pane, found } = await decided(change)
    expect(found()).toMatchObject({ reason: null, earlier: null, refused: change })
    // The same words again do not help; others do.
    await pane.sheets.explain(found(), '借调三人。')
    expect(found()).toMatchObject({ reason: null, refused: change })
    expect(blockOf(pane.store.get(), pane.batch())).toEqual({ reason: 'errors', count: 1 })
    await pane.sheets.explain(found(), '五人是新招')
    expect(found()).not.toHaveProperty('refused')
    expect(blockOf(pane.store.get(), pane.batch())).toBeNull()
  })

  test('a refusal that comes meanwhile is said where the report was rejected and in the sheet', async () => {
    const { pane, county, found } = await decided({})
    const refused = {
      ...decision,
      state: 'refused' as const,
      until: null,
      why: '不实',
      decidedAt: '2020-02-28T08:00:00Z',
    }
    county.decisions = [refused]
    const explanation = { sheet: SHEET, rule, cell: 'D7', reason: '借调三人' }
    county.refusal = {
      status: 422,
      slug: 'unexplained-findings',
      more: { findings: [found().finding], refused: [{ explanation, decision: refused }] },
    }
    await pane.letters.submit()
    await vi.waitFor(() =>
      expect(found()).toMatchObject({ reason: null, refused: { why: '不实' } }),
    )
    expect(pane.store.get().waiting[0]?.stop?.kind).toBe('rejected')
  })
})

test('the deadline is shown, and by whom and why it is later', async () => {
  const county = new County()
  const extension = {
    ...{ unit: 'xikou', name: '溪口镇', due: '2020-03-02T09:00:00.000Z', reason: '全镇停电' },
    ...{ by: '慈利县', at: '2020-02-26T02:00:00.000Z' },
  }
  county.extended = { due: extension.due, extension }
  const it = openPane([sheet(SHEET, sound)], { county })
  await it.pane.open()
  await vi.waitFor(() =>
    expect(it.pane.store.get().deadlines['xikou/2020-W09']).toMatchObject({ extension }),
  )
  // Without a line it is left at what is known.
  county.reachable = false
  await it.pane.checkAgain()
  expect(it.pane.store.get().deadlines['xikou/2020-W09']?.due).toBe(extension.due)
})
