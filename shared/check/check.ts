import type { CompareRule, ConditionRule, Form, NamedRule, Rule, Side } from '../forms/form.ts'
import { sumOf } from '../read/read-totals.ts'
import type { FormRecord, Table, Value } from '../read/table.ts'
import { answerable, compare, type Days, satisfies } from '../tally/condition.ts'
import { withoutNoise } from '../values/noise.ts'
import type { Finding } from './finding.ts'
import { namedChecks } from './named.ts'

export interface CheckContext {
  /** Day the figures stand for, `YYYY-MM-DD`. */
  asOf: string
  /** Today in Asia/Shanghai, `YYYY-MM-DD`. */
  now: string
  /** Records of the last report, for what may not change unsaid. */
  previous?: FormRecord[]
}

/** A table as a rule looks at it. */
export interface Subject {
  table: Pick<Table, 'records' | 'layout' | 'totals'>
  form: Form
  days: Days
  previous?: FormRecord[] | undefined
  /** Cell of a field in a record; null when the field has no column. */
  cellOf(record: { row: number }, field: string): string | null
}

/**
 * Checks the records of a table by the rules of its form and by those that hold for every form:
 * required values and the sheet's own totals. What could not be read is in the table's findings.
 */
export function check(
  table: Subject['table'],
  form: Form,
  { asOf, previous }: CheckContext,
): Finding[] {
  const columns = new Map(
    Object.entries(table.layout.columns).map(([name, field]) => [field, name]),
  )
  const subject: Subject = {
    table,
    form,
    days: { asOf },
    previous,
    cellOf: ({ row }, field) => (columns.has(field) ? `${columns.get(field)}${row}` : null),
  }
  return [
    ...required(subject, columns),
    ...form.rules.flatMap((rule) => broken(subject, rule)),
    ...totalsAgree(subject),
  ]
}

function required({ table, form, cellOf }: Subject, columns: Map<string, string>): Finding[] {
  const fields = form.fields.filter(({ id, required: must }) => must && columns.has(id))
  return table.records.flatMap((record) =>
    fields
      .filter(({ id }) => (record.values[id] ?? null) === null)
      .map(
        (field): Finding => ({
          rule: 'missing-required',
          severity: 'error',
          cell: cellOf(record, field.id),
          field: field.id,
          params: {},
        }),
      ),
  )
}

function broken(subject: Subject, rule: Rule): Finding[] {
  switch (rule.kind) {
    case 'compare':
      return compared(subject, rule)
    case 'named':
      return namedChecks[rule.check](subject, rule, within(subject, rule))
    case 'condition':
      return unmet(subject, rule)
    case 'history':
      // Asked of the tally, in `outlier.ts`.
      return []
    case 'across':
      // Not about this sheet alone: `checkAcross`.
      return []
  }
}

/** The records a rule is about. */
function within({ table, days }: Subject, { where }: NamedRule | ConditionRule): FormRecord[] {
  return where ? table.records.filter((record) => satisfies(record, where, days)) : table.records
}

/** A rule about columns that the sheet does not have is not asked. */
function unmet(subject: Subject, rule: ConditionRule): Finding[] {
  const { id, severity, field, must, where = 'all' } = rule
  const columns = subject.table.records[0]?.values ?? {}
  const known = (name: string) => name in columns
  if (!answerable(must, known) || !answerable(where, known)) return []
  return within(subject, rule)
    .filter((record) => !satisfies(record, must, subject.days))
    .map((record) => ({
      rule: id,
      severity,
      cell: subject.cellOf(record, field),
      field,
      params: {},
    }))
}

function compared({ table, form, days, cellOf }: Subject, rule: CompareRule): Finding[] {
  const fields = [...fieldsOf(rule.left), ...fieldsOf(rule.right)]
  const known = table.records[0]?.values
  if (!known || fields.some((field) => !(field in known))) return []

  const titles = { ...titleOf(form, rule.left, 'left'), ...titleOf(form, rule.right, 'right') }
  const headcounts = fields.every((id) => typeOf(form, id) === 'count')
  const findings: Finding[] = []
  for (const record of table.records) {
    if (rule.where && !satisfies(record, rule.where, days)) continue
    const [left, right] = [sideOf(record, rule.left), sideOf(record, rule.right)]
    // A head count below 0 or with a fraction is a mistake of its own, told where it stands.
    if (headcounts && ![left, right].every(isHeadcount)) continue
    if (holds(rule, left, right)) continue
    const field = fieldsOf(rule.left)[0] ?? fieldsOf(rule.right)[0]
    const finding: Finding = {
      rule: rule.id,
      severity: rule.severity,
      cell: field === undefined ? null : cellOf(record, field),
      params: { op: rule.op, left: shown(left), right: shown(right), ...titles },
    }
    if (field !== undefined) finding.field = field
    findings.push(finding)
  }
  return findings
}

function typeOf(form: Form, id: string) {
  return form.fields.find((field) => field.id === id)?.type
}

function isHeadcount(side: Value): boolean {
  return typeof side !== 'number' || (side >= 0 && Number.isInteger(side))
}

function holds(rule: CompareRule, left: Value, right: Value): boolean {
  const missing = [left, right].filter((side) => side === null).length
  if (rule.op === 'both-or-neither') return missing !== 1
  if (rule.op === 'not-both') return missing !== 0
  if (rule.missing === 'skip-any' && missing > 0) return true
  if (rule.missing === 'skip-all' && missing === 2) return true
  return compare(left ?? 0, rule.op, right ?? 0)
}

function fieldsOf(side: Side): string[] {
  if ('field' in side) return [side.field]
  return 'sum' in side ? side.sum : []
}

/** Value of one side: a sum is missing only when all its parts are. */
function sideOf({ values }: FormRecord, side: Side): Value {
  if ('value' in side) return side.value
  if ('field' in side) return values[side.field] ?? null
  const parts = side.sum.map((field) => values[field]).filter((part) => typeof part === 'number')
  return parts.length === 0 ? null : parts.reduce((a, b) => a + b, 0)
}

function titleOf(form: Form, side: Side, name: 'left' | 'right'): Record<string, string> {
  const titles = fieldsOf(side).map((id) => form.fields.find((field) => field.id === id)?.title)
  return {
    [`${name}Title`]: titles.map((title) => title?.zh).join('＋'),
    [`${name}TitleEn`]: titles.map((title) => title?.en).join(' + '),
  }
}

function shown(value: Value): string | number {
  return typeof value === 'number' ? value : String(value ?? '')
}

/** The sheet's own 合计 and 小计 are an assertion on its rows: nothing but binary noise passes. */
function totalsAgree({ table, cellOf }: Subject): Finding[] {
  return table.totals.flatMap((total) =>
    Object.entries(total.values).flatMap(([field, found]): Finding[] => {
      if (typeof found !== 'number') return []
      const expected = sumOf(table.records, field, total)
      if (compare(found, '==', expected)) return []
      const rule = total.kind === 'total' ? 'total-mismatch' : 'subtotal-mismatch'
      const params = {
        found,
        expected: withoutNoise(expected),
        from: total.from,
        to: total.to,
      }
      return [{ rule, severity: 'error', cell: cellOf(total, field), field, params }]
    }),
  )
}
