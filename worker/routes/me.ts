import { createRoute } from '@hono/zod-openapi'
import { bearer, json, problems, router } from '../http/router.ts'
import { me as meSchema } from '../schema/answers.ts'
import { unitAnswer } from '../schema/units.ts'
import { unitsBelow } from '../store/units.ts'

const meRoute = createRoute({
  method: 'get',
  path: '/me',
  summary: 'Whose token this is and how far it reaches',
  security: bearer,
  responses: { 200: json('Unit, role and subtree', meSchema), ...problems(401) },
})

export const me = router().openapi(meRoute, async (c) => {
  const { unit, role, expiresAt } = c.get('caller')
  const units = (await unitsBelow(c.env.DB, unit)).map(unitAnswer)
  return c.json({ unit: unit && unitAnswer(unit), role, units, expiresAt }, 200)
})
