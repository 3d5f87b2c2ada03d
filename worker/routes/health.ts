import { createRoute, z } from '@hono/zod-openapi'
import { ProblemError } from '../http/problem.ts'
import { json, problems, router } from '../http/router.ts'

const healthAnswer = z.object({
  status: z.literal('ok'),
  schema: z.string().openapi({
    description: 'The last migration of the database',
    example: '0001_units_and_access',
  }),
})

const healthRoute = createRoute({
  method: 'get',
  path: '/health',
  summary: 'Whether the Worker answers, and its database with which schema',
  responses: { 200: json('They do', healthAnswer), ...problems(503) },
})

export const health = router().openapi(healthRoute, async (c) => {
  const schema = await lastMigration(c.env.DB)
  if (schema === null) {
    throw new ProblemError('database-unreachable', { headers: { 'Retry-After': '30' } })
  }
  return c.json({ status: 'ok' as const, schema }, 200)
})

/** As `wrangler d1 migrations apply` has written it down; null: there is no database, or an empty one. */
async function lastMigration(db: D1Database): Promise<string | null> {
  try {
    const { results } = await db
      .prepare('SELECT name FROM d1_migrations ORDER BY id DESC LIMIT 1')
      .run<{ name: string }>()
    return results[0]?.name.replace(/\.sql$/, '') ?? null
  } catch {
    return null
  }
}
