import { type Answers, answersTo, changedFields, findingsOf } from './check/answers.ts'
import { type Question, questionsOf, subjectOf, totalsAgree } from './check/check.ts'
import type { Finding } from './check/finding.ts'
import { inOrder } from './check/in-order.ts'
import { outliers } from './check/outlier.ts'
import { brokenCells, narrowSums, outOfSight, serials } from './check/sheet-checks.ts'
import type { Form } from './forms/form.ts'
import { type CellChange, rowsTouched, withChanges } from './grid/changes.ts'
import { columnIndex, type Grid } from './grid/grid.ts'
import { defaultPeriod, parsePeriod, periodOfDate } from './periods/periods.ts'
import { type KnownReadings, readTable } from './read/read-table.ts'
import { rollUp } from './read/roll-up.ts'
import type { FormRecord, Table } from './read/table.ts'
import { lastDayIn } from './read/undated.ts'
import type { Context } from './recognise/context.ts'
import { type Header, type Heading, headingsOf } from './recognise/find-header.ts'
import type { Layout } from './recognise/layout.ts'
import {
  forgetRows,
  type KnownSheet,
  type Recognised,
  type RecogniseOptions,
  recognise,
  unknownSheet,
} from './recognise/recognise.ts'
import { type Tally, tally } from './tally/tally.ts'

/** All that is known of one table of a sheet; of a sheet that is none of ours, that it is none. */
export interface SheetReport {
  sheet: string
  form: string | null
  /** 0 to 1. */
  confidence: number
  /** Reporting unit as the sheet names it. */
  unit: string | null
  /** `2020-W09` */
  period: string | null
  /** The week the sheet itself names, whatever was given. */
  named: string | null
  /** Day the figures stand for, `YYYY-MM-DD`. */
  asOf: string | null
  layout: Layout | null
  /** Its columns as they are headed; of what only looks like ours too. */
  headings: Heading[]
  records: number
  tally: Tally
  findings: Finding[]
  table: Table | null
  /** All of its records stand in other tables of the workbook: it is not sent, and not counted again. */
  repeats?: true
}

export interface InspectOptions extends RecogniseOptions {
  /** Given by the person; wins over what the sheet says. */
  unit?: string
  period?: string
  /** Tables of the unit's last report. */
  previous?: Table[]
  /**
   * Tallies of the unit's earlier reports, the oldest first; those of other forms say nothing. They
   * are of whole reports: where the form is spread over several tables, nothing is compared.
   */
  history?: Tally[]
}

/** A sheet that was inspected, and can be inspected again after an edit at little cost. */
export interface Inspection {
  readonly reports: SheetReport[]
  /**
   * Takes in cells that were edited. Only the rows they touch are read again, and only what can come
   * out otherwise is asked again; the reports are those that inspecting the whole sheet would give.
   */
  edit(changes: CellChange[]): SheetReport[]
}

/**
 * The whole way of a sheet: recognise, read, check, tally. One report per table of ours; one report
 * with `form: null` for a sheet that has none.
 */
export function inspect(grid: Grid, options: InspectOptions): SheetReport[] {
  return report(grid, options, unknown())
}

/** The same, kept at hand for edits. The grid is not changed by them. */
export function inspection(grid: Grid, options: InspectOptions): Inspection {
  let known = unknown()
  let now = grid
  let reports = report(now, options, known)
  return {
    get reports() {
      return reports
    },
    edit(changes) {
      const width = widthOf(now)
      now = withChanges(now, changes)
      // A wider sheet may have more to its header.
      if (changes.some(({ column }) => column >= width)) known = unknown()
      else forget(known, rowsTouched(now, changes), new Set(changes.map(({ column }) => column)))
      reports = report(now, options, known)
      return reports
    },
  }
}

/** What is known of a sheet from the last time it was inspected. */
interface Known {
  sheet: KnownSheet
  tables: Map<Header, KnownTable>
}

interface KnownTable {
  /** What all else holds for: columns, day and unit. */
  basis: string
  readings: KnownReadings
  questions: Question[]
  answers: Answers
  figures: Tally
  serials: Finding[]
  /** Columns (0-based) edited since. */
  edited: Set<number>
}

function unknown(): Known {
  return { sheet: unknownSheet(), tables: new Map() }
}

function forget(known: Known, rows: Set<number>, columns: Set<number>): void {
  forgetRows(known.sheet, rows)
  for (const { readings, edited } of known.tables.values()) {
    for (const row of rows) readings[row + 1] = undefined
    for (const column of columns) edited.add(column)
  }
}

function widthOf({ values }: Grid): number {
  return values.reduce((width, row) => Math.max(width, row.length), 0)
}

function report(grid: Grid, options: InspectOptions, known: Known): SheetReport[] {
  const found = recognise(grid, options, known.sheet)
  for (const header of known.tables.keys()) {
    if (found.every((one) => one.header !== header)) known.tables.delete(header)
  }
  if (found.length === 0) return [{ ...nothing(grid), findings: [] }]
  return found.map((one): SheetReport => {
    const { form, layout, context, findings } = one
    const unit = options.unit ?? context.unit
    const { asOf, period, named } = days(context, options)
    const headings = headingsOf(one.header)
    if (!form || !layout) {
      return { ...nothing(grid), unit, asOf, period, named, findings, headings }
    }
    const { confidence } = one
    const day = asOf ?? lastDayIn(grid, layout, form, options.now) ?? options.now
    const read = examine(grid, one.header, { form, layout, day, unit }, options, known.tables)
    const { table, figures } = read
    const history = isWhole(form, table, found, options) ? (options.history ?? []) : []
    return {
      ...{
        sheet: grid.sheet,
        form: form.id,
        confidence,
        unit,
        period,
        named,
        asOf,
        layout,
        headings,
      },
      records: table.records.length,
      tally: figures,
      findings: inOrder([
        ...findings,
        ...otherWeek(context.asOf, options.period),
        ...saidTwice(context),
        ...(table.records.length === 0 ? [noRecords(layout)] : []),
        ...table.findings,
        ...filledIn(read.findings, table.findings, form),
        ...outliers(form, figures, history),
      ]),
      table,
    }
  })
}

/** Reads a table, checks and tallies it. */
function examine(
  grid: Grid,
  header: Header,
  { form, layout, day, unit }: { form: Form; layout: Layout; day: string; unit: string | null },
  options: InspectOptions,
  tables: Known['tables'],
): { table: Table; figures: Tally; findings: Finding[] } {
  const basis = JSON.stringify([
    form.id,
    layout.columns,
    layout.scales,
    layout.serial,
    layout.ticks,
    layout.continued,
    day,
    unit,
  ])
  const same = tables.get(header)
  const before = same?.basis === basis ? same : null
  const readings = before?.readings ?? []
  const table = readTable(grid, form, layout, day, readings)
  const counted = rollUp(table, form)
  const { records } = counted

  const changed = before && changedFields(before.answers.records, records)
  // Which questions there are depends on whether there is anything to ask them of.
  const asked = before && (before.answers.records.length === 0) === (records.length === 0)
  const previous = asked ? undefined : earlier(form, grid.sheet, options)
  const subject = subjectOf(counted, form, { asOf: day }, { previous, unit })
  const questions = asked ? before.questions : questionsOf(subject)
  const answers = answersTo(questions, records, asked ? before.answers : null, changed)
  const figures = tally(
    [counted],
    form,
    { asOf: day },
    before && changed ? { figures: before.figures, changed } : undefined,
  )
  const isCounted = changed && layout.serial && !before?.edited.has(columnIndex(layout.serial))
  const counting = (isCounted && before?.serials) || serials(grid, table)
  tables.set(header, {
    ...{ basis, readings, questions, answers, figures },
    ...{ serials: counting, edited: new Set() },
  })
  return {
    table,
    figures,
    findings: [
      ...findingsOf(answers),
      ...totalsAgree(subject),
      ...(counted === table
        ? [
            ...outOfSight(grid, table),
            ...narrowSums(grid, table),
            ...brokenCells(grid, table),
            ...counting,
          ]
        : []),
    ],
  }
}

/**
 * The records that the last report had of a form. A form that is spread over several sheets is
 * compared sheet by sheet.
 */
function earlier(
  form: Form,
  sheet: string,
  { previous = [] }: InspectOptions,
): FormRecord[] | undefined {
  const all = previous.filter((table) => table.form === form.id)
  const tables = all.length > 1 ? all.filter((table) => table.sheet === sheet) : all
  if (tables.length === 0) return undefined
  return tables.flatMap((table) => rollUp(table, form).records)
}

/** Whether this table is all that a unit reports by a form. */
function isWhole(form: Form, table: Table, found: Recognised[], { previous }: InspectOptions) {
  const beside = found.filter((one) => one.form?.id === form.id).length
  const before = (previous ?? []).filter((one) => one.form === form.id).length
  return table.records.length > 0 && beside === 1 && before <= 1
}

function nothing(grid: Grid): SheetReport {
  return {
    sheet: grid.sheet,
    form: null,
    confidence: 0,
    unit: null,
    period: null,
    named: null,
    asOf: null,
    layout: null,
    headings: [],
    records: 0,
    tally: {},
    findings: [],
    table: null,
  }
}

function noRecords(layout: Layout): Finding {
  const cell = `${Object.keys(layout.columns)[0] ?? 'A'}${layout.headerRows.at(-1) ?? 1}`
  return { rule: 'layout-no-records', severity: 'warning', cell, params: {} }
}

/** A cell that could not be read is not empty: one error there is enough. */
function filledIn(findings: Finding[], reading: Finding[], { rules }: Form): Finding[] {
  const unread = new Set(reading.map(({ cell, severity }) => (severity === 'error' ? cell : null)))
  const asking = new Set(rules.flatMap(({ id, kind }) => (kind === 'condition' ? id : [])))
  return findings.filter(
    ({ rule, cell }) =>
      (rule !== 'missing-required' && !asking.has(rule)) || cell === null || !unread.has(cell),
  )
}

/** The tab says another week than the title: one of them was forgotten. */
function saidTwice({ otherwise }: Context): Finding[] {
  if (!otherwise) return []
  const { name, said, named } = otherwise
  const found = { severity: 'warning', cell: null } as const
  const [week, other] = [said, named].map((period) => parsePeriod(period)?.week)
  return week === undefined || other === undefined
    ? [{ rule: 'days-differ', ...found, params: { name, day: said, other: named } }]
    : [{ rule: 'weeks-differ', ...found, params: { name, week, other } }]
}

/** Last week's sheet sent for this week is a slip that nothing else shows. */
function otherWeek(asOf: string | null, period: string | undefined): Finding[] {
  if (asOf === null || period === undefined || periodOfDate(asOf) === period) return []
  const params = { asOf, ...parsePeriod(period) }
  return [{ rule: 'as-of-outside-period', severity: 'warning', cell: null, params }]
}

/** Day and week of the figures, and the week that is named; one without a day stands for its Friday. */
function days(context: { asOf: string | null; period: string | null }, options: InspectOptions) {
  const named = context.period ?? (context.asOf && periodOfDate(context.asOf)) ?? null
  const period = options.period ?? named
  const inPeriod = context.asOf !== null && period !== null && periodOfDate(context.asOf) === period
  const asOf = inPeriod || period === null ? context.asOf : defaultPeriod(period).asOf
  return { asOf, period, named }
}
