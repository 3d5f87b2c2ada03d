import type { Cell } from '../../../shared/grid/grid.ts'
import { type Area, bounding, cellArea, cellsOf, intersection } from './area.ts'
import type { Book } from './book.ts'
import { evaluate, precedents, type Shift, type Surroundings } from './formula/evaluate.ts'
import { CellError, type Values } from './formula/functions.ts'
import { type Expression, FormulaError, parseFormula } from './formula/parse.ts'
import type { Sheet } from './sheet.ts'

interface FormulaCell {
  sheet: Sheet
  row: number
  column: number
  expression: Expression | null
  looksAt: { sheet: Sheet; area: Area }[]
}

/**
 * Computes the formulas that the changes since the last time touch, as Excel does after an edit.
 * A formula with something unknown here keeps the value its file gave it.
 */
export function recalculate(book: Book): void {
  const changed = gathered(book.stale)
  book.stale.length = 0
  if (changed.length === 0) return
  const cells = book.sheets.flatMap((sheet) => formulaCells(book, sheet))
  const touched = dependents(cells, changed)
  compute(book, touched)
  for (const sheet of new Set([...touched].map((cell) => cell.sheet))) {
    book.emit({ kind: 'calculated', sheet })
  }
}

/** What follows every edit: computing, unless the workbook is set to wait for F9. */
export function settle(book: Book): void {
  if (book.calculationMode !== 'Manual') recalculate(book)
}

/** Computes formulas that came without a value, as files written by programs have them. */
export function computeMissing(book: Book): void {
  const cells = book.sheets.flatMap((sheet) => formulaCells(book, sheet))
  compute(book, new Set(cells.filter((cell) => cell.sheet.value(cell.row, cell.column) === null)))
}

/** One area a sheet: many single changes would make the search for dependents slow. */
function gathered(changes: Book['stale']): Book['stale'] {
  if (changes.length < 50) return [...changes]
  const bySheet = new Map<Sheet, Area>()
  for (const { sheet, area } of changes) {
    const known = bySheet.get(sheet)
    bySheet.set(sheet, known ? bounding(known, area) : area)
  }
  return [...bySheet].map(([sheet, area]) => ({ sheet, area }))
}

function formulaCells(book: Book, sheet: Sheet): FormulaCell[] {
  return [...sheet.formulaCells()].map(({ row, column, formula }) => {
    const expression = readable(formula)
    const seen = expression ? precedents(expression, namedIn(book, sheet)) : []
    const looksAt = seen.flatMap(({ sheet: name, area }) => {
      const meant = name === null ? sheet : book.find(name)
      return meant ? [{ sheet: meant, area }] : []
    })
    return { sheet, row, column, expression, looksAt }
  })
}

function readable(formula: string): Expression | null {
  try {
    return parseFormula(formula)
  } catch (error) {
    if (error instanceof FormulaError) return null
    throw error
  }
}

function dependents(cells: FormulaCell[], changed: Book['stale']): Set<FormulaCell> {
  const touched = new Set<FormulaCell>()
  let news = changed
  while (news.length > 0) {
    const next: Book['stale'] = []
    for (const cell of cells) {
      if (touched.has(cell)) continue
      const place = cellArea(cell.row, cell.column)
      const hit = news.some(
        ({ sheet, area }) =>
          (sheet === cell.sheet && intersection(area, place)) ||
          cell.looksAt.some((seen) => seen.sheet === sheet && intersection(seen.area, area)),
      )
      if (!hit) continue
      touched.add(cell)
      next.push({ sheet: cell.sheet, area: place })
    }
    news = gathered(next)
  }
  return touched
}

function compute(book: Book, cells: Set<FormulaCell>): void {
  const waiting = new Map<Sheet, Map<string, FormulaCell>>()
  for (const cell of cells) {
    const own = waiting.get(cell.sheet) ?? new Map<string, FormulaCell>()
    own.set(`${cell.row},${cell.column}`, cell)
    waiting.set(cell.sheet, own)
  }
  /** Computes what a formula is about to look at first; a circle reads the old value. */
  const ready = (sheet: Sheet, area: Area): void => {
    const own = waiting.get(sheet)
    if (!own) return
    if (cellsOf(area) < own.size) {
      for (let row = area.top; row <= area.bottom; row++) {
        for (let column = area.left; column <= area.right; column++) {
          const cell = own.get(`${row},${column}`)
          if (cell) run(cell)
        }
      }
      return
    }
    for (const cell of [...own.values()]) {
      if (intersection(area, cellArea(cell.row, cell.column))) run(cell)
    }
  }
  const run = (cell: FormulaCell): void => {
    if (!waiting.get(cell.sheet)?.delete(`${cell.row},${cell.column}`)) return
    cell.sheet.setValue(cell.row, cell.column, computed(book, cell, ready))
  }
  for (const cell of cells) run(cell)
}

function computed(book: Book, cell: FormulaCell, ready: (sheet: Sheet, area: Area) => void): Cell {
  const before = cell.sheet.value(cell.row, cell.column)
  const unknown = before ?? '#NAME?'
  if (!cell.expression) return unknown
  try {
    return evaluate(cell.expression, surroundings(book, cell.sheet, ready)) ?? 0
  } catch (error) {
    if (error instanceof FormulaError) return unknown
    throw error
  }
}

/** The value of a formula that belongs to no cell, such as a conditional format's. */
export function evaluateAt(book: Book, sheet: Sheet, formula: string, shift: Shift): Cell {
  const expression = readable(formula)
  if (!expression) return null
  try {
    return evaluate(expression, surroundings(book, sheet), shift)
  } catch (error) {
    if (error instanceof FormulaError) return null
    throw error
  }
}

const namedIn =
  (book: Book, home: Sheet): Surroundings['named'] =>
  (name) => {
    const meant = book.locate(name, home)
    return meant ? { sheet: meant.sheet.name, area: meant.area } : null
  }

function surroundings(
  book: Book,
  home: Sheet,
  ready: (sheet: Sheet, area: Area) => void = () => {},
): Surroundings {
  return {
    named: namedIn(book, home),
    values(name, area): Values {
      const sheet = name === null ? home : book.find(name)
      if (!sheet) throw new CellError('#REF!')
      ready(sheet, area)
      // Whole columns are cut at the last used row, which changes no sum.
      const bottom = Math.min(area.bottom, Math.max(area.top, sheet.usedArea(true)?.bottom ?? 0))
      const right = Math.min(area.right, Math.max(area.left, sheet.usedArea(true)?.right ?? 0))
      const seen = { ...area, bottom, right }
      return { rows: sheet.read(seen), hidden: (row) => sheet.isRowHidden(area.top + row) }
    },
  }
}
