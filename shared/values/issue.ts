import type { Severity } from '../forms/form.ts'
import type { Cell } from '../grid/grid.ts'
import type { RuleId } from '../messages/zh.ts'
import type { Value } from '../read/table.ts'
import { isPlain } from '../text/normalise.ts'

/** What is wrong with one cell, or only right with goodwill; becomes a finding once its cell is known. */
export interface Issue {
  rule: RuleId
  severity: Severity
  params: Record<string, string | number>
  /** Only where writing the value loses nothing of what the cell said. */
  fix?: { value: Cell }
}

/** A cell read by the type of its field. */
export interface Reading {
  value: Value
  issue?: Issue
}

const LONGEST_QUOTE = 40

/** The cell's text as a message quotes it: on one line, and never a paragraph. */
export function quote(cell: Cell): string {
  const text = foldSpace(cell === null ? '' : String(cell))
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text
}

/** Trimmed, and every run of white space (line breaks, TABs, full-width blanks) as one space. */
export function foldSpace(text: string): string {
  if (isPlain(text)) return text
  return text
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** An issue of severity error that leaves the cell unread. */
export function unreadable(rule: RuleId, cell: Cell): Reading {
  return { value: null, issue: { rule, severity: 'error', params: { text: quote(cell) } } }
}
