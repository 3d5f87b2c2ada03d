import { Button, Field, Input, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { type FormEvent, useState } from 'react'
import { useStyles } from './styles.ts'
import { useView } from './view.tsx'

/** Trades the county's code for this machine's right to report. */
export function Enrol() {
  const { pane, state, say } = useView()
  const styles = useStyles()
  const [code, setCode] = useState('')
  const { enrolTrouble: trouble, enrolling } = state
  const refusal =
    trouble?.kind === 'unreachable' ? say('enrolUnreachable') : (trouble?.detail ?? null)

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (code.trim() !== '') void pane.person.enrol(code)
  }

  return (
    <form className={styles.card} onSubmit={submit} aria-label={say('enrolTitle')}>
      <h2 className={styles.heading}>{say('enrolTitle')}</h2>
      <p className={`${styles.paragraph} ${styles.quiet}`}>{say('enrolHint')}</p>
      {trouble?.kind === 'expired' && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{say('enrolExpired')}</MessageBarBody>
        </MessageBar>
      )}
      <Field
        label={say('enrolCode')}
        validationState={refusal === null ? 'none' : 'error'}
        validationMessage={refusal}
      >
        <Input
          value={code}
          onChange={(_, { value }) => setCode(value)}
          autoComplete="off"
          spellCheck={false}
          className={styles.wide}
          data-testid="enrol-code"
        />
      </Field>
      <Button
        type="submit"
        disabled={enrolling || code.trim() === ''}
        className={styles.start}
        data-testid="btn-enrol"
      >
        {enrolling ? say('enrolling') : say('enrol')}
      </Button>
    </form>
  )
}
