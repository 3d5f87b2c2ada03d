import type { Coverage } from '../bulletin/bulletin.ts'
import type { Explanation, Finding } from '../check/finding.ts'
import type { FormRecord, SheetTotal } from '../read/table.ts'
import type { Layout } from '../recognise/layout.ts'
import type { Tally } from '../tally/tally.ts'

/** One table as it is sent: no personal values, no unmapped columns. */
export interface SubmittedTable {
  sheet: string
  layout: Layout
  records: FormRecord[]
  totals: SheetTotal[]
}

/** A column that the sender's form does not know by its heading, and what a person said it is. */
export interface ColumnAnswered {
  sheet: string
  /** Letters of the column. */
  column: string
  label: string
  field: string
}

/** What a unit below the sender reported itself, and how it enters the sender's totals. */
export interface MergedPart {
  /** Its place below the sender: ids, each followed by `/`; empty: the sender's own sheet. */
  path: string
  name: string
  revision: number
  /** Content of the revision; see `Receipt`. */
  hash: string
  late: boolean
  tally: Tally
  /** What of it counts, where records that count with another unit are taken out. */
  counted?: Tally
}

/** Of a sender that collects the sheets itself: what its merged tally is made of. */
export interface MergedTotals {
  /** No part lies below another one. */
  parts: MergedPart[]
  /** Who of those that owe it the form has come from. */
  coverage: Coverage
  /** Where the sheets can be looked at, https://…: they stay with the sender. */
  address?: string
}

/**
 * `report`; `zero`: the unit says that there is nothing to report; `totals`: it collects the sheets
 * itself and sends what they come to, with `merged` and without tables; `skip`: it cannot report this
 * time and says why in `reason`, which is not nothing: its figures are unknown.
 */
export type SubmissionKind = 'report' | 'zero' | 'totals' | 'skip'

/** Body of `PUT /units/{unit}/forms/{form}/periods/{period}`. */
export interface Submission {
  kind: SubmissionKind
  /** Form and its version, `enterprises@1`: both sides must read by the same definition. */
  catalogue: string
  /** Day the figures stand for, `YYYY-MM-DD`. */
  asOf: string
  /** File the tables came from, for the person who asks. */
  file: string
  tables: SubmittedTable[]
  /** What the sender counted; the receiver counts again and compares. */
  tally: Tally
  explanations: Explanation[]
  /** Left out where nobody had to say what a column is. */
  answers?: ColumnAnswered[]
  /** Of `totals`, and only of them. */
  merged?: MergedTotals
  /** Of `skip`, and only of it: why the unit cannot report. */
  reason?: string
}

/** `submitted` → `returned` → `submitted` → `accepted`. A draft lives only in the workbook. */
export type SubmissionState = 'submitted' | 'returned' | 'accepted'

/** What the receiver answers to a submission. */
export interface Receipt {
  unit: string
  form: string
  period: string
  revision: number
  state: SubmissionState
  /** SHA-256 of the canonical JSON (RFC 8785) of the submission, hex. Also the ETag. */
  hash: string
  /** Counted by the receiver. */
  tally: Tally
  /** Warnings that remain. */
  findings: Finding[]
  /** RFC 3339. */
  receivedAt: string
  receivedFrom: string
  /** Came after the period's `due`. */
  late: boolean
}

/** A submission as it is read back: receipt, document, and what the aggregator decided. */
export interface StoredSubmission extends Receipt {
  submission: Submission
  decision: Decision | null
}

export interface Decision {
  state: 'returned' | 'accepted'
  reason: string
  cells: string[]
  decidedAt: string
  decidedBy: string
}
