import type { Finding } from '../check/finding.ts'
import type { Field, Form } from '../forms/form.ts'
import { cellName, columnName, type Grid } from '../grid/grid.ts'
import { normalise } from '../text/normalise.ts'
import { type Assignment, assign } from './assign.ts'
import { type Context, type ContextOptions, readContext } from './context.ts'
import { type Dictionary, dictionaryOf } from './dictionary.ts'
import { type ColumnHeader, isSerialLabel, readHeader } from './header.ts'
import { keyOf, parseLabel } from './label.ts'
import type { Layout } from './layout.ts'
import { isNumbering, type RowReader, rowKind } from './rows.ts'
import { type Sheet, sheetOf } from './sheet.ts'

/** One table found on a sheet, or the news that a table looks like ours but cannot be mapped. */
export interface Recognised {
  form: Form | null
  /** 0 to 1; 0 where there is no form. */
  confidence: number
  layout: Layout | null
  context: Context
  findings: Finding[]
}

export interface RecogniseOptions extends ContextOptions {
  forms: Form[]
  /** Only this form (its id) is looked for. */
  only?: string
  /** What a person said of columns that are not guessed at. */
  columns?: ColumnAnswer[]
}

/** A column and what it is, as a person knows. */
export interface ColumnAnswer {
  /** Letters of the column. */
  column: string
  /** Its header when the question was answered; under another header the answer does not hold. */
  label: string
  /** Null: none of the form's fields. */
  field: string | null
}

/** Header blocks are one to four rows deep. */
const deepest = 4

/**
 * Finds the tables of our forms on a sheet, wherever they stand. A sheet without one gives an empty
 * list: it is not ours, and is left alone.
 */
export function recognise(grid: Grid, options: RecogniseOptions): Recognised[] {
  const sheet = sheetOf(grid)
  const dictionary = dictionaryOf(options.forms)
  const forms = options.only ? options.forms.filter(({ id }) => id === options.only) : options.forms
  const found: Recognised[] = []
  let from = 0
  while (from < sheet.rows) {
    const header = findHeader(sheet, from, forms, dictionary, options)
    if (!header) break
    const table = describeTable(sheet, from, header, dictionary, options)
    found.push(table.recognised)
    from = Math.max(table.next, header.bottom + 1)
  }
  // A stray table that looks like ours is worth a word only where nothing on the sheet is ours.
  const ours = found.filter(({ form }) => form !== null)
  return ours.length > 0 ? ours : found.slice(0, 1)
}

interface Header {
  top: number
  bottom: number
  headers: ColumnHeader[]
  assignment: Assignment
  confidence: number
  /** Groups of `identifiedBy` that no column satisfies; empty when the form is certain. */
  missing: string[][]
}

/** Words that a sheet has to say of a form, beside its columns: title, sheet name, file name. */
function speaksFor(form: Form, texts: string[]): number {
  let best = 0
  for (const text of texts) {
    const key = keyOf(text)
    for (const subject of form.subjects) {
      if (key.includes(keyOf(subject))) best = Math.max(best, Math.min(1, subject.length / 4))
    }
  }
  return best
}

function findHeader(
  sheet: Sheet,
  from: number,
  forms: Form[],
  dictionary: Dictionary,
  options: RecogniseOptions,
): Header | null {
  let partial: Header | null = null
  for (let row = from; row < sheet.rows; row += 1) {
    if (!speaksHeader(sheet, row, dictionary)) continue
    // Rows that could belong to the block: up to a few above (groups) and below (leaves).
    const last = Math.min(sheet.rows - 1, row + deepest + 3)
    let best: Header | null = null
    for (let top = Math.max(from, row - deepest + 1); top <= last; top += 1) {
      for (
        let bottom = Math.max(row, top);
        bottom <= Math.min(top + deepest - 1, last);
        bottom += 1
      ) {
        if (isData(sheet, bottom)) break
        const header = evaluate(sheet, from, top, bottom, forms, dictionary, options)
        if (header && better(header, best)) best = header
      }
    }
    if (best && best.missing.length === 0) return best
    if (best && better(best, partial)) partial = best
    if (best) row = best.bottom
  }
  return partial
}

function better(one: Header, other: Header | null): boolean {
  if (!other) return true
  if ((one.missing.length === 0) !== (other.missing.length === 0)) return one.missing.length === 0
  const gain = rank(one) - rank(other)
  if (Math.abs(gain) > 1e-9) return gain > 0
  return one.bottom - one.top < other.bottom - other.top
}

function rank({ assignment, headers }: Header): number {
  const { score, columns, unsure } = assignment
  return score - 0.15 * (headers.length - columns.size) + 0.1 * unsure.size
}

/** Whether a row has at least two labels of some form. */
function speaksHeader(sheet: Sheet, row: number, dictionary: Dictionary): boolean {
  const hits = new Map<string, number>()
  for (let column = 0; column < (sheet.grid.values[row]?.length ?? 0); column += 1) {
    const value = sheet.seen(row, column)
    if (typeof value !== 'string' || value.length > 60) continue
    for (const key of parseLabel(value).keys) {
      const meanings = dictionary.lookUp(key)
      if (!meanings) continue
      for (const form of meanings.keys()) {
        const count = (hits.get(form) ?? 0) + 1
        if (count >= 2) return true
        hits.set(form, count)
      }
      break
    }
  }
  return false
}

/** Labels are texts: a row with several numbers among few texts holds data. */
function isData(sheet: Sheet, row: number): boolean {
  let [texts, numbers] = [0, 0]
  for (let column = 0; column < (sheet.grid.values[row]?.length ?? 0); column += 1) {
    const value = sheet.at(row, column)
    if (typeof value === 'string') texts += 1
    else if (value !== null) numbers += 1
  }
  return numbers > texts * 0.3
}

function evaluate(
  sheet: Sheet,
  from: number,
  top: number,
  bottom: number,
  forms: Form[],
  dictionary: Dictionary,
  options: RecogniseOptions,
): Header | null {
  const headers = readHeader(sheet, top, bottom, dictionary)
  const labelled = headers
    .filter(({ path }) => !isSerialLabel(path.at(-1) ?? ''))
    .map((header) => withAnswer(header, forms, options.columns ?? []))
  if (labelled.length < 2) return null
  const titles = [sheet.grid.sheet]
  for (let row = from; row < top; row += 1) {
    for (const value of sheet.grid.values[row] ?? []) {
      if (typeof value === 'string' && value.length < 80) titles.push(value)
    }
  }

  let best: (Header & { rank: number }) | null = null
  for (const form of forms) {
    if (!labelled.some(({ meanings }) => meanings.has(form.id))) continue
    const assignment = assign(labelled, form, fitness(sheet, bottom, form))
    const taken = new Set(assignment.columns.values())
    const missing = form.identifiedBy.filter((group) => !group.some((field) => taken.has(field)))
    const coverage = assignment.columns.size / labelled.length
    const said = speaksFor(form, titles)
    const subject = Math.max(said, speaksFor(form, [options.file ?? '']) / 2)
    if (assignment.columns.size === 0 && assignment.unsure.size === 0) continue
    const ours =
      missing.length === 0 &&
      assignment.columns.size >= 2 &&
      (coverage >= 0.5 || (subject > 0 && coverage >= 0.25) || assignment.columns.size >= 6)
    // Only the sheet itself can claim to be ours; a file of ours may hold lists of any kind.
    const likely =
      missing.length > 0 &&
      missing.length < form.identifiedBy.length + assignment.unsure.size &&
      said > 0 &&
      assignment.columns.size + assignment.unsure.size >= Math.max(2, labelled.length * 0.3)
    if (!ours && !likely) continue
    const confidence =
      0.5 * coverage + 0.3 * assignment.strength + 0.2 * Math.max(subject, coverage)
    const score = assignment.score + subject * 1.5 - missing.length * 4
    if (best && best.rank >= score) continue
    best = {
      top,
      bottom,
      headers: labelled,
      assignment,
      confidence: ours ? Math.round(Math.min(1, confidence) * 100) / 100 : 0,
      missing,
      rank: score,
    }
  }
  return best
}

/** Surer than any wording, whatever the values below look like. */
const answered = 2

function withAnswer(header: ColumnHeader, forms: Form[], answers: ColumnAnswer[]): ColumnHeader {
  const { column, path } = header
  const answer = answers.find(
    (one) =>
      one.column === columnName(column) && [path.join('／'), path.at(-1)].includes(one.label),
  )
  if (!answer) return header
  const { field } = answer
  const having = forms.filter(({ fields }) => fields.some(({ id }) => id === field))
  const meanings = new Map(
    having.map(({ id }) => [id, [{ field: field ?? '', strength: answered, figure: false }]]),
  )
  return { ...header, meanings }
}

/** How many values below a header are looked at to see what they are. */
const sampled = 20

/** How well the values under a column suit the type of a field. */
function fitness(sheet: Sheet, bottom: number, form: Form) {
  const types = new Map(form.fields.map((field) => [field.id, field]))
  const samples = new Map<number, { filled: number; numeric: number; dated: number }>()
  const sample = (column: number) => {
    const known = samples.get(column)
    if (known) return known
    const seen = { filled: 0, numeric: 0, dated: 0 }
    for (let row = bottom + 1; row <= bottom + sampled && row < sheet.rows; row += 1) {
      const value = sheet.at(row, column)
      if (value === null || (typeof value === 'string' && /^[\s\-—–－/／\\…无無]+$/.test(value)))
        continue
      seen.filled += 1
      if (typeof value === 'number' || /^[^\u4e00-\u9fff]{0,3}[\d０-９]/.test(String(value)))
        seen.numeric += 1
      if (typeof value === 'number' || /[\d０-９一二三四五六七八九十]/.test(String(value)))
        seen.dated += 1
    }
    samples.set(column, seen)
    return seen
  }
  return (column: number, id: string): number => {
    const field = types.get(id) as Field
    const { filled, numeric, dated } = sample(column)
    if (filled < 3) return 1
    switch (field.type) {
      case 'count':
      case 'number':
      case 'amount':
      case 'percent':
        return numeric / filled >= 0.4 ? 1 : 0.6
      case 'date':
        return dated / filled >= 0.3 ? 1 : 0.6
      case 'text':
        return field.required && numeric / filled > 0.8 ? 0.6 : 1
      default:
        return 1
    }
  }
}

function describeTable(
  sheet: Sheet,
  from: number,
  header: Header,
  dictionary: Dictionary,
  options: RecogniseOptions,
): { recognised: Recognised; next: number } {
  const { assignment, top, bottom, missing } = header
  const { form } = assignment
  const above = { from, to: top - 1 }
  if (missing.length > 0) {
    const context = readContext(sheet, above, { from: 0, to: -1 }, options)
    return {
      recognised: {
        form: null,
        confidence: 0,
        layout: null,
        context,
        findings: cannotMap(header),
      },
      next: bottom + 1,
    }
  }

  const reader = rowReader(sheet, header)
  const rows = readRows(reader, header, dictionary)
  const context = readContext(sheet, above, { from: rows.end, to: rows.end + 8 }, options)
  const columns: Record<string, string> = {}
  const scales: Record<string, number> = {}
  for (const [column, field] of [...assignment.columns].sort(([a], [b]) => a - b)) {
    const name = columnName(column)
    columns[name] = field
    const type = form.fields.find(({ id }) => id === field)?.type
    const own = header.headers.find((one) => one.column === column)?.scale ?? 1
    const scale = type === 'amount' && own === 1 ? moneyScaleOf(header, column, context) : own
    if (scale !== 1) scales[name] = scale
  }
  const first = rows.records[0] ?? rows.start
  const last = rows.records.at(-1) ?? rows.start - 1
  const layout: Layout = {
    headerRows: Array.from({ length: bottom - top + 1 }, (_, index) => top + index + 1),
    firstRow: first + 1,
    lastRow: last + 1,
    totalRows: rows.totals.map((row) => row + 1),
    skippedRows: rows.skipped.filter((row) => row > first && row < last).map((row) => row + 1),
    columns,
    unmapped: header.headers
      .filter(({ column }) => !assignment.columns.has(column))
      .map(({ column }) => columnName(column)),
    scales,
  }
  const serial = serialColumn(sheet, header, rows.records)
  if (serial !== null) layout.serial = columnName(serial)
  return {
    recognised: { form, confidence: header.confidence, layout, context, findings: asked(header) },
    next: rows.end,
  }
}

/** A money column without a unit of its own takes the sheet's (单位：万元), unless it says 元. */
function moneyScaleOf(header: Header, column: number, context: Context): number {
  const label = header.headers.find((one) => one.column === column)?.path.at(-1) ?? ''
  return /[(（]\s*元\s*[)）]/.test(label) ? 1 : context.moneyScale
}

function rowReader(sheet: Sheet, { headers, assignment }: Header): RowReader {
  const figures: number[] = []
  const keys: number[] = []
  const types = new Map(assignment.form.fields.map((field) => [field.id, field]))
  for (const [column, id] of assignment.columns) {
    const field = types.get(id)
    if (field && ['count', 'number', 'amount'].includes(field.type)) figures.push(column)
    if (field?.required || field?.carriesDown) keys.push(column)
  }
  const all = headers.map(({ column }) => column)
  const left = Math.min(...all)
  return {
    sheet,
    columns: [...assignment.columns.keys()],
    keys: keys.length > 0 ? keys : [left],
    figures,
    // A serial or label column may stand left of the first header we know.
    left: Math.max(0, left - 1),
    right: Math.max(...all),
  }
}

interface Rows {
  /** All 0-based. */
  start: number
  records: number[]
  totals: number[]
  skipped: number[]
  /** First row that no longer belongs to the table. */
  end: number
}

function readRows(reader: RowReader, header: Header, dictionary: Dictionary): Rows {
  const { sheet } = reader
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
    const kind = rowKind(reader, row)
    if (kind === 'blank') {
      gap = true
      continue
    }
    if (kind === 'end') {
      rows.end = row
      break
    }
    if (kind === 'record') {
      const again = headerAgain(reader, header, row, dictionary)
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
  unlabelledTotal(reader, rows)
  return rows
}

/** Whether a row repeats this header (printed on each page) or begins another table. */
function headerAgain(
  { sheet, columns, figures, left, right }: RowReader,
  header: Header,
  row: number,
  dictionary: Dictionary,
): 'same' | 'other' | null {
  if (figures.some((column) => typeof sheet.at(row, column) === 'number')) return null
  let [texts, known, same] = [0, 0, 0]
  for (let column = left; column <= right; column += 1) {
    const value = sheet.at(row, column)
    if (typeof value === 'number') return null
    if (typeof value !== 'string' || value.length > 60) continue
    texts += 1
    const path = header.headers.find((one) => one.column === column)?.path
    if (path?.some((label) => normalise(label) === normalise(value))) same += 1
    if (parseLabel(value).keys.some((key) => dictionary.lookUp(key))) known += 1
  }
  if (texts < 2) return null
  if (same >= Math.max(2, columns.length * 0.6)) return 'same'
  return known >= 2 && known >= texts * 0.6 ? 'other' : null
}

/** After a gap: texts where our figures would be. That is somebody else's table. */
function foreign({ sheet, figures }: RowReader, row: number): boolean {
  const filled = figures.map((column) => sheet.at(row, column)).filter((value) => value !== null)
  return (
    filled.length >= Math.min(2, figures.length) &&
    filled.length > 0 &&
    filled.every(
      (value) => typeof value === 'string' && !/[\d０-９]/.test(value) && value.length > 1,
    )
  )
}

/** The first row of what stands directly over another table: its title and info lines. */
function titleAbove({ sheet }: RowReader, row: number, rows: Rows): number {
  const last = Math.max(rows.records.at(-1) ?? rows.start - 1, rows.totals.at(-1) ?? 0)
  let start = row
  while (start - 1 > last && sheet.grid.values[start - 1]?.some((value) => value !== null))
    start -= 1
  rows.skipped = rows.skipped.filter((skipped) => skipped < start)
  return start
}

/**
 * A last row without a name whose figures are the sums of those above is a total that nobody
 * labelled. It may be wrong in some columns: half of them right, or formulas, are enough to know it.
 */
function unlabelledTotal({ sheet, keys, figures }: RowReader, rows: Rows): void {
  const last = rows.records.at(-1)
  if (last === undefined || rows.records.length < 3) return
  if (keys.some((column) => sheet.at(last, column) !== null)) return
  const filled = figures.filter((column) => typeof sheet.at(last, column) === 'number')
  if (filled.length === 0) return
  const sums = filled.filter((column) => {
    let sum = 0
    for (const row of rows.records.slice(0, -1)) {
      const value = sheet.at(row, column)
      if (typeof value === 'number') sum += value
    }
    const formula = sheet.grid.formulas[cellName(last, column)]
    return (
      (formula && /^=\s*SUM\(/i.test(formula)) ||
      Math.abs(sum - Number(sheet.at(last, column))) < 1e-6
    )
  })
  if (sums.length * 2 < filled.length) return
  rows.records.pop()
  rows.totals.push(last)
}

/** The column of serial numbers: labelled so, or without a label and counting 1, 2, 3. */
function serialColumn(
  sheet: Sheet,
  { top, bottom, assignment, headers }: Header,
  records: number[],
) {
  const first = Math.min(...headers.map(({ column }) => column))
  for (let column = 0; column <= Math.max(first, ...assignment.columns.keys()); column += 1) {
    if (assignment.columns.has(column)) continue
    const labels = Array.from({ length: bottom - top + 1 }, (_, index) =>
      sheet.seen(top + index, column),
    )
    if (labels.some((label) => typeof label === 'string' && isSerialLabel(label))) return column
    const blank = labels.every(
      (label) => label === null || typeof label !== 'string' || label === '',
    )
    const counted = records.filter(
      (row, index) => Number(sheet.at(row, column)) === index + 1,
    ).length
    if (blank && column < first && records.length >= 3 && counted >= records.length * 0.8)
      return column
  }
  return null
}

/** What is missing for a table that looks like ours: the fields of each group that has no column. */
function cannotMap({ assignment, missing, headers, bottom }: Header): Finding[] {
  const { form, unsure } = assignment
  const title = (id: string) => form.fields.find((field) => field.id === id)?.title
  const findings = missing
    .filter((group) => ![...unsure.values()].some((field) => group.includes(field)))
    .map(
      (group): Finding => ({
        rule: 'layout-missing-column',
        severity: 'error',
        cell: cellName(bottom, Math.min(...headers.map(({ column }) => column))),
        params: {
          form: form.id,
          formTitle: form.title.zh,
          formTitleEn: form.title.en,
          titles: group.map((id) => title(id)?.zh).join('、'),
          titlesEn: group.map((id) => title(id)?.en).join(', '),
        },
      }),
    )
  const guesses = ambiguous(assignment, headers, bottom, 'error').filter(({ field }) =>
    missing.some((group) => group.includes(field ?? '')),
  )
  return [...findings, ...guesses]
}

/** Columns of a recognised table that we would only be guessing at, each with the best guess. */
function asked({ assignment, headers, bottom }: Header): Finding[] {
  return ambiguous(assignment, headers, bottom, 'warning')
}

function ambiguous(
  { form, unsure }: Assignment,
  headers: ColumnHeader[],
  bottom: number,
  severity: Finding['severity'],
): Finding[] {
  return [...unsure].map(([column, id]) => {
    const field = form.fields.find((one) => one.id === id)
    return {
      rule: 'layout-ambiguous-column',
      severity,
      cell: cellName(bottom, column),
      field: id,
      params: {
        label: headers.find((one) => one.column === column)?.path.join('／') ?? '',
        title: field?.title.zh ?? id,
        titleEn: field?.title.en ?? id,
      },
    }
  })
}
