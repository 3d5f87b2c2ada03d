import type { Cell } from '../../../shared/grid/grid.ts'
import { type Area, cellArea, contains, formatArea, intersection, isUnbounded } from './area.ts'
import type { Actor, Book } from './book.ts'
import { type Entry, parseEntry } from './entry.ts'
import { OfficeError } from './errors.ts'
import type { CellState, Sheet } from './sheet.ts'
import { plain, restyle, type Style } from './style.ts'

/** A cell before a person changed it, for undoing. */
interface Former {
  row: number
  column: number
  state: CellState
}

interface Step {
  sheet: Sheet
  area: Area
  cells: Former[]
}

/** What a person did and what was undone, newest last. */
interface Journal {
  done: Step[]
  undone: Step[]
}

const journals = new WeakMap<Book, Journal>()

function journalOf(book: Book): Journal {
  const journal = journals.get(book) ?? { done: [], undone: [] }
  journals.set(book, journal)
  return journal
}

/** Excel's undo list ends somewhere too. */
const steps = 100

/**
 * What to put in a cell: a text to be read as Excel reads typing, a value as it is, or undefined to
 * leave the cell alone.
 */
export type Input = Cell | undefined

/**
 * Writes rows of inputs at the upper left corner of `area`, as one change. A text starting with `=`
 * becomes a formula.
 *
 * @param today - the day dates without a year belong to, `YYYY-MM-DD`
 * @throws OfficeError AccessDenied on a protected sheet
 */
export function write(
  book: Book,
  sheet: Sheet,
  area: Area,
  rows: Input[][],
  by: Actor,
  today: string,
): void {
  const changes = rows.flatMap((line, r) =>
    line.flatMap((input, c) => {
      if (input === undefined) return []
      const place = { row: area.top + r, column: area.left + c }
      return [{ ...place, state: entered(sheet.state(place.row, place.column), input, today) }]
    }),
  )
  apply(book, sheet, area, changes, by)
}

function entered(before: CellState, input: Cell, today: string): CellState {
  const entry: Entry =
    typeof input === 'string'
      ? parseEntry(input, before.style.numberFormat, today)
      : { value: input, formula: null, numberFormat: null }
  const unformatted = before.style.numberFormat === 'General'
  const style =
    entry.numberFormat && unformatted
      ? restyle(before.style, { numberFormat: entry.numberFormat })
      : before.style
  return { value: entry.value, formula: entry.formula, style }
}

/** Replaces whole cells, tells of it and keeps what undoing needs. */
function apply(book: Book, sheet: Sheet, area: Area, changes: Former[], by: Actor): void {
  if (sheet.isProtected) throw new OfficeError('AccessDenied')
  if (changes.length === 0) return
  const former = changes.map(({ row, column }) => ({
    row,
    column,
    state: sheet.state(row, column),
  }))
  for (const { row, column, state } of changes) sheet.setState(row, column, state)
  const journal = journalOf(book)
  journal.undone.length = 0
  if (by === 'person') {
    journal.done.push({ sheet, area, cells: former })
    journal.done.splice(0, journal.done.length - steps)
  } else {
    // What an add-in writes cannot be undone, and a step from before it would put back old cells.
    journal.done.length = 0
  }
  announce(book, sheet, area, by, former)
}

function announce(book: Book, sheet: Sheet, area: Area, by: Actor, former: Former[]): void {
  book.stale.push({ sheet, area })
  const only = former.length === 1 ? former[0] : undefined
  book.emit({
    kind: 'changed',
    sheet,
    area,
    by,
    ...(only && { before: only.state, after: sheet.state(only.row, only.column) }),
  })
}

/** Takes back the last thing a person did; returns its place, null when there is none. */
export function undo(book: Book): { sheet: Sheet; area: Area } | null {
  const { done, undone } = journalOf(book)
  return swap(book, done, undone)
}

/** Does again what was undone last. */
export function redo(book: Book): { sheet: Sheet; area: Area } | null {
  const { done, undone } = journalOf(book)
  return swap(book, undone, done)
}

function swap(book: Book, from: Step[], to: Step[]): { sheet: Sheet; area: Area } | null {
  const step = from.pop()
  if (!step || !book.sheets.includes(step.sheet)) return null
  const { sheet, area } = step
  const current = step.cells.map(({ row, column }) => ({
    row,
    column,
    state: sheet.state(row, column),
  }))
  for (const { row, column, state } of step.cells) sheet.setState(row, column, state)
  to.push({ sheet, area, cells: current })
  announce(book, sheet, area, 'person', current)
  return { sheet, area }
}

export type ClearWhat = 'All' | 'Formats' | 'Contents'

/** Empties cells; whole rows and columns only as far as the sheet is used. */
export function clear(book: Book, sheet: Sheet, area: Area, what: ClearWhat, by: Actor): void {
  const within = isUnbounded(area) ? sheet.clamp(area) : area
  if (!within) return
  const changes: Former[] = []
  each(within, (row, column) => {
    const before = sheet.state(row, column)
    changes.push({
      row,
      column,
      state: {
        value: what === 'Formats' ? before.value : null,
        formula: what === 'Formats' ? before.formula : null,
        style: what === 'Contents' ? before.style : plain,
      },
    })
  })
  if (what === 'Formats') {
    for (const { row, column, state } of changes) sheet.setStyle(row, column, state.style)
    book.emit({ kind: 'formatted', sheet, area })
  } else {
    apply(book, sheet, within, changes, by)
  }
  if (what === 'Contents') return
  sheet.conditionalFormats = sheet.conditionalFormats.filter(
    (format) => !format.areas.every((one) => contains(area, one)),
  )
}

/** Changes how cells look. */
export function format(book: Book, sheet: Sheet, area: Area, change: Partial<Style>): void {
  if (sheet.isProtected) throw new OfficeError('AccessDenied')
  const within = isUnbounded(area) ? sheet.clamp(area) : area
  if (within) {
    each(within, (row, column) =>
      sheet.setStyle(row, column, restyle(sheet.style(row, column), change)),
    )
  }
  book.emit({ kind: 'formatted', sheet, area })
}

/** Hides or shows rows, or columns. */
export function hide(book: Book, sheet: Sheet, area: Area, axis: 'rows' | 'columns', on: boolean) {
  const hidden = axis === 'rows' ? sheet.hiddenRows : sheet.hiddenColumns
  const [first, last] = axis === 'rows' ? [area.top, area.bottom] : [area.left, area.right]
  for (let index = first; index <= last; index++) {
    if (on) hidden.add(index)
    else hidden.delete(index)
    if (axis === 'rows' && !on) sheet.filteredRows.delete(index)
  }
  book.emit({ kind: 'hidden', sheet, area, hidden: on })
}

/** Joins cells; all but the first lose their content, as in Excel. */
export function merge(book: Book, sheet: Sheet, area: Area, across: boolean): void {
  if (sheet.isProtected) throw new OfficeError('AccessDenied')
  const parts: Area[] = across
    ? Array.from({ length: area.bottom - area.top + 1 }, (_, r) => ({
        ...area,
        top: area.top + r,
        bottom: area.top + r,
      }))
    : [area]
  for (const part of parts) {
    sheet.merges = sheet.merges.filter((one) => !intersection(one, part))
    if (formatArea(part).includes(':')) sheet.merges.push(part)
    each(part, (row, column) => {
      if (row === part.top && column === part.left) return
      sheet.setValue(row, column, null)
      sheet.setFormula(row, column, null)
    })
  }
  book.stale.push({ sheet, area })
  book.emit({ kind: 'formatted', sheet, area })
}

export function unmerge(book: Book, sheet: Sheet, area: Area): void {
  if (sheet.isProtected) throw new OfficeError('AccessDenied')
  sheet.merges = sheet.merges.filter((one) => !intersection(one, area))
  book.emit({ kind: 'formatted', sheet, area })
}

/** The merged area a cell belongs to, or the cell itself. */
export function mergedArea(sheet: Sheet, row: number, column: number): Area {
  const cell = cellArea(row, column)
  return sheet.merges.find((one) => contains(one, cell)) ?? cell
}

function each(area: Area, visit: (row: number, column: number) => void): void {
  for (let row = area.top; row <= area.bottom; row++) {
    for (let column = area.left; column <= area.right; column++) visit(row, column)
  }
}
