/** What a person chose for a sheet in place of what it says: the week, and which of its tables. */
import type { SheetReport } from '../../../shared/inspect.ts'
import { parsePeriod, periodOfDate } from '../../../shared/periods/periods.ts'
import type { PaneState } from './state.ts'

/** Kept with the workbook. */
export interface Choice {
  sheet: string
  period?: ChosenPeriod
  /** Form of the table in front, and which of several of that form it is, from 0. */
  table?: { form: string; nth: number }
}

/**
 * A week chosen by hand, with all that it was chosen for. Next week's copy of a sheet has another file
 * name, names another week, or is at least opened in another one; there the choice does not hold.
 */
interface ChosenPeriod {
  week: string
  /** Week the sheet named. */
  named: string | null
  book: string
  /** Week in which it was chosen. */
  chosenIn: string
}

type Choosing = Pick<PaneState, 'choices' | 'book' | 'looks'>

/** The week chosen for a sheet; undefined where none was, or for another week's sheet. */
export function chosenPeriod(
  { choices, book, looks }: Choosing,
  sheet: string,
  today: string,
  reports: SheetReport[] | undefined = looks[sheet]?.reports,
): string | undefined {
  const period = choices.find((one) => one.sheet === sheet)?.period
  if (!period || period.book !== book || period.chosenIn !== periodOfDate(today)) return undefined
  if (reports && namedIn(reports) !== period.named) return undefined
  return parsePeriod(String(period.week)) ? period.week : undefined
}

/** Which of the tables of a sheet is in front: the one chosen, or the first. */
export function indexInFront(
  { choices }: Pick<PaneState, 'choices'>,
  tables: SheetReport[],
): number {
  const table = choices.find((one) => one.sheet === tables[0]?.sheet)?.table
  const alike = tables.filter(({ form }) => form === table?.form)
  const chosen = alike[table?.nth ?? 0]
  return chosen ? tables.indexOf(chosen) : 0
}

/** @param today its week is the one in which the choice is made */
export function periodChoice(
  { book, looks }: Choosing,
  sheet: string,
  week: string,
  today: string,
): Choice {
  const named = namedIn(looks[sheet]?.reports ?? [])
  return { sheet, period: { week, named, book, chosenIn: periodOfDate(today) } }
}

export function tableChoice(tables: SheetReport[], index: number): Choice | null {
  const { sheet, form = null } = tables[index] ?? {}
  if (sheet === undefined || form === null) return null
  const nth = tables.slice(0, index).filter((one) => one.form === form).length
  return { sheet, table: { form, nth } }
}

export function withChoice(choices: Choice[], made: Choice): Choice[] {
  const before = choices.find(({ sheet }) => sheet === made.sheet)
  return [...choices.filter((one) => one !== before), { ...before, ...made }]
}

function namedIn(reports: SheetReport[]): string | null {
  return reports.find(({ named }) => named !== null)?.named ?? null
}
