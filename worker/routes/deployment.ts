import { createRoute, z } from '@hono/zod-openapi'
import { bearer, json, jsonBody, problems, router } from '../http/router.ts'
import { instant } from '../schema/common.ts'
import { deployment, retentionStatement } from '../store/deployment.ts'
import { eventStatement } from '../store/events.ts'
import { refuseBelowDeployment } from './audit.ts'

/** Less would take away what people still work with. */
const LEAST_DAYS = 30
const MOST_DAYS = 36_500
const days = z.int().min(LEAST_DAYS).max(MOST_DAYS).nullable()

const retention = z
  .strictObject({ documents: days, mails: days, events: days })
  .openapi('Retention', {
    description:
      'Days that something is kept; null: for good. `documents`: the sheets of revisions that others have taken the place of; `mails`: what they said; `events`: the audit, in whole seals',
  })

const deploymentAnswer = z
  .object({
    retention,
    eventsRemovedTo: z.int(),
    databaseBytes: z
      .int()
      .nullable()
      .openapi({ description: 'A database may hold 10 GB, 500 MB on the free plan' }),
    lastPassAt: instant.nullable(),
    importing: z.boolean(),
  })
  .openapi('Deployment')

const getRoute = createRoute({
  method: 'get',
  path: '/deployment',
  summary: 'How the deployment is: size of its database, last hourly pass, what is kept how long',
  security: bearer,
  responses: { 200: json('As it is', deploymentAnswer), ...problems(401, 403) },
})

const putRoute = createRoute({
  method: 'put',
  path: '/deployment/retention',
  summary: 'Set how long documents of old revisions, mails and events are kept',
  description:
    'Tallies, hashes, receipts and decisions stay, and so does every document that totals, lists and restatements need. Removed is a little in every hourly pass.',
  security: bearer,
  request: jsonBody(retention),
  responses: { 200: json('Set', retention), ...problems(400, 401, 403, 413, 415, 422) },
})

export const deploymentRoutes = router()
  .openapi(getRoute, async (c) => {
    refuseBelowDeployment(c)
    const { retention: kept, importing, ...here } = await deployment(c.env.DB)
    const { eventsRemovedTo, databaseBytes, lastPassAt } = here
    const answer = { retention: kept, eventsRemovedTo, databaseBytes, lastPassAt }
    return c.json({ ...answer, importing: importing !== null }, 200)
  })
  .openapi(putRoute, async (c) => {
    refuseBelowDeployment(c)
    const kept = c.req.valid('json')
    const event = {
      kind: 'retention-set' as const,
      at: c.get('now'),
      by: c.get('caller'),
      detail: kept,
    }
    await c.env.DB.batch([
      retentionStatement(c.env.DB, kept),
      eventStatement(c.env.DB, event, 'changes() > 0'),
    ])
    return c.json(kept, 200)
  })
