import type { Form } from '../../../shared/forms/form.ts'
import type { CellChange } from '../../../shared/grid/changes.ts'
import type { Grid } from '../../../shared/grid/grid.ts'
import type { InspectOptions, SheetReport } from '../../../shared/inspect.ts'
import type { Lang } from '../../../shared/messages/index.ts'
import type { ColumnAnswer } from '../../../shared/recognise/column-answers.ts'
import type { ApiClient } from '../../client/api.ts'
import type { OutboxStore } from '../../client/outbox.ts'
import type { Workbook } from '../../workbook/port.ts'
import type { Known, Past } from './state.ts'

/** Small texts kept on this machine, outside any document; localStorage in the pane. */
export interface KeyValues {
  get(key: string): string | null
  /** Null takes it away. */
  set(key: string, value: string | null): void
}

/**
 * What outlives the pane: what waits to be sent, what the county was last known to hold, and what columns
 * were said to be.
 */
export interface LocalStore extends OutboxStore {
  known(): Promise<Record<string, Known>>
  putKnown(id: string, known: Known): Promise<void>
  /** By unit and form: one past each, the one last asked for. */
  past(key: string): Promise<Past | undefined>
  putPast(key: string, past: Past): Promise<void>
  /** Those whose key begins so. */
  answers(prefix: string): Promise<ColumnAnswer[]>
  putAnswer(key: string, answer: ColumnAnswer): Promise<void>
  dropAnswer(key: string): Promise<void>
}

/** Cells that were edited, and the grid as it was before. */
export interface Edit {
  before: Grid
  changes: CellChange[]
}

/** Everything outside itself that the pane works with. */
export interface PaneDeps {
  workbook: Workbook
  /**
   * The shared `inspect`, here or in a web worker.
   * @param edit how this grid came of the one that was inspected last for its sheet; where the options
   *   are the same (each the same object), only what was edited is looked at again
   */
  inspect(grid: Grid, options: InspectOptions, edit?: Edit): Promise<SheetReport[]>
  api(token: string | null, lang: Lang): ApiClient
  store: LocalStore
  keyValues: KeyValues
  /** The built-in ones. */
  forms: Form[]
  now(): Date
  random(): number
  newKey(): string
  /** 256 random bits as text. */
  newSecret(): string
  later(run: () => void, milliseconds: number): () => void
}
