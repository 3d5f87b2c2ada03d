import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Lang } from '../../shared/messages/index.ts'
import { chainBreak, type EventRecord, type Seal } from '../../shared/protocol/audit.ts'
import { type AppEnv, unitOf } from '../http/context.ts'
import { page, pageQuery } from '../http/paging.ts'
import { ProblemError } from '../http/problem.ts'
import { bearer, json, problems, router } from '../http/router.ts'
import { exportWords } from '../messages/exports.ts'
import { instant, pageOf } from '../schema/common.ts'
import { deployment } from '../store/deployment.ts'
import { eventsBelow, eventsBetween } from '../store/events.ts'
import { lastSeal, sealEvents, sealsAfter } from '../store/seals.ts'
import type { StoredUnit } from '../store/units.ts'
import { csvOf } from '../totals/export.ts'
import { shanghaiTime } from '../totals/table.ts'

/** Seals that one request follows: up to 500 events each. */
const VERIFIED_AT_ONCE = 20

const eventRecord = z
  .object({
    id: z.int(),
    at: instant,
    token: z.string().nullable(),
    actor: z.string(),
    kind: z.string(),
    unit: z.string().nullable(),
    form: z.string().nullable(),
    period: z.string().nullable(),
    revision: z.int().nullable(),
    detail: z.string().nullable(),
  })
  .openapi('Event') satisfies z.ZodType<EventRecord>

const sealRecord = z
  .object({ lastId: z.int(), count: z.int(), hash: z.string(), sealedAt: instant })
  .openapi('Seal') satisfies z.ZodType<Seal>

const verification = z
  .object({
    /** The first event that has been verified: what was older is removed, or of an earlier stretch. */
    verifiedFrom: z.int(),
    /** The last event that has been verified. */
    verifiedTo: z.int(),
    /** Hash of the last seal that was followed: compare it with the copy you kept. */
    hash: z.string(),
    broken: z
      .object({ from: z.int(), to: z.int(), reason: z.enum(['missing', 'extra', 'changed']) })
      .nullable(),
    next: z.string().nullable(),
  })
  .openapi('Verification')

const params = z.object({ unit: z.string() })
const byId = pageQuery(1, z.string().regex(/^\d{1,15}$/))
const query = byId.extend({
  from: instant.optional(),
  to: instant.optional().openapi({ description: 'Before this moment' }),
})
type Query = z.infer<typeof query>

const eventsRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/events',
  summary: 'What was done about a unit and all below it: who, when, what',
  security: bearer,
  request: { params, query },
  responses: {
    200: json('A page of events', pageOf(eventRecord)),
    ...problems(400, 401, 403, 404),
  },
})

const csvRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/events.csv',
  summary: 'The same as CSV; `Link: rel="next"` leads to the next page',
  security: bearer,
  request: { params, query },
  responses: {
    200: { description: 'A page of events', content: { 'text/csv': { schema: z.string() } } },
    ...problems(400, 401, 403, 404),
  },
})

const allRoute = createRoute({
  method: 'get',
  path: '/audit/events',
  summary: 'All events, those without a unit too, in the order in which they are sealed',
  security: bearer,
  request: { query },
  responses: { 200: json('A page of events', pageOf(eventRecord)), ...problems(400, 401, 403) },
})

const sealsRoute = createRoute({
  method: 'get',
  path: '/audit/seals',
  summary: 'The chain of hashes over the events; seals first what is not sealed yet',
  description: 'Keep the newest hash elsewhere: it proves all events up to it.',
  security: bearer,
  request: { query: byId },
  responses: { 200: json('A page of seals', pageOf(sealRecord)), ...problems(400, 401, 403) },
})

const verifyRoute = createRoute({
  method: 'get',
  path: '/audit/verify',
  summary: 'Whether events and seals still agree, and where they first do not',
  security: bearer,
  request: { query: byId.omit({ limit: true }) },
  responses: { 200: json('A stretch of the chain', verification), ...problems(400, 401, 403) },
})

export const audit = router()
  .openapi(eventsRoute, async (c) => {
    return c.json(await eventsPage(c, unitOf(c), c.req.valid('query')), 200)
  })
  .openapi(csvRoute, async (c) => {
    const lang = c.get('language')
    const unit = unitOf(c)
    const { items, next } = await eventsPage(c, unit, c.req.valid('query'))
    const headers: Record<string, string> = {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${unit.id}-events.csv"`,
    }
    if (next !== null) {
      const address = new URL(c.req.url)
      address.searchParams.set('cursor', next)
      headers.Link = `<${address.pathname}${address.search}>; rel="next"`
    }
    const { events: name, eventHeader: header } = exportWords[lang]
    const rows = items.map((event) => rowOf(event, lang))
    return c.body(csvOf({ name, header, formats: {}, rows }), 200, headers)
  })
  .openapi(allRoute, async (c) => {
    refuseBelowDeployment(c)
    return c.json(await eventsPage(c, null, c.req.valid('query')), 200)
  })
  .openapi(sealsRoute, async (c) => {
    refuseBelowDeployment(c)
    const { cursor, limit } = c.req.valid('query')
    await sealEvents(c.env.DB, c.get('now'))
    const seals = await sealsAfter(c.env.DB, Number(cursor?.[0] ?? 0), limit + 1)
    return c.json(
      page(
        seals,
        limit,
        ({ lastId }) => [String(lastId)],
        (one) => one,
      ),
      200,
    )
  })
  .openapi(verifyRoute, async (c) => {
    refuseBelowDeployment(c)
    const db = c.env.DB
    // What was removed by its age is gone whole, with the seals left: the chain is followed from there.
    const { eventsRemovedTo } = await deployment(db)
    const from = Math.max(eventsRemovedTo, Number(c.req.valid('query').cursor?.[0] ?? 0))
    const before = await lastSeal(db, from)
    const seals = await sealsAfter(db, before.lastId, VERIFIED_AT_ONCE + 1)
    const followed = page(
      seals,
      VERIFIED_AT_ONCE,
      ({ lastId }) => [String(lastId)],
      (one) => one,
    )
    const last = followed.items.at(-1) ?? before
    const events = await eventsBetween(db, before.lastId, last.lastId)
    const broken = await chainBreak(before, followed.items, events)
    const verifiedTo = broken ? broken.from - 1 : last.lastId
    const next = broken ? null : followed.next
    return c.json(
      { verifiedFrom: before.lastId + 1, verifiedTo, hash: last.hash, broken, next },
      200,
    )
  })

/** Events and seals of the whole deployment are not one unit's business. */
export function refuseBelowDeployment(c: Context<AppEnv>): void {
  if (c.get('caller').unit !== null) throw new ProblemError('deployment-only')
}

async function eventsPage(c: Context<AppEnv>, unit: StoredUnit | null, asked: Query) {
  const { cursor, limit, from, to } = asked
  const found = await eventsBelow(c.env.DB, unit, {
    after: Number(cursor?.[0] ?? 0),
    limit: limit + 1,
    ...(from && { from: new Date(from).toISOString() }),
    ...(to && { to: new Date(to).toISOString() }),
  })
  return page(
    found,
    limit,
    ({ id }) => [String(id)],
    (event) => event,
  )
}

function rowOf(event: EventRecord, lang: Lang) {
  const kinds: Record<string, string> = exportWords[lang].eventKinds
  const { id, at, actor, kind, unit, form, period, revision, detail, token } = event
  // To the second, as text: Excel would show a date alone or `########`.
  const moment = shanghaiTime(at).toISOString().slice(0, 19).replace('T', ' ')
  return [id, moment, actor, kinds[kind] ?? kind, unit, form, period, revision, detail, token]
}
