import { Badge } from '@fluentui/react-components'
import type { Form } from '../../../shared/forms/form.ts'
import { describe, type Lang } from '../../../shared/messages/index.ts'
import { parsePeriod } from '../../../shared/periods/periods.ts'
import type { ExplanationsAnswer, ListedExplanation } from '../../../shared/protocol/answers.ts'
import { standingOf } from '../../../shared/protocol/explained.ts'
import { at } from '../api.ts'
import { mayDecide, useAnswer, usePage, useRoute } from '../context.tsx'
import { formatRoute } from '../route.ts'
import { DecideExplanation } from './decide-explanation.tsx'

interface ExplanationsProps {
  unit: string
  period: string
  /** All forms in force. */
  catalogue: Form[]
}

/** The week's reasons for what the checks say, each to be accepted or refused where it stands. */
export function Explanations({ unit, period, catalogue }: ExplanationsProps) {
  const { t } = usePage()
  const { data } = useAnswer<ExplanationsAnswer>(at.explanations(unit, period))
  if (!data || data.explanations.length === 0) return null
  const open = data.explanations.filter((one) => one.decision === null).length
  return (
    <section className="card" aria-labelledby="explanations" data-testid="explanations">
      <h2 id="explanations">
        {t('reasons.title', { n: data.explanations.length + data.more })}{' '}
        {open > 0 ? (
          <Badge appearance="tint" color="severe">
            {t('reasons.open', { n: open })}
          </Badge>
        ) : null}
      </h2>
      <ul className="findings">
        {data.explanations.map((given) => (
          <Line
            key={`${given.unit} ${given.form} ${given.sheet} ${given.rule} ${given.cell}`}
            unit={unit}
            period={period}
            given={given}
            form={catalogue.find(({ id }) => id === given.form)}
          />
        ))}
      </ul>
      {data.more > 0 ? <p className="meta">{t('reasons.more', { n: data.more })}</p> : null}
      <Rules answer={data} catalogue={catalogue} />
    </section>
  )
}

interface LineProps {
  unit: string
  period: string
  given: ListedExplanation
  form: Form | undefined
}

function Line({ unit, period, given, form }: LineProps) {
  const { lang, t, me } = usePage()
  const [route] = useRoute()
  const { name, reason, since, decision } = given
  const submission = { unit: given.unit, form: given.form, revision: null }
  const week = since === undefined ? null : parsePeriod(since)
  return (
    <li data-testid={`explanation-${given.unit}-${given.cell ?? 'sheet'}`}>
      <div className="reason">
        <p>
          <a href={formatRoute({ ...route, unit, period, figure: null, submission })}>
            {t('restated.what', { name, form: form?.title[lang] ?? given.form })}
          </a>{' '}
          {given.about.record ? <strong>{given.about.record} </strong> : null}
          {whatIsSaid(given, form, lang)}
        </p>
        <p className="explanation">
          {week
            ? t('findings.explained.since', { ...week, reason })
            : t('findings.explained', { reason })}
        </p>
        {decision ? <DecisionLine given={given} period={period} /> : null}
      </div>
      {mayDecide(me) && me.unit?.id !== given.unit ? (
        <DecideExplanation given={given} period={period} />
      ) : null}
    </li>
  )
}

/** What was decided, by whom, until when or why. */
export function DecisionLine({
  given: { decision },
  period,
}: {
  given: Pick<ListedExplanation, 'decision'>
  period: string
}) {
  const { t } = usePage()
  if (!decision) return null
  const standing = standingOf(decision, period)
  const { decidedBy: who, until, why } = decision
  const week = until === null ? null : parsePeriod(until)
  return (
    <span className="explanation">
      <Badge appearance="tint" color={standing === 'accepted' ? 'success' : 'danger'}>
        {t(`reasons.${standing}`)}
      </Badge>{' '}
      {standing === 'refused'
        ? t('reasons.refused.by', { who, why })
        : week
          ? t('reasons.accepted.until', { who, ...week })
          : t('reasons.accepted.by', { who })}
    </span>
  )
}

function whatIsSaid(
  { finding, rule, cell }: ListedExplanation,
  form: Form | undefined,
  lang: Lang,
) {
  if (finding) return describe(finding, lang, form)
  const title = form?.rules.find(({ id }) => id === rule)?.title[lang]
  return [cell, title ?? rule].filter(Boolean).join(' ')
}

/** Which rules are explained away most: perhaps the rule is wrong, and not the sheets. */
function Rules({ answer, catalogue }: { answer: ExplanationsAnswer; catalogue: Form[] }) {
  const { lang, t } = usePage()
  if (answer.rules.length === 0) return null
  return (
    <details>
      <summary>{t('reasons.rules')}</summary>
      <div className="scroll">
        <table className="grid">
          <thead>
            <tr>
              <th scope="col">{t('reasons.rule')}</th>
              <th scope="col" className="number">
                {t('reasons.count')}
              </th>
              <th scope="col" className="number">
                {t('reasons.accepted')}
              </th>
              <th scope="col" className="number">
                {t('reasons.refused')}
              </th>
            </tr>
          </thead>
          <tbody>
            {answer.rules.map(({ form: id, rule, explained, accepted, refused }) => {
              const form = catalogue.find((one) => one.id === id)
              const example = answer.explanations.find(
                (one) => one.form === id && one.rule === rule,
              )
              const title = form?.rules.find((one) => one.id === rule)?.title[lang]
              return (
                <tr key={`${id} ${rule}`}>
                  <th scope="row">
                    {title ?? (example?.finding ? withoutCell(example, form, lang) : rule)}{' '}
                    <span className="light">{form?.title[lang] ?? id}</span>
                  </th>
                  <td className="number">{explained}</td>
                  <td className="number">{accepted}</td>
                  <td className="number">{refused}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </details>
  )
}

/** A rule for every form has no title: what it said of one cell stands for it. */
function withoutCell({ finding }: ListedExplanation, form: Form | undefined, lang: Lang): string {
  return finding ? describe({ ...finding, cell: null }, lang, form) : ''
}
