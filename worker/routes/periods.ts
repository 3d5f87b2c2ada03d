import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { type AppEnv, unitOf } from '../http/context.ts'
import { bearer, json, jsonBody, problems, router } from '../http/router.ts'
import { day, instant, periodId, period as periodSchema } from '../schema/common.ts'
import { type EventKind, eventStatement } from '../store/events.ts'
import {
  closeStatement,
  type PeriodRow,
  periodDaysStatement,
  periodFrom,
  periodStatement,
  periodStatus,
  reopenStatement,
} from '../store/periods.ts'
import { refuseClosed } from '../submit/submit.ts'
import { periodAnswer } from '../totals/totals.ts'

const params = z.object({ unit: z.string(), period: periodId })
const path = '/units/{unit}/periods/{period}'
const answer = json('The period as it holds for the unit', periodSchema)

const getRoute = createRoute({
  method: 'get',
  path,
  summary: 'A period as it holds for a unit',
  security: bearer,
  request: { params },
  responses: { 200: answer, ...problems(400, 401, 403, 404) },
})

const putRoute = createRoute({
  method: 'put',
  path,
  summary: 'Set the days of a period for a unit and all below it',
  security: bearer,
  request: { params, ...jsonBody(z.strictObject({ asOf: day, due: instant })) },
  responses: { 200: answer, ...problems(400, 401, 403, 404, 413, 415, 422) },
})

const closeRoute = createRoute({
  method: 'post',
  path: `${path}/close`,
  summary: 'Close a period for a unit and all below it',
  security: bearer,
  request: { params },
  responses: { 200: answer, ...problems(400, 401, 403, 404) },
})

const reopenRoute = createRoute({
  method: 'post',
  path: `${path}/reopen`,
  summary: 'Open a period again; not where a unit above has closed it',
  security: bearer,
  request: { params },
  responses: { 200: answer, ...problems(400, 401, 403, 404, 423) },
})

export const periods = router()
  .openapi(getRoute, async (c) => {
    const status = await periodStatus(c.env.DB, unitOf(c), c.req.valid('param').period)
    return c.json(periodAnswer(status), 200)
  })
  .openapi(putRoute, async (c) => {
    const days = c.req.valid('json')
    const { period } = c.req.valid('param')
    const set = periodDaysStatement(c.env.DB, unitOf(c), { id: period, ...days })
    return c.json(periodAnswer(await change(c, period, set, 'period-set', days)), 200)
  })
  .openapi(closeRoute, async (c) => {
    const { period } = c.req.valid('param')
    const close = closeStatement(c.env.DB, unitOf(c), period, c.get('now'))
    return c.json(periodAnswer(await change(c, period, close, 'period-closed')), 200)
  })
  .openapi(reopenRoute, async (c) => {
    const { period } = c.req.valid('param')
    const reopen = reopenStatement(c.env.DB, unitOf(c), period)
    const status = await change(c, period, reopen, 'period-reopened')
    // Still closed: a unit above has closed it, and only that one can open it.
    refuseClosed(status)
    return c.json(periodAnswer(status), 200)
  })

/** Makes a change, records it if it is one, and reads the period as that has left it: one batch. */
async function change(
  c: Context<AppEnv>,
  period: string,
  statement: D1PreparedStatement,
  kind: EventKind,
  detail?: Record<string, unknown>,
) {
  const unit = unitOf(c)
  const db = c.env.DB
  const event = { kind, at: c.get('now'), by: c.get('caller'), unit: unit.id, period, detail }
  const [, , line] = await db.batch<PeriodRow>([
    statement,
    eventStatement(db, event, 'changes() > 0'),
    periodStatement(db, unit, period),
  ])
  return periodFrom(line?.results ?? [], unit, period)
}
