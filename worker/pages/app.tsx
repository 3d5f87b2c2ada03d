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
import { hasCode, storedLang, storedToken, storeLang, storeToken } from './session.ts'
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
  onSignOut(): void
}

function SignedIn({ token, lang, onLang, onSignOut }: SignedInProps) {
  const t = useMemo(() => words(lang), [lang])
  const api = useMemo(() => connect(token, lang), [token, lang])
  const [me, setMe] = useState<Me | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [turn, setTurn] = useState(0)
  const refresh = useCallback(() => setTurn((before) => before + 1), [])

  useEffect(() => {
    if (turn < 0) return
    api.get<Me>(at.me).then(
      (found) => {
        setMe(found)
        setError(null)
      },
      (failure: unknown) => {
        setError(failure)
        if (failure instanceof ApiError && failure.problem?.status === 401) setMe(null)
      },
    )
  }, [api, turn])

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
