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
  Input,
  Textarea,
} from '@fluentui/react-components'
import { CalendarClockRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import type { Completeness, Extension } from '../../../shared/protocol/answers.ts'
import { momentTitle } from '../../reading/when.ts'
import { at } from '../api.ts'
import { mayDecide, usePage } from '../context.tsx'
import { ErrorNotice } from './notices.tsx'

interface ExtendProps {
  unit: string
  name: string
  completeness: Completeness
  /** Whether anything of the unit is still to come. */
  owes: boolean
}

/** A later deadline for a unit that has not reported: what it is and why; given, changed, taken back. */
export function Extend({ unit, name, completeness, owes }: ExtendProps) {
  const { lang, t, me } = usePage()
  const { period, extensions } = completeness
  const own = extensions.find((one) => one.unit === unit) ?? null
  const mayGive = mayDecide(me) && me.unit?.id !== unit && period.state === 'open'
  if (!own && !(owes && mayGive)) return null
  return (
    <span className="extension" data-testid={`extension-${unit}`}>
      {own ? (
        <span className="detail">
          {t('extension.until', { time: momentTitle(own.due, lang, period.id) })}
          {t('restated.colon')}
          {own.reason}
        </span>
      ) : null}
      {mayGive ? (
        <ExtendDialog unit={unit} name={name} completeness={completeness} own={own} />
      ) : null}
    </span>
  )
}

interface ExtendDialogProps extends Omit<ExtendProps, 'owes'> {
  own: Extension | null
}

function ExtendDialog({ unit, name, completeness: { period }, own }: ExtendDialogProps) {
  const { t, api, refresh } = usePage()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [due, setDue] = useState('')
  const [reason, setReason] = useState('')
  const [isEmpty, setEmpty] = useState(false)

  const carryOut = async (work: () => Promise<unknown>) => {
    setBusy(true)
    setError(null)
    try {
      await work()
      setAsking(false)
      refresh()
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }
  const path = at.extension(unit, period.id)
  const give = () => {
    if (reason.trim() === '' || due === '') setEmpty(true)
    else {
      const body = { due: `${due}:00${SHANGHAI}`, reason: reason.trim() }
      void carryOut(() => api.put(path, body))
    }
  }

  return (
    <Dialog
      open={asking}
      onOpenChange={(_, data) => {
        setAsking(data.open)
        setDue(localTime(own?.due ?? period.due, own ? 0 : DAY))
        setReason(own?.reason ?? '')
        setEmpty(false)
        setError(null)
      }}
    >
      <DialogTrigger disableButtonEnhancement>
        <Button
          className="no-print"
          size="small"
          appearance="subtle"
          icon={<CalendarClockRegular />}
          data-testid={`btn-extend-${unit}`}
          aria-label={t(own ? 'extension.change.of' : 'extension.give.of', { name })}
        >
          {t(own ? 'extension.change' : 'extension.give')}
        </Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('extension.title', { name })}</DialogTitle>
          <DialogContent className="dialog-fields">
            <Field
              label={t('extension.due')}
              hint={t('extension.due.hint')}
              required
              validationMessage={isEmpty && due === '' ? t('extension.empty') : undefined}
            >
              <Input
                type="datetime-local"
                data-testid="extension-due"
                value={due}
                onChange={(_, data) => setDue(data.value)}
              />
            </Field>
            <Field
              label={t('extension.reason')}
              hint={t('extension.reason.hint')}
              required
              validationMessage={isEmpty && reason.trim() === '' ? t('extension.empty') : undefined}
            >
              <Textarea
                data-testid="extension-reason"
                rows={2}
                value={reason}
                onChange={(_, data) => setReason(data.value)}
              />
            </Field>
            {error ? <ErrorNotice t={t} error={error} /> : null}
          </DialogContent>
          <DialogActions>
            {own ? (
              <Button
                disabled={busy}
                data-testid="btn-extension-withdraw"
                onClick={() => void carryOut(() => api.delete(path))}
              >
                {t('extension.withdraw')}
              </Button>
            ) : null}
            <DialogTrigger disableButtonEnhancement>
              <Button>{t('cancel')}</Button>
            </DialogTrigger>
            <Button
              appearance="primary"
              disabled={busy}
              data-testid="btn-extension-confirm"
              onClick={give}
            >
              {t('extension.give')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

const SHANGHAI = '+08:00'
const SHANGHAI_MILLISECONDS = 8 * 3_600_000
const DAY = 86_400_000

/** An instant some time later, as a field for date and time takes it: `2020-03-02T17:00`. */
function localTime(instant: string, later: number): string {
  const moment = Date.parse(instant) + later + SHANGHAI_MILLISECONDS
  return new Date(moment).toISOString().slice(0, 16)
}
