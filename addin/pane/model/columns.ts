/** What to ask about the columns of a sheet, where recognising does not guess. */
import type { Form } from '../../../shared/forms/form.ts'
import { columnName } from '../../../shared/grid/grid.ts'
import type { SheetReport } from '../../../shared/inspect.ts'
import type { ColumnAnswered } from '../../../shared/protocol/submission.ts'
import {
  answersByColumn,
  type ColumnAnswer,
  isSameQuestion,
  questionKey,
} from '../../../shared/recognise/column-answers.ts'
import { dictionaryOf } from '../../../shared/recognise/dictionary.ts'
import type { Heading } from '../../../shared/recognise/find-header.ts'
import { parseLabel } from '../../../shared/recognise/label.ts'

export interface ColumnQuestion {
  /** Letters of the column. */
  column: string
  /** Cell of its header. */
  cell: string
  /** Its label, with those of its groups that make it mean something else: `春节前／人数`. */
  label: string
  form: string
  /** Best guess; null without one. */
  guess: string | null
  /** What the person said before, in which case nothing is asked any more. */
  answer: ColumnAnswer | null
  /** The sheet cannot be read as this form, or not surely, before it is answered. */
  pressing: boolean
  /** No other column of the table is headed alike. */
  isOnly: boolean
}

/** An answer given in another workbook; of this one the letters of its columns are known. */
export function isRemembered({ column }: ColumnAnswer): boolean {
  return column === ''
}

/** The answers of a workbook, and those remembered of others that it does not contradict. */
export function withRemembered(
  answers: ColumnAnswer[],
  remembered: ColumnAnswer[],
): ColumnAnswer[] {
  const own = answers.filter((one) => !isRemembered(one))
  const more = remembered.filter((one) => !own.some((other) => isSameQuestion(one, other)))
  return [...own, ...more]
}

/** Under what an answer is remembered for a unit; null: for nobody who is enrolled. */
export function answerKey(unit: string | null, { form, label }: ColumnAnswer): string {
  return `${unit ?? ''}/${form}/${questionKey(label)}`
}

/**
 * Columns that are ambiguous, that were not understood, or that were answered before; and, where a
 * column is missing without which the sheet is not the form, all whose header is no word of the form.
 */
export function questionsAbout(
  reports: SheetReport[],
  answers: ColumnAnswer[],
  forms: Form[],
): ColumnQuestion[] {
  const questions = new Map<string, ColumnQuestion>()
  for (const { findings, layout, form, headings } of reports) {
    const ask = (heading: Heading, about: string, guess: string | null, pressing: boolean) => {
      const { cell, heading: label } = heading
      if (questions.has(cell)) return
      const answer = held(headings, answers, about, forms).get(heading.column) ?? null
      questions.set(cell, {
        ...{ column: columnName(heading.column), cell, label, form: about, answer },
        guess: answer ? answer.field : guess,
        pressing: pressing && answer === null,
        isOnly: headings.filter((one) => one.heading === label).length === 1,
      })
    }
    for (const { rule, cell, params, field } of findings) {
      const heading = headings.find((one) => one.cell === cell)
      if (rule === 'layout-ambiguous-column' && heading) {
        const about = form ?? formWith(field, forms)
        if (about !== null) ask(heading, about, field ?? null, true)
      }
      if (rule === 'layout-missing-column') {
        const about = String(params.form)
        for (const one of headings) if (!isWordOf(about, one, forms)) ask(one, about, null, true)
      }
    }
    if (form === null || !layout) continue
    const answered = held(headings, answers, form, forms)
    for (const heading of headings) {
      const isUnmapped = layout.unmapped.includes(columnName(heading.column))
      if (isUnmapped || answered.has(heading.column)) ask(heading, form, null, false)
    }
  }
  return [...questions.values()]
}

/** Columns of a table that are what they are by a person's word. */
export function answeredIn(
  { sheet, layout, form, headings }: SheetReport,
  answers: ColumnAnswer[],
  forms: Form[],
): ColumnAnswered[] {
  if (!layout || form === null) return []
  return [...held(headings, answers, form, forms)].flatMap(([at, { field }]) => {
    const column = columnName(at)
    const label = headings.find((one) => one.column === at)?.heading ?? ''
    return field !== null && layout.columns[column] === field
      ? [{ sheet, column, label, field }]
      : []
  })
}

/** The answers that hold for columns of a form, by column (0-based). */
function held(
  headings: Heading[],
  answers: ColumnAnswer[],
  id: string,
  forms: Form[],
): Map<number, ColumnAnswer> {
  const fields = forms.find((form) => form.id === id)?.fields ?? []
  // A field that a newer version of the form has no more is asked about anew.
  const valid = answers.filter(
    ({ field }) => field === null || fields.some((one) => one.id === field),
  )
  const of = (form?: string) =>
    answersByColumn(
      headings,
      valid.filter((one) => one.form === form),
    )
  return new Map([...of(), ...of(id)])
}

function formWith(field: string | undefined, forms: Form[]): string | null {
  return forms.find(({ fields }) => fields.some(({ id }) => id === field))?.id ?? null
}

function isWordOf(form: string, { labels: [leaf = ''] }: Heading, forms: Form[]): boolean {
  const dictionary = dictionaryOf(forms)
  return parseLabel(leaf).keys.some((key) => dictionary.lookUp(key)?.has(form))
}
