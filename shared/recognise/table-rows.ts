import type { Field, Form } from '../forms/form.ts'
import { normalise } from '../text/normalise.ts'
import type { Dictionary } from './dictionary.ts'
import type { Header } from './find-header.ts'
import { isSerialLabel } from './header.ts'
import { parseLabel } from './label.ts'
import { isNumbering, type RowKind, type RowReader, rowKind } from './rows.ts'
import type { Sheet } from './sheet.ts'
import { labelsBelow, placeTotal, unlabelledTotal, unnumberedTotal } from './unlabelled.ts'

/** The rows of one table, told apart. */
export interface Rows {
  /** All 0-based. */
  start: number
  records: number[]
  totals: number[]
  skipped: number[]
  /** First row that no longer belongs to the table. */
  end: number
  /** The same, where that was decided by what the rows look like: worth a word. */
  left?: number
}

/** What rows are by themselves, by row, as far as that is known; an edited row is taken out. */
export interface KnownRows {
  kinds: (RowKind | undefined)[]
  again: ('same' | 'other' | null | undefined)[]
  /** Known together with its kind. */
  numbers: ('ordinal' | 'number' | null | undefined)[]
}

export function readRows(
  sheet: Sheet,
  header: Header,
  dictionary: Dictionary,
  known: KnownRows,
): Rows {
  const reader = rowReader(sheet, header)
  const againAt = (row: number) => {
    const again = known.again[row]
    if (again !== undefined) return again
    known.again[row] = headerAgain(reader, row, dictionary)
    return known.again[row]
  }
  const rows: Rows = {
    start: header.bottom + 1,
    records: [],
    totals: [],
    skipped: [],
    end: sheet.rows,
  }
  const width = reader.right - reader.left + 1
  const across = Array.from({ length: width }, (_, index) => reader.left + index)
  let gap = false
  for (let row = header.bottom + 1; row < sheet.rows; row += 1) {
    if (rows.records.length === 0 && isNumbering(sheet, row, across)) {
      rows.start = row + 1
      continue
    }
    if (known.kinds[row] === undefined) {
      known.kinds[row] = rowKind(reader, row)
      known.numbers[row] = numberedBy(reader, row)
    }
    const kind = known.kinds[row]
    if (kind === 'blank') {
      gap = true
      continue
    }
    if (kind === 'end') {
      if (goesOn(reader, row + 1)) {
        rows.skipped.push(row)
        continue
      }
      rows.end = row
      break
    }
    if (gap && strange(reader, row, rows)) {
      rows.end = row
      if (headerAgain(reader, row + 1, dictionary) !== 'other') rows.left = row
      break
    }
    if (kind === 'record' && isAside(reader, row, rows)) rows.skipped.push(row)
    else if (kind === 'record') {
      const again = againAt(row)
      if (again === 'other' || (gap && foreign(reader, row))) {
        rows.end = titleAbove(reader, row, rows)
        break
      }
      if (again === 'same') rows.skipped.push(row)
      else rows.records.push(row)
    } else if (kind === 'section') rows.skipped.push(row)
    else if (kind === 'total' || kind === 'subtotal') rows.totals.push(row)
    gap = false
  }
  sectionsByOrdinal(rows, known)
  labelsBelow(reader, rows)
  unlabelledTotal(reader, rows)
  unnumberedTotal(reader, rows, known)
  placeTotal(reader, rows)
  return rows
}

/** What stands below a total and says more of it: 复工率, 其中：规上, 比上周增减. */
const aside = /^其中|^[比较与]上|(?:率|占比|比例|比重|同比|环比|平均数?|增减数?)$/

/** Whether a row says something of the total above it, directly or below another that does. */
function isAside(
  { sheet, keys, figures }: RowReader,
  row: number,
  { totals, records, skipped }: Rows,
) {
  const total = totals.at(-1) ?? -1
  const between = row - total - 1
  if (total < 0 || total < (records.at(-1) ?? 0)) return false
  if (skipped.filter((one) => one > total).length < between) return false
  const names = keys.filter((column) => !figures.includes(column))
  return names.some((column) => {
    const value = sheet.at(row, column)
    return typeof value === 'string' && aside.test(normalise(value))
  })
}

/** `一`, `（二）`, in place of a serial number. */
const ordinal = /^[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?$/

/** What stands in place of a serial number, left of the names. */
function numberedBy({ sheet, left, keys }: RowReader, row: number): 'ordinal' | 'number' | null {
  const first = Math.min(...keys)
  for (let column = left; column < first; column += 1) {
    const text = normalise(String(sheet.at(row, column) ?? ''))
    if (text !== '') return ordinal.test(text) ? 'ordinal' : /^\d+$/.test(text) ? 'number' : null
  }
  return null
}

/**
 * Rows numbered 一, 二 among rows numbered 1, 2, 3 are headings of what follows, with what it amounts
 * to or without.
 */
function sectionsByOrdinal(rows: Rows, { numbers }: KnownRows): void {
  const headed = rows.records.filter((row) => numbers[row] === 'ordinal')
  if (headed.length === 0) return
  if (rows.records.filter((row) => numbers[row] === 'number').length < headed.length) return
  rows.records = rows.records.filter((row) => numbers[row] !== 'ordinal')
  rows.skipped = [...rows.skipped, ...headed].toSorted((one, other) => one - other)
}

/** A row reader that also knows the header, to know it again. */
interface TableReader extends RowReader {
  form: Form
  /** Labels over a column, as they are compared. */
  labels: Map<number, string[]>
  fields: Map<number, Field>
}

function rowReader(sheet: Sheet, { headers, assignment }: Header): TableReader {
  const figures: number[] = []
  const keys: number[] = []
  const fields = new Map<number, Field>()
  const types = new Map(assignment.form.fields.map((field) => [field.id, field]))
  for (const [column, id] of assignment.columns) {
    const field = types.get(id)
    if (!field) continue
    fields.set(column, field)
    if (['count', 'number', 'amount'].includes(field.type)) figures.push(column)
    if (field.required || field.carriesDown) keys.push(column)
  }
  const all = headers.map(({ column }) => column)
  const left = Math.min(...all)
  return {
    form: assignment.form,
    sheet,
    columns: [...assignment.columns.keys()],
    keys: keys.length > 0 ? keys : [left],
    figures,
    // A serial or label column may stand left of the first header we know.
    left: Math.max(0, left - 1),
    right: Math.max(...all),
    labels: new Map(headers.map(({ column, path }) => [column, path.map(normalise)])),
    fields,
  }
}

/** Whether a row repeats this header (printed on each page) or begins another table. */
function headerAgain(
  { sheet, columns, figures, left, right, labels, fields, form }: TableReader,
  row: number,
  dictionary: Dictionary,
): 'same' | 'other' | null {
  if (figures.some((column) => typeof sheet.at(row, column) === 'number')) return null
  const texts: { column: number; text: string }[] = []
  for (let column = left; column <= right; column += 1) {
    const value = sheet.at(row, column)
    if (typeof value === 'number') return null
    if (typeof value === 'string' && value.length <= 60) texts.push({ column, text: value })
  }
  if (texts.length < 2) return null
  const others = texts.filter(({ column, text }) => !labels.get(column)?.includes(normalise(text)))
  if (texts.length - others.length >= Math.max(2, columns.length * 0.6)) {
    // 预计复工时间 where the header above has 复工时间: another table in nearly the same columns.
    const turned = others.some(({ column, text }) => {
      const meant = parseLabel(text).keys.map((key) => dictionary.lookUp(key)?.get(form.id)?.field)
      return meant.some((field) => field !== undefined && field !== fields.get(column)?.id)
    })
    return turned ? 'other' : 'same'
  }

  const hits = new Map<string, number>()
  let misses = 0
  for (const { column, text } of texts) {
    const field = fields.get(column)
    const meanings =
      field && isAnswer(field, text)
        ? []
        : parseLabel(text).keys.map((key) => dictionary.lookUp(key))
    const forms = meanings.find((found) => found !== undefined)
    for (const form of forms?.keys() ?? []) hits.set(form, (hits.get(form) ?? 0) + 1)
    // Most rows are records: a few texts that are no labels settle it.
    if (!forms) misses += 1
    if (misses > texts.length * 0.4) return null
  }
  const known = Math.max(0, ...hits.values())
  return known >= 2 && known >= texts.length * 0.6 ? 'other' : null
}

/** The wordings that answer a field, as they are compared. */
const answers = new WeakMap<Field, Set<string>>()

/** 规上 and 已复工 are wordings of headers too; below their own header they are what was answered. */
function isAnswer(field: Field, text: string): boolean {
  if (!field.choices) return false
  let known = answers.get(field)
  if (!known) {
    const wordings = field.choices.flatMap(({ title, words }) => [title.zh, ...words])
    known = new Set(wordings.map(normalise))
    answers.set(field, known)
  }
  return known.has(normalise(text))
}

/** After a gap: nothing but texts, also where our figures would be. That is somebody else's table. */
function foreign({ sheet, figures, left, right }: RowReader, row: number): boolean {
  // A row with a number is a record, whatever was written for its figure (另报).
  for (let column = left; column <= right; column += 1) {
    if (typeof sheet.at(row, column) === 'number') return false
  }
  const filled = figures.map((column) => sheet.at(row, column)).filter((value) => value !== null)
  return (
    filled.length >= Math.min(2, figures.length) &&
    filled.length > 0 &&
    filled.every(
      (value) => typeof value === 'string' && !/[\d０-９]/.test(value) && value.length > 1,
    )
  )
}

/**
 * The first row of what stands directly over another table: its title and info lines. A title alone in
 * the column of names has passed for a record.
 */
function titleAbove({ sheet }: RowReader, row: number, rows: Rows): number {
  const kept = (above: number) => rows.records.includes(above) && !isAlone(sheet, above)
  let start = row
  while (
    start > rows.start &&
    sheet.grid.values[start - 1]?.some((value) => value !== null) &&
    !kept(start - 1) &&
    !rows.totals.includes(start - 1)
  )
    start -= 1
  rows.records = rows.records.filter((record) => record < start)
  rows.skipped = rows.skipped.filter((skipped) => skipped < start)
  return start
}

/** Whether a row holds one text and nothing else. */
function isAlone(sheet: Sheet, row: number): boolean {
  const filled = (sheet.grid.values[row] ?? []).flatMap((_, column) => sheet.at(row, column) ?? [])
  return filled.length === 1 && typeof filled[0] === 'string'
}

/** Below a remark between the records stands the next of them, with its name and its figures. */
function goesOn(reader: RowReader, row: number): boolean {
  const { sheet, keys, figures } = reader
  return (
    rowKind(reader, row) === 'record' &&
    keys.some((column) => typeof sheet.at(row, column) === 'string') &&
    figures.some((column) => typeof sheet.at(row, column) === 'number')
  )
}

/**
 * After a gap: a text alone and, right below it, a row of texts without a figure, where the records
 * above have figures. A list of something else begins, in words that no form knows.
 */
function strange({ sheet, figures, left, right }: RowReader, row: number, { records }: Rows) {
  if (records.length < 2 || !isAlone(sheet, row)) return false
  const below = Array.from({ length: right - left + 1 }, (_, at) => sheet.at(row + 1, left + at))
  const texts = below.filter((value) => typeof value === 'string' && !/[\d０-９]/.test(value))
  if (texts.length < 2 || below.some((value) => value !== null && !texts.includes(value))) {
    return false
  }
  const figured = records.filter((record) => figures.some((one) => sheet.at(record, one) !== null))
  return figured.length >= records.length * 0.8
}

/** The column of serial numbers: labelled so, or without a label and counting 1, 2, 3. */
export function serialColumn(
  sheet: Sheet,
  { top, bottom, assignment, headers }: Header,
  records: number[],
) {
  const first = Math.min(...headers.map(({ column }) => column))
  const last = Math.max(first, ...assignment.columns.keys())
  for (let column = Math.max(0, first - 2); column <= last; column += 1) {
    if (assignment.columns.has(column)) continue
    const labels = Array.from({ length: bottom - top + 1 }, (_, index) =>
      sheet.seen(top + index, column),
    )
    if (labels.some((label) => typeof label === 'string' && isSerialLabel(label))) return column
    const blank = labels.every(
      (label) => label === null || typeof label !== 'string' || label === '',
    )
    if (!blank || column >= first || records.length < 3) continue
    const counted = records.filter((row, index) => Number(sheet.at(row, column)) === index + 1)
    if (counted.length >= records.length * 0.8) return column
  }
  return null
}
