import { formatArea } from '../host/area.ts'
import { element } from './dom.ts'
import type { CellEditor } from './editor.ts'
import type { Session } from './session.ts'
import { words } from './words.ts'

export interface FormulaBar {
  root: HTMLElement
  /** Shows the active cell's address and content. */
  refresh(): void
}

/** The name box and the line that shows, and takes, what is in the active cell. */
export function formulaBar(
  session: Session,
  editor: CellEditor,
  say: (sentence: string) => void,
): FormulaBar {
  const name = element('input', {
    class: 'name-box',
    'data-testid': 'name-box',
    'aria-label': words.nameBox,
    spellcheck: 'false',
  })
  const content = element('input', {
    class: 'formula',
    'data-testid': 'formula-bar',
    'aria-label': words.formulaBar,
    spellcheck: 'false',
  })

  name.addEventListener('keydown', (event) => {
    const { key } = event
    // The cell editor takes the focus, and must not get the key as well.
    if (key === 'Enter') {
      event.preventDefault()
      const wanted = name.value.trim()
      const place = session.book.locate(wanted, session.book.active)
      if (place) session.book.select(place.sheet, place.area)
      else say(words.noSuchCell(wanted))
    }
    if (key === 'Enter' || key === 'Escape') editor.focus()
  })
  name.addEventListener('focus', () => name.select())
  name.addEventListener('blur', refresh)
  content.addEventListener('keydown', (event) => {
    const { key, isComposing } = event
    if (isComposing) return
    if (key === 'Enter') event.preventDefault()
    if (key === 'Enter' && session.enter(content.value)) session.step(1, 0)
    if (key === 'Escape') content.value = session.editText()
    if (key === 'Enter' || key === 'Escape') editor.focus()
  })
  content.addEventListener('blur', () => session.enter(content.value))

  function refresh(): void {
    const { row, column } = session.cell
    name.value = formatArea({ top: row, bottom: row, left: column, right: column })
    content.value = editor.mode === 'ready' ? session.editText() : editor.field.value
  }

  const root = element(
    'div',
    { class: 'formula-bar' },
    name,
    element('span', { class: 'fx', 'aria-hidden': 'true' }, 'fx'),
    content,
  )
  return { root, refresh }
}
