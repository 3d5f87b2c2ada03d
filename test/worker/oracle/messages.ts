import type { Person, Sheet } from './county.ts'

/** A unit × form × period: where one submission with its revisions lives. */
export interface Place {
  unit: string
  form: string
  period: string
}

/** What a writer builds on: `none` and `any` are `*`, a list is of entity tags, null says nothing. */
export type Base = 'none' | 'any' | string[] | null

/** What people ask of the service. Plain data, so that a run can be printed and played again. */
export type Message = { by: string } & (
  | ({ ask: 'put'; sheet: string; base: Base; key: string | null } & Place)
  | ({ ask: 'get'; revision: number | null; known: string | null } & Place)
  | ({ ask: 'accept'; base: string[] | null } & Place)
  | ({ ask: 'return'; base: string[] | null; reason: string; cells: string[] } & Place)
  | ({ ask: 'rule'; excuse: string; state: 'accepted' | 'refused'; until: string | null } & Place)
  | { ask: 'extend'; unit: string; period: string; due: string }
  | { ask: 'withdraw'; unit: string; period: string }
  | { ask: 'close' | 'reopen'; unit: string; period: string }
  | { ask: 'period'; unit: string; period: string }
  | { ask: 'set'; unit: string; period: string; asOf: string; due: string }
  | { ask: 'totals'; unit: string; period: string; form: string; view: 'current' | 'cutoff' }
  | { ask: 'completeness'; unit: string; period: string; form: string }
)

/** Why a reason is refused, or a deadline later. */
export const WHY = '请核实'

/** A request as it goes over the wire. */
export interface ApiRequest {
  method: string
  path: string
  headers: Record<string, string>
  /** JSON. */
  body: string | null
}

/** An answer as far as it is compared. */
export interface Answer {
  status: number
  etag: string | null
  /** Of JSON; null where there is none. */
  body: Record<string, unknown> | null
}

/** Whether the database failed under a request: nobody knows what became of it. */
export function databaseFailed({ status, body }: Answer): boolean {
  return status === 503 && String(body?.type).endsWith('/database-unreachable')
}

export function requestOf(
  message: Message,
  tokens: Map<Person['id'], string>,
  sheets: Map<string, Sheet>,
): ApiRequest {
  const headers: Record<string, string> = { Authorization: `Bearer ${tokens.get(message.by)}` }
  const request = (method: string, path: string, body: unknown = null): ApiRequest => {
    if (body !== null) headers['Content-Type'] = 'application/json'
    return { method, path, headers, body: body === null ? null : JSON.stringify(body) }
  }
  const { unit, period } = message
  const ofUnit = `/api/v1/units/${unit}`
  switch (message.ask) {
    case 'put': {
      const { base, key } = message
      if (base === 'none') headers['If-None-Match'] = '*'
      else if (base !== null) headers['If-Match'] = base === 'any' ? '*' : base.join(', ')
      if (key !== null) headers['Idempotency-Key'] = key
      return request('PUT', pathOf(message), sheets.get(message.sheet)!.document)
    }
    case 'get': {
      const { revision, known } = message
      if (known !== null) headers['If-None-Match'] = known
      return request('GET', pathOf(message) + (revision === null ? '' : `?revision=${revision}`))
    }
    case 'accept':
    case 'return': {
      if (message.base !== null) headers['If-Match'] = message.base.join(', ')
      const body =
        message.ask === 'return' ? { reason: message.reason, cells: message.cells } : null
      return request('POST', `${pathOf(message)}/${message.ask}`, body)
    }
    case 'rule': {
      const { excuse, state, until } = message
      const body = state === 'accepted' ? { state, until } : { state, why: WHY }
      return request('PUT', `${pathOf(message)}/explanations/${excuse}`, body)
    }
    case 'extend': {
      const { due } = message
      return request('PUT', `${ofUnit}/periods/${period}/extension`, { due, reason: WHY })
    }
    case 'withdraw':
      return request('DELETE', `${ofUnit}/periods/${period}/extension`)
    case 'close':
    case 'reopen':
      return request('POST', `${ofUnit}/periods/${period}/${message.ask}`)
    case 'period':
      return request('GET', `${ofUnit}/periods/${period}`)
    case 'set': {
      const { asOf, due } = message
      return request('PUT', `${ofUnit}/periods/${period}`, { asOf, due })
    }
    case 'totals': {
      const { form, view } = message
      return request('GET', `${ofUnit}/totals?period=${period}&form=${form}&view=${view}`)
    }
    case 'completeness':
      return request('GET', `${ofUnit}/completeness?period=${period}&form=${message.form}`)
  }
}

function pathOf({ unit, form, period }: Place): string {
  return `/api/v1/units/${unit}/forms/${form}/periods/${period}`
}
