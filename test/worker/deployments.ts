/** Deployments that report to each other over a network that loses, doubles and withholds messages. */
import { applyD1Migrations, createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type { Enrolment, Level, Role } from '../../shared/protocol/answers.ts'
import { createApp } from '../../worker/app.ts'
import { scheduled } from '../../worker/schedule.ts'
import type { Send } from '../../worker/upward/receiver.ts'
import { answer } from './county.ts'
import { type Meter, metered } from './metered.ts'

declare global {
  namespace Cloudflare {
    interface Env {
      /** Empty databases, besides the one of `DB`. */
      OTHER_1: D1Database
      OTHER_2: D1Database
      OTHER_3: D1Database
      OTHER_4: D1Database
      OTHER_5: D1Database
      OTHER_6: D1Database
      OTHER_7: D1Database
      OTHER_8: D1Database
      OTHER_9: D1Database
      OTHER_10: D1Database
    }
  }
}

/** Empty databases, one for each deployment. */
export const databases: D1Database[] = [
  env.DB,
  env.OTHER_1,
  env.OTHER_2,
  env.OTHER_3,
  env.OTHER_4,
  env.OTHER_5,
  env.OTHER_6,
  env.OTHER_7,
  env.OTHER_8,
  env.OTHER_9,
  env.OTHER_10,
]

/** What becomes of one message. */
export type Fate =
  | 'arrives'
  /** It takes effect, and its answer gets lost. */
  | 'answer-lost'
  /** It takes effect, and comes once more. */
  | 'doubled'
  /** It does not come. */
  | 'lost'
  /** It does not come now, but later, when nobody waits for it any more. */
  | 'late'
  /** A gateway answers in its stead. */
  | 'gateway'

export interface Message {
  method: string
  host: string
  path: string
  headers: Headers
}

/** Between deployments; `fate` decides what becomes of each message. */
export class Network {
  fate: (message: Message) => Fate = () => 'arrives'
  /** Every message so far. */
  readonly messages: Message[] = []
  private readonly hosts = new Map<string, Deployment>()
  private readonly delayed: (() => Promise<unknown>)[] = []

  add(host: string, deployment: Deployment): void {
    this.hosts.set(host, deployment)
  }

  /** Delivers what is late. */
  async settle(): Promise<void> {
    for (const deliver of this.delayed.splice(0)) await deliver()
  }

  readonly send: Send = async (input, init) => {
    const request = new Request(input, init)
    const { host, pathname: path } = new URL(request.url)
    const { method, headers } = request
    const body = request.body === null ? null : await request.arrayBuffer()
    const message = { method, host, path, headers }
    this.messages.push(message)
    const deployment = this.hosts.get(host)
    const deliver = () => {
      if (!deployment) throw new TypeError('fetch failed')
      return deployment.fetch(new Request(request.url, { method, headers, body }))
    }
    const fate = this.fate(message)
    if (fate === 'gateway') return new Response('<h1>502</h1>', { status: 502 })
    if (fate === 'late') this.delayed.push(deliver)
    if (fate === 'lost' || fate === 'late') throw new TypeError('fetch failed')
    const given = await deliver()
    if (fate === 'doubled') await deliver()
    if (fate === 'answer-lost') throw new TypeError('fetch failed')
    return given
  }
}

export interface Upward {
  url: string
  token: string
  unit?: string
}

export class Deployment {
  now = new Date('2020-02-26T02:00:00.000Z')
  upward: Upward = { url: '', token: '' }
  readonly host: string
  readonly db: D1Database
  private readonly network: Network
  private readonly app: ReturnType<typeof createApp>
  private administrator: string | null = null

  constructor(host: string, db: D1Database, network: Network) {
    this.host = host
    this.db = db
    this.network = network
    this.app = createApp(() => this.now, undefined, network.send)
    network.add(host, this)
  }

  private env(db = this.db) {
    const { url: UPWARD_URL, token: UPWARD_TOKEN, unit: UPWARD_UNIT = '' } = this.upward
    const SITE_URL = `https://${this.host}`
    return { ...env, DB: db, SITE_URL, UPWARD_URL, UPWARD_TOKEN, UPWARD_UNIT }
  }

  async fetch(request: Request, meter?: Meter): Promise<Response> {
    const db = meter ? metered(this.db, meter) : this.db
    return this.app.fetch(request, this.env(db), createExecutionContext())
  }

  /** @param asked `PUT /units/cili` */
  async call(
    asked: string,
    { token, body, headers = {}, meter }: CallOptions = {},
  ): Promise<Response> {
    const [method = '', path = ''] = asked.split(' ')
    const sent = new Headers(headers)
    sent.set('Authorization', `Bearer ${token ?? (await this.root())}`)
    if (body !== undefined) sent.set('Content-Type', 'application/json')
    const init = { method, headers: sent, body: body === undefined ? null : JSON.stringify(body) }
    return this.fetch(new Request(`https://${this.host}/api/v1${path}`, init), meter)
  }

  /** What a pass of the schedule does at a moment. */
  async pass(at: string, meter?: Meter): Promise<void> {
    this.now = new Date(at)
    const db = meter ? metered(this.db, meter) : this.db
    await scheduled({ scheduledTime: this.now.getTime() }, this.env(db), this.network.send)
  }

  /** An empty database, filled with the first administrator. */
  async open(): Promise<void> {
    await applyD1Migrations(this.db, env.MIGRATIONS)
    await this.root()
  }

  async addUnit(id: string, name: string, level: Level, parent: string | null): Promise<void> {
    await answer(await this.call(`PUT /units/${id}`, { body: { name, level, parent } }), 201)
  }

  /** A token of a unit. */
  async enrol(unit: string, role: Role): Promise<string> {
    const issued = await this.call(`POST /units/${unit}/codes`, { body: { role } })
    const { code } = await answer<{ code: string }>(issued, 201)
    return this.redeem(code)
  }

  private async root(): Promise<string> {
    this.administrator ??= await this.redeem(env.SETUP_CODE)
    return this.administrator
  }

  private async redeem(code: string): Promise<string> {
    const request = new Request(`https://${this.host}/api/v1/enrol`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ code }),
    })
    return (await answer<Enrolment>(await this.fetch(request))).token
  }
}

interface CallOptions {
  /** The administrator's unless said. */
  token?: string
  body?: unknown
  headers?: Record<string, string>
  meter?: Meter
}
