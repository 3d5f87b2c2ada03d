import { createRoute, z } from '@hono/zod-openapi'
import type { History } from '../../shared/protocol/answers.ts'
import { unitOf } from '../http/context.ts'
import { formOf } from '../http/forms.ts'
import { bearer, json, problems, router } from '../http/router.ts'
import { sha256 } from '../http/secrets.ts'
import { periodId } from '../schema/common.ts'
import { history as historySchema } from '../schema/submission.ts'
import { decisionsOf } from '../store/explanations.ts'
import { pastReports, pastTables } from '../store/history.ts'
import { matchesTag } from '../submit/preconditions.ts'

/** Older weeks are another time; checks look at no more. */
const WEEKS = 8
const MOST_WEEKS = 53

const historyRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/forms/{form}/history',
  summary:
    'What the unit itself reported before a period: its figures by week, its last tables, and what was decided of its reasons',
  description:
    'For the checks that look back. Zero reports are left out; a week is as its newest revision says.',
  security: bearer,
  request: {
    params: z.object({ unit: z.string(), form: z.string() }),
    query: z.object({
      before: periodId,
      limit: z.coerce.number().int().min(1).max(MOST_WEEKS).default(WEEKS),
    }),
    headers: z.object({ 'if-none-match': z.string().optional() }),
  },
  responses: {
    200: {
      ...json('The oldest week first', historySchema),
      headers: z.object({ ETag: z.string() }),
    },
    304: { description: 'As the ETag says' },
    ...problems(400, 401, 403, 404),
  },
})

export const history = router().openapi(historyRoute, async (c) => {
  const { before, limit } = c.req.valid('query')
  const unit = unitOf(c)
  const form = await formOf(c.env.DB, unit, c.req.valid('param').form)
  const target = { unit, form: form.id, period: before }
  const [past, decisions] = await Promise.all([
    pastReports(c.env.DB, target, limit),
    decisionsOf(c.env.DB, target),
  ])
  const tag = `"${await sha256(JSON.stringify([past.map(({ period, hash }) => [period, hash]), decisions]))}"`
  c.header('ETag', tag)
  if (matchesTag(c.req.valid('header')['if-none-match'], tag)) return c.body(null, 304)
  const newest = past.at(-1)
  const answer: History = {
    unit: unit.id,
    form: form.id,
    reports: past.map(({ hash: _, ...report }) => report),
    last: newest ? await pastTables(c.env.DB, target, newest) : null,
    decisions,
  }
  return c.json(answer, 200)
})
