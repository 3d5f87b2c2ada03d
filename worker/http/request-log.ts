import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { matchedRoutes } from 'hono/route'
import { type Meter, meter, metered } from '../store/metered.ts'
import type { AppEnv } from './context.ts'

export const API = '/api/v1'

/**
 * What is written down about a request. Nothing in it was typed by a person: the address is the route's
 * pattern, and neither body, query, token nor the message of an error has a place here.
 */
export interface RequestLine extends Meter {
  /** Also in the header `X-Request-Id`, and in a problem detail as `instance`. */
  request: string
  method: string
  /** `/units/{unit}/totals`; `*`: a file of the pages, or no route at all. */
  route: string
  status: number
  milliseconds: number
  /** The last part of a problem's type. */
  problem?: string
  /** What failed in us: kind of the error, and where. */
  failure?: { error: string; at: string[] }
}

/** Where the lines go. */
export type RequestLog = (line: RequestLine) => void

/** For Workers Logs, which make fields of the members of a JSON line. */
export const logToConsole: RequestLog = (line) => {
  const write = line.status >= 500 ? console.error : console.log
  write(JSON.stringify(line))
}

/** The route of a request as the access table names it, `GET` and `/units/{unit}`; null: there is none. */
export function routeOf(c: Context<AppEnv>): { method: string; pattern: string } | null {
  const handler = matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'))
  if (!handler) return null
  const pattern = handler.path.slice(API.length).replace(/:(\w+)/g, '{$1}')
  return { method: handler.method, pattern }
}

/** Numbers every request, counts what it costs the database, and writes one line about it. */
export function requestLog(log: RequestLog) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const request = crypto.randomUUID()
    const started = performance.now()
    const spent = meter()
    c.set('request', request)
    c.env = { ...c.env, DB: metered(c.env.DB, spent) }
    await next()
    c.header('X-Request-Id', request)
    const { method, pattern } = routeOf(c) ?? { method: c.req.method, pattern: '*' }
    log({
      request,
      method,
      route: pattern,
      status: c.res.status,
      milliseconds: Math.round(performance.now() - started),
      ...spent,
      ...c.get('trouble'),
    })
  })
}
