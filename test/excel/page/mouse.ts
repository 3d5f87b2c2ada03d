import { COLUMNS, ROWS } from '../host/area.ts'
import type { CellEditor } from './editor.ts'
import type { GridView } from './grid.ts'
import type { Session } from './session.ts'

/** Clicks select, dragging stretches, a double click opens; headers take whole rows and columns. */
export function attachMouse(grid: GridView, session: Session, editor: CellEditor): void {
  let dragging = false
  grid.root.addEventListener('mousedown', (event) => {
    if (event.button !== 0 || onScrollbar(grid.root, event)) return
    if (event.target === editor.field && editor.mode !== 'ready') return
    event.preventDefault()
    if (!editor.commit()) return
    editor.focus()
    const { row, column } = grid.at(event)
    if (row < 0 && column < 0) {
      session.select({ top: 0, left: 0, bottom: ROWS - 1, right: COLUMNS - 1 })
    } else if (row < 0) {
      session.select({ top: 0, bottom: ROWS - 1, left: column, right: column })
    } else if (column < 0) {
      session.select({ top: row, bottom: row, left: 0, right: COLUMNS - 1 })
    } else if (event.shiftKey) {
      session.stretchTo(row, column)
    } else {
      session.moveTo(row, column)
      // Not the event of its own: it is lost when the cell is drawn again between the two clicks.
      if (event.detail === 2) editor.open()
      else dragging = true
    }
  })
  window.addEventListener('mousemove', (event) => {
    if (!dragging) return
    const { row, column } = grid.at(event)
    session.stretchTo(Math.max(0, row), Math.max(0, column))
  })
  window.addEventListener('mouseup', () => {
    dragging = false
  })
}

function onScrollbar(root: HTMLElement, event: MouseEvent): boolean {
  const edge = root.getBoundingClientRect()
  return (
    event.clientX > edge.left + root.clientWidth || event.clientY > edge.top + root.clientHeight
  )
}
