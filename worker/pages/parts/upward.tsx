import { Badge, Button } from '@fluentui/react-components'
import { ArrowUploadRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import type { Form } from '../../../shared/forms/form.ts'
import type { UpwardAnswer, UpwardForm } from '../../../shared/protocol/answers.ts'
import { momentTitle } from '../../reading/when.ts'
import { at } from '../api.ts'
import { mayDecide, useAnswer, usePage } from '../context.tsx'
import type { Words } from '../messages/index.ts'
import { ErrorNotice } from './notices.tsx'
import { StateBadge } from './state-badge.tsx'

interface UpwardProps {
  unit: string
  period: string
  catalogue: Form[]
}

/** What of the week the deployment above holds, what was decided there, and what keeps the rest. */
export function Upward({ unit, period, catalogue }: UpwardProps) {
  const { lang, t, api, me, refresh } = usePage()
  const path = at.upward(unit, period)
  const { data } = useAnswer<UpwardAnswer>(path)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const refused = data?.token?.refused ?? null
  if (!data?.to || (data.forms.length === 0 && refused === null)) return null

  const report = async () => {
    setBusy(true)
    setError(null)
    try {
      await api.post(path, {})
      refresh()
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }
  const owed = data.forms.some(({ changed, state }) => changed && state !== 'accepted')
  return (
    <section className="card" aria-labelledby="upward" data-testid="upward">
      <h2 id="upward">{t('upward.title', { to: data.to })}</h2>
      {refused === null ? null : (
        <p className="alert-text" role="status" data-testid="upward-token">
          {t('upward.token', { why: t(tokenTrouble(refused)) })}
        </p>
      )}
      {owed && data.due ? (
        <p className="meta">{t('upward.due', { time: momentTitle(data.due, lang, period) })}</p>
      ) : null}
      <div className="scroll">
        <table className="grid units sentences">
          <tbody>
            {data.forms.map((one) => (
              <tr key={one.form}>
                <th scope="row">
                  {catalogue.find(({ id }) => id === one.form)?.title[lang] ?? one.form}
                </th>
                <td>
                  {one.state ? (
                    <StateBadge state={one.state} kind={null} late={false} />
                  ) : (
                    <Badge appearance="tint" color="severe">
                      {t('upward.none')}
                    </Badge>
                  )}
                  <span className="detail">
                    {one.acknowledgedAt ? momentTitle(one.acknowledgedAt, lang, period) : ''}
                    {one.revision === null ? '' : ` · ${t('units.revision', { n: one.revision })}`}
                  </span>
                  {notesOf(one).map((note) => (
                    <p key={note}>{note}</p>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {error ? <ErrorNotice t={t} error={error} /> : null}
      {mayDecide(me) ? (
        <Button
          className="no-print"
          icon={<ArrowUploadRegular />}
          disabled={busy}
          data-testid="btn-report"
          onClick={report}
        >
          {t(owed ? 'upward.now' : 'upward.look')}
        </Button>
      ) : null}
    </section>
  )

  function notesOf({ state, changed, coverage, decision, trouble }: UpwardForm): string[] {
    const notes: string[] = []
    if (coverage) {
      const { submitted, expected, missing } = coverage
      const names = missing.join(t('list.separator'))
      notes.push(t('upward.coverage', { submitted, expected, names }))
    }
    if (state === 'returned' && decision) {
      const { decidedBy: who, reason, cells } = decision
      notes.push(t('upward.returned', { who, reason, cells: cells.join(t('list.separator')) }))
    }
    if (state === 'accepted' && changed) notes.push(t('upward.accepted.changed'))
    else if (state !== null && changed) notes.push(t('upward.changed'))
    if (trouble) {
      const time = momentTitle(trouble.retryAt, lang, period)
      notes.push(t('upward.trouble', { what: saidOf(trouble, t), time }))
    }
    return notes
  }
}

/** Of ours a sentence of the page; of the receiver's what it said itself. */
function saidOf({ problem, detail }: NonNullable<UpwardForm['trouble']>, t: Words): string {
  switch (problem) {
    case 'unreachable':
    case 'other-report':
    case 'form-unknown':
      return t(`upward.trouble.${problem}`)
    case 'other-unit':
      return t('upward.trouble.other-unit', { name: detail ?? '' })
    default:
      return detail ?? problem
  }
}

function tokenTrouble(problem: string) {
  switch (problem) {
    case 'token-expired':
    case 'token-revoked':
    case 'token-rotated':
      return `upward.token.${problem}` as const
    default:
      return 'upward.token.other'
  }
}
