/**
 * Figures that leave what they had been. Only the unit's own weeks are looked at: what is usual for a
 * large township says nothing of a small one. A season of resumption grows fast and unevenly, so the
 * bounds are wide; what they catch is a slip (a decimal point, 万 for 个, another unit's sheet), never
 * a good week.
 */
import type { Form, HistoryRule } from '../forms/form.ts'
import type { Tally } from '../tally/tally.ts'
import { withoutNoise } from '../values/noise.ts'
import type { Finding } from './finding.ts'

/** Fewer weeks say nothing of what is usual. */
const enough = 4
/** Older weeks are another time. */
const recent = 8
/** Added to every figure, so that small ones may double without a word. */
const small = 20
/** A figure may become three times as large, or a third, in any case. */
const always = Math.log(3)
/** Makes the median distance from the median a standard deviation where figures are normal. */
const perDeviation = 1.4826
/** What grew may grow on, half as fast again. */
const onward = 1.5

/**
 * Indicators of a form that a `history` rule watches and that are out of the ordinary.
 *
 * @param history tallies of the unit's earlier reports of this form, the oldest first
 */
export function outliers(form: Form, figures: Tally, history: Tally[]): Finding[] {
  const rules = form.rules.filter((rule): rule is HistoryRule => rule.kind === 'history')
  return rules.flatMap(({ id: rule, severity, indicators }) =>
    indicators.flatMap((id): Finding[] => {
      const found = figures[id] ?? null
      const before = history.map((tally) => tally[id] ?? null).filter((one) => one !== null)
      const usual = usualRange(before.slice(-recent))
      if (found === null || !usual || (usual.from <= found && found <= usual.to)) return []
      const title = form.indicators.find((one) => one.id === id)?.title
      const params = {
        message: 'outlier',
        title: title?.zh ?? id,
        titleEn: title?.en ?? id,
        found: withoutNoise(found),
        weeks: Math.min(before.length, recent),
        low: usual.low,
        high: usual.high,
      }
      return [{ rule, severity, cell: null, params }]
    }),
  )
}

/**
 * What the next figure may be, given those before. Units grow by shares, so distances are taken between
 * logarithms: beyond the largest of these figures, and below the least of the last four, by a factor of
 * three, by one robust deviation (from the median distance from the median), and upwards by half more
 * than the last growth, whichever is most.
 *
 * @returns also the least and largest of them; null where they say nothing: too few, or mostly zero
 */
function usualRange(
  figures: number[],
): { low: number; high: number; from: number; to: number } | null {
  if (figures.length < enough || median(figures) <= 0) return null
  const [low, high] = [Math.min(...figures), Math.max(...figures)]
  const sizes = figures.map((figure) => Math.log(Math.max(0, figure) + small))
  const middle = median(sizes)
  const spread = median(sizes.map((size) => Math.abs(size - middle))) * perDeviation
  const grown = (sizes.at(-1) ?? 0) - (sizes.at(-2) ?? 0)
  const slack = Math.max(always, spread)
  return {
    low,
    high,
    from: Math.exp(Math.min(...sizes.slice(-enough)) - slack) - small,
    to: Math.exp(Math.max(...sizes) + Math.max(slack, onward * grown)) - small,
  }
}

function median(figures: number[]): number {
  const sorted = [...figures].sort((a, b) => a - b)
  const half = sorted.length / 2
  const [below = 0, above = 0] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]]
  return (below + above) / 2
}
