import type { Cell } from '../../../shared/grid/grid.ts'
import type { Book } from '../host/book.ts'
import { element } from './dom.ts'
import { words } from './words.ts'

/** The line at the bottom: what the selected cells add up to, as people check a column by eye. */
export function statusBar(book: Book): { root: HTMLElement; refresh(typing: boolean): void } {
  const mode = element('span', {})
  const figures = element('span', { 'data-testid': 'selection-figures' })
  const root = element('footer', { class: 'status' }, mode, figures)
  return {
    root,
    refresh(typing) {
      mode.textContent = typing ? words.editing : words.ready
      figures.textContent = figuresOf(book)
    },
  }
}

function figuresOf(book: Book): string {
  const area = book.active.clamp(book.active.selection)
  const cells: Cell[] = area ? book.active.read(area).flat() : []
  const filled = cells.filter((cell) => cell !== null)
  const numbers = filled.filter((cell) => typeof cell === 'number')
  if (filled.length < 2) return ''
  const count = `${words.count}: ${filled.length}`
  if (numbers.length === 0) return count
  const sum = numbers.reduce((total, value) => total + value, 0)
  const tell = (value: number) => String(Number(value.toPrecision(12)))
  return [
    `${words.average}: ${tell(sum / numbers.length)}`,
    count,
    `${words.sum}: ${tell(sum)}`,
  ].join('　')
}
