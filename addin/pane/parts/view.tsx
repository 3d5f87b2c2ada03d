import { createContext, useContext } from 'react'
import type { Lang } from '../../../shared/messages/index.ts'
import type { Say } from '../messages/index.ts'
import type { Batch } from '../model/batch.ts'
import type { Pane } from '../model/pane.ts'
import type { PaneState } from '../model/state.ts'

/** What every part of the pane looks at. */
export interface View {
  pane: Pane
  state: PaneState
  batch: Batch | null
  lang: Lang
  say: Say
  /** In Excel the pane can go to cells, mark and correct them; a chosen file it can only check. */
  inExcel: boolean
}

export const ViewContext = createContext<View | null>(null)

export function useView(): View {
  const view = useContext(ViewContext)
  if (!view) throw new Error('outside of the pane')
  return view
}
