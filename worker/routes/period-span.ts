import { createRoute, z } from '@hono/zod-openapi'
import type { PeriodSpan } from '../../shared/protocol/answers.ts'
import { unitOf } from '../http/context.ts'
import { bearer, json, problems, router } from '../http/router.ts'
import { periodId } from '../schema/common.ts'
import { spanBelow } from '../store/standings.ts'

const spanRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/periods',
  summary: 'The first and the last period for which a unit or one below it has submitted',
  security: bearer,
  request: { params: z.object({ unit: z.string() }) },
  responses: {
    200: json(
      'null where nothing has come yet',
      z
        .object({ first: periodId.nullable(), last: periodId.nullable() })
        .openapi('PeriodSpan') satisfies z.ZodType<PeriodSpan>,
    ),
    ...problems(401, 403, 404),
  },
})

export const periodSpan = router().openapi(spanRoute, async (c) =>
  c.json(await spanBelow(c.env.DB, unitOf(c)), 200),
)
