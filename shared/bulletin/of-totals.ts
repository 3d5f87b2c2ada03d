import { formOfFigure } from '../forms/across.ts'
import type { Form } from '../forms/form.ts'
import type { Source, TotalsAnswer } from '../protocol/answers.ts'
import type { BulletinInput, Coverage } from './bulletin.ts'

/** A unit that a form is expected from or has come from. */
interface Expected {
  unit: string
  name: string
  form: string
}

/** The bulletin of a unit's totals, over those of the forms that have come. */
export function bulletinOf(
  answer: TotalsAnswer,
  forms: Form[],
  expected: Expected[],
): BulletinInput {
  const { name, period, totals, coverage, parts } = answer
  const come = forms.filter((form) => parts.some((part) => part.form === form.id))
  return {
    unitName: name,
    asOf: period.asOf,
    coverage,
    forms: come.map((form) => ({
      form,
      totals,
      sources: (indicator) => sourcesOf(answer, form, indicator),
      coverage: coverageOf(answer, form, expected),
    })),
    corrected: [
      ...new Set(parts.flatMap((part) => (part.late && part.revision > 1 ? [part.name] : []))),
    ],
  }
}

/** The submissions that say a figure, or for a rate any part of it. */
function sourcesOf({ parts, rates }: TotalsAnswer, form: Form, indicator: string): Source[] {
  const across = rates[indicator]
  if (across) return across.sources
  const compute = form.indicators.find(({ id }) => id === indicator)?.compute
  const ids = compute && 'ratio' in compute ? compute.ratio : [indicator]
  return parts
    .filter(({ form: of, tally }) =>
      ids.some((id) => formOfFigure(id) === of && (tally[id] ?? null) !== null),
    )
    .map(({ unit, form: of, revision, hash }) => ({ unit, form: of, revision, hash }))
}

function coverageOf({ parts }: TotalsAnswer, { id }: Form, expected: Expected[]): Coverage {
  const sent = new Set(parts.filter((part) => part.form === id).map(({ unit }) => unit))
  const all = expected.filter(({ form }) => form === id)
  const missing = all.filter(({ unit }) => !sent.has(unit)).map(({ name }) => name)
  return { expected: all.length, submitted: all.length - missing.length, missing }
}
