import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  Field,
  Link,
  Radio,
  RadioGroup,
  Select,
  Textarea,
} from '@fluentui/react-components'
import { useState } from 'react'
import { holdsPersonalNumber } from '../../../shared/protocol/personal.ts'
import { outgoingId } from '../../client/outbox.ts'
import { periodOf, targetOf, unitOf } from '../model/batch.ts'
import { useStyles } from './styles.ts'
import { useView } from './view.tsx'
import { periodInWords } from './words.ts'

/** What a person says who has no sheet: that there is nothing to report, or why it cannot be reported. */
export function Nothing() {
  const { pane, state, batch, say, lang } = useView()
  const styles = useStyles()
  const [open, setOpen] = useState(false)
  const [formId, setFormId] = useState<string | null>(null)
  const [kind, setKind] = useState<'zero' | 'skip'>('zero')
  const [reason, setReason] = useState('')
  const form = pane.forms.find(({ id }) => id === (formId ?? batch?.form.id)) ?? pane.forms[0]
  const period = periodOf(state, batch?.report ?? null, pane.today())
  const unit = state.me?.units.find(({ id }) => id === unitOf(state))
  const target = form && targetOf(state, form.id, period)
  if (!form || !unit || !target || state.me?.role === 'reader') return null
  const held = state.known[outgoingId(target)]?.submission
  const isTaken = kind === 'skip' && held !== undefined && held !== null && held.kind !== 'skip'
  const isPersonal = holdsPersonalNumber(reason)
  const isReady = kind === 'zero' || (reason.trim() !== '' && !isPersonal && !isTaken)

  function ask(id: string): void {
    setFormId(id)
    const asked = targetOf(state, id, period)
    if (asked) void pane.letters.refresh(asked)
  }

  return (
    <Dialog open={open} onOpenChange={(_, data) => setOpen(data.open)}>
      <DialogTrigger disableButtonEnhancement>
        <Link
          as="button"
          className={styles.center}
          onClick={() => ask(form.id)}
          data-testid="btn-zero"
        >
          {say('nothingOpen')}
        </Link>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{say('nothingTitle')}</DialogTitle>
          <DialogContent className={styles.stack}>
            <Field label={say('sheetTitle')}>
              <Select
                value={form.id}
                onChange={(_, { value }) => ask(value)}
                data-testid="zero-form"
              >
                {pane.forms.map(({ id, title }) => (
                  <option key={id} value={id}>
                    {title[lang]}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label={say('nothingKind')}>
              <RadioGroup
                value={kind}
                onChange={(_, { value }) => setKind(value === 'skip' ? 'skip' : 'zero')}
              >
                <Radio value="zero" label={say('zeroChoice')} data-testid="choose-zero" />
                <Radio value="skip" label={say('skipChoice')} data-testid="choose-skip" />
              </RadioGroup>
            </Field>
            {kind === 'zero' ? (
              <p className={styles.paragraph}>
                {say('zeroText', {
                  unit: unit.name,
                  period: periodInWords(period, lang, say),
                  form: form.title[lang],
                })}
              </p>
            ) : (
              <Field
                label={say('skipReason')}
                hint={say('skipHint')}
                required
                {...(isPersonal && {
                  validationState: 'error',
                  validationMessage: say('skipPersonal'),
                })}
              >
                <Textarea
                  value={reason}
                  maxLength={500}
                  onChange={(_, { value }) => setReason(value)}
                  data-testid="skip-reason"
                />
              </Field>
            )}
            {kind === 'zero' && held && (
              <p className={styles.paragraph}>
                <strong>{say('zeroReplaces', { revision: held.revision })}</strong>
              </p>
            )}
            {isTaken && (
              <p className={styles.paragraph}>
                <strong>{say('skipOverReport')}</strong>
              </p>
            )}
          </DialogContent>
          <DialogActions>
            <Button
              appearance="primary"
              disabled={state.submitting || !isReady}
              onClick={() => {
                setOpen(false)
                if (kind === 'zero') void pane.letters.submitZero(form, target)
                else void pane.letters.submitSkip(form, target, reason)
              }}
              data-testid="btn-zero-confirm"
            >
              {say(kind === 'zero' ? 'zeroConfirm' : 'skipConfirm')}
            </Button>
            <DialogTrigger disableButtonEnhancement>
              <Button>{say('cancel')}</Button>
            </DialogTrigger>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
