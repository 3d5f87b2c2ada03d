/**
 * One cell, read by the type of its field.
 *
 * The same `2.27` is a day, a figure or a text: only the field says which, so nothing here looks at
 * the shape of a cell to find out what it might be. Three outcomes: a value without a word; a value
 * with a warning, where goodwill was needed (and a fix, where writing the plain value loses nothing);
 * an error, where reading would mean guessing. An empty cell and every sign for nothing are `null`.
 */
import type { Field } from '../forms/form.ts'
import type { Cell } from '../grid/grid.ts'
import type { Value } from '../read/table.ts'
import { normalise } from '../text/normalise.ts'
import { answerOf, findChoice, readChoice } from './choice.ts'
import { readCode } from './code.ts'
import { readDate } from './date.ts'
import { readFlag } from './flag.ts'
import { foldSpace, type Reading, unreadable } from './issue.ts'
import { isErrorValue, isNil } from './nil.ts'
import { readNumber } from './number.ts'
import { readSpan } from './span.ts'

export type { Issue, Reading } from './issue.ts'

export interface ReadContext {
  /** Day the sheet's figures stand for, `YYYY-MM-DD`; a date without a year is the one nearest to it. */
  asOf: string
  /** Factor of the column's header: 10000 under 万元. */
  scale?: number
  /** Day that a span in a date field (`3天内`) is counted from, where the field has one. */
  from?: Value
}

/** Reads one cell; never throws. The issue, if any, becomes a finding at the cell. */
export function readValue(cell: Cell, field: Field, context: ReadContext): Reading {
  if (cell === null) return { value: null }
  if (typeof cell === 'string') {
    if (isErrorValue(cell)) return unreadable('cell-error', cell)
    if (field.type !== 'flag' && isNil(cell) && !isListed(cell, field)) return { value: null }
  }
  switch (field.type) {
    case 'text':
      return {
        value: foldSpace(typeof cell === 'boolean' ? String(cell).toUpperCase() : String(cell)),
      }
    case 'code':
      return readCode(cell)
    case 'date':
      return (
        (field.countedFrom && readSpan(cell, context.from)) || remembered(cell, field, context.asOf)
      )
    case 'flag':
      return remembered(cell, field, '')
    case 'choice':
      return remembered(cell, field, '')
    default:
      return readNumber(cell, field, context.scale)
  }
}

/** A choice may be worded 无 (the kind of difficulty: none), and 没有 answers 是否复工; 无 may say anything. */
function isListed(cell: string, { choices = [] }: Field): boolean {
  const plain = normalise(cell).toLowerCase()
  return (
    findChoice(plain, choices) !== undefined ||
    (/^没/.test(plain) && answerOf(plain, choices) !== undefined)
  )
}

interface Readings {
  asOf: string
  known: Map<string | number | boolean, Reading>
}

const readings = new WeakMap<Field, Readings>()

/**
 * Columns of answers and of days hold the same few cells over and over: each is read once.
 *
 * @param asOf the day a date without a year is near; empty where it does not matter
 */
function remembered(cell: string | number | boolean, field: Field, asOf: string): Reading {
  let of = readings.get(field)
  if (!of || of.asOf !== asOf || of.known.size > 1_000) {
    of = { asOf, known: new Map() }
    readings.set(field, of)
  }
  const before = of.known.get(cell)
  if (before) return before
  const reading =
    field.type === 'date'
      ? readDate(cell, field, asOf)
      : field.type === 'flag'
        ? readFlag(cell, field)
        : readChoice(cell, field)
  of.known.set(cell, reading)
  return reading
}
