import { cellName, columnIndex, columnName } from '../../../shared/grid/grid.ts'
import { type Area, cellArea, cellsOf, contains, intersection } from '../host/area.ts'
import type { Book } from '../host/book.ts'
import { mergedArea } from '../host/edit.ts'
import type { Sheet } from '../host/sheet.ts'
import { cellElement } from './cell.ts'
import { element, place } from './dom.ts'
import { Geometry, headerHeight, headerWidth } from './geometry.ts'
import { words } from './words.ts'

/** Rows and columns drawn beyond the edge, so that scrolling shows no gap. */
const margin = 4

interface Cell {
  row: number
  column: number
}

/** Shows the active sheet; only what is in sight has elements, so a sheet may be long. */
export class GridView {
  readonly root: HTMLElement
  /** Holds what lies over the cells: the selection and the cell editor. */
  readonly canvas: HTMLElement
  geometry: Geometry
  private readonly book: Book
  private readonly header: HTMLElement
  private readonly rows: HTMLElement
  private readonly frame: HTMLElement
  private waiting = false
  private shown: Sheet

  constructor(book: Book) {
    this.book = book
    this.shown = book.active
    this.geometry = new Geometry(this.shown)
    this.header = element('div', { class: 'row header', role: 'row', 'aria-rowindex': 1 })
    this.rows = element('div', { class: 'rows', role: 'presentation' })
    this.frame = element('div', { class: 'selection', 'data-testid': 'selection' })
    this.canvas = element('div', { class: 'canvas', role: 'presentation' }, this.rows, this.frame)
    this.root = element(
      'div',
      { class: 'grid', role: 'grid', 'aria-label': words.grid, 'data-testid': 'grid' },
      this.header,
      this.canvas,
    )
    this.root.addEventListener('scroll', () => this.repaint())
    new ResizeObserver(() => this.repaint()).observe(this.root)
  }

  /** Draws again before the next frame, once however often it is asked. */
  repaint(): void {
    if (this.waiting) return
    this.waiting = true
    requestAnimationFrame(() => {
      this.waiting = false
      this.paint()
    })
  }

  /** Sizes may have changed: rows hidden, columns widened, another sheet. */
  remeasure(): void {
    const sheet = this.book.active
    this.geometry = new Geometry(sheet)
    if (sheet !== this.shown) {
      this.shown = sheet
      this.root.scrollTo(0, 0)
      this.reveal(sheet.selection.top, sheet.selection.left)
    }
    this.repaint()
  }

  /** Scrolls as little as shows the cell. */
  reveal(row: number, column: number): void {
    const { geometry, root } = this
    if (row + 1 >= geometry.rows || column + 1 >= geometry.columns) {
      this.geometry = new Geometry(this.book.active)
      this.size()
      this.repaint()
    }
    const { x, y, width, height } = this.geometry.box(mergedArea(this.book.active, row, column))
    const seen = { width: root.clientWidth - headerWidth, height: root.clientHeight - headerHeight }
    if (x < root.scrollLeft || width > seen.width) root.scrollLeft = x
    else if (x + width > root.scrollLeft + seen.width) root.scrollLeft = x + width - seen.width
    if (y < root.scrollTop || height > seen.height) root.scrollTop = y
    else if (y + height > root.scrollTop + seen.height) root.scrollTop = y + height - seen.height
  }

  /** The cell under the pointer; a place on the headers gives -1. */
  at(event: MouseEvent): Cell {
    const edge = this.root.getBoundingClientRect()
    const x = event.clientX - edge.left - headerWidth
    const y = event.clientY - edge.top - headerHeight
    return {
      row: y < 0 ? -1 : this.geometry.rowAt(y + this.root.scrollTop),
      column: x < 0 ? -1 : this.geometry.columnAt(x + this.root.scrollLeft),
    }
  }

  private size(): void {
    const { width, height } = this.geometry
    this.header.style.width = `${width + headerWidth}px`
    this.canvas.style.width = `${width + headerWidth}px`
    this.canvas.style.height = `${height}px`
  }

  private paint(): void {
    const { geometry, root, shown: sheet } = this
    this.size()
    const seen: Area = {
      top: Math.max(0, geometry.rowAt(root.scrollTop) - margin),
      bottom: geometry.rowAt(root.scrollTop + root.clientHeight) + margin,
      left: Math.max(0, geometry.columnAt(root.scrollLeft) - margin),
      right: geometry.columnAt(root.scrollLeft + root.clientWidth) + margin,
    }
    seen.bottom = Math.min(seen.bottom, geometry.rows - 1)
    seen.right = Math.min(seen.right, geometry.columns - 1)
    root.setAttribute('aria-rowcount', String(geometry.rows + 1))
    root.setAttribute('aria-colcount', String(geometry.columns + 1))
    this.header.replaceChildren(...this.columnHeaders(seen))
    this.rows.replaceChildren(...this.rowElements(sheet, seen))
    this.paintSelection()
  }

  private columnHeaders({ left, right }: Area): HTMLElement[] {
    const headers = [element('div', { class: 'corner', role: 'presentation' })]
    for (let column = left; column <= right; column++) {
      const width = this.geometry.left(column + 1) - this.geometry.left(column)
      if (width === 0) continue
      const header = element(
        'div',
        {
          class: 'columnheader',
          role: 'columnheader',
          'aria-colindex': column + 2,
          'data-column': columnName(column),
        },
        columnName(column),
      )
      header.style.left = `${headerWidth + this.geometry.left(column)}px`
      header.style.width = `${width}px`
      headers.push(header)
    }
    return headers
  }

  private rowElements(sheet: Sheet, seen: Area): HTMLElement[] {
    const cells = this.cellsInSight(sheet, seen)
    return [...cells].map(([row, inRow]) => {
      const header = element(
        'div',
        {
          class: 'rowheader',
          role: 'rowheader',
          'aria-colindex': 1,
          'data-row': row + 1,
        },
        String(row + 1),
      )
      const line = element(
        'div',
        { class: 'row', role: 'row', 'aria-rowindex': row + 2 },
        header,
        ...inRow,
      )
      const height = this.geometry.top(row + 1) - this.geometry.top(row)
      line.style.top = `${this.geometry.top(row)}px`
      line.style.height = `${height}px`
      return line
    })
  }

  /** Elements of the cells in sight by row; a merged area is drawn where its first cell is. */
  private cellsInSight(sheet: Sheet, seen: Area): Map<number, HTMLElement[]> {
    const byRow = new Map<number, HTMLElement[]>()
    const drawn = new Set<Area>()
    const merges = sheet.merges.filter((merge) => intersection(merge, seen))
    for (let row = seen.top; row <= seen.bottom; row++) {
      if (sheet.isRowHidden(row)) continue
      if (!byRow.has(row)) byRow.set(row, [])
      for (let column = seen.left; column <= seen.right; column++) {
        if (sheet.hiddenColumns.has(column)) continue
        const merge = merges.find((one) => contains(one, cellArea(row, column)))
        if (merge && drawn.has(merge)) continue
        if (merge) drawn.add(merge)
        const area = merge ?? cellArea(row, column)
        const line = byRow.get(area.top) ?? []
        byRow.set(area.top, line)
        const end = merge ? column : this.runsOverTo(sheet, row, column, seen.right, merges)
        line.push(this.cell(sheet, area, merge !== undefined, end))
      }
    }
    return byRow
  }

  private cell(sheet: Sheet, area: Area, merged: boolean, end: number): HTMLElement {
    const { x, width, height } = this.geometry.box(area)
    const { top: row, left: column } = area
    return cellElement(this.book, sheet, {
      row,
      column,
      left: headerWidth + x,
      width,
      height,
      merged,
      room: merged ? width : this.geometry.left(end + 1) - this.geometry.left(column),
    })
  }

  /** The last column a text may run over: Excel lets it lie on empty cells to its right. */
  private runsOverTo(
    sheet: Sheet,
    row: number,
    column: number,
    last: number,
    merges: Area[],
  ): number {
    const { horizontal, wrap } = sheet.style(row, column)
    const leftward = horizontal === 'General' || horizontal === 'Left'
    if (!leftward || wrap || typeof sheet.value(row, column) !== 'string') return column
    let end = column
    while (end < last && sheet.value(row, end + 1) === null) {
      if (merges.some((merge) => contains(merge, cellArea(row, end + 1)))) break
      end++
    }
    return end
  }

  /** Shows what is selected; the cells themselves stay as they are. */
  paintSelection(): void {
    const { selection } = this.shown
    const area =
      cellsOf(selection) === 1
        ? mergedArea(this.shown, selection.top, selection.left)
        : {
            ...selection,
            bottom: Math.min(selection.bottom, this.geometry.rows - 1),
            right: Math.min(selection.right, this.geometry.columns - 1),
          }
    const box = this.geometry.box(area)
    place(this.frame, { ...box, x: box.x + headerWidth })
    for (const header of this.root.querySelectorAll<HTMLElement>('[data-row],[data-column]')) {
      const { row, column } = header.dataset
      const chosen = row
        ? Number(row) > selection.top && Number(row) <= selection.bottom + 1
        : columnIndex(column as string) >= selection.left &&
          columnIndex(column as string) <= selection.right
      header.classList.toggle('chosen', chosen)
    }
    for (const cell of this.rows.querySelectorAll('[aria-selected]')) {
      cell.removeAttribute('aria-selected')
    }
    const name = cellName(area.top, area.left)
    this.rows.querySelector(`[data-cell="${name}"]`)?.setAttribute('aria-selected', 'true')
  }
}
