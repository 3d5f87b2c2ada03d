/** Which of the reasons that a person has given speaks of which finding. */
import { parseCell } from '../../../shared/grid/grid.ts'
import type { Reason } from './state.ts'

/** What a finding is about, this week. */
export interface About {
  sheet: string
  rule: string
  cell: string | null
  record: string | null
  period: string
}

/**
 * The reason given for it this week. It goes with the record, into whatever row that has moved; where
 * several rows are known by one name, with the cell.
 * @param rows how many rows each record has on the sheet
 */
export function reasonGiven(
  reasons: Reason[],
  about: About,
  rows: Map<string, number>,
): Reason | undefined {
  const column = columnOf(about.cell)
  const own = reasons.filter(
    (one) =>
      isSameWeek(one, about) && (one.record === undefined || one.record === (about.record ?? '')),
  )
  return (
    own.find(({ cell }) => cell === about.cell) ??
    own.find(
      ({ record, cell }) =>
        record !== undefined && rows.get(record) === 1 && columnOf(cell) === column,
    )
  )
}

/**
 * A reason to be offered: of an earlier week, for the same record; or of this one, for a record that was
 * at this place and is nowhere any more, as when its name was put right.
 */
export function reasonOffered(
  reasons: Reason[],
  about: About,
  rows: Map<string, number>,
): Reason | undefined {
  const { rule, cell, record, period } = about
  const gone = reasons.find(
    (one) =>
      isSameWeek(one, about) &&
      one.cell === cell &&
      one.record !== undefined &&
      !rows.has(one.record),
  )
  const earlier = reasons
    .filter((one) => one.rule === rule && one.period < period)
    .filter((one) => (one.record ?? null) === record && (record !== null || one.cell === cell))
    .toSorted((one, other) => (one.period < other.period ? 1 : -1))[0]
  return gone ?? earlier
}

/** Whether a reason is kept for the very same as another. */
export function isSameReason(one: Reason, other: Omit<Reason, 'reason'>): boolean {
  return isSameWeek(one, other) && one.cell === other.cell && one.record === other.record
}

function isSameWeek(
  one: Reason,
  { sheet, rule, period }: Pick<About, 'sheet' | 'rule' | 'period'>,
) {
  return one.sheet === sheet && one.rule === rule && one.period === period
}

function columnOf(cell: string | null): number | undefined {
  return cell === null ? undefined : parseCell(cell)?.column
}
