/** What to ask about the columns of a sheet, where recognising does not guess. */
import type { Form } from '../../../shared/forms/form.ts'
import {
  cellName,
  columnIndex,
  columnName,
  type Grid,
  parseCell,
} from '../../../shared/grid/grid.ts'
import type { SheetReport } from '../../../shared/inspect.ts'
import type { ColumnAnswered } from '../../../shared/protocol/submission.ts'
import { answersByColumn, type ColumnAnswer } from '../../../shared/recognise/column-answers.ts'
import { dictionaryOf } from '../../../shared/recognise/dictionary.ts'
import { parseLabel } from '../../../shared/recognise/label.ts'

export interface ColumnQuestion {
  /** Letters of the column. */
  column: string
  /** Cell of its header. */
  cell: string
  label: string
  form: string
  /** Best guess; null without one. */
  guess: string | null
  /** What the person said before, in which case nothing is asked any more. */
  answer: ColumnAnswer | null
  /** The sheet cannot be read as this form, or not surely, before it is answered. */
  pressing: boolean
}

/**
 * Columns that are ambiguous, that were not understood, or that were answered before; and, where a
 * column is missing without which the sheet is not the form, all whose header is no word of the form.
 */
export function questionsAbout(
  grid: Grid,
  reports: SheetReport[],
  answers: ColumnAnswer[],
  forms: Form[],
): ColumnQuestion[] {
  const questions = new Map<string, ColumnQuestion>()
  const ask = (cell: string, form: string, guess: string | null, pressing: boolean) => {
    const header = headerAt(grid, cell)
    if (!header || questions.has(cell)) return
    const { column, label } = header
    const answer = held(grid, cell, answers).get(columnIndex(column)) ?? null
    questions.set(cell, {
      column,
      cell,
      label,
      form,
      guess: answer ? answer.field : guess,
      answer,
      pressing: pressing && answer === null,
    })
  }
  for (const { findings, layout, form } of reports) {
    for (const { rule, cell, params, field } of findings) {
      if (cell === null) continue
      if (rule === 'layout-ambiguous-column') {
        const about = form ?? formWith(field, forms)
        if (about !== null) ask(cell, about, field ?? null, true)
      }
      if (rule === 'layout-missing-column') {
        const about = String(params.form)
        for (const header of headersBeside(grid, cell)) {
          if (!isWordOf(about, headerAt(grid, header)?.label, forms)) ask(header, about, null, true)
        }
      }
    }
    const bottom = layout?.headerRows.at(-1)
    if (form === null || !layout || bottom === undefined) continue
    for (const column of layout.unmapped) ask(`${column}${bottom}`, form, null, false)
    for (const column of held(grid, `A${bottom}`, answers).keys()) {
      ask(`${columnName(column)}${bottom}`, form, null, false)
    }
  }
  return [...questions.values()]
}

/** Columns of a table that are what they are by a person's word. */
export function answeredIn(
  grid: Grid,
  { sheet, layout }: SheetReport,
  answers: ColumnAnswer[],
): ColumnAnswered[] {
  const bottom = layout?.headerRows.at(-1)
  if (!layout || bottom === undefined) return []
  return [...held(grid, `A${bottom}`, answers)].flatMap(([at, { label, field }]) => {
    const column = columnName(at)
    return field !== null && layout.columns[column] === field
      ? [{ sheet, column, label, field }]
      : []
  })
}

/** The answers that hold for the headers in the row of a cell, by column (0-based). */
function held(grid: Grid, cell: string, answers: ColumnAnswer[]): Map<number, ColumnAnswer> {
  if (answers.length === 0) return new Map()
  const columns = headersBeside(grid, cell).map((header, column) => ({
    column,
    labels: [headerAt(grid, header)?.label],
  }))
  return answersByColumn(columns, answers)
}

function formWith(field: string | undefined, forms: Form[]): string | null {
  return forms.find(({ fields }) => fields.some(({ id }) => id === field))?.id ?? null
}

function isWordOf(form: string, label: string | undefined, forms: Form[]): boolean {
  if (label === undefined) return false
  const dictionary = dictionaryOf(forms)
  return parseLabel(label).keys.some((key) => dictionary.lookUp(key)?.has(form))
}

function headersBeside(grid: Grid, cell: string): string[] {
  const at = parseCell(cell)
  if (!at) return []
  const width = Math.max(0, ...grid.values.slice(0, at.row + 1).map((row) => row.length))
  return Array.from({ length: width }, (_, column) => cellName(at.row, column))
}

/** The header text that is seen in a cell: that of the merged area it lies in. */
function headerAt(grid: Grid, cell: string): { column: string; label: string } | null {
  const at = parseCell(cell)
  if (!at) return null
  const merge = grid.merges.find(
    ({ left, right, top, bottom }) =>
      left <= at.column && at.column <= right && top <= at.row && at.row <= bottom,
  )
  const label = grid.values[merge?.top ?? at.row]?.[merge?.left ?? at.column] ?? null
  if (typeof label !== 'string' || label.trim() === '') return null
  return { column: columnName(at.column), label }
}
