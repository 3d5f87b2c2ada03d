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
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Textarea,
} from '@fluentui/react-components'
import { CheckmarkRegular, DismissRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { nextPeriod } from '../../../shared/periods/periods.ts'
import type { ListedExplanation } from '../../../shared/protocol/answers.ts'
import { periodTitle } from '../../reading/when.ts'
import { at } from '../api.ts'
import { usePage } from '../context.tsx'
import { ErrorNotice } from './notices.tsx'

/** Weeks that an acceptance may be limited to, besides this one alone. */
const SOME_WEEKS = 4

interface DecideExplanationProps {
  given: ListedExplanation
  period: string
}

/** Accept a reason, for how long; or refuse it and say why. */
export function DecideExplanation({ given, period }: DecideExplanationProps) {
  const { lang, t, api, refresh } = usePage()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [why, setWhy] = useState('')
  const [isEmpty, setEmpty] = useState(false)

  const decide = async (body: unknown) => {
    setBusy(true)
    setError(null)
    try {
      await api.put(at.explanation(given.unit, given.form, period, given.id), body)
      setAsking(false)
      refresh()
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }
  const accept = (until: string | null) => void decide({ state: 'accepted', until })
  const refuse = () => {
    if (why.trim() === '') setEmpty(true)
    else void decide({ state: 'refused', why: why.trim() })
  }
  let later = period
  for (let week = 1; week < SOME_WEEKS; week += 1) later = nextPeriod(later)

  return (
    <div className="reason-decide no-print">
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button
            size="small"
            icon={<CheckmarkRegular />}
            disabled={busy}
            data-testid="btn-accept-reason"
          >
            {t('reasons.accept')}
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem onClick={() => accept(period)}>{t('reasons.accept.once')}</MenuItem>
            <MenuItem onClick={() => accept(later)}>
              {t('reasons.accept.until', { week: periodTitle(later, lang) })}
            </MenuItem>
            <MenuItem onClick={() => accept(null)}>{t('reasons.accept.always')}</MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      <Dialog
        open={asking}
        onOpenChange={(_, data) => {
          setAsking(data.open)
          setWhy(given.decision?.why ?? '')
          setEmpty(false)
          setError(null)
        }}
      >
        <DialogTrigger disableButtonEnhancement>
          <Button
            size="small"
            icon={<DismissRegular />}
            disabled={busy}
            data-testid="btn-refuse-reason"
          >
            {t('reasons.refuse')}
          </Button>
        </DialogTrigger>
        <DialogSurface>
          <DialogBody>
            <DialogTitle>{t('reasons.refuse.title')}</DialogTitle>
            <DialogContent className="dialog-fields">
              <p>{t('findings.explained', { reason: given.reason })}</p>
              <Field
                label={t('reasons.why')}
                hint={t('reasons.refuse.what')}
                required
                validationMessage={
                  isEmpty && why.trim() === '' ? t('reasons.why.empty') : undefined
                }
              >
                <Textarea
                  data-testid="refuse-why"
                  rows={3}
                  value={why}
                  onChange={(_, data) => setWhy(data.value)}
                />
              </Field>
              {error ? <ErrorNotice t={t} error={error} /> : null}
            </DialogContent>
            <DialogActions>
              <DialogTrigger disableButtonEnhancement>
                <Button>{t('cancel')}</Button>
              </DialogTrigger>
              <Button
                appearance="primary"
                disabled={busy}
                data-testid="btn-refuse-confirm"
                onClick={refuse}
              >
                {t('reasons.refuse')}
              </Button>
            </DialogActions>
          </DialogBody>
        </DialogSurface>
      </Dialog>
      {error && !asking ? <ErrorNotice t={t} error={error} onRetry={refresh} /> : null}
    </div>
  )
}
