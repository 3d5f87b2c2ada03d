import type { Form } from '../forms/form.ts'
import { withoutNoise } from '../values/noise.ts'
import { rate, type Tally } from './tally.ts'

/**
 * Merges the tallies of several units into that of their parent: sums add up, rates are computed
 * again from the merged parts. A unit that did not report a figure (`null`) leaves it to the others;
 * where nobody reported it, it stays `null`.
 */
export function mergeTallies(tallies: Tally[], form: Form): Tally {
  const merged: Tally = {}
  for (const { id, compute } of form.indicators) {
    if ('ratio' in compute) {
      merged[id] = rate(merged, compute.ratio)
      continue
    }
    const figures = tallies.map((tally) => tally[id] ?? null).filter((figure) => figure !== null)
    merged[id] = figures.length === 0 ? null : withoutNoise(figures.reduce((a, b) => a + b, 0))
  }
  return merged
}
