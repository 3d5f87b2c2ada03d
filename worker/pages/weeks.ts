import { previousPeriod } from '../../shared/periods/periods.ts'
import type { PeriodSpan } from '../../shared/protocol/answers.ts'

/** Weeks that a picker can still be scrolled through; older ones are reached one by one. */
const OFFERED = 60

/**
 * The weeks a picker offers, the newest first: those with data, and the running week.
 *
 * @param today period of the present day
 */
export function offeredWeeks(span: PeriodSpan, today: string, shown: string): string[] {
  const weeks = new Set([today, shown])
  if (span.first !== null && span.last !== null) {
    for (let week = span.last; week >= span.first && weeks.size < OFFERED; ) {
      weeks.add(week)
      week = previousPeriod(week)
    }
  }
  return [...weeks].sort().reverse()
}
