import { openWorkbookFile } from '../../addin/workbook/file.ts'
import type { Field, Form } from '../../shared/forms/form.ts'
import { forms } from '../../shared/forms/index.ts'
import { type Cell, columnIndex, type Grid } from '../../shared/grid/grid.ts'
import { inspect, type SheetReport } from '../../shared/inspect.ts'
import { foreignSheet } from '../messy/foreign.ts'
import { paraphrases } from '../messy/paraphrases.ts'
import { plantMistakes } from '../messy/plant.ts'
import { scoreReports, today } from '../messy/score.ts'
import { type MessySheet, messySheet, type Wordings } from '../messy/sheet.ts'
import { readByFirstRow, readByToldHeader } from './peers/first-row.ts'
import type { Reading } from './peers/reading.ts'
import { matchHeaders } from './peers/spreadsheet-import.ts'
import { workbookOf } from './workbook.ts'

/** So many of so many. */
export interface Share {
  count: number
  of: number
}

/** Columns of the sheets, and what became of them. */
export interface Columns {
  right: Share
  /** The clerk is asked, with the best guess. */
  asked: Share
  /** Mapped to a field they are not, without a word; columns that are no field's among them. */
  wrong: Share
}

export interface Ours extends Columns {
  sheets: Share
  records: Share
  tallies: Share
  /** Sheets without a mistake on which some error was reported, and those errors. */
  falseErrors: Share & { errors: number }
}

/** `records`: as many rows as there are records, and the same texts and figures in them. */
export type Peer = Omit<Columns, 'asked'> & { records?: Share }

export interface Compared {
  ours: Ours
  /** Nobody says where the header is. */
  firstRow: Peer
  /** A person says where the header is. */
  toldHeader: Peer
  spreadsheetImport: Peer
}

export interface Recognition {
  /** All forms, in wordings that the forms list. */
  listed: Compared
  /** One main column of a sheet, or all of them, in wordings that nobody listed: those columns only. */
  unlisted: { one: Compared; all: Compared }
  planted: Share & { kinds: Record<string, Share> }
  foreign: { taken: Share; remarked: Share }
  /** Everything that was not right: how to make the sheet again, and what is wrong with it. */
  failures: string[]
}

const sheetsEach = 60
const unlistedSheets = { one: 20, all: 60 }
const foreignSheets = 600

/** Reads fresh sheets of every form, as they are and with mistakes put in, and sheets that are not ours. */
export function measureRecognition(seed: number): Recognition {
  const failures: string[] = []
  const seeds = (count: number) => Array.from({ length: count }, (_, index) => seed + index)
  const listed = emptyComparison()
  const unlisted = { one: emptyComparison(), all: emptyComparison() }
  for (const form of forms) {
    for (const one of seeds(sheetsEach)) {
      const problems = compare(messySheet(form, one), form, listed)
      failures.push(...problems.map((problem) => `${form.id} ${one}: ${problem}`))
    }
  }
  for (const [id, wordings] of Object.entries(paraphrases)) {
    const form = forms.find((one) => one.id === id) as Form
    const measure = (one: number, some: Wordings, to: Compared) => {
      const sheet = messySheet(form, one, some)
      const columns = Object.entries(sheet.truth.columns)
      const rest = columns.filter(([, field]) => !(field in some)).map(([column]) => column)
      if (rest.length === columns.length) return
      const problems = compare(sheet, form, to, new Set(rest))
      const which = to === unlisted.all ? 'all' : Object.keys(some)[0]
      failures.push(...problems.map((problem) => `${id} ${one} unlisted ${which}: ${problem}`))
    }
    for (const one of seeds(unlistedSheets.all)) measure(one, wordings, unlisted.all)
    Object.entries(wordings).forEach(([field, given], index) => {
      for (const one of seeds(unlistedSheets.one)) {
        measure(one + index * unlistedSheets.one, { [field]: given }, unlisted.one)
      }
    })
  }
  return {
    listed,
    unlisted,
    planted: measurePlanted(seeds(sheetsEach), failures),
    foreign: measureForeign(seeds(foreignSheets), failures),
    failures,
  }
}

/** Reads one sheet in every way and adds up what came of it; answers what we got wrong. */
function compare(
  sheet: MessySheet,
  form: Form,
  to: Compared,
  besides: Set<string> = new Set(),
): string[] {
  const { truth } = sheet
  const bytes = workbookOf(sheet.grid)
  const reports = inspectFile(bytes, sheet.file)
  const score = scoreReports(sheet, reports, forms)
  const { ours } = to
  note(ours.sheets, score.form)
  note(ours.records, score.recordsRight)
  note(ours.tallies, score.tallyRight)
  note(ours.falseErrors, score.falseErrors > 0)
  ours.falseErrors.errors += score.falseErrors
  countColumns(ours, truth, columnsOf(reports, truth.form), besides)
  countAsked(ours, truth, reports, besides)

  const labels = labelsOf(sheet)
  const firstRow = (truth.headerRows.at(-1) ?? 0) + 1
  countReading(to.firstRow, readByFirstRow(bytes, form), sheet, form, besides)
  const told = readByToldHeader(bytes, form, { labels, firstRow })
  countReading(to.toldHeader, told, sheet, form, besides)
  countColumns(to.spreadsheetImport, truth, matchHeaders(labels, form), besides)
  return score.problems.map((problem) => explained(problem, sheet.grid, truth))
}

/** Rows 1-based, with the label of a column where one is named. */
function explained(problem: string, grid: Grid, truth: MessySheet['truth']): string {
  const column = /^column ([A-Z]+):/.exec(problem)?.[1]
  if (!column) return problem
  const path = truth.headerRows.map((row) => grid.values[row - 1]?.[columnIndex(column)])
  return `${problem} (${path.filter((label) => label !== null && label !== undefined).join('／')})`
}

function inspectFile(bytes: Uint8Array, file: string): SheetReport[] {
  const { sheets } = openWorkbookFile(bytes, file)
  return sheets.flatMap(({ grid }) => inspect(grid, { forms, now: today, file }))
}

/** Columns of all that was mapped; a field of another form than this is none of its fields. */
function columnsOf(reports: SheetReport[], form: string): Record<string, string> {
  return Object.fromEntries(
    reports.flatMap(({ form: found, layout }) =>
      Object.entries(layout?.columns ?? {}).map(([column, field]) => [
        column,
        found === form ? field : `${found}.${field}`,
      ]),
    ),
  )
}

type Truth = MessySheet['truth']

function countColumns(
  to: Omit<Columns, 'asked'>,
  truth: Truth,
  columns: Record<string, string>,
  besides: Set<string>,
): void {
  const counted = Object.keys(truth.columns).filter((column) => !besides.has(column))
  for (const column of counted) note(to.right, columns[column] === truth.columns[column])
  const mapped = Object.entries(columns).filter(([column]) => !besides.has(column))
  to.wrong.count += mapped.filter(([column, field]) => truth.columns[column] !== field).length
  to.wrong.of += counted.length
}

function countAsked(to: Columns, truth: Truth, reports: SheetReport[], besides: Set<string>): void {
  const report = reports.find(({ form }) => form === truth.form)
  const held =
    reports.every(({ form }) => form === null) &&
    reports.some(({ findings }) => findings.length > 0)
  const questions = (report?.findings ?? [])
    .filter(({ rule }) => rule === 'layout-ambiguous-column')
    .map(({ cell }) => cell?.replace(/\d+$/, ''))
  for (const column of Object.keys(truth.columns)) {
    if (besides.has(column)) continue
    note(to.asked, held || (!report?.layout?.columns[column] && questions.includes(column)))
  }
}

function countReading(
  to: Peer,
  { columns, rows }: Reading,
  { truth }: MessySheet,
  form: Form,
  besides: Set<string>,
): void {
  countColumns(to, truth, columns, besides)
  const fields = form.fields.filter(({ id }) => Object.values(truth.columns).includes(id))
  const right =
    rows.length === truth.records.length &&
    truth.records.every(({ values }, index) =>
      fields.every((field) => agrees(rows[index]?.[field.id], values[field.id] ?? null, field)),
    )
  if (to.records) note(to.records, right)
}

/** Texts and figures only: yes, no, states and days would need code of an application's own. */
function agrees(cell: unknown, value: unknown, { type }: Field): boolean {
  if (['flag', 'choice', 'date', 'percent'].includes(type)) return true
  if (value === null) return (cell ?? '') === ''
  return typeof value === 'number'
    ? typeof cell === 'number' && Math.abs(cell - value) < 1e-6
    : String(cell ?? '').trim() === value
}

/** The header as one row of labels from column A on: of each column the lowest, merges filled. */
function labelsOf({ grid, truth }: MessySheet): string[] {
  const width = Math.max(...Object.keys(truth.columns).map(columnIndex)) + 1
  const seen = (row: number, column: number): Cell => {
    const merge = grid.merges.find(
      ({ top, left, bottom, right }) =>
        top <= row && row <= bottom && left <= column && column <= right,
    )
    return grid.values[merge?.top ?? row]?.[merge?.left ?? column] ?? null
  }
  return Array.from({ length: width }, (_, column) => {
    const path = truth.headerRows.map((row) => seen(row - 1, column))
    return String(path.findLast((label) => label !== null) ?? '')
  })
}

/** Mistakes put into sheets, and whether something is said at the very cell. */
function measurePlanted(seeds: number[], failures: string[]): Recognition['planted'] {
  const planted: Recognition['planted'] = { ...nothing(), kinds: {} }
  for (const form of forms) {
    for (const seed of seeds) {
      const sheet = messySheet(form, seed)
      const mistakes = plantMistakes(sheet, form, seed)
      const findings = inspectFile(workbookOf(sheet.grid), sheet.file).flatMap(
        (report) => report.findings,
      )
      for (const { cell, kind } of mistakes) {
        const found = findings.some((finding) => finding.cell === cell)
        planted.kinds[kind] ??= nothing()
        note(planted.kinds[kind], found)
        note(planted, found)
        if (!found) failures.push(`${form.id} ${seed} planted: ${kind} at ${cell} not found`)
      }
    }
  }
  return planted
}

function measureForeign(seeds: number[], failures: string[]): Recognition['foreign'] {
  const foreign = { taken: nothing(), remarked: nothing() }
  for (const seed of seeds) {
    const { grid, file, kind } = foreignSheet(seed)
    const reports = inspectFile(workbookOf(grid), file)
    const taken = reports.find(({ form }) => form !== null)
    const findings = reports.flatMap((report) => report.findings)
    note(foreign.taken, taken !== undefined)
    note(foreign.remarked, !taken && findings.length > 0)
    if (taken || findings.length > 0) {
      const rules = [...new Set(findings.map(({ rule }) => rule))].join(', ')
      failures.push(`foreign ${seed}: ${kind} taken for ${taken?.form ?? 'none'}; ${rules}`)
    }
  }
  return foreign
}

function nothing(): Share {
  return { count: 0, of: 0 }
}

function note(share: Share, yes: boolean): void {
  share.of += 1
  if (yes) share.count += 1
}

function emptyComparison(): Compared {
  const columns = () => ({ right: nothing(), wrong: nothing() })
  return {
    ours: {
      ...columns(),
      asked: nothing(),
      sheets: nothing(),
      records: nothing(),
      tallies: nothing(),
      falseErrors: { ...nothing(), errors: 0 },
    },
    firstRow: { ...columns(), records: nothing() },
    toldHeader: { ...columns(), records: nothing() },
    spreadsheetImport: columns(),
  }
}
