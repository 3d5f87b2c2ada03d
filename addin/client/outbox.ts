/**
 * What waits to be sent. A submission is kept before it is sent and taken out only when the county has
 * acknowledged it or the person gives it up, so closing the pane or losing the line loses nothing.
 */
import { contentHash } from '../../shared/protocol/build.ts'
import type { Submission } from '../../shared/protocol/submission.ts'
import type { SubmitOptions, SubmitOutcome, Target } from './api.ts'

/** Why sending has stopped until the person decides. */
export type Stop = Exclude<SubmitOutcome, { kind: 'received' } | { kind: 'unreachable' }>

export interface Outgoing {
  /** Unit, form and period: one waits at most for each. */
  id: string
  target: Target
  submission: Submission
  hash: string
  /** ETag of the revision it replaces; null for a first one. */
  base: string | null
  idempotencyKey: string
  /** Contents sent before this one without an answer: one of them may have arrived. */
  unanswered: string[]
  tries: number
  /** Seconds that the county asked to wait before the next try; null: it gave no answer. */
  pause: number | null
  stop: Stop | null
}

/** Where it is kept; IndexedDB in the pane. */
export interface OutboxStore {
  all(): Promise<Outgoing[]>
  get(id: string): Promise<Outgoing | undefined>
  put(outgoing: Outgoing): Promise<void>
  remove(id: string): Promise<void>
}

export interface OutboxOptions {
  store: OutboxStore
  send(target: Target, submission: Submission, options: SubmitOptions): Promise<SubmitOutcome>
  /** Called once for each acknowledged submission. */
  received(outgoing: Outgoing, outcome: Extract<SubmitOutcome, { kind: 'received' }>): void
  /** Called after every change of what waits. */
  changed(waiting: Outgoing[]): void
  /** 0 ≤ x < 1 */
  random(): number
  newKey(): string
  /** Runs once after that many milliseconds; returns how to call it off. */
  later(run: () => void, milliseconds: number): () => void
}

const FIRST_DELAY = 2_000
const LONGEST_DELAY = 300_000

/** Milliseconds before the next try: doubling, up to five minutes, spread so that not all come at once. */
export function retryDelay(tries: number, random: number): number {
  return Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** Math.min(tries - 1, 16)) * (0.5 + random / 2)
}

export function outgoingId({ unit, form, period }: Target): string {
  return `${unit}/${form}/${period}`
}

export class Outbox {
  private readonly options: OutboxOptions
  private running: Promise<void> | null = null
  private again = false
  private callOff: (() => void) | null = null

  constructor(options: OutboxOptions) {
    this.options = options
  }

  /** Keeps a submission, in place of one for the same target, and starts sending. */
  async add(target: Target, submission: Submission, base: string | null): Promise<void> {
    const id = outgoingId(target)
    const replaced = await this.options.store.get(id)
    await this.options.store.put({
      id,
      target,
      submission,
      hash: await contentHash(submission),
      base,
      idempotencyKey: this.options.newKey(),
      unanswered: replaced ? [...replaced.unanswered, replaced.hash] : [],
      tries: 0,
      pause: null,
      stop: null,
    })
    await this.announce()
    await this.flush()
  }

  /** The person has decided to send again what had stopped, over the revision with this ETag. */
  async sendAgain(id: string, base: string | null): Promise<void> {
    const outgoing = await this.options.store.get(id)
    if (outgoing) await this.add(outgoing.target, outgoing.submission, base)
  }

  /** The person gives it up. */
  async discard(id: string): Promise<void> {
    await this.options.store.remove(id)
    await this.announce()
  }

  /** After enrolling: what had stopped for want of a valid token goes on. */
  async signedIn(): Promise<void> {
    for (const outgoing of await this.options.store.all()) {
      if (outgoing.stop?.kind === 'signed-out') {
        await this.options.store.put({ ...outgoing, stop: null })
      }
    }
    await this.flush()
  }

  /** Sends all that waits, now; also what was waiting for its next try. */
  flush(): Promise<void> {
    if (this.running) {
      this.again = true
      return this.running
    }
    this.callOff?.()
    this.callOff = null
    this.running = this.sendAll().finally(() => {
      this.running = null
    })
    return this.running
  }

  private async sendAll(): Promise<void> {
    let retryIn: number | null = null
    do {
      this.again = false
      retryIn = null
      for (const outgoing of await this.options.store.all()) {
        if (outgoing.stop !== null) continue
        const { delay, isBusy } = await this.sendOne(outgoing)
        if (delay !== null) retryIn = Math.min(delay, retryIn ?? delay)
        // It would say the same of the others.
        if (isBusy) break
      }
    } while (this.again)
    await this.announce()
    if (retryIn !== null) {
      this.callOff = this.options.later(() => {
        this.callOff = null
        void this.flush()
      }, retryIn)
    }
  }

  /** @returns milliseconds until it should be tried again; null when not by itself */
  private async sendOne(outgoing: Outgoing): Promise<{ delay: number | null; isBusy?: boolean }> {
    const { target, submission, base, idempotencyKey } = outgoing
    const outcome = settled(
      outgoing,
      await this.options.send(target, submission, { base, idempotencyKey }),
    )
    const kept = await this.options.store.get(outgoing.id)
    const isReplaced = kept !== undefined && kept.idempotencyKey !== idempotencyKey
    if (outcome.kind === 'received') {
      if (isReplaced) await this.options.store.put({ ...kept, base: outcome.etag })
      else await this.options.store.remove(outgoing.id)
      this.options.received(outgoing, outcome)
      return { delay: null }
    }
    if (kept === undefined || isReplaced) return { delay: null }
    if (outcome.kind === 'unreachable') {
      const tries = outgoing.tries + 1
      const { retryAfter: pause } = outcome
      await this.options.store.put({ ...kept, tries, pause })
      const random = this.options.random()
      return pause === null
        ? { delay: retryDelay(tries, random) }
        : { delay: pause * 1_000 * (1 + random / 4), isBusy: true }
    }
    const current = outcome.kind === 'conflict' ? outcome.current : null
    if (current && outgoing.unanswered.includes(current.submission.hash)) {
      // What stands there is our own earlier content, whose answer was lost.
      const idempotencyKeyAnew = this.options.newKey()
      await this.options.store.put({
        ...kept,
        base: current.etag,
        idempotencyKey: idempotencyKeyAnew,
        unanswered: [],
      })
      this.again = true
      return { delay: null }
    }
    await this.options.store.put({ ...kept, stop: outcome })
    return { delay: null }
  }

  private async announce(): Promise<void> {
    this.options.changed(await this.options.store.all())
  }
}

/** A conflict with the very content we are sending is no conflict: it had arrived. */
function settled(outgoing: Outgoing, outcome: SubmitOutcome): SubmitOutcome {
  if (outcome.kind !== 'conflict' || outcome.current === null) return outcome
  const { submission, etag } = outcome.current
  if (submission.hash !== outgoing.hash) return outcome
  return { kind: 'received', receipt: submission, etag }
}
