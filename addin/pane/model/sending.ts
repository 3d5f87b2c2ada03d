/** Sending, and what the county holds. */
import type { Form } from '../../../shared/forms/form.ts'
import { defaultPeriod, shanghaiDay } from '../../../shared/periods/periods.ts'
import { skipSubmission, zeroSubmission } from '../../../shared/protocol/build.ts'
import type { StoredSubmission, Submission } from '../../../shared/protocol/submission.ts'
import { ApiError, type SubmitOptions, type SubmitOutcome, type Target } from '../../client/api.ts'
import { Outbox, type Outgoing, outgoingId } from '../../client/outbox.ts'
import type { Account } from './account.ts'
import { batchOf, blockOf } from './batch.ts'
import type { PaneDeps } from './deps.ts'
import type { Reading } from './reading.ts'
import type { Held, Known, PaneState } from './state.ts'
import type { Store } from './store.ts'

export type Sending = ReturnType<typeof sending>

export function sending(
  store: Store<PaneState>,
  deps: PaneDeps,
  account: () => Account,
  reading: Reading,
  told: {
    /** Another version of the form is in force than the one it was made with. */
    outdated(): Promise<void>
    /** The county has refused a reason meanwhile. */
    refused(target: Target): Promise<void>
  },
) {
  const today = () => shanghaiDay(deps.now().toISOString())

  async function send(
    target: Target,
    submission: Submission,
    options: SubmitOptions,
  ): Promise<SubmitOutcome> {
    const token = account().token()
    const mayReport = store.get().me?.units.some(({ id }) => id === target.unit)
    if (token === null || mayReport === false) return { kind: 'signed-out' }
    const outcome = await deps.api(token, store.get().lang).submit(target, submission, options)
    // Who asks to wait can be reached.
    store.update({ online: outcome.kind !== 'unreachable' || outcome.retryAfter !== null })
    if (outcome.kind === 'signed-out') account().expire()
    if (outcome.kind === 'refused' && outcome.problem.type.endsWith('/catalogue-mismatch')) {
      await told.outdated()
    }
    if (outcome.kind === 'rejected' && outcome.problem.refused) await told.refused(target)
    return outcome
  }

  async function remember(id: string, known: Known): Promise<void> {
    store.update((state) => ({ known: { ...state.known, [id]: known } }))
    await deps.store.putKnown(id, known)
  }

  const outbox = new Outbox({
    store: deps.store,
    send,
    changed: (waiting) => store.update({ waiting }),
    received: ({ id, submission: { kind } }, { receipt, etag }) => {
      store.update(({ acknowledged }) => ({ acknowledged: [...acknowledged, id] }))
      const decision = 'decision' in receipt ? (receipt as StoredSubmission).decision : null
      void remember(id, { etag, submission: { ...receipt, kind, decision } })
    },
    random: deps.random,
    newKey: deps.newKey,
    later: deps.later,
  })

  async function refresh(target: Target): Promise<void> {
    const token = account().token()
    if (token === null) return
    try {
      const { known, lang } = store.get()
      const id = outgoingId(target)
      const found = await deps.api(token, lang).newer(target, known[id]?.etag ?? null)
      store.update({ online: true })
      if (found === 'unchanged') return
      await remember(
        id,
        found
          ? { etag: found.etag, submission: withoutDocument(found.submission) }
          : { etag: null, submission: null },
      )
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) account().expire()
      else if (error instanceof ApiError && isUnanswered(error)) store.update({ online: false })
    }
  }

  /** Until when a report is due. A help: without it the rest goes on. */
  async function deadline({ unit, period }: Target): Promise<void> {
    const token = account().token()
    if (token === null) return
    try {
      const found = await deps.api(token, store.get().lang).period(unit, period)
      store.update(({ deadlines }) => ({
        deadlines: { ...deadlines, [`${unit}/${period}`]: found },
      }))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
    }
  }

  async function keepAndSend(target: Target, submission: Submission): Promise<void> {
    const known = store.get().known[outgoingId(target)]
    await outbox.add(target, submission, known?.etag ?? null)
  }

  async function busily(work: () => Promise<void>): Promise<void> {
    store.update({ submitting: true })
    try {
      await work()
    } catch {
      // Only keeping it can fail: sending never throws.
      store.update({ trouble: 'not-kept' })
    } finally {
      store.update({ submitting: false })
    }
  }

  return {
    /** What was left waiting is sent; what the county was last known to hold is shown. */
    async open(): Promise<void> {
      const known = await deps.store.known()
      store.update((state) => ({ known: { ...known, ...state.known } }))
      await outbox.flush()
    },

    flush: () => outbox.flush(),
    signedIn: () => outbox.signedIn(),

    /** Asks what the county holds. */
    refresh,
    deadline,

    /** Reads and checks all once more, then sends; nothing is sent that is blocked. */
    submit: () =>
      busily(async () => {
        if (!(await reading.lookBeforeSending())) return
        const state = store.get()
        const batch = batchOf(state, state.forms, today())
        if (!batch?.target || blockOf({ ...state, submitting: false }, batch) !== null) return
        await keepAndSend(batch.target, batch.submission)
      }),

    /** States that there is nothing to report for this form, unit and period. */
    submitZero: (form: Form, target: Target) =>
      busily(async () => {
        const { asOf } = defaultPeriod(target.period)
        await keepAndSend(target, zeroSubmission(form, { asOf, file: store.get().book }))
      }),

    /** Says why this unit cannot report the form for this period. */
    submitSkip: (form: Form, target: Target, reason: string) =>
      busily(async () => {
        const { asOf } = defaultPeriod(target.period)
        await keepAndSend(target, skipSubmission(form, reason, { asOf, file: store.get().book }))
      }),

    /** Sends again what had stopped; after a conflict over the revision the person was shown. */
    sendAgain: ({ id, stop, base }: Outgoing) =>
      busily(() =>
        outbox.sendAgain(id, stop?.kind === 'conflict' ? (stop.current?.etag ?? null) : base),
      ),

    /** Gives up what waits; the county's state is asked anew. */
    async discard(outgoing: Outgoing): Promise<void> {
      await outbox.discard(outgoing.id)
      await refresh(outgoing.target)
    },
  }
}

/** There is no line, or nobody at its end who can answer now. */
function isUnanswered({ status }: ApiError): boolean {
  return status === 0 || status >= 500 || status === 429
}

function withoutDocument({ submission, ...rest }: StoredSubmission): Held {
  return { ...rest, kind: submission.kind }
}
