import { type Area, COLUMNS, cellArea, ROWS } from '../host/area.ts'
import type { Book } from '../host/book.ts'
import { displayText } from '../host/display.ts'
import { clear, type Input, mergedArea, redo, undo, write } from '../host/edit.ts'
import { OfficeError } from '../host/errors.ts'
import { settle } from '../host/recalculate.ts'
import { words } from './words.ts'

/** What a person does to the open workbook, whichever key or button it comes from. */
export class Session {
  readonly book: Book
  /** The cell a stretched selection started from. */
  private anchor = { row: 0, column: 0 }
  private readonly today: () => string
  private readonly say: (sentence: string) => void

  constructor(book: Book, today: () => string, say: (sentence: string) => void) {
    this.book = book
    this.today = today
    this.say = say
    this.settleAnchor()
    book.listen((event) => {
      if (event.kind === 'selected' || event.kind === 'activated') this.settleAnchor()
    })
  }

  /** The cell that typing goes to. */
  get cell(): { row: number; column: number } {
    return this.anchor
  }

  select(area: Area): void {
    this.book.select(this.book.active, area)
  }

  /** Selects one cell, the whole of it when it is merged. */
  moveTo(row: number, column: number): void {
    const at = {
      row: Math.max(0, Math.min(row, ROWS - 1)),
      column: Math.max(0, Math.min(column, COLUMNS - 1)),
    }
    this.select(mergedArea(this.book.active, at.row, at.column))
  }

  /** One step, past hidden rows and columns and out of a merged area. */
  step(rows: number, columns: number): void {
    const sheet = this.book.active
    const from = mergedArea(sheet, this.anchor.row, this.anchor.column)
    let row = rows > 0 ? from.bottom + 1 : rows < 0 ? from.top - 1 : from.top
    let column = columns > 0 ? from.right + 1 : columns < 0 ? from.left - 1 : from.left
    while (rows !== 0 && row > 0 && row < ROWS && sheet.isRowHidden(row)) row += rows
    while (columns !== 0 && column > 0 && column < COLUMNS && sheet.hiddenColumns.has(column)) {
      column += columns
    }
    this.moveTo(row, column)
  }

  /** Ctrl with an arrow: to the end of a filled block, or to the next one. */
  leap(rows: number, columns: number): void {
    const sheet = this.book.active
    const filled = (row: number, column: number) => sheet.value(row, column) !== null
    const used = sheet.usedArea(true) ?? cellArea(0, 0)
    let { row, column } = this.anchor
    const inside = () =>
      row + rows >= 0 &&
      column + columns >= 0 &&
      row + rows <= Math.max(used.bottom, row) &&
      column + columns <= Math.max(used.right, column)
    const inBlock = filled(row, column) && filled(row + rows, column + columns)
    while (inside()) {
      if (inBlock && !filled(row + rows, column + columns)) break
      row += rows
      column += columns
      if (!inBlock && filled(row, column)) break
    }
    this.moveTo(row, column)
  }

  /** Stretches the selection from the cell it started at. */
  stretchTo(row: number, column: number): void {
    const { row: top, column: left } = this.anchor
    const anchor = this.anchor
    this.select({
      top: Math.min(top, row),
      bottom: Math.max(top, Math.min(row, ROWS - 1)),
      left: Math.min(left, column),
      right: Math.max(left, Math.min(column, COLUMNS - 1)),
    })
    this.anchor = anchor
  }

  stretch(rows: number, columns: number): void {
    const { selection } = this.book.active
    const { row, column } = this.anchor
    const far = {
      row: selection.top < row ? selection.top : selection.bottom,
      column: selection.left < column ? selection.left : selection.right,
    }
    this.stretchTo(Math.max(0, far.row + rows), Math.max(0, far.column + columns))
  }

  /** Puts a typed text into the active cell. Returns false when Excel refuses. */
  enter(text: string): boolean {
    const { row, column } = this.cell
    if (text === this.editText()) return true
    return this.attempt(() => this.write(cellArea(row, column), [[text]]))
  }

  /** Pastes rows of texts with their upper left corner at the active cell. */
  paste(rows: string[][]): void {
    const { row, column } = this.cell
    const width = Math.max(...rows.map((line) => line.length))
    const area = {
      top: row,
      left: column,
      bottom: row + rows.length - 1,
      right: column + width - 1,
    }
    if (this.attempt(() => this.write(area, rows))) this.select(area)
  }

  empty(): void {
    const { active } = this.book
    const { selection } = active
    this.attempt(() => clear(this.book, active, selection, 'Contents', 'person'))
  }

  undo(): void {
    this.show(undo(this.book))
  }

  redo(): void {
    this.show(redo(this.book))
  }

  /** The selection as texts between tabs and line ends, as the clipboard takes it. */
  copied(): string {
    const { active: sheet } = this.book
    const area = sheet.clamp(sheet.selection) ?? cellArea(this.cell.row, this.cell.column)
    const lines: string[] = []
    for (let row = area.top; row <= area.bottom; row++) {
      if (sheet.isRowHidden(row)) continue
      const cells: string[] = []
      for (let column = area.left; column <= area.right; column++) {
        cells.push(quotedForClipboard(sheet.text(row, column)))
      }
      lines.push(cells.join('\t'))
    }
    return lines.join('\n')
  }

  /** What the cell editor starts with: the formula, or the value in full. */
  editText(): string {
    const { active: sheet } = this.book
    const { row, column } = this.cell
    const formula = sheet.formula(row, column)
    if (formula) return formula
    const value = sheet.value(row, column)
    const { numberFormat } = sheet.style(row, column)
    if (typeof value !== 'number') return displayText(value, 'General')
    if (/[ymd]/i.test(numberFormat.replace(/"[^"]*"|\[[^\]]*\]/g, ''))) {
      return displayText(value, 'yyyy/m/d')
    }
    return numberFormat.endsWith('%') ? `${Number((value * 100).toPrecision(12))}%` : String(value)
  }

  private write(area: Area, rows: Input[][]): void {
    write(this.book, this.book.active, area, rows, 'person', this.today())
  }

  private attempt(change: () => void): boolean {
    try {
      change()
      settle(this.book)
      return true
    } catch (error) {
      if (!(error instanceof OfficeError)) throw error
      this.say(error.code === 'AccessDenied' ? words.protectedSheet : words.refused)
      return false
    }
  }

  private show(place: { sheet: Book['active']; area: Area } | null): void {
    if (!place) return
    settle(this.book)
    this.book.select(place.sheet, place.area)
  }

  private settleAnchor(): void {
    const { top, left } = this.book.active.selection
    this.anchor = { row: top, column: left }
  }
}

const quotedForClipboard = (text: string): string =>
  /[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

/** Rows of texts out of what a spreadsheet or a page put on the clipboard. */
export function clipboardRows(text: string): string[][] {
  const rows: string[][] = [[]]
  const cell = /("(?:[^"]|"")*"|[^\t\r\n]*)(\t|\r\n|\r|\n|$)/y
  const body = text.replace(/(\r\n|\r|\n)$/, '')
  while (cell.lastIndex <= body.length) {
    const found = cell.exec(body)
    if (!found) break
    const content = found[1] as string
    const quoted = content.length > 1 && content.startsWith('"')
    rows.at(-1)?.push(quoted ? content.slice(1, -1).replaceAll('""', '"') : content)
    if (found[2] === '') break
    if (found[2] !== '\t') rows.push([])
  }
  return rows
}
