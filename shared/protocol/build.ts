import type { Explanation } from '../check/finding.ts'
import type { Form } from '../forms/form.ts'
import { catalogueOf } from '../forms/index.ts'
import { rollUp } from '../read/roll-up.ts'
import type { FormRecord, SheetTotal, Table, Value } from '../read/table.ts'
import { mergeTallies } from '../tally/merge.ts'
import { type Tally, tally } from '../tally/tally.ts'
import { canonical } from './canonical.ts'
import { sha256 } from './hash.ts'
import type { ColumnAnswered, MergedTotals, Submission, SubmittedTable } from './submission.ts'

export interface SubmissionOptions {
  /** Day the figures stand for, `YYYY-MM-DD`. */
  asOf: string
  /** Name of the file the tables came from. */
  file: string
  explanations?: Explanation[]
  /** What a person said of columns of these tables. */
  answers?: ColumnAnswered[]
}

/**
 * The document that is sent for one form: every table of it in the workbook, without personal
 * values, and counted.
 */
export function buildSubmission(
  tables: Table[],
  form: Form,
  { asOf, file, explanations = [], answers = [] }: SubmissionOptions,
): Submission {
  const sent = sentTables(tables, form)
  return {
    kind: 'report',
    catalogue: catalogueOf(form),
    asOf,
    file,
    tables: sent,
    tally: tally(sent, form, { asOf }),
    explanations,
    ...(answers.length > 0 && { answers }),
  }
}

/** The explicit statement that there is nothing to report (零报告): every figure that adds up is 0. */
export function zeroSubmission(form: Form, { asOf, file }: SubmissionOptions): Submission {
  return {
    kind: 'zero',
    catalogue: catalogueOf(form),
    asOf,
    file,
    tables: [],
    tally: zeroTally(form),
    explanations: [],
  }
}

/** A report that says why there is none: the unit cannot report this time. */
export function skipSubmission(
  form: Form,
  reason: string,
  { asOf, file }: SubmissionOptions,
): Submission {
  return {
    kind: 'skip',
    catalogue: catalogueOf(form),
    asOf,
    file,
    tables: [],
    tally: {},
    explanations: [],
    reason: reason.trim(),
  }
}

/** What a unit sends upward that collects the sheets itself: the tallies behind its own, merged. */
export function totalsSubmission(
  form: Form,
  merged: MergedTotals,
  { asOf, file }: SubmissionOptions,
): Submission {
  return {
    kind: 'totals',
    catalogue: catalogueOf(form),
    asOf,
    file,
    tables: [],
    tally: mergedTally(merged, form),
    explanations: [],
    merged,
  }
}

/** The tally that parts come to. */
export function mergedTally({ parts }: MergedTotals, form: Form): Tally {
  return mergeTallies(
    parts.map(({ tally: own, counted }) => counted ?? own),
    form,
  )
}

/** The tables as they are sent: what the form counts, without what must not leave the workbook. */
export function sentTables(tables: Table[], form: Form): SubmittedTable[] {
  return tables.map((table) => withoutPersonal(rollUp(table, form), form))
}

/** The tally of a zero report: 0 for every sum, `null` for every rate. */
export function zeroTally(form: Form): Submission['tally'] {
  return Object.fromEntries(
    form.indicators.map(({ id, compute }) => [id, 'ratio' in compute ? null : 0]),
  )
}

function withoutPersonal(table: Table, form: Form): SubmittedTable {
  const personal = new Set(form.fields.filter((field) => field.personal).map(({ id }) => id))
  const kept = (values: Record<string, Value>) =>
    Object.fromEntries(Object.entries(values).filter(([field]) => !personal.has(field)))
  return {
    sheet: table.sheet,
    layout: table.layout,
    records: table.records.map(({ row, values }): FormRecord => ({ row, values: kept(values) })),
    totals: table.totals.map((total): SheetTotal => ({ ...total, values: kept(total.values) })),
  }
}

/** SHA-256 of the submission as canonical JSON (RFC 8785), in hex: the same content, the same hash. */
export async function contentHash(submission: Submission): Promise<string> {
  return sha256(canonical(submission))
}
