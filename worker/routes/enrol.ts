import { createRoute, z } from '@hono/zod-openapi'
import type { Enrolment } from '../../shared/protocol/answers.ts'
import { ProblemError } from '../http/problem.ts'
import { keepRate } from '../http/rates.ts'
import { json, jsonBody, problems, router } from '../http/router.ts'
import { newToken, normaliseCode, sameSecret, sha256 } from '../http/secrets.ts'
import { deploymentName } from '../messages/names.ts'
import { enrolment } from '../schema/answers.ts'
import { unitAnswer } from '../schema/units.ts'
import { addFirstAdministrator, codeState, redeemCode } from '../store/access.ts'

const enrolRoute = createRoute({
  method: 'post',
  path: '/enrol',
  summary: 'Trade an enrolment code for a token',
  description:
    'The setup code of the deployment gives a token for its administrator, as long as there is none.',
  request: jsonBody(z.strictObject({ code: z.string().min(1).max(200) })),
  responses: {
    200: json('The token; it is not shown again', enrolment),
    ...problems(400, 403, 413, 415, 422),
  },
})

export const enrol = router().openapi(enrolRoute, async (c) => {
  const { code } = c.req.valid('json')
  const db = c.env.DB
  const token = await newToken(c.get('now'))
  const granted = { token: token.token, expiresAt: token.expiresAt.toISOString() }
  c.header('Cache-Control', 'no-store')

  // Where the operator has set no setup code, nothing typed may equal it.
  const { SETUP_CODE } = c.env
  if (SETUP_CODE && (await sameSecret(code.trim(), SETUP_CODE))) {
    if (!(await addFirstAdministrator(db, token, deploymentName(c.get('language'))))) {
      throw new ProblemError('setup-finished')
    }
    const answer: Enrolment = { ...granted, unit: null, role: 'administrator' }
    return c.json(answer, 200)
  }

  const hash = await sha256(normaliseCode(code))
  const redeemed = await redeemCode(db, hash, token)
  if (!redeemed) {
    await keepRate(c, 'WRONG_CODE_RATE')
    throw await refused(db, hash)
  }
  const answer: Enrolment = { ...granted, unit: unitAnswer(redeemed.unit), role: redeemed.role }
  return c.json(answer, 200)
})

async function refused(db: D1Database, hash: string): Promise<ProblemError> {
  const state = await codeState(db, hash)
  if (!state) return new ProblemError('code-unknown')
  if (state.usedAt !== null) return new ProblemError('code-used')
  return new ProblemError('code-expired', { params: { at: state.expiresAt } })
}
