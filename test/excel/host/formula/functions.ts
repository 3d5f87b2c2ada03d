import type { Cell } from '../../../../shared/grid/grid.ts'
import { isError } from '../entry.ts'

/** The values of a referenced area, row by row; `hidden` tells a row out of sight. */
export interface Values {
  rows: Cell[][]
  hidden: (row: number) => boolean
}

export type Operand = Cell | Values

export const isValues = (operand: Operand): operand is Values =>
  typeof operand === 'object' && operand !== null

/** An error value on its way out of a computation. */
export class CellError extends Error {
  readonly value: string
  constructor(value: string) {
    super(value)
    this.value = value
  }
}

/** One value of an operand: that of the first cell when it is an area. */
export function single(operand: Operand | undefined): Cell {
  const value = isValues(operand ?? null) ? (operand as Values).rows[0]?.[0] : (operand as Cell)
  if (isError(value ?? null)) throw new CellError(value as string)
  return value ?? null
}

/** A number as arithmetic takes it: texts of digits count, other texts are `#VALUE!`. */
export function number(operand: Operand | undefined): number {
  const value = single(operand)
  if (value === null) return 0
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'number') return value
  const read = value.trim() === '' ? Number.NaN : Number(value.replaceAll(',', ''))
  if (Number.isNaN(read)) throw new CellError('#VALUE!')
  return read
}

export const truth = (operand: Operand | undefined): boolean => {
  const value = single(operand)
  if (typeof value === 'string') throw new CellError('#VALUE!')
  return Boolean(value)
}

/** Numbers as SUM counts them: in areas only true numbers, as arguments also texts of digits. */
function numbers(operands: Operand[], visible = false): number[] {
  return operands.flatMap((operand) => {
    if (!isValues(operand)) return operand === null ? [] : [number(operand)]
    const rows = visible ? operand.rows.filter((_, row) => !operand.hidden(row)) : operand.rows
    const cells = rows.flat()
    const error = cells.find(isError)
    if (error) throw new CellError(error)
    return cells.filter((cell) => typeof cell === 'number')
  })
}

const filled = (operands: Operand[]): number =>
  operands
    .flatMap((operand) => (isValues(operand) ? operand.rows.flat() : [operand]))
    .filter((cell) => cell !== null).length

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0)

function average(values: number[]): number {
  if (values.length === 0) throw new CellError('#DIV/0!')
  return sum(values) / values.length
}

/** Half away from zero, as Excel rounds; the exponent trick avoids 1.005 × 100 = 100.4999…. */
function round(value: number, digits: number): number {
  const shifted = Number(`${Math.abs(value)}e${digits}`)
  if (!Number.isFinite(shifted)) return value
  return Math.sign(value) * Number(`${Math.round(shifted)}e${-digits}`)
}

/** True for cells that meet a criterion as COUNTIF and SUMIF take it: `">=5"`, `"已复工"`, `"*镇"`. */
function meets(criterion: Cell): (cell: Cell) => boolean {
  const found = /^(<>|<=|>=|=|<|>)?(.*)$/s.exec(String(criterion ?? '')) as RegExpExecArray
  const operator = found[1] ?? '='
  const wanted = found[2] as string
  const limit = wanted.trim() === '' ? Number.NaN : Number(wanted)
  if (operator !== '=' && operator !== '<>') {
    return (cell) => typeof cell === 'number' && compare(operator, cell, limit)
  }
  const escaped = wanted.replace(/[.+^${}()|[\]\\]/g, '\\$&')
  const pattern = new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'is')
  const equal = (cell: Cell): boolean =>
    Number.isNaN(limit)
      ? wanted === ''
        ? cell === null
        : typeof cell === 'string' && pattern.test(cell)
      : cell === limit || cell === wanted
  return operator === '=' ? equal : (cell) => !equal(cell)
}

function compare(operator: string, a: number, b: number): boolean {
  if (operator === '<') return a < b
  if (operator === '>') return a > b
  return operator === '<=' ? a <= b : a >= b
}

const area = (operand: Operand | undefined): Cell[][] => {
  if (operand === undefined || !isValues(operand)) throw new CellError('#VALUE!')
  return operand.rows
}

function countIf(operands: Operand[]): number {
  const test = meets(single(operands[1]))
  return area(operands[0])
    .flat()
    .filter((cell) => test(cell)).length
}

function sumIf(operands: Operand[]): number {
  const test = meets(single(operands[1]))
  const summed = area(operands[2] ?? operands[0])
  return sum(
    area(operands[0]).flatMap((row, r) =>
      row.flatMap((cell, c) => {
        const value = summed[r]?.[c]
        return test(cell) && typeof value === 'number' ? [value] : []
      }),
    ),
  )
}

/** SUBTOTAL leaves out hidden rows when its code is 101 and up. */
function subtotal(operands: Operand[]): number {
  const code = number(operands[0])
  const values = numbers(operands.slice(1), code > 100)
  if (code % 100 === 1) return average(values)
  if (code % 100 === 2) return values.length
  if (code % 100 === 4) return Math.max(...values)
  if (code % 100 === 5) return Math.min(...values)
  if (code % 100 === 9) return sum(values)
  throw new CellError('#VALUE!')
}

/** Functions whose arguments are all computed first; IF and IFERROR are the evaluator's own. */
export const functions: Record<string, (operands: Operand[]) => Cell> = {
  ABS: ([value]) => Math.abs(number(value)),
  AND: (operands) => operands.every(truth),
  AVERAGE: (operands) => average(numbers(operands)),
  COUNT: (operands) => numbers(operands).length,
  COUNTA: filled,
  COUNTIF: countIf,
  INT: ([value]) => Math.floor(number(value)),
  ISBLANK: ([value]) => single(value) === null,
  ISNUMBER: ([value]) => typeof single(value) === 'number',
  LEN: ([value]) => String(single(value) ?? '').length,
  MAX: (operands) => Math.max(...numbers(operands), ...(numbers(operands).length ? [] : [0])),
  MIN: (operands) => Math.min(...numbers(operands), ...(numbers(operands).length ? [] : [0])),
  NOT: ([value]) => !truth(value),
  OR: (operands) => operands.some(truth),
  ROUND: ([value, digits]) => round(number(value), number(digits)),
  SUBTOTAL: subtotal,
  SUM: (operands) => sum(numbers(operands)),
  SUMIF: sumIf,
}
