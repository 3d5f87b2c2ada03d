import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openWorkbookFile } from '../../addin/workbook/file.ts'
import { formById, forms } from '../../shared/forms/index.ts'
import { inspect, type SheetReport } from '../../shared/inspect.ts'
import { rollUp } from '../../shared/read/roll-up.ts'
import { display, displayExact } from '../../shared/tally/display.ts'
import { mergeTallies } from '../../shared/tally/merge.ts'
import { tally } from '../../shared/tally/tally.ts'
import { sampleBooks } from './books.ts'
import { documentBooks } from './documents.ts'
import { indexOf, plantedOf } from './lists.ts'
import { correctedBytes, figures, planted, readWorkbook, workbooks } from './load.ts'
import { bytesOf } from './write.ts'

/** Long after the samples: nothing in them may depend on the day they are looked at. */
const now = '2026-11-23'

function reportsOf(bytes: Uint8Array, path: string): SheetReport[] {
  const { name, sheets } = openWorkbookFile(bytes, path)
  return sheets.flatMap(({ grid }) => inspect(grid, { forms, now, file: name }))
}

const folder = import.meta.dirname
const listed = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'))
const documents = await documentBooks()
const paths = [...workbooks, ...documents].map(({ path }) => path)

describe('the committed files', () => {
  it('are those the generator draws, and no others', () => {
    const found = ['cili', 'zhumadian', 'documents'].flatMap((area) =>
      readdirSync(join(folder, area), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)),
    )
    expect(found.sort()).toEqual([...paths].sort())
    expect(listed('index.json')).toEqual(indexOf(sampleBooks()))
    expect(listed('planted.json')).toEqual(plantedOf(sampleBooks()))
  })

  const drawnAnew = [...sampleBooks(), ...documents]
  it.each(drawnAnew.map((book) => [book.path, book] as const))('%s', async (path, book) => {
    const drawn = openWorkbookFile(await bytesOf(book), path)
    expect(openWorkbookFile(readWorkbook(path), path)).toEqual(drawn)
  })
})

describe('each workbook', () => {
  it.each(workbooks.map((one) => [one.path, one] as const))('%s', (path, workbook) => {
    const reports = reportsOf(readWorkbook(path), path)
    const found = reports.flatMap(({ sheet, findings }) =>
      findings.map(({ rule, cell, severity }) => ({ sheet, cell, rule, severity })),
    )
    const expected = planted
      .filter(({ file }) => file === path)
      .map(({ sheet, cell, rule, severity }) => ({ sheet, cell, rule, severity }))
    expect(sorted(found)).toEqual(sorted(expected))
    for (const report of reports.filter(({ form }) => form !== null)) {
      expect(report).toMatchObject({ period: workbook.period, asOf: workbook.asOf })
      expect(report.unit).toBe(workbook.name)
    }
  })

  it.each(workbooks.map((one) => [one.path, one] as const))('%s, corrected', async (path, one) => {
    const reports = reportsOf(await correctedBytes(path), path)
    expect(reports.flatMap(({ findings }) => findings)).toEqual([])
    expect(Object.assign({}, ...reports.map(({ tally }) => tally))).toMatchObject(one.expected)
  })
})

function sorted<Item>(list: Item[]): Item[] {
  return [...list].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
}

describe('the workbooks behind the documents', () => {
  it('are there for every form', () => {
    const covered = new Set(documents.map(({ golden }) => golden.form))
    expect(forms.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([])
  })

  it.each(documents.map((one) => [one.path, one] as const))('%s', (path, { golden }) => {
    const form = formById(golden.form)
    if (!form) throw new Error(`No form ${golden.form}`)
    const reports = reportsOf(readWorkbook(path), path)
    expect(reports.map((report) => report.form)).toEqual(golden.sheets.map(() => golden.form))
    const tables = reports.flatMap(({ table }) => (table ? [rollUp(table, form)] : []))
    const days = { asOf: golden.asOf, expectedBy: golden.expectedBy }
    const tallies = golden.oneWorkbook
      ? [tally(tables, form, days)]
      : tables.map((table) => tally([table], form, days))
    const totals = mergeTallies(tallies, form)
    const shown = form.indicators.map((one) => [
      one.id.slice(form.id.length + 1),
      display(totals[one.id] ?? null, one),
    ])
    expect(Object.fromEntries(shown)).toMatchObject(golden.display)
  })
})

describe('the figures of the documents', () => {
  async function totalsOf(area: string, period: string): Promise<Record<string, string>> {
    const reports: SheetReport[] = []
    for (const one of workbooks) {
      if (!one.path.startsWith(area) || one.period !== period || one.late) continue
      reports.push(...reportsOf(await correctedBytes(one.path), one.path))
    }
    const shown: Record<string, string> = {}
    for (const form of forms) {
      const tallies = reports.filter((report) => report.form === form.id).map(({ tally }) => tally)
      const merged = mergeTallies(tallies, form)
      for (const one of form.indicators) shown[one.id] = displayExact(merged[one.id] ?? null, one)
    }
    return shown
  }

  it('Cili: 213 of 311 as of 25 February 2020, 91 above designated size', async () => {
    expect(figures.cili.asOf).toBe('2020-02-25')
    expect(await totalsOf('cili', figures.cili.period)).toMatchObject({
      'enterprises.total': '311',
      'enterprises.resumed': '213',
      'enterprises.rate': '68.5%',
      'enterprises.above_total': '91',
    })
  })

  it('Zhumadian: 397100 of 879902, 1024 of 1029, as of 4 March 2020', async () => {
    expect(figures.zhumadian.asOf).toBe('2020-03-04')
    expect(await totalsOf('zhumadian', figures.zhumadian.period)).toMatchObject({
      'returnees.workforce': '879902',
      'returnees.returned': '397100',
      'returnees.rate': '45.13%',
      'enterprises.above_resumed': '1024',
      'enterprises.above_total': '1029',
      'enterprises.above_rate': '99.5%',
    })
  })
})

it('has personal columns in the sheets, so that there is something to keep back', () => {
  const form = formById('enterprises')
  const personal = new Set(form?.fields.filter((field) => field.personal).map(({ id }) => id))
  const values = workbooks
    .flatMap(({ path }) => reportsOf(readWorkbook(path), path))
    .flatMap(({ table }) => table?.records ?? [])
    .flatMap(({ values }) => Object.entries(values))
    .filter(([field, value]) => personal.has(field) && value !== null)
  expect(values.length).toBeGreaterThan(100)
})
