import type { Form } from '../../shared/forms/form.ts'
import type { SheetReport } from '../../shared/inspect.ts'
import { daysOfPeriod, defaultPeriod } from '../../shared/periods/periods.ts'
import type { Me, Unit } from '../../shared/protocol/answers.ts'
import { buildSubmission } from '../../shared/protocol/build.ts'
import type { Submission } from '../../shared/protocol/submission.ts'
import { normalise } from '../../shared/text/normalise.ts'
import type { Target } from '../client/api.ts'
import { UsageError } from './arguments.ts'
import type { InspectedFile } from './inspect-file.ts'
import type { MessageId } from './messages.ts'

/** One report ready to be sent. */
export interface Parcel {
  /** File it comes from, as it was given. */
  file: string
  form: Form
  /** Name of the unit, or its id where only that is known. */
  unitName: string
  target: Target
  submission: Submission
  /** The tables it was made of. */
  reports: SheetReport[]
}

export interface Addressing {
  forms: Form[]
  /** Who sends; null where `unit` is given. */
  me: Me | null
  unit: string | undefined
  period: string | undefined
  /** Says what is left out. */
  note(id: MessageId, values: Record<string, string>): void
}

/**
 * Addresses what a workbook holds: its tables of the same form, unit and week are one report.
 * @throws UsageError where unit or week cannot be told
 */
export function parcelsOf(path: string, file: InspectedFile, addressing: Addressing): Parcel[] {
  const { forms, note } = addressing
  // An empty table is no report; that there is nothing to report has to be said outright.
  const filled = file.reports.filter(({ table, records }) => table !== null && records > 0)
  const visible = filled.filter(({ sheet, repeats }) => {
    const hidden = file.hiddenSheets.includes(sheet)
    if (hidden) note('hiddenSkipped', { sheet })
    else if (repeats) note('repeatSkipped', { sheet })
    return !hidden && !repeats
  })
  if (visible.length === 0) throw new UsageError('nothingToSubmit', {}, path)
  const period = addressing.period ?? onlyPeriod(path, visible)
  const reports = ofPeriod(visible, period, addressing)
  const names = new Set(reports.map(({ unit }) => unit).filter((unit) => unit !== null))
  const fallback = names.size === 1 ? ([...names][0] ?? null) : null

  const groups = new Map<string, { form: Form; unit: NamedUnit; reports: SheetReport[] }>()
  for (const report of reports) {
    const form = forms.find(({ id }) => id === report.form)
    if (!form) continue
    const unit = unitOf(path, report.unit ?? fallback, addressing)
    const key = `${form.id} ${unit.id}`
    const group = groups.get(key) ?? { form, unit, reports: [] }
    group.reports.push(report)
    groups.set(key, group)
  }
  return [...groups.values()].map(({ form, unit, reports: tables }) => ({
    file: path,
    form,
    reports: tables,
    unitName: unit.name,
    target: { unit: unit.id, form: form.id, period },
    submission: buildSubmission(
      tables.flatMap(({ table }) => table ?? []),
      form,
      { asOf: asOfOf(tables, period), file: file.name },
    ),
  }))
}

/** The week all tables speak of; a table that names none goes along. */
function onlyPeriod(path: string, reports: SheetReport[]): string {
  const periods = [...new Set(reports.map(({ period }) => period).filter((one) => one !== null))]
  const [only] = periods
  if (only === undefined) throw new UsageError('periodUnclear', {}, path)
  if (periods.length > 1) {
    throw new UsageError('periodsSeveral', { periods: periods.sort().join(', ') }, path)
  }
  return only
}

/** Where some tables are of the week asked for, those of other weeks stay; else the person is right. */
function ofPeriod(reports: SheetReport[], period: string, { note }: Addressing): SheetReport[] {
  if (!reports.some((report) => report.period === period)) return reports
  return reports.filter((report) => {
    const other = report.period !== null && report.period !== period
    if (other) note('periodSkipped', { sheet: report.sheet, period: report.period ?? '' })
    return !other
  })
}

type NamedUnit = Pick<Unit, 'id' | 'name'>

/** @throws UsageError where it cannot be told */
export function unitOf(path: string, name: string | null, { unit, me }: Addressing): NamedUnit {
  if (unit !== undefined) return { id: unit, name: unit }
  const units = me?.units ?? []
  if (name === null) {
    if (units.length === 1 && units[0]) return units[0]
    throw new UsageError('unitUnclear', {}, path)
  }
  const wanted = normalise(name)
  const same = units.filter((one) => normalise(one.name) === wanted)
  // 慈利县零阳镇 is 零阳镇.
  const found = same.length ? same : units.filter((one) => wanted.endsWith(normalise(one.name)))
  if (found.length === 1 && found[0]) return found[0]
  throw new UsageError('unitNotYours', { unit: name }, path)
}

/** The day the tables stand for, where they name one of this week; else the week's own. */
function asOfOf(reports: SheetReport[], period: string): string {
  const { first, last } = daysOfPeriod(period)
  const named = reports.find(({ asOf }) => asOf !== null && asOf >= first && asOf <= last)
  return named?.asOf ?? defaultPeriod(period).asOf
}
