import type { Severity } from '../forms/form.ts'
import type { Cell } from '../grid/grid.ts'

/** One validation result. Data only: the wording lives in `shared/messages/`, by `rule`. */
export interface Finding {
  rule: string
  severity: Severity
  /** Cell name; null where the finding is about the sheet as a whole. */
  cell: string | null
  field?: string
  /** What the message names: figures, texts, other cells. */
  params: Record<string, string | number>
  /** A safe fix: the value to write into the cell. */
  fix?: { value: Cell }
}

/** A reason given for a finding of severity error that is right all the same. */
export interface Explanation {
  sheet: string
  rule: string
  cell: string | null
  reason: string
  /** Week it was first given for, where it is carried on from an earlier one. */
  since?: string
}
