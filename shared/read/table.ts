import type { Finding } from '../check/finding.ts'
import type { Cell } from '../grid/grid.ts'
import type { Layout } from '../recognise/layout.ts'

/** A read value: text, number, flag, a day as `YYYY-MM-DD`; `null` is nil (blank, -, 无). */
export type Value = string | number | boolean | null

export interface FormRecord {
  /** 1-based row of the sheet. */
  row: number
  /** Field id → value; a field without a column is absent. */
  values: Record<string, Value>
}

/** A total or sub-total row of the sheet itself, kept to be checked against the records it covers. */
export interface SheetTotal {
  row: number
  label: string
  kind: 'total' | 'subtotal'
  /** Rows of the records it adds up. */
  from: number
  to: number
  values: Record<string, Value>
}

/** One table of a sheet, read by its form. */
export interface Table {
  form: string
  sheet: string
  layout: Layout
  records: FormRecord[]
  totals: SheetTotal[]
  /** What could not be read, or only with goodwill (45人, full-width digits). */
  findings: Finding[]
}

/** A cell and what to write into it. */
export interface Patch {
  sheet: string
  cell: string
  value: Cell
  /** Number format the value needs to be seen as what it is (a day); cells that have one keep theirs. */
  format?: string
}
