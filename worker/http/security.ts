import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

/**
 * Whose pages may frame the task pane. Every page above it must be listed: Excel on the web itself, and
 * the site it was opened from. Excel on Windows and Mac frames nothing.
 */
const officeHosts = [
  // Excel on the web; in China that of 21Vianet. Office.js talks to no other hosts.
  'https://*.officeapps.live.com',
  'https://*.partner.officewebapps.cn',
  // Where workbooks are opened from: SharePoint and OneDrive for work, in China too; OneDrive at home.
  'https://*.sharepoint.com',
  'https://*.sharepoint.cn',
  'https://onedrive.live.com',
  // The start pages of Office, old and new (excel.cloud.microsoft), and Teams.
  'https://*.office.com',
  'https://*.cloud.microsoft',
  'https://teams.microsoft.com',
]

/** Where `office.js` and what it loads come from, world-wide and in China (21Vianet). */
const officeScripts = [
  'https://appsforoffice.microsoft.com',
  'https://appsforoffice.cdn.partner.office365.cn',
  // Older versions of it take a library of Microsoft's from here.
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

const pagePolicy = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  // Fluent UI writes its rules into style elements as components appear.
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  objectSrc: ["'none'"],
  baseUri: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'self'"],
}

/** The county page. */
const pageHeaders = secureHeaders({ ...common, contentSecurityPolicy: pagePolicy })

/**
 * The task pane. What Office.js reports to its maker goes through Excel. In Excel 2016 and outside Excel
 * it opens a hidden frame of Microsoft's for that (telemetryservice.firstpartyapps.oaspapps.com):
 * nothing waits for it, so it stays closed, at the price of a line in the browser's console.
 */
const paneHeaders = secureHeaders({
  ...common,
  contentSecurityPolicy: {
    ...pagePolicy,
    scriptSrc: [...pagePolicy.scriptSrc, ...officeScripts],
    frameSrc: ["'none'"],
    frameAncestors: [...pagePolicy.frameAncestors, ...officeHosts],
  },
})

/** The pane's page, as it is linked and as the store of files names it. */
const PANE = /^\/taskpane(\.html)?$/

/** The headers of every answer, pages and API alike. */
export const securityHeaders: MiddlewareHandler = (c, next) => {
  const { path } = c.req
  if (path.startsWith('/api/')) return apiHeaders(c, next)
  return PANE.test(path) ? paneHeaders(c, next) : pageHeaders(c, next)
}
