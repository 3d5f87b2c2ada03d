/** What a fix writes, and where it stands when it is to be undone. */
import { patchOf } from '../../../shared/check/fix.ts'
import { cellName, parseCell } from '../../../shared/grid/grid.ts'
import type { Patch } from '../../../shared/read/table.ts'
import type { WrittenPatch } from '../../workbook/port.ts'
import { type Located, namesByRow } from './batch.ts'
import type { Applied, Look, PaneState } from './state.ts'

export interface Place {
  sheet: string
  cell: string
}

/** The fix of a finding as it would be written; null when there is none. */
export function fixOf(
  { looks, forms }: PaneState,
  { sheet, finding, record }: Located,
): Applied | null {
  const after = patchOf(sheet, finding, forms)
  if (!after) return null
  const { cell } = after
  return { before: { sheet, cell, value: valueAt(looks, { sheet, cell }) }, after, record }
}

export function withFormat(patch: Patch, formatBefore: string | undefined): WrittenPatch {
  return formatBefore === undefined ? patch : { ...patch, formatBefore }
}

/** Rows (0-based) of each record, by sheet. */
export type RecordRows = Map<string, Map<string, number[]>>

export function rowsByRecord({ looks, forms }: PaneState, sheets: string[]): RecordRows {
  return new Map(
    sheets.map((sheet) => {
      const rows = new Map<string, number[]>()
      for (const report of looks[sheet]?.reports ?? []) {
        const form = forms.find(({ id }) => id === report.form)
        for (const [row, name] of form ? namesByRow(report, form) : []) {
          rows.set(name, [...(rows.get(name) ?? []), row - 1])
        }
      }
      return [sheet, rows]
    }),
  )
}

/** The cell in which a fix stands now: its record's, wherever that is; null where nobody knows. */
export function cellNow(records: RecordRows, { after, record }: Applied): string | null {
  const at = parseCell(after.cell)
  if (record === null || !at) return after.cell
  const rows = records.get(after.sheet)?.get(record) ?? []
  if (rows.includes(at.row)) return after.cell
  const [row, ...others] = rows
  return row === undefined || others.length > 0 ? null : cellName(row, at.column)
}

/** Whether a cell holds a value, and no formula that makes it. */
export function holds(looks: Record<string, Look>, { sheet, cell, value }: Patch): boolean {
  const isMade = looks[sheet]?.grid.formulas[cell] !== undefined
  return !isMade && valueAt(looks, { sheet, cell }) === value
}

function valueAt(looks: Record<string, Look>, { sheet, cell }: Place) {
  const at = parseCell(cell)
  return (at && looks[sheet]?.grid.values[at.row]?.[at.column]) ?? null
}
