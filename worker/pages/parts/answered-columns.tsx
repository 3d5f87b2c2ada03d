import { Badge, Button } from '@fluentui/react-components'
import { useState } from 'react'
import type { Form } from '../../../shared/forms/form.ts'
import type { ApprovedHeadings, Unit } from '../../../shared/protocol/answers.ts'
import type { ColumnAnswered, StoredSubmission } from '../../../shared/protocol/submission.ts'
import { isHeadingOf } from '../../../shared/recognise/headings.ts'
import { at } from '../api.ts'
import { usePage } from '../context.tsx'
import { ErrorNotice } from './notices.tsx'

interface AnsweredColumnsProps {
  stored: StoredSubmission
  /** As it is in force, with the headings approved so far. */
  form: Form
  /** The unit that a heading is approved for, with all below it. */
  unit: Pick<Unit, 'id' | 'name'>
}

/** Columns that the sender had to name, each to be approved so that nobody is asked again. */
export function AnsweredColumns({ stored, form, unit }: AnsweredColumnsProps) {
  const { lang, t, api, refresh } = usePage()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const answers = stored.submission.answers ?? []
  if (answers.length === 0) return null

  const approve = async ({ field }: ColumnAnswered, label: string) => {
    setBusy(true)
    setError(null)
    try {
      const inForce = await api.get<ApprovedHeadings[]>(at.headings(unit.id))
      const own = inForce.find(
        (one) => one.unit === unit.id && one.form === form.id && one.field === field,
      )
      const wordings = [...(own?.wordings ?? []), label]
      await api.put(at.heading(unit.id, form.id, field), { wordings })
      refresh()
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }

  return (
    <section className="card" aria-labelledby="answered">
      <h2 id="answered">{t('answered.title')}</h2>
      <ul className="findings">
        {answers.map((answer) => {
          const label = inOneLine(answer.label)
          const title = form.fields.find(({ id }) => id === answer.field)?.title[lang]
          const names = { unit: unit.name, label, field: title ?? answer.field }
          return (
            <li key={`${answer.sheet} ${answer.column}`}>
              <span>
                {t('answered.column', { ...names, sheet: answer.sheet, column: answer.column })}
              </span>
              {isHeadingOf(form, answer.field, label) ? (
                <Badge appearance="tint" color="success">
                  {t('answered.known')}
                </Badge>
              ) : title ? (
                <Button
                  className="no-print"
                  size="small"
                  disabled={busy}
                  title={t('answered.approve.hint', names)}
                  data-testid="btn-approve-heading"
                  onClick={() => approve(answer, label)}
                >
                  {t('answered.approve', names)}
                </Button>
              ) : null}
            </li>
          )
        })}
      </ul>
      {error ? <ErrorNotice t={t} error={error} /> : null}
    </section>
  )
}

/** Headings are broken over lines to fit their columns. */
function inOneLine(label: string): string {
  return label.replace(/\p{Cc}+/gu, ' ').trim()
}
