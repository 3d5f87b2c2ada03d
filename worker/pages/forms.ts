import type { Form, Indicator } from '../../shared/forms/form.ts'
import { forms as catalogue } from '../../shared/forms/index.ts'
import type { Completeness, TotalsAnswer } from '../../shared/protocol/answers.ts'

/** The forms that a unit is expected to report or has reported, in the catalogue's order. */
export function shownForms(totals: TotalsAnswer | null, completeness: Completeness | null): Form[] {
  const named = new Set([
    ...(totals?.parts.map((part) => part.form) ?? []),
    ...(completeness?.entries.map((entry) => entry.form) ?? []),
  ])
  return catalogue.filter((form) => named.has(form.id))
}

export function indicatorById(id: string): { form: Form; indicator: Indicator } | null {
  for (const form of catalogue) {
    const indicator = form.indicators.find((one) => one.id === id)
    if (indicator) return { form, indicator }
  }
  return null
}
