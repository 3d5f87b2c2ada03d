import type { z } from '@hono/zod-openapi'
import type { SubmissionSummary } from '../../shared/protocol/answers.ts'
import type { Decision, Receipt, Submission } from '../../shared/protocol/submission.ts'
import { enrolment, me, submissionSummary } from '../schema/answers.ts'
import { pageOf, problem } from '../schema/common.ts'
import { receipt, storedSubmission } from '../schema/submission.ts'

/** What stood in the way of an answer: the receiver's own problem, or one of ours. */
export interface Trouble {
  /** The last part of a problem's type, or a word of `UpwardTrouble`. */
  problem: string
  /** What the receiver said, in its words. */
  detail: string | null
}

/** What goes wrong before the receiver says anything, or in what it says. */
export type UpwardTrouble =
  /** No answer, or one that is none of ours. */
  | 'unreachable'
  /** The token is of no unit, or of a unit of another level. */
  | 'other-unit'
  /** Somebody else has reported for the unit. */
  | 'other-report'

/** An answer that did not come as it should. */
export class Refused extends Error {
  readonly trouble: Trouble

  constructor(problemId: UpwardTrouble | (string & {}), detail: string | null = null) {
    super(problemId)
    this.trouble = { problem: problemId, detail }
  }
}

export type Send = typeof fetch
/** Whose token it is, and until when. */
export type Me = z.infer<typeof me>

/** A receiver that does not answer by then is tried again later. */
const PATIENCE_MILLISECONDS = 20_000
const DETAIL_LENGTH = 500

/** The deployment above, as a sender with a token of it sees it. All calls throw `Refused`. */
export interface Receiver {
  me(): Promise<Me>
  /**
   * Has the token replaced by one of which only the hash is sent.
   *
   * @returns its end, RFC 3339
   */
  rotate(hash: string): Promise<string>
  /** The newest revisions there of a period, by form. */
  standing(unit: string, period: string): Promise<Map<string, SubmissionSummary>>
  decision(unit: string, form: string, period: string): Promise<Decision | null>
  /**
   * @param over the revision that this one takes the place of; null: there is none
   */
  submit(
    place: { unit: string; form: string; period: string },
    document: { submission: Submission; hash: string },
    over: { revision: number; hash: string } | null,
  ): Promise<Receipt>
}

/**
 * @param site address of the deployment, https://…
 */
export function receiverAt(site: string, token: string, send: Send): Receiver {
  async function call<Answer>(
    schema: z.ZodType<Answer>,
    path: string,
    init: RequestInit = {},
  ): Promise<Answer> {
    const headers = new Headers(init.headers)
    headers.set('Authorization', `Bearer ${token}`)
    headers.set('Accept-Language', 'zh')
    let response: Response
    let body: unknown
    try {
      // To follow a redirection would take the token to wherever that leads.
      const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS)
      response = await send(`${site}/api/v1${path}`, {
        ...init,
        headers,
        redirect: 'manual',
        signal,
      })
      body = await response.json()
    } catch {
      throw new Refused('unreachable')
    }
    if (!response.ok) {
      const said = problem.safeParse(body).data
      if (!said) throw new Refused('unreachable')
      throw new Refused(said.type.split('/').at(-1) ?? '', said.detail?.slice(0, DETAIL_LENGTH))
    }
    const read = schema.safeParse(body)
    if (!read.success) throw new Refused('unreachable')
    return read.data
  }

  return {
    me: () => call(me, '/me'),

    rotate: async (hash) => {
      const body = JSON.stringify({ hash })
      const headers = { 'Content-Type': 'application/json' }
      const init = { method: 'POST', headers, body }
      return (await call(enrolment, '/tokens/rotate', init)).expiresAt
    },

    standing: async (unit, period) => {
      const query = new URLSearchParams({ period, limit: '1000' })
      const { items } = await call(
        pageOf(submissionSummary),
        `/units/${encodeURIComponent(unit)}/submissions?${query}`,
      )
      // Its own come first; those of units below it are nothing of ours.
      return new Map(items.filter((one) => one.unit === unit).map((one) => [one.form, one]))
    },

    decision: async (unit, form, period) =>
      (await call(storedSubmission, pathOf({ unit, form, period }))).decision,

    submit: (place, { submission, hash }, over) =>
      call(receipt, pathOf(place), {
        method: 'PUT',
        body: JSON.stringify(submission),
        headers: {
          'Content-Type': 'application/json',
          // The same content may come again later in place of another one: then it is another request.
          'Idempotency-Key': `${hash}.${over?.revision ?? 0}`,
          ...(over ? { 'If-Match': `"${over.hash}"` } : { 'If-None-Match': '*' }),
        },
      }),
  }
}

function pathOf(place: { unit: string; form: string; period: string }): string {
  const [unit, form, period] = [place.unit, place.form, place.period].map(encodeURIComponent)
  return `/units/${unit}/forms/${form}/periods/${period}`
}
