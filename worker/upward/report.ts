import type { SubmissionSummary, Unit } from '../../shared/protocol/answers.ts'
import type { Decision } from '../../shared/protocol/submission.ts'
import type { Caller } from '../http/context.ts'
import type { StoredUnit } from '../store/units.ts'
import { rootUnits, unitById } from '../store/units.ts'
import {
  type Acknowledged,
  acknowledge,
  claimUpward,
  fail,
  type Reported,
  reportedUpward,
} from '../store/upward.ts'
import { type UpwardDocument, upwardDocuments } from './documents.ts'
import { type Receiver, Refused, type Send } from './receiver.ts'
import { type TokenKeeper, tokenKeeper } from './token.ts'

/** `UPWARD_TOKEN` is a secret that only who reports upward has set. */
export type UpwardEnv = Pick<Env, 'DB' | 'SITE_URL' | 'UPWARD_URL' | 'UPWARD_UNIT'> & {
  UPWARD_TOKEN?: string
}

/** Who of this deployment reports, and to whom. */
export interface Upward {
  unit: StoredUnit
  /** Address of the deployment above. */
  to: string
  token: TokenKeeper
}

/** Null where this deployment reports to none, or it cannot be told which unit of it does. */
export async function upwardOf(env: UpwardEnv, send: Send): Promise<Upward | null> {
  if (!env.UPWARD_URL || !env.UPWARD_TOKEN || !URL.canParse(env.UPWARD_URL)) return null
  const to = env.UPWARD_URL.replace(/\/+$/, '')
  const roots = env.UPWARD_UNIT
    ? [await unitById(env.DB, env.UPWARD_UNIT)]
    : await rootUnits(env.DB, 2)
  const [unit] = roots
  if (!unit || roots.length > 1) return null
  return { unit, to, token: await tokenKeeper(env.DB, to, env.UPWARD_TOKEN, send) }
}

export interface Pass {
  now: Date
  /** Who asked for it; null: the schedule. Who asks does not wait for the next attempt. */
  by: Caller | null
  /** Submissions that may still be sent. */
  left: number
}

const HOUR_MILLISECONDS = 3_600_000
const LONGEST_WAIT_HOURS = 6

/** When a report that failed is tried again: after 1, 2, 4, then every 6 hours; a little less, so that the pass of that hour does. */
export function retryAt({ triedAt, attempts }: Pick<Reported, 'triedAt' | 'attempts'>): Date {
  const hours = Math.min(2 ** Math.max(attempts - 1, 0), LONGEST_WAIT_HOURS)
  return new Date(Date.parse(triedAt ?? '1970-01-01') + (hours - 0.1) * HOUR_MILLISECONDS)
}

/**
 * Reports a unit's period: learns what the receiver holds and has decided, then sends of what counts here
 * whatever is other. Nothing counts as reported that the receiver has not confirmed; a form that cannot
 * be sent holds up no other.
 *
 * A lost answer never doubles anything. What was sent is written down before; what of it has arrived, the
 * receiver's list tells; and each submission names the revision whose place it takes.
 *
 * @returns false when the receiver gave no answer
 */
export async function reportUpward(
  env: UpwardEnv,
  { unit, to, token }: Upward,
  period: string,
  pass: Pass,
): Promise<boolean> {
  const { DB: db } = env
  const [documents, rows] = await Promise.all([
    upwardDocuments(db, unit, period, env.SITE_URL),
    reportedUpward(db, unit.id, period),
  ])
  if (documents.length === 0) return true
  const key = { unit: unit.id, period }
  const event = {
    at: pass.now,
    by: pass.by ?? { token: null, name: unit.name },
    detail: { to: new URL(to).host },
  }
  const claim = async () => {
    const wanting = documents.filter((one) => isWanting(one, rows.get(one.form.id), pass))
    const asked = wanting.slice(0, pass.left).map(({ form, hash }) => ({ form: form.id, hash }))
    const mine = await claimUpward(db, key, asked, pass.now)
    return wanting.filter(({ form }) => mine.has(form.id))
  }

  let receiver: Receiver
  let place: Unit
  let standing: Map<string, SubmissionSummary>
  try {
    const visit = await token.visit(pass.now)
    receiver = visit.receiver
    place = placeOf(unit, visit.me.unit)
    standing = await receiver.standing(place.id, period)
  } catch (error) {
    const { trouble } = refusedBy(error)
    await fail(db, key, (await claim()).map(idOf), trouble)
    return trouble.problem !== 'unreachable'
  }

  for (const document of documents) {
    const form = document.form.id
    const held = standing.get(form)
    const row = rows.get(form)
    if (!held || !isOurs(held, row, document)) continue
    const settled = held.hash === document.hash || held.state === 'accepted'
    const known = row && isKnown(held, row) ? row : null
    // Returned once more for another reason it looks the same in the list.
    const decision =
      known && held.state !== 'returned'
        ? known.decision
        : await decisionOf(receiver, { unit: place.id, form, period }, held, known)
    const news = !known || JSON.stringify(decision) !== JSON.stringify(known.decision)
    if (!news && !(settled && (known.trouble || known.sent.length > 0))) continue
    const learnt = { ...heldOf(held), decision }
    await acknowledge(db, { unit, period, form }, learnt, settled, event)
    rows.set(form, { ...(row ?? NOTHING_YET), form, ...learnt })
  }

  const sending = await claim()
  pass.left -= sending.length
  for (const [index, document] of sending.entries()) {
    const form = document.form.id
    const held = standing.get(form) ?? null
    try {
      // Returned is an invitation, whoever had reported.
      if (held && held.state !== 'returned' && !isOurs(held, rows.get(form), document)) {
        throw new Refused('other-report')
      }
      const receipt = await receiver.submit({ unit: place.id, form, period }, document, held)
      if (receipt.hash !== document.hash) throw new Refused('unreachable')
      const arrived = { ...heldOf(receipt), decision: null }
      await acknowledge(db, { unit, period, form }, arrived, true, event)
    } catch (error) {
      const { trouble } = refusedBy(error)
      const gone = trouble.problem === 'unreachable'
      // Who does not answer to one will not answer to the next either.
      await fail(db, key, sending.slice(index, gone ? undefined : index + 1).map(idOf), trouble)
      if (gone) return false
    }
  }
  return true
}

const NOTHING_YET: Omit<Reported, 'form' | keyof Acknowledged> = {
  sent: [],
  attempts: 0,
  triedAt: null,
  trouble: null,
}

/** The unit there that is ours: a token of another level would report for everybody. */
function placeOf(unit: StoredUnit, place: Unit | null): Unit {
  if (place?.level !== unit.level) throw new Refused('other-unit', place?.name ?? null)
  return place
}

/** What was decided there; what is known of it where that cannot be learnt now. */
async function decisionOf(
  receiver: Receiver,
  { unit, form, period }: { unit: string; form: string; period: string },
  { state }: SubmissionSummary,
  known: Reported | null,
): Promise<Decision | null> {
  if (state === 'submitted') return null
  try {
    return await receiver.decision(unit, form, period)
  } catch (error) {
    refusedBy(error)
    return known?.decision ?? null
  }
}

function isWanting({ hash }: UpwardDocument, row: Reported | undefined, pass: Pass): boolean {
  if (!row) return true
  if (row.acknowledged === hash || row.state === 'accepted') return false
  return pass.by !== null || row.attempts === 0 || retryAt(row) <= pass.now
}

function isOurs(
  { hash }: SubmissionSummary,
  row: Reported | undefined,
  document: UpwardDocument,
): boolean {
  return hash === document.hash || hash === row?.acknowledged || (row?.sent.includes(hash) ?? false)
}

function isKnown({ hash, state, revision }: SubmissionSummary, row: Reported): boolean {
  return hash === row.acknowledged && state === row.state && revision === row.revision
}

function heldOf({
  hash,
  revision,
  receivedAt,
  state,
}: Pick<SubmissionSummary, 'hash' | 'revision' | 'receivedAt' | 'state'>) {
  return { acknowledged: hash, revision, acknowledgedAt: receivedAt, state }
}

function idOf({ form }: UpwardDocument): string {
  return form.id
}

function refusedBy(error: unknown): Refused {
  if (error instanceof Refused) return error
  throw error
}
