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
      {broken.length > 0 ? (
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
      ) : null}
      {unknown.map(({ rule, results }) => (
        <p className="meta" key={rule.id}>
          {t('across.unknown', {
            rule: rule.title[lang],
            names: unknownOf(results),
          })}
        </p>
      ))}
    </section>
  )

  /** Names of units, those that lack the same forms together. */
  function unknownOf(results: AcrossResult[]): string {
    const groups = new Map<string, string[]>()
    for (const { state, missing, name } of results) {
      if (state !== 'unknown') continue
      const titles = missing.map(
        ({ form }) => catalogue.find(({ id }) => id === form)?.title[lang] ?? form,
      )
      const wanting = t('across.wanting', { forms: [...new Set(titles)].join(t('list.separator')) })
      groups.set(wanting, [...(groups.get(wanting) ?? []), name])
    }
    return [...groups]
      .map(([wanting, names]) => names.join(t('list.separator')) + wanting)
      .join(t('list.separator'))
  }
}
