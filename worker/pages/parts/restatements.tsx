import { useState } from 'react'
import type { Form } from '../../../shared/forms/form.ts'
import type { Restatement, RestatementsAnswer } from '../../../shared/protocol/answers.ts'
import { displayExact } from '../../../shared/tally/display.ts'
import { momentTitle } from '../../reading/when.ts'
import { at } from '../api.ts'
import { useAnswer, usePage, useRoute } from '../context.tsx'
import { formatRoute } from '../route.ts'

interface RestatementsProps {
  unit: string
  period: string
  /** All forms in force. */
  catalogue: Form[]
}

/** What came after the cut-off and changed the totals, each from what to what; folded until asked for. */
export function Restatements({ unit, period, catalogue }: RestatementsProps) {
  const { t } = usePage()
  const [isOpen, setOpen] = useState(false)
  const { data } = useAnswer<RestatementsAnswer>(at.restatements(unit, period))
  if (!data || data.restatements.length === 0) return null
  return (
    <section className="card" aria-labelledby="restatements" data-testid="restatements">
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <h2 id="restatements">{t('restated.title', { n: data.restatements.length })}</h2>
        </summary>
        {isOpen ? (
          <ul className="coverage-lines">
            {data.restatements.map((one) => (
              <Line
                key={`${one.unit} ${one.form}`}
                unit={unit}
                period={period}
                restatement={one}
                form={catalogue.find(({ id }) => id === one.form)}
              />
            ))}
          </ul>
        ) : null}
      </details>
    </section>
  )
}

interface LineProps {
  unit: string
  period: string
  restatement: Restatement
  form: Form | undefined
}

function Line({ unit, period, restatement, form }: LineProps) {
  const { lang, t } = usePage()
  const [route] = useRoute()
  const { name, kind, before, after, supersedes, figures } = restatement
  const submission = { unit: restatement.unit, form: restatement.form, revision: null }
  const changes = figures.flatMap((change) => {
    const indicator = form?.indicators.find(({ id }) => id === change.indicator)
    if (!indicator) return []
    return t('restated.figure', {
      figure: indicator.title[lang],
      from: displayExact(change.before, indicator, lang),
      to: displayExact(change.after, indicator, lang),
    })
  })
  return (
    <li>
      <a href={formatRoute({ ...route, unit, period, figure: null, submission })}>
        {t('restated.what', { name, form: form?.title[lang] ?? restatement.form })}
      </a>{' '}
      {t(`restated.${kind}`)}
      {t('restated.colon')}
      {changes.length > 0 ? changes.join(t('restated.separator')) : t('restated.same')}
      <span className="detail">
        {[
          momentTitle(after.receivedAt, lang, period),
          after.receivedFrom,
          before
            ? t('restated.revisions', { from: before.revision, to: after.revision })
            : t('units.revision', { n: after.revision }),
          ...(supersedes.length > 0
            ? [
                t('restated.supersedes', {
                  names: supersedes.map((below) => below.name).join(t('list.separator')),
                }),
              ]
            : []),
        ].join(' · ')}
      </span>
    </li>
  )
}
