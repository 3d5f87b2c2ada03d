import type { Form } from '../forms/form.ts'
import { cellName } from '../grid/grid.ts'
import { type Assignment, assign, common } from './assign.ts'
import { answersByColumn, type ColumnAnswer, type Labelled } from './column-answers.ts'
import type { Dictionary, Meaning } from './dictionary.ts'
import {
  type ColumnHeader,
  hasLeavesBelow,
  headingOf,
  isRowOfUnits,
  isSerialLabel,
  readHeader,
} from './header.ts'
import { keyOf, parseLabel } from './label.ts'
import { nearMisses } from './near-misses.ts'
import { fitness, sampled, samplesBelow, suiting } from './samples.ts'
import type { Sheet } from './sheet.ts'
import { withTickColumns } from './tick-columns.ts'

/** What to look for, and what is known beforehand. */
export interface Search {
  forms: Form[]
  dictionary: Dictionary
  file?: string
  /** What a person said of columns that are not guessed at. */
  columns?: ColumnAnswer[]
}

export interface Header {
  top: number
  bottom: number
  headers: ColumnHeader[]
  assignment: Assignment
  confidence: number
  /** How much speaks for the form: columns, title, sheet name, file name. */
  score: number
  /** Groups of `identifiedBy` that no column satisfies; empty when the form is certain. */
  missing: string[][]
  /** Columns that nobody listed and that look like a field without one: column → field. */
  near: Map<number, string>
  /** Labels in it are merged further up or down, or their units stand below: the block has more rows. */
  cut: boolean
  /** Groups above it, or leaves below it, are left out: its labels may mean something else. */
  isTorn: boolean
}

/** Header blocks are one to four rows deep. */
const deepest = 4

/** A header stands near the top; a sheet that has none so far down is a list of something else. */
const searched = 200

/**
 * Finds the next header block of one of the forms, or one that only looks like it; several where
 * tables stand side by side. Empty when there is none.
 */
export function findHeader(sheet: Sheet, from: number, search: Search): Header[] {
  return headersBelow(sheet, from, search).map((header) => {
    const suits = suiting(samplesBelow(sheet, header.bottom))
    return { ...header, near: nearMisses(header.headers, header.assignment, suits) }
  })
}

function headersBelow(sheet: Sheet, from: number, search: Search): Header[] {
  let partial: Header | null = null
  for (let row = from; row < Math.min(sheet.rows, from + searched); row += 1) {
    if (!speaksHeader(sheet, row, search.dictionary)) continue
    // Rows that could belong to the block: up to a few above (groups) and below (leaves). Once a block
    // is found, what does not touch it may head another table, and has to wait for its turn.
    const last = Math.min(sheet.rows - 1, row + deepest + 3)
    const around = bestBlock(sheet, { from, row, tops: [row - deepest + 1, row], last }, search)
    const reach = around?.missing.length === 0 ? Math.min(around.bottom + 1, last) : last
    const below = bestBlock(sheet, { from, row, tops: [row + 1, reach], last }, search)
    const best = below && better(below, around) ? below : around
    if (best && best.missing.length === 0) return sideBySide(sheet, from, best, search)
    if (best && better(best, partial)) partial = best
    if (best) row = best.bottom
  }
  return partial ? [partial] : []
}

/** The last row that finding these from a row on may have looked at. */
export function searchedTo(headers: Header[], from: number): number {
  const found = headers.filter(({ missing }) => missing.length === 0)
  const last = found.length === 0 ? from + searched : Math.max(...found.map(({ bottom }) => bottom))
  return last + deepest + 3 + sampled
}

/** Whether two searches found the same; how much spoke for it does not matter any more. */
export function isSameHeader(one: Header, other: Header): boolean {
  return JSON.stringify(gist(one)) === JSON.stringify(gist(other))
}

function gist({ top, bottom, headers, assignment, confidence, missing, near }: Header) {
  return [
    ...[top, bottom, confidence, missing, assignment.form.id],
    ...[[...assignment.columns], [...assignment.unsure], [...near]],
    headers.map(({ column, path, scale }) => [column, path, scale]),
  ]
}

/** The best of the blocks that begin in one of the rows `tops` and do not end before `row`. */
function bestBlock(
  sheet: Sheet,
  { from, row, tops, last }: { from: number; row: number; tops: [number, number]; last: number },
  search: Search,
): Header | null {
  let best: Header | null = null
  for (let top = Math.max(from, tops[0]); top <= tops[1]; top += 1) {
    for (
      let bottom = Math.max(row, top);
      bottom <= Math.min(top + deepest - 1, last);
      bottom += 1
    ) {
      if (isData(sheet, bottom)) break
      const labelled = readLabels(sheet, top, bottom, search)
      const header = mostLikely(evaluate(sheet, { from, top, bottom }, labelled, search))
      if (header && better(header, best)) best = header
    }
  }
  return best
}

/**
 * Splits a header where blank columns go through the whole table and each side is a table of its own.
 * A blank column within one table leaves a side that is none, or sides that one form explains as
 * well, and nothing is split.
 */
function sideBySide(sheet: Sheet, from: number, header: Header, search: Search): Header[] {
  const { top, bottom } = header
  const sides: ColumnHeader[][] = []
  let last = Number.NEGATIVE_INFINITY
  for (const one of header.headers) {
    const gap = one.column - last > 1 && isBlank(sheet, top, bottom + sampled, last + 1, one.column)
    if (gap) sides.push([])
    sides.at(-1)?.push(one)
    last = one.column
  }
  if (sides.length < 2) return [header]
  const tables = sides.flatMap((side) => {
    const [best] = evaluate(sheet, { from, top, bottom }, side, search)
    return best ? [best.header] : []
  })
  const certain = tables.filter(({ missing }) => missing.length === 0)
  // Halves of one table have fields that go together; tables of their own have more than one can.
  const explained = certain.reduce((sum, { assignment }) => sum + assignment.columns.size, 0)
  const apart = certain.length > 1 && explained > header.assignment.columns.size
  return apart ? certain : [header]
}

/** Whether some column between two others is empty from one row to another. */
function isBlank(sheet: Sheet, top: number, bottom: number, left: number, right: number): boolean {
  if (left < 0) return true
  for (let column = left; column < right; column += 1) {
    let filled = false
    for (let row = top; row <= bottom && row < sheet.rows; row += 1) {
      if (sheet.at(row, column) !== null) filled = true
    }
    if (!filled) return true
  }
  return false
}

function better(one: Header, other: Header | null): boolean {
  if (!other) return true
  if ((one.missing.length === 0) !== (other.missing.length === 0)) return one.missing.length === 0
  if (one.isTorn !== other.isTorn) return other.isTorn
  const gain = rank(one) - rank(other)
  if (Math.abs(gain) > 1e-9) return gain > 0
  // Rows of leaves that nobody knows add nothing; the labels beside them show that they belong to it.
  if (one.cut !== other.cut) return other.cut
  return one.bottom - one.top < other.bottom - other.top
}

function rank({ assignment, headers, score }: Header): number {
  const { columns, unsure } = assignment
  return score - 0.15 * (headers.length - columns.size) + 0.1 * unsure.size
}

/** Whether a row has at least two labels of some form. */
function speaksHeader(sheet: Sheet, row: number, dictionary: Dictionary): boolean {
  const hits = new Map<string, number>()
  // A label merged over several rows is seen beyond the last cell of its own that the row has.
  for (let column = 0; column < sheet.columns; column += 1) {
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

/** The labelled columns of a block, the serial number left out, with what a person said of them. */
function readLabels(sheet: Sheet, top: number, bottom: number, search: Search): ColumnHeader[] {
  const { dictionary, forms, columns = [] } = search
  const read = readHeader(sheet, top, bottom, dictionary).filter(
    ({ path }) => !isSerialLabel(path.at(-1) ?? ''),
  )
  const headers = withTickColumns(sheet, bottom, read, search)
  if (columns.length === 0) return headers
  const labelled = headers.map(labelledBy)
  return [...new Set(columns.map(({ form }) => form))].reduce((known, form) => {
    const answers = answersByColumn(
      labelled,
      columns.filter((one) => one.form === form),
    )
    return known.map((header) => withAnswer(header, forms, answers.get(header.column)))
  }, headers)
}

/** A column, its heading, and the cell of its label. */
export interface Heading extends Labelled {
  cell: string
}

export function headingsOf({ headers, bottom }: Header): Heading[] {
  return headers.map((header) => ({
    ...labelledBy(header),
    cell: cellName(bottom, header.column),
  }))
}

function labelledBy(header: ColumnHeader): Labelled {
  const { column, path } = header
  return { column, heading: headingOf(header), labels: [path.at(-1), path.join('／')] }
}

interface Candidate {
  header: Header
  /** How clearly the titles speak for the form, 0 to 1. */
  said: number
}

/** The forms that a block of labels may carry, the likeliest first. */
function evaluate(
  sheet: Sheet,
  { from, top, bottom }: { from: number; top: number; bottom: number },
  labelled: ColumnHeader[],
  { forms, dictionary, file }: Search,
): Candidate[] {
  if (labelled.length < 2) return []
  const titles = [sheet.grid.sheet]
  for (let row = from; row < bottom; row += 1) {
    const texts = (sheet.grid.values[row] ?? []).filter((value) => typeof value === 'string')
    // A title stands (nearly) alone in its row, over the block or, merged, within it.
    if (texts.length > (row < top ? 2 : 1)) continue
    titles.push(...texts.filter((text) => isTitleText(text, dictionary)))
  }

  const isTorn =
    hasLeavesBelow(sheet, bottom + 1, labelled) ||
    labelled.some(({ column }) => (sheet.mergeAt(top, column)?.top ?? top) < top)
  const cut =
    isTorn ||
    isRowOfUnits(sheet, bottom + 1, labelled) ||
    labelled.some(({ column }) => (sheet.mergeAt(bottom, column)?.bottom ?? bottom) > bottom)
  const samples = samplesBelow(sheet, bottom)
  const found: Candidate[] = []
  for (const form of forms) {
    if (!labelled.some(({ meanings }) => meanings.has(form.id))) continue
    const said = speaksFor(form, titles)
    const { assignment, missing } = assigned(labelled, form, said > 0, fitness(samples, form))
    const taken = new Set(assignment.columns.values())
    // 男 and 女 under 职工人数 speak of a field that another column has: neither for nor against.
    const parts = labelled.filter(
      ({ column, meanings }) =>
        !assignment.columns.has(column) &&
        meanings.get(form.id)?.some(({ field }) => taken.has(field)),
    )
    const coverage = assignment.columns.size / (labelled.length - parts.length)
    const subject = Math.max(said, speaksFor(form, [file ?? '']) / 2)
    if (assignment.columns.size === 0 && assignment.unsure.size === 0) continue
    const isTrade = titles.some((title) => TRADE.test(title))
    // A title that speaks of something else.
    const isOther = titles.length > 1 && subject === 0
    const ours =
      missing.length === 0 &&
      !isTrade &&
      !(isOther && titles.slice(1).some(isNamed) && !hasRowWords(assignment, samples)) &&
      assignment.columns.size >= 2 &&
      // Under it, half of the columns are too few.
      (coverage >= (isOther ? 0.6 : 0.5) ||
        (subject > 0 && coverage >= 0.25) ||
        assignment.columns.size >= 6)
    // Only the sheet itself can claim to be ours; a file of ours may hold lists of any kind.
    const isUnnamed = missing.includes(form.identifiedBy[0] ?? [])
    const likely =
      missing.length > 0 &&
      missing.length < form.identifiedBy.length + assignment.unsure.size &&
      said > 0 &&
      !isTrade &&
      !titles.some((title) => DIRECTORY.test(title)) &&
      assignment.columns.size + assignment.unsure.size >=
        labelled.length * (isUnnamed ? 0.5 : 0.3) &&
      // A list of whom to call has names, telephones and remarks of its own.
      [...taken, ...assignment.unsure.values()].filter((field) => !common.has(field)).length >= 2 &&
      !(isUnnamed && labelled.some(({ path }) => countsRows(path.at(-1) ?? '', form))) &&
      !(isUnnamed && isOfPeople(labelled, assignment))
    if (!ours && !likely) continue
    const confidence =
      0.5 * coverage + 0.3 * assignment.strength + 0.2 * Math.max(subject, coverage)
    const score = assignment.score + subject * 1.5 - missing.length * 4
    const header = {
      top,
      bottom,
      headers: labelled,
      assignment,
      confidence: ours ? Math.round(Math.min(1, confidence) * 100) / 100 : 0,
      missing,
      near: new Map(),
      score,
      cut,
      isTorn,
    }
    found.push({ header, said })
  }
  return found.sort((a, b) => b.header.score - a.header.score)
}

/** Whom to call and who is on duty is asked of nobody weekly, whatever work it is about. */
const DIRECTORY = /通[讯信]录|[花点]?名册|联系表|联系方式|值班|签到[表册]/
/** Papers of trade and of personnel have the columns of many a form. */
const TRADE =
  /报价|询价|比价|合同|发票|^(?!.*(?:复工|复产|开工)).*(?:招投?标|中标|考核|年检|考勤|工资表)/

/**
 * Short wordings help a sheet along that is ours by them and by words of the form, or by most of its
 * columns; they make none look like ours that is not.
 */
function assigned(
  labelled: ColumnHeader[],
  form: Form,
  named: boolean,
  fit: ReturnType<typeof fitness>,
): { assignment: Assignment; missing: string[][] } {
  const assignment = assign(labelled, form, named, fit)
  const taken = new Set(assignment.columns.values())
  const missing = form.identifiedBy.filter((group) => !group.some((field) => taken.has(field)))
  const isKnown = form.identifiedBy.some((group) =>
    group.some((field) => assignment.telling.has(field)),
  )
  const isOurs = missing.length === 0 && isKnown
  if (named) return isOurs ? { assignment, missing } : assigned(labelled, form, false, fit)
  const isSure = isOurs && assignment.columns.size >= Math.max(4, labelled.length / 2)
  const wider = isSure ? assign(labelled, form, true, fit) : assignment
  const keeps = [...assignment.columns].every(([at, field]) => wider.columns.get(at) === field)
  return { assignment: keeps ? wider : assignment, missing }
}

/** `已复工企业数` counts what a row of the form would be: that sheet is a summary of such sheets. */
function countsRows(label: string, { row }: Form): boolean {
  const what = keyOf(row.zh)
  return parseLabel(label).keys.some((key) =>
    ['数', '总数', '家数', '户数', '个数'].some((end) => key.endsWith(what + end)),
  )
}

/** Whether a text names a table, as a line of information does not. */
function isNamed(text: string): boolean {
  return /(?:表|台账|清单|明细|登记|统计|情况)$/.test(keyOf(text)) && !/[:：]/.test(text)
}

/** Whether the names of the rows speak for a form whose columns many lists have. */
function hasRowWords(
  { form, columns }: Assignment,
  samples: ReturnType<typeof samplesBelow>,
): boolean {
  const { rowWords, fields } = form
  if (!rowWords) return true
  const names = fields.flatMap(({ id, required }) => (required ? id : []))
  return [...columns].some(
    ([column, field]) =>
      names.includes(field) &&
      samples(column).texts.some((text) => rowWords.some((word) => text.includes(word))),
  )
}

/** A list that begins with 信访人 or 户主 is one of people: what our rows are is not missing from it. */
function isOfPeople(labelled: ColumnHeader[], { columns, unsure }: Assignment): boolean {
  const [first] = labelled.toSorted((one, other) => one.column - other.column)
  if (!first || columns.has(first.column) || unsure.has(first.column)) return false
  return first.path.some((label) =>
    parseLabel(label).keys.some((key) => /(?:人|姓名|户主|户名|者)$/.test(key)),
  )
}

/** The best of them. A title that names one form is not overruled by columns that suit another. */
function mostLikely(found: Candidate[]): Header | null {
  const best = found[0]
  const named = found.find(({ said }) => said === 1)
  return (best?.said === 0 ? (named ?? best) : best)?.header ?? null
}

/** Not a label and not a sentence. */
function isTitleText(text: string, dictionary: Dictionary): boolean {
  return text.length < 80 && !parseLabel(text).keys.some((key) => dictionary.lookUp(key))
}

/** Surer than any wording, whatever the values below look like. */
const answered = 2

function withAnswer(
  header: ColumnHeader,
  forms: Form[],
  answer: ColumnAnswer | undefined,
): ColumnHeader {
  if (!answer) return header
  const { field, form } = answer
  const having = forms
    .filter(({ id }) => form === undefined || id === form)
    .filter(({ fields }) => fields.some(({ id }) => id === field))
  const meaning: Meaning[] = [
    { field: field ?? '', strength: answered, figure: false, flow: false },
  ]
  // The answer was given on a sheet of one form; on one of another the header means what it did.
  const others =
    form !== undefined
      ? [...header.meanings].filter(([id]) => id !== form || (field !== null && !having.length))
      : field === null
        ? []
        : header.meanings
  const meanings = new Map([...others, ...having.map(({ id }) => [id, meaning] as const)])
  return { ...header, meanings }
}
