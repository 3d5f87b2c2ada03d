import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { type AppEnv, unitOf } from '../http/context.ts'
import { ProblemError } from '../http/problem.ts'
import { bearer, json, jsonBody, problems, router } from '../http/router.ts'
import {
  day,
  impersonal,
  instant,
  periodId,
  period as periodSchema,
  text,
} from '../schema/common.ts'
import { type EventKind, eventStatement } from '../store/events.ts'
import {
  closeStatement,
  extendStatement,
  extensionOf,
  type PeriodRow,
  type PeriodStatus,
  periodDaysStatement,
  periodFrom,
  periodStatement,
  periodStatus,
  reopenStatement,
  unextended,
  withdrawStatement,
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

const REASON_LENGTH = 1000

const extendRoute = createRoute({
  method: 'put',
  path: `${path}/extension`,
  summary: 'Give a unit and all below it a later deadline, with the reason',
  description: 'By a unit above. It lies over the days that were set, and can be taken back.',
  security: bearer,
  request: {
    params,
    ...jsonBody(
      z.strictObject({
        due: instant,
        reason: impersonal(text.trim().min(1).max(REASON_LENGTH)),
      }),
    ),
  },
  responses: { 200: answer, ...problems(400, 401, 403, 404, 413, 415, 422, 423) },
})

const withdrawRoute = createRoute({
  method: 'delete',
  path: `${path}/extension`,
  summary: 'Take a later deadline back; what was set before holds again',
  security: bearer,
  request: { params },
  responses: { 200: answer, ...problems(400, 401, 403, 404) },
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
    const [db, unit] = [c.env.DB, unitOf(c)]
    const by = c.get('caller')
    const event = { kind: 'period-set' as const, at: c.get('now'), by, unit: unit.id, period }
    const own = 'FROM periods WHERE unit = ?10 AND period = ?11'
    const [, , line] = await db.batch<PeriodRow>([
      eventStatement(
        db,
        { ...event, detail: days },
        `NOT EXISTS (SELECT 1 ${own} AND (as_of, due) IS (?12, ?13))`,
        [unit.id, period, days.asOf, days.due],
        `SELECT json_object('asOf', as_of, 'due', due) ${own}`,
      ),
      periodDaysStatement(db, unit, { id: period, ...days }),
      periodStatement(db, unit, period),
    ])
    return c.json(periodAnswer(periodFrom(line?.results ?? [], unit, period)), 200)
  })
  .openapi(extendRoute, async (c) => {
    const { period } = c.req.valid('param')
    return c.json(periodAnswer(await extend(c, period, c.req.valid('json'))), 200)
  })
  .openapi(withdrawRoute, async (c) => {
    const { period } = c.req.valid('param')
    return c.json(periodAnswer(await withdraw(c, period)), 200)
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

/** Who is overtaken by another change looks again; who is overtaken twice is asked to wait. */
const ATTEMPTS = 2

async function extend(
  c: Context<AppEnv>,
  period: string,
  asked: { due: string; reason: string },
): Promise<PeriodStatus> {
  const [db, unit] = [c.env.DB, unitOf(c)]
  const due = new Date(asked.due).toISOString()
  const { reason } = asked
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const line = (await periodStatement(db, unit, period).run<PeriodRow>()).results
    const status = periodFrom(line, unit, period)
    refuseClosed(status)
    const own = status.extension?.unit === unit.id ? status.extension : null
    if (own && own.due === due && own.reason === reason) return status
    const otherwise = unextended(line, unit, period)
    if (Date.parse(due) <= Date.parse(otherwise.due)) {
      throw new ProblemError('extension-not-later', { params: { due: otherwise.due } })
    }
    const extension = { due, reason, by: c.get('caller').name, at: c.get('now').toISOString() }
    const statement = extendStatement(db, unit, period, extension, line)
    const before = own && { due: own.due, reason: own.reason }
    const detail = { due, reason, before }
    const now = await change(c, period, statement, 'deadline-extended', detail)
    if (now.extension?.unit === unit.id && now.extension.at === extension.at) return now
  }
  throw new ProblemError('busy', { headers: { 'Retry-After': '1' } })
}

async function withdraw(c: Context<AppEnv>, period: string): Promise<PeriodStatus> {
  const [db, unit] = [c.env.DB, unitOf(c)]
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const line = (await periodStatement(db, unit, period).run<PeriodRow>()).results
    const seen = line.find(({ id }) => id === unit.id)
    const own = seen && extensionOf(seen)
    if (!own) return periodFrom(line, unit, period)
    const before = { due: own.due, reason: own.reason }
    const statement = withdrawStatement(db, unit, period, seen)
    const now = await change(c, period, statement, 'extension-withdrawn', { before })
    if (now.extension?.unit !== unit.id) return now
  }
  throw new ProblemError('busy', { headers: { 'Retry-After': '1' } })
}

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
