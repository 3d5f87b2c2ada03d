import { createRoute, z } from '@hono/zod-openapi'
import { periodOfDate, shanghaiDay } from '../../shared/periods/periods.ts'
import { unitOf } from '../http/context.ts'
import { formOf } from '../http/forms.ts'
import { bearer, json, problems, router } from '../http/router.ts'
import { trendsAnswer } from '../schema/answers.ts'
import { periodId } from '../schema/common.ts'
import { spanBelow } from '../store/standings.ts'
import { trendsIn, usualStart } from '../totals/trends.ts'

const trendsRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/trends',
  summary: 'The figures of a form from week to week, and how many units they come from',
  description:
    'A week of which nothing has come is null, not zero. `cumulated` adds flows up since the first week; a stock has none. At most 53 weeks.',
  security: bearer,
  request: {
    params: z.object({ unit: z.string() }),
    query: z.object({
      form: z.string(),
      from: periodId.optional().openapi({ description: 'Eleven weeks before `to` if left out' }),
      to: periodId.optional().openapi({ description: 'The newest with data if left out' }),
      view: z.enum(['current', 'cutoff']).default('current'),
    }),
  },
  responses: {
    200: json('Trends', trendsAnswer),
    304: { description: 'As the ETag says' },
    ...problems(400, 401, 403, 404),
  },
})

export const trends = router().openapi(trendsRoute, async (c) => {
  const { form: id, from: first, to: last, view } = c.req.valid('query')
  const [db, unit, lang] = [c.env.DB, unitOf(c), c.get('language')]
  const form = await formOf(db, unit, id)
  const span = first && last ? null : await spanBelow(db, unit)
  const to = last ?? span?.last ?? periodOfDate(shanghaiDay(c.get('now').toISOString()))
  const from = first ?? usualStart(to, span?.first ?? null)
  return c.json(await trendsIn(db, { unit, form, view, lang, from, to }), 200)
})
