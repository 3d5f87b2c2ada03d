import { isRateAcross } from '../../shared/forms/across.ts'
import type { Form } from '../../shared/forms/form.ts'
import type { Restatement, SentRevision } from '../../shared/protocol/answers.ts'
import { changedFigures } from '../../shared/tally/compare.ts'
import { mergeTallies } from '../../shared/tally/merge.ts'
import type { Tally } from '../../shared/tally/tally.ts'
import { type Sent, type Standing, standingsAt } from '../store/standings.ts'
import type { StoredUnit } from '../store/units.ts'
import { doublesOf } from './doubles.ts'
import { type Heard, heardOf, reportingOf } from './reporting.ts'
import type { Week } from './totals.ts'

/**
 * What lies between the two views of the totals: every submission that counts now and did not count
 * at the cut-off, with what counted in its place. Added up, the differences are those of the totals;
 * so a submission is listed, too, of which a record has come to count for another unit, or no longer does.
 *
 * A revision of a unit for which another one stands in changes no total and is not listed. Rates
 * across forms follow from figures that are.
 *
 * @param week with keys
 */
export async function restatementsOf(
  db: D1Database,
  unit: StoredUnit,
  forms: Form[],
  { period, inherited, newest }: Week,
): Promise<Restatement[]> {
  const atCutoff = await standingsAt(db, newest, period.id, period.due)
  if (atCutoff === newest) return []
  const countedOf = async (standings: Standing[]) => {
    const reporting = forms.flatMap((form) => reportingOf(standings, form.id, inherited).reporting)
    const request = { top: unit.path, period: period.id, forms, reporting }
    const { figuresIn } = await doublesOf(db, request)
    return reporting
      .flatMap(heardOf)
      .map((one): Counted => ({ ...one, tally: figuresIn(unit.path, one) }))
  }
  const [then, now] = [await countedOf(atCutoff), await countedOf(newest)]
  return forms.flatMap((form) => {
    const before = then.filter((one) => one.form === form.id)
    return now
      .filter((one) => one.form === form.id)
      .flatMap((one) => restatement(form, one, before) ?? [])
  })
}

/** A report and what of it counts. */
type Counted = Heard & { tally: Tally }

/** null: it counted at the cut-off just as it does now. */
function restatement(
  form: Form,
  { unit, sent, tally }: Counted,
  then: Counted[],
): Restatement | null {
  const instead = then.filter((one) => one.unit.path.startsWith(unit.path))
  const before = instead.find((one) => one.unit.id === unit.id)
  const figures = changedFigures(
    form.indicators.filter((indicator) => !isRateAcross(indicator)),
    mergeTallies(
      instead.map((one) => one.tally),
      form,
    ),
    mergeTallies([tally], form),
  )
  const isSame = before?.sent.revision === sent.revision
  if (isSame && figures.length === 0) return null
  return {
    unit: unit.id,
    name: unit.name,
    form: form.id,
    kind: isSame ? 'duplicate' : before ? 'correction' : sent.late ? 'late' : 'extended',
    before: before ? revisionOf(before.sent) : null,
    after: revisionOf(sent),
    supersedes: instead.flatMap((one) =>
      one === before ? [] : [{ unit: one.unit.id, name: one.unit.name }],
    ),
    figures: figures.map(({ indicator, ...change }) => ({ indicator: indicator.id, ...change })),
  }
}

function revisionOf({ revision, receivedAt, receivedFrom }: Sent): SentRevision {
  return { revision, receivedAt, receivedFrom }
}
