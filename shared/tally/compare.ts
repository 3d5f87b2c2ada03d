import type { Indicator } from '../forms/form.ts'
import type { Tally } from './tally.ts'

/** A figure that is another one than before; `null`: nobody said it. */
export interface FigureChange {
  indicator: Indicator
  before: number | null
  after: number | null
}

/** The figures in which two tallies differ, in the order of the indicators; rates among them. */
export function changedFigures(
  indicators: Indicator[],
  before: Tally,
  after: Tally,
): FigureChange[] {
  return indicators
    .map((indicator) => ({
      indicator,
      before: before[indicator.id] ?? null,
      after: after[indicator.id] ?? null,
    }))
    .filter((change) => change.before !== change.after)
}
