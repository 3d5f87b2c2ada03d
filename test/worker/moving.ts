/** A county with a past, its export, and another deployment to bring it to. */
import { env } from 'cloudflare:workers'
import example from '../../docs/guides/example-form.json' with { type: 'json' }
import { returnees } from '../../shared/forms/returnees.ts'
import type { Enrolment } from '../../shared/protocol/answers.ts'
import { skipSubmission } from '../../shared/protocol/build.ts'
import type { ImportAnswer } from '../../shared/protocol/transfer.ts'
import { scheduled } from '../../worker/schedule.ts'
import {
  answer,
  at,
  call,
  enterpriseSheet,
  first,
  place,
  returneeSheet,
  root,
  WEDNESDAY,
} from './county.ts'
import type { Meter } from './metered.ts'
import { emptyTables } from './tables.ts'

const EMAIL = {
  send: async ({ to }: { to: string }) => {
    if (to.startsWith('broken')) throw new Error('mailbox unavailable')
    return { messageId: `<to-${to}>` }
  },
} as unknown as SendEmail

export const hour = (instant: string) =>
  scheduled({ scheduledTime: Date.parse(instant) }, { ...env, EMAIL, SITE_URL: '' })

/**
 * Two weeks of Cili: reports, returned, accepted, corrected after the deadline, late; what
 * it defined; its mail, one letter of which still waits.
 */
export async function live(): Promise<void> {
  const token = await root()
  const done = async (request: string, body: unknown = {}, headers = {}) =>
    answer(await call(request, { token, body, headers }))
  const put = async (path: string, body: unknown, headers = {}) => {
    const sent = await call(`PUT ${path}`, { token, body, headers })
    if (!sent.ok) throw new Error(`${path}: ${await sent.text()}`)
    await sent.arrayBuffer()
  }
  const again = { 'If-Match': '*' }

  await put('/units/zhangjiajie/periods/2020-W09', {
    asOf: '2020-02-26',
    due: '2020-02-28T09:00:00Z',
  })
  await put('/units/cili', {
    name: '慈利县',
    level: 'county',
    parent: 'zhangjiajie',
    forms: ['enterprises', 'returnees'],
  })
  await put('/units/zhangjiajie/forms/printing', example)
  await put('/units/cili/lists/enterprises.subsidy', {
    id: 'enterprises.subsidy',
    title: { zh: '补贴企业', en: 'Subsidised' },
    where: { field: 'status', is: 'resumed' },
    fields: ['name'],
  })
  await put('/units/cili/forms/inputs/words/item', { groups: [['尿素', '碳酰二胺']] })
  await put('/units/cili/forms/enterprises/headings/staff_back', { wordings: ['到岗人头'] })
  await put('/units/cili/recipients', {
    recipients: [
      { address: 'office@example.org', kinds: ['summary'], lang: 'zh' },
      { address: 'broken@example.org', kinds: ['summary'], lang: 'en' },
    ],
  })
  for (const [period, more, day] of [
    ['2020-W08', 0, '2020-02-19T02:00:00Z'],
    ['2020-W09', 3, WEDNESDAY],
  ] as const) {
    at(day)
    for (const [unit, total] of [
      ['lingyang', 9],
      ['jiangya', 6],
      ['sangzhi', 4],
    ] as const) {
      const keyed = { ...first, 'Idempotency-Key': `${unit} ${period}` }
      await put(place(unit, 'enterprises', period), enterpriseSheet(total + more, 2 + more), keyed)
      await put(place(unit, 'returnees', period), returneeSheet(100 + more, 40 + more), first)
    }
  }
  await done(`POST ${place('jiangya')}/return`, { reason: '请核对人数', cells: ['D3'] }, again)
  await put(place('jiangya'), enterpriseSheet(8, 5), again)
  await done(`POST ${place('lingyang')}/accept`, {}, again)
  await hour('2020-02-28T09:00:00Z')
  at('2020-02-29T02:00:00Z')
  await put(place('jiangya'), enterpriseSheet(8, 7), again)
  await put(place('dongyueguan'), enterpriseSheet(5, 1), first)
  const unable = skipSubmission(returnees, '大雪封路', { asOf: '2020-02-25', file: '' })
  await put(place('dongyueguan', 'returnees'), unable, first)
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO sameness VALUES ('cili', 'enterprises', 'name', '一号厂', 0, ?1, '慈利县')`,
    ).bind(WEDNESDAY),
    env.DB.prepare(
      `INSERT INTO upward (unit, period, form, acknowledged, revision, sent)
       VALUES ('cili', '2020-W09', 'enterprises', 'a1', 1, '["a1"]')`,
    ),
    env.DB.prepare(
      `INSERT INTO explanation_decisions
       VALUES ('jiangya', 'enterprises', 'e1', 1, '{"state":"accepted"}')`,
    ),
  ])
  await hour('2020-02-29T02:30:00Z')
  await done('POST /units/cili/periods/2020-W08/close')
  at('2020-03-01T02:00:00Z')
}

/** All pages of an export, each as its lines. */
export async function exported(token: string, limit = 500, meter?: Meter): Promise<string[][]> {
  const pages: string[][] = []
  let query = `limit=${limit}`
  for (;;) {
    const response = await call(`GET /export?${query}`, { token, ...(meter && { meter }) })
    const text = await response.text()
    if (!response.ok) throw new Error(text)
    const lines = text.trimEnd().split('\n')
    pages.push(lines)
    const last = JSON.parse(lines.at(-1) ?? '')
    if (last.end) return pages
    query = `limit=${limit}&cursor=${last.next}`
  }
}

/** Sends one page, as it is to be sent: the header of the export before it. */
export function sendPage(token: string, pages: string[][], number: number, meter?: Meter) {
  const header = pages[0]?.[0] ?? ''
  const lines = pages[number - 1] ?? []
  const raw = [...(number === 1 ? [] : [header]), ...lines].join('\n')
  return sendLines(token, raw, number, meter)
}

export function sendLines(token: string, raw: string, number: number, meter?: Meter) {
  const headers = { 'Content-Type': 'text/x-ndjson' }
  return call(`POST /import?page=${number}`, { token, raw, headers, ...(meter && { meter }) })
}

export async function imported(token: string, pages: string[][]): Promise<ImportAnswer[]> {
  const answers: ImportAnswer[] = []
  for (let number = 1; number <= pages.length; number += 1) {
    answers.push(await answer<ImportAnswer>(await sendPage(token, pages, number)))
  }
  return answers
}

/** Another deployment: the tables as they are made, and nothing in them but an administrator. */
export async function elsewhere(): Promise<string> {
  await emptyTables()
  const body = { code: env.SETUP_CODE }
  return (await answer<Enrolment>(await call('POST /enrol', { body }))).token
}
