import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
} from '@fluentui/react-components'
import { LockClosedRegular, LockOpenRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import type { Period, Unit } from '../../../shared/protocol/answers.ts'
import { periodTitle } from '../../reading/when.ts'
import { at } from '../api.ts'
import { mayDecide, usePage } from '../context.tsx'
import { ErrorNotice } from './notices.tsx'

/** Closes the week for the unit's subtree, or opens it again; asks before either. */
export function ClosePeriod({ unit, period }: { unit: Unit; period: Period }) {
  const { lang, t, api, me, refresh } = usePage()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  if (!mayDecide(me)) return null

  const change = period.state === 'open' ? 'close' : 'reopen'
  const carryOut = async () => {
    setBusy(true)
    setError(null)
    try {
      await api.post(at.periodState(unit.id, period.id, change), {})
      setAsking(false)
      refresh()
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }
  return (
    <Dialog open={asking} onOpenChange={(_, data) => setAsking(data.open)}>
      <DialogTrigger disableButtonEnhancement>
        <Button
          data-testid={`btn-${change}`}
          icon={change === 'close' ? <LockClosedRegular /> : <LockOpenRegular />}
        >
          {t(`period.${change}`)}
        </Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>
            {t(`period.${change}.title`, { period: periodTitle(period.id, lang) })}
          </DialogTitle>
          <DialogContent>
            <p>{t(`period.${change}.what`)}</p>
            {error ? <ErrorNotice t={t} error={error} /> : null}
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>{t('cancel')}</Button>
            </DialogTrigger>
            <Button
              appearance="primary"
              disabled={busy}
              data-testid="btn-confirm"
              onClick={carryOut}
            >
              {t(`period.${change}`)}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
