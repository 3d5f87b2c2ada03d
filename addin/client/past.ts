import type { History } from '../../shared/protocol/answers.ts'
import type { Table } from '../../shared/read/table.ts'
import type { Tally } from '../../shared/tally/tally.ts'

/** What a unit reported before, as the checks take it. */
export interface Reported {
  /** Week of the last report; null: there is none. */
  period: string | null
  /** Its tables. */
  previous: Table[]
  /** Figures of the earlier weeks, the oldest first. */
  history: Tally[]
}

export function reportedIn({ form, reports, last }: History): Reported {
  return {
    period: last?.period ?? null,
    previous: last?.tables.map((table) => ({ ...table, form, findings: [] })) ?? [],
    history: reports.map(({ tally }) => tally),
  }
}
