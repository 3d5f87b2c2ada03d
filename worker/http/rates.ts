import type { Context } from 'hono'
import type { AppEnv } from './context.ts'
import { ProblemError } from './problem.ts'

/** Bindings of `wrangler.toml`, which says how many requests in a minute each lets through. */
export type Rate = 'ENROL_RATE' | 'WRONG_CODE_RATE' | 'READ_RATE' | 'WRITE_RATE'

/** Cloudflare does not say when the minute that it counts began. */
const WAIT_SECONDS = 60

/**
 * Counts a request against a rate before it costs the database anything. Nobody gets there by hand: the
 * rates stop a script that has run wild, not forty clerks at five on a Friday.
 *
 * Where the runtime has no such binding nothing is counted.
 *
 * @param whose the hash of a token; null: whoever shares the caller's network address
 * @throws ProblemError 429 when there were too many within the minute
 */
export async function keepRate(
  c: Context<AppEnv>,
  rate: Rate,
  whose: string | null = null,
): Promise<void> {
  const key = whose ?? networkOf(c.req.header('CF-Connecting-IP'))
  if (key === null) return
  const counted = await c.env[rate]?.limit({ key })
  if (counted && !counted.success) {
    throw new ProblemError('too-many-requests', {
      params: { seconds: WAIT_SECONDS },
      headers: { 'Retry-After': String(WAIT_SECONDS) },
    })
  }
}

/**
 * Cloudflare sets the address, whatever the caller says. One customer has a whole /64 of IPv6 (RFC 6177),
 * so an address there says no more than its first four groups.
 */
function networkOf(address: string | undefined): string | null {
  if (address === undefined) return null
  if (!address.includes(':')) return address
  return address.split('::')[0]?.split(':').slice(0, 4).join(':') ?? ''
}
