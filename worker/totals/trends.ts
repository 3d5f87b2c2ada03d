import type { Form } from '../../shared/forms/form.ts'
import type { Lang } from '../../shared/messages/index.ts'
import { nextPeriod, previousPeriod } from '../../shared/periods/periods.ts'
import type { TrendPeriod, TrendsAnswer } from '../../shared/protocol/answers.ts'
import { trendsOf } from '../../shared/tally/over-time.ts'
import type { Tally } from '../../shared/tally/tally.ts'
import { ProblemError } from '../http/problem.ts'
import { periodStatuses } from '../store/periods.ts'
import { periodsBelow, standings } from '../store/standings.ts'
import type { StoredUnit } from '../store/units.ts'
import type { Allowance } from './doubles.ts'
import { coverageOf, reportingOf } from './reporting.ts'
import { periodAnswer, totalsOfWeek, type View } from './totals.ts'

/** A year. Each week is read as the totals of that week are. */
const MOST_WEEKS = 53
/** Documents opened for all weeks together, to count once what several units report; the newest weeks first. */
const OPENED = 600
/** Shown unless said. */
const WEEKS = 12
/** No period is before it. */
const FIRST = '1001-W01'

export interface TrendsRequest {
  unit: StoredUnit
  form: Form
  view: View
  lang: Lang
  /** First and last period, both included. */
  from: string
  to: string
}

/**
 * The figures of a form from week to week, and how many units they come from: where fewer have reported, a
 * smaller figure is no fall.
 */
export async function trendsIn(
  db: D1Database,
  request: TrendsRequest,
  figuresOnly: Allowance = { left: OPENED },
): Promise<TrendsAnswer> {
  const { unit, form, view, lang, from, to } = request
  const ids = periodsIn(from, to)
  const range = { from, to, descending: false, limit: MOST_WEEKS }
  const [known, statuses] = await Promise.all([
    periodsBelow(db, unit, range),
    periodStatuses(db, unit, ids),
  ])
  const withData = new Set(known)
  const periods: TrendPeriod[] = []
  const tallies: (Tally | null)[] = []
  let silent: TrendPeriod['coverage'] | null = null
  for (const status of statuses.toReversed()) {
    const { id, forms: inherited } = status
    const period = periodAnswer(status)
    if (!withData.has(id) && silent) {
      periods.unshift({ id, asOf: period.asOf, coverage: silent })
      tallies.unshift(null)
      continue
    }
    const newest = await standings(db, unit, id, true)
    const asked = { unit, forms: [form], view, lang, figuresOnly }
    const { answer } = await totalsOfWeek(db, { period, inherited, newest }, asked)
    const { unopened } = answer.duplicateCounts
    const week = { id, asOf: period.asOf, coverage: answer.coverage }
    periods.unshift(unopened > 0 ? { ...week, unopened } : week)
    tallies.unshift(answer.parts.length > 0 ? answer.totals : null)
    // Who is expected is the same in every week of which nothing has come.
    const nobody = newest.map((one) => ({ unit: one.unit, sent: new Map() }))
    silent ??= coverageOf(reportingOf(nobody, form.id, inherited).reporting)
  }
  return {
    unit: unit.id,
    name: unit.name,
    form: form.id,
    view,
    periods,
    trends: trendsOf(form, tallies),
  }
}

/**
 * The periods from one to another, both included.
 *
 * @throws ProblemError 400 when they are in the wrong order, or too many
 */
function periodsIn(from: string, to: string): string[] {
  const ids: string[] = []
  for (let id = from; id <= to && ids.length <= MOST_WEEKS; id = nextPeriod(id)) ids.push(id)
  if (ids.length === 0 || ids.length > MOST_WEEKS) {
    throw new ProblemError('span-invalid', { params: { from, to, limit: MOST_WEEKS } })
  }
  return ids
}

/** Where a span begins that ends with a period: some weeks before, but not before the first with data. */
export function usualStart(to: string, first: string | null): string {
  let from = to
  for (let weeks = 1; weeks < WEEKS && from > FIRST; weeks++) from = previousPeriod(from)
  return first !== null && first > from && first <= to ? first : from
}
