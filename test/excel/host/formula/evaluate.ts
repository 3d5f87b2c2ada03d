import type { Cell } from '../../../../shared/grid/grid.ts'
import { type Area, COLUMNS, ROWS } from '../area.ts'
import {
  CellError,
  functions,
  number,
  type Operand,
  single,
  truth,
  type Values,
} from './functions.ts'
import { type Corner, type Expression, FormulaError, type Operator } from './parse.ts'

/** What a formula can see. */
export interface Surroundings {
  /** Values of an area; `sheet` null for the formula's own. @throws CellError when there is none */
  values(sheet: string | null, area: Area): Values
  /** The area a defined name stands for. */
  named(name: string): { sheet: string; area: Area } | null
}

/** How far the formula's cell lies from the one it was written for. */
export interface Shift {
  rows: number
  columns: number
}

export const unshifted: Shift = { rows: 0, columns: 0 }

/**
 * The value of a formula.
 *
 * @throws FormulaError when it uses something not known here
 */
export function evaluate(expression: Expression, around: Surroundings, shift = unshifted): Cell {
  try {
    return single(compute(expression, around, shift))
  } catch (error) {
    if (error instanceof CellError) return error.value
    throw error
  }
}

function compute(expression: Expression, around: Surroundings, shift: Shift): Operand {
  switch (expression.kind) {
    case 'constant':
      return expression.value
    case 'reference':
      return around.values(expression.sheet, areaOf(expression.from, expression.to, shift))
    case 'name': {
      const meant = around.named(expression.name)
      if (!meant) throw new FormulaError(`no name ${expression.name}`)
      return around.values(meant.sheet, meant.area)
    }
    case 'negate':
      return -number(compute(expression.operand, around, shift))
    case 'percent':
      return number(compute(expression.operand, around, shift)) / 100
    case 'binary':
      return operate(
        expression.operator,
        compute(expression.left, around, shift),
        compute(expression.right, around, shift),
      )
    case 'call':
      return call(expression.name, expression.arguments, around, shift)
  }
}

function call(name: string, args: Expression[], around: Surroundings, shift: Shift): Operand {
  const argument = (index: number): Operand => {
    const expression = args[index]
    return expression ? compute(expression, around, shift) : null
  }
  if (name === 'IF') {
    if (truth(argument(0))) return args.length > 1 ? argument(1) : true
    return args.length > 2 ? argument(2) : false
  }
  if (name === 'IFERROR') {
    try {
      return single(argument(0))
    } catch (error) {
      if (error instanceof CellError) return argument(1)
      throw error
    }
  }
  const known = functions[name]
  if (!known) throw new FormulaError(`no function ${name}`)
  const result = known(args.map((_, index) => argument(index)))
  if (typeof result === 'number' && !Number.isFinite(result)) throw new CellError('#NUM!')
  return result
}

function operate(operator: Operator, left: Operand, right: Operand): Cell {
  switch (operator) {
    case '+':
      return number(left) + number(right)
    case '-':
      return number(left) - number(right)
    case '*':
      return number(left) * number(right)
    case '^':
      return number(left) ** number(right)
    case '/': {
      const divisor = number(right)
      if (divisor === 0) throw new CellError('#DIV/0!')
      return number(left) / divisor
    }
    case '&':
      return `${single(left) ?? ''}${single(right) ?? ''}`
    default:
      return ordered(operator, order(single(left), single(right)))
  }
}

function ordered(operator: Operator, sign: number): boolean {
  if (operator === '=') return sign === 0
  if (operator === '<>') return sign !== 0
  if (operator === '<') return sign < 0
  if (operator === '>') return sign > 0
  return operator === '<=' ? sign <= 0 : sign >= 0
}

/** Excel's order: numbers before texts before truth values; an empty cell equals 0 and ''. */
function order(left: Cell, right: Cell): number {
  const a = left ?? emptyLike(right)
  const b = right ?? emptyLike(left)
  const ranks = { number: 0, string: 1, boolean: 2 } as Record<string, number>
  if (typeof a !== typeof b) return (ranks[typeof a] ?? 0) - (ranks[typeof b] ?? 0)
  if (typeof a === 'string' && typeof b === 'string') {
    const [x, y] = [a.toLowerCase(), b.toLowerCase()]
    return x < y ? -1 : x > y ? 1 : 0
  }
  return Number(a) - Number(b)
}

const emptyLike = (other: Cell): Exclude<Cell, null> =>
  typeof other === 'string' ? '' : typeof other === 'boolean' ? false : 0

/** The area between two corners, seen from a cell that lies `shift` away. */
export function areaOf(from: Corner, to: Corner, shift = unshifted): Area {
  const row = (corner: Corner, fallback: number): number =>
    corner.row === null ? fallback : corner.row + (corner.rowFixed ? 0 : shift.rows)
  const column = (corner: Corner, fallback: number): number =>
    corner.column === null ? fallback : corner.column + (corner.columnFixed ? 0 : shift.columns)
  const rows = [row(from, 0), row(to, ROWS - 1)]
  const columns = [column(from, 0), column(to, COLUMNS - 1)]
  const area = {
    top: Math.min(...rows),
    bottom: Math.max(...rows),
    left: Math.min(...columns),
    right: Math.max(...columns),
  }
  if (area.top < 0 || area.left < 0) throw new CellError('#REF!')
  return area
}

/** Every area a formula looks at, through names too. */
export function precedents(
  expression: Expression,
  named: Surroundings['named'],
): { sheet: string | null; area: Area }[] {
  const inside = (part: Expression) => precedents(part, named)
  switch (expression.kind) {
    case 'reference':
      return [{ sheet: expression.sheet, area: areaOf(expression.from, expression.to) }]
    case 'name': {
      const meant = named(expression.name)
      return meant ? [meant] : []
    }
    case 'negate':
    case 'percent':
      return inside(expression.operand)
    case 'binary':
      return [...inside(expression.left), ...inside(expression.right)]
    case 'call':
      return expression.arguments.flatMap(inside)
    default:
      return []
  }
}
