import { Badge } from '@fluentui/react-components'
import type { Explanation, Finding } from '../../../shared/check/finding.ts'
import type { Form } from '../../../shared/forms/form.ts'
import { describe } from '../../../shared/messages/index.ts'
import { parsePeriod } from '../../../shared/periods/periods.ts'
import type { ListedExplanation } from '../../../shared/protocol/answers.ts'
import type { StoredSubmission } from '../../../shared/protocol/submission.ts'
import { usePage } from '../context.tsx'
import { DecisionLine } from './explanations.tsx'

/** What the checks still say about a submission, and the reasons its sender gave. */
export function FindingList({
  stored,
  form,
  decided,
}: {
  stored: StoredSubmission
  form: Form
  /** Its reasons, with what was decided of them. */
  decided: ListedExplanation[]
}) {
  const { lang, t } = usePage()
  const { explanations, tables } = stored.submission
  if (stored.findings.length === 0 && explanations.length === 0) {
    return <p className="meta all-clear">{t('findings.none')}</p>
  }
  const reasonFor = (finding: Finding) => explanations.find((given) => explains(given, finding))
  // An error that was explained is settled and not among the findings; its reason still counts.
  const settled = explanations.filter(
    (given) => !stored.findings.some((finding) => explains(given, finding)),
  )
  const sheet = (name: string | number | undefined) =>
    tables.length > 1 && name !== undefined ? `${name} › ` : ''

  return (
    <section className="card" aria-labelledby="findings">
      <h2 id="findings">{t('findings.title')}</h2>
      <ul className="findings">
        {stored.findings.map((finding) => (
          <li key={JSON.stringify(finding)}>
            <Badge appearance="tint" color={finding.severity === 'error' ? 'danger' : 'warning'}>
              {t(`severity.${finding.severity}`)}
            </Badge>
            <span>
              {sheet(finding.params.sheet)}
              {describe(finding, lang, form)}
              <Reason given={reasonFor(finding)} />
            </span>
          </li>
        ))}
        {settled.map((given) => (
          <li key={JSON.stringify(given)}>
            <Badge appearance="tint" color="informative">
              {t('severity.explained')}
            </Badge>
            <span>
              {sheet(given.sheet)}
              {[given.cell, form.rules.find(({ id }) => id === given.rule)?.title[lang]]
                .filter(Boolean)
                .join(' ')}
              <Reason given={given} />
              {decided
                .filter((one) => one.form === stored.form && samePlace(one, given))
                .map((one) => (
                  <DecisionLine key={one.id} given={one} period={stored.period} />
                ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Reason({ given }: { given: Explanation | undefined }) {
  const { t } = usePage()
  if (!given) return null
  const { reason, since } = given
  const week = since === undefined ? null : parsePeriod(since)
  return (
    <span className="explanation">
      {week
        ? t('findings.explained.since', { ...week, reason })
        : t('findings.explained', { reason })}
    </span>
  )
}

function explains(given: Explanation, { rule, cell, params }: Finding): boolean {
  return given.rule === rule && given.cell === cell && given.sheet === params.sheet
}

function samePlace(one: Explanation, other: Explanation): boolean {
  return one.sheet === other.sheet && one.rule === other.rule && one.cell === other.cell
}
