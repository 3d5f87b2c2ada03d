import { cellName } from '../../../shared/grid/grid.ts'
import type { Book } from '../host/book.ts'
import { conditionalLook } from '../host/conditional.ts'
import { isError } from '../host/entry.ts'
import type { Sheet } from '../host/sheet.ts'
import type { Style } from '../host/style.ts'
import { element } from './dom.ts'

/** Fonts a Chinese Windows, Mac or Linux has, after the one the cell names. */
const fonts = '"等线","DengXian","Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Noto Sans SC"'
const pixelsPerPoint = 4 / 3

export interface CellPlace {
  row: number
  column: number
  width: number
  height: number
  left: number
  /** Width its text may take over empty neighbours to the right. */
  room: number
  merged: boolean
}

/** One cell as Excel shows it. */
export function cellElement(book: Book, sheet: Sheet, at: CellPlace): HTMLElement {
  const { row, column } = at
  const style = sheet.style(row, column)
  const look = conditionalLook(book, sheet, row, column)
  const shown = sheet.text(row, column)
  const text = element('span', { class: 'text' }, shown)
  const cell = element(
    'div',
    {
      class: at.merged ? 'cell merged' : 'cell',
      role: 'gridcell',
      'aria-colindex': column + 2,
      'data-cell': cellName(row, column),
      'data-mark': look.fill,
    },
    ...(shown === '' ? [] : [text]),
  )
  cell.style.left = `${at.left}px`
  cell.style.width = `${at.width}px`
  cell.style.height = `${at.height}px`
  const fill = look.fill ?? style.fill
  if (fill) cell.style.background = fill
  if (style.border) cell.classList.add('framed')
  if (shown !== '') {
    dress(cell, style, look.color, look.bold)
    cell.dataset.align = alignment(style, sheet, row, column)
    if (at.room > at.width) text.style.width = `${at.room - 4}px`
  }
  return cell
}

function dress(cell: HTMLElement, style: Style, color: string | null, bold: boolean): void {
  cell.style.fontFamily = style.fontName
    ? `${JSON.stringify(style.fontName)},${fonts},sans-serif`
    : `${fonts},sans-serif`
  cell.style.fontSize = `${style.fontSize * pixelsPerPoint}px`
  if (style.bold || bold) cell.style.fontWeight = '700'
  if (style.italic) cell.style.fontStyle = 'italic'
  if (style.underline) cell.style.textDecoration = 'underline'
  if (color ?? style.color) cell.style.color = (color ?? style.color) as string
  if (style.wrap) cell.classList.add('wrapped')
  cell.dataset.vertical = style.vertical
}

/** Numbers lie to the right, texts to the left, truth values and errors in the middle. */
function alignment(style: Style, sheet: Sheet, row: number, column: number): string {
  if (style.horizontal !== 'General') return style.horizontal
  const value = sheet.value(row, column)
  if (typeof value === 'number') return 'Right'
  return typeof value === 'boolean' || isError(value) ? 'Center' : 'Left'
}
