import { etag } from 'hono/etag'
import { languageDetector } from 'hono/language'
import { authorise } from './http/access.ts'
import { unpackBody } from './http/body.ts'
import type { Clock } from './http/context.ts'
import { manifest } from './http/manifest.ts'
import { ProblemError, problemHandler } from './http/problem.ts'
import { API, type RequestLog, requestLog } from './http/request-log.ts'
import { router } from './http/router.ts'
import { securityHeaders } from './http/security.ts'
import { mails } from './mail/routes.ts'
import { audit } from './routes/audit.ts'
import { bulletin } from './routes/bulletin.ts'
import { completeness } from './routes/completeness.ts'
import { decisions } from './routes/decisions.ts'
import { deploymentRoutes } from './routes/deployment.ts'
import { duplicates } from './routes/duplicates.ts'
import { enrol } from './routes/enrol.ts'
import { explanations } from './routes/explanations.ts'
import { forms } from './routes/forms.ts'
import { headings } from './routes/headings.ts'
import { health } from './routes/health.ts'
import { history } from './routes/history.ts'
import { lists } from './routes/lists.ts'
import { me } from './routes/me.ts'
import { odata } from './routes/odata.ts'
import { people } from './routes/people.ts'
import { periodSpan } from './routes/period-span.ts'
import { periods } from './routes/periods.ts'
import { restatements } from './routes/restatements.ts'
import { submissions } from './routes/submissions.ts'
import { totals } from './routes/totals.ts'
import { transfer } from './routes/transfer.ts'
import { trends } from './routes/trends.ts'
import { units } from './routes/units.ts'
import { upward } from './routes/upward.ts'
import { record } from './schema/submission.ts'
import type { Send } from './upward/receiver.ts'

/** What the OpenAPI document says of itself. */
export const description = {
  openapi: '3.1.0',
  info: {
    title: 'Fugong 复工台账',
    version: '1',
    description:
      'Weekly resumption sheets from townships to their county and upward. Errors are problem details (RFC 9457), worded by Accept-Language (zh, en).',
  },
}

/**
 * The Worker's HTTP side.
 *
 * @param clock where the present moment comes from
 * @param log where a line about every request goes
 * @param send how other deployments are reached
 */
export function createApp(
  clock: Clock = () => new Date(),
  log: RequestLog = () => {},
  send: Send = (request, init) => fetch(request, init),
) {
  const api = router()
  for (const routes of [
    health,
    enrol,
    me,
    units,
    people,
    forms,
    periodSpan,
    history,
    periods,
    submissions,
    decisions,
    explanations,
    totals,
    completeness,
    restatements,
    lists,
    headings,
    duplicates,
    bulletin,
    upward,
    mails,
    audit,
    odata,
    transfer,
    trends,
    deploymentRoutes,
  ]) {
    api.route('/', routes)
  }

  const app = router()
  app.onError(problemHandler)
  app.use(
    requestLog(log),
    securityHeaders,
    languageDetector({
      order: ['header'],
      supportedLanguages: ['zh', 'en'],
      fallbackLanguage: 'zh',
      caches: false,
    }),
  )
  app.use(`${API}/*`, async (c, next) => {
    c.set('now', clock())
    c.set('send', send)
    c.header('Cache-Control', 'private, no-cache')
    await next()
  })
  // What has not changed is not sent again: a pull that repeats itself gets 304 (RFC 9110, 13.1.2).
  app.use(`${API}/*`, etag(), authorise, unpackBody)
  // Named by what refers to it, and not reached from there.
  app.openAPIRegistry.register('Record', record)
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'password', {
    type: 'http',
    scheme: 'basic',
    description: 'The token as the password, under any user name',
  })
  app.doc31(`${API}/openapi.json`, description)
  app.route(API, api)

  // Whatever is not the API is a file of the county page or the task pane.
  app.notFound(async (c) => {
    if (c.req.path.startsWith('/api/')) throw new ProblemError('route-unknown')
    if (c.req.path === '/manifest.xml') return manifest(c)
    const file = await c.env.ASSETS.fetch(c.req.raw)
    return new Response(file.body, file)
  })
  return app
}
