import {
  Button,
  FluentProvider,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
} from '@fluentui/react-components'
import { type ReactNode, useEffect, useSyncExternalStore } from 'react'
import { daysLeft } from '../../../shared/protocol/secrets.ts'
import { type MessageKey, sayIn } from '../messages/index.ts'
import type { Pane } from '../model/pane.ts'
import type { PaneState } from '../model/state.ts'
import { Columns } from './Columns.tsx'
import { Drafting } from './Drafting.tsx'
import { Enrol } from './Enrol.tsx'
import { Figures } from './Figures.tsx'
import { Findings } from './Findings.tsx'
import { useKeptFocus } from './kept-focus.ts'
import { Movement } from './Movement.tsx'
import { Nothing } from './Nothing.tsx'
import { SheetCard } from './SheetCard.tsx'
import { Standing } from './Standing.tsx'
import { SubmitBar } from './SubmitBar.tsx'
import { useStyles } from './styles.ts'
import { Top } from './Top.tsx'
import { theme } from './theme.ts'
import { useView, type View, ViewContext } from './view.tsx'
import { Waiting } from './Waiting.tsx'

const troubles: Record<NonNullable<PaneState['trouble']>, MessageKey> = {
  'not-kept': 'troubleNotKept',
  'not-remembered': 'troubleNotRemembered',
  protected: 'troubleProtected',
  editing: 'troubleEditing',
  'sheet-gone': 'troubleSheetGone',
  other: 'troubleOther',
}

interface Props {
  pane: Pane
  inExcel: boolean
  /** Stands over everything else: the choice of a file, outside of Excel. */
  children?: ReactNode
}

export function App({ pane, inExcel, children }: Props) {
  const state = useSyncExternalStore(pane.store.subscribe, pane.store.get, pane.store.get)
  const { lang } = state
  const say = sayIn(lang)
  const view: View = { pane, state, batch: pane.batch(), lang, say, inExcel }
  useEffect(() => {
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en'
    document.title = say('appName')
  }, [lang, say])
  return (
    <FluentProvider theme={theme}>
      <ViewContext value={view}>
        <Page view={view}>{children}</Page>
      </ViewContext>
    </FluentProvider>
  )
}

function Page({ view, children }: { view: View; children: ReactNode }) {
  const { state, say } = view
  const styles = useStyles()
  const { drafting } = state
  const isDrafting = drafting !== null && drafting.sheet === state.active
  const focus = useKeptFocus()
  return (
    <div className={styles.page} ref={focus}>
      <Top />
      <main className={styles.body}>
        {state.trouble && (
          <MessageBar intent="error" layout="multiline" data-testid="trouble">
            <MessageBarBody>{say(troubles[state.trouble])}</MessageBarBody>
          </MessageBar>
        )}
        {children}
        {isDrafting && !state.me && <Enrol />}
        {isDrafting ? <Drafting draft={drafting} /> : <Report view={view} />}
      </main>
      {!isDrafting && <SubmitBar />}
    </div>
  )
}

/** From this many days before its end the person is told of a token that could not be replaced. */
const TOLD_BEFORE = 30

/** The pane replaces its token by itself; this is for when it cannot. */
function Ending() {
  const { pane, state, say } = useView()
  const days = state.me?.expiresAt && daysLeft(state.me.expiresAt, pane.now())
  if (typeof days !== 'number' || days > TOLD_BEFORE) return null
  return (
    <MessageBar intent="warning" layout="multiline" data-testid="enrolment-ends">
      <MessageBarBody>{say('enrolmentEnds', { days: Math.max(days, 0) })}</MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={() => void pane.person.renew()} data-testid="btn-renew">
          {say('enrolmentRenew')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  )
}

/** In the order in which a person asks: is this ours, how does it stand, what is wrong, what comes out. */
function Report({ view: { state, batch, say, inExcel } }: { view: View }) {
  const styles = useStyles()
  const isOpen = inExcel || state.book !== ''
  return (
    <>
      {isOpen && <SheetCard />}
      {!state.me && <Enrol />}
      <Ending />
      <Waiting />
      {batch && <Standing batch={batch} />}
      {isOpen && <Columns />}
      {batch && <Findings batch={batch} />}
      {batch && <Movement batch={batch} />}
      {batch && (
        <section className={styles.card} aria-label={say('tallyTitle')}>
          <h2 className={styles.heading}>{say('tallyTitle')}</h2>
          <Figures form={batch.form} tally={batch.figures} id="tally" />
        </section>
      )}
      <Nothing />
    </>
  )
}
