/** Sheets are renamed and deleted while the pane is open: what is known of them follows. */
import type { SheetInfo } from '../../workbook/port.ts'
import type { PaneState } from './state.ts'

/** Names that are others now: old → new. */
export function renamedSheets(before: SheetInfo[], now: SheetInfo[]): Map<string, string> {
  const names = new Map(now.map(({ id, name }) => [id, name]))
  return new Map(
    before.flatMap(({ id, name }): [string, string][] => {
      const next = names.get(id)
      return next === undefined || next === name ? [] : [[name, next]]
    }),
  )
}

/** The state with the sheets as they are now; one that was renamed or deleted is to be read anew. */
export function withSheets(state: PaneState, sheets: SheetInfo[]): Partial<PaneState> {
  const renamed = renamedSheets(state.sheets, sheets)
  const isSame = (name: string) => !renamed.has(name) && sheets.some((one) => one.name === name)
  const kept = Object.entries(state.looks).filter(([name]) => isSame(name))
  const { active, alongside } = state
  return {
    sheets,
    active: (active !== null && renamed.get(active)) || active,
    looks: kept.length === Object.keys(state.looks).length ? state.looks : Object.fromEntries(kept),
    alongside:
      renamed.size === 0
        ? alongside
        : Object.fromEntries(
            Object.entries(alongside).map(([name, chosen]) => [renamed.get(name) ?? name, chosen]),
          ),
  }
}
