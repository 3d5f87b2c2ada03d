import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

/** Where Excel on the web, Teams and their Chinese and newer addresses frame a task pane. */
const officeHosts = [
  'https://*.officeapps.live.com',
  'https://*.office.com',
  'https://*.office365.com',
  'https://*.sharepoint.com',
  'https://*.sharepoint.cn',
  'https://*.officeapps.partner.office365.cn',
  'https://*.microsoft.com',
  'https://*.cloud.microsoft',
  'https://*.live.com',
]

/** Where `office.js` and what it loads come from, world-wide and in China (21Vianet). */
const officeScripts = [
  'https://appsforoffice.microsoft.com',
  'https://appsforoffice.cdn.partner.office365.cn',
  'https://ajax.aspnetcdn.com',
]

const common: Parameters<typeof secureHeaders>[0] = {
  // A browser that has seen this site over https never tries http again.
  strictTransportSecurity: 'max-age=31536000; includeSubDomains',
  // A download is what its type says, whatever is in it.
  xContentTypeOptions: true,
  // Addresses name units and periods; they stay here.
  referrerPolicy: 'no-referrer',
  // Never sent: Excel frames the pane, and `frame-ancestors` says precisely who may.
  xFrameOptions: false,
  // Excel on the web opens the pane from another origin and must keep its handle on dialogs.
  crossOriginOpenerPolicy: false,
  // Others may not embed answers or pages as resources.
  crossOriginResourcePolicy: 'same-origin',
  // Relics without effect in any browser or Office version we meet.
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
}

/** API answers are data: nothing in them runs, loads or is framed. */
const apiHeaders = secureHeaders({
  ...common,
  contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
})

/** The county page and the task pane. */
const pageHeaders = secureHeaders({
  ...common,
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'", ...officeScripts],
    // Fluent UI writes its rules into style elements as components appear.
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'", 'data:'],
    // Long checks run in a web worker.
    workerSrc: ["'self'", 'blob:'],
    // office.js reports to its maker; without this the console fills with refusals.
    connectSrc: ["'self'", 'https://*.microsoft.com', 'https://*.office.com'],
    objectSrc: ["'none'"],
    baseUri: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'self'", ...officeHosts],
  },
})

/** The headers of every answer, pages and API alike. */
export const securityHeaders: MiddlewareHandler = (c, next) =>
  c.req.path.startsWith('/api/') ? apiHeaders(c, next) : pageHeaders(c, next)
