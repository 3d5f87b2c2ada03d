import { columnName } from '../grid/grid.ts'

/** A column and what it is, as a person knows. */
export interface ColumnAnswer {
  /** Letters of the column when the question was answered. */
  column: string
  /** Its header then; under another header the answer does not hold. */
  label: string
  /** Null: none of the form's fields. */
  field: string | null
}

/** A column as its header names it. */
export interface Labelled {
  /** 0-based. */
  column: number
  /** The label itself, and joined with those of its groups. */
  labels: (string | undefined)[]
}

/**
 * Which answer speaks of which column (0-based). An answer goes with its header, wherever that has
 * moved to. Only between columns with the same header the letter decides, and only as long as every
 * answer still finds its own: after a move it would name the neighbour.
 */
export function answersByColumn(
  columns: Labelled[],
  answers: ColumnAnswer[],
): Map<number, ColumnAnswer> {
  const result = new Map<number, ColumnAnswer>()
  for (const label of new Set(answers.map((one) => one.label))) {
    const given = answers.filter((one) => one.label === label)
    const headed = columns.filter(({ labels }) => labels.includes(label))
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
