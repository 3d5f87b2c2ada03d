import { canonical } from './canonical.ts'
import { sha256 } from './hash.ts'

/** One change of state: who, when, what, where. Ids have no gaps. */
export interface EventRecord {
  id: number
  /** RFC 3339. */
  at: string
  /** Id of the token it was done with, never the token. */
  token: string | null
  /** Name of the unit that did it, at that time. */
  actor: string
  kind: string
  /** null: the whole deployment. */
  unit: string | null
  form: string | null
  period: string | null
  revision: number | null
  /** What was set, as JSON text. */
  detail: string | null
}

/** A link of the chain over the events: those after the seal before it, up to `lastId`. */
export interface Seal {
  lastId: number
  count: number
  /** SHA-256, hex. */
  hash: string
  sealedAt: string
}

/** Why a seal does not fit its events. */
export type BreakReason = 'missing' | 'extra' | 'changed'

/** Where the chain breaks: in or before the events `from` to `to`. */
export interface ChainBreak {
  from: number
  to: number
  reason: BreakReason
}

/** What the first seal follows. */
export const NO_SEAL: Seal = { lastId: 0, count: 0, hash: '', sealedAt: '' }

/**
 * The seal over the events that follow another one: SHA-256 of the canonical JSON (RFC 8785) of
 * `[hash of the seal before, sealedAt, events]`.
 *
 * @param events in the order of their ids, at least one
 */
export async function seal(
  before: Seal,
  sealedAt: string,
  events: readonly EventRecord[],
): Promise<Seal> {
  const hash = await sha256(canonical([before.hash, sealedAt, events]))
  return { lastId: events.at(-1)?.id ?? before.lastId, count: events.length, hash, sealedAt }
}

/**
 * Follows the chain and says where it first breaks; null: nowhere. Found are events that were changed,
 * taken out or put in, and seals that were. Not found is a chain that was made anew from some place on by
 * somebody who may write to the database: for that, compare a seal with a copy kept elsewhere.
 *
 * @param before the seal before the first
 * @param seals in the order of `lastId`
 * @param events all after `before` up to the last seal, by id
 */
export async function chainBreak(
  before: Seal,
  seals: readonly Seal[],
  events: readonly EventRecord[],
): Promise<ChainBreak | null> {
  let last = before
  for (const next of seals) {
    const [from, to] = [last.lastId + 1, next.lastId]
    const here = events.filter(({ id }) => id >= from && id <= to)
    const gap = here.findIndex(({ id }, index) => id !== from + index)
    if (gap !== -1 || here.length < to - last.lastId) {
      const id = from + (gap === -1 ? here.length : gap)
      return { from: id, to: id, reason: 'missing' }
    }
    if (here.length !== next.count) return { from, to, reason: 'extra' }
    if ((await seal(last, next.sealedAt, here)).hash !== next.hash) {
      return { from, to, reason: 'changed' }
    }
    last = next
  }
  return null
}
