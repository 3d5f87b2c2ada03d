import { mergedArea } from '../host/edit.ts'
import { element, place } from './dom.ts'
import { headerWidth } from './geometry.ts'
import type { GridView } from './grid.ts'
import { clipboardRows, type Session } from './session.ts'

/** `entering` after typing over a cell: arrows leave it; `editing` inside its text: they do not. */
type Mode = 'ready' | 'entering' | 'editing'

/**
 * The field that takes the keyboard. It always has the focus and lies, unseen, on the active cell, so
 * that an input method for Chinese has something to compose in.
 */
export class CellEditor {
  readonly field: HTMLTextAreaElement
  mode: Mode = 'ready'
  private readonly session: Session
  private readonly grid: GridView
  private readonly changed: () => void

  /** @param changed - called when the text or the mode changes */
  constructor(session: Session, grid: GridView, changed: () => void) {
    this.session = session
    this.grid = grid
    this.changed = changed
    this.field = element('textarea', {
      class: 'editor',
      'data-testid': 'cell-editor',
      'aria-label': '单元格内容',
      spellcheck: 'false',
      autocomplete: 'off',
    })
    grid.canvas.append(this.field)
    this.field.addEventListener('keydown', (event) => this.press(event))
    this.field.addEventListener('input', () => {
      if (this.mode === 'ready') this.setMode('entering')
      this.fit()
      this.changed()
    })
    this.field.addEventListener('compositionstart', () => {
      if (this.mode === 'ready') this.setMode('entering')
    })
    // Whoever turns to the task pane has finished typing.
    this.field.addEventListener('blur', () => this.commit())
    this.field.addEventListener('paste', (event) => this.paste(event))
    for (const kind of ['copy', 'cut'] as const) {
      this.field.addEventListener(kind, (event) => this.copy(event, kind === 'cut'))
    }
  }

  focus(): void {
    this.field.focus({ preventScroll: true })
  }

  /** Opens the active cell with its text, the caret at the end. */
  open(): void {
    this.field.value = this.session.editText()
    this.setMode('editing')
    this.field.setSelectionRange(this.field.value.length, this.field.value.length)
    this.fit()
    this.changed()
  }

  /** Takes what was typed. Returns false when Excel refuses it. */
  commit(): boolean {
    if (this.mode === 'ready') return true
    const text = this.field.value
    this.setMode('ready')
    const taken = this.session.enter(text)
    this.changed()
    return taken
  }

  cancel(): void {
    this.setMode('ready')
    this.changed()
  }

  /** Lays the field on the active cell. */
  follow(): void {
    const { row, column } = this.session.cell
    const box = this.grid.geometry.box(mergedArea(this.session.book.active, row, column))
    place(this.field, { ...box, x: box.x + headerWidth })
  }

  private setMode(mode: Mode): void {
    this.mode = mode
    this.field.classList.toggle('open', mode !== 'ready')
    if (mode === 'ready') this.field.value = ''
    this.follow()
  }

  private fit(): void {
    this.follow()
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = this.field
    if (scrollWidth > clientWidth) this.field.style.width = `${scrollWidth + 12}px`
    if (scrollHeight > clientHeight) this.field.style.height = `${scrollHeight + 2}px`
  }

  private press(event: KeyboardEvent): void {
    // The Enter that ends a composition belongs to the input method.
    if (event.isComposing) return
    const taken = this.mode === 'ready' ? this.pressReady(event) : this.pressTyping(event)
    if (taken) event.preventDefault()
  }

  private pressTyping(event: KeyboardEvent): boolean {
    if (event.key === 'Escape') {
      this.cancel()
      return true
    }
    if (event.key === 'Enter' && event.altKey) {
      this.field.setRangeText('\n', this.field.selectionStart, this.field.selectionEnd, 'end')
      this.fit()
      return true
    }
    const leaves = event.key === 'Enter' || event.key === 'Tab'
    const arrow = this.mode === 'entering' && event.key in arrows
    if (!leaves && !arrow) return false
    if (this.commit()) this.leave(event)
    return true
  }

  private leave({ key, shiftKey }: KeyboardEvent): void {
    const back = shiftKey ? -1 : 1
    if (key === 'Enter') this.session.step(back, 0)
    else if (key === 'Tab') this.session.step(0, back)
    else {
      const [rows, columns] = arrows[key] as [number, number]
      this.session.step(rows, columns)
    }
  }

  private pressReady(event: KeyboardEvent): boolean {
    const { key } = event
    if (key in arrows) {
      this.arrow(event)
      return true
    }
    if (event.ctrlKey || event.metaKey) return this.shortcut(event)
    if (key === 'Enter' || key === 'Tab') {
      this.leave(event)
      return true
    }
    const action = {
      F2: () => this.open(),
      Delete: () => this.session.empty(),
      Backspace: () => this.open(),
      Home: () => this.session.moveTo(this.session.cell.row, 0),
      PageDown: () => this.page(1),
      PageUp: () => this.page(-1),
    }[key]
    if (!action) return false
    action()
    if (key === 'Backspace') this.field.value = ''
    return true
  }

  private arrow({ key, shiftKey, ctrlKey, metaKey }: KeyboardEvent): void {
    const [rows, columns] = arrows[key] as [number, number]
    if (ctrlKey || metaKey) this.session.leap(rows, columns)
    else if (shiftKey) this.session.stretch(rows, columns)
    else this.session.step(rows, columns)
  }

  private shortcut({ key }: KeyboardEvent): boolean {
    const { session } = this
    const { book } = session
    const action = {
      z: () => session.undo(),
      y: () => session.redo(),
      a: () => session.select(book.active.usedArea(false) ?? book.active.selection),
      Home: () => session.moveTo(0, 0),
      PageDown: () => this.turn(1),
      PageUp: () => this.turn(-1),
    }[key.length === 1 ? key.toLowerCase() : key]
    action?.()
    return action !== undefined
  }

  private page(direction: number): void {
    const rows = Math.max(1, Math.floor(this.grid.root.clientHeight / 20) - 2)
    this.session.moveTo(this.session.cell.row + direction * rows, this.session.cell.column)
  }

  private turn(direction: number): void {
    const { book } = this.session
    const visible = book.sheets.filter(({ visibility }) => visibility === 'Visible')
    const next = visible[visible.indexOf(book.active) + direction]
    if (next) book.activate(next)
  }

  private paste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text/plain')
    if (this.mode !== 'ready' || !text) return
    event.preventDefault()
    this.session.paste(clipboardRows(text))
  }

  private copy(event: ClipboardEvent, cut: boolean): void {
    if (this.mode !== 'ready') return
    event.preventDefault()
    event.clipboardData?.setData('text/plain', this.session.copied())
    if (cut) this.session.empty()
  }
}

const arrows: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}
