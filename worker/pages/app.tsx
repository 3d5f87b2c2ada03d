import { FluentProvider } from '@fluentui/react-components'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Lang } from '../../shared/messages/index.ts'
import type { Me } from '../../shared/protocol/answers.ts'
import { ApiError, at, connect } from './api.ts'
import { type Page, PageContext } from './context.tsx'
import { Desk } from './desk.tsx'
import { words } from './messages/index.ts'
import { Boundary } from './parts/boundary.tsx'
import { ErrorNotice, PageSkeleton } from './parts/notices.tsx'
import { SignIn } from './parts/sign-in.tsx'
import {
  hasCode,
  renewed,
  storedLang,
  storedToken,
  storeLang,
  storeToken,
  successor,
} from './session.ts'
import { theme } from './theme.ts'

/** Another look at the figures at this pace while the page is in sight: submissions come in all day. */
const REFRESH_MS = 60_000

export function App() {
  const [lang, setLang] = useState<Lang>(storedLang)
  // A code in the address means: sign in as whom it is for, whoever was signed in before.
  const [token, setToken] = useState(() => (hasCode() ? null : storedToken()))
  const t = useMemo(() => words(lang), [lang])

  useEffect(() => {
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en'
    document.title = t('app.name')
  }, [lang, t])

  useEffect(() => {
    const look = () => {
      if (hasCode()) setToken(null)
    }
    addEventListener('hashchange', look)
    return () => removeEventListener('hashchange', look)
  }, [])

  const changeLang = (next: Lang) => {
    storeLang(next)
    setLang(next)
  }
  const changeToken = useCallback((next: string | null) => {
    storeToken(next)
    setToken(next)
  }, [])

  const signOut = useCallback(() => changeToken(null), [changeToken])

  return (
    <FluentProvider theme={theme}>
      {/* Not on the provider: its class names go to the portals of menus and dialogs as well. */}
      <div className="page">
        <Boundary t={t}>
          {token === null ? (
            <SignIn lang={lang} onLang={changeLang} onToken={changeToken} />
          ) : (
            <SignedIn
              key={token}
              token={token}
              lang={lang}
              onLang={changeLang}
              onToken={changeToken}
              onSignOut={signOut}
            />
          )}
        </Boundary>
      </div>
    </FluentProvider>
  )
}

interface SignedInProps {
  token: string
  lang: Lang
  onLang(lang: Lang): void
  onToken(token: string): void
  onSignOut(): void
}

function SignedIn({ token, lang, onLang, onToken, onSignOut }: SignedInProps) {
  const t = useMemo(() => words(lang), [lang])
  const api = useMemo(() => connect(token, lang), [token, lang])
  const [me, setMe] = useState<Me | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [turn, setTurn] = useState(0)
  const refresh = useCallback(() => setTurn((before) => before + 1), [])

  useEffect(() => {
    if (turn < 0) return
    const open = async () => {
      const found = await api.get<Me>(at.me)
      // Only as the page opens: it starts anew with another token, and nobody's typing may be lost.
      const next = turn === 0 ? await renewed(api, token, found) : null
      if (next !== null) return onToken(next)
      setMe(found)
      setError(null)
    }
    open().catch((failure: unknown) => {
      const isOver = failure instanceof ApiError && failure.problem?.status === 401
      const next = isOver ? successor(token) : null
      if (next !== null) return onToken(next)
      setError(failure)
      if (isOver) setMe(null)
    })
  }, [api, token, turn, onToken])

  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') refresh()
    }
    const timer = setInterval(look, REFRESH_MS)
    document.addEventListener('visibilitychange', look)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [refresh])

  const page: Page | null = useMemo(
    () => (me ? { lang, t, api, me, turn, refresh, signOut: onSignOut } : null),
    [lang, t, api, me, turn, refresh, onSignOut],
  )
  if (!page) {
    return error ? (
      <main className="narrow">
        <ErrorNotice t={t} error={error} onRetry={refresh} onSignOut={onSignOut} />
      </main>
    ) : (
      <PageSkeleton label={t('loading')} />
    )
  }
  return (
    <PageContext value={page}>
      <Desk onLang={onLang} />
    </PageContext>
  )
}
