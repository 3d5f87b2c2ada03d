/** Who is reporting: enrolment, token, unit. The token is kept on this machine, never in a document. */
import type { Me } from '../../../shared/protocol/answers.ts'
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

  async function loadMe(): Promise<void> {
    const kept = deps.keyValues.get(ME)
    if (kept !== null) store.update({ me: JSON.parse(kept) as Me })
    try {
      const me = await deps.api(token(), store.get().lang).me()
      deps.keyValues.set(ME, JSON.stringify(me))
      store.update({ me, online: true, enrolTrouble: null })
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) expire()
      else store.update({ online: false })
    }
  }

  return {
    token,
    expire,

    async open(): Promise<void> {
      if (token() !== null) await loadMe()
    },

    async enrol(code: string): Promise<void> {
      store.update({ enrolling: true, enrolTrouble: null })
      try {
        const enrolment = await deps.api(null, store.get().lang).enrol(code.trim())
        deps.keyValues.set(TOKEN, enrolment.token)
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
