import type { Severity } from '../../shared/forms/form.ts'
import type { CellChange } from '../../shared/grid/changes.ts'
import type { Cell, Grid } from '../../shared/grid/grid.ts'
import type { Patch } from '../../shared/read/table.ts'

export interface SheetInfo {
  /** Stays when a person renames the sheet, as long as the workbook is open. */
  id: string
  name: string
  /** Hidden sheets are read too, and said. */
  hidden: boolean
}

/** A finding to be seen in the sheet. */
export interface Mark {
  sheet: string
  cell: string
  severity: Severity
}

export interface Change {
  sheet: string
  /** Changed area, `F12` or `F12:G20`; null when unknown (rows inserted, sheet replaced). */
  address: string | null
}

/** A patch, or what puts back the cell as it was before one. */
export interface WrittenPatch extends Patch {
  /** Number format the cell had and is to have again, whatever its value needs. */
  formatBefore?: string
}

/**
 * A workbook, in whole sheets, because that is what Excel is quick at. No caller sees a range proxy.
 * Adapters: Office.js (`office.ts`) and files (`file.ts`).
 */
export interface Workbook {
  /** File name, as far as the host tells it. */
  name(): Promise<string>
  sheets(): Promise<SheetInfo[]>
  activeSheet(): Promise<string>
  read(sheet: string): Promise<Grid>
  /** The cells of some areas (`F12`, `F12:G20`) as they are now: what an edit has changed of a sheet. */
  readAreas(sheet: string, areas: string[]): Promise<CellChange[]>
  /** Calls back after each change by a person; returns how to stop. */
  onChange(handler: (change: Change) => void): Promise<() => Promise<void>>
  /** Calls back with the sheet a person turns to; returns how to stop. */
  onActivate(handler: (sheet: string) => void): Promise<() => Promise<void>>
  /**
   * Writes single cells; nothing else of the sheet changes.
   * @returns the number formats that had to give way, by the patch that needed another
   */
  write(patches: WrittenPatch[]): Promise<ReadonlyMap<Patch, string>>
  /** Shows marks in place of those shown before. */
  mark(marks: Mark[]): Promise<void>
  /** Takes every mark off without a trace. */
  unmark(): Promise<void>
  /** Brings the cell into view and selects it. */
  select(sheet: string, cell: string): Promise<void>
  /** Adds a sheet (or replaces the one this name was given by us before) holding the rows. */
  writeSheet(name: string, rows: Cell[][]): Promise<void>
  /** A small text kept with the workbook; never a secret. */
  setting(key: string): Promise<string | null>
  setSetting(key: string, value: string): Promise<void>
}
