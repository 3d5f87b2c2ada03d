import type { Form, Indicator } from '../../shared/forms/form.ts'
import { catalogueOf } from '../../shared/forms/index.ts'
import type { Completeness, TotalsAnswer } from '../../shared/protocol/answers.ts'
import type { StoredSubmission } from '../../shared/protocol/submission.ts'
import { at } from './api.ts'
import { useAnswer } from './context.tsx'

/** The forms that a unit is expected to report or has reported, in the catalogue's order. */
export function shownForms(
  catalogue: Form[],
  totals: TotalsAnswer | null,
  completeness: Completeness | null,
): Form[] {
  const named = new Set([
    ...(totals?.parts.map((part) => part.form) ?? []),
    ...(completeness?.entries.map((entry) => entry.form) ?? []),
  ])
  return catalogue.filter((form) => named.has(form.id))
}

export function indicatorById(
  catalogue: Form[],
  id: string,
): { form: Form; indicator: Indicator } | null {
  for (const form of catalogue) {
    const indicator = form.indicators.find((one) => one.id === id)
    if (indicator) return { form, indicator }
  }
  return null
}

/**
 * The form in the version that a submission was made with. Of a built-in one only the present version
 * is left; a submission by an earlier one is shown by that.
 */
export function useFormOf(stored: StoredSubmission | null, catalogue: Form[]): Form | null {
  const present = catalogue.find((form) => form.id === stored?.form) ?? null
  const isPresent = !stored || (present && catalogueOf(present) === stored.submission.catalogue)
  const version = Number(stored?.submission.catalogue.split('@')[1])
  const earlier = useAnswer<Form>(isPresent ? null : at.form(stored.unit, stored.form, version))
  if (isPresent || earlier.error) return present
  return earlier.data
}
