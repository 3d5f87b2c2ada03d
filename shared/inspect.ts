import { check } from './check/check.ts'
import type { Finding } from './check/finding.ts'
import { outliers } from './check/outlier.ts'
import { checkSheet } from './check/sheet-checks.ts'
import type { Form } from './forms/form.ts'
import type { Grid } from './grid/grid.ts'
import { defaultPeriod, parsePeriod, periodOfDate } from './periods/periods.ts'
import { readTable } from './read/read-table.ts'
import { rollUp } from './read/roll-up.ts'
import type { Table } from './read/table.ts'
import type { Layout } from './recognise/layout.ts'
import { type Recognised, type RecogniseOptions, recognise } from './recognise/recognise.ts'
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
  /** Day the figures stand for, `YYYY-MM-DD`. */
  asOf: string | null
  layout: Layout | null
  records: number
  tally: Tally
  findings: Finding[]
  table: Table | null
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

/**
 * The whole way of a sheet: recognise, read, check, tally. One report per table of ours; one report
 * with `form: null` for a sheet that has none.
 */
export function inspect(grid: Grid, options: InspectOptions): SheetReport[] {
  const found = recognise(grid, options)
  if (found.length === 0) return [{ ...nothing(grid), findings: [] }]
  return found.map(({ form, confidence, layout, context, findings }): SheetReport => {
    const unit = options.unit ?? context.unit
    const { asOf, period } = days(context, options)
    if (!form || !layout) return { ...nothing(grid), unit, asOf, period, findings }

    const day = asOf ?? options.now
    const table = readTable(grid, form, layout, day)
    const counted = rollUp(table, form)
    const figures = tally([counted], form, { asOf: day })
    const all = [
      ...findings,
      ...otherWeek(context.asOf, options.period),
      ...(table.records.length === 0 ? [noRecords(layout)] : []),
      ...table.findings,
      ...check(counted, form, {
        asOf: day,
        now: options.now,
        ...earlier(form, grid.sheet, options),
      }),
      ...(counted === table ? checkSheet(grid, table) : []),
      ...outliers(
        form,
        figures,
        isWhole(form, table, found, options) ? (options.history ?? []) : [],
      ),
    ]
    return {
      sheet: grid.sheet,
      form: form.id,
      confidence,
      unit,
      period,
      asOf,
      layout,
      records: table.records.length,
      tally: figures,
      findings: inOrder(all),
      table,
    }
  })
}

/**
 * The records that the last report had of a form. A form that is spread over several sheets is
 * compared sheet by sheet.
 */
function earlier(form: Form, sheet: string, { previous = [] }: InspectOptions) {
  const all = previous.filter((table) => table.form === form.id)
  const tables = all.length > 1 ? all.filter((table) => table.sheet === sheet) : all
  if (tables.length === 0) return {}
  return { previous: tables.flatMap((table) => rollUp(table, form).records) }
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
    asOf: null,
    layout: null,
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

/** Last week's sheet sent for this week is a slip that nothing else shows. */
function otherWeek(asOf: string | null, period: string | undefined): Finding[] {
  if (asOf === null || period === undefined || periodOfDate(asOf) === period) return []
  const params = { asOf, ...parsePeriod(period) }
  return [{ rule: 'as-of-outside-period', severity: 'warning', cell: null, params }]
}

/** Day and week of the figures: a named week without a day stands for its Friday. */
function days(context: { asOf: string | null; period: string | null }, options: InspectOptions) {
  const period =
    options.period ?? context.period ?? (context.asOf && periodOfDate(context.asOf)) ?? null
  const inPeriod = context.asOf !== null && period !== null && periodOfDate(context.asOf) === period
  const asOf = inPeriod || period === null ? context.asOf : defaultPeriod(period).asOf
  return { asOf, period }
}

/** Errors first, each kind in the order of the sheet. */
function inOrder(findings: Finding[]): Finding[] {
  const place = ({ cell }: Finding) => {
    const found = /^([A-Z]+)(\d+)$/.exec(cell ?? '')
    return found
      ? Number(found[2]) * 1000 + (found[1] ?? '').length * 30 + (found[1] ?? '').charCodeAt(0)
      : -1
  }
  const rank = (finding: Finding) => (finding.severity === 'error' ? 0 : 1)
  return findings.sort((a, b) => rank(a) - rank(b) || place(a) - place(b))
}
