import type { Finding } from '../check/finding.ts'
import type { Field, Form } from '../forms/form.ts'
import { cellName, columnName, type Grid } from '../grid/grid.ts'
import { lastDayIn } from '../read/undated.ts'
import type { ColumnAnswer } from './column-answers.ts'
import { type Context, type ContextOptions, readContext } from './context.ts'
import { dictionaryOf } from './dictionary.ts'
import { findHeader, type Header, isSameHeader, type Search, searchedTo } from './find-header.ts'
import { parseLabel } from './label.ts'
import type { Layout } from './layout.ts'
import { asked, cannotMap } from './questions.ts'
import { type Sheet, sheetOf } from './sheet.ts'
import { type KnownRows, type Rows, readRows, serialColumn } from './table-rows.ts'

export type { ColumnAnswer } from './column-answers.ts'

/** One table found on a sheet, or the news that a table looks like ours but cannot be mapped. */
export interface Recognised {
  form: Form | null
  /** 0 to 1; 0 where there is no form. */
  confidence: number
  layout: Layout | null
  context: Context
  findings: Finding[]
  /** Where it was found; the same object as before where an edit has left it as it was. */
  header: Header
}

/** What is known of a sheet, so that after an edit only the rows it touched are looked at again. */
export interface KnownSheet {
  /** Row from which was searched → what was found, and down to which row was looked. */
  searches: Map<number, { headers: Header[]; to: number; stale: boolean }>
  rows: Map<Header, KnownRows>
}

export function unknownSheet(): KnownSheet {
  return { searches: new Map(), rows: new Map() }
}

/** Takes out what is known of rows (0-based) that were edited. */
export function forgetRows({ searches, rows }: KnownSheet, edited: Iterable<number>): void {
  for (const row of edited) {
    for (const [from, search] of searches) {
      if (from <= row && row <= search.to) search.stale = true
    }
    for (const { kinds, again } of rows.values()) {
      kinds[row] = undefined
      again[row] = undefined
    }
  }
}

export interface RecogniseOptions extends ContextOptions {
  /** The catalogue; the same array each time, because its dictionary is built once. */
  forms: Form[]
  /** Only this form (its id) is looked for. */
  only?: string
  /** What a person said of columns that are not guessed at. */
  columns?: ColumnAnswer[]
}

/**
 * Finds the tables of our forms on a sheet, wherever they stand. A sheet without one gives an empty
 * list: it is not ours, and is left alone.
 */
export function recognise(
  grid: Grid,
  options: RecogniseOptions,
  known: KnownSheet = unknownSheet(),
): Recognised[] {
  const sheet = sheetOf(grid)
  const search = {
    ...options,
    forms: options.only ? options.forms.filter(({ id }) => id === options.only) : options.forms,
    dictionary: dictionaryOf(options.forms),
  }
  const found: Recognised[] = []
  let from = 0
  while (from < sheet.rows) {
    const headers = headersFrom(sheet, from, search, known)
    if (headers.length === 0) break
    const start = from
    for (const header of headers) {
      const { recognised, end } = describeTable(sheet, start, header, search, {
        known,
        first: found[0],
      })
      found.push(recognised)
      from = Math.max(from, end)
    }
  }
  // A stray table that looks like ours is worth a word only where nothing on the sheet is ours.
  const ours = found.filter(({ form }) => form !== null)
  return ours.length > 0 ? ours : found.slice(0, 1)
}

function headersFrom(sheet: Sheet, from: number, search: Search, { searches, rows }: KnownSheet) {
  const before = searches.get(from)
  if (before && !before.stale) return before.headers
  const found = findHeader(sheet, from, search)
  const headers = found.map(
    (header) => before?.headers.find((one) => isSameHeader(one, header)) ?? header,
  )
  for (const gone of before?.headers ?? []) if (!headers.includes(gone)) rows.delete(gone)
  searches.set(from, { headers, to: searchedTo(headers, from), stale: false })
  return headers
}

/** @param first the table above on the same sheet: what stands over it holds for this one too */
function describeTable(
  sheet: Sheet,
  from: number,
  header: Header,
  search: Search & ContextOptions,
  { known, first }: { known: KnownSheet; first: Recognised | undefined },
): { recognised: Recognised; end: number } {
  const above = { from, to: header.top - 1 }
  if (header.missing.length > 0) {
    const context = readContext(sheet, above, { from: 0, to: -1 }, search)
    const findings = cannotMap(header)
    return {
      recognised: { form: null, confidence: 0, layout: null, context, findings, header },
      end: header.bottom + 1,
    }
  }
  const knownRows = known.rows.get(header) ?? { kinds: [], again: [], numbers: [] }
  known.rows.set(header, knownRows)
  const rows = readRows(sheet, header, search.dictionary, knownRows)
  const below = { from: rows.end, to: rows.end + 8 }
  const placed = placeOf(header, rows)
  const own = readContext(sheet, above, below, search, () =>
    lastDayIn(sheet.grid, placed, header.assignment.form, search.now),
  )
  const context = {
    ...own,
    unit: own.unit ?? first?.context.unit ?? null,
    asOf: own.asOf ?? first?.context.asOf ?? null,
    period: own.period ?? first?.context.period ?? null,
  }
  return {
    recognised: {
      form: header.assignment.form,
      confidence: header.confidence,
      layout: layoutOf(sheet, header, rows, placed, context),
      context,
      findings: [...asked(header), ...leftOut(rows)],
      header,
    },
    end: Math.max(rows.end, header.bottom + 1),
  }
}

/** Rows that look like something else may be records all the same; only the clerk knows. */
function leftOut({ left }: Rows): Finding[] {
  if (left === undefined) return []
  const params = { row: left + 1 }
  return [{ rule: 'rows-left-out', severity: 'warning', cell: cellName(left, 0), params }]
}

/** Which column is which field, from the first record to the last. */
function placeOf({ assignment }: Header, rows: Rows): Placed {
  const inOrder = [...assignment.columns].sort(([a], [b]) => a - b)
  return {
    columns: Object.fromEntries(inOrder.map(([column, field]) => [columnName(column), field])),
    firstRow: (rows.records[0] ?? rows.start) + 1,
    lastRow: (rows.records.at(-1) ?? rows.start - 1) + 1,
  }
}

type Placed = Pick<Layout, 'columns' | 'firstRow' | 'lastRow'>

function layoutOf(
  sheet: Sheet,
  header: Header,
  rows: Rows,
  { columns, firstRow, lastRow }: Placed,
  context: Context,
): Layout {
  const { assignment, headers, top, bottom } = header
  const scales: Record<string, number> = {}
  const ticks: Record<string, Record<string, string>> = {}
  for (const [column, field] of assignment.columns) {
    const name = columnName(column)
    const labelled = headers.find((one) => one.column === column)
    const own = labelled?.scale ?? 1
    const asked = labelled?.ticks?.get(assignment.form.id)
    if (asked && Object.values(asked).every((value) => hasChoice(assignment.form, field, value))) {
      ticks[name] = asked
    }
    const counted = assignment.form.fields.find(({ id }) => id === field)
    const scale = own === 1 ? statedScale(header, column, counted, context) : own
    if (scale !== 1) scales[name] = scale
  }
  const serial = serialColumn(sheet, header, rows.records)
  const continued = continuedRows(sheet, header, rows)
  return {
    headerRows: Array.from({ length: bottom - top + 1 }, (_, index) => top + index + 1),
    firstRow,
    lastRow,
    totalRows: rows.totals.map((row) => row + 1),
    skippedRows: rows.skipped
      .map((row) => row + 1)
      .filter((row) => row > firstRow && row < lastRow),
    columns,
    unmapped: headers
      .filter(({ column }) => !assignment.columns.has(column))
      .map(({ column }) => columnName(column)),
    scales,
    ...(Object.keys(ticks).length > 0 && { ticks }),
    ...(serial === null ? {} : { serial: columnName(serial) }),
    ...(continued.length > 0 && { continued }),
  }
}

function continuedRows(sheet: Sheet, { assignment }: Header, { records }: Rows): number[] {
  if (sheet.grid.merges.length === 0) return []
  const required = assignment.form.fields.flatMap(({ id, required }) => (required ? id : []))
  const names = [...assignment.columns].flatMap(([at, id]) => (required.includes(id) ? at : []))
  return records.flatMap((row) => {
    const isMerged = names.some((at) => (sheet.mergeAt(row, at)?.top ?? row) < row)
    return isMerged ? row + 1 : []
  })
}

function hasChoice({ fields }: Form, id: string, value: string): boolean {
  return fields.some(
    (field) => field.id === id && field.choices?.some((one) => one.value === value),
  )
}

/** A column without a unit of its own takes the sheet's (单位：万元、千人), unless it says 元 or 人. */
function statedScale(
  header: Header,
  column: number,
  field: Field | undefined,
  { scales }: Context,
): number {
  const of = field?.type === 'amount' ? '元' : field?.unit?.zh === '人' ? '人' : null
  if (of === null) return 1
  const label = header.headers.find((one) => one.column === column)?.path.at(-1) ?? ''
  return parseLabel(label).measure === of || label.trim() === of ? 1 : scales[of]
}
