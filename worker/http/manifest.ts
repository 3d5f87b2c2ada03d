import type { Context } from 'hono'
import type { AppEnv } from './context.ts'

/** Where the add-in runs while it is developed: the addresses in `manifest.xml`. */
const DEVELOPED_AT = 'https://localhost:3000'

/** The add-in's manifest with the addresses of this deployment: what Excel is given to install it. */
export async function manifest(c: Context<AppEnv>): Promise<Response> {
  const file = await c.env.ASSETS.fetch(c.req.raw)
  if (!file.ok) return new Response(file.body, file)
  const site = c.env.SITE_URL || new URL(c.req.url).origin
  const text = (await file.text()).replaceAll(DEVELOPED_AT, site.replaceAll('&', '&amp;'))
  return c.body(text, 200, {
    'Content-Type': 'application/xml; charset=utf-8',
    'Content-Disposition': 'attachment; filename="fugong-manifest.xml"',
  })
}
