import { createRoute, z } from '@hono/zod-openapi'
import { json, problems, router } from '../http/router.ts'

const healthRoute = createRoute({
  method: 'get',
  path: '/health',
  summary: 'Whether Worker and database answer',
  responses: { 200: json('They do', z.object({ status: z.literal('ok') })), ...problems() },
})

export const health = router().openapi(healthRoute, async (c) => {
  await c.env.DB.prepare('SELECT 1').run()
  return c.json({ status: 'ok' as const }, 200)
})
