import { Badge } from '@fluentui/react-components'
import type { Form } from '../../../shared/forms/form.ts'
import { describe } from '../../../shared/messages/index.ts'
import type { StoredSubmission } from '../../../shared/protocol/submission.ts'
import { usePage } from '../context.tsx'

/** What the checks still say about a submission, with the reasons its sender gave. */
export function FindingList({ stored, form }: { stored: StoredSubmission; form: Form }) {
  const { lang, t } = usePage()
  const { explanations } = stored.submission
  if (stored.findings.length === 0 && explanations.length === 0) {
    return <p className="meta all-clear">{t('findings.none')}</p>
  }
  // An error that was explained is settled and not among the findings; its reason still counts.
  const settled = explanations.filter(
    (given) => !stored.findings.some((one) => one.rule === given.rule && one.cell === given.cell),
  )
  return (
    <section className="card" aria-labelledby="findings">
      <h2 id="findings">{t('findings.title', { n: stored.findings.length })}</h2>
      <ul className="findings">
        {stored.findings.map((finding) => {
          const given = explanations.find(
            (one) => one.rule === finding.rule && one.cell === finding.cell,
          )
          return (
            <li key={`${finding.rule} ${finding.cell}`}>
              <Badge appearance="tint" color={finding.severity === 'error' ? 'danger' : 'warning'}>
                {t(`severity.${finding.severity}`)}
              </Badge>
              <span>
                {describe(finding, lang, form)}
                {given ? (
                  <span className="explanation">
                    {t('findings.explained', { reason: given.reason })}
                  </span>
                ) : null}
              </span>
            </li>
          )
        })}
      </ul>
      {settled.length > 0 ? (
        <>
          <h3>{t('explanations.title')}</h3>
          <ul className="findings">
            {settled.map(({ rule, cell, reason }) => (
              <li key={`${rule} ${cell}`}>
                <strong>{cell}</strong>
                <span>
                  {form.rules.find(({ id }) => id === rule)?.title[lang]}
                  <span className="explanation">{reason}</span>
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  )
}
