/** Finds the table of a sheet that no form describes, by how tables look rather than by their words. */
import type { Cell } from '../../grid/grid.ts'
import { dictionaryOf } from '../../recognise/dictionary.ts'
import type { Header } from '../../recognise/find-header.ts'
import { type ColumnHeader, isSerialLabel, readHeader } from '../../recognise/header.ts'
import { isNumbering } from '../../recognise/rows.ts'
import type { Sheet } from '../../recognise/sheet.ts'
import { type Rows, readRows } from '../../recognise/table-rows.ts'
import type { Form } from '../form.ts'

export interface FoundTable {
  top: number
  bottom: number
  /** Labelled columns, the serial number left out; a wording that two of them share is in none. */
  headers: ColumnHeader[]
  /** 0-based. */
  rows: Rows
}

const noWords = dictionaryOf([])
/** A header stands near the top, and is at most so deep. */
const searched = 40
const deepest = 4
/** How many rows below a header are looked at. */
const sampled = 20

export function findTable(sheet: Sheet): FoundTable | null {
  let best: { top: number; bottom: number; score: number } | null = null
  for (let bottom = 0; bottom < Math.min(sheet.rows, searched); bottom += 1) {
    for (let top = bottom; top >= Math.max(0, bottom - deepest + 1); top -= 1) {
      if (top < bottom && !isGroupRow(sheet, top)) break
      const score = scoreOf(sheet, top, bottom)
      if (score > (best?.score ?? 0)) best = { top, bottom, score }
    }
  }
  if (!best) return null
  const headers = labelled(sheet, best.top, best.bottom)
  const repeated = new Set(
    headers.map(pathOf).filter((path, index, all) => all.indexOf(path) !== index),
  )
  const own = headers.filter((header) => !repeated.has(pathOf(header)))
  const table = { top: best.top, bottom: best.bottom, headers: own }
  return own.length < 2 ? null : { ...table, rows: rowsOf(sheet, table) }
}

function pathOf({ path }: ColumnHeader): string {
  return path.map((label) => label.replace(/\s/g, '')).join('／')
}

function labelled(sheet: Sheet, top: number, bottom: number): ColumnHeader[] {
  const all = readHeader(sheet, top, bottom, noWords).filter(
    ({ path }) => !isSerialLabel(path.at(-1) ?? ''),
  )
  // Beyond a blank column stands another table.
  const end = all.findIndex(
    ({ column }, index) =>
      index > 0 &&
      column - (all[index - 1]?.column ?? column) > 1 &&
      isBlank(sheet, top, column - 1),
  )
  return end > 1 ? all.slice(0, end) : all
}

function isBlank(sheet: Sheet, top: number, column: number): boolean {
  for (let row = top; row < Math.min(sheet.rows, top + sampled); row += 1) {
    if (sheet.seen(row, column) !== null) return false
  }
  return true
}

/** `45`, `45人`, `2020.2.27`, `138…`: what stands in a cell and not over a column. */
function isValue(value: unknown): boolean {
  return (
    typeof value === 'number' ||
    typeof value === 'boolean' ||
    (typeof value === 'string' &&
      /^[^\p{Script=Han}\p{L}]{0,3}\d/u.test(value.normalize('NFKC').trim()))
  )
}

/** A line of what is filled in by hand: `填报单位：双河镇`. */
function isInfo(text: string): boolean {
  return /[:：]/.test(text.trim().replace(/^其中\s*[:：]/, ''))
}

/** A row of groups has several texts, or one merged over some of the columns. */
function isGroupRow(sheet: Sheet, row: number): boolean {
  const texts = new Set<string>()
  let group = false
  for (let column = 0; column < sheet.columns; column += 1) {
    const value = sheet.seen(row, column)
    if (value === null) continue
    if (typeof value !== 'string' || isInfo(value) || isValue(value)) return false
    texts.add(value)
    const merge = sheet.mergeAt(row, column)
    if (merge && merge.right > merge.left && merge.right - merge.left + 1 < sheet.columns * 0.8)
      group = true
  }
  return texts.size >= 2 || (texts.size === 1 && group)
}

/** How much a block looks like the header of what stands below it. */
function scoreOf(sheet: Sheet, top: number, bottom: number): number {
  const headers = labelled(sheet, top, bottom)
  if (headers.length < 2) return 0
  const across = headers.map(({ column }) => column)
  const paths = new Set<string>()
  let score = 0
  for (const header of headers) {
    const { column, path } = header
    const leaf = path.at(-1) ?? ''
    if (path.some((label) => isValue(label) || isInfo(label))) score -= 2
    if (paths.has(pathOf(header))) score -= 1.5
    paths.add(pathOf(header))
    if (leaf.length > 30) score -= 0.5
    const below = valuesBelow(sheet, bottom, column, across)
    const figures = below.filter(isValue).length
    if (below.length === 0) score += 0.2
    else if (figures < below.length * 0.5) score += 1
    else score += isValue(below[0]) ? 2 : -1
  }
  // Groups say more than leaves alone; a title says nothing of columns.
  return score - 2 * valuesWithin(sheet, top, bottom) + 0.1 * (groupsOf(headers) - (bottom - top))
}

/** Columns under a label that stands over several. */
function groupsOf(headers: ColumnHeader[]): number {
  return headers.filter(
    ({ path, column }) =>
      path.length > 1 &&
      headers.some((other) => other.column !== column && other.path[0] === path[0]),
  ).length
}

/** Figures within a block: those of a record that was taken for labels. */
function valuesWithin(sheet: Sheet, top: number, bottom: number): number {
  let count = 0
  for (let row = top; row <= bottom; row += 1) {
    count += (sheet.grid.values[row] ?? []).filter(isValue).length
  }
  return count
}

function valuesBelow(sheet: Sheet, bottom: number, column: number, across: number[]) {
  const values: NonNullable<Cell>[] = []
  for (let row = bottom + 1; row <= bottom + sampled && row < sheet.rows; row += 1) {
    if (isNumbering(sheet, row, across)) continue
    const value = sheet.at(row, column)
    if (value !== null && !(typeof value === 'string' && /^[\s\-—–/／无]+$/.test(value)))
      values.push(value)
  }
  return values
}

/** The rows of the table, told apart as recognising does, by a form of bare texts and figures. */
function rowsOf(sheet: Sheet, { top, bottom, headers }: Omit<FoundTable, 'rows'>): Rows {
  const across = headers.map(({ column }) => column)
  let named = false
  const fields = headers.map(({ column }): Form['fields'][number] => {
    const below = valuesBelow(sheet, bottom, column, across)
    const figure = below.filter(isValue).length >= Math.max(1, below.length * 0.6)
    const key = !figure && !named
    named ||= key
    return {
      id: `c${column}`,
      title: { zh: `c${column}`, en: `c${column}` },
      synonyms: [],
      type: figure ? 'number' : 'text',
      ...(key && { required: true }),
    }
  })
  const form: Form = {
    id: 'draft',
    version: 1,
    title: { zh: '', en: '' },
    row: { zh: '', en: '' },
    subjects: [],
    identifiedBy: [],
    fields,
    indicators: [],
    rules: [],
    bulletin: { zh: '', en: '' },
  }
  const columns = new Map(across.map((column) => [column, `c${column}`]))
  const header: Header = {
    top,
    bottom,
    headers,
    assignment: { form, columns, score: 0, strength: 0, unsure: new Map(), telling: new Set() },
    confidence: 0,
    score: 0,
    missing: [],
    near: new Map(),
    cut: false,
    isTorn: false,
  }
  return readRows(sheet, header, noWords, { kinds: [], again: [], numbers: [] })
}
