/** Runs in a web worker. The forms are its own copy: building their dictionary once is enough. */
import { forms } from '../../../shared/forms/index.ts'
import type { Grid } from '../../../shared/grid/grid.ts'
import { type InspectOptions, inspect, type SheetReport } from '../../../shared/inspect.ts'

export interface Question {
  id: number
  grid: Grid
  options: Omit<InspectOptions, 'forms'>
}

export interface Answer {
  id: number
  reports: SheetReport[]
}

self.onmessage = ({ data: { id, grid, options } }: MessageEvent<Question>) => {
  const answer: Answer = { id, reports: inspect(grid, { ...options, forms }) }
  self.postMessage(answer)
}
