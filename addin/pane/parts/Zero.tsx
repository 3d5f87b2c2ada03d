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
  Select,
} from '@fluentui/react-components'
import { useState } from 'react'
import { outgoingId } from '../../client/outbox.ts'
import { periodOf, targetOf, unitOf } from '../model/batch.ts'
import { useStyles } from './styles.ts'
import { useView } from './view.tsx'
import { periodInWords } from './words.ts'

/** The explicit statement that there is nothing to report; confirmed inside the pane. */
export function Zero() {
  const { pane, state, batch, say, lang } = useView()
  const styles = useStyles()
  const [open, setOpen] = useState(false)
  const [formId, setFormId] = useState<string | null>(null)
  const form = pane.forms.find(({ id }) => id === (formId ?? batch?.form.id)) ?? pane.forms[0]
  const period = periodOf(state, batch?.report ?? null, pane.today())
  const unit = state.me?.units.find(({ id }) => id === unitOf(state))
  const target = form && targetOf(state, form.id, period)
  if (!form || !unit || !target || state.me?.role === 'reader') return null
  const held = state.known[outgoingId(target)]?.submission

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
          {say('zeroOpen')}
        </Link>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{say('zeroTitle')}</DialogTitle>
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
            <p className={styles.paragraph}>
              {say('zeroText', {
                unit: unit.name,
                period: periodInWords(period, lang, say),
                form: form.title[lang],
              })}
            </p>
            {held && (
              <p className={styles.paragraph}>
                <strong>{say('zeroReplaces', { revision: held.revision })}</strong>
              </p>
            )}
          </DialogContent>
          <DialogActions>
            <Button
              appearance="primary"
              disabled={state.submitting}
              onClick={() => {
                setOpen(false)
                void pane.letters.submitZero(form, target)
              }}
              data-testid="btn-zero-confirm"
            >
              {say('zeroConfirm')}
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
