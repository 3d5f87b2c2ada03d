import { createRoute, z } from '@hono/zod-openapi'
import { page, pageQuery } from '../http/paging.ts'
import { ProblemError } from '../http/problem.ts'
import { bearer, json, jsonBody, problems, router } from '../http/router.ts'
import { newUnitId } from '../schema/answers.ts'
import { impersonal, pageOf } from '../schema/common.ts'
import { unitAnswer, unitChange, unitSettings } from '../schema/units.ts'
import { eventStatement } from '../store/events.ts'
import { reaches, type StoredUnit, unitById, unitStatements, unitsBelow } from '../store/units.ts'

const listRoute = createRoute({
  method: 'get',
  path: '/units',
  summary: 'The units within reach, parents before their children',
  security: bearer,
  request: { query: pageQuery(1) },
  responses: { 200: json('A page of units', pageOf(unitSettings)), ...problems(400, 401) },
})

const putRoute = createRoute({
  method: 'put',
  path: '/units/{unit}',
  summary: 'Add a unit, or rename it and move it with its subtree',
  security: bearer,
  request: { params: z.object({ unit: impersonal(newUnitId) }), ...jsonBody(unitChange) },
  responses: {
    200: json('Changed', unitSettings),
    201: json('Added', unitSettings),
    ...problems(400, 401, 403, 404, 409, 413, 415, 422),
  },
})

export const units = router()
  .openapi(listRoute, async (c) => {
    const { cursor, limit } = c.req.valid('query')
    const found = await unitsBelow(c.env.DB, c.get('caller').unit, {
      after: cursor?.[0],
      limit: limit + 1,
    })
    return c.json(
      page(found, limit, ({ path }) => [path], settings),
      200,
    )
  })
  .openapi(putRoute, async (c) => {
    const { unit: id } = c.req.valid('param')
    const change = c.req.valid('json')
    const caller = c.get('caller')
    const db = c.env.DB
    const before = c.get('unit') ?? null

    const above = await parentOf(db, change.parent, caller.unit, id)
    if (before && above?.path.startsWith(before.path)) {
      throw new ProblemError('unit-cycle', { params: { unit: before.name } })
    }
    const unit: StoredUnit = { id, ...change, path: `${above?.path ?? ''}${id}/` }
    if (before && same(unit, before)) return c.json(settings(before), 200)
    const event = { kind: 'unit-saved' as const, at: c.get('now'), by: caller, unit: id }
    const detail = { ...change, before: before && settings(before) }
    const [written] = await db.batch([
      ...unitStatements(db, unit, before, above),
      eventStatement(db, { ...event, detail }, 'changes() > 0'),
    ])
    // Somebody else has added or moved it, or its parent, in between.
    if (written?.meta.changes === 0) {
      throw new ProblemError('busy', { headers: { 'Retry-After': '1' } })
    }
    return c.json(settings(unit), before ? 200 : 201)
  })

/**
 * The parent a unit is to have. Below one's own unit anything goes; one's own unit stays where it is;
 * a unit without a parent is for the whole deployment's administrator.
 */
async function parentOf(
  db: D1Database,
  parent: string | null,
  reach: StoredUnit | null,
  id: string,
): Promise<StoredUnit | null> {
  const above = parent === null ? null : await unitById(db, parent)
  if (parent !== null && !above) {
    throw new ProblemError('unit-unknown', { params: { unit: parent } })
  }
  const unmoved = reach?.id === id && reach.parent === parent
  const within = above ? reaches(reach, above.path) : reach === null
  if (!within && !unmoved) {
    throw new ProblemError('unit-out-of-reach', { params: { unit: above?.name ?? '/' } })
  }
  return above
}

function same(unit: StoredUnit, before: StoredUnit): boolean {
  return (
    JSON.stringify([settings(unit), unit.path]) === JSON.stringify([settings(before), before.path])
  )
}

function settings(unit: StoredUnit) {
  return { ...unitAnswer(unit), forms: unit.forms }
}
