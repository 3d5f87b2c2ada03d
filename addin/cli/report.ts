import type { AcrossResult } from '../../shared/check/across.ts'
import type { Form } from '../../shared/forms/form.ts'
import type { SheetReport } from '../../shared/inspect.ts'
import { describe, type Lang } from '../../shared/messages/index.ts'
import { displayExact } from '../../shared/tally/display.ts'
import type { Tally } from '../../shared/tally/tally.ts'
import type { Say } from './messages.ts'

/** How findings and figures are put into words. */
export interface Wording {
  say: Say
  lang: Lang
  forms: Form[]
}

/** One file as it was checked. */
export interface CheckedFile {
  /** As it was given. */
  file: string
  reports: SheetReport[]
  across: AcrossResult[]
  hiddenSheets: string[]
  /** In words; null where the file could be read. */
  trouble: string | null
}

/** The document of `check --json`; rows and columns are the sheet's own. */
export function checkDocument(files: CheckedFile[], { lang, forms }: Wording) {
  return {
    version: 1,
    files: files.map(({ file, reports, across, trouble }) => ({
      file,
      ...(trouble === null ? {} : { error: trouble }),
      sheets: reports.map((report) => ({
        name: report.sheet,
        form: report.form,
        confidence: Number(report.confidence.toFixed(2)),
        unit: report.unit,
        period: report.period,
        asOf: report.asOf,
        layout: report.layout && {
          headerRows: report.layout.headerRows,
          firstRow: report.layout.firstRow,
          lastRow: report.layout.lastRow,
          totalRows: report.layout.totalRows,
          columns: report.layout.columns,
          unmapped: report.layout.unmapped,
        },
        records: report.records,
        tally: report.tally,
        findings: report.findings.map((finding) => ({
          rule: finding.rule,
          severity: finding.severity,
          cell: finding.cell,
          field: finding.field ?? null,
          message: describe(finding, lang, formOf(report, forms)),
          ...(finding.fix ? { fix: finding.fix } : {}),
        })),
      })),
      across: across.map(({ name, unit: _, ...result }) => ({ ...result, unit: name || null })),
    })),
  }
}

function formOf(report: Pick<SheetReport, 'form'>, forms: Form[]): Form | undefined {
  return forms.find(({ id }) => id === report.form)
}

/** A checked file in lines for a person. @param previous figures of the last period, by form */
export function fileLines(
  { file, reports, hiddenSheets }: CheckedFile,
  wording: Wording,
  previous: Tally,
): string[] {
  return [file, ...reports.flatMap((report) => sheetLines(report, hiddenSheets, wording, previous))]
}

function sheetLines(
  report: SheetReport,
  hiddenSheets: string[],
  wording: Wording,
  previous: Tally,
): string[] {
  const { say } = wording
  const form = formOf(report, wording.forms)
  const sheet = report.sheet + (hiddenSheets.includes(report.sheet) ? say('hiddenSheet') : '')
  if (!form) {
    const what = report.findings.length ? say('unmappable') : say('notOurs')
    return [`  [${sheet}] ${what}`, ...findingLines(report, wording)]
  }
  const { layout, records } = report
  const line = say('sheetLine', {
    form: form.title[wording.lang],
    id: form.id,
    confidence: `${Math.round(report.confidence * 100)}%`,
    unit: report.unit ?? undefined,
    period: report.period ?? undefined,
    asOf: report.asOf ?? undefined,
  })
  const where = say('recordsLine', {
    records,
    first: records ? layout?.firstRow : undefined,
    last: records ? layout?.lastRow : undefined,
    totals: layout?.totalRows.join(', '),
    unmapped: layout?.unmapped.join(', '),
  })
  const figures = figureLine(report.tally, form, wording, previous)
  return [
    `  [${sheet}] ${line}`,
    `    ${where}`,
    `    ${figures}`,
    ...findingLines(report, wording),
  ]
}

/** Of one kind of finding a person reads so many lines; the JSON has them all. */
const LINES_PER_RULE = 20

export function findingLines(
  report: Pick<SheetReport, 'form' | 'findings'>,
  { say, lang, forms }: Wording,
): string[] {
  if (report.form && report.findings.length === 0) return [`    ✓ ${say('clean')}`]
  const counts = new Map<string, number>()
  return report.findings.flatMap((finding) => {
    const count = (counts.get(finding.rule) ?? 0) + 1
    counts.set(finding.rule, count)
    if (count > LINES_PER_RULE + 1) return []
    if (count === LINES_PER_RULE + 1) {
      const all = report.findings.filter(({ rule }) => rule === finding.rule).length
      return [`    … ${say('moreFindings', { count: all - LINES_PER_RULE })}`]
    }
    const sign = finding.severity === 'error' ? '✗' : '!'
    const message = describe(finding, lang, formOf(report, forms))
    return [`    ${sign} ${say(finding.severity)} ${message}`]
  })
}

/** The figures a sheet has, with what changed where the last period's are known. */
function figureLine(tally: Tally, form: Form, { say, lang }: Wording, previous: Tally): string {
  return form.indicators
    .flatMap((indicator) => {
      const value = tally[indicator.id] ?? null
      if (value === null) return []
      const before = previous[indicator.id] ?? null
      const difference = before === null ? null : value - before
      const change =
        before === null || difference === null
          ? ''
          : say('change', {
              previous: displayExact(before, indicator, lang),
              change: signed(difference, displayExact(Math.abs(difference), indicator, lang)),
            })
      return `${indicator.title[lang]} ${displayExact(value, indicator, lang)}${change}`
    })
    .join(lang === 'zh' ? '，' : ', ')
}

function signed(difference: number, shown: string): string {
  return `${difference < 0 ? '−' : '+'}${shown}`
}
