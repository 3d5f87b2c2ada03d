/**
 * Figures over several periods. Each indicator carries its own operator: of a stock (enterprises at work)
 * the latest holds, because adding weeks would count the same enterprise again; a flow (passengers) adds up;
 * a rate is computed again from its parts, whatever these are.
 */
import { isRateAcross } from '../forms/across.ts'
import type { Form, Indicator } from '../forms/form.ts'
import { withoutNoise } from '../values/noise.ts'
import { rate, type Tally } from './tally.ts'

/**
 * The figures of several periods as one. A period in which a figure is unknown leaves it to the others;
 * a rate across forms, whose parts are not here, is the latest that is known.
 *
 * @param tallies the earliest period first
 */
export function mergeOverTime(tallies: Tally[], form: Form): Tally {
  const merged: Tally = {}
  for (const indicator of form.indicators) {
    const { id, compute, overTime } = indicator
    if ('ratio' in compute && !isRateAcross(indicator)) {
      merged[id] = rate(merged, compute.ratio)
      continue
    }
    const known = tallies.flatMap((tally) => tally[id] ?? [])
    const addsUp = overTime === 'sum' && !('ratio' in compute)
    merged[id] =
      known.length === 0
        ? null
        : addsUp
          ? withoutNoise(known.reduce((a, b) => a + b, 0))
          : (known.at(-1) ?? null)
  }
  return merged
}

/** An indicator from period to period. */
export interface Trend {
  indicator: string
  /** A figure for each period; null: nobody has reported it, which is no zero. */
  values: (number | null)[]
  /** Of a flow, and of a rate of flows, all since the first period; null: of a stock there is none. */
  cumulated: (number | null)[] | null
}

/**
 * The indicators of a form from period to period.
 *
 * @param weeks the merged tally of each period, the earliest first; null: nothing has come
 */
export function trendsOf(form: Form, weeks: (Tally | null)[]): Trend[] {
  let all: Tally = {}
  const since = weeks.map((week) => {
    all = mergeOverTime(week ? [all, week] : [all], form)
    return all
  })
  return form.indicators.map((indicator) => ({
    indicator: indicator.id,
    values: weeks.map((week) => week?.[indicator.id] ?? null),
    cumulated: accumulates(indicator) ? since.map((one) => one[indicator.id] ?? null) : null,
  }))
}

function accumulates(indicator: Indicator): boolean {
  return indicator.overTime === 'sum' && !isRateAcross(indicator)
}
