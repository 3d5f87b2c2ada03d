import { Button, Link, Textarea } from '@fluentui/react-components'
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle'
import { ErrorCircleRegular } from '@fluentui/react-icons/svg/error-circle'
import { WarningRegular } from '@fluentui/react-icons/svg/warning'
import { useId, useState } from 'react'
import { describe } from '../../../shared/messages/index.ts'
import { isExplainable } from '../../../shared/protocol/explained.ts'
import { dayOfSerial } from '../../../shared/values/serial.ts'
import type { Located } from '../model/batch.ts'
import { focused } from './kept-focus.ts'
import { useStyles } from './styles.ts'
import { useView } from './view.tsx'
import { periodInWords } from './words.ts'

/** One finding: its sentence, which leads to the cell, and what can be done about it. */
export function FindingRow({ located }: { located: Located }) {
  const { pane, state, batch, say, lang, inExcel } = useView()
  const styles = useStyles()
  const { sheet, finding, reason } = located
  const { cell, severity } = finding
  const isError = severity === 'error'
  const elsewhere = sheet !== state.active
  const id = useId()
  const sentence = `${elsewhere ? `${sheet} ` : ''}${describe(finding, lang, batch?.form)}`
  return (
    <li
      className={styles.finding}
      data-testid={`finding-${cell ?? 'sheet'}`}
      data-rule={finding.rule}
    >
      {reason ? (
        <CheckmarkCircleRegular className={styles.goodIcon} aria-label={say('error')} />
      ) : isError ? (
        <ErrorCircleRegular className={styles.errorIcon} aria-label={say('error')} />
      ) : (
        <WarningRegular className={styles.warningIcon} aria-label={say('warning')} />
      )}
      <div className={styles.findingBody}>
        {cell !== null && inExcel ? (
          <button
            type="button"
            id={id}
            className={styles.jump}
            title={say('goTo', { sheet, cell })}
            onClick={() => void pane.sheets.goTo(sheet, cell)}
          >
            {sentence}
          </button>
        ) : (
          <span id={id} className={styles.sentence}>
            {sentence}
          </span>
        )}
        {finding.fix && cell !== null && inExcel && (
          <Button
            size="small"
            aria-describedby={id}
            onClick={() => void pane.sheets.fix([located])}
            data-testid={`fix-${cell}`}
          >
            {say('fix', { value: fixInWords(located) })}
          </Button>
        )}
        {isExplainable(finding) && <Explain located={located} about={id} />}
      </div>
    </li>
  )
}

/** A day is put right as its serial number; a person reads the day. */
export function fixInWords({ finding: { fix, params } }: Located): string {
  const { value = null } = fix ?? {}
  if (typeof value === 'number' && typeof params.value === 'string') {
    const day = dayOfSerial(value)
    if (day === params.value) return day
  }
  return String(value ?? '')
}

/** An error that is right all the same takes a reason instead. @param about id of the sentence */
function Explain({ located, about }: { located: Located; about: string }) {
  const { pane, say } = useView()
  const styles = useStyles()
  const [text, setText] = useState<string | null>(null)
  const { earlier, finding, reason } = located
  const { cell } = finding
  if (text === null) {
    return (
      <div className={styles.row}>
        {reason && <span className={styles.quiet}>{say('explained', { reason })}</span>}
        <CountyWord located={located} />
        {earlier && (
          <Button
            size="small"
            aria-describedby={about}
            onClick={() => void pane.sheets.explain(located, earlier.reason)}
            data-testid={`carry-${cell ?? 'sheet'}`}
          >
            {say('carry', { reason: earlier.reason })}
          </Button>
        )}
        <Link
          as="button"
          aria-describedby={about}
          onClick={() => setText(reason ?? located.refused?.reason ?? '')}
          data-testid={`explain-${cell ?? 'sheet'}`}
        >
          {say(reason ? 'explainChange' : 'explain')}
        </Link>
      </div>
    )
  }
  return (
    <div className={`${styles.stack} ${styles.wide}`}>
      <Textarea
        ref={focused}
        value={text}
        onChange={(_, { value }) => setText(value)}
        aria-label={say('explainWhy')}
        aria-describedby={about}
        placeholder={say('explainWhy')}
        resize="vertical"
        data-testid="explain-text"
      />
      <div className={styles.row}>
        <Button
          size="small"
          appearance="primary"
          onClick={() => {
            setText(null)
            void pane.sheets.explain(located, text)
          }}
        >
          {say('explainSave')}
        </Button>
        <Button size="small" onClick={() => setText(null)}>
          {say('cancel')}
        </Button>
      </div>
    </div>
  )
}

/** Why the reason stands without being given anew, or why it does not stand. */
function CountyWord({ located: { accepted, refused } }: { located: Located }) {
  const { say, lang } = useView()
  const styles = useStyles()
  if (accepted) {
    const { decidedBy: by, until } = accepted
    return (
      <span className={styles.quiet} data-testid="reason-accepted">
        {until === null
          ? say('accepted', { by })
          : say('acceptedUntil', { by, until: periodInWords(until, lang, say) })}
      </span>
    )
  }
  if (!refused) return null
  const { decidedBy: by, reason, why, until } = refused
  return (
    <span className={styles.sentence} data-testid="reason-refused">
      {until === null
        ? say('refusedReason', { by, reason, why })
        : say('expiredReason', { reason, until: periodInWords(until, lang, say) })}
    </span>
  )
}
