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

/** Computes formulas, each after those it looks at; in a circle the first reads an old value. */
function compute(book: Book, cells: Set<FormulaCell>): void {
  const places = byPlace(cells)
  const visited = new Set<FormulaCell>()
  for (const cell of cells) {
    // A stack of our own, because a column that adds to the cell above goes thousands deep.
    const stack = [{ cell, entered: false }]
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      if (top.entered) {
        stack.pop()
        top.cell.sheet.setValue(top.cell.row, top.cell.column, computed(book, top.cell))
      } else if (visited.has(top.cell)) {
        stack.pop()
      } else {
        visited.add(top.cell)
        top.entered = true
        for (const seen of lookedAt(top.cell, places)) {
          if (!visited.has(seen)) stack.push({ cell: seen, entered: false })
        }
      }
    }
  }
}

type Places = Map<Sheet, Map<string, FormulaCell>>

function byPlace(cells: Set<FormulaCell>): Places {
  const places: Places = new Map()
  for (const cell of cells) {
    const own = places.get(cell.sheet) ?? new Map<string, FormulaCell>()
    own.set(`${cell.row},${cell.column}`, cell)
    places.set(cell.sheet, own)
  }
  return places
}

/** The formulas among those to be computed that a formula looks at. */
function lookedAt(cell: FormulaCell, places: Places): FormulaCell[] {
  return cell.looksAt.flatMap(({ sheet, area }) => {
    const own = places.get(sheet)
    if (!own) return []
    if (cellsOf(area) > own.size) {
      return [...own.values()].filter(({ row, column }) =>
        intersection(area, cellArea(row, column)),
      )
    }
    const found: FormulaCell[] = []
    for (let row = area.top; row <= area.bottom; row++) {
      for (let column = area.left; column <= area.right; column++) {
        const seen = own.get(`${row},${column}`)
        if (seen) found.push(seen)
      }
    }
    return found
  })
}

function computed(book: Book, { sheet, row, column, expression }: FormulaCell): Cell {
  const unknown = sheet.value(row, column) ?? '#NAME?'
  if (!expression) return unknown
  try {
    return evaluate(expression, surroundings(book, sheet)) ?? 0
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

function surroundings(book: Book, home: Sheet): Surroundings {
  return {
    named: namedIn(book, home),
    values(name, area): Values {
      const sheet = name === null ? home : book.find(name)
      if (!sheet) throw new CellError('#REF!')
      // Whole columns are cut at the last used row, which changes no sum.
      const bottom = Math.min(area.bottom, Math.max(area.top, sheet.usedArea(true)?.bottom ?? 0))
      const right = Math.min(area.right, Math.max(area.left, sheet.usedArea(true)?.right ?? 0))
      const seen = { ...area, bottom, right }
      return { rows: sheet.read(seen), hidden: (row) => sheet.isRowHidden(area.top + row) }
    },
  }
}
