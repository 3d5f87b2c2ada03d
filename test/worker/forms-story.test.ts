/** A form that is added at run time, all the way: sheets as branches send them, totals, mail. */
import { env } from 'cloudflare:workers'
import { beforeAll, expect, test } from 'vitest'
import { apiClient } from '../../addin/client/api.ts'
import { memoryStore } from '../../addin/pane/browser/memory-store.ts'
import { createPane } from '../../addin/pane/model/pane.ts'
import { fileWorkbook } from '../../addin/workbook/file-port.ts'
import type { Form } from '../../shared/forms/form.ts'
import { forms as builtIn } from '../../shared/forms/index.ts'
import { type Cell, type Grid, gridOf } from '../../shared/grid/grid.ts'
import { inspect, type SheetReport } from '../../shared/inspect.ts'
import { describe as sentence } from '../../shared/messages/index.ts'
import type { Catalogue, TotalsAnswer } from '../../shared/protocol/answers.ts'
import { buildSubmission, zeroSubmission } from '../../shared/protocol/build.ts'
import type { Receipt, Submission } from '../../shared/protocol/submission.ts'
import { scheduled } from '../../worker/schedule.ts'
import { printing } from '../samples/printing.ts'
import {
  answer,
  call,
  enrolled,
  first,
  PERIOD,
  place,
  refusal,
  root,
  settle,
  WEDNESDAY,
} from './county.ts'

const township = (name: string) => [`填报单位：${name}　　填报日期：2020年2月25日`]

/** The same table in three layouts: figures as text with their units, groups, other words, a total. */
const lingyang = gridOf('Sheet1', [
  ['零阳镇网点印刷品用量表'],
  township('零阳镇'),
  ['序号', '网点', '印刷品名称', '用量', '单价', '金额', '经办人'],
  [1, '城关支行', '存款凭条', '21份', '2元/份', '42元', '张三'],
  [2, null, '取款凭条', '310份', '2元', '620元', '李四'],
  [3, '东街支行', '挂失申请书', '-', '', '－', '王五'],
  ['合计', null, null, '331份', null, '662元', null],
])
const jiangya = gridOf('二月', [
  ['印刷品用量统计'],
  township('江垭镇'),
  ['机构名称', '品名', '本月领用数量（份）', '费用(元)'],
  ['江垭支行', '存款凭条', 100, 200],
  ['江垭支行', '取款凭条', 50, 100],
])
/** Rows as the wrong branch filled them: a quantity without its amount. */
const spoilt = gridOf('Sheet1', [
  ['东岳观镇网点印刷品用量表'],
  township('东岳观镇'),
  ['网点', '印刷品名称', '用量', '金额'],
  ['东岳观支行', '存款凭条', '12份', ''],
] satisfies Cell[][])

let administrator: string
let aggregator: string

beforeAll(async () => {
  await settle()
  administrator = await enrolled('cili', 'administrator')
  aggregator = await enrolled('cili', 'aggregator')
})

/** What a pane or the command line does with a sheet: by the forms that the server names. */
async function inspected(grid: Grid, unit: string): Promise<{ report: SheetReport; form: Form }> {
  const asked = await call(`GET /units/${unit}/forms`, { token: aggregator })
  const { forms } = await answer<Catalogue>(asked)
  const [report] = inspect(grid, { forms, now: '2020-02-26' })
  const form = forms.find(({ id }) => id === report?.form)
  if (!report || !form) throw new Error(`${grid.sheet} is none of ours`)
  return { report, form }
}

async function submission(grid: Grid, unit: string): Promise<Submission> {
  const { report, form } = await inspected(grid, unit)
  return buildSubmission(report.table ? [report.table] : [], form, {
    asOf: report.asOf ?? '',
    file: `${unit}.xlsx`,
  })
}

const send = (unit: string, body: Submission) =>
  call(`PUT ${place(unit, 'printing')}`, { token: aggregator, body, headers: first })

test('before it is defined, its sheets are none of ours', async () => {
  await expect(inspected(lingyang, 'lingyang')).rejects.toThrow('none of ours')
})

test('once it is defined, sheets in any layout are read, sent, added up and mailed', async () => {
  const defined = await call('PUT /units/cili/forms/printing', {
    token: administrator,
    body: printing,
  })
  expect(await answer(defined, 201)).toEqual(printing)

  const { report } = await inspected(lingyang, 'lingyang')
  expect(report.layout?.columns).toMatchObject({ B: 'branch', D: 'quantity', F: 'amount' })
  expect(report.findings.map(({ cell, fix }) => [cell, fix?.value])).toContainEqual(['D5', 310])
  const receipt = await answer<Receipt>(
    await send('lingyang', await submission(lingyang, 'lingyang')),
    201,
  )
  expect(receipt.tally).toEqual({
    'printing.items': 3,
    'printing.used': 331,
    'printing.spent': 662,
    'printing.cost_per_piece': 2,
  })
  const sent = await call(`GET ${place('lingyang', 'printing')}`, { token: aggregator })
  expect(await sent.text()).not.toMatch(/张三|李四|王五/)

  await answer(await send('jiangya', await submission(jiangya, 'jiangya')), 201)

  const wrong = await refusal(await send('dongyueguan', await submission(spoilt, 'dongyueguan')))
  expect(wrong).toMatchObject({ status: 422, problem: 'unexplained-findings' })
  expect(wrong.findings).toMatchObject([{ rule: 'printing.amount-for-quantity', cell: 'C4' }])
  const { report: oddity, form } = await inspected(spoilt, 'dongyueguan')
  const errors = oddity.findings.filter(({ severity }) => severity === 'error')
  expect(errors.map((finding) => sentence(finding, 'zh', form))).toEqual([
    expect.stringMatching(/^C4：用量与金额/),
  ])
  // The branch had nothing to report after all.
  const zero = zeroSubmission(printing, { asOf: '2020-02-25', file: '' })
  await answer(await send('dongyueguan', zero), 201)

  const { totals, coverage } = await answer<TotalsAnswer>(
    await call(`GET /units/cili/totals?period=${PERIOD}&form=printing`, { token: aggregator }),
  )
  expect(coverage).toEqual({ expected: 3, submitted: 3, missing: [] })
  expect(totals).toMatchObject({
    'printing.used': 481,
    'printing.spent': 962,
    'printing.cost_per_piece': 2,
  })
})

/** The pane of somebody who has that workbook open, over this very service. */
function paneOver(grid: Grid, token: string) {
  const kept = new Map([['token', token]])
  const asked = (input: RequestInfo | URL, init: RequestInit = {}) =>
    call(`${init.method} ${new URL(String(input)).pathname.replace('/api/v1', '')}`, {
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(init.body !== undefined && { raw: init.body as string }),
    })
  return createPane(
    {
      workbook: fileWorkbook({
        name: 'book.xlsx',
        sheets: [{ name: grid.sheet, hidden: false, grid }],
      }),
      inspect: async (sheet, options) => inspect(sheet, options),
      api: (own, lang) =>
        apiClient({
          server: 'https://county.test',
          fetch: asked as typeof fetch,
          lang,
          ...(own !== null && { token: own }),
        }),
      store: memoryStore(),
      keyValues: {
        get: (key) => kept.get(key) ?? null,
        set: (key, value) => void (value === null ? kept.delete(key) : kept.set(key, value)),
      },
      forms: builtIn,
      now: () => new Date(WEDNESDAY),
      random: () => 0.5,
      newKey: () => crypto.randomUUID(),
      newSecret: () => crypto.randomUUID(),
      later: () => () => {},
    },
    'zh',
  )
}

const flooded = (name: string, rows: Cell[][]) =>
  gridOf('Sheet1', [
    [`${name}洪涝灾情统计表`],
    township(name),
    ['村', '受灾户数（户）', '直接经济损失（万元）', '联系人'],
    ...rows,
  ])

test('a form made of a sheet in the pane is put in force, reported by and added up', async () => {
  const county = paneOver(
    flooded('零阳镇', [
      ['大兴村', 12, 4.5, '张三'],
      ['申中村', 7, 1.2, '李四'],
    ]),
    administrator,
  )
  await county.open()
  expect(county.batch()).toBeNull()
  await county.definitions.open()
  const draft = () => county.store.get().drafting
  for (const id of ['printing', 'enterprises']) {
    county.definitions.edit({ id })
    expect(draft()?.faults).toMatchObject([{ pointer: '/id' }])
  }
  county.definitions.edit({ id: 'flood' })
  await county.definitions.save()
  expect(draft()).toBeNull()
  expect(county.batch()?.form.id).toBe('flood')

  for (const [unit, name, households] of [
    ['lingyang', '零阳镇', 19],
    ['jiangya', '江垭镇', 3],
  ] as const) {
    const clerk = paneOver(
      flooded(name, [['一村', households, 1, '王五']]),
      await enrolled(unit, 'reporter'),
    )
    await clerk.open()
    await clerk.letters.submit()
    expect(clerk.store.get()).toMatchObject({ waiting: [], trouble: null })
    const sent = await call(`GET ${place(unit, 'flood')}`, { token: aggregator })
    expect(await sent.clone().json()).toMatchObject({ revision: 1, tally: { 'flood.rows': 1 } })
    expect(await sent.text()).not.toContain('王五')
  }

  // The next version, with a title of its own; what was sent by the first stands.
  await county.definitions.open()
  county.definitions.edit({ title: { zh: '洪涝灾情快报', en: 'Flood at a glance' } })
  await county.definitions.save()
  expect(county.batch()?.submission.catalogue).toBe('flood@2')
  const { totals } = await answer<TotalsAnswer>(
    await call(`GET /units/cili/totals?period=${PERIOD}&form=flood`, { token: aggregator }),
  )
  expect(totals).toMatchObject({ 'flood.rows': 2, 'flood.affected_households': 22 })
})

test('the mail speaks of it, in both languages', async () => {
  const recipients = ['zh', 'en'].map((lang) => ({
    address: `${lang}@cili.test`,
    kinds: ['summary'],
    lang,
  }))
  const token = await root()
  await answer(await call('PUT /units/cili/recipients', { token, body: { recipients } }))
  const texts: Record<string, string> = {}
  const EMAIL = {
    send: async ({ to, text }: { to: string; text: string }) => {
      texts[to] = text
      return { messageId: '<1@test>' }
    },
  } as unknown as SendEmail
  const due = Date.parse('2020-02-28T09:00:00Z')
  await scheduled({ scheduledTime: due }, { ...env, EMAIL, SITE_URL: '' })
  expect(texts['zh@cili.test']).toContain('慈利县各网点使用印刷品481份，金额962元，平均每份2元。')
  expect(texts['zh@cili.test']).toContain('网点印刷品用量表')
  expect(texts['zh@cili.test']).toContain('慈利县洪涝灾情共2条，受灾户数22户，直接经济损失2万元。')
  expect(texts['en@cili.test']).toContain('used 481 printed items for 962 yuan')
})
