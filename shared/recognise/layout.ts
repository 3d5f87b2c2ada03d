/** How one actual table carries a form. Rows and columns are the sheet's own: 1-based rows, letters. */
export interface Layout {
  headerRows: number[]
  /** First and last row that may hold records. */
  firstRow: number
  lastRow: number
  /** Rows of 合计, 小计 and the like. */
  totalRows: number[]
  /** Rows between first and last that are no records: section headings, headers repeated for print. */
  skippedRows: number[]
  /** Column letter → field id. */
  columns: Record<string, string>
  /** Records whose name stands in a cell merged from above: rows of one thing, on purpose. */
  continued?: number[]
  /** Columns with a header that no field took. */
  unmapped: string[]
  /** Column letter → factor, where the header carries a unit that scales the values (万元: 10000). */
  scales: Record<string, number>
  /** Column letter → the columns, from it on, that ask its question by a tick, each with its choice. */
  ticks?: Record<string, Record<string, string>>
  /** Column of serial numbers (序号), where there is one. */
  serial?: string
}
