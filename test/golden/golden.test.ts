/// <reference types="vite/client" />
import { describe, expect, it } from 'vitest'
import { bulletin } from '../../shared/bulletin/bulletin.ts'
import type { Form } from '../../shared/forms/form.ts'
import { formById, forms } from '../../shared/forms/index.ts'
import { gridOf } from '../../shared/grid/grid.ts'
import { inspect, type SheetReport } from '../../shared/inspect.ts'
import { buildSubmission } from '../../shared/protocol/build.ts'
import { judge } from '../../shared/protocol/judge.ts'
import { rollUp } from '../../shared/read/roll-up.ts'
import { display } from '../../shared/tally/display.ts'
import { mergeTallies } from '../../shared/tally/merge.ts'
import { type Tally, tally } from '../../shared/tally/tally.ts'
import type { GoldenCase, GoldenSheet } from './case.ts'

const modules = import.meta.glob<{ golden: GoldenCase }>('./*/*.ts', { eager: true })
const cases = Object.entries(modules).map(([path, { golden }]) => ({
  path: path.replace(/^\.\/|\.ts$/g, ''),
  golden,
}))

/** Long after the documents: nothing may depend on the day a sheet is looked at. */
const now = '2026-11-23'

function inspected({ values, merges, name = 'Sheet1' }: GoldenSheet): SheetReport {
  const reports = inspect(gridOf(name, values, merges), { forms, now })
  expect(reports).toHaveLength(1)
  return reports[0] as SheetReport
}

function named(form: string, figures: Tally): Tally {
  return Object.fromEntries(
    Object.entries(figures).map(([name, figure]) => [`${form}.${name}`, figure]),
  )
}

/** The figures of a tally as they are printed, for the names that are asked for. */
function shown(form: Form, figures: Tally, asked: Record<string, string>): Record<string, unknown> {
  const each = Object.keys(asked).map((name) => {
    const indicator = form.indicators.find(({ id }) => id === `${form.id}.${name}`)
    return [name, indicator && display(figures[indicator.id] ?? null, indicator)]
  })
  return Object.fromEntries(each)
}

describe.each(cases)('$path', ({ path, golden }) => {
  const form = formById(golden.form) as Form
  const days = { asOf: golden.asOf, expectedBy: golden.expectedBy }
  const reports = golden.sheets.map((sheet) => ({ sheet, report: inspected(sheet) }))
  const tables = reports.flatMap(({ report: { table } }) => (table ? [rollUp(table, form)] : []))
  const tallies = tables.map((table) => tally([table], form, days))
  const together = golden.oneWorkbook ? [tally(tables, form, days)] : tallies
  const totals = mergeTallies(together, form)

  it('stands in the folder of its form', () => {
    expect(path.split('/')[0]).toBe(golden.form)
  })

  it('is recognised, with nothing left over and nothing wrong but what is meant to be', () => {
    for (const { sheet, report } of reports) {
      expect(report).toMatchObject({ form: golden.form, asOf: golden.asOf })
      expect(report.layout?.unmapped).toEqual([])
      expect(report.findings.map(({ rule, cell }) => `${rule} ${cell}`)).toEqual(
        sheet.findings ?? [],
      )
    }
  })

  it('comes to the figures of the document', () => {
    reports.forEach(({ sheet }, index) => {
      expect(tallies[index]).toMatchObject(named(golden.form, sheet.tally ?? {}))
    })
    expect(totals).toMatchObject(named(golden.form, golden.tally))
  })

  it('prints them as the document does', () => {
    expect(shown(form, totals, golden.display)).toEqual(golden.display)
    reports.forEach(({ sheet }, index) => {
      const figures = sheet.display ?? {}
      expect(shown(form, tallies[index] ?? {}, figures)).toEqual(figures)
    })
    const coverage = { expected: 1, submitted: 1, missing: [] }
    const input = { unitName: golden.unit, asOf: golden.asOf, forms: [{ form, totals }], coverage }
    expect(bulletin(input, 'zh')[0]).toBe(golden.bulletin)
    expect(bulletin(input, 'en')[0]).not.toMatch(/…|\{|\[|no figures/)
  })

  it('is the same for the receiver, and takes nobody’s name along', () => {
    const sent = reports.flatMap(({ report }) => report.table ?? [])
    const submission = buildSubmission(sent, form, { asOf: golden.asOf, file: 'a.xlsx' })
    expect(judge(submission, form, now)).toMatchObject({ tallyDiffers: [], personal: [] })
  })
})

it('has cases for every form', () => {
  const covered = new Set(cases.map(({ golden }) => golden.form))
  expect(forms.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([])
})
