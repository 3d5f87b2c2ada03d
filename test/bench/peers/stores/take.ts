/**
 * The part of the work that every store shares, done by the same code as the Worker's: unpack, parse,
 * validate, hash, judge, pack. So what differs between them is transport and storage.
 */
import { gzipSync } from 'node:zlib'
import type { Form } from '../../../../shared/forms/form.ts'
import { formById } from '../../../../shared/forms/index.ts'
import { keysOf } from '../../../../shared/identity/keys.ts'
import { shanghaiDay } from '../../../../shared/periods/periods.ts'
import { contentHash } from '../../../../shared/protocol/build.ts'
import { judge } from '../../../../shared/protocol/judge.ts'
import type { Receipt } from '../../../../shared/protocol/submission.ts'
import { submission as schema } from '../../../../worker/schema/submission.ts'
import type { Township } from '../../service/county.ts'
import { tokenHash } from '../../service/county.ts'

/** What is asked for, from the address and the headers. */
export interface Asked {
  unit: string
  form: Form
  period: string
  /** SHA-256 of the token, hex. */
  token: string
  key: string
}

export interface Taken {
  receipt: Receipt
  kind: string
  /** gzip of the JSON of submission and findings. */
  document: Buffer
  /** What its records are known by. */
  keys: string | null
}

/** Why a request is refused. */
export class Refusal extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** @throws Refusal */
export function askedOf(url: string, headers: Record<string, unknown>): Asked {
  const [, unit, id, period] = /\/units\/([^/]+)\/forms\/([^/]+)\/periods\/([^/]+)$/.exec(url) ?? []
  const form = formById(id ?? '')
  if (!unit || !form || !period) throw new Refusal(404, 'nothing there')
  if (headers['if-none-match'] !== '*') throw new Refusal(428, 'no precondition')
  const bearer = /^Bearer (\S+)$/.exec(String(headers.authorization))?.[1] ?? ''
  return { unit, form, period, token: tokenHash(bearer), key: String(headers['idempotency-key']) }
}

/** @throws Refusal */
export async function taken(
  body: Buffer,
  { unit, form, period }: Asked,
  name: string,
): Promise<Taken> {
  const parsed = schema.safeParse(JSON.parse(body.toString('utf8')))
  if (!parsed.success) throw new Refusal(422, parsed.error.message)
  const submission = parsed.data
  const now = new Date().toISOString()
  const { personal, unexplained, tallyDiffers, tally, findings } = judge(
    submission,
    form,
    shanghaiDay(now),
    name,
  )
  if (personal.length + unexplained.length + tallyDiffers.length > 0) {
    throw new Refusal(422, 'not acceptable')
  }
  const warnings = findings.filter(({ severity }) => severity === 'warning')
  const hash = await contentHash(submission)
  const receipt: Receipt = {
    unit,
    form: form.id,
    period,
    revision: 1,
    state: 'submitted',
    hash,
    tally,
    findings: warnings,
    receivedAt: now,
    receivedFrom: name,
    late: false,
  }
  const document = gzipSync(JSON.stringify({ submission, findings: warnings }))
  return { receipt, kind: submission.kind, document, keys: keysOf(submission.tables, form) }
}

/** A township as a store keeps it for looking its token up. */
export interface Account {
  hash: string
  unit: string
  name: string
  path: string
}

export function accountOf({ id, name, path, token }: Township): Account {
  return { hash: tokenHash(token), unit: id, name, path }
}
