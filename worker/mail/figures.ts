import type { Form } from '../../shared/forms/form.ts'
import type { Lang } from '../../shared/messages/index.ts'
import type { Completeness, TotalsAnswer } from '../../shared/protocol/answers.ts'
import { display } from '../../shared/tally/display.ts'
import type { Tally } from '../../shared/tally/tally.ts'
import { words } from './messages/index.ts'

/** What an edition of a summary said, kept with it to see later whether anything has changed. */
export interface Figures {
  expected: number
  submitted: number
  missing: string[]
  totals: Tally
  units: { unit: string; name: string; form: string; tally: Tally }[]
}

export function figuresOf(totals: TotalsAnswer, completeness: Completeness): Figures {
  return {
    expected: completeness.expected,
    submitted: completeness.submitted,
    missing: completeness.missing,
    totals: totals.totals,
    units: totals.parts.map(({ unit, name, form, tally }) => ({ unit, name, form, tally })),
  }
}

/** What a reader of the earlier edition has to correct, a sentence each; empty when all still holds. */
export function changesBetween(
  before: Figures,
  after: Figures,
  forms: Form[],
  lang: Lang,
): string[] {
  const t = words(lang)
  const changes: string[] = []
  const reported = (figures: Figures) => `${figures.submitted}/${figures.expected}`
  if (reported(before) !== reported(after)) {
    changes.push(t('change.coverage', { from: reported(before), to: reported(after) }))
  }
  const indicators = forms.flatMap((form) => form.indicators)
  const differing = (from: Tally, to: Tally) =>
    indicators
      .filter(({ id }) => (from[id] ?? null) !== (to[id] ?? null))
      .map((indicator) => ({
        figure: indicator.title[lang],
        from: display(from[indicator.id] ?? null, indicator, lang),
        to: display(to[indicator.id] ?? null, indicator, lang),
      }))

  for (const change of differing(before.totals, after.totals)) {
    changes.push(t('change.figure', change))
  }
  for (const { unit, name, form } of unitsOf(before, after)) {
    const tallyIn = (figures: Figures) =>
      figures.units.find((part) => part.unit === unit && part.form === form)?.tally
    const [then, now] = [tallyIn(before), tallyIn(after)]
    if (!then) {
      const title = forms.find(({ id }) => id === form)?.title[lang] ?? form
      changes.push(t('change.came', { name, form: title }))
      continue
    }
    const parts = differing(then, now ?? {}).map((change) => t('change.in-unit', change))
    if (parts.length > 0) {
      changes.push(t('change.unit', { name, figures: parts.join(t('clause.separator')) }))
    }
  }
  return changes
}

function unitsOf(before: Figures, after: Figures): Figures['units'] {
  const gone = before.units.filter(
    (old) => !after.units.some((now) => now.unit === old.unit && now.form === old.form),
  )
  return [...after.units, ...gone]
}
