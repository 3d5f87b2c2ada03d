/** What the tables of a workbook say together, beyond what each says alone. */
import { type AcrossResult, compareAcross, findingAcross } from './check/across.ts'
import type { Finding } from './check/finding.ts'
import { inOrder } from './check/in-order.ts'
import { duplicatesAmong, repeatedAmong } from './check/repeated.ts'
import { acrossRules } from './forms/across.ts'
import type { Form } from './forms/form.ts'
import type { SheetReport } from './inspect.ts'
import { rollUp } from './read/roll-up.ts'
import { type Reported, withRatesAcross } from './tally/joint.ts'
import { type Tally, tally } from './tally/tally.ts'
import { normalise } from './text/normalise.ts'

export interface Together {
  /** The same reports in the same order: rates across forms in their tallies, broken rules as findings. */
  reports: SheetReport[]
  /** Every rule across forms; `unit` and `name` are the unit as the sheets name it, empty where none does. */
  across: AcrossResult[]
}

interface TogetherOptions {
  forms: Form[]
  /** Today, `YYYY-MM-DD`. */
  now: string
  /** Names of sheets that nobody sees; they are left out. */
  hidden?: string[]
  /** Those that a person leaves out. */
  without?: SheetReport[]
  /** Those that a person wants counted, whatever the others have. */
  kept?: SheetReport[]
}

/**
 * Compares what a unit reports on several forms for a week. A table that names no unit or week is
 * taken for that of the others, where they name only one.
 */
export function together(reports: SheetReport[], options: TogetherOptions): Together {
  const { forms, hidden = [], without = [] } = options
  const shown = reports
    .filter((report) => !hidden.includes(report.sheet) && !without.includes(report))
    .filter(({ table, records }) => table !== null && records > 0)
  const added = new Map<SheetReport, Pick<SheetReport, 'tally' | 'findings' | 'repeats'>>()
  const across: AcrossResult[] = []
  const repeated = new Set(
    forms.flatMap((form) => [
      ...repeatedIn(
        shown.filter((report) => report.form === form.id),
        form,
        options.kept,
      ),
    ]),
  )
  for (const report of repeated) {
    added.set(report, { tally: {}, findings: [saidElsewhere(report)], repeats: true })
  }
  const units = unitsIn(shown.filter((report) => !repeated.has(report)))
  for (const [index, { name, members }] of units.entries()) {
    const whole = (form: Form) => ({
      unit: name,
      name,
      path: `${index}/`,
      form: form.id,
      tally: wholeTally(members, form, options.now),
    })
    const reported = forms.map(whole).filter((one): one is Reported => one.tally !== null)
    const results = compareAcross(forms, reported)
    across.push(...results)
    for (const form of forms) {
      const own = members.filter((report) => report.form === form.id)
      const doubled = duplicatesAmong(
        own.flatMap(({ table }) => table ?? []),
        form,
      )
      const rates = withRatesAcross({}, form, reported)
      for (const [at, report] of own.entries()) {
        const findings = [...(at === 0 ? broken(form, results, forms) : []), ...(doubled[at] ?? [])]
        added.set(report, { tally: rates, findings })
      }
    }
  }
  return {
    across,
    reports: reports.map((report) => {
      const more = added.get(report)
      if (!more) return report
      const findings = inOrder([...report.findings, ...more.findings])
      const { repeats } = more
      return {
        ...{ ...report, tally: { ...report.tally, ...more.tally }, findings },
        ...(repeats && { repeats }),
      }
    }),
  }
}

/**
 * Those of some reports of one form that only say again what others of their unit and week do. A table that
 * names no unit or week may be of any.
 *
 * @param kept those that stay all the same
 */
export function repeatedIn(
  reports: SheetReport[],
  form: Form,
  kept: SheetReport[] = [],
): Set<SheetReport> {
  const byTable = new Map(
    reports.flatMap((report) => (report.table ? [[report.table, report] as const] : [])),
  )
  const same = (one: string | null = null, other: string | null = null) =>
    one === null || other === null || normalise(one) === normalise(other)
  const repeated = repeatedAmong(
    [...byTable.keys()],
    form,
    (table, other) => {
      const [one, two] = [byTable.get(table), byTable.get(other)]
      return same(one?.unit, two?.unit) && same(one?.period, two?.period)
    },
    kept.flatMap(({ table }) => table ?? []),
  )
  return new Set([...repeated].flatMap((table) => byTable.get(table) ?? []))
}

function saidElsewhere({ records }: SheetReport): Finding {
  return { rule: 'table-repeated', severity: 'warning', cell: null, params: { count: records } }
}

/** Tables of one unit and week. */
function unitsIn(reports: SheetReport[]): { name: string; members: SheetReport[] }[] {
  const only = (values: (string | null)[]) => {
    const named = new Set(values.filter((value) => value !== null))
    return named.size === 1 ? [...named][0] : undefined
  }
  const unitOf = ({ unit }: SheetReport) => (unit === null ? null : normalise(unit))
  const onlyUnit = only(reports.map(unitOf))
  const onlyPeriod = only(reports.map(({ period }) => period))
  const groups = new Map<string, { name: string; members: SheetReport[] }>()
  for (const report of reports) {
    const unit = unitOf(report) ?? onlyUnit ?? ''
    const key = JSON.stringify([unit, report.period ?? onlyPeriod ?? ''])
    const group = groups.get(key) ?? { name: '', members: [] }
    if (group.name === '') group.name = report.unit ?? ''
    group.members.push(report)
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** The figures of a form as it would be sent: all its tables counted as one. */
function wholeTally(reports: SheetReport[], form: Form, now: string): Tally | null {
  const own = reports.filter((report) => report.form === form.id)
  const [first] = own
  if (!first) return null
  if (own.length === 1) return first.tally
  const tables = own.flatMap(({ table }) => (table ? [rollUp(table, form)] : []))
  return tally(tables, form, { asOf: first.asOf ?? now })
}

function broken(form: Form, results: AcrossResult[], forms: Form[]): Finding[] {
  return acrossRules(form).flatMap((rule) => {
    const result = results.find((one) => one.rule === rule.id && one.state === 'broken')
    return result ? [findingAcross(rule, result, forms)] : []
  })
}
