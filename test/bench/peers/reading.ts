/** What a peer makes of a sheet. */
export interface Reading {
  /** Column letter → field id. */
  columns: Record<string, string>
  /** Its rows by field id, with the values of the cells. */
  rows: Record<string, unknown>[]
}
