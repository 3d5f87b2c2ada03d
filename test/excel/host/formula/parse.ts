import { type Cell, columnIndex } from '../../../../shared/grid/grid.ts'
import { COLUMNS, ROWS } from '../area.ts'

/** One corner of a reference; null where the reference takes a whole row or column. */
export interface Corner {
  row: number | null
  column: number | null
  /** Written with `$`: stays when a formula is applied to another cell. */
  rowFixed: boolean
  columnFixed: boolean
}

export type Expression =
  | { kind: 'constant'; value: Cell }
  | { kind: 'reference'; sheet: string | null; from: Corner; to: Corner }
  | { kind: 'name'; name: string }
  | { kind: 'negate'; operand: Expression }
  | { kind: 'percent'; operand: Expression }
  | { kind: 'binary'; operator: Operator; left: Expression; right: Expression }
  | { kind: 'call'; name: string; arguments: Expression[] }

export type Operator = '+' | '-' | '*' | '/' | '^' | '&' | '=' | '<>' | '<' | '>' | '<=' | '>='

/** Looser operators first; those of one line bind alike, from the left. */
const precedence: Operator[][] = [
  ['=', '<>', '<', '>', '<=', '>='],
  ['&'],
  ['+', '-'],
  ['*', '/'],
  ['^'],
]

/** What cannot be read as a formula of the kinds known here. */
export class FormulaError extends Error {}

/** A sheet's name before `!`, then one corner or two. */
const reference =
  /^(?:(?:'((?:[^']|'')+)'|([\p{L}_][\p{L}\p{N}_.]*))!)?(\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}(?::\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6})?|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?[1-9]\d{0,6}:\$?[1-9]\d{0,6})(?![\p{L}\p{N}_(.!])/u
const cache = new Map<string, Expression>()

/**
 * Reads `=SUM(F5:F11)/2`: operators, numbers, texts, references, calls.
 *
 * @throws FormulaError when it cannot be read
 */
export function parseFormula(formula: string): Expression {
  const known = cache.get(formula)
  if (known) return known
  const parsed = new Parser(formula.replace(/^=/, '')).whole()
  cache.set(formula, parsed)
  return parsed
}

class Parser {
  private rest: string

  constructor(text: string) {
    this.rest = text.trimStart()
  }

  whole(): Expression {
    const expression = this.binary(0)
    if (this.rest !== '') throw new FormulaError(`unexpected ${this.rest}`)
    return expression
  }

  private binary(level: number): Expression {
    const operators = precedence[level]
    if (!operators) return this.unary()
    let left = this.binary(level + 1)
    for (let operator = this.operator(operators); operator; operator = this.operator(operators)) {
      left = { kind: 'binary', operator, left, right: this.binary(level + 1) }
    }
    return left
  }

  /** Takes the operator that comes next, if it is one of these. */
  private operator(allowed: Operator[]): Operator | null {
    const found = /^(<>|<=|>=|[-+*/^&=<>])/.exec(this.rest)
    const operator = found?.[1] as Operator | undefined
    if (!operator || !allowed.includes(operator)) return null
    this.skip(operator.length)
    return operator
  }

  private unary(): Expression {
    if (this.take('-')) return { kind: 'negate', operand: this.unary() }
    if (this.take('+')) return this.unary()
    let operand = this.primary()
    while (this.take('%')) operand = { kind: 'percent', operand }
    return operand
  }

  private primary(): Expression {
    if (this.take('(')) {
      const inner = this.binary(0)
      this.expect(')')
      return inner
    }
    const text = this.match(/^"((?:[^"]|"")*)"/)
    if (text) return { kind: 'constant', value: (text[1] as string).replaceAll('""', '"') }
    const found = this.match(reference)
    if (found) return asReference(found)
    const number = this.match(/^\d*\.?\d+(?:[eE][+-]?\d+)?|^\d+\.?/)
    if (number) return { kind: 'constant', value: Number(number[0]) }
    const error = this.match(/^#(?:REF!|DIV\/0!|N\/A|NAME\?|VALUE!|NUM!|NULL!)/)
    if (error) return { kind: 'constant', value: error[0] }
    return this.word()
  }

  private word(): Expression {
    const found = this.match(/^[\p{L}_][\p{L}\p{N}_.]*/u)
    if (!found) throw new FormulaError(`unexpected ${this.rest || 'end'}`)
    const name = found[0].toUpperCase()
    if (this.take('(')) return { kind: 'call', name, arguments: this.list() }
    if (name === 'TRUE' || name === 'FALSE') return { kind: 'constant', value: name === 'TRUE' }
    return { kind: 'name', name: found[0] }
  }

  private list(): Expression[] {
    const items: Expression[] = []
    if (this.take(')')) return items
    do {
      // An argument left out, as in IF(A1,,2), is empty.
      items.push(/^[,)]/.test(this.rest) ? { kind: 'constant', value: null } : this.binary(0))
    } while (this.take(','))
    this.expect(')')
    return items
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    const found = pattern.exec(this.rest)
    if (found) this.skip(found[0].length)
    return found
  }

  private take(symbol: string): boolean {
    if (!this.rest.startsWith(symbol)) return false
    this.skip(symbol.length)
    return true
  }

  private expect(symbol: string): void {
    if (!this.take(symbol)) throw new FormulaError(`${symbol} expected`)
  }

  private skip(length: number): void {
    this.rest = this.rest.slice(length).trimStart()
  }
}

function asReference(found: RegExpExecArray): Expression {
  const sheet = found[1]?.replaceAll("''", "'") ?? found[2] ?? null
  const [first, second] = (found[3] as string).split(':')
  const from = asCorner(first as string)
  return { kind: 'reference', sheet, from, to: second ? asCorner(second) : from }
}

function asCorner(text: string): Corner {
  const found = /^(\$?)([A-Za-z]*)(\$?)(\d*)$/.exec(text) as RegExpExecArray
  const letters = found[2] as string
  const digits = found[4] as string
  const column = letters ? columnIndex(letters.toUpperCase()) : null
  const row = digits ? Number(digits) - 1 : null
  if ((column ?? 0) >= COLUMNS || (row ?? 0) >= ROWS) throw new FormulaError(`${text} is no cell`)
  return {
    row,
    column,
    rowFixed: letters ? found[3] === '$' : found[1] === '$',
    columnFixed: found[1] === '$',
  }
}
