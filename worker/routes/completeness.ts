import { createRoute, z } from '@hono/zod-openapi'
import { unitOf } from '../http/context.ts'
import { formsOf } from '../http/forms.ts'
import { bearer, json, problems, router } from '../http/router.ts'
import { completeness as completenessSchema } from '../schema/answers.ts'
import { periodId } from '../schema/common.ts'
import { completenessOf } from '../totals/totals.ts'

const completenessRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/completeness',
  summary: 'Who has submitted, when and in what state, and who has not, by name',
  security: bearer,
  request: {
    params: z.object({ unit: z.string() }),
    query: z.object({ period: periodId, form: z.string().optional() }),
  },
  responses: { 200: json('Completeness', completenessSchema), ...problems(400, 401, 403, 404) },
})

export const completeness = router().openapi(completenessRoute, async (c) => {
  const { period, form } = c.req.valid('query')
  const unit = unitOf(c)
  const forms = await formsOf(c.env.DB, unit, form)
  const answer = await completenessOf(c.env.DB, { unit, period, forms })
  return c.json(answer, 200)
})
