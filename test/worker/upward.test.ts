import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type {
  Completeness,
  Page,
  TotalsAnswer,
  UpwardAnswer,
} from '../../shared/protocol/answers.ts'
import type { EventRecord } from '../../shared/protocol/audit.ts'
import type { StoredSubmission, Submission } from '../../shared/protocol/submission.ts'
import {
  answer,
  enterprise,
  enterpriseRows,
  enterpriseSheet,
  first,
  place,
  refusal,
  returneeSheet,
} from './county.ts'
import { Deployment, databases, Network } from './deployments.ts'
import { type Meter, meter } from './metered.ts'

/** Townships report to their county's deployment, and that to its prefecture's. */

const [COUNTY, PREFECTURE] = databases as [D1Database, D1Database]
const network = new Network()
const county = new Deployment('county.test', COUNTY, network)
const prefecture = new Deployment('prefecture.test', PREFECTURE, network)

/** Friday 17:00 in Shanghai of the week, `week` weeks after that of the samples. */
let week = 0
const period = () => `2020-W${String(9 + week).padStart(2, '0')}`
const friday = (hours: number) =>
  new Date(
    Date.parse('2020-02-28T09:00:00Z') + week * 7 * 86_400_000 + hours * 3_600_000,
  ).toISOString()

beforeAll(async () => {
  await county.open()
  await prefecture.open()
  await county.addUnit('cili', '慈利县', 'county', null)
  for (const [id, name] of [
    ['lingyang', '零阳镇'],
    ['jiangya', '江垭镇'],
    ['dongyueguan', '东岳观镇'],
  ] as const) {
    await county.addUnit(id, name, 'township', 'cili')
  }
  await prefecture.addUnit('zhangjiajie', '张家界市', 'prefecture', null)
  // The prefecture calls the county as it likes.
  await prefecture.addUnit('430821', '慈利县', 'county', 'zhangjiajie')
  await prefecture.addUnit('sangzhi', '桑植县', 'county', 'zhangjiajie')
  await prefecture.addUnit('liyuan', '澧源镇', 'township', 'sangzhi')
  county.upward = {
    url: 'https://prefecture.test/',
    token: await prefecture.enrol('430821', 'reporter'),
  }
})

beforeEach(async () => {
  week += 1
  network.fate = () => 'arrives'
  network.messages.length = 0
  county.now = new Date(friday(-24))
  prefecture.now = new Date(friday(-24))
  await report('lingyang', enterpriseSheet(30, 10))
  await report('jiangya', enterpriseSheet(20, 15))
})

async function report(
  unit: string,
  body: Submission,
  headers: Record<string, string> = first,
  form = 'enterprises',
): Promise<void> {
  const response = await county.call(`PUT ${place(unit, form, period())}`, { body, headers })
  await answer(response, 'If-Match' in headers ? 200 : 201)
}

const again = { 'If-Match': '*' }
const standing = async () =>
  answer<UpwardAnswer>(await county.call(`GET /units/cili/periods/${period()}/report`))
const byHand = async () =>
  answer<UpwardAnswer>(await county.call(`POST /units/cili/periods/${period()}/report`))
const above = (form = 'enterprises') => place('430821', form, period())
const arrived = async (form?: string) =>
  answer<StoredSubmission>(await prefecture.call(`GET ${above(form)}`))
const totals = async (deployment: Deployment, unit: string) => {
  const query = `GET /units/${unit}/totals?period=${period()}`
  return answer<TotalsAnswer>(await deployment.call(query))
}
/** Submissions of the week; those of weeks before may be on their way again. */
const sent = () =>
  network.messages.filter(({ method, path }) => method === 'PUT' && path.endsWith(period())).length
/** Moves both clocks, and lets the county's schedule go. */
async function pass(hours: number, spent?: Meter): Promise<void> {
  prefecture.now = new Date(friday(hours))
  await county.pass(friday(hours), spent)
}

describe('by itself', () => {
  test('not before the deadline, then once, and what has arrived is the page of the county', async () => {
    await pass(-1)
    expect(sent()).toBe(0)
    expect((await standing()).forms).toMatchObject([
      {
        form: 'enterprises',
        state: null,
        changed: true,
        coverage: { expected: 3, submitted: 2, missing: ['东岳观镇'] },
        trouble: null,
      },
    ])
    await pass(0)
    const { submission, tally, receivedFrom, late } = await arrived()
    expect(submission).toMatchObject({
      kind: 'totals',
      tables: [],
      merged: {
        parts: [
          { path: 'jiangya/', name: '江垭镇', revision: 1 },
          { path: 'lingyang/', name: '零阳镇', revision: 1 },
        ],
        coverage: { expected: 3, submitted: 2, missing: ['东岳观镇'] },
        address: `https://county.test/#/cili/${period()}`,
      },
    })
    expect([receivedFrom, late]).toEqual(['慈利县', false])
    const below = (await totals(county, 'cili')).totals
    expect(tally).toEqual(Object.fromEntries(Object.keys(tally).map((id) => [id, below[id]])))
    expect((await totals(prefecture, 'zhangjiajie')).totals).toMatchObject({
      'enterprises.total': 50,
      'enterprises.resumed': 25,
      'enterprises.rate': 0.5,
    })
    expect(await standing()).toMatchObject({
      to: 'prefecture.test',
      forms: [{ state: 'submitted', revision: 1, changed: false, decision: null, trouble: null }],
    })

    await pass(1)
    await pass(2)
    expect(sent()).toBe(1)
  })

  test('a late township, a correction and a new form go as they come', async () => {
    await pass(0)
    await report('dongyueguan', enterpriseSheet(5, 5))
    expect((await standing()).forms).toMatchObject([{ state: 'submitted', changed: true }])
    await pass(1)
    await report('lingyang', enterpriseSheet(30, 12), again)
    await report('lingyang', returneeSheet(100, 40), first, 'returnees')
    await pass(2)
    const { revision, submission } = await arrived()
    expect(revision).toBe(3)
    expect(submission.merged?.coverage.missing).toEqual([])
    expect((await arrived('returnees')).submission.merged?.coverage).toEqual({
      expected: 3,
      submitted: 1,
      missing: ['东岳观镇', '江垭镇'],
    })
    const { entries } = await answer<Completeness>(
      await prefecture.call(`GET /units/zhangjiajie/completeness?period=${period()}`),
    )
    expect(entries.filter(({ within }) => within?.missing.length)).toMatchObject([
      { unit: '430821', form: 'returnees', kind: 'totals', within: { submitted: 1, expected: 3 } },
    ])
  })

  test('an enterprise of two townships counts once above as it does here', async () => {
    const twice = (back: number) =>
      enterpriseRows([
        enterprise({ name: '宏达公司', uscc: '91430821MA4L00008R', staff_back: back }),
        enterprise({ name: `${back}号厂` }),
      ])
    await report('lingyang', twice(10), again)
    county.now = new Date(friday(-20))
    await report('jiangya', twice(30), again)
    await pass(0)
    const { submission, tally } = await arrived()
    const figures = submission.merged?.parts.map((part) => [
      part.path,
      part.tally['enterprises.total'],
      part.counted?.['enterprises.total'],
    ])
    expect(figures).toEqual([
      ['jiangya/', 2, undefined],
      ['lingyang/', 2, 1],
    ])
    expect(tally).toMatchObject({ 'enterprises.total': 3, 'enterprises.staff_back': 70 })
    for (const [deployment, unit] of [
      [county, 'cili'],
      [prefecture, 'zhangjiajie'],
    ] as const) {
      expect((await totals(deployment, unit)).totals).toMatchObject({
        'enterprises.total': 3,
        'enterprises.staff_back': 70,
      })
    }
  })

  test('beside a county whose townships are in the same deployment', async () => {
    await pass(0)
    const body = enterpriseSheet(8, 4)
    await answer(
      await prefecture.call(`PUT ${place('liyuan', 'enterprises', period())}`, {
        body,
        headers: first,
      }),
      201,
    )
    const { totals: figures, parts, coverage } = await totals(prefecture, 'zhangjiajie')
    expect(figures).toMatchObject({ 'enterprises.total': 58, 'enterprises.rate': 29 / 58 })
    expect(parts.map(({ name }) => name)).toEqual(['慈利县', '澧源镇'])
    expect(coverage).toMatchObject({ expected: 2, submitted: 2, missing: [] })
  })

  test('what the county decides of a township changes no figure, and is no revision above', async () => {
    await pass(0)
    const place = `/units/lingyang/forms/enterprises/periods/${period()}`
    await answer(await county.call(`POST ${place}/return`, { body: { reason: '请核实' } }))
    expect((await standing()).forms).toMatchObject([{ changed: false }])
    await answer(await prefecture.call(`POST ${above()}/accept`))
    await answer(await county.call(`POST ${place}/accept`))
    await pass(1)
    expect((await standing()).forms).toMatchObject([{ state: 'accepted', changed: false }])
    expect(sent()).toBe(1)
  })

  test('what the prefecture decides is shown, and its acceptance locks', async () => {
    await pass(0)
    const reason = '江垭镇数字有误，请核实'
    await answer(await prefecture.call(`POST ${above()}/return`, { body: { reason } }))
    await pass(1)
    expect((await standing()).forms).toMatchObject([
      { state: 'returned', changed: false, decision: { reason, decidedBy: '系统管理员' } },
    ])
    expect(sent()).toBe(1)

    await report('jiangya', enterpriseSheet(20, 14), again)
    await pass(2)
    expect((await standing()).forms).toMatchObject([{ state: 'submitted', revision: 2 }])
    await answer(await prefecture.call(`POST ${above()}/accept`))
    await report('jiangya', enterpriseSheet(20, 13), again)
    await pass(3)
    expect((await standing()).forms).toMatchObject([
      { state: 'accepted', revision: 2, changed: true, trouble: null },
    ])
    expect(sent()).toBe(2)
    // Given back, it goes.
    await answer(await prefecture.call(`POST ${above()}/return`, { body: { reason: '可以更正' } }))
    await pass(4)
    expect((await arrived()).tally['enterprises.resumed']).toBe(23)
    expect((await standing()).forms).toMatchObject([{ state: 'submitted', changed: false }])
  })
})

describe('returned once more', () => {
  const decided = async (reason: string) =>
    answer(await prefecture.call(`POST ${above()}/return`, { body: { reason, cells: [] } }))
  const reasons = async () => (await standing()).forms.map(({ decision }) => decision?.reason)

  test('for another reason: that is what is shown', async () => {
    await pass(0)
    await decided('江垭镇数字有误')
    await pass(1)
    expect(await reasons()).toEqual(['江垭镇数字有误'])
    await decided('零阳镇数字也有误')
    await pass(2)
    expect(await reasons()).toEqual(['零阳镇数字也有误'])
    const spent = meter()
    await pass(3, spent)
    expect(spent.rowsWritten).toBe(1)
  })

  test('a reason that cannot be learnt now is learnt later, and one that is known stays', async () => {
    await pass(0)
    await decided('江垭镇数字有误')
    network.fate = ({ path }) => (path.includes('/forms/') ? 'lost' : 'arrives')
    await pass(1)
    expect((await standing()).forms).toMatchObject([{ state: 'returned', decision: null }])
    network.fate = () => 'arrives'
    await pass(2)
    expect(await reasons()).toEqual(['江垭镇数字有误'])
    network.fate = ({ path }) => (path.includes('/forms/') ? 'lost' : 'arrives')
    await pass(3)
    expect(await reasons()).toEqual(['江垭镇数字有误'])
  })
})

describe('by hand', () => {
  test('before the deadline, and without waiting for the next attempt', async () => {
    network.fate = () => 'lost'
    expect((await byHand()).forms).toMatchObject([
      { state: null, trouble: { problem: 'unreachable' } },
    ])
    network.fate = () => 'arrives'
    expect((await byHand()).forms).toMatchObject([
      { state: 'submitted', changed: false, trouble: null },
    ])
    expect((await arrived()).receivedAt < friday(0)).toBe(true)
  })

  test('leaves an event, once for each content that has arrived', async () => {
    const events = async () =>
      (
        await answer<Page<EventRecord>>(await county.call('GET /units/cili/events?limit=1000'))
      ).items.filter((event) => event.kind === 'reported' && event.period === period())
    await byHand()
    await byHand()
    await pass(1)
    expect(await events()).toMatchObject([
      { actor: '系统管理员', unit: 'cili', form: 'enterprises', revision: 1 },
    ])
    await report('jiangya', enterpriseSheet(20, 16), again)
    await pass(2)
    expect((await events()).slice(1)).toMatchObject([
      { actor: '慈利县', token: null, revision: 2, detail: '{"to":"prefecture.test"}' },
    ])
  })

  test('only the unit that reports, and only where there is somebody to report to', async () => {
    const other = await county.call(`POST /units/lingyang/periods/${period()}/report`)
    expect(await refusal(other)).toMatchObject({ status: 409, problem: 'upward-unset' })
    const none = await county.call(`GET /units/lingyang/periods/${period()}/report`)
    expect(await answer(none)).toMatchObject({ to: null, forms: [] })
    const kept = county.upward
    for (const upward of [
      { url: '', token: '' },
      { ...kept, token: '' },
      { ...kept, url: 'prefecture.test' },
      { ...kept, unit: 'nowhere' },
    ]) {
      county.upward = upward
      const unset = await county.call(`POST /units/cili/periods/${period()}/report`)
      expect((await refusal(unset)).problem).toBe('upward-unset')
      await pass(1)
    }
    county.upward = kept
    expect(network.messages).toEqual([])
  })
})

describe('when something goes wrong', () => {
  test('a receiver that is down is tried again, less and less often', async () => {
    network.fate = () => 'lost'
    const tried: number[] = []
    for (let hour = 0; hour < 30; hour += 1) {
      const before = network.messages.length
      const spent = meter()
      await pass(hour, spent)
      const answers = (await standing()).forms
      expect(answers).toMatchObject([{ state: null, trouble: { problem: 'unreachable' } }])
      if (answers[0]?.trouble?.triedAt === friday(hour)) tried.push(hour)
      // A look at whether it is up, no more.
      expect(network.messages.slice(before).map(({ path }) => path)).toEqual(['/api/v1/me'])
    }
    expect(tried).toEqual([0, 1, 3, 7, 13, 19, 25])
    network.fate = () => 'arrives'
    for (const hour of [30, 31]) await pass(hour)
    expect((await standing()).forms).toMatchObject([{ state: 'submitted', trouble: null }])
    expect((await arrived()).revision).toBe(1)
    expect(sent()).toBe(1)
  })

  test.each(['answer-lost', 'doubled', 'lost', 'late', 'gateway'] as const)(
    'a submission that is %s arrives once',
    async (fate) => {
      const onPut = (put: typeof fate) => {
        network.fate = ({ method }) => (method === 'PUT' ? put : 'arrives')
      }
      onPut(fate)
      await pass(0)
      onPut('doubled')
      // What was underway comes after something newer has been sent.
      await report('jiangya', enterpriseSheet(20, 19), again)
      if (fate === 'answer-lost') {
        expect((await standing()).forms).toMatchObject([{ trouble: { problem: 'unreachable' } }])
      }
      await pass(1)
      await network.settle()
      await pass(3)
      await pass(5)
      const { revision, tally } = await arrived()
      expect(tally['enterprises.resumed']).toBe(29)
      expect(revision).toBe(fate === 'lost' || fate === 'gateway' || fate === 'late' ? 1 : 2)
      expect((await standing()).forms).toMatchObject([
        { state: 'submitted', changed: false, trouble: null, revision },
      ])
    },
  )

  test('late, and only then something newer', async () => {
    network.fate = ({ method }) => (method === 'PUT' ? 'late' : 'arrives')
    await pass(0)
    await report('jiangya', enterpriseSheet(20, 19), again)
    await network.settle()
    network.fate = () => 'arrives'
    await pass(1)
    expect(await arrived()).toMatchObject({ revision: 2, tally: { 'enterprises.resumed': 29 } })
    expect((await standing()).forms).toMatchObject([{ changed: false, trouble: null }])
  })

  test('back to what was sent before is a revision of its own', async () => {
    await pass(0)
    await report('jiangya', enterpriseSheet(20, 19), again)
    await pass(1)
    await report('jiangya', enterpriseSheet(20, 15), again)
    await pass(2)
    await report('jiangya', enterpriseSheet(20, 19), again)
    await pass(3)
    // The sheet's own revision is part of what is reported: four contents.
    expect(await arrived()).toMatchObject({ revision: 4, tally: { 'enterprises.resumed': 29 } })
  })

  test('two passes and a click at once report once', async () => {
    await Promise.all([pass(0), pass(0), byHand()])
    expect((await arrived()).revision).toBe(1)
    await pass(1)
    expect((await standing()).forms).toMatchObject([{ state: 'submitted', trouble: null }])
    expect(sent()).toBe(1)
  })

  test('a form that is not known there holds up no other', async () => {
    const form = {
      id: 'canteen',
      version: 1,
      title: { zh: '食堂用餐统计表', en: 'Canteens' },
      row: { zh: '食堂', en: 'canteen' },
      subjects: ['食堂'],
      identifiedBy: [['name'], ['meals']],
      fields: [
        { id: 'name', title: { zh: '食堂名称', en: 'Canteen' }, synonyms: [], type: 'text' },
        { id: 'meals', title: { zh: '用餐人次', en: 'Meals' }, synonyms: [], type: 'count' },
      ],
      indicators: [
        {
          id: 'canteen.meals',
          title: { zh: '用餐人次', en: 'Meals' },
          overTime: 'sum',
          overUnits: 'sum',
          compute: { sum: 'meals' },
        },
      ],
      rules: [],
      bulletin: { zh: '共用餐{canteen.meals}人次', en: '{canteen.meals} meals' },
    }
    const defined = await county.call('PUT /units/cili/forms/canteen', { body: form })
    expect([200, 201]).toContain(defined.status)
    const zero = {
      kind: 'zero',
      catalogue: 'canteen@1',
      asOf: '2020-02-25',
      file: '',
      tables: [],
      tally: { 'canteen.meals': 0 },
      explanations: [],
    } as const
    await report('lingyang', zero as unknown as Submission, first, 'canteen')
    await pass(0)
    expect((await standing()).forms).toMatchObject([
      { form: 'enterprises', state: 'submitted', trouble: null },
      { form: 'canteen', state: null, trouble: { problem: 'form-unknown' } },
    ])
    // Another version there: said as well.
    const later = { ...form, fields: [...form.fields].reverse() }
    await answer(await prefecture.call('PUT /units/zhangjiajie/forms/canteen', { body: form }), 201)
    const next = { ...later, version: 2 }
    await answer(await prefecture.call('PUT /units/zhangjiajie/forms/canteen', { body: next }), 201)
    const { trouble } = (await byHand()).forms[1] ?? {}
    expect(trouble).toMatchObject({ problem: 'catalogue-mismatch' })
    expect(trouble?.detail).toContain('canteen@2')
  })

  test('a closed week, and open again', async () => {
    const path = `/units/zhangjiajie/periods/${period()}`
    await answer(await prefecture.call(`POST ${path}/close`))
    await pass(0)
    const { trouble } = (await standing()).forms[0] ?? {}
    expect(trouble).toMatchObject({ problem: 'period-closed', triedAt: friday(0) })
    expect(Date.parse(trouble?.retryAt ?? '') - Date.parse(friday(1))).toBeLessThanOrEqual(0)
    await answer(await prefecture.call(`POST ${path}/reopen`))
    await pass(1)
    expect((await standing()).forms).toMatchObject([{ state: 'submitted', trouble: null }])
  })

  test('what somebody else has reported there is not written over, unless it is returned', async () => {
    const headers = first
    const foreign = await prefecture.call(`PUT ${above()}`, {
      body: enterpriseSheet(3, 3),
      headers,
    })
    await answer(foreign, 201)
    await pass(0)
    expect((await standing()).forms).toMatchObject([
      { state: null, trouble: { problem: 'other-report' } },
    ])
    expect((await arrived()).tally['enterprises.total']).toBe(3)
    const body = { reason: '请由慈利县系统上报' }
    await answer(await prefecture.call(`POST ${above()}/return`, { body }))
    await pass(1)
    expect(await arrived()).toMatchObject({ revision: 2, tally: { 'enterprises.total': 50 } })
  })

  test.each([
    ['of the prefecture', 'zhangjiajie', 'aggregator', 'other-unit'],
    ['of a reader', '430821', 'reader', 'role-insufficient'],
  ] as const)('a token %s reports nothing', async (_, unit, role, problem) => {
    const kept = county.upward
    county.upward = { ...kept, token: await prefecture.enrol(unit, role) }
    const { forms } = await byHand()
    county.upward = kept
    expect(forms).toMatchObject([{ state: null, trouble: { problem } }])
  })

  test('a revoked token is said, and never shown', async () => {
    const kept = county.upward
    const token = await prefecture.enrol('430821', 'reporter')
    county.upward = { ...kept, token: `${token}x` }
    const answered = await byHand()
    county.upward = kept
    expect(answered.forms).toMatchObject([{ trouble: { problem: 'token-unknown' } }])
    expect(JSON.stringify(answered)).not.toContain(token)
    const tables = ['upward', 'events', 'revisions', 'current'].map((table) =>
      COUNTY.prepare(`SELECT * FROM ${table}`).run(),
    )
    expect(JSON.stringify(await Promise.all(tables))).not.toContain(token)
  })
})

describe('what it costs', () => {
  test('a pass with nothing to report: no row written of it, two requests a week that has come', async () => {
    await pass(0)
    await pass(1)
    network.messages.length = 0
    const spent = meter()
    await pass(2, spent)
    // That the pass has come to its end.
    expect(spent.rowsWritten).toBe(1)
    expect(sent()).toBe(0)
    expect(network.messages.length).toBeLessThanOrEqual(2 * Math.min(week, 5))
  })
})
