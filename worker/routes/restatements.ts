import { createRoute, z } from '@hono/zod-openapi'
import { unitOf } from '../http/context.ts'
import { formsOf } from '../http/forms.ts'
import { bearer, json, problems, router } from '../http/router.ts'
import { restatementsAnswer } from '../schema/answers.ts'
import { periodId } from '../schema/common.ts'
import { restatementsOf } from '../totals/restatements.ts'
import { weekOf } from '../totals/totals.ts'

const restatementsRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/restatements',
  summary: 'What changed in the totals after the cut-off, submission by submission',
  description:
    'All that lies between the views `cutoff` and `current` of the totals: corrections and late submissions, with the figures that differ.',
  security: bearer,
  request: {
    params: z.object({ unit: z.string() }),
    query: z.object({
      period: periodId,
      form: z.string().optional().openapi({ description: 'All forms if left out' }),
    }),
  },
  responses: { 200: json('Restatements', restatementsAnswer), ...problems(400, 401, 403, 404) },
})

export const restatements = router().openapi(restatementsRoute, async (c) => {
  const { period: id, form } = c.req.valid('query')
  const unit = unitOf(c)
  const forms = await formsOf(c.env.DB, unit, form)
  const week = await weekOf(c.env.DB, unit, id)
  const found = await restatementsOf(c.env.DB, unit, forms, week)
  return c.json({ unit: unit.id, name: unit.name, period: week.period, restatements: found }, 200)
})
