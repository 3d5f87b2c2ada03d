import type { Form } from '../../shared/forms/form.ts'
import type { Lang } from '../../shared/messages/index.ts'
import type { Completeness, TotalsAnswer } from '../../shared/protocol/answers.ts'
import { changedFigures } from '../../shared/tally/compare.ts'
import { displayExact } from '../../shared/tally/display.ts'
import type { Tally } from '../../shared/tally/tally.ts'
import { words } from './messages/index.ts'

/** What an edition of a summary said, kept with it to see later whether anything has changed. */
export interface Figures {
  expected: number
  submitted: number
  missing: string[]
  totals: Tally
  units: UnitFigures[]
}

interface UnitFigures {
  unit: string
  name: string
  form: string
  tally: Tally
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

/**
 * What a reader of the earlier edition has to correct, a sentence each, units before totals; empty
 * when all still holds. Figures in full: rounded to 万, a change may not show.
 */
export function changesBetween(
  before: Figures,
  after: Figures,
  forms: Form[],
  lang: Lang,
): string[] {
  const t = words(lang)
  const indicators = forms.flatMap((form) => form.indicators)
  const corrected = (name: string, from: Tally, to: Tally): string[] => {
    const figures = changedFigures(indicators, from, to).map(({ indicator, ...change }) =>
      t('change.figure', {
        figure: indicator.title[lang],
        from: displayExact(change.before, indicator, lang),
        to: displayExact(change.after, indicator, lang),
      }),
    )
    return figures.length === 0
      ? []
      : [t('change.of', { name, figures: figures.join(t('clause.separator')) })]
  }
  const ofUnit = ({ unit, name, form }: UnitFigures): string[] => {
    const tallyIn = (figures: Figures) =>
      figures.units.find((part) => part.unit === unit && part.form === form)?.tally
    const [then, now] = [tallyIn(before), tallyIn(after)]
    if (then) return corrected(name, then, now ?? {})
    const title = forms.find(({ id }) => id === form)?.title[lang] ?? form
    return [t('change.came', { name, form: title })]
  }

  const [from, to] = [before, after].map((one) => `${one.submitted}/${one.expected}`)
  return [
    ...(from === to ? [] : [t('change.coverage', { from: from ?? '', to: to ?? '' })]),
    ...unitsOf(before, after).flatMap(ofUnit),
    ...corrected(t('change.total'), before.totals, after.totals),
  ]
}

function unitsOf(before: Figures, after: Figures): UnitFigures[] {
  const gone = before.units.filter(
    (old) => !after.units.some((now) => now.unit === old.unit && now.form === old.form),
  )
  return [...after.units, ...gone]
}
