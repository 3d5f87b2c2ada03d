import { type AcrossResult, findingAcross } from '../../../shared/check/across.ts'
import { acrossRules } from '../../../shared/forms/across.ts'
import type { Form } from '../../../shared/forms/form.ts'
import { describe } from '../../../shared/messages/index.ts'
import type { TotalsAnswer } from '../../../shared/protocol/answers.ts'
import { usePage } from '../context.tsx'
import { formatRoute, home } from '../route.ts'

interface AcrossProps {
  totals: TotalsAnswer
  /** The forms that are collected. */
  forms: Form[]
  /** All forms in force, for their titles. */
  catalogue: Form[]
}

/** What units say on one form against what they say on another: what is broken, and what is not known. */
export function Across({ totals, forms, catalogue }: AcrossProps) {
  const { lang, t } = usePage()
  const rules = forms.flatMap((form) =>
    acrossRules(form).map((rule) => ({
      form,
      rule,
      results: totals.across.filter((one) => one.rule === rule.id && one.form === form.id),
    })),
  )
  const broken = rules.flatMap(({ form, rule, results }) =>
    results.filter(({ state }) => state === 'broken').map((result) => ({ form, rule, result })),
  )
  const unknown = rules.filter(({ results }) => results.some(({ state }) => state === 'unknown'))
  if (broken.length === 0 && unknown.length === 0) return null
  return (
    <section className="card" aria-labelledby="across" data-testid="across">
      <h2 id="across">{t('across.title')}</h2>
      <ul className="coverage-lines">
        {broken.map(({ form, rule, result }) => (
          <li className="alert" key={`${result.unit} ${rule.id}`}>
            <a href={formatRoute({ ...home, unit: result.unit, period: totals.period.id })}>
              {result.name}
            </a>{' '}
            {describe(findingAcross(rule, result, catalogue), lang, form)}
          </li>
        ))}
      </ul>
      {unknown.map(({ rule, results }) => (
        <p className="meta" key={rule.id}>
          {t('across.unknown', {
            rule: rule.title[lang],
            names: results
              .filter(({ state }) => state === 'unknown')
              .map((result) => result.name + wanting(result))
              .join(t('list.separator')),
          })}
        </p>
      ))}
    </section>
  )

  /** Which form a unit has not sent, or has sent without the figure. */
  function wanting({ missing }: AcrossResult): string {
    const titles = missing.map(
      ({ form }) => catalogue.find(({ id }) => id === form)?.title[lang] ?? form,
    )
    return t('across.wanting', { forms: [...new Set(titles)].join(t('list.separator')) })
  }
}
