import { ProblemError } from '../http/problem.ts'
import type { Cell, Column, Row } from './model.ts'

/** What an expression gives; `null` fits any. */
type Kind = 'text' | 'number' | 'boolean' | 'day' | 'instant' | 'null'

/** An expression of known kind. */
interface Term {
  kind: Kind
  value(row: Row): Cell
  /** The column or the constant that it is. */
  column?: string
  constant?: Cell
  /** Periods outside of which it cannot be true. */
  periods: Periods
}

/** Both included; null: no bound. */
export interface Periods {
  from: string | null
  to: string | null
}

/** The narrower of two lower bounds, and of two upper ones; null is none. */
export function later(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b > a) ? b : a
}

export function earlier(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b < a) ? b : a
}

export interface Filter {
  /** Unknown (a comparison with nothing) is not true. */
  holds(row: Row): boolean
  periods: Periods
}

const tests: Record<string, (text: string, part: string) => boolean> = {
  contains: (text, part) => text.includes(part),
  startswith: (text, part) => text.startsWith(part),
  endswith: (text, part) => text.endsWith(part),
}

/** Functions that `$filter` knows, besides comparisons. */
export const FILTER_FUNCTIONS = Object.keys(tests)

const ANY: Periods = { from: null, to: null }
/** Nested deeper than any person or Power Query writes. */
const DEPTH = 50

const kinds: Record<Column['type'], Kind> = {
  'Edm.String': 'text',
  'Edm.Int32': 'number',
  'Edm.Double': 'number',
  'Edm.Boolean': 'boolean',
  'Edm.Date': 'day',
  'Edm.DateTimeOffset': 'instant',
}

/** Functions and operators of OData that this service does not know: 501 and not 400. */
const UNKNOWN = new Set(
  `add sub mul div mod has in any all concat indexof length substring tolower toupper trim year month day
  hour minute second fractionalseconds date time totaloffsetminutes now maxdatetime mindatetime
  totalseconds round floor ceiling cast isof`.split(/\s+/),
)

type Token = { text: string; at: number } & (
  | { type: 'literal'; kind: Kind; constant: Cell }
  | { type: 'word' | 'sign' | 'end' }
)

const TOKENS =
  /\s*(?:(?<text>'(?:[^']|'')*')|(?<instant>\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))|(?<day>\d{4}-\d\d-\d\d(?![\w:]))|(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|-?INF\b|NaN\b)|(?<word>[A-Za-z_@$][\w./$]*)|(?<sign>[(),=]))/y

function tokensOf(option: string, text: string): Token[] {
  const tokens: Token[] = []
  TOKENS.lastIndex = 0
  let at = 0
  while (text.slice(at).trim() !== '') {
    TOKENS.lastIndex = at
    const found = TOKENS.exec(text)
    if (!found?.groups) throw invalid(option, text, at)
    const written = found[0].trim()
    const place = { text: written, at: TOKENS.lastIndex - written.length }
    const { text: quoted, instant, day, number, word } = found.groups
    if (quoted !== undefined) {
      const constant = quoted.slice(1, -1).replaceAll("''", "'")
      tokens.push({ ...place, type: 'literal', kind: 'text', constant })
    } else if (instant !== undefined || day !== undefined) {
      if (Number.isNaN(Date.parse(written))) throw invalid(option, text, place.at)
      const kind = day === undefined ? 'instant' : 'day'
      tokens.push({ ...place, type: 'literal', kind, constant: written })
    } else if (number !== undefined) {
      const constant = Number(number.replace('INF', 'Infinity'))
      tokens.push({ ...place, type: 'literal', kind: 'number', constant })
    } else if (word === 'true' || word === 'false') {
      tokens.push({ ...place, type: 'literal', kind: 'boolean', constant: word === 'true' })
    } else if (word === 'null') {
      tokens.push({ ...place, type: 'literal', kind: 'null', constant: null })
    } else {
      tokens.push({ ...place, type: word === undefined ? 'sign' : 'word' })
    }
    at = TOKENS.lastIndex
  }
  tokens.push({ text: '', at: text.length, type: 'end' })
  return tokens
}

export function invalid(option: string, text: string, at: number): ProblemError {
  const near = text.slice(at, at + 20)
  return new ProblemError('odata-query-invalid', {
    params: { option, at: at + 1, near: near === '' ? '…' : near },
    members: { target: option },
  })
}

export function unsupported(what: string): ProblemError {
  return new ProblemError('odata-not-supported', { params: { what } })
}

/**
 * Reads a `$filter` over the columns of a set: comparisons, `and`, `or`, `not`, brackets, and the functions
 * of `FILTER_FUNCTIONS` (OData 4.0, part 2, 5.1.1).
 *
 * @throws ProblemError 400 at the place that cannot be read; 501 for what OData knows and this does not
 */
export function readFilter(text: string, columns: Column[]): Filter {
  const { term, next } = new Reader('$filter', text, columns).whole()
  if (next.type !== 'end' || !isBoolean(term)) throw invalid('$filter', text, next.at)
  return { holds: (row) => term.value(row) === true, periods: term.periods }
}

/**
 * The constants in the brackets of `Set(…)`: `'a'` where there is one key, else `Unit='a',Period='b'`.
 *
 * @throws ProblemError 400 unless each key has one value of its kind
 */
export function readKey(text: string, keys: Column[]): Row {
  const tokens = tokensOf('key', text)
  const values: Row = {}
  const [only] = keys
  const [first] = tokens
  if (keys.length === 1 && only && first?.type === 'literal' && tokens.length === 2) {
    if (first.kind !== kinds[only.type]) throw invalid('key', text, first.at)
    return { [only.name]: first.constant }
  }
  for (let at = 0; ; at += 4) {
    const [name, equals, value, comma] = tokens.slice(at, at + 4)
    const key = keys.find((one) => one.name === name?.text)
    const fits = key && equals?.text === '=' && value?.type === 'literal'
    if (!fits || value.kind !== kinds[key.type] || key.name in values) {
      throw invalid('key', text, name?.at ?? 0)
    }
    values[key.name] = value.constant
    if (comma?.type === 'end') break
    if (comma?.text !== ',') throw invalid('key', text, comma?.at ?? 0)
  }
  if (keys.some(({ name }) => !(name in values))) throw invalid('key', text, text.length)
  return values
}

class Reader {
  private readonly tokens: Token[]
  private place = 0
  private depth = 0
  private readonly option: string
  private readonly text: string
  private readonly columns: Column[]

  constructor(option: string, text: string, columns: Column[]) {
    this.option = option
    this.text = text
    this.columns = columns
    this.tokens = tokensOf(option, text)
  }

  whole(): { term: Term; next: Token } {
    return { term: this.either(), next: this.next }
  }

  private get next(): Token {
    return this.tokens[this.place] as Token
  }

  private take(text: string): boolean {
    if (this.next.type === 'literal' || this.next.text !== text) return false
    this.place += 1
    return true
  }

  private expect(text: string): void {
    if (!this.take(text)) throw invalid(this.option, this.text, this.next.at)
  }

  private boolean(term: Term, at: number): Term {
    if (!isBoolean(term)) throw invalid(this.option, this.text, at)
    return term
  }

  private either(): Term {
    const at = this.next.at
    let left = this.both()
    while (this.next.text === 'or') {
      this.boolean(left, at)
      this.expect('or')
      const after = this.next.at
      left = either(left, this.boolean(this.both(), after))
    }
    return left
  }

  private both(): Term {
    const at = this.next.at
    let left = this.comparison()
    while (this.next.text === 'and') {
      this.boolean(left, at)
      this.expect('and')
      const after = this.next.at
      left = both(left, this.boolean(this.comparison(), after))
    }
    return left
  }

  private comparison(): Term {
    const left = this.operand()
    const sign = this.next
    if (sign.type !== 'word') return left
    if (UNKNOWN.has(sign.text)) throw unsupported(sign.text)
    if (!isOperator(sign.text)) return left
    this.place += 1
    const at = this.next.at
    const right = this.operand()
    const fit = left.kind === right.kind || left.kind === 'null' || right.kind === 'null'
    if (!fit) throw invalid(this.option, this.text, at)
    return comparison(sign.text, left, right)
  }

  private operand(): Term {
    if (++this.depth > DEPTH) throw invalid(this.option, this.text, this.next.at)
    const term = this.term()
    this.depth -= 1
    return term
  }

  private term(): Term {
    const token = this.next
    if (this.take('(')) {
      const inner = this.either()
      this.expect(')')
      return inner
    }
    this.place += 1
    if (token.type === 'literal') {
      const { kind, constant } = token
      return { kind, constant, value: () => constant, periods: ANY }
    }
    if (token.type !== 'word') throw invalid(this.option, this.text, token.at)
    if (token.text === 'not') {
      const at = this.next.at
      return negation(this.boolean(this.operand(), at))
    }
    if (this.next.text === '(' && this.next.type === 'sign') return this.call(token)
    if (token.text.startsWith('@')) throw unsupported(token.text)
    const column = this.columns.find(({ name }) => name === token.text)
    if (!column) throw invalid(this.option, this.text, token.at)
    const { name, type } = column
    return { kind: kinds[type], column: name, value: (row) => row[name] ?? null, periods: ANY }
  }

  private call(name: Token): Term {
    if (UNKNOWN.has(name.text)) throw unsupported(`${name.text}()`)
    const test = Object.hasOwn(tests, name.text) ? tests[name.text] : undefined
    if (!test) throw invalid(this.option, this.text, name.at)
    this.expect('(')
    const whole = this.textTerm()
    this.expect(',')
    const part = this.textTerm()
    this.expect(')')
    return {
      kind: 'boolean',
      value(row) {
        const [text, sought] = [whole.value(row), part.value(row)]
        return text === null || sought === null ? null : test(String(text), String(sought))
      },
      periods: ANY,
    }
  }

  private textTerm(): Term {
    const at = this.next.at
    const term = this.operand()
    if (term.kind !== 'text' && term.kind !== 'null') throw invalid(this.option, this.text, at)
    return term
  }
}

const operators = {
  eq: (order: number) => order === 0,
  ne: (order: number) => order !== 0,
  gt: (order: number) => order > 0,
  ge: (order: number) => order >= 0,
  lt: (order: number) => order < 0,
  le: (order: number) => order <= 0,
}
type Operator = keyof typeof operators

function isOperator(text: string): text is Operator {
  return Object.hasOwn(operators, text)
}

function isBoolean({ kind }: Term): boolean {
  return kind === 'boolean' || kind === 'null'
}

/** Order of two values of one kind; instants by time, not by how they are written. */
export function compareCells(left: Cell, right: Cell, isInstant: boolean): number {
  if (left === right) return 0
  // Nothing comes before everything (part 1, 11.2.5.2).
  if (left === null) return -1
  if (right === null) return 1
  const [a, b] = isInstant ? [left, right].map((one) => Date.parse(String(one))) : [left, right]
  if (a === undefined || b === undefined || a === b) return 0
  return a < b ? -1 : a > b ? 1 : Number.NaN
}

function comparison(operator: Operator, left: Term, right: Term): Term {
  const isInstant = left.kind === 'instant' || right.kind === 'instant'
  return {
    kind: 'boolean',
    value(row) {
      const [a, b] = [left.value(row), right.value(row)]
      if (a === null || b === null) {
        if (operator === 'eq') return a === b
        // Nothing is neither more nor less than anything.
        return operator === 'ne' ? a !== b : false
      }
      return operators[operator](compareCells(a, b, isInstant))
    },
    periods: periodsOf(operator, left, right),
  }
}

const mirrored: Partial<Record<Operator, Operator>> = { gt: 'lt', ge: 'le', lt: 'gt', le: 'ge' }

function periodsOf(operator: Operator, left: Term, right: Term): Periods {
  if (right.column === 'Period') return periodsOf(mirrored[operator] ?? operator, right, left)
  if (left.column !== 'Period' || typeof right.constant !== 'string') return ANY
  const bound = right.constant
  return {
    from: ['eq', 'gt', 'ge'].includes(operator) ? bound : null,
    to: ['eq', 'lt', 'le'].includes(operator) ? bound : null,
  }
}

function both(left: Term, right: Term): Term {
  const [a, b] = [left.periods, right.periods]
  return {
    kind: 'boolean',
    value(row) {
      const values = [left.value(row), right.value(row)]
      return values.includes(false) ? false : values.includes(null) ? null : true
    },
    periods: { from: later(a.from, b.from), to: earlier(a.to, b.to) },
  }
}

function either(left: Term, right: Term): Term {
  const [a, b] = [left.periods, right.periods]
  return {
    kind: 'boolean',
    value(row) {
      const values = [left.value(row), right.value(row)]
      return values.includes(true) ? true : values.includes(null) ? null : false
    },
    periods: {
      from: a.from === null || b.from === null ? null : earlier(a.from, b.from),
      to: a.to === null || b.to === null ? null : later(a.to, b.to),
    },
  }
}

function negation(term: Term): Term {
  return {
    kind: 'boolean',
    value(row) {
      const value = term.value(row)
      return value === null ? null : !value
    },
    periods: ANY,
  }
}
