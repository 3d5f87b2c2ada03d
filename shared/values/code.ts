import type { Cell } from '../grid/grid.ts'
import { foldSpace, type Reading, unreadable } from './issue.ts'

/** Excel keeps fifteen digits of a number; whatever followed them is gone. */
const FIRST_INEXACT = 1e15

/** `4.12727E+17`: what Excel shows, and a CSV keeps, of a long number. */
const SCIENTIFIC = /^\d(?:\.\d+)?E\+\d+$|^\d\.\d+E\d+$/i

/** The longest identifier people write with blanks between its groups is a credit code. */
const LONGEST_CODE = 18

/**
 * Reads an identifier as text, in half-width letters and digits. Blanks that group one identifier
 * (`138 1234 5678`) go; two identifiers in one cell stay apart.
 */
export function readCode(cell: Cell): Reading {
  if (typeof cell === 'number') {
    return Math.abs(cell) >= FIRST_INEXACT
      ? unreadable('code-as-number', cell)
      : { value: String(cell) }
  }
  const text = foldSpace(String(cell ?? '').normalize('NFKC')).replace(/^['‘’`]/, '')
  if (SCIENTIFIC.test(text)) return unreadable('code-as-number', text)
  const joined = text.replaceAll(' ', '')
  return { value: /^[\dA-Z]+$/i.test(joined) && joined.length <= LONGEST_CODE ? joined : text }
}
