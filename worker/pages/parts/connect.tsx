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
import { shanghaiDay } from '../../../shared/periods/periods.ts'
import type { Unit } from '../../../shared/protocol/answers.ts'
import { renewalOf } from '../../../shared/protocol/secrets.ts'
import { usePage } from '../context.tsx'
import { storedToken } from '../session.ts'
import { CopyButton } from './copy-button.tsx'

interface ConnectProps {
  unit: Unit
  onClose(): void
}

/** The addresses that Excel itself reads, ready to be copied, and how it does so step by step. */
export function Connect({ unit, onClose }: ConnectProps) {
  const { t, me } = usePage()
  const api = `${location.origin}/api/v1`
  const totals = (ending: string) =>
    `${api}/units/${encodeURIComponent(unit.id)}/totals.${ending}?period=latest`
  return (
    <Dialog open onOpenChange={(_, data) => data.open || onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('connect.title')}</DialogTitle>
          <DialogContent className="connect" data-testid="connect">
            <p>{t('connect.what')}</p>
            <Address
              label={t('connect.odata')}
              hint={t('connect.odata.how')}
              text={`${api}/odata/`}
            />
            <Address label={t('connect.web')} hint={t('connect.web.how')} text={totals('html')} />
            <Address label={t('connect.csv')} hint={t('connect.csv.how')} text={totals('csv')} />
            <p>{t('connect.sign-in')}</p>
            <Address label={t('connect.password')} text={storedToken() ?? ''} secret />
            <p className="alert-text">{t('connect.secret')}</p>
            {me.expiresAt ? (
              <p>
                {t('connect.renewal', {
                  day: shanghaiDay(renewalOf(me.expiresAt)),
                })}
              </p>
            ) : null}
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>{t('close')}</Button>
            </DialogTrigger>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

interface AddressProps {
  label: string
  hint?: string
  text: string
  /** Copied, never shown. */
  secret?: boolean
}

function Address({ label, hint, text, secret = false }: AddressProps) {
  return (
    <div className="address">
      <strong>{label}</strong>
      <code>{secret ? '••••••••' : text}</code>
      <CopyButton text={text} of={label} />
      {hint ? <span className="detail">{hint}</span> : null}
    </div>
  )
}
