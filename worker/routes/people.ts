import { createRoute, z } from '@hono/zod-openapi'
import { unitOf } from '../http/context.ts'
import { page, pageQuery } from '../http/paging.ts'
import { ProblemError } from '../http/problem.ts'
import { bearer, json, jsonBody, problems, router } from '../http/router.ts'
import { newCode, newToken, sha256 } from '../http/secrets.ts'
import { enrolment, tokenHash } from '../schema/answers.ts'
import { pageOf } from '../schema/common.ts'
import { codeAnswer, codeRequest, tokenInfo, unitAnswer } from '../schema/units.ts'
import {
  codeStatement,
  revocationStatement,
  rotateToken,
  tokensBelow,
  tokenWithin,
} from '../store/access.ts'
import { eventStatement } from '../store/events.ts'

const HOUR_MILLISECONDS = 3_600_000

const unitParams = z.object({ unit: z.string() })

const codeRoute = createRoute({
  method: 'post',
  path: '/units/{unit}/codes',
  summary: 'Issue an enrolment code: one token for one person',
  security: bearer,
  request: { params: unitParams, ...jsonBody(codeRequest) },
  responses: {
    201: json('The code; it is not shown again', codeAnswer),
    ...problems(400, 401, 403, 404, 413, 415, 422),
  },
})

const tokensRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/tokens',
  summary: 'Tokens of a unit and the units below',
  security: bearer,
  request: { params: unitParams, query: pageQuery(2) },
  responses: { 200: json('A page of tokens', pageOf(tokenInfo)), ...problems(400, 401, 403, 404) },
})

const revokeRoute = createRoute({
  method: 'delete',
  path: '/tokens/{id}',
  summary: 'Revoke a token',
  security: bearer,
  request: { params: z.object({ id: z.string() }) },
  responses: { 204: { description: 'It is revoked' }, ...problems(401, 403, 404) },
})

const rotateRoute = createRoute({
  method: 'post',
  path: '/tokens/rotate',
  summary: 'Replace the token of the request by one that is good for as long as a new one',
  description:
    'The old token ends three days later, or when it would have ended if that is sooner. If the answer was lost, ask again: with the same `hash` for the same token, or for another as long as nobody has used the one that was lost.',
  security: bearer,
  request: jsonBody(z.strictObject({ hash: tokenHash.optional() })),
  responses: {
    200: json('The new token; it is not shown again', enrolment),
    ...problems(400, 401, 409, 413, 415, 422),
  },
})

/** Friday afternoon to Monday afternoon. */
const GRACE_HOURS = 72

export const people = router()
  .openapi(rotateRoute, async (c) => {
    const caller = c.get('caller')
    const now = c.get('now')
    const { token, ...made } = await newToken(now, c.req.valid('json').hash)
    const until = new Date(now.getTime() + GRACE_HOURS * HOUR_MILLISECONDS)
    const expiresAt = await rotateToken(c.env.DB, caller, made, until)
    if (expiresAt === null) throw new ProblemError('token-rotated')
    c.header('Cache-Control', 'no-store')
    const { unit, role } = caller
    return c.json({ token, unit: unit && unitAnswer(unit), role, expiresAt }, 200)
  })
  .openapi(codeRoute, async (c) => {
    const { role, expiresInHours } = c.req.valid('json')
    const unit = unitOf(c)
    const createdAt = c.get('now')
    const expiresAt = new Date(createdAt.getTime() + expiresInHours * HOUR_MILLISECONDS)
    const code = newCode()
    const db = c.env.DB
    await db.batch([
      codeStatement(db, { hash: await sha256(code), unit: unit.id, role, createdAt, expiresAt }),
      eventStatement(db, {
        kind: 'code-issued',
        at: createdAt,
        by: c.get('caller'),
        unit: unit.id,
        detail: { role },
      }),
    ])
    c.header('Cache-Control', 'no-store')
    return c.json({ code, unit: unit.id, role, expiresAt: expiresAt.toISOString() }, 201)
  })
  .openapi(tokensRoute, async (c) => {
    const { cursor, limit } = c.req.valid('query')
    const found = await tokensBelow(c.env.DB, unitOf(c), {
      after: [cursor?.[0] ?? '', cursor?.[1] ?? ''],
      limit: limit + 1,
    })
    return c.json(
      page(
        found,
        limit,
        ({ path, id }) => [path, id],
        ({ path: _, ...token }) => token,
      ),
      200,
    )
  })
  .openapi(revokeRoute, async (c) => {
    const { id } = c.req.valid('param')
    const caller = c.get('caller')
    const db = c.env.DB
    const at = c.get('now')
    const token = await tokenWithin(db, id, caller.unit)
    if (!token) throw new ProblemError('token-id-unknown', { params: { id } })
    const { unit } = token
    const event = { kind: 'token-revoked' as const, at, by: caller, unit, detail: { token: id } }
    await db.batch([revocationStatement(db, id, at), eventStatement(db, event, 'changes() > 0')])
    return c.body(null, 204)
  })
