import type { Form } from '../../../shared/forms/form.ts'
import { forms as builtIn } from '../../../shared/forms/index.ts'
import type { Grid } from '../../../shared/grid/grid.ts'
import {
  type Inspection,
  type InspectOptions,
  inspect,
  inspection,
} from '../../../shared/inspect.ts'
import type { Edit, PaneDeps } from '../model/deps.ts'
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
  /** Sheet → what the worker last had of it. */
  const sent = new Map<string, Inspected>()
  const here = inspectorHere()

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
      sent.clear()
      worker = null
      told = builtIn
    }
    return opened
  }

  return (grid, options, edit) => {
    const cells = grid.values.reduce((sum, row) => sum + row.length, 0)
    if (cells <= CELLS_HERE) return here(grid, options, edit)
    return new Promise((done) => {
      asked += 1
      waiting.set(asked, { grid, options, done })
      worker ??= open()
      const { forms, ...rest } = options
      const changed = forms === told ? {} : { forms }
      told = forms
      const goesOn = edit && follows(sent.get(grid.sheet), edit, options)
      sent.set(grid.sheet, { grid, options })
      const question: Question = goesOn
        ? { id: asked, sheet: grid.sheet, changes: edit.changes }
        : { id: asked, grid, options: rest, ...changed }
      worker.postMessage(question)
    })
  }
}

/** The shared `inspect` on this thread. */
export function inspectorHere(): PaneDeps['inspect'] {
  const kept = new Map<string, Inspected & { inspection: Inspection }>()
  return async (grid, options, edit) => {
    const last = kept.get(grid.sheet)
    if (edit && last && follows(last, edit, options)) {
      last.grid = grid
      return last.inspection.edit(edit.changes)
    }
    const begun = inspection(grid, options)
    kept.set(grid.sheet, { grid, options, inspection: begun })
    return begun.reports
  }
}

interface Inspected {
  grid: Grid
  options: InspectOptions
}

/** Whether an edit is of the very grid that was inspected last, by the same options. */
function follows(last: Inspected | undefined, { before }: Edit, options: InspectOptions): boolean {
  if (last?.grid !== before) return false
  const names = new Set([...Object.keys(last.options), ...Object.keys(options)])
  return [...names].every(
    (name) => last.options[name as keyof InspectOptions] === options[name as keyof InspectOptions],
  )
}

type Done = (reports: Answer['reports']) => void
