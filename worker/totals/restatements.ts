import { isRateAcross } from '../../shared/forms/across.ts'
import type { Form } from '../../shared/forms/form.ts'
import type { Restatement, SentRevision } from '../../shared/protocol/answers.ts'
import { changedFigures } from '../../shared/tally/compare.ts'
import { mergeTallies } from '../../shared/tally/merge.ts'
import { type Sent, standingsAt } from '../store/standings.ts'
import { type Reporting, reportingOf } from './reporting.ts'
import type { Week } from './totals.ts'

/**
 * What lies between the two views of the totals: every submission that counts now and did not count
 * at the cut-off, with what counted in its place. Added up, the differences are those of the totals.
 *
 * A revision of a unit for which another one stands in changes no total and is not listed. Rates
 * across forms follow from figures that are.
 */
export async function restatementsOf(
  db: D1Database,
  forms: Form[],
  { period, inherited, newest }: Week,
): Promise<Restatement[]> {
  const atCutoff = await standingsAt(db, newest, period.id, period.due)
  return forms.flatMap((form) => {
    const [then, now] = [atCutoff, newest].map((standings) =>
      reportingOf(standings, form.id, inherited).reporting.flatMap(heardOf),
    ) as [Heard[], Heard[]]
    const counted = new Map(then.map(({ unit, sent }) => [unit.id, sent.revision]))
    return now
      .filter(({ unit, sent }) => counted.get(unit.id) !== sent.revision)
      .map((one) => restatement(form, one, then))
  })
}

type Heard = Reporting & { sent: Sent }

function heardOf({ sent, ...one }: Reporting): Heard[] {
  return sent ? [{ ...one, sent }] : []
}

function restatement(form: Form, { unit, sent }: Heard, then: Heard[]): Restatement {
  const instead = then.filter((one) => one.unit.path.startsWith(unit.path))
  const before = instead.find((one) => one.unit.id === unit.id)
  const figures = changedFigures(
    form.indicators.filter((indicator) => !isRateAcross(indicator)),
    mergeTallies(
      instead.map((one) => one.sent.tally),
      form,
    ),
    mergeTallies([sent.tally], form),
  )
  return {
    unit: unit.id,
    name: unit.name,
    form: form.id,
    kind: before ? 'correction' : 'late',
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
