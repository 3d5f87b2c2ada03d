/**
 * Runs in a web worker. Forms are sent when they change: building their dictionary once is enough. Of
 * each sheet its inspection is kept, so that after an edit only the edited cells are sent.
 */
import type { Form } from '../../../shared/forms/form.ts'
import { forms as builtIn } from '../../../shared/forms/index.ts'
import type { CellChange } from '../../../shared/grid/changes.ts'
import type { Grid } from '../../../shared/grid/grid.ts'
import {
  type Inspection,
  type InspectOptions,
  inspection,
  type SheetReport,
} from '../../../shared/inspect.ts'

export type Question = { id: number } & (
  | {
      grid: Grid
      options: Omit<InspectOptions, 'forms'>
      /** Where they are others than in the question before; the built-in ones at first. */
      forms?: Form[]
    }
  /** Cells edited in a sheet that was asked about before. */
  | { sheet: string; changes: CellChange[] }
)

export interface Answer {
  id: number
  reports: SheetReport[]
}

let forms = builtIn
const kept = new Map<string, Inspection>()

self.onmessage = ({ data }: MessageEvent<Question>) => {
  const answer: Answer = { id: data.id, reports: reportsFor(data) }
  self.postMessage(answer)
}

function reportsFor(question: Question): SheetReport[] {
  if ('changes' in question) return kept.get(question.sheet)?.edit(question.changes) ?? []
  forms = question.forms ?? forms
  const begun = inspection(question.grid, { ...question.options, forms })
  kept.set(question.grid.sheet, begun)
  return begun.reports
}
