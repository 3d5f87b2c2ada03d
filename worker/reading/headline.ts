import type { Form, Indicator } from '../../shared/forms/form.ts'

/** Figures that still fit beside a unit's name on one line. */
const PLAIN = 4

/**
 * The few figures of a form that a reader looks at first, in the order of the form: the first rate
 * with the two figures it is made of, then the other rates. A form without rates leads with its
 * first figures. The page and the mail show the same ones for every unit.
 */
export function headline(form: Form): Indicator[] {
  const ratios = form.indicators.filter((indicator) => 'ratio' in indicator.compute)
  const first = ratios[0]
  if (!first) return form.indicators.slice(0, PLAIN)
  const wanted = new Set([...partsOf(first, form), ...ratios])
  return form.indicators.filter((indicator) => wanted.has(indicator))
}

/** Part and whole of a ratio, in this order; none for any other figure. */
export function partsOf({ compute }: Indicator, form: Form): Indicator[] {
  if (!('ratio' in compute)) return []
  return compute.ratio.flatMap((id) => form.indicators.find((one) => one.id === id) ?? [])
}

/** Whether a figure is a share of a whole, from 0 to 1, and so can be drawn as a bar. */
export function isShare(indicator: Indicator): boolean {
  return 'ratio' in indicator.compute && indicator.unit === undefined
}
