import { createRoute, z } from '@hono/zod-openapi'
import { unitOf } from '../http/context.ts'
import { ProblemError } from '../http/problem.ts'
import { bearer, json, problems, router } from '../http/router.ts'
import { periodId } from '../schema/common.ts'
import { upwardAnswer as upwardSchema } from '../schema/upward.ts'
import { upwardAnswer } from '../upward/answer.ts'
import { reportUpward, upwardOf } from '../upward/report.ts'

const params = z.object({ unit: z.string(), period: periodId })
const path = '/units/{unit}/periods/{period}/report'

/** Forms that one request reports: more than there are. */
const MOST_FORMS = 40

const getRoute = createRoute({
  method: 'get',
  path,
  summary: "How a unit's period stands with the deployment above that it reports to",
  security: bearer,
  request: { params },
  responses: { 200: json('By form', upwardSchema), ...problems(400, 401, 403, 404) },
})

const postRoute = createRoute({
  method: 'post',
  path,
  summary: "Report a unit's totals of a period to the deployment above now",
  description:
    'Sends of each form what is other than what has arrived there, and asks what has been decided. What could not be sent says why, and is tried again by itself.',
  security: bearer,
  request: { params },
  responses: { 200: json('By form', upwardSchema), ...problems(400, 401, 403, 404, 409) },
})

export const upward = router()
  .openapi(getRoute, async (c) => {
    const found = await upwardOf(c.env, c.get('send'))
    return c.json(await upwardAnswer(c.env, unitOf(c), c.req.valid('param').period, found), 200)
  })
  .openapi(postRoute, async (c) => {
    const { period } = c.req.valid('param')
    const unit = unitOf(c)
    const found = await upwardOf(c.env, c.get('send'))
    if (found?.unit.id !== unit.id) {
      throw new ProblemError('upward-unset', { params: { unit: unit.name } })
    }
    const pass = { now: c.get('now'), by: c.get('caller'), left: MOST_FORMS }
    await reportUpward(c.env, found, period, pass)
    return c.json(await upwardAnswer(c.env, unit, period, found), 200)
  })
