/** A finding for every rule of a form, made by the checks themselves from figures that break it. */
import { findingAcross } from '../../shared/check/across.ts'
import { check } from '../../shared/check/check.ts'
import type { Finding } from '../../shared/check/finding.ts'
import { outliers } from '../../shared/check/outlier.ts'
import type {
  AcrossRule,
  CompareRule,
  Field,
  FieldType,
  Form,
  NamedCheck,
  NamedRule,
  Rule,
  Side,
} from '../../shared/forms/form.ts'
import { forms } from '../../shared/forms/index.ts'
import { columnName } from '../../shared/grid/grid.ts'
import type { FormRecord, Value } from '../../shared/read/table.ts'
import { cases, inspected } from '../golden/rule-cases.ts'

type Values = Record<string, Value>
/** Rows that break a rule, and where it looks back, those of the last report. */
type Broken = { rows: Values[]; previous?: Values[] }

const asOf = '2020-02-28'
/** Where the records of the example begin. */
const FIRST_ROW = 5

/** What a broken rule is found as. @throws Error where the rule does not find it */
export function brokenRule(form: Form, rule: Rule): Finding {
  if (rule.kind === 'condition') {
    const found = inspected(form, cases[rule.id]?.breaks ?? []).findings.find(
      (finding) => finding.rule === rule.id,
    )
    if (found) return { ...found, cell: `${columnOf(form, rule.field)}${FIRST_ROW}` }
    throw new Error(`no example breaks the rule ${rule.id}`)
  }
  if (rule.kind === 'history') {
    const [indicator = ''] = rule.indicators
    const weeks = [430, 445, 452, 460, 470].map((figure) => ({ [indicator]: figure }))
    const [found] = outliers(form, { [indicator]: 4500 }, weeks)
    if (found) return found
    throw new Error(`no example breaks the rule ${rule.id}`)
  }
  if (rule.kind === 'across') return findingAcross(rule, disagreeingAcross(rule), forms)
  const { rows, previous } = rule.kind === 'compare' ? disagreeing(form, rule) : named(form, rule)
  // Which rows a rule is about is told by its title; here it is asked of any row.
  const { where: _where, ...everywhere } = rule
  const used = new Set([...rows, ...(previous ?? [])].flatMap((values) => Object.keys(values)))
  const columns = Object.fromEntries(
    form.fields.map(({ id }) => [columnOf(form, id), id]).filter(([, id]) => used.has(id ?? '')),
  )
  const layout = {
    headerRows: [FIRST_ROW - 1],
    firstRow: FIRST_ROW,
    lastRow: FIRST_ROW + rows.length - 1,
    ...{ totalRows: [], skippedRows: [], columns, unmapped: [], scales: {} },
  }
  const findings = check(
    { records: recordsOf(rows), layout, totals: [] },
    { ...form, rules: [everywhere] },
    { asOf, now: asOf, ...(previous ? { previous: recordsOf(previous) } : {}) },
  )
  const found = findings.find((finding) => finding.rule === rule.id)
  if (!found) throw new Error(`no example breaks the rule ${rule.id}`)
  return found
}

function recordsOf(rows: Values[]): FormRecord[] {
  return rows.map((values, index) => ({ row: FIRST_ROW + index, values }))
}

function columnOf(form: Form, id: string): string {
  return columnName(form.fields.findIndex((field) => field.id === id))
}

/** A smaller and a larger value by type. */
const examples: Partial<Record<FieldType, [smaller: Value, larger: Value]>> = {
  date: ['2020-02-20', '2020-02-25'],
  amount: [3_000_000, 5_000_000],
  percent: [0.6, 0.9],
}

function disagreeing(form: Form, { left, op, right }: CompareRule): Broken {
  const [smaller, larger] = examples[typeOf(form, left)] ?? [45, 52]
  if ('value' in right) {
    const wrong = op === '==' || op === '<=' || op === '<' ? right.value + 1 : right.value - 1
    // Head counts are whole and never below 0.
    const figure = op === '!=' || (op === '>' && right.value === 0) ? right.value : wrong
    return { rows: [{ ...sideAs(left, figure) }] }
  }
  const isLess = op === '>=' || op === '>'
  const [one, other] = isLess ? [smaller, larger] : [larger, smaller]
  const second = op === '!=' || op === 'not-both' ? one : op === 'both-or-neither' ? null : other
  return { rows: [{ ...sideAs(right, second), ...sideAs(left, one) }] }
}

function disagreeingAcross({ op, right }: AcrossRule): { left: number; right: number } {
  const figure = 'value' in right ? right.value : 45
  if (op === '!=') return { left: figure, right: figure }
  return { left: op === '>=' || op === '>' ? figure - 7 : figure + 7, right: figure }
}

/** Values of the fields of a side that come to a value together. */
function sideAs(side: Side, value: Value): Values {
  if ('field' in side) return { [side.field]: value }
  if ('value' in side) return {}
  const [first = '', ...more] = side.sum
  const share = typeof value === 'number' ? Math.floor(value / side.sum.length) : null
  const rest = typeof value === 'number' ? value - Number(share) * more.length : null
  return { [first]: rest, ...Object.fromEntries(more.map((id) => [id, share])) }
}

function typeOf(form: Form, side: Side): FieldType {
  const id = 'field' in side ? side.field : 'sum' in side ? side.sum[0] : undefined
  return fieldOf(form, id ?? '')?.type ?? 'number'
}

function fieldOf(form: Form, id: string): Field | undefined {
  return form.fields.find((field) => field.id === id)
}

const breaking: Record<NamedCheck, (form: Form, fields: string[]) => Broken> = {
  'credit-code': (_form, [field = '']) => ({ rows: [{ [field]: '91430821MA4L00008X' }] }),
  duplicate: (form, [field = '']) => {
    const twice = { [field]: thing(form, field) }
    return { rows: [twice, twice] }
  },
  'date-not-future': (_form, [field = '']) => ({ rows: [{ [field]: '2020-03-09' }] }),
  'date-not-past': (_form, [field = '']) => ({ rows: [{ [field]: '2020-02-20' }] }),
  vanished: (form, [field = '']) => ({
    rows: [],
    previous: [{ [field]: thing(form, field) }],
  }),
  opening: (form, [first = '', last = '', ...things]) => {
    const same = Object.fromEntries(things.map((id) => [id, thing(form, id)]))
    return { rows: [{ ...same, [first]: 100 }], previous: [{ ...same, [last]: 70 }] }
  },
  'went-back': (form, [field = '', key = '']) => {
    const same = { [key]: thing(form, key) }
    const choices = fieldOf(form, field)?.choices
    const [was, now] = choices
      ? [choices.find(({ value }) => value !== 'stopped')?.value ?? null, 'stopped']
      : [52, 45]
    return { rows: [{ ...same, [field]: now }], previous: [{ ...same, [field]: was }] }
  },
  jump: (form, [field = '', ...keys]) => {
    const same = Object.fromEntries(keys.map((id) => [id, thing(form, id)]))
    return { rows: [{ ...same, [field]: 450 }], previous: [{ ...same, [field]: 45 }] }
  },
  'own-unit': (_form, [place = '', field = place]) => ({
    rows: [{ [field]: 100, [place]: '苗市镇' }],
  }),
  'stock-identity': (_form, [previous = '', received = '', issued = '', stock = '']) => ({
    rows: [{ [previous]: 50, [received]: 80, [issued]: 30, [stock]: 90 }],
  }),
}

function named(form: Form, { check: name, fields }: NamedRule): Broken {
  return breaking[name](form, fields)
}

const things: Record<string, string> = {
  uscc: '91430821MA4L00008R',
  village: '大兴村',
  vehicle: '湘G12086',
  point: '均张村服务点',
  item: '口罩',
  description: '缺少口罩',
  post: '普工',
  firm: '国银律师事务所',
  donor: '市残联',
}

/** What a row may be known by. */
function thing(form: Form, id: string): string {
  return things[id] ?? (form.id === 'projects' ? '兴港小学' : '宏远机械厂')
}
