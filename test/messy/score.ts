import type { Form } from '../../shared/forms/form.ts'
import { inspect } from '../../shared/inspect.ts'
import type { MessySheet } from './sheet.ts'

/** What came out right of one messy sheet; `problems` says in words what did not. */
export interface Score {
  form: boolean
  columns: number
  columnsRight: number
  /** Columns mapped to a field they are not, without a word. */
  columnsWrong: number
  recordsRight: boolean
  tallyRight: boolean
  falseErrors: number
  problems: string[]
}

/** Inspects a messy sheet and compares the outcome with what is true of it. */
export function scoreOf({ grid, file, truth }: MessySheet, forms: Form[]): Score {
  const reports = inspect(grid, { forms, now: '2020-03-01', file })
  const report = reports.find(({ form }) => form === truth.form)
  const score: Score = {
    form: report !== undefined && reports.length === 1,
    columns: Object.keys(truth.columns).length,
    columnsRight: 0,
    columnsWrong: 0,
    recordsRight: false,
    tallyRight: false,
    falseErrors: 0,
    problems: [],
  }
  if (!report?.layout || !report.table) {
    score.problems.push(`form: ${reports.map(({ form }) => form).join(', ')}`)
    return score
  }
  const { columns } = report.layout
  for (const [column, field] of Object.entries(truth.columns)) {
    if (columns[column] === field) score.columnsRight += 1
    else score.problems.push(`column ${column}: ${columns[column] ?? 'none'} for ${field}`)
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

  const sums = Object.entries(sumsOf(truth)).filter(([field, sum]) => {
    const read = records.reduce((total, { values }) => total + Number(values[field] ?? 0), 0)
    return Math.abs(read - sum) > 1e-6
  })
  score.tallyRight = sums.length === 0 && score.recordsRight
  score.falseErrors = report.findings.filter(({ severity }) => severity === 'error').length
  for (const { rule, cell } of report.findings.filter(({ severity }) => severity === 'error')) {
    score.problems.push(`false error ${rule} at ${cell}`)
  }
  return score
}

function sumsOf(truth: MessySheet['truth']): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const { values } of truth.records) {
    for (const [field, value] of Object.entries(values)) {
      if (typeof value === 'number') sums[field] = (sums[field] ?? 0) + value
    }
  }
  return sums
}
