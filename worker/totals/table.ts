import type { Form, Indicator } from '../../shared/forms/form.ts'
import type { Lang } from '../../shared/messages/index.ts'
import type { DuplicatesAnswer, Restatement, TotalsAnswer } from '../../shared/protocol/answers.ts'
import { displayExact } from '../../shared/tally/display.ts'
import type { Tally } from '../../shared/tally/tally.ts'
import { withoutNoise } from '../../shared/values/noise.ts'
import { exportWords } from '../messages/exports.ts'
import { isShare } from '../reading/headline.ts'
import type { Reporting } from './reporting.ts'
import type { Totals } from './totals.ts'

export type ExportCell = string | number | Date | null

/** A sheet to be written: typed cells under one header row. */
export interface ExportTable {
  name: string
  header: string[]
  /** Number formats by 0-based column. */
  formats: Record<number, string>
  rows: ExportCell[][]
  /** The first so many columns name the row, and stay in sight. */
  names?: number
}

const SHARE_FORMAT = '0.00%'
// Without a format Excel writes twelve digits as 1E+11.
const WHOLE_FORMAT = '0'
const DECIMAL_FORMAT = '0.00'
export const DAY_FORMAT = 'yyyy-mm-dd'
const MOMENT_FORMAT = 'yyyy-mm-dd hh:mm'
const SHANGHAI_MILLISECONDS = 8 * 3_600_000

/** A row for each reporting unit and the total below them; a column for each indicator. */
export function figuresTable(
  { answer, reporting }: Totals,
  forms: Form[],
  lang: Lang,
): ExportTable {
  const words = exportWords[lang]
  const indicators = forms.flatMap((form) => form.indicators)
  // Figures of different forms may have the same title.
  const headings = forms.flatMap((form) =>
    form.indicators.map(({ title, unit }) => {
      const heading = unit ? words.withUnit(title[lang], unit[lang]) : title[lang]
      return forms.length > 1 ? words.ofForm(form.title[lang], heading) : heading
    }),
  )
  const units = new Map(reporting.map(({ unit }) => [unit.id, unit.name]))
  const tallies = new Map<string, Tally>()
  for (const { unit, tally } of answer.parts) {
    tallies.set(unit, { ...tallies.get(unit), ...tally })
  }
  const figures = (tally: Tally = {}) => indicators.map(({ id }) => tally[id] ?? null)
  const rows = [
    ...[...units].map(([id, name]) => [id, name, ...figures(tallies.get(id))]),
    ...deductedRow(answer, indicators, words.deducted),
    [answer.unit, words.totalOf(answer.name), ...figures(answer.totals)],
  ]
  return {
    name: words.figures,
    header: [words.unitId, words.unit, ...headings],
    formats: Object.fromEntries(
      indicators.map((indicator, index) => [
        index + NAMES,
        isShare(indicator) ? SHARE_FORMAT : numberFormat(rows.map((row) => row[index + NAMES])),
      ]),
    ),
    rows,
    names: NAMES,
  }
}

/** A unit's code and name. */
const NAMES = 2

/** The format of a column of numbers: two decimals as soon as one of them has any. */
export function numberFormat(cells: unknown[]): string {
  const whole = cells.every((cell) => typeof cell !== 'number' || Number.isInteger(cell))
  return whole ? WHOLE_FORMAT : DECIMAL_FORMAT
}

/** What lies between the units' own figures and the total, so that who adds them up comes to the total. */
function deductedRow(
  { parts }: TotalsAnswer,
  indicators: Indicator[],
  title: string,
): ExportCell[][] {
  const concerned = parts.filter(({ counted }) => counted)
  if (concerned.length === 0) return []
  const deducted = indicators.map(({ id, overUnits }) => {
    const of = concerned.filter(({ tally }) => id in tally)
    if (overUnits === 'ratio' || of.length === 0) return null
    const less = of.reduce(
      (sum, { tally, counted }) => sum + (counted?.[id] ?? 0) - (tally[id] ?? 0),
      0,
    )
    return withoutNoise(less)
  })
  return [['', title, ...deducted]]
}

/** What several units report, and may report: a row for each place. */
export function duplicatesTable(
  { same, possible }: DuplicatesAnswer,
  forms: Form[],
  lang: Lang,
): ExportTable {
  const words = exportWords[lang]
  return {
    name: words.duplicates,
    header: words.duplicateHeader,
    formats: {},
    rows: [...same, ...possible].flatMap(({ form: id, field, value, name, units, countedFor }) => {
      const form = forms.find((one) => one.id === id)
      const known = form?.fields.find((one) => one.id === field)?.title[lang] ?? field
      return units.map(({ unit, name: unitName, revision, sheet, cell }): ExportCell[] => [
        form?.title[lang] ?? id,
        name,
        known,
        value,
        unit,
        unitName,
        revision,
        sheet,
        cell,
        countedFor === null
          ? words.counted.open
          : unit === countedFor
            ? words.counted.once
            : words.counted.elsewhere,
      ])
    }),
  }
}

/** Where every figure comes from: a row for each submission, and for each that is missing. */
export function sourcesTable(
  { answer, reporting }: Totals,
  forms: Form[],
  lang: Lang,
): ExportTable {
  const words = exportWords[lang]
  const titles = new Map(forms.map(({ id, title }) => [id, title[lang]]))
  const row = ({ unit, form, sent, excuse }: Reporting): ExportCell[] => {
    const place = [unit.id, unit.name, titles.get(form) ?? form]
    if (excuse) {
      const { revision, receivedAt, reason } = excuse
      const said = [words.kinds.skip, revision, shanghaiTime(receivedAt), null, null, null, reason]
      return [...place, words.states.missing, ...said]
    }
    if (!sent) return [...place, words.states.missing]
    return [
      ...place,
      words.states[sent.state],
      words.kinds[sent.kind],
      sent.revision,
      shanghaiTime(sent.receivedAt),
      sent.receivedFrom,
      sent.late ? words.late : words.onTime,
      sent.hash,
    ]
  }
  const superseded = answer.superseded.map(({ unit, name, form, by }): ExportCell[] => [
    unit,
    name,
    titles.get(form) ?? form,
    words.superseded(by),
  ])
  return {
    name: words.sources,
    header: words.sourceHeader,
    formats: { [words.sourceHeader.indexOf(words.receivedAt)]: MOMENT_FORMAT },
    rows: [...reporting.map(row), ...superseded],
  }
}

/** What came after the cut-off: a row for each figure that it changed, shares as they are printed. */
export function restatementsTable(
  restatements: Restatement[],
  forms: Form[],
  lang: Lang,
): ExportTable {
  const words = exportWords[lang]
  const rows = restatements.flatMap((one): ExportCell[][] => {
    const form = forms.find(({ id }) => id === one.form)
    const place = [one.unit, one.name, form?.title[lang] ?? one.form, words.restated[one.kind]]
    const revisions = [
      one.before?.revision ?? null,
      one.after.revision,
      shanghaiTime(one.after.receivedAt),
      one.after.receivedFrom,
      one.supersedes.map(({ name }) => name).join(words.separator),
    ]
    if (one.figures.length === 0) return [[...place, words.sameFigures, null, null, ...revisions]]
    return one.figures.map(({ indicator: id, before, after }) => {
      const indicator = form?.indicators.find((known) => known.id === id)
      const figure = (value: number | null) =>
        indicator && isShare(indicator) && value !== null
          ? displayExact(value, indicator, lang)
          : value
      return [...place, indicator?.title[lang] ?? id, figure(before), figure(after), ...revisions]
    })
  })
  return {
    name: words.restatements,
    header: words.restatementHeader,
    formats: { [words.restatementHeader.indexOf(words.receivedAt)]: MOMENT_FORMAT },
    rows,
  }
}

/** What the figures stand for, and what is not in them. */
export function notesTable({ answer }: Totals, forms: Form[], lang: Lang): ExportTable {
  const words = exportWords[lang]
  const { period, coverage } = answer
  return {
    name: words.notes,
    header: [words.unit, answer.name],
    formats: {},
    rows: [
      [words.period, period.id],
      [words.asOf, period.asOf],
      [words.due, dateText(shanghaiTime(period.due))],
      [words.view, words.views[answer.view]],
      [words.expected, coverage.expected],
      [words.submitted, coverage.submitted],
      [words.missing, coverage.missing.join(words.separator)],
      ...(answer.duplicateCounts.unopened > 0
        ? [[words.unopened, answer.duplicateCounts.unopened]]
        : []),
      ...forms
        .flatMap(({ indicators }) => indicators)
        .flatMap(({ id, title }) => {
          const rate = answer.rates[id]
          if (!rate) return []
          const without = rate.without.map(({ name }) => name).join(words.separator)
          return [[title[lang], words.over(`${rate.part}/${rate.whole}`, without)]]
        }),
    ],
  }
}

/** A date of a workbook as text: `2020-02-28`, or with its minute where it has one. */
export function dateText(date: Date): string {
  return date.toISOString().slice(0, 16).replace('T00:00', '').replace('T', ' ')
}

/** Excel's dates have no zone: the cell shows what clocks in China show. */
export function shanghaiTime(instant: string): Date {
  return new Date(Date.parse(instant) + SHANGHAI_MILLISECONDS)
}
