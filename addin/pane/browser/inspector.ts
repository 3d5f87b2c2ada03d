import type { Form } from '../../../shared/forms/form.ts'
import { forms as builtIn } from '../../../shared/forms/index.ts'
import type { Grid } from '../../../shared/grid/grid.ts'
import { type InspectOptions, inspect, type SheetReport } from '../../../shared/inspect.ts'
import type { PaneDeps } from '../model/deps.ts'
import type { Answer, Question } from './inspect-worker.ts'

/** Sheets up to so many cells are checked in a blink; longer ones would freeze the pane. */
const CELLS_HERE = 20_000

/** The shared `inspect`: here for short sheets, in a web worker for long ones. */
export function inspector(): PaneDeps['inspect'] {
  let worker: Worker | null = null
  let asked = 0
  /** The forms the worker goes by. */
  let told: Form[] = builtIn
  const waiting = new Map<number, { grid: Grid; options: InspectOptions; done: Done }>()

  function open(): Worker {
    const opened = new Worker(new URL('./inspect-worker.ts', import.meta.url), { type: 'module' })
    opened.onmessage = ({ data: { id, reports } }: MessageEvent<Answer>) => {
      waiting.get(id)?.done(reports)
      waiting.delete(id)
    }
    // A page whose policy forbids workers still gets its answer.
    opened.onerror = () => {
      for (const { grid, options, done } of waiting.values()) done(inspect(grid, options))
      waiting.clear()
      worker = null
      told = builtIn
    }
    return opened
  }

  return (grid, options) => {
    const cells = grid.values.reduce((sum, row) => sum + row.length, 0)
    if (cells <= CELLS_HERE) return Promise.resolve(inspect(grid, options))
    return new Promise((done) => {
      asked += 1
      waiting.set(asked, { grid, options, done })
      worker ??= open()
      const { forms, ...rest } = options
      const changed = forms === told ? {} : { forms }
      told = forms
      worker.postMessage({ id: asked, grid, options: rest, ...changed } satisfies Question)
    })
  }
}

type Done = (reports: SheetReport[]) => void
