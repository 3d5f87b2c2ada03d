import { Button, Field, Input } from '@fluentui/react-components'
import { type FormEvent, useCallback, useEffect, useMemo, useState } from 'react'
import type { Lang } from '../../../shared/messages/index.ts'
import { connect } from '../api.ts'
import mark from '../mark.svg'
import { words } from '../messages/index.ts'
import { enrol, takeCode } from '../session.ts'
import { LangSwitch } from './lang-switch.tsx'
import { errorSentence } from './notices.tsx'

interface SignInProps {
  lang: Lang
  onLang(lang: Lang): void
  onToken(token: string): void
}

/** Exchanges an enrolment code for a token. A code in the address is filled in and used at once. */
export function SignIn({ lang, onLang, onToken }: SignInProps) {
  const t = useMemo(() => words(lang), [lang])
  const [code, setCode] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const enter = useCallback(
    async (given: string) => {
      setBusy(true)
      setProblem(null)
      try {
        onToken(await enrol(connect(null, lang), given))
      } catch (failure) {
        setProblem(errorSentence(failure, t))
        setBusy(false)
      }
    },
    [lang, onToken, t],
  )

  useEffect(() => {
    // A link that is opened where this already stands changes nothing but what is after `#`.
    const look = () => {
      const given = takeCode()
      if (given === null) return
      setCode(given)
      void enter(given)
    }
    look()
    addEventListener('hashchange', look)
    return () => removeEventListener('hashchange', look)
  }, [enter])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (code.trim() === '') setProblem(t('sign-in.empty'))
    else void enter(code)
  }

  return (
    <div className="sign-in">
      <main className="sign-in-card">
        <div className="sign-in-head">
          <img src={mark} alt="" width={44} height={44} />
          <div>
            <h1>{t('app.name')}</h1>
            <p>{t('app.purpose')}</p>
          </div>
        </div>
        <form onSubmit={submit}>
          <Field
            label={t('sign-in.code')}
            hint={t('sign-in.hint')}
            validationState={problem ? 'error' : 'none'}
            validationMessage={problem}
          >
            <Input
              data-testid="signin-code"
              size="large"
              value={code}
              autoComplete="one-time-code"
              autoFocus
              spellCheck={false}
              onChange={(_, data) => setCode(data.value)}
            />
          </Field>
          <Button type="submit" appearance="primary" size="large" disabled={busy}>
            {busy ? t('sign-in.busy') : t('sign-in.enter')}
          </Button>
        </form>
        <LangSwitch lang={lang} onLang={onLang} />
      </main>
    </div>
  )
}
