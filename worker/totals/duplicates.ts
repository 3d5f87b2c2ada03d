import type { DuplicatesAnswer } from '../../shared/protocol/answers.ts'
import { ownSayings } from '../store/sameness.ts'
import { standingsAt } from '../store/standings.ts'
import { countsOf, doublesOf } from './doubles.ts'
import { reportingOf } from './reporting.ts'
import { type TotalsRequest, weekOf } from './totals.ts'

/** What several units of a subtree report and may report, with the cells, and what the unit said of it. */
export async function duplicatesOf(
  db: D1Database,
  { unit, period: id, forms, view }: Omit<TotalsRequest, 'lang'>,
): Promise<DuplicatesAnswer> {
  const [{ period, inherited, newest }, said] = await Promise.all([
    weekOf(db, unit, id),
    ownSayings(db, unit),
  ])
  const counted = view === 'current' ? newest : await standingsAt(db, newest, id, period.due)
  const { found } = await doublesOf(db, {
    top: unit.path,
    period: id,
    forms,
    reporting: forms.flatMap((form) => reportingOf(counted, form.id, inherited).reporting),
    withPossible: true,
  })
  return {
    unit: unit.id,
    name: unit.name,
    period,
    view,
    counts: countsOf(found),
    same: found.flatMap(({ same }) => same),
    possible: found.flatMap(({ possible }) => possible),
    said: said.filter(({ form }) => forms.some((one) => one.id === form)),
  }
}
