import { createRoute, z } from '@hono/zod-openapi'
import { ProblemError } from '../http/problem.ts'
import { json, problems, router } from '../http/router.ts'
import { instant } from '../schema/common.ts'

const healthAnswer = z.object({
  status: z.literal('ok'),
  schema: z.string().openapi({
    description: 'The last migration of the database',
    example: '0001_units_and_access',
  }),
  lastPassAt: instant.nullable().openapi({
    description:
      'When the hourly pass last came to its end. More than two hours ago: mail is not sent, events are not sealed',
  }),
  importing: z
    .boolean()
    .openapi({ description: 'Until the import is done, no pass does anything' }),
})

const healthRoute = createRoute({
  method: 'get',
  path: '/health',
  summary: 'Whether the Worker answers, and its database with which schema and what hourly pass',
  responses: { 200: json('They do', healthAnswer), ...problems() },
})

export const health = router().openapi(healthRoute, async (c) => {
  const found = await condition(c.env.DB)
  if (found === null) {
    throw new ProblemError('database-unreachable', { headers: { 'Retry-After': '30' } })
  }
  return c.json({ status: 'ok' as const, ...found }, 200)
})

/**
 * How the database is: its last migration as `wrangler d1 migrations apply` has written it down; null:
 * there is no database, or an empty one.
 */
async function condition(db: D1Database) {
  try {
    const { results } = await db
      .prepare(
        `SELECT (SELECT max(name) FROM d1_migrations) AS schema,
           last_pass_at AS lastPassAt, importing FROM deployment`,
      )
      .run<{ schema: string | null; lastPassAt: string | null; importing: string | null }>()
    const row = results[0]
    if (!row?.schema) return null
    const { schema, lastPassAt, importing } = row
    return { schema: schema.replace(/\.sql$/, ''), lastPassAt, importing: importing !== null }
  } catch {
    return null
  }
}
