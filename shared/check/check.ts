import type {
  CompareRule,
  Condition,
  ConditionRule,
  Field,
  Form,
  Rule,
  Side,
} from '../forms/form.ts'
import type { Lang } from '../messages/index.ts'
import { sumsOver } from '../read/read-totals.ts'
import type { FormRecord, Table, Value } from '../read/table.ts'
import { answerable, compare, type Days, fieldsIn, testOf } from '../tally/condition.ts'
import { withoutNoise } from '../values/noise.ts'
import { worded } from '../values/wording.ts'
import type { Finding } from './finding.ts'
import { namedChecks } from './named.ts'

export interface CheckContext {
  /** Day the figures stand for, `YYYY-MM-DD`. */
  asOf: string
  /** Today in Asia/Shanghai, `YYYY-MM-DD`. */
  now: string
  /** Records of the last report, for what may not change unsaid. */
  previous?: FormRecord[]
  /** Name of the unit that reports, as far as it is known. */
  unit?: string | null
}

/** A table as a rule looks at it. */
export interface Subject {
  table: Pick<Table, 'records' | 'layout' | 'totals'>
  form: Form
  days: Days
  previous?: FormRecord[] | undefined
  unit?: string | null | undefined
  /** Cell of a field in a record; null when the field has no column. */
  cellOf(record: { row: number }, field: string): string | null
}

/**
 * A rule as it is asked of one table: of each record by itself, or of all of them together, which
 * `fields` then are looked at.
 */
export type Question =
  | { each: (record: FormRecord) => Finding[] }
  | { all: (records: FormRecord[]) => Finding[]; fields: string[] }

/** What a question about one record says when all is well. */
export const nothing: Finding[] = []

/**
 * Checks the records of a table by the rules of its form and by those that hold for every form:
 * required values and the sheet's own totals. What could not be read is in the table's findings.
 */
export function check(
  table: Subject['table'],
  form: Form,
  { asOf, previous, unit }: CheckContext,
): Finding[] {
  const subject = subjectOf(table, form, { asOf }, { previous, unit })
  return [
    ...questionsOf(subject).flatMap((question) =>
      'all' in question ? question.all(table.records) : table.records.flatMap(question.each),
    ),
    ...totalsAgree(subject),
  ]
}

export function subjectOf(
  table: Subject['table'],
  form: Form,
  days: Days,
  { previous, unit }: Pick<Subject, 'previous' | 'unit'>,
): Subject {
  const columns = new Map(
    Object.entries(table.layout.columns).map(([name, field]) => [field, name]),
  )
  return {
    ...{ table, form, days, previous, unit },
    cellOf: ({ row }, field) => (columns.has(field) ? `${columns.get(field)}${row}` : null),
  }
}

/**
 * What a form asks of a table, in the order in which it is answered. A rule about columns that the
 * sheet does not have is not asked.
 */
export function questionsOf(subject: Subject): Question[] {
  const { table, form } = subject
  if (table.records.length === 0) {
    const asked = form.rules.filter(({ kind }) => kind === 'named')
    return asked.flatMap((rule) => questionOf(subject, rule))
  }
  return [required(subject), ...form.rules.flatMap((rule) => questionOf(subject, rule))]
}

function required({ table, form, cellOf }: Subject): Question {
  const columns = new Set(Object.values(table.layout.columns))
  const fields = form.fields.filter(({ id, required: must }) => must && columns.has(id))
  return {
    each(record) {
      if (fields.every(({ id }) => (record.values[id] ?? null) !== null)) return nothing
      return fields
        .filter(({ id }) => (record.values[id] ?? null) === null)
        .map(
          (field): Finding => ({
            rule: 'missing-required',
            severity: 'error',
            cell: cellOf(record, field.id),
            field: field.id,
            params: {},
          }),
        )
    },
  }
}

function questionOf(subject: Subject, rule: Rule): Question[] {
  switch (rule.kind) {
    case 'compare':
      return compared(subject, rule)
    case 'named':
      return [within(subject, rule.where, namedChecks[rule.check](subject, rule))]
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

/** A question about those records only that a rule is about. */
function within({ days }: Subject, where: Condition | undefined, question: Question): Question {
  if (!where) return question
  const isMeant = testOf(where)
  if ('each' in question) {
    return { each: (record) => (isMeant(record, days) ? question.each(record) : nothing) }
  }
  return {
    fields: [...question.fields, ...fieldsIn(where)],
    all: (records) => question.all(records.filter((record) => isMeant(record, days))),
  }
}

function unmet(subject: Subject, rule: ConditionRule): Question[] {
  const { id, severity, field, must, where } = rule
  const columns = subject.table.records[0]?.values ?? {}
  const known = (name: string) => name in columns
  if (!answerable(must, known) || !answerable(where ?? 'all', known)) return []
  const holds = testOf(must)
  const asked = new Set([field, ...fieldsIn(must), ...fieldsIn(where)])
  const given = subject.form.fields.filter(({ id, personal }) => asked.has(id) && !personal)
  const each = (record: FormRecord): Finding[] => {
    if (holds(record, subject.days)) return nothing
    const cell = subject.cellOf(record, field)
    return [{ rule: id, severity, cell, field, params: filledIn(record, given) }]
  }
  return [within(subject, where, { each })]
}

/** What a record says in these fields, in words: `办结日期 2020-03-01，办理状态 未解决`. */
function filledIn({ values }: FormRecord, fields: Field[]): Finding['params'] {
  const filled = fields.filter(({ id }) => (values[id] ?? null) !== null)
  if (filled.length === 0) return {}
  const said = (lang: Lang) =>
    filled.map((field) => `${field.title[lang]} ${worded(values[field.id] ?? null, field, lang)}`)
  return { given: said('zh').join('，'), givenEn: said('en').join(', ') }
}

function compared(subject: Subject, rule: CompareRule): Question[] {
  const { table, form, cellOf } = subject
  const fields = [...fieldsOf(rule.left), ...fieldsOf(rule.right)]
  const known = table.records[0]?.values
  if (!known || fields.some((field) => !(field in known))) return []

  const titles = { ...titleOf(form, rule.left, 'left'), ...titleOf(form, rule.right, 'right') }
  const headcounts = fields.every((id) => typeOf(form, id) === 'count')
  const field = fields[0]
  const [leftOf, rightOf] = [sideOf(rule.left), sideOf(rule.right)]
  const each = (record: FormRecord): Finding[] => {
    const [left, right] = [leftOf(record), rightOf(record)]
    // A head count below 0 or with a fraction is a mistake of its own, told where it stands.
    if (headcounts && !(isHeadcount(left) && isHeadcount(right))) return nothing
    if (holds(rule, left, right)) return nothing
    const finding: Finding = {
      rule: rule.id,
      severity: rule.severity,
      cell: field === undefined ? null : cellOf(record, field),
      params: { op: rule.op, left: shown(left), right: shown(right), ...titles },
    }
    if (field !== undefined) finding.field = field
    return [finding]
  }
  return [within(subject, rule.where, { each })]
}

function typeOf(form: Form, id: string) {
  return form.fields.find((field) => field.id === id)?.type
}

function isHeadcount(side: Value): boolean {
  return typeof side !== 'number' || (side >= 0 && Number.isInteger(side))
}

function holds(rule: CompareRule, left: Value, right: Value): boolean {
  const missing = Number(left === null) + Number(right === null)
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
function sideOf(side: Side): (record: FormRecord) => Value {
  if ('value' in side) return () => side.value
  if ('field' in side) return ({ values }) => values[side.field] ?? null
  return ({ values }) => {
    const parts = side.sum.map((field) => values[field]).filter((part) => typeof part === 'number')
    return parts.length === 0 ? null : parts.reduce((sum, part) => sum + part, 0)
  }
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
export function totalsAgree({ table, cellOf }: Subject): Finding[] {
  if (table.totals.length === 0) return []
  const sumOf = sumsOver(table.records)
  return table.totals.flatMap((total) =>
    Object.entries(total.values).flatMap(([field, found]): Finding[] => {
      if (typeof found !== 'number') return []
      const expected = sumOf(field, total)
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
