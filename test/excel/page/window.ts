import type { Book } from '../host/book.ts'
import { Host } from '../host/host.ts'
import { element } from './dom.ts'
import { CellEditor } from './editor.ts'
import { formulaBar } from './formula-bar.ts'
import { GridView } from './grid.ts'
import { attachMouse } from './mouse.ts'
import { PaneFrame } from './pane-frame.ts'
import { Session } from './session.ts'
import { statusBar } from './status.ts'
import { sheetTabs } from './tabs.ts'

export interface BookWindow {
  root: HTMLElement
  host: Host
  close(): void
}

export interface WindowOptions {
  /** The newest ExcelApi set this Excel knows, `1.7`. */
  api: string
  /** Page of the task pane. */
  pane: string
  say: (sentence: string) => void
}

/** A workbook in its window: the sheet with all around it, and the task pane beside. */
export function openWindow(book: Book, { api, pane, say }: WindowOptions): BookWindow {
  const host = new Host(book, { api })
  const grid = new GridView(book)
  const session = new Session(book, host.today, say)
  const editor = new CellEditor(session, grid, () => {
    bar.refresh()
    status.refresh(editor.mode !== 'ready')
    if (editor.mode === 'ready') frame.resume()
  })
  const bar = formulaBar(session, editor, say)
  const tabs = sheetTabs(book, () => editor.focus())
  const status = statusBar(book)
  const frame = new PaneFrame({ host, page: pane, isEditing: () => editor.mode !== 'ready' })
  attachMouse(grid, session, editor)

  const stop = book.listen(({ kind }) => {
    if (kind === 'selected') {
      const { row, column } = session.cell
      grid.reveal(row, column)
      grid.paintSelection()
    }
    if (kind === 'calculated') grid.repaint()
    else if (kind !== 'selected') {
      grid.remeasure()
      tabs.refresh()
    }
    editor.follow()
    bar.refresh()
    status.refresh(editor.mode !== 'ready')
  })

  const root = element(
    'main',
    { class: 'work' },
    element(
      'section',
      { class: 'book' },
      bar.root,
      grid.root,
      element('div', { class: 'bottom' }, tabs.root, status.root),
    ),
    element('aside', { class: 'pane' }, frame.frame),
  )
  queueMicrotask(() => {
    grid.remeasure()
    bar.refresh()
    status.refresh(false)
    editor.follow()
    editor.focus()
  })
  return {
    root,
    host,
    close() {
      stop()
      frame.close()
      root.remove()
    },
  }
}
