import type { Lang } from '../../shared/messages/index.ts'
import type { Problem } from '../../shared/protocol/answers.ts'

const BASE = '/api/v1'

/** A call that did not succeed: what the server said, or null where it could not be reached. */
export class ApiError extends Error {
  readonly problem: Problem | null

  constructor(problem: Problem | null) {
    super(problem?.detail ?? problem?.title ?? 'unreachable')
    this.problem = problem
  }
}

export interface Api {
  get<T>(path: string, signal?: AbortSignal): Promise<T>
  post<T>(path: string, body: unknown, headers?: Record<string, string>): Promise<T>
  put<T>(path: string, body: unknown): Promise<T>
  delete<T>(path: string): Promise<T>
  /** A file as the browser saves it. */
  file(path: string): Promise<Blob>
}

/** The API as seen with a token; `null` before signing in. `lang` is asked of the problem details. */
export function connect(token: string | null, lang: Lang): Api {
  async function call(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers)
    headers.set('Accept-Language', lang)
    if (token) headers.set('Authorization', `Bearer ${token}`)
    let response: Response
    try {
      response = await fetch(BASE + path, { ...init, headers })
    } catch (failure) {
      if (failure instanceof DOMException && failure.name === 'AbortError') throw failure
      throw new ApiError(null)
    }
    if (!response.ok) throw new ApiError(await problemOf(response))
    return response
  }

  return {
    get: async <T>(path: string, signal?: AbortSignal) =>
      (await (await call(path, { signal })).json()) as T,
    post: async <T>(path: string, body: unknown, headers: Record<string, string> = {}) => {
      const response = await call(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(body),
      })
      return (response.status === 204 ? undefined : await response.json()) as T
    },
    put: async <T>(path: string, body: unknown) => {
      const headers = { 'Content-Type': 'application/json' }
      const response = await call(path, { method: 'PUT', headers, body: JSON.stringify(body) })
      return (await response.json()) as T
    },
    delete: async <T>(path: string) => (await (await call(path, { method: 'DELETE' })).json()) as T,
    file: async (path: string) => (await call(path, {})).blob(),
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const { status } = response
  try {
    return { type: 'about:blank', title: response.statusText, ...(await response.json()), status }
  } catch {
    return { type: 'about:blank', title: response.statusText, status }
  }
}

/** Addresses of what the page reads, below `/api/v1`. */
export const at = {
  me: '/me',
  enrol: '/enrol',
  rotate: '/tokens/rotate',
  forms: (unit: string) => `/units/${part(unit)}/forms`,
  form: (unit: string, form: string, version: number) =>
    `/units/${part(unit)}/forms/${part(form)}?version=${version}`,
  /** The first and the last period with data. */
  periods: (unit: string) => `/units/${part(unit)}/periods`,
  completeness: (unit: string, period: string) =>
    `/units/${part(unit)}/completeness?period=${part(period)}`,
  totals: (unit: string, period: string, view: string, ending = '') =>
    `/units/${part(unit)}/totals${ending}?period=${part(period)}&view=${view}`,
  /** A form from week to week, up to a period. */
  trends: (unit: string, form: string, to: string, view: string) =>
    `/units/${part(unit)}/trends?form=${part(form)}&to=${part(to)}&view=${view}`,
  restatements: (unit: string, period: string) =>
    `/units/${part(unit)}/restatements?period=${part(period)}`,
  explanations: (unit: string, period: string) =>
    `/units/${part(unit)}/explanations?period=${part(period)}`,
  explanation: (unit: string, form: string, period: string, id: string) =>
    `${submissions(unit, form, period)}/explanations/${part(id)}`,
  duplicates: (unit: string, period: string, view: string) =>
    `/units/${part(unit)}/duplicates?period=${part(period)}&view=${view}`,
  sameness: (unit: string, form: string, field: string) =>
    `/units/${part(unit)}/forms/${part(form)}/sameness/${part(field)}`,
  extension: (unit: string, period: string) =>
    `/units/${part(unit)}/periods/${part(period)}/extension`,
  headings: (unit: string) => `/units/${part(unit)}/headings`,
  heading: (unit: string, form: string, field: string) =>
    `/units/${part(unit)}/forms/${part(form)}/headings/${part(field)}`,
  words: (unit: string) => `/units/${part(unit)}/words`,
  wordsOf: (unit: string, form: string, field: string) =>
    `/units/${part(unit)}/forms/${part(form)}/words/${part(field)}`,
  lists: (unit: string) => `/units/${part(unit)}/lists`,
  /** A list over a week; without one, the address of its definition. */
  list: (unit: string, list: string, period?: string, view?: string, day?: string, ending = '') => {
    const path = `/units/${part(unit)}/lists/${part(list)}${ending}`
    if (period === undefined) return path
    const asked = new URLSearchParams({ period, view: view ?? 'current', ...(day && { day }) })
    return `${path}?${asked}`
  },
  submission: (unit: string, form: string, period: string, revision: number | null = null) =>
    `${submissions(unit, form, period)}${revision === null ? '' : `?revision=${revision}`}`,
  decision: (unit: string, form: string, period: string, decision: 'accept' | 'return') =>
    `${submissions(unit, form, period)}/${decision}`,
  upward: (unit: string, period: string) => `/units/${part(unit)}/periods/${part(period)}/report`,
  periodState: (unit: string, period: string, change: 'close' | 'reopen') =>
    `/units/${part(unit)}/periods/${part(period)}/${change}`,
}

function submissions(unit: string, form: string, period: string): string {
  return `/units/${part(unit)}/forms/${part(form)}/periods/${part(period)}`
}

function part(text: string): string {
  return encodeURIComponent(text)
}
