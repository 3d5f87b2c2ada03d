/** Who is reporting: enrolment, token, unit. The token is kept on this machine, never in a document. */
import type { Me } from '../../../shared/protocol/answers.ts'
import {
  forgetWanted,
  isRenewalDue,
  tokenAskedFor,
  wantedToken,
} from '../../../shared/protocol/secrets.ts'
import { ApiError } from '../../client/api.ts'
import type { PaneDeps } from './deps.ts'
import type { PaneState } from './state.ts'
import type { Store } from './store.ts'

const TOKEN = 'token'
/** Who the token belongs to, so that the pane knows its unit without a line. */
const ME = 'me'

export type Account = ReturnType<typeof account>

export function account(
  store: Store<PaneState>,
  deps: PaneDeps,
  { signedIn, forgotten }: { signedIn(): Promise<void>; forgotten(): void },
) {
  const token = () => deps.keyValues.get(TOKEN)

  /** The token is no longer good. What is kept stays; the person enrols again. */
  function expire(): void {
    forget()
    store.update({ enrolTrouble: { kind: 'expired', detail: null } })
  }

  function forget(): void {
    deps.keyValues.set(TOKEN, null)
    deps.keyValues.set(ME, null)
    store.update({ me: null, unit: null, known: {}, deadlines: {}, pasts: {} })
  }

  /** The token that is asked for is this machine's from now on. */
  function take(asked: string): void {
    deps.keyValues.set(TOKEN, asked)
    forgetWanted(deps.keyValues)
  }

  /** Replaces a token that is near its end; one that cannot be now is tried again another time. */
  async function renew(): Promise<void> {
    const old = token()
    if (old === null) return
    try {
      const { token: next, hash } = await wantedToken(deps.keyValues, old, deps.newSecret)
      const { expiresAt } = await deps.api(old, store.get().lang).rotate(hash)
      take(next)
      const { me } = store.get()
      if (!me) return
      deps.keyValues.set(ME, JSON.stringify({ ...me, expiresAt }))
      store.update({ me: { ...me, expiresAt } })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
    }
  }

  async function loadMe(): Promise<void> {
    const kept = deps.keyValues.get(ME)
    if (kept !== null) store.update({ me: JSON.parse(kept) as Me })
    try {
      const me = await deps.api(token(), store.get().lang).me()
      deps.keyValues.set(ME, JSON.stringify(me))
      store.update({ me, online: true, enrolTrouble: null })
      if (isRenewalDue(me.expiresAt, deps.now())) await renew()
    } catch (error) {
      const isOver = error instanceof ApiError && error.status === 401
      if (!isOver) return store.update({ online: false })
      const asked = tokenAskedFor(deps.keyValues, token() ?? '')
      if (asked === null) return expire()
      // The answer that gave it was lost.
      take(asked)
      await loadMe()
    }
  }

  return {
    token,
    expire,
    renew,

    async open(): Promise<void> {
      if (token() !== null) await loadMe()
    },

    async enrol(code: string): Promise<void> {
      store.update({ enrolling: true, enrolTrouble: null })
      try {
        const { keyValues, newSecret } = deps
        const { token: asked, hash } = await wantedToken(keyValues, code.trim(), newSecret)
        await deps.api(null, store.get().lang).enrol(code.trim(), hash)
        take(asked)
        await loadMe()
        await signedIn()
      } catch (error) {
        const unreachable =
          !(error instanceof ApiError) || error.status === 0 || error.status >= 500
        const detail = unreachable ? null : error.message
        store.update({ enrolTrouble: { kind: unreachable ? 'unreachable' : 'refused', detail } })
      } finally {
        store.update({ enrolling: false })
      }
    },

    signOut(): void {
      forget()
      forgotten()
    },
  }
}
