import { compareAcross } from '../../shared/check/across.ts'
import { formsSpokenOf, isRateAcross } from '../../shared/forms/across.ts'
import type { Form } from '../../shared/forms/form.ts'
import { formById } from '../../shared/forms/index.ts'
import type { Lang } from '../../shared/messages/index.ts'
import type {
  Completeness,
  Period,
  RateAcross,
  Source,
  TotalsAnswer,
  TotalsPart,
} from '../../shared/protocol/answers.ts'
import { display } from '../../shared/tally/display.ts'
import {
  jointRate,
  mergeReported,
  type Reported,
  withRatesAcross,
} from '../../shared/tally/joint.ts'
import type { Tally } from '../../shared/tally/tally.ts'
import { formsInForce } from '../store/forms.ts'
import { type PeriodStatus, periodStatus } from '../store/periods.ts'
import { type Sent, type Standing, standings, standingsAt } from '../store/standings.ts'
import { lineOf, type StoredUnit } from '../store/units.ts'
import { type Allowance, countsOf, type Doubles, doublesOf } from './doubles.ts'
import { coverageOf, type Reporting, reportingOf, type Superseded } from './reporting.ts'

export type View = 'current' | 'cutoff'

export interface TotalsRequest {
  unit: StoredUnit
  period: string
  forms: Form[]
  view: View
  lang: Lang
  /** See `DoublesRequest`; then the answer names no duplicates. */
  figuresOnly?: Allowance
}

/** Totals, and for the exports what they were made of. */
export interface Totals {
  answer: TotalsAnswer
  reporting: Reporting[]
  week: Week
}

/** What a subtree has sent for a period. */
export interface Week {
  period: Period
  /** Forms expected by what the units above say; null: every form. */
  inherited: string[] | null
  newest: Standing[]
}

/**
 * The merged totals of a unit's subtree. `current` takes every unit's newest revision, `cutoff` the
 * last one that came by the period's `due`.
 */
export async function totalsOf(db: D1Database, request: TotalsRequest): Promise<Totals> {
  return totalsOfWeek(db, await weekOf(db, request.unit, request.period), request)
}

/** The same, of a week that has been read already. */
export async function totalsOfWeek(
  db: D1Database,
  week: Week,
  { unit, forms, view, lang, figuresOnly }: Omit<TotalsRequest, 'period'>,
): Promise<Totals> {
  const { period, inherited, newest } = week
  const counted = view === 'current' ? newest : await standingsAt(db, newest, period.id, period.due)
  const asked = forms.map((form) => form.id)
  const { reporting, superseded } = reportingOfForms(counted, asked, inherited)
  const others = [...new Set(forms.flatMap(formsSpokenOf))].filter((one) => !asked.includes(one))
  const spokenOf = reportingOfForms(counted, others, inherited).reporting
  const all = [...reporting, ...spokenOf]
  const doubles = await doublesOf(db, {
    top: unit.path,
    period: period.id,
    forms: [...forms, ...(await formsNamed(db, unit, others, spokenOf))],
    reporting: all,
    figuresOnly,
  })
  const reported = all.flatMap((one) => reportedOf(one, one.sent?.tally ?? null))
  const once = all.flatMap((one) => reportedOf(one, figuresIn(doubles, unit.path, one)))

  const found = doubles.found.filter(({ form }) => asked.includes(form))

  const totals: Tally = {}
  const shown: Record<string, string> = {}
  for (const form of forms) {
    Object.assign(totals, mergeReported(form, once))
    for (const indicator of form.indicators) {
      shown[indicator.id] = display(totals[indicator.id] ?? null, indicator, lang)
    }
  }
  const answer: TotalsAnswer = {
    unit: unit.id,
    name: unit.name,
    period,
    view,
    forms: asked,
    totals,
    display: shown,
    coverage: coverageOf(reporting),
    parts: forms.flatMap((form) =>
      reporting.flatMap((one) =>
        one.form === form.id && one.sent
          ? [{ ...part(one, one.sent, form, reported), ...countedOf(doubles, unit, one) }]
          : [],
      ),
    ),
    duplicates: found.flatMap(({ same }) => same),
    duplicateCounts: countsOf(found),
    superseded: superseded.map(({ unit: below, form, by }) => ({
      unit: below.id,
      name: below.name,
      form,
      by: by.id,
    })),
    rates: ratesAcross(forms, once),
    // What one unit says on several forms is compared as that unit says it.
    across: compareAcross(forms, reported, (one, { top }) =>
      one.sent?.within ? one.tally : figuresIn(doubles, top.path, one.reporting),
    ),
  }
  return { answer, reporting, week }
}

/** What of a form counts in the totals of a unit, with the period as it holds. */
export async function reportsOf(
  db: D1Database,
  unit: StoredUnit,
  id: string,
  form: Form,
  view: View,
): Promise<{ period: Period; reporting: Reporting[] }> {
  const { period, inherited, newest } = await weekOf(db, unit, id)
  const counted = view === 'current' ? newest : await standingsAt(db, newest, id, period.due)
  return { period, reporting: reportingOf(counted, form.id, inherited).reporting }
}

/** Who of a subtree has submitted, when and in what state, and who has not. */
export async function completenessOf(
  db: D1Database,
  { unit, period: id, forms }: Pick<TotalsRequest, 'unit' | 'period' | 'forms'>,
): Promise<Completeness> {
  const { period, inherited, newest } = await weekOf(db, unit, id, false)
  const asked = forms.map((form) => form.id)
  const { reporting } = reportingOfForms(newest, asked, inherited)
  return {
    unit: unit.id,
    period,
    ...coverageOf(reporting),
    extensions: newest.flatMap(({ extension }) => extension ?? []),
    entries: reporting.map(({ unit: { id: from, name }, form, sent, excuse }) => ({
      unit: from,
      name,
      form,
      state: sent?.state ?? 'missing',
      kind: sent?.kind ?? (excuse ? 'skip' : null),
      revision: sent?.revision ?? null,
      receivedAt: sent?.receivedAt ?? null,
      late: sent?.late ?? false,
      ...(sent?.within && { within: sent.within.coverage }),
      ...(excuse && { excuse }),
    })),
  }
}

/**
 * The period as it holds for a unit, and the newest revisions of its subtree.
 *
 * @param withKeys what it takes to find what several units report
 */
export async function weekOf(
  db: D1Database,
  unit: StoredUnit,
  id: string,
  withKeys = true,
): Promise<Week> {
  const [status, newest] = await Promise.all([
    periodStatus(db, unit, id),
    standings(db, unit, id, withKeys),
  ])
  return { period: periodAnswer(status), inherited: status.forms, newest }
}

/** The period as it is answered. */
export function periodAnswer({ id, asOf, due, state, extension }: PeriodStatus): Period {
  return { id, asOf, due, state, ...(extension && { extension }) }
}

function reportingOfForms(counted: Standing[], forms: string[], inherited: string[] | null) {
  const all = forms.map((form) => reportingOf(counted, form, inherited))
  return {
    reporting: all.flatMap((one): Reporting[] => one.reporting),
    superseded: all.flatMap((one): Superseded[] => one.superseded),
  }
}

/**
 * The forms of some ids; those of a county are looked up only where there is something to be found out
 * about their records.
 */
async function formsNamed(
  db: D1Database,
  unit: StoredUnit,
  ids: string[],
  reporting: Reporting[],
): Promise<Form[]> {
  const known = ids.flatMap((id) => formById(id) ?? [])
  const keyed = reporting.some(
    ({ form, sent }) => sent?.keys && known.every(({ id }) => id !== form),
  )
  if (!keyed) return known
  const inForce = await formsInForce(db, unit)
  return inForce.map(({ form }) => form).filter(({ id }) => ids.includes(id))
}

function figuresIn(doubles: Doubles, above: string, { sent, ...one }: Reporting): Tally | null {
  return sent && doubles.figuresIn(above, { ...one, sent })
}

/** What of a part counts in the totals of `top` and in those of the unit right below, where not all. */
function countedOf(
  doubles: Doubles,
  top: StoredUnit,
  { sent, ...one }: Reporting,
): Pick<TotalsPart, 'counted' | 'countedBelow'> {
  if (!sent) return {}
  const figures = (above: string) => doubles.figuresIn(above, { ...one, sent })
  const [child = ''] = lineOf(one.unit.path.slice(top.path.length))
  const [counted, countedBelow] = [figures(top.path), figures(`${top.path}${child}/`)]
  return {
    ...(counted !== sent.tally && { counted }),
    ...(countedBelow !== sent.tally && { countedBelow }),
  }
}

interface SentReport extends Reported {
  sent: Sent | null
  reporting: Reporting
}

/**
 * What a unit reported. Totals of another deployment are taken apart, so that rates and rules across
 * forms see the same areas as if its units were here; the ids of those mean nothing here, so the sender
 * stands for them.
 */
function reportedOf(reporting: Reporting, tally: Tally | null): SentReport[] {
  const { unit, form, sent } = reporting
  const { id, name, path } = unit
  const own = { unit: id, name, path, form, tally, sent, reporting }
  if (!sent?.within) return [own]
  return sent.within.parts.map((one) => ({
    ...own,
    name: one.path === '' ? name : name + one.name,
    path: path + one.path,
    tally: one.tally,
  }))
}

function part({ unit }: Reporting, sent: Sent, form: Form, reported: Reported[]): TotalsPart {
  const { revision, state, late, hash } = sent
  const within = () => reported.filter(({ path }) => path.startsWith(unit.path))
  const tally = form.indicators.some(isRateAcross)
    ? withRatesAcross(sent.tally, form, within())
    : sent.tally
  return { unit: unit.id, name: unit.name, form: form.id, revision, state, late, hash, tally }
}

function ratesAcross(forms: Form[], reported: SentReport[]): Record<string, RateAcross> {
  const across = forms.flatMap(({ indicators }) => indicators).filter(isRateAcross)
  return Object.fromEntries(
    across.flatMap(({ id, compute }) =>
      'ratio' in compute ? [[id, rateAcross(compute.ratio, reported)]] : [],
    ),
  )
}

function rateAcross(ratio: [part: string, whole: string], reported: SentReport[]): RateAcross {
  const { part: above, whole, over, without } = jointRate(ratio, reported)
  return {
    part: above,
    whole,
    units: [...new Set(over.map(({ top }) => top.unit))],
    without: without.map(({ area: { top }, missing }) => ({
      unit: top.unit,
      name: top.name,
      missing,
    })),
    sources: sourcesOf(over.flatMap((area) => area.reported)),
  }
}

/** Each submission once, however many parts of it there are. */
function sourcesOf(reported: SentReport[]): Source[] {
  const sources = reported.flatMap(({ unit, form, sent }) =>
    sent
      ? [[`${unit} ${form}`, { unit, form, revision: sent.revision, hash: sent.hash }] as const]
      : [],
  )
  return [...new Map(sources).values()]
}
