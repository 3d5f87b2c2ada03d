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
import { ArrowUndoRegular, CheckmarkRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { parseCell } from '../../../shared/grid/grid.ts'
import type { ListedExplanation } from '../../../shared/protocol/answers.ts'
import type { StoredSubmission } from '../../../shared/protocol/submission.ts'
import { at } from '../api.ts'
import { usePage } from '../context.tsx'
import type { Words } from '../messages/index.ts'
import { ErrorNotice } from './notices.tsx'

interface DecideProps {
  stored: StoredSubmission
  /** Cells picked in the table below, to be named in a return. */
  cells: string[]
  onCells(cells: string[]): void
  /** Reasons that were refused: a return begins with them. */
  refused: ListedExplanation[]
}

/** The aggregator's decision: accept, or return with a reason. */
export function Decide({ stored, cells, onCells, refused }: DecideProps) {
  const { t, api, refresh } = usePage()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<'reason' | 'cells' | null>(null)
  const [typed, setTyped] = useState('')

  const decide = async (decision: 'accept' | 'return', body: unknown) => {
    setBusy(true)
    setError(null)
    try {
      const path = at.decision(stored.unit, stored.form, stored.period, decision)
      // The decision is about what is on the screen, not about what may have come since.
      await api.post(path, body, { 'If-Match': `"${stored.hash}"` })
      setAsking(false)
      setReason('')
      onCells([])
      refresh()
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }
  const sendBack = () => {
    const named = typed.split(/[\s,，、;；]+/).filter((cell) => cell !== '')
    if (reason.trim() === '') setProblem('reason')
    else if (named.some((cell) => parseCell(cell.toUpperCase()) === null)) setProblem('cells')
    else {
      setProblem(null)
      void decide('return', {
        reason: reason.trim(),
        cells: named.map((cell) => cell.toUpperCase()),
      })
    }
  }

  return (
    <div className="decide no-print">
      <Button
        appearance="primary"
        icon={<CheckmarkRegular />}
        disabled={busy || stored.state === 'accepted'}
        data-testid="btn-accept"
        onClick={() => decide('accept', {})}
      >
        {stored.state === 'accepted' ? t('decide.accepted') : t('decide.accept')}
      </Button>
      <Dialog
        open={asking}
        onOpenChange={(_, data) => {
          setAsking(data.open)
          const named = refused.flatMap(({ cell }) => cell ?? [])
          setTyped([...new Set([...cells, ...named])].join(t('list.separator')))
          setReason((before) => before || refused.map((one) => whyReturned(one, t)).join('\n'))
          setProblem(null)
        }}
      >
        <DialogTrigger disableButtonEnhancement>
          <Button icon={<ArrowUndoRegular />} disabled={busy} data-testid="btn-return">
            {cells.length > 0 ? t('decide.return-cells', { n: cells.length }) : t('decide.return')}
          </Button>
        </DialogTrigger>
        <DialogSurface>
          <DialogBody>
            <DialogTitle>{t('decide.return.title')}</DialogTitle>
            <DialogContent className="dialog-fields">
              <Field
                label={t('decide.reason')}
                required
                validationMessage={problem === 'reason' ? t('decide.reason.empty') : undefined}
              >
                <Textarea
                  data-testid="return-reason"
                  rows={4}
                  value={reason}
                  placeholder={t('decide.reason.example')}
                  onChange={(_, data) => setReason(data.value)}
                />
              </Field>
              <Field
                label={t('decide.cells')}
                hint={t('decide.cells.hint')}
                validationMessage={problem === 'cells' ? t('decide.cells.wrong') : undefined}
              >
                <Input
                  data-testid="return-cells"
                  value={typed}
                  placeholder="F12"
                  onChange={(_, data) => setTyped(data.value)}
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
                data-testid="btn-confirm"
                onClick={sendBack}
              >
                {t('decide.return')}
              </Button>
            </DialogActions>
          </DialogBody>
        </DialogSurface>
      </Dialog>
      {error && !asking ? <ErrorNotice t={t} error={error} onRetry={refresh} /> : null}
    </div>
  )
}

function whyReturned({ cell, sheet, decision }: ListedExplanation, t: Words): string {
  return t('reasons.return', { cell: cell ?? sheet, why: decision?.why ?? '' })
}
