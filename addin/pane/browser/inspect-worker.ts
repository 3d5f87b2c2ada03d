/**
 * Runs in a web worker. Forms are sent when they change: building their dictionary once is enough.
 */
import type { Form } from '../../../shared/forms/form.ts'
import { forms as builtIn } from '../../../shared/forms/index.ts'
import type { Grid } from '../../../shared/grid/grid.ts'
import { type InspectOptions, inspect, type SheetReport } from '../../../shared/inspect.ts'

export interface Question {
  id: number
  grid: Grid
  options: Omit<InspectOptions, 'forms'>
  /** Where they are others than in the question before; the built-in ones at first. */
  forms?: Form[]
}

export interface Answer {
  id: number
  reports: SheetReport[]
}

let forms = builtIn

self.onmessage = ({ data: { id, grid, options, forms: others } }: MessageEvent<Question>) => {
  forms = others ?? forms
  const answer: Answer = { id, reports: inspect(grid, { ...options, forms }) }
  self.postMessage(answer)
}
