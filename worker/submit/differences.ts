import type { Submission, SubmittedTable } from '../../shared/protocol/submission.ts'
import type { FormRecord, Value } from '../../shared/read/table.ts'

/** A cell in which two submissions of the same sheet differ; null: nothing there. */
export interface Difference {
  sheet: string
  /** Cell name where the field has a column. */
  cell: string | null
  row: number
  field: string
  mine: Value
  theirs: Value
}

/** More than anyone compares by eye; the rest is one click away in the other revision. */
const SHOWN = 200

/** What differs between a submission and the one it would replace, cell by cell. */
export function differences(mine: Submission, theirs: Submission): Difference[] {
  const sheets = new Set([...mine.tables, ...theirs.tables].map(({ sheet }) => sheet))
  return [...sheets]
    .flatMap((sheet) => sheetDifferences(sheet, cellsOf(mine, sheet), cellsOf(theirs, sheet)))
    .slice(0, SHOWN)
}

interface FieldCell {
  cell: string | null
  row: number
  field: string
  value: Value
}

function sheetDifferences(
  sheet: string,
  mine: Map<string, FieldCell>,
  theirs: Map<string, FieldCell>,
): Difference[] {
  const keys = new Set([...mine.keys(), ...theirs.keys()])
  return [...keys].flatMap((key) => {
    const [own, other] = [mine.get(key), theirs.get(key)]
    const place = own ?? other
    if (!place || (own?.value ?? null) === (other?.value ?? null)) return []
    const { cell, row, field } = place
    return [{ sheet, cell, row, field, mine: own?.value ?? null, theirs: other?.value ?? null }]
  })
}

/** The values of a sheet's tables by row and field. */
function cellsOf({ tables }: Submission, sheet: string): Map<string, FieldCell> {
  const cells = new Map<string, FieldCell>()
  for (const table of tables) {
    if (table.sheet !== sheet) continue
    for (const one of recordCells(table)) cells.set(`${one.row} ${one.field}`, one)
  }
  return cells
}

function recordCells({ layout, records }: SubmittedTable): FieldCell[] {
  const columnOf = new Map(Object.entries(layout.columns).map(([column, field]) => [field, column]))
  return records.flatMap(({ row, values }: FormRecord) =>
    Object.entries(values).map(([field, value]) => {
      const column = columnOf.get(field)
      return { cell: column ? `${column}${row}` : null, row, field, value }
    }),
  )
}
