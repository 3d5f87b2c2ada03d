import { Button } from '@fluentui/react-components'
import type { Finding } from '../../../shared/check/finding.ts'
import type { Form } from '../../../shared/forms/form.ts'
import type { Problem } from '../../../shared/protocol/answers.ts'
import type { RefusedExplanation } from '../../../shared/protocol/explained.ts'
import { TOO_LARGE } from '../../client/api.ts'
import type { Outgoing, Stop } from '../../client/outbox.ts'
import type { Located } from '../model/batch.ts'
import { Conflict } from './Conflict.tsx'
import { FindingRow } from './FindingRow.tsx'
import { useStyles } from './styles.ts'
import { useView } from './view.tsx'
import { periodInWords } from './words.ts'

/** All that has been sent off and not been acknowledged, each with why and what can be done. */
export function Waiting() {
  const { state } = useView()
  return state.waiting.map((outgoing) => <Item key={outgoing.idempotencyKey} outgoing={outgoing} />)
}

/** Where the card of one of them is found on the page. */
export function waitingId({ id }: Outgoing): string {
  return `waiting-${id}`
}

function Item({ outgoing }: { outgoing: Outgoing }) {
  const { pane, state, say, lang } = useView()
  const styles = useStyles()
  const { target, stop } = outgoing
  const form = pane.forms.find(({ id }) => id === target.form)
  const unit = state.me?.units.find(({ id }) => id === target.unit)?.name ?? target.unit
  return (
    <section
      id={waitingId(outgoing)}
      tabIndex={-1}
      className={`${styles.card} ${styles.attention}`}
      data-testid="waiting"
      data-value={stop?.kind ?? 'waiting'}
      aria-live="polite"
    >
      <p className={`${styles.paragraph} ${styles.quiet}`}>
        {say('waitingItem', {
          form: form?.title[lang] ?? target.form,
          period: periodInWords(target.period, lang, say),
          unit,
        })}
      </p>
      {form && stop ? (
        <Stopped outgoing={outgoing} stop={stop} form={form} />
      ) : (
        <Underway outgoing={outgoing} />
      )}
    </section>
  )
}

function Underway({ outgoing }: { outgoing: Outgoing }) {
  const { pane, say } = useView()
  const styles = useStyles()
  return (
    <>
      <h2 className={styles.heading}>{say('waitingTitle')}</h2>
      <p className={styles.paragraph}>
        {say(outgoing.pause ? 'waitingBusy' : 'waitingHint', {
          tries: outgoing.tries,
          seconds: outgoing.pause ?? 0,
        })}
      </p>
      <div className={styles.row}>
        <Button size="small" onClick={() => void pane.letters.flush()} data-testid="btn-send-now">
          {say('sendNow')}
        </Button>
        <GiveUp outgoing={outgoing} />
      </div>
    </>
  )
}

function GiveUp({ outgoing }: { outgoing: Outgoing }) {
  const { pane, say } = useView()
  return (
    <Button
      size="small"
      appearance="subtle"
      onClick={() => void pane.letters.discard(outgoing)}
      data-testid="btn-give-up"
    >
      {say('giveUp')}
    </Button>
  )
}

function Stopped({ outgoing, stop, form }: { outgoing: Outgoing; stop: Stop; form: Form }) {
  const { pane, state, say } = useView()
  const styles = useStyles()
  switch (stop.kind) {
    case 'conflict':
      return <Conflict outgoing={outgoing} stop={stop} form={form} />
    case 'rejected':
      return (
        <>
          <h2 className={styles.heading}>
            {say('rejectedTitle', { count: stop.findings.length })}
          </h2>
          <p className={styles.paragraph}>{say('rejectedHint')}</p>
          <ul className={styles.list}>
            {stop.findings.map((finding) => (
              <FindingRow
                key={`${finding.params.sheet} ${finding.rule} ${finding.cell}`}
                located={{
                  sheet: String(finding.params.sheet ?? outgoing.submission.tables[0]?.sheet ?? ''),
                  finding,
                  reason: null,
                  earlier: null,
                  record: null,
                  ...refusedFor(finding, stop.problem),
                }}
              />
            ))}
          </ul>
          <div className={styles.row}>
            <GiveUp outgoing={outgoing} />
          </div>
        </>
      )
    case 'signed-out': {
      const { unit } = outgoing.target
      const isOther = state.me && !state.me.units.some(({ id }) => id === unit)
      return (
        <>
          <h2 className={styles.heading}>
            {isOther ? say('otherUnitTitle', { unit }) : say('signedOutTitle')}
          </h2>
          <p className={styles.paragraph}>{say(isOther ? 'otherUnitHint' : 'signedOutHint')}</p>
          <div className={styles.row}>
            <GiveUp outgoing={outgoing} />
          </div>
        </>
      )
    }
    case 'locked':
    case 'refused':
      return (
        <>
          <h2 className={styles.heading}>
            {say(stop.kind === 'locked' ? 'lockedTitle' : 'refusedTitle')}
          </h2>
          <p className={styles.paragraph} data-testid="problem">
            {stop.problem.type === TOO_LARGE ? say('tooLarge') : inWords(stop.problem)}
          </p>
          <div className={styles.row}>
            <Button
              size="small"
              onClick={() => void pane.letters.sendAgain(outgoing)}
              data-testid="btn-try-again"
            >
              {say('tryAgain')}
            </Button>
            <GiveUp outgoing={outgoing} />
          </div>
        </>
      )
  }
}

/** What the server says, in its own words: it answers in the language it is asked in. */
function inWords({ title, detail }: Problem): string {
  return detail ? `${title}：${detail}` : title
}

/** The county's word on the reason for a finding, where that is why it was not taken. */
function refusedFor({ rule, cell }: Finding, problem: Problem): Pick<Located, 'refused'> {
  const refused = (problem.refused ?? []) as RefusedExplanation[]
  const found = refused.find(
    ({ explanation }) => explanation.rule === rule && explanation.cell === cell,
  )
  return found ? { refused: found.decision } : {}
}
