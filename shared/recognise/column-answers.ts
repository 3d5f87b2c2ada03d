import { columnName } from '../grid/grid.ts'
import { headingKey } from './label.ts'

/** A column and what it is, as a person knows. */
export interface ColumnAnswer {
  /** Letters of the column when the question was answered; empty: on another sheet. */
  column: string
  /** Its heading then; under another one the answer does not hold. */
  label: string
  /** Null: none of the form's fields. */
  field: string | null
  /**
   * Form that was asked about; then `label` is the whole heading. Answers of before forms were kept with
   * them speak of the leaf or of the whole, and of every form.
   */
  form?: string
}

/** A column as its header names it. */
export interface Labelled {
  /** 0-based. */
  column: number
  /** Labels of its groups that say more than what kind of thing is below, and its own. */
  heading: string
  /** Its own label, and joined with those of all its groups. */
  labels: (string | undefined)[]
}

/**
 * Which answer speaks of which column (0-based). An answer goes with its heading, wherever that has
 * moved to. Only between columns with the same heading the letter decides, and only as long as every
 * answer still finds its own: after a move it would name the neighbour.
 *
 * @param answers for one form, or those that name none
 */
export function answersByColumn(
  columns: Labelled[],
  answers: ColumnAnswer[],
): Map<number, ColumnAnswer> {
  const result = new Map<number, ColumnAnswer>()
  for (const label of new Set(answers.map((one) => one.label))) {
    const given = answers.filter((one) => one.label === label)
    const headed = headedBy(columns, given[0] as ColumnAnswer)
    const inPlace = given.map((one) =>
      headed.find(({ column }) => columnName(column) === one.column),
    )
    const alone = headed.length === 1 ? headed[0] : undefined
    if (alone) {
      const own = given[inPlace.indexOf(alone)]
      const agreed = given.every(({ field }) => field === given[0]?.field) ? given[0] : undefined
      const answer = own ?? agreed
      if (answer) result.set(alone.column, answer)
    } else if (inPlace.every((one) => one !== undefined)) {
      given.forEach((answer, at) => {
        const column = inPlace[at]?.column
        if (column !== undefined) result.set(column, answer)
      })
    }
  }
  return result
}

/** The columns an answer may speak of: to the letter, else but for a unit, a date, a line break. */
function headedBy(columns: Labelled[], { label, form }: ColumnAnswer): Labelled[] {
  if (form === undefined) return columns.filter(({ labels }) => labels.includes(label))
  const exactly = columns.filter(({ heading }) => heading === label)
  return exactly.length > 0 ? exactly : columns.filter(({ heading }) => isSame(heading, label))
}

/** Whether an answer given before speaks of the same heading of the same form as another. */
export function isSameQuestion(one: ColumnAnswer, other: ColumnAnswer): boolean {
  const ofOneForm = one.form === undefined || other.form === undefined || one.form === other.form
  return ofOneForm && isSame(one.label, other.label)
}

function isSame(one: string, other: string): boolean {
  return one === other || questionKey(one) === questionKey(other)
}

/** What a heading is known by from week to week: its groups too, but no unit and no date in figures. */
export function questionKey(heading: string): string {
  return heading.split('／').map(headingKey).join('／')
}
