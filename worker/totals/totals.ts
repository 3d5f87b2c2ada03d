import type { Form } from '../../shared/forms/form.ts'
import type { Lang } from '../../shared/messages/index.ts'
import type { Completeness, TotalsAnswer } from '../../shared/protocol/answers.ts'
import { display } from '../../shared/tally/display.ts'
import { mergeTallies } from '../../shared/tally/merge.ts'
import type { Tally } from '../../shared/tally/tally.ts'
import { type PeriodStatus, periodStatus } from '../store/periods.ts'
import { type Sent, type Standing, standings, standingsAt } from '../store/standings.ts'
import type { StoredUnit } from '../store/units.ts'
import { coverageOf, type Reporting, reportingOf, type Superseded } from './reporting.ts'

export type View = 'current' | 'cutoff'

export interface TotalsRequest {
  unit: StoredUnit
  period: string
  forms: Form[]
  view: View
  lang: Lang
}

/** Totals, and for the exports what they were made of. */
export interface Totals {
  answer: TotalsAnswer
  reporting: Reporting[]
}

/**
 * The merged totals of a unit's subtree. `current` takes every unit's newest revision, `cutoff` the
 * last one that came by the period's `due`.
 */
export async function totalsOf(
  db: D1Database,
  { unit, period: id, forms, view, lang }: TotalsRequest,
): Promise<Totals> {
  const { period, inherited, newest } = await read(db, unit, id)
  const counted = view === 'current' ? newest : await standingsAt(db, newest, id, period.due)
  const { reporting, superseded } = reportingOfForms(counted, forms, inherited)

  const totals: Tally = {}
  const shown: Record<string, string> = {}
  for (const form of forms) {
    const tallies = reporting.flatMap(({ form: sentFor, sent }) =>
      sentFor === form.id && sent ? [sent.tally] : [],
    )
    Object.assign(totals, mergeTallies(tallies, form))
    for (const indicator of form.indicators) {
      shown[indicator.id] = display(totals[indicator.id] ?? null, indicator, lang)
    }
  }
  const answer: TotalsAnswer = {
    unit: unit.id,
    name: unit.name,
    period,
    view,
    forms: forms.map((form) => form.id),
    totals,
    display: shown,
    coverage: coverageOf(reporting),
    parts: reporting.flatMap((one) => (one.sent ? [part(one, one.sent)] : [])),
    superseded: superseded.map(({ unit: below, form, by }) => ({
      unit: below.id,
      name: below.name,
      form,
      by: by.id,
    })),
  }
  return { answer, reporting }
}

/** Who of a subtree has submitted, when and in what state, and who has not. */
export async function completenessOf(
  db: D1Database,
  { unit, period: id, forms }: Pick<TotalsRequest, 'unit' | 'period' | 'forms'>,
): Promise<Completeness> {
  const { period, inherited, newest } = await read(db, unit, id)
  const { reporting } = reportingOfForms(newest, forms, inherited)
  return {
    unit: unit.id,
    period,
    ...coverageOf(reporting),
    entries: reporting.map(({ unit: { id: from, name }, form, sent }) => ({
      unit: from,
      name,
      form,
      state: sent?.state ?? 'missing',
      kind: sent?.kind ?? null,
      revision: sent?.revision ?? null,
      receivedAt: sent?.receivedAt ?? null,
      late: sent?.late ?? false,
    })),
  }
}

async function read(db: D1Database, unit: StoredUnit, id: string) {
  const [status, newest] = await Promise.all([periodStatus(db, unit, id), standings(db, unit, id)])
  return { period: periodAnswer(status), inherited: status.forms, newest }
}

/** The period as it is answered. */
export function periodAnswer({ id, asOf, due, state }: PeriodStatus) {
  return { id, asOf, due, state }
}

function reportingOfForms(counted: Standing[], forms: Form[], inherited: string[] | null) {
  const all = forms.map(({ id }) => reportingOf(counted, id, inherited))
  return {
    reporting: all.flatMap((one): Reporting[] => one.reporting),
    superseded: all.flatMap((one): Superseded[] => one.superseded),
  }
}

function part({ unit, form }: Reporting, { revision, state, late, tally }: Sent) {
  return { unit: unit.id, name: unit.name, form, revision, state, late, tally }
}
