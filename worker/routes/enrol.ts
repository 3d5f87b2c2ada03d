import { createRoute, z } from '@hono/zod-openapi'
import { ProblemError } from '../http/problem.ts'
import { keepRate } from '../http/rates.ts'
import { json, jsonBody, problems, router } from '../http/router.ts'
import { newToken, normaliseCode, sameSecret, sha256 } from '../http/secrets.ts'
import { deploymentName } from '../messages/names.ts'
import { enrolment, tokenHash } from '../schema/answers.ts'
import { unitAnswer } from '../schema/units.ts'
import { addFirstAdministrator, codeState, redeemCode } from '../store/access.ts'

const enrolRoute = createRoute({
  method: 'post',
  path: '/enrol',
  summary: 'Trade an enrolment code for a token',
  description:
    'The setup code of the deployment gives a token for its administrator, as long as there is none. A code works once; sent again with the same `hash` it is answered again.',
  request: jsonBody(
    z.strictObject({ code: z.string().min(1).max(200), hash: tokenHash.optional() }),
  ),
  responses: {
    200: json('The token; it is not shown again', enrolment),
    ...problems(400, 403, 409, 413, 415, 422),
  },
})

export const enrol = router().openapi(enrolRoute, async (c) => {
  const { code, hash: own } = c.req.valid('json')
  const db = c.env.DB
  const { token, ...made } = await newToken(c.get('now'), own)
  c.header('Cache-Control', 'no-store')

  // Where the operator has set no setup code, nothing typed may equal it.
  const { SETUP_CODE } = c.env
  if (SETUP_CODE && (await sameSecret(code.trim(), SETUP_CODE))) {
    const actor = deploymentName(c.get('language'))
    const expiresAt = await addFirstAdministrator(db, made, actor)
    if (expiresAt === null) throw new ProblemError('setup-finished')
    return c.json({ token, unit: null, role: 'administrator' as const, expiresAt }, 200)
  }

  const hash = await sha256(normaliseCode(code))
  const redeemed = await redeemCode(db, hash, made)
  if (!redeemed) {
    await keepRate(c, 'WRONG_CODE_RATE')
    throw await refused(db, hash, c.get('now'))
  }
  const { unit, role, expiresAt } = redeemed
  return c.json({ token, unit: unitAnswer(unit), role, expiresAt }, 200)
})

async function refused(db: D1Database, hash: string, now: Date): Promise<ProblemError> {
  const state = await codeState(db, hash)
  if (!state) return new ProblemError('code-unknown')
  if (state.usedAt !== null) return new ProblemError('code-used')
  if (Date.parse(state.expiresAt) > now.getTime()) return new ProblemError('token-taken')
  return new ProblemError('code-expired', { params: { at: state.expiresAt } })
}
