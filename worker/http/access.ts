import { createMiddleware } from 'hono/factory'
import type { Role } from '../../shared/protocol/answers.ts'
import { deploymentName, roleName } from '../messages/names.ts'
import { type Credentials, credentials, markUsed } from '../store/access.ts'
import { situationStatement } from '../store/submissions.ts'
import { reaches } from '../store/units.ts'
import { BASIC_CHALLENGE, tokenIn } from './authorization.ts'
import type { AppEnv } from './context.ts'
import { isStorageFull, ProblemError } from './problem.ts'
import { keepRate, type Rate } from './rates.ts'
import { API, routeOf } from './request-log.ts'
import { sha256 } from './secrets.ts'

export interface AccessRule {
  roles: Role[]
  /** The unit in the path may be one that does not exist yet. */
  mayBeNew?: true
  /** Not for the unit in the path itself, whatever the role. */
  fromAbove?: true
  /** The token may also come as the password of Basic, which is all that Excel's own clients offer. */
  basic?: true
  /** What is read on the way to the token, for the route to use if it may answer. */
  ahead?: (db: D1Database, asked: Asked) => D1PreparedStatement
}

/** A request before it is known whose it is. */
interface Asked {
  /** SHA-256 of the token sent. */
  token: string
  place: (parameter: string) => string
  header: (name: string) => string | undefined
}

const everyone: AccessRule = { roles: ['reporter', 'aggregator', 'reader', 'administrator'] }
const senders: AccessRule = { roles: ['reporter', 'aggregator', 'administrator'] }
const deciders: AccessRule = { roles: ['aggregator', 'administrator'] }
const administrators: AccessRule = { roles: ['administrator'] }
const excel: AccessRule = { ...everyone, basic: true }

const SUBMISSION = '/units/{unit}/forms/{form}/periods/{period}'

/**
 * Who may call what. A route that is not listed here answers nobody. Where the path has a `{unit}`,
 * it must lie in the subtree of the token's own unit.
 */
export const accessTable: Record<string, AccessRule | 'public'> = {
  'GET /health': 'public',
  'GET /openapi.json': 'public',
  'GET /forms/schema.json': 'public',
  'POST /enrol': 'public',
  'GET /me': everyone,

  'GET /units': everyone,
  'PUT /units/{unit}': { ...administrators, mayBeNew: true },
  'POST /units/{unit}/codes': administrators,
  'GET /units/{unit}/tokens': administrators,
  'DELETE /tokens/{id}': administrators,
  'POST /tokens/rotate': everyone,

  'GET /units/{unit}/forms': everyone,
  'GET /units/{unit}/forms/{form}': everyone,
  'PUT /units/{unit}/forms/{form}': administrators,

  'GET /units/{unit}/periods': everyone,
  'GET /units/{unit}/periods/{period}': everyone,
  'PUT /units/{unit}/periods/{period}': administrators,
  'PUT /units/{unit}/periods/{period}/extension': { ...deciders, fromAbove: true },
  'DELETE /units/{unit}/periods/{period}/extension': { ...deciders, fromAbove: true },
  'POST /units/{unit}/periods/{period}/close': deciders,
  'POST /units/{unit}/periods/{period}/reopen': deciders,
  'GET /units/{unit}/periods/{period}/report': everyone,
  'POST /units/{unit}/periods/{period}/report': deciders,

  [`PUT ${SUBMISSION}`]: { ...senders, ahead: situationAhead },
  [`GET ${SUBMISSION}`]: everyone,
  [`POST ${SUBMISSION}/accept`]: deciders,
  [`POST ${SUBMISSION}/return`]: deciders,
  [`PUT ${SUBMISSION}/explanations/{explanation}`]: { ...deciders, fromAbove: true },
  'GET /units/{unit}/explanations': everyone,
  'GET /units/{unit}/submissions': everyone,
  'GET /units/{unit}/forms/{form}/history': everyone,

  'GET /units/{unit}/totals': everyone,
  'GET /units/{unit}/totals.csv': excel,
  'GET /units/{unit}/totals.html': excel,
  'GET /units/{unit}/totals.xlsx': excel,
  'GET /units/{unit}/completeness': everyone,
  'GET /odata': excel,
  'GET /odata/': excel,
  'GET /odata/{resource}': excel,
  'GET /odata/{resource}/{part}': excel,
  'GET /units/{unit}/trends': everyone,
  'GET /units/{unit}/restatements': everyone,
  'GET /units/{unit}/duplicates': everyone,
  'PUT /units/{unit}/forms/{form}/sameness/{field}': deciders,
  'GET /units/{unit}/bulletin': everyone,

  'GET /units/{unit}/lists': everyone,
  'PUT /units/{unit}/lists/{list}': administrators,
  'GET /units/{unit}/lists/{list}': everyone,
  'GET /units/{unit}/lists/{list}/lines.csv': everyone,
  'GET /units/{unit}/lists/{list}/lines.xlsx': everyone,
  'GET /units/{unit}/words': everyone,
  'PUT /units/{unit}/forms/{form}/words/{field}': deciders,
  'GET /units/{unit}/headings': everyone,
  'PUT /units/{unit}/forms/{form}/headings/{field}': deciders,

  'GET /units/{unit}/recipients': administrators,
  'PUT /units/{unit}/recipients': administrators,
  'POST /units/{unit}/periods/{period}/summary': deciders,
  'GET /units/{unit}/mails': deciders,
  'GET /units/{unit}/mails/{id}': deciders,

  'GET /units/{unit}/events': administrators,
  'GET /units/{unit}/events.csv': administrators,
  'GET /audit/events': administrators,
  'GET /audit/seals': administrators,
  'GET /audit/verify': administrators,

  'GET /export': administrators,
  'POST /import': administrators,
  'GET /deployment': administrators,
  'PUT /deployment/retention': administrators,
}

function situationAhead(db: D1Database, { token, place, header }: Asked): D1PreparedStatement {
  const where = { unit: place('unit'), form: place('form'), period: place('period') }
  return situationStatement(db, where, token, header('Idempotency-Key') ?? null, [])
}

/** Which rate a call counts against. */
export function rateOf(method: string, pattern: string): Rate {
  if (pattern === '/enrol') return 'ENROL_RATE'
  return method === 'GET' ? 'READ_RATE' : 'WRITE_RATE'
}

/** Checks token, role and reach of every request, before anything of it is read. */
export const authorise = createMiddleware<AppEnv>(async (c, next) => {
  const route = routeOf(c)
  if (!route) throw nothingThere(c.req.path.slice(API.length))
  const { method, pattern } = route
  const rule = accessTable[`${method} ${pattern}`]
  if (!rule) throw new Error(`No access rule for ${method} ${pattern}`)
  const rate = rateOf(method, pattern)
  if (rule === 'public') {
    await keepRate(c, rate)
    return next()
  }

  const sent = tokenIn(c.req.header('Authorization'), rule.basic)
  if (!sent) throw unauthenticated('token-missing', rule.basic)
  const place = (parameter: string) => partOf(c.req.path.slice(API.length), pattern, parameter)
  const asked = pattern.split('/').includes('{unit}') ? place('unit') : null
  const hash = await sha256(sent)
  await keepRate(c, rate, hash)
  const statement = rule.ahead?.(c.env.DB, {
    token: hash,
    place,
    header: (name) => c.req.header(name),
  })
  const { found, ahead } = await credentials(c.env.DB, hash, asked, statement)
  c.set('ahead', ahead)
  const { token, home, target } = checkedToken(found, c.get('now'), rule.basic)

  const lang = c.get('language')
  if (!rule.roles.includes(token.role)) {
    throw new ProblemError('role-insufficient', {
      params: {
        role: roleName(token.role, lang),
        needed: rule.roles.map((role) => roleName(role, lang)).join(lang === 'zh' ? '、' : ', '),
      },
    })
  }
  if (asked !== null && !target && !rule.mayBeNew) {
    throw new ProblemError('unit-unknown', { params: { unit: asked } })
  }
  if (target && !reaches(home, target.path)) {
    throw new ProblemError('unit-out-of-reach', { params: { unit: target.name } })
  }
  if (target && rule.fromAbove && home?.id === target.id) {
    throw new ProblemError('decided-above', { params: { unit: target.name } })
  }

  const today = c.get('now').toISOString().slice(0, 10)
  if (token.lastUsedOn !== today) {
    await markUsed(c.env.DB, token.id, today).catch((error: unknown) => {
      // A full database can still be read.
      if (!isStorageFull(error)) throw error
    })
  }
  c.set('caller', {
    token: token.id,
    role: token.role,
    expiresAt: token.expiresAt,
    unit: home,
    name: home?.name ?? deploymentName(lang),
  })
  c.set('unit', target ?? undefined)
  return next()
})

/** 405 where an address has other methods (RFC 9110, 15.5.6), 404 where there is no such address. */
function nothingThere(path: string): ProblemError {
  const methods = Object.keys(accessTable).flatMap((operation) => {
    const [method = '', pattern = ''] = operation.split(' ')
    const address = pattern.replaceAll('.', '[.]').replace(/\{\w+\}/g, '[^/]+')
    if (!new RegExp(`^${address}$`).test(path)) return []
    return method === 'GET' ? [method, 'HEAD'] : [method]
  })
  if (methods.length === 0) return new ProblemError('route-unknown')
  const Allow = methods.join(', ')
  return new ProblemError('method-not-allowed', { params: { methods: Allow }, headers: { Allow } })
}

function checkedToken(found: Credentials | null, now: Date, basic: true | undefined): Credentials {
  // A token whose unit is gone reaches nothing; it must not pass for one of the whole deployment.
  if (!found || (found.token.unit !== null && !found.home)) {
    throw unauthenticated('token-unknown', basic)
  }
  const { expiresAt, revokedAt } = found.token
  if (revokedAt !== null) throw unauthenticated('token-revoked', basic, revokedAt)
  if (Date.parse(expiresAt) <= now.getTime()) {
    throw unauthenticated('token-expired', basic, expiresAt)
  }
  return found
}

function unauthenticated(
  id: 'token-missing' | 'token-unknown' | 'token-expired' | 'token-revoked',
  basic: true | undefined,
  at = '',
): ProblemError {
  const bearer = id === 'token-missing' ? 'Bearer' : 'Bearer error="invalid_token"'
  const challenge = basic ? BASIC_CHALLENGE : bearer
  return new ProblemError(id, { params: { at }, headers: { 'WWW-Authenticate': challenge } })
}

/** What stands in a path where its pattern has a parameter. */
function partOf(path: string, pattern: string, parameter: string): string {
  const segment = path.split('/')[pattern.split('/').indexOf(`{${parameter}}`)] ?? ''
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
