import type { Context } from 'hono'
import type { Lang } from '../../shared/messages/index.ts'
import type { Role } from '../../shared/protocol/answers.ts'
import type { StoredUnit } from '../store/units.ts'
import type { Send } from '../upward/receiver.ts'
import type { RequestLine } from './request-log.ts'

/** The only source of the present moment: tests pass their own to `createApp`. */
export type Clock = () => Date

/** Who is asking. */
export interface Caller {
  token: string
  role: Role
  /** RFC 3339. */
  expiresAt: string
  /** Unit whose subtree the token reaches; null: the whole deployment. */
  unit: StoredUnit | null
  /** For receipts and the audit: the unit's name at that time. */
  name: string
}

export interface AppEnv {
  Bindings: Env
  Variables: {
    language: Lang
    now: Date
    /** Id of this request, in its line of the log and in what it is answered. */
    request: string
    /** What its line says of a problem. */
    trouble: Pick<RequestLine, 'problem' | 'failure'> | undefined
    /** How other deployments are reached. */
    send: Send
    /** Set by `authorise` on every route that is not public. */
    caller: Caller
    /** The unit in the path, known to exist and to lie within the caller's reach. */
    unit: StoredUnit | undefined
    /** What the rule of this route had read `ahead`. */
    ahead: D1Result | undefined
  }
}

/**
 * The unit in the path.
 *
 * @throws Error on a route without one
 */
export function unitOf(c: Context<AppEnv>): StoredUnit {
  const unit = c.get('unit')
  if (!unit) throw new Error('This route has no unit in its path')
  return unit
}
