import type { Cell } from '../../../shared/grid/grid.ts'
import { type Area, COLUMNS, cellArea, columnsOf, intersection, rowsOf } from './area.ts'
import { displayText } from './display.ts'
import { plain, type Style } from './style.ts'

/** All there is to one cell. */
export interface CellState {
  value: Cell
  formula: string | null
  style: Style
}

export type Visibility = 'Visible' | 'Hidden' | 'VeryHidden'

export interface Table {
  id: string
  name: string
  area: Area
  headers: boolean
  totals: boolean
  style: string
}

/** A conditional format; `formula` is what a custom one tests, relative to its top left cell. */
export interface ConditionalFormat {
  id: string
  type: 'Custom' | 'CellValue' | 'Other'
  areas: Area[]
  formula: string
  fill: string | null
  color: string | null
  bold: boolean
  stopIfTrue: boolean
  /** The rule as the file had it, for kinds that are only carried along. */
  source?: unknown
}

const keyOf = (row: number, column: number): number => row * COLUMNS + column

/** One sheet's cells and what lies around them. Changing it is the business of `edit.ts`. */
export class Sheet {
  readonly id: string
  name: string
  visibility: Visibility = 'Visible'
  tabColor: string | null = null
  isProtected = false
  selection: Area = cellArea(0, 0)
  merges: Area[] = []
  tables: Table[] = []
  conditionalFormats: ConditionalFormat[] = []
  /** Area of the sheet's own filter. */
  filter: Area | null = null
  readonly hiddenRows = new Set<number>()
  readonly filteredRows = new Set<number>()
  readonly hiddenColumns = new Set<number>()
  /** Heights in points and widths in characters, where they are not the standard ones. */
  readonly rowHeights = new Map<number, number>()
  readonly columnWidths = new Map<number, number>()
  private readonly values: Cell[][] = []
  private readonly formulas = new Map<number, string>()
  private readonly styles = new Map<number, Style>()
  private used: { any: Area | null; valued: Area | null } | null = null

  constructor(id: string, name: string) {
    this.id = id
    this.name = name
  }

  value(row: number, column: number): Cell {
    return this.values[row]?.[column] ?? null
  }

  formula(row: number, column: number): string | null {
    return this.formulas.get(keyOf(row, column)) ?? null
  }

  style(row: number, column: number): Style {
    return this.styles.get(keyOf(row, column)) ?? plain
  }

  state(row: number, column: number): CellState {
    return {
      value: this.value(row, column),
      formula: this.formula(row, column),
      style: this.style(row, column),
    }
  }

  text(row: number, column: number): string {
    return displayText(this.value(row, column), this.style(row, column).numberFormat)
  }

  isRowHidden(row: number): boolean {
    return this.hiddenRows.has(row) || this.filteredRows.has(row)
  }

  /** Every formula with its place. */
  *formulaCells(): Generator<{ row: number; column: number; formula: string }> {
    for (const [key, formula] of this.formulas) {
      yield { row: Math.floor(key / COLUMNS), column: key % COLUMNS, formula }
    }
  }

  setValue(row: number, column: number, value: Cell): void {
    let line = this.values[row]
    if (!line) {
      if (value === null) return
      line = []
      this.values[row] = line
    }
    line[column] = value
    this.forgetUsed(row, column, value !== null)
  }

  setFormula(row: number, column: number, formula: string | null): void {
    if (formula === null) this.formulas.delete(keyOf(row, column))
    else this.formulas.set(keyOf(row, column), formula)
    this.forgetUsed(row, column, formula !== null)
  }

  setStyle(row: number, column: number, style: Style): void {
    if (style === plain) this.styles.delete(keyOf(row, column))
    else this.styles.set(keyOf(row, column), style)
    this.forgetUsed(row, column, style !== plain)
  }

  setState(row: number, column: number, state: CellState): void {
    this.setValue(row, column, state.value)
    this.setFormula(row, column, state.formula)
    this.setStyle(row, column, state.style)
  }

  /** The smallest area with everything in it, or with all values only; null for an empty sheet. */
  usedArea(valuesOnly: boolean): Area | null {
    this.used ??= this.measure()
    return valuesOnly ? this.used.valued : this.used.any
  }

  /** An area cut down to the used one, for work on whole columns; null when nothing is left. */
  clamp(area: Area): Area | null {
    const used = this.usedArea(false)
    return used ? intersection(area, used) : null
  }

  /** The values of an area, each row as long as the area is wide. */
  read(area: Area): Cell[][] {
    return Array.from({ length: rowsOf(area) }, (_, r) => {
      const line = this.values[area.top + r]
      return Array.from({ length: columnsOf(area) }, (_, c) => line?.[area.left + c] ?? null)
    })
  }

  /** The used area stays as measured when something is put inside it, or taken from its middle. */
  private forgetUsed(row: number, column: number, put: boolean): void {
    const area = this.used?.valued
    if (!area) {
      this.used = null
      return
    }
    const margin = put ? 0 : 1
    const inside =
      row >= area.top + margin &&
      row <= area.bottom - margin &&
      column >= area.left + margin &&
      column <= area.right - margin
    if (!inside) this.used = null
  }

  private measure(): { any: Area | null; valued: Area | null } {
    let valued: Area | null = null
    this.values.forEach((line, row) => {
      const first = line.findIndex((value) => (value ?? null) !== null)
      if (first < 0) return
      let last = line.length - 1
      while ((line[last] ?? null) === null) last--
      valued = grown(valued, { top: row, bottom: row, left: first, right: last })
    })
    for (const key of this.formulas.keys()) valued = grown(valued, areaOfKey(key))
    let any: Area | null = valued && { ...valued }
    for (const key of this.styles.keys()) any = grown(any, areaOfKey(key))
    return { any, valued }
  }
}

const areaOfKey = (key: number): Area => cellArea(Math.floor(key / COLUMNS), key % COLUMNS)

function grown(area: Area | null, by: Area): Area {
  if (!area) return by
  if (by.top < area.top) area.top = by.top
  if (by.left < area.left) area.left = by.left
  if (by.bottom > area.bottom) area.bottom = by.bottom
  if (by.right > area.right) area.right = by.right
  return area
}
