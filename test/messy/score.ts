import type { Form } from '../../shared/forms/form.ts'
import { inspect, type SheetReport } from '../../shared/inspect.ts'
import type { Layout } from '../../shared/recognise/layout.ts'
import { type Tally, tally } from '../../shared/tally/tally.ts'
import type { MessySheet } from './sheet.ts'

/** Today, for all sheets that are made up. */
export const today = '2020-03-01'

/** What came out right of one messy sheet; `problems` says in words what did not. */
export interface Score {
  form: boolean
  columns: number
  columnsRight: number
  /** Columns that the clerk is asked about, with the best guess; all of a sheet that was not mapped. */
  columnsAsked: number
  /** Columns mapped to a field they are not, without a word. */
  columnsWrong: number
  recordsRight: boolean
  tallyRight: boolean
  falseErrors: number
  problems: string[]
}

/** Inspects a messy sheet and compares the outcome with what is true of it. */
export function scoreOf(sheet: MessySheet, forms: Form[]): Score {
  const reports = inspect(sheet.grid, { forms, now: today, file: sheet.file })
  return scoreReports(sheet, reports, forms)
}

/** Compares what was found on a messy sheet with what is true of it. */
export function scoreReports(
  { truth }: Pick<MessySheet, 'truth'>,
  reports: SheetReport[],
  forms: Form[],
): Score {
  const report = reports.find(({ form }) => form === truth.form)
  const score: Score = {
    form: report !== undefined && reports.length === 1,
    columns: Object.keys(truth.columns).length,
    columnsRight: 0,
    columnsAsked: 0,
    columnsWrong: 0,
    recordsRight: false,
    tallyRight: false,
    falseErrors: 0,
    problems: [],
  }
  if (!report?.layout || !report.table) {
    score.problems.push(`form: ${reports.map(({ form }) => form).join(', ')}`)
    if (reports.some(({ findings }) => findings.length > 0)) score.columnsAsked = score.columns
    return score
  }
  const { columns } = report.layout
  const questions = new Set(
    report.findings
      .filter(({ rule }) => rule === 'layout-ambiguous-column')
      .map(({ cell }) => cell?.replace(/\d+$/, '')),
  )
  for (const [column, field] of Object.entries(truth.columns)) {
    if (columns[column] === field) {
      score.columnsRight += 1
      continue
    }
    if (!columns[column] && questions.has(column)) score.columnsAsked += 1
    score.problems.push(`column ${column}: ${columns[column] ?? 'none'} for ${field}`)
  }
  for (const [column, field] of Object.entries(columns)) {
    if (truth.columns[column] === undefined)
      score.problems.push(`column ${column}: ${field} for none`)
  }
  score.columnsWrong = Object.entries(columns).filter(
    ([column, field]) => truth.columns[column] !== field,
  ).length

  const { records } = report.table
  const differing = truth.records.filter(({ row, values }) => {
    const read = records.find((record) => record.row === row)
    return (
      !read ||
      Object.entries(values).some(([field, value]) => (read.values[field] ?? null) !== value)
    )
  })
  score.recordsRight = differing.length === 0 && records.length === truth.records.length
  if (!score.recordsRight) {
    const rows = differing.slice(0, 5).map(({ row }) => row)
    score.problems.push(
      `records: ${records.length} for ${truth.records.length}, rows ${rows.join(', ')}`,
    )
  }

  const form = forms.find(({ id }) => id === truth.form) as Form
  const wrong = Object.entries(tallyOf(truth, form)).filter(
    ([id, figure]) => !same(report.tally[id] ?? null, figure),
  )
  score.tallyRight = wrong.length === 0
  for (const [id, figure] of wrong.slice(0, 3)) {
    score.problems.push(`tally ${id}: ${report.tally[id]} for ${figure}`)
  }
  score.falseErrors = report.findings.filter(({ severity }) => severity === 'error').length
  for (const { rule, cell } of report.findings.filter(({ severity }) => severity === 'error')) {
    score.problems.push(`false error ${rule} at ${cell}`)
  }
  return score
}

/**
 * The figures of the true records. Plain sums and numbers of records are added up here, all others
 * by the code that adds up reports: whether that counts right, golden cases say.
 */
function tallyOf({ records, columns, asOf }: MessySheet['truth'], form: Form): Tally {
  const layout = { ...nowhere, columns }
  const figures = tally([{ records, layout }], form, { asOf: asOf ?? today })
  const present = new Set(Object.values(columns))
  for (const { id, compute } of form.indicators) {
    if ('count' in compute && compute.count === 'all') figures[id] = records.length
    if (!('sum' in compute) || Object.keys(compute).length > 1 || !present.has(compute.sum))
      continue
    figures[id] = records.reduce((sum, { values }) => sum + Number(values[compute.sum] ?? 0), 0)
  }
  return figures
}

const nowhere: Layout = {
  headerRows: [],
  firstRow: 1,
  lastRow: 0,
  totalRows: [],
  skippedRows: [],
  columns: {},
  unmapped: [],
  scales: {},
}

function same(one: number | null, other: number | null): boolean {
  return one === other || (one !== null && other !== null && Math.abs(one - other) < 1e-6)
}
