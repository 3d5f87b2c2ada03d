/** What the state amounts to: which tables go together, what is wrong with them, may they be sent. */
import type { Explanation, Finding } from '../../../shared/check/finding.ts'
import { isRateAcross } from '../../../shared/forms/across.ts'
import type { Form } from '../../../shared/forms/form.ts'
import { parseCell } from '../../../shared/grid/grid.ts'
import type { SheetReport } from '../../../shared/inspect.ts'
import { daysOfPeriod, periodOfDate } from '../../../shared/periods/periods.ts'
import { buildSubmission, sentTables } from '../../../shared/protocol/build.ts'
import {
  type ExplanationDecision,
  isExplainable,
  rulingIn,
} from '../../../shared/protocol/explained.ts'
import { personalValues } from '../../../shared/protocol/personal.ts'
import type { Submission } from '../../../shared/protocol/submission.ts'
import type { Tally } from '../../../shared/tally/tally.ts'
import { normalise } from '../../../shared/text/normalise.ts'
import { repeatedIn, together } from '../../../shared/together.ts'
import type { Target } from '../../client/api.ts'
import { outgoingId } from '../../client/outbox.ts'
import { chosenPeriod, indexInFront } from './choices.ts'
import { answeredIn } from './columns.ts'
import { reasonGiven, reasonOffered } from './reasons.ts'
import type { Known, PaneState, Reason } from './state.ts'

/** A finding and the sheet its cell is on. */
export interface Located {
  sheet: string
  finding: Finding
  /** The reason a person gave for it, if any. */
  reason: string | null
  /** Week it was first given for, where that is an earlier one. */
  since?: string
  /** As it is kept. */
  given?: Reason
  /** One that can be given again, where none is given for this week. */
  earlier: Reason | null
  /** The county's word by which the reason stands. */
  accepted?: ExplanationDecision
  /** The county's word by which an earlier reason, or the one given, no longer excuses. */
  refused?: ExplanationDecision
  /** Whom it is about; null for what is about no single record. */
  record: string | null
}

/** A sheet of the workbook that carries the same form. */
export interface Alongside {
  sheet: string
  hidden: boolean
  records: number
  chosen: boolean
  /** All of its records are on the others. */
  repeats: boolean
}

/** The tables of one form that are reported together, seen from the sheet in front. */
export interface Batch {
  form: Form
  /** The table in front. */
  report: SheetReport
  reports: SheetReport[]
  /** Other sheets of the workbook with this form. */
  alongside: Alongside[]
  period: string
  records: number
  /** Errors first, then by place. */
  findings: Located[]
  /** What would be sent. */
  submission: Submission
  /** Its tally, with those rates that another form of the workbook makes known. */
  figures: Tally
  /** Null until the pane knows for which unit. */
  target: Target | null
  known: Known | null
}

/** Why nothing can be sent now. */
export type Block =
  | { reason: 'reading' }
  | { reason: 'not-ours' }
  | { reason: 'not-enrolled' }
  | { reason: 'no-unit' }
  | { reason: 'not-reporter' }
  | { reason: 'no-records' }
  | { reason: 'errors'; count: number }
  | { reason: 'accepted' }

/** Tables of our forms on the sheet in front. */
export function tablesInFront(state: PaneState): SheetReport[] {
  const look = state.active === null ? undefined : state.looks[state.active]
  return look?.reports.filter(({ table }) => table !== null) ?? []
}

/** @param today the day in Shanghai; its week is the period of a sheet that names none */
export function batchOf(state: PaneState, forms: Form[], today: string): Batch | null {
  const tables = tablesInFront(state)
  const front = tables[indexInFront(state, tables)]
  const form = forms.find(({ id }) => id === front?.form)
  if (!front || !form) return null
  const every = Object.values(state.looks).flatMap((look) => look.reports)
  const hidden = state.sheets.filter((sheet) => sheet.hidden).map(({ name }) => name)
  const alongside = alongsideOf(state, front, form)
  const chosen = new Set(alongside.filter((one) => one.chosen).map(({ sheet }) => sheet))
  const same = every.filter((one) => one.form === form.id)
  const kept = same.filter(({ sheet }) => sheet === front.sheet || chosen.has(sheet))
  const without = same.filter((one) => !kept.includes(one))
  const compared = together(every, { forms, now: today, hidden, kept, without }).reports
  const report = compared[every.indexOf(front)] ?? front
  const period = periodOf(state, report, today)
  const reports = compared
    .filter((one) => one.form === form.id && one.table !== null)
    .filter((one) => one.sheet === report.sheet || chosen.has(one.sheet))
  const target = targetOf(state, form.id, period)
  const found = located(reports, form, state, { period, decisions: decisionsFor(state, target) })
  const submission = buildSubmission(
    reports.flatMap(({ table }) => table ?? []),
    form,
    {
      asOf: asOfOf(report, period, today),
      file: state.book,
      explanations: explanationsOf(found),
      answers: reports.flatMap((one) => answeredIn(one, state.columns, forms)),
    },
  )
  // What must not leave the workbook is said here, before it could.
  const personal = personalValues(submission, form).map((finding) => ({
    sheet: String(finding.params.sheet),
    finding,
    reason: null,
    earlier: null,
    record: null,
  }))
  return {
    form,
    report,
    reports,
    alongside,
    period,
    records: reports.reduce((sum, { records }) => sum + records, 0),
    findings: inOrder([...personal, ...found]),
    submission,
    figures: { ...submission.tally, ...ratesAcross(form, report) },
    target,
    known: (target && state.known[outgoingId(target)]) ?? null,
  }
}

function ratesAcross(form: Form, { tally }: SheetReport): Tally {
  const ids = form.indicators.filter(isRateAcross).map(({ id }) => id)
  return Object.fromEntries(ids.map((id) => [id, tally[id] ?? null]))
}

/** The period a person chose for the sheet in front, the one it names, or this week's. */
export function periodOf(state: PaneState, report: SheetReport | null, today: string): string {
  const chosen = state.active === null ? undefined : chosenPeriod(state, state.active, today)
  return chosen ?? report?.period ?? periodOfDate(today)
}

/** The unit a person chose, the only one there is, or the one whose name the sheet bears. */
export function unitOf(state: PaneState): string | null {
  const { me } = state
  if (!me) return null
  if (state.unit !== null && me.units.some(({ id }) => id === state.unit)) return state.unit
  const tables = tablesInFront(state)
  const named = tables[indexInFront(state, tables)]?.unit
  const byName = me.units.filter(({ name }) => name === named)
  return byName.length === 1 ? (byName[0]?.id ?? null) : (me.unit?.id ?? null)
}

export function targetOf(state: PaneState, form: string, period: string): Target | null {
  const unit = unitOf(state)
  return unit === null ? null : { unit, form, period }
}

/** Errors that nobody has given a reason for. */
export function unexplained(findings: Located[]): Located[] {
  return findings.filter(({ finding, reason }) => finding.severity === 'error' && !reason?.trim())
}

/** The reasons given, for those findings that are still there. */
function explanationsOf(findings: Located[]): Explanation[] {
  return findings.flatMap(({ sheet, finding, reason, since }) =>
    isExplainable(finding) && reason?.trim()
      ? [
          {
            sheet,
            rule: finding.rule,
            cell: finding.cell,
            reason: reason.trim(),
            ...(since !== undefined && { since }),
          },
        ]
      : [],
  )
}

/** What keeps the batch from being sent; null when nothing does. */
export function blockOf(state: PaneState, batch: Batch | null): Block | null {
  if (state.reading || state.submitting) return { reason: 'reading' }
  if (!batch) return { reason: 'not-ours' }
  const errors = unexplained(batch.findings).length
  if (errors > 0) return { reason: 'errors', count: errors }
  if (batch.records === 0) return { reason: 'no-records' }
  if (!state.me) return { reason: 'not-enrolled' }
  if (state.me.role === 'reader') return { reason: 'not-reporter' }
  if (!batch.target) return { reason: 'no-unit' }
  if (batch.known?.submission?.state === 'accepted') return { reason: 'accepted' }
  return null
}

/**
 * The day the figures stand for: the one the checks went by. A sheet that names none is taken as of
 * today, or of the last day of a week gone by.
 */
function asOfOf({ asOf }: SheetReport, period: string, today: string): string {
  const { first, last } = daysOfPeriod(period)
  return [asOf, today].find((day) => day !== null && day >= first && day <= last) ?? last
}

/**
 * Other sheets with the form in front. Proposed to go along are those that speak of the same week and
 * the same unit, or of none, and that say more than the others: last week's sheet, another township's
 * and a copy are not.
 */
function alongsideOf(state: PaneState, front: SheetReport, form: Form): Alongside[] {
  const same = (a: string | null, b: string | null) => a === null || b === null || a === b
  const others = state.sheets
    .filter(({ name }) => name !== front.sheet)
    .flatMap(({ name: sheet, hidden }) => {
      const reports = (state.looks[sheet]?.reports ?? []).filter(
        (report) => report.form === front.form && report.table !== null,
      )
      const last = reports.at(-1)
      const proposed =
        !hidden && last && same(last.period, front.period) && same(last.unit, front.unit)
      return last ? [{ sheet, hidden, reports, wanted: state.alongside[sheet], proposed }] : []
    })
  const inFront = tablesInFront(state).filter((report) => report.form === front.form)
  const ticked = others.filter(({ wanted, proposed }) => wanted ?? proposed)
  const repeated = repeatedIn([...inFront, ...ticked.flatMap(({ reports }) => reports)], form, [
    ...inFront,
    ...ticked.flatMap(({ reports, wanted }) => (wanted ? reports : [])),
  ])
  return others.map(({ sheet, hidden, reports, wanted, proposed = false }) => {
    const repeats = reports.every((report) => repeated.has(report))
    const records = reports.reduce((sum, report) => sum + report.records, 0)
    return { sheet, hidden, records, repeats, chosen: wanted ?? (proposed && !repeats) }
  })
}

function decisionsFor({ pasts }: PaneState, target: Target | null): ExplanationDecision[] {
  return (target && pasts[`${target.unit}/${target.form}`]?.decisions) ?? []
}

function located(
  reports: SheetReport[],
  form: Form,
  { reasons }: PaneState,
  { period, decisions }: { period: string; decisions: ExplanationDecision[] },
): Located[] {
  const tables = reports.flatMap(({ table }) => table ?? [])
  const rule = rulingIn(() => sentTables(tables, form), form, { period, decisions })
  return reports.flatMap((report) => {
    const { sheet } = report
    const named = namesByRow(report, form)
    const rows = new Map<string, number>()
    for (const name of named.values()) rows.set(name, (rows.get(name) ?? 0) + 1)
    return report.findings.map((finding): Located => {
      const { cell } = finding
      const row = cell === null ? null : parseCell(cell)?.row
      const record = (typeof row === 'number' && named.get(row + 1)) || null
      const about = { sheet, rule: finding.rule, cell, record, period }
      const own = reasonGiven(reasons, about, rows)
      const earlier = reasonOffered(reasons, about, rows)
      const { accepted, refused } = rule(sheet, finding, own?.reason ?? null)
      // Of a reason that was given, the county's refusal is about that one.
      const stands = own !== undefined && !refused
      const since = stands ? own.since : accepted?.since
      return {
        ...{ sheet, finding, record },
        reason: (stands ? own.reason : accepted?.reason) ?? null,
        earlier: own || accepted || refused ? null : (earlier ?? null),
        ...(own && { given: own }),
        ...(since !== undefined && since < period && { since }),
        ...(accepted && { accepted }),
        ...(refused && !accepted && { refused }),
      }
    })
  })
}

/** Row (1-based) → what its record is known by. */
export function namesByRow({ table }: SheetReport, { identifiedBy }: Form): Map<number, string> {
  const [naming = []] = identifiedBy
  const names = (table?.records ?? []).map(({ row, values }): [number, string] => [
    row,
    normalise(naming.map((field) => values[field] ?? '').join(' ')).trim(),
  ])
  return new Map(names.filter(([, name]) => name !== ''))
}

function inOrder(all: Located[]): Located[] {
  const isError = ({ finding }: Located) => finding.severity === 'error'
  return [...all.filter(isError), ...all.filter((one) => !isError(one))]
}
