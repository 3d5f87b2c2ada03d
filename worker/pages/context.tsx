import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import type { Lang } from '../../shared/messages/index.ts'
import type { Me } from '../../shared/protocol/answers.ts'
import type { Api } from './api.ts'
import type { Words } from './messages/index.ts'
import { formatRoute, parseRoute, type Route } from './route.ts'

/** What every part of the page needs: the wording, the API, and who is reading. */
export interface Page {
  lang: Lang
  t: Words
  api: Api
  me: Me
  /** Counts up whenever what is shown should be read again. */
  turn: number
  refresh(): void
  signOut(): void
}

export const PageContext = createContext<Page | null>(null)

export function usePage(): Page {
  const page = useContext(PageContext)
  if (!page) throw new Error('used outside of a signed-in page')
  return page
}

export interface Answer<T> {
  data: T | null
  error: unknown
  loading: boolean
}

/**
 * Reads one address of the API, again at every refresh. What was read before stays in sight until
 * the new answer comes, so that a refresh does not make the page flicker; another address starts empty.
 */
export function useAnswer<T>(path: string | null): Answer<T> {
  const { api, turn } = usePage()
  const [answer, setAnswer] = useState<{ path: string | null; data: T | null; error: unknown }>({
    path,
    data: null,
    error: null,
  })
  useEffect(() => {
    if (path === null || turn < 0) return
    const gone = new AbortController()
    api.get<T>(path, gone.signal).then(
      (data) => setAnswer({ path, data, error: null }),
      (error: unknown) => {
        if (!gone.signal.aborted) {
          setAnswer((before) => ({ path, data: before.path === path ? before.data : null, error }))
        }
      },
    )
    return () => gone.abort()
  }, [api, path, turn])
  const current = answer.path === path
  return {
    data: current ? answer.data : null,
    error: current ? answer.error : null,
    loading: path !== null && (!current || (answer.data === null && answer.error === null)),
  }
}

/** The route in the address bar, and how to change it. */
export function useRoute(): [Route, (change: Partial<Route>) => void] {
  const hash = useSyncExternalStore(watchHash, () => location.hash)
  const route = parseRoute(hash)
  return [
    route,
    (change) => {
      location.hash = formatRoute({ ...route, ...change })
    },
  ]
}

function watchHash(changed: () => void): () => void {
  addEventListener('hashchange', changed)
  return () => removeEventListener('hashchange', changed)
}

/** Whether the reader decides on submissions and closes weeks. */
export function mayDecide(me: Me): boolean {
  return me.role === 'aggregator' || me.role === 'administrator'
}
