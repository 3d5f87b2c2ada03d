/** A small county to test with: Cili of three townships, and a neighbour that is none of its business. */
import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type { Enrolment, Role } from '../../shared/protocol/answers.ts'
import { createApp } from '../../worker/app.ts'
import type { RequestLine } from '../../worker/http/request-log.ts'
import { type Meter, metered } from './metered.ts'
import { withoutRates } from './rates.ts'

export { enterprise, enterpriseRows, enterpriseSheet, returneeSheet } from './sheets.ts'

export const PERIOD = '2020-W09'
/** A Wednesday of that week; the default due is Friday 17:00 in Shanghai. */
export const WEDNESDAY = '2020-02-26T02:00:00.000Z'
export const SATURDAY = '2020-02-29T02:00:00.000Z'

let now = new Date(WEDNESDAY)
/** What has been written down about requests, the newest last. */
export const lines: RequestLine[] = []

const unlimited = withoutRates()

const app = createApp(
  () => now,
  (line) => lines.push(line),
)

/** Sets the clock of everything that follows. */
export function at(instant: string): void {
  now = new Date(instant)
}

export interface CallOptions {
  token?: string
  /** Sent as JSON. */
  body?: unknown
  /** Sent as it is. */
  raw?: BodyInit
  headers?: Record<string, string>
  /** Counts queries and rows. */
  meter?: Meter
  /** What counts requests; nothing does, unless said. */
  rates?: Partial<Env>
  /** Another database than the county's, such as one that is slow at the wrong moment. */
  db?: D1Database
}

/** A request to the API, `PUT /units/cili`, or to a whole address. */
export async function call(request: string, options: CallOptions = {}): Promise<Response> {
  const [method = '', path = ''] = request.split(' ')
  const { token, body, raw, headers = {}, meter, rates = unlimited, db = env.DB } = options
  const sent = new Headers(headers)
  if (token) sent.set('Authorization', `Bearer ${token}`)
  if ((body !== undefined || raw !== undefined) && !sent.has('Content-Type')) {
    sent.set('Content-Type', 'application/json')
  }
  const url = path.startsWith('/') ? `https://county.test/api/v1${path}` : path
  const init = {
    method,
    headers: sent,
    body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
  }
  const bindings = { ...env, ...rates, DB: meter ? metered(db, meter) : db }
  return app.fetch(new Request(url, init), bindings, createExecutionContext())
}

/** The JSON of an answer that must have the status. */
export async function answer<Answer>(response: Response, status = 200): Promise<Answer> {
  const text = await response.text()
  if (response.status !== status)
    throw new Error(`${response.status} instead of ${status}: ${text}`)
  return JSON.parse(text)
}

/** A problem detail by the last part of its type. */
export interface Refusal {
  status: number
  problem: string
  title: string
  detail: string
  [member: string]: unknown
}

export async function refusal(response: Response): Promise<Refusal> {
  const type = response.headers.get('Content-Type')
  if (!type?.startsWith('application/problem+json')) {
    throw new Error(`${response.status} ${type}: ${await response.text()}`)
  }
  const detail = await response.json<{ type: string; title: string; detail: string }>()
  return { ...detail, status: response.status, problem: detail.type.split('/').at(-1) ?? '' }
}

let administrator: string | null = null

/** The token of the whole deployment. */
export async function root(): Promise<string> {
  if (!administrator) {
    const code = env.SETUP_CODE
    const { token } = await answer<Enrolment>(await call('POST /enrol', { body: { code } }))
    administrator = token
  }
  return administrator
}

/** A token of a unit, by way of a code. */
export async function enrolled(unit: string, role: Role): Promise<string> {
  const token = await root()
  const issued = await call(`POST /units/${unit}/codes`, { token, body: { role } })
  const { code } = await answer<{ code: string }>(issued, 201)
  return (await answer<Enrolment>(await call('POST /enrol', { body: { code } }))).token
}

export async function addUnit(id: string, name: string, level: string, parent: string | null) {
  const body = { name, level, parent }
  await answer(await call(`PUT /units/${id}`, { token: await root(), body }), 201)
}

/** Zhangjiajie › Cili › three townships, and Sangzhi beside Cili. */
export async function settle(): Promise<void> {
  await addUnit('zhangjiajie', '张家界市', 'prefecture', null)
  await addUnit('cili', '慈利县', 'county', 'zhangjiajie')
  await addUnit('sangzhi', '桑植县', 'county', 'zhangjiajie')
  await addUnit('lingyang', '零阳镇', 'township', 'cili')
  await addUnit('jiangya', '江垭镇', 'township', 'cili')
  await addUnit('dongyueguan', '东岳观镇', 'township', 'cili')
}

/** Path of a submission. */
export function place(unit: string, form = 'enterprises', period = PERIOD): string {
  return `/units/${unit}/forms/${form}/periods/${period}`
}

export const first = { 'If-None-Match': '*' }
