/**
 * The county's HTTP API as a reporter uses it. Pane and command line share it, so `fetch` is passed in
 * and nothing of a browser is touched.
 */
import type { Finding } from '../../shared/check/finding.ts'
import type { Form } from '../../shared/forms/form.ts'
import type { Lang } from '../../shared/messages/index.ts'
import type {
  Catalogue,
  Grant,
  History,
  ListAnswer,
  Me,
  Period,
  Problem,
  TotalsAnswer,
} from '../../shared/protocol/answers.ts'
import { contentHash } from '../../shared/protocol/build.ts'
import type { Receipt, StoredSubmission, Submission } from '../../shared/protocol/submission.ts'
import type { ImportAnswer } from '../../shared/protocol/transfer.ts'
import type { Value } from '../../shared/read/table.ts'

/** What a submission is for. */
export interface Target {
  unit: string
  form: string
  period: string
}

/** A submission as it stands with the county, and the tag a revision must name. */
export interface Stored {
  submission: StoredSubmission
  etag: string
}

/** A cell in which what was sent differs from what stands there; null: nothing in it. */
export interface Difference {
  sheet: string
  cell: string | null
  field: string
  mine: Value
  theirs: Value
}

/** How sending ended. Only `received` is an acknowledgement. */
export type SubmitOutcome =
  | { kind: 'received'; receipt: Receipt; etag: string }
  /** Another revision stands there than the one this was built on. */
  | { kind: 'conflict'; current: Stored | null; differences: Difference[] }
  | { kind: 'rejected'; findings: Finding[]; problem: Problem }
  /** The week is closed or the report accepted. */
  | { kind: 'locked'; problem: Problem }
  | { kind: 'signed-out' }
  /** Trying again would change nothing. */
  | { kind: 'refused'; problem: Problem }
  /** No answer, or none that can be trusted; `retryAfter` in seconds where the server asked for it. */
  | { kind: 'unreachable'; retryAfter: number | null }

export interface SubmitOptions {
  /** ETag of the revision this one replaces; null for the first. */
  base: string | null
  /** The same for every try with the same content. */
  idempotencyKey: string
}

export interface TotalsQuery {
  unit: string
  period: string
  form?: string
  view?: 'current' | 'cutoff'
}

export interface ListQuery {
  unit: string
  period: string
  list: string
  /** Day that the list is about, `YYYY-MM-DD`; the day of the figures unless said. */
  day?: string
  view?: 'current' | 'cutoff'
}

/** A call that failed: nothing reached (`status` 0), or the server's problem detail. */
export class ApiError extends Error {
  readonly status: number
  readonly problem: Problem | null

  constructor(status: number, problem: Problem | null, cause?: unknown) {
    super(problem?.detail ?? problem?.title ?? (status === 0 ? 'no answer' : `HTTP ${status}`), {
      cause,
    })
    this.status = status
    this.problem = problem
  }
}

export interface ApiOptions {
  /** Origin of the server, `https://fugong.example.org`. */
  server: string
  token?: string
  fetch: typeof fetch
  /** Language the server words its problems in. */
  lang?: Lang
  /** Milliseconds after which a call counts as unanswered. */
  timeout?: number
  /**
   * Waits as long as the server asks for before the same call again; false: it is not called again.
   * Left out: whoever calls waits.
   */
  pause?: (seconds: number) => Promise<boolean>
}

export type ApiClient = ReturnType<typeof apiClient>

export function apiClient({
  server,
  token,
  fetch,
  lang = 'zh',
  timeout = 30_000,
  pause = async () => false,
}: ApiOptions) {
  const base = `${server.replace(/\/+$/, '')}/api/v1`

  /** @throws ApiError with status 0 when there was no answer */
  async function call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const sent: Record<string, string> = {
      Accept: 'application/json',
      'Accept-Language': lang,
      ...headers,
    }
    if (token) sent.Authorization = `Bearer ${token}`
    if (body !== undefined) sent['Content-Type'] ??= 'application/json'
    const init: RequestInit = { method, headers: sent }
    if (body !== undefined) init.body = typeof body === 'string' ? body : JSON.stringify(body)
    for (;;) {
      const response = await fetch(`${base}${path}`, {
        ...init,
        signal: AbortSignal.timeout(timeout),
      }).catch((cause) => {
        throw new ApiError(0, null, cause)
      })
      const seconds = pauseAsked(response)
      if (seconds === null || !(await pause(seconds))) return response
    }
  }

  async function get(path: string): Promise<Response> {
    return successful(await call('GET', path))
  }

  /** What stands there; null: nothing yet; `unchanged`: still what has the tag `known`. */
  async function newer(target: Target, known: string | null): Promise<Stored | null | 'unchanged'> {
    const condition: Record<string, string> = known === null ? {} : { 'If-None-Match': known }
    const response = await call('GET', pathOf(target), undefined, condition)
    if (response.status === 304) return 'unchanged'
    if (response.status === 404) {
      const problem = await problemOf(response)
      if (problem?.type.endsWith('/submission-missing')) return null
      throw new ApiError(404, problem)
    }
    const submission = await jsonOf<StoredSubmission>(await successful(response))
    return { submission, etag: response.headers.get('ETag') ?? `"${submission.hash}"` }
  }

  /** The forms in force for a unit; `unchanged`: still those that have the tag `known`. */
  async function forms(
    unit: string,
    known: string | null,
  ): Promise<{ catalogue: Catalogue; etag: string | null } | 'unchanged'> {
    const condition: Record<string, string> = known === null ? {} : { 'If-None-Match': known }
    const response = await call('GET', `${unitPath(unit)}/forms`, undefined, condition)
    if (response.status === 304) return 'unchanged'
    const catalogue = await jsonOf<Catalogue>(await successful(response))
    // The sign-in page of a guest network answers 200 as well.
    if (!Array.isArray(catalogue?.forms)) throw new ApiError(0, null)
    return { catalogue, etag: response.headers.get('ETag') }
  }

  /** What the unit reported before the period; `unchanged`: still what has the tag `known`. */
  async function history(
    { unit, form, period }: Target,
    known: string | null,
  ): Promise<{ history: History; etag: string | null } | 'unchanged'> {
    const condition: Record<string, string> = known === null ? {} : { 'If-None-Match': known }
    const path = `${unitPath(unit)}/forms/${encodeURIComponent(form)}/history?before=${period}`
    const response = await call('GET', path, undefined, condition)
    if (response.status === 304) return 'unchanged'
    const found = await jsonOf<History>(await successful(response))
    if (!Array.isArray(found?.reports)) throw new ApiError(0, null)
    return { history: found, etag: response.headers.get('ETag') }
  }

  async function current(target: Target): Promise<Stored | null> {
    const stored = await newer(target, null)
    return stored === 'unchanged' ? null : stored
  }

  /** Sends a submission. Never throws: whatever happened is an outcome. */
  async function submit(
    target: Target,
    submission: Submission,
    { base: replaced, idempotencyKey }: SubmitOptions,
  ): Promise<SubmitOutcome> {
    const precondition: Record<string, string> =
      replaced === null ? { 'If-None-Match': '*' } : { 'If-Match': replaced }
    try {
      const response = await call('PUT', pathOf(target), submission, {
        ...precondition,
        'Idempotency-Key': idempotencyKey,
      })
      if (response.ok) return await acknowledged(response, submission)
      return await declined(response, () => current(target))
    } catch {
      return { kind: 'unreachable', retryAfter: null }
    }
  }

  async function granted(path: string, body: unknown): Promise<Grant> {
    const grant = await jsonOf<Grant>(await successful(await call('POST', path, body)))
    // The sign-in page of a guest network answers 200 as well.
    if (typeof grant?.expiresAt !== 'string') throw new ApiError(0, null)
    return grant
  }

  return {
    submit,
    current,
    newer,
    forms,
    history,

    /** Trades an enrolment code for the token that has this hash. The same again is answered the same. */
    enrol: (code: string, hash: string) => granted('/enrol', { code, hash }),

    /** Has this token replaced by the one that has this hash; so does that. */
    rotate: (hash: string) => granted('/tokens/rotate', { hash }),

    /**
     * Puts a form in force for a unit and all below it, or its next version.
     * @throws ApiError whose problem may have `errors`, each with its place
     */
    async defineForm(unit: string, form: Form): Promise<void> {
      const path = `${unitPath(unit)}/forms/${encodeURIComponent(form.id)}`
      const defined = await jsonOf<Form>(await successful(await call('PUT', path, form)))
      if (defined?.id !== form.id) throw new ApiError(0, null)
    },

    async me(): Promise<Me> {
      return jsonOf(await get('/me'))
    },

    /** A page of all data within reach, as lines. @param cursor of the page before */
    async exportPage(cursor: string | null): Promise<string> {
      const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`
      return (await get(`/export${query}`)).text()
    },

    /** Sends a page of lines to be taken in. @param page its number, from 1 */
    async importPage(lines: string, page: number): Promise<ImportAnswer> {
      const headers = { 'Content-Type': 'text/x-ndjson' }
      return jsonOf(await successful(await call('POST', `/import?page=${page}`, lines, headers)))
    },

    /** A week as it holds for a unit: until when it is due, and why later than usual. */
    async period(unit: string, period: string): Promise<Period> {
      const found = await jsonOf<Period>(await get(`${unitPath(unit)}/periods/${period}`))
      if (typeof found?.due !== 'string') throw new ApiError(0, null)
      return found
    },

    async totals(query: TotalsQuery): Promise<TotalsAnswer> {
      return jsonOf(await get(totalsPath(query, '')))
    },

    /** Totals as a file. */
    async totalsFile(query: TotalsQuery, format: 'csv' | 'xlsx'): Promise<Uint8Array> {
      const response = await get(totalsPath(query, `.${format}`))
      return new Uint8Array(await response.arrayBuffer())
    },

    async list(query: ListQuery): Promise<ListAnswer> {
      return jsonOf(await get(listPath(query, '')))
    },

    /** A list as a file. */
    async listFile(query: ListQuery, format: 'csv' | 'xlsx'): Promise<Uint8Array> {
      const response = await get(listPath(query, `/lines.${format}`))
      return new Uint8Array(await response.arrayBuffer())
    },
  }
}

/** What stands between refuses a body for its size in words of its own; trying again changes nothing. */
export const TOO_LARGE = 'urn:fugong:too-large'
const tooLarge: Problem = { type: TOO_LARGE, title: 'Content Too Large', status: 413 }

/**
 * A success counts only when it carries the receipt of this very content: the sign-in page of a guest
 * network answers 200 as well.
 */
async function acknowledged(response: Response, submission: Submission): Promise<SubmitOutcome> {
  const receipt = await jsonOf<Receipt>(response)
  if (receipt.hash !== (await contentHash(submission))) {
    return { kind: 'unreachable', retryAfter: null }
  }
  return { kind: 'received', receipt, etag: response.headers.get('ETag') ?? `"${receipt.hash}"` }
}

async function declined(
  response: Response,
  current: () => Promise<Stored | null>,
): Promise<SubmitOutcome> {
  const { status } = response
  if (status === 401) return { kind: 'signed-out' }
  if (status >= 500 || status === 408 || status === 425 || status === 429) {
    return { kind: 'unreachable', retryAfter: pauseAsked(response) }
  }
  const problem = await problemOf(response)
  if (problem === null && status === 413) return { kind: 'refused', problem: tooLarge }
  if (problem === null) return { kind: 'unreachable', retryAfter: null }
  if (status === 412) {
    const differences = Array.isArray(problem.differences) ? problem.differences : []
    return { kind: 'conflict', current: await current(), differences }
  }
  if (status === 423) return { kind: 'locked', problem }
  if (status === 422 && Array.isArray(problem.findings)) {
    return { kind: 'rejected', findings: problem.findings as Finding[], problem }
  }
  return { kind: 'refused', problem }
}

/** Whatever a server asks for, nothing is tried again at once, or later than in an hour. */
const LONGEST_PAUSE = 3_600

/** Seconds after which a busy server wants to be asked again; null: it is not busy, or does not say. */
function pauseAsked({ status, headers }: Response): number | null {
  const seconds = Number(headers.get('Retry-After') ?? Number.NaN)
  if ((status !== 429 && status !== 503) || !Number.isFinite(seconds)) return null
  return Math.min(Math.max(seconds, 1), LONGEST_PAUSE)
}

async function successful(response: Response): Promise<Response> {
  if (response.ok) return response
  throw new ApiError(response.status, await problemOf(response))
}

/** The problem detail of an answer (RFC 9457); null when something else than our server answered. */
async function problemOf(response: Response): Promise<Problem | null> {
  try {
    const body: unknown = await response.json()
    const isProblem = typeof body === 'object' && body !== null && 'type' in body
    return isProblem ? (body as Problem) : null
  } catch {
    return null
  }
}

async function jsonOf<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T
  } catch (cause) {
    throw new ApiError(0, null, cause)
  }
}

function unitPath(unit: string): string {
  return `/units/${encodeURIComponent(unit)}`
}

function pathOf({ unit, form, period }: Target): string {
  const [formId, week] = [form, period].map(encodeURIComponent)
  return `${unitPath(unit)}/forms/${formId}/periods/${week}`
}

function totalsPath({ unit, period, form, view }: TotalsQuery, extension: string): string {
  const query = new URLSearchParams({ period })
  if (form) query.set('form', form)
  if (view) query.set('view', view)
  return `${unitPath(unit)}/totals${extension}?${query}`
}

function listPath({ unit, period, list, day, view }: ListQuery, file: string): string {
  const query = new URLSearchParams({ period })
  if (day) query.set('day', day)
  if (view) query.set('view', view)
  return `${unitPath(unit)}/lists/${encodeURIComponent(list)}${file}?${query}`
}
