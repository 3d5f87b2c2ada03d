import type { Book } from '../host/book.ts'
import { element } from './dom.ts'
import { words } from './words.ts'

/**
 * The visible sheets, as tabs below the grid.
 *
 * @param turned - called when a person turned to a sheet
 */
export function sheetTabs(book: Book, turned: () => void): { root: HTMLElement; refresh(): void } {
  const root = element('div', { class: 'tabs', role: 'tablist', 'aria-label': words.tabs })
  function refresh(): void {
    const visible = book.sheets.filter(({ visibility }) => visibility === 'Visible')
    root.replaceChildren(
      ...visible.map((sheet) => {
        const tab = element(
          'button',
          {
            type: 'button',
            role: 'tab',
            'aria-selected': String(sheet === book.active),
            'data-testid': 'sheet-tab',
            'data-sheet': sheet.name,
          },
          sheet.name,
        )
        if (sheet.tabColor) tab.style.borderBottomColor = sheet.tabColor
        tab.addEventListener('click', () => {
          book.activate(sheet)
          turned()
        })
        return tab
      }),
    )
  }
  refresh()
  return { root, refresh }
}
