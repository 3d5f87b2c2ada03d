import { type Cell, cellName, parseCell } from '../../../shared/grid/grid.ts'
import { FileError } from '../file-error.ts'
import {
  attributeOf,
  attributesOf,
  childNamed,
  children,
  type Element,
  rootOf,
  type Splice,
  spliced,
  withAttributes,
} from '../xml.ts'
import { cellContent, element } from './cell-text.ts'

/** What becomes of one cell; rows and columns are 0-based. */
export interface Edit {
  row: number
  column: number
  value: Cell
  /** As in a patch. */
  format?: string
  /** `value` takes the place of a value; `result` is what the formula there comes to (null: unknown). */
  kind: 'value' | 'result'
}

/** A value as it is stored, under the style that shows it as what it is. */
export interface Fitted {
  style: number
  value: Cell
}

/** @param style that the cell has */
export type Fit = (edit: Edit, style: number) => Fitted

/** A worksheet part while it is edited. */
interface Sheet {
  xml: string
  fit: Fit
  /** Style that a column gives to cells which are not there yet. */
  columnStyle(column: number): number
  /** Areas whose cells one formula fills together; those below and beside it do not say so. */
  areas: { top: number; left: number; bottom: number; right: number }[]
}

/**
 * A worksheet part with some cells edited; all else stays as it is, to the letter.
 * @param edits one a cell at most
 * @throws FileError `formula-cell` rather than replace a formula; `damaged`
 */
export function editWorksheet(xml: string, edits: Edit[], fit: Fit): string {
  const parts = new Map([...children(xml, rootOf(xml))].map((part) => [part.open.name, part]))
  const data = parts.get('sheetData')
  if (!data) throw new FileError('damaged')
  const { prefix } = data.open
  const sheet: Sheet = {
    xml,
    fit,
    columnStyle: columnStyles(xml, parts.get('cols')),
    areas: [],
  }
  const ordered = edits.toSorted((a, b) => a.row - b.row || a.column - b.column)
  const rows = [...Map.groupBy(ordered, ({ row }) => row).values()]
  const splices = growDimension(xml, parts.get('dimension'), edits)
  let next = 0

  /** Puts rows that are not there yet before one that is. */
  function addRows(before: number, at: number): void {
    for (; (rows[next]?.[0]?.row ?? before) < before; next += 1) {
      const text = newRow(sheet, prefix, rows[next] ?? [])
      if (text !== '') splices.push({ start: at, end: at, text })
    }
  }

  let last = -1
  for (const row of children(xml, data)) {
    if (row.open.name !== 'row') continue
    last = numberOf(xml, row, last)
    addRows(last, row.open.start)
    noteAreas(sheet, row)
    const list = rows[next]
    if (list?.[0]?.row !== last) continue
    splices.push({ start: row.open.start, end: row.end, text: editRow(sheet, row, list) })
    next += 1
  }
  if (data.open.kind === 'open') addRows(Number.POSITIVE_INFINITY, data.close)
  else {
    const first = splices.length
    addRows(Number.POSITIVE_INFINITY, data.open.start)
    const text = splices.splice(first).map((splice) => splice.text)
    const whole = [openTag(xml, data), ...text, closeTag(data)].join('')
    if (text.length) splices.push({ start: data.open.start, end: data.open.end, text: whole })
  }
  return spliced(xml, splices)
}

/** 0-based number of a row. @throws FileError `damaged` unless it follows the last one, as Excel insists */
function numberOf(xml: string, row: Element, last: number): number {
  const said = attributeOf(tagOf(xml, row), 'r')
  const number = said === undefined ? last + 1 : Number(said) - 1
  if (!(number > last)) throw new FileError('damaged')
  return number
}

function cellsOf(xml: string, row: Element): (Element & { column: number })[] {
  let column = -1
  const cells = []
  for (const cell of children(xml, row)) {
    if (cell.open.name !== 'c') continue
    const said = attributeOf(tagOf(xml, cell), 'r')
    const found = said === undefined ? column + 1 : (parseCell(said)?.column ?? -1)
    if (found <= column) throw new FileError('damaged')
    column = found
    cells.push({ ...cell, column })
  }
  return cells
}

function noteAreas({ xml, areas }: Sheet, row: Element): void {
  if (!/<(?:\w+:)?f\s[^>]*\bref=/.test(xml.slice(row.open.end, row.close))) return
  for (const cell of cellsOf(xml, row)) {
    const formula = childNamed(xml, cell, 'f')
    const attributes = attributesOf(formula ? tagOf(xml, formula) : '')
    const [first, last = first] = (attributes.get('ref') ?? '').split(':').map(parseCell)
    if (!first || !last || !/^(array|dataTable)$/.test(attributes.get('t') ?? '')) continue
    areas.push({ top: first.row, left: first.column, bottom: last.row, right: last.column })
  }
}

/** The row with its cells edited, and with cells it did not have. */
function editRow(sheet: Sheet, row: Element, edits: Edit[]): string {
  const { xml } = sheet
  const { prefix } = row.open
  const attributes = attributesOf(tagOf(xml, row))
  const isStyled = /^(1|true)$/.test(attributes.get('customFormat') ?? '')
  const rowStyle = isStyled ? Number(attributes.get('s') ?? 0) : null
  const splices: Splice[] = []
  let next = 0
  let added = false

  function addCells(before: number, at: number): void {
    for (let edit = edits[next]; edit && edit.column < before; edit = edits[next]) {
      const text = newCell(sheet, prefix, edit, rowStyle)
      if (text !== '') splices.push({ start: at, end: at, text })
      added ||= text !== ''
      next += 1
    }
  }

  for (const cell of cellsOf(xml, row)) {
    addCells(cell.column, cell.open.start)
    const edit = edits[next]
    if (edit?.column !== cell.column) continue
    splices.push({ start: cell.open.start, end: cell.end, text: editCell(sheet, cell, edit) })
    next += 1
  }
  addCells(Number.POSITIVE_INFINITY, row.close)
  const text = spliced(xml, splices, row.open.end, row.close)
  if (!added) return tagOf(xml, row) + text + xml.slice(row.close, row.end)
  // Which columns a row spans is only a hint, and no longer true.
  return withAttributes(openTag(xml, row), { spans: null }) + text + closeTag(row)
}

/** The cell with another value, or with what its formula comes to. */
function editCell(sheet: Sheet, cell: Element, edit: Edit): string {
  const { xml, fit } = sheet
  const formula = childNamed(xml, cell, 'f')
  if (edit.kind === 'value') refuseFormula(sheet, edit, formula !== null)
  const tag = openTag(xml, cell)
  const style = Number(attributeOf(tag, 's') ?? 0)
  const fitted = edit.kind === 'value' ? fit(edit, style) : { style, value: edit.value }
  const { type, content } = cellContent(cell.open.prefix, fitted.value)
  const open = withAttributes(tag, {
    t: type,
    ...(fitted.style !== style && { s: `${fitted.style}` }),
    // Metadata of the value that was there.
    ...(edit.kind === 'value' && { cm: null, vm: null }),
  })
  const inner = (formula ? xml.slice(formula.open.start, formula.end) : '') + content
  return inner === '' ? open.replace(/>$/, '/>') : open + inner + closeTag(cell)
}

function refuseFormula({ areas }: Sheet, { row, column }: Edit, isFormula: boolean): void {
  const inArea = areas.some(
    ({ top, left, bottom, right }) =>
      top <= row && row <= bottom && left <= column && column <= right,
  )
  if (isFormula || inArea) throw new FileError('formula-cell', { cell: cellName(row, column) })
}

/** A cell where there was none; `''` where none is needed. */
function newCell(sheet: Sheet, prefix: string, edit: Edit, rowStyle: number | null): string {
  if (edit.value === null || edit.kind === 'result') return ''
  refuseFormula(sheet, edit, false)
  const { style, value } = sheet.fit(edit, rowStyle ?? sheet.columnStyle(edit.column))
  const { type, content } = cellContent(prefix, value)
  const r = cellName(edit.row, edit.column)
  return element(prefix, 'c', { r, s: style === 0 ? null : `${style}`, t: type }, content)
}

function newRow(sheet: Sheet, prefix: string, edits: Edit[]): string {
  const cells = edits.map((edit) => newCell(sheet, prefix, edit, null)).join('')
  return cells && element(prefix, 'row', { r: `${(edits[0]?.row ?? 0) + 1}` }, cells)
}

function columnStyles(xml: string, cols: Element | undefined): Sheet['columnStyle'] {
  const spans = (cols ? [...children(xml, cols)] : []).map((col) => {
    const attributes = attributesOf(tagOf(xml, col))
    return ['min', 'max', 'style'].map((name) => Number(attributes.get(name) ?? 0))
  })
  return (column) =>
    spans.find(([min = 0, max = 0]) => min <= column + 1 && column + 1 <= max)?.[2] ?? 0
}

/** The declared area, grown so as to hold the cells that have a value now. */
function growDimension(xml: string, dimension: Element | undefined, edits: Edit[]): Splice[] {
  if (!dimension) return []
  const tag = tagOf(xml, dimension)
  const said = attributeOf(tag, 'ref') ?? ''
  const [first, last = first] = said.split(':').map(parseCell)
  if (!first || !last) return []
  const area = { top: first.row, left: first.column, bottom: last.row, right: last.column }
  for (const { row, column } of edits.filter(({ value }) => value !== null)) {
    area.top = Math.min(area.top, row)
    area.left = Math.min(area.left, column)
    area.bottom = Math.max(area.bottom, row)
    area.right = Math.max(area.right, column)
  }
  const corners = [cellName(area.top, area.left), cellName(area.bottom, area.right)]
  const ref = [...new Set(corners)].join(':')
  const { start, end } = dimension.open
  return ref === said ? [] : [{ start, end, text: withAttributes(tag, { ref }) }]
}

function tagOf(xml: string, { open }: Element): string {
  return xml.slice(open.start, open.end)
}

/** The start tag, opened where the element was empty. */
function openTag(xml: string, element: Element): string {
  return tagOf(xml, element).replace(/\s*\/>$/, '>')
}

function closeTag({ open }: Element): string {
  return `</${open.prefix}${open.name}>`
}
