/** A small sheet of a form, made from its definition and right by its own rules. */
import { check } from '../../shared/check/check.ts'
import { isCreditCode } from '../../shared/check/credit-code.ts'
import type { Condition, Count, Field, Form } from '../../shared/forms/form.ts'
import { type Cell, columnName, gridOf } from '../../shared/grid/grid.ts'
import { inspect } from '../../shared/inspect.ts'
import type { Value } from '../../shared/read/table.ts'
import type { Tally } from '../../shared/tally/tally.ts'
import { type Random, randomOf } from '../messy/random.ts'
import { exampleText, likely } from './example-texts.ts'

export interface ExampleSheet {
  unit: string
  /** `YYYY-MM-DD` */
  asOf: string
  title: string
  info: string
  head: string[]
  /** As the sheet shows them. */
  rows: string[][]
  tally: Tally
}

type Values = Record<string, Value>

const unit = '零阳镇'
const asOf = '2020-02-28'
const ROWS = 3
/** A page shows so many columns; a required one is never left out. */
const COLUMNS = 10
const TRIES = 3_000
const TEN_THOUSAND = 10_000

/** @throws Error where the form allows no such sheet, or does not recognise it without a question */
export function exampleSheet(form: Form): ExampleSheet {
  const fields = columnsOf(form)
  const records = recordsOf(form, fields)
  const title = `${unit}${form.title.zh}`
  const info = `填报单位：${unit}　　填报日期：2020年2月28日`
  const head = fields.map(heading)
  const cells = records.map((values) => fields.map((field) => written(field, values[field.id])))
  const grid = gridOf('Sheet1', [[title], [info], head, ...cells])
  const [report] = inspect(grid, { forms: [form], now: asOf })
  const columns = Object.fromEntries(fields.map(({ id }, index) => [columnName(index), id]))
  const read = JSON.stringify(report?.layout?.columns) === JSON.stringify(columns)
  if (!report || !read || report.records !== ROWS || report.findings.length > 0) {
    throw new Error(`${form.id}: ${JSON.stringify([head, report?.layout, report?.findings])}`)
  }
  const rows = records.map((values) => fields.map((field) => printed(field, values[field.id])))
  return { unit, asOf, title, info, head, rows, tally: report.tally }
}

/** Columns that name a row, then those its figures are made of, in the order of the form. */
function columnsOf(form: Form): Field[] {
  const open = new Set(form.fields.filter(({ personal }) => !personal).map(({ id }) => id))
  const chosen = new Set<string>()
  const add = (ids: string[]) => {
    for (const id of ids) if (open.has(id) && chosen.size < COLUMNS) chosen.add(id)
  }
  add(form.fields.filter(({ required }) => required).map(({ id }) => id))
  for (const group of form.identifiedBy) {
    if (!group.some((id) => chosen.has(id))) add(group.filter((id) => open.has(id)).slice(0, 1))
  }
  for (const { compute } of form.indicators) {
    if ('ratio' in compute) continue
    const ways = 'first' in compute ? compute.first : [compute]
    const used = ways.map(fieldsOf)
    // Of several ways the one that asks for no further column.
    if (!used.some((ids) => ids.every((id) => chosen.has(id)))) add(used.at(-1) ?? [])
  }
  return form.fields.filter(({ id }) => chosen.has(id))
}

function fieldsOf(way: Count): string[] {
  if ('count' in way) return way.count === 'all' ? [] : conditionFields(way.count)
  const where = way.where ? conditionFields(way.where) : []
  if ('distinct' in way) return [...[way.distinct].flat(), ...where]
  return [way.sum, ...(way.each ?? []), ...where, ...(way.of ? conditionFields(way.of) : [])]
}

function conditionFields(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(conditionFields)
  if ('any' in condition) return condition.any.flatMap(conditionFields)
  if ('not' in condition) return conditionFields(condition.not)
  if ('present' in condition) return [condition.present]
  if ('missing' in condition) return []
  return [condition.field]
}

/** Rows drawn one after the other until the checks find nothing wrong with them. */
function recordsOf(form: Form, fields: Field[]): Values[] {
  const columns = Object.fromEntries(fields.map(({ id }, index) => [columnName(index), id]))
  const layout = {
    ...{ headerRows: [3], firstRow: 4, lastRow: 3 + ROWS, totalRows: [], skippedRows: [] },
    ...{ columns, unmapped: [], scales: {} },
  }
  const random = randomOf([...form.id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0))
  const records: Values[] = []
  for (let tries = 0; records.length < ROWS; tries += 1) {
    if (tries === TRIES) throw new Error(`${form.id}: no row satisfies all rules`)
    const row = drawn(form, fields, records.length, random)
    const all = [...records, row].map((values, index) => ({ row: 4 + index, values }))
    const findings = check({ records: all, layout, totals: [] }, form, { asOf, now: asOf })
    if (findings.length === 0) records.push(row)
  }
  return records
}

function drawn(form: Form, fields: Field[], index: number, random: Random): Values {
  const values: Values = {}
  let people = 60
  for (const field of fields) {
    const given = likely[`${form.id}.${field.id}`]?.[index]
    const value = given === undefined ? made(form, field, index, random, people) : given
    values[field.id] = value
    // Those who are back are some of all: each head count mostly goes into the one before.
    if (isOfPeople(field) && typeof value === 'number') people = Math.max(1, value)
  }
  for (const rule of form.rules) {
    if (rule.kind !== 'named' || rule.check !== 'stock-identity') continue
    const [previous = '', received = '', issued = '', stock = ''] = rule.fields
    const balance = Number(values[previous]) + Number(values[received]) - Number(values[issued])
    if (rule.fields.every((id) => typeof values[id] === 'number')) values[stock] = balance
  }
  return values
}

function isOfPeople({ type, unit: measure }: Field): boolean {
  return type === 'count' && measure?.zh === '人'
}

function made(form: Form, field: Field, index: number, random: Random, people: number): Value {
  switch (field.type) {
    case 'count':
      return isOfPeople(field) ? random.int(Math.ceil(people / 3), people) : random.int(1, 7)
    case 'number':
      return random.int(1, 30) * 10
    case 'amount':
      return random.int(1, 50) * 10 * TEN_THOUSAND
    case 'percent':
      return random.int(4, 10) / 100
    case 'date':
      // A row without a day is common: what has not happened has none.
      return random.chance(0.3) ? null : `2020-02-${random.int(17, 28)}`
    case 'flag':
      return random.chance(0.7)
    case 'choice':
      return random.pick(field.choices ?? []).value
    case 'code':
      return field.id === 'uscc' ? creditCode(index) : exampleText(form, field, index)
    default:
      return exampleText(form, field, index)
  }
}

function creditCode(index: number): string {
  const body = `91430821MA4L0001${index + 1}`
  const last = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'].find((sign) => isCreditCode(body + sign))
  return body + last
}

function heading({ title, type, unit: measure }: Field): string {
  const shown = type === 'amount' ? '万元' : measure?.zh
  return shown ? `${title.zh}（${shown}）` : title.zh
}

function written(field: Field, value: Value = null): Cell {
  return field.type === 'amount' && typeof value === 'number'
    ? value / TEN_THOUSAND
    : field.type === 'flag' || field.type === 'choice'
      ? printed(field, value)
      : value
}

function printed(field: Field, value: Value = null): string {
  if (value === null) return ''
  const choice = (name: Value) => field.choices?.find((one) => one.value === name)?.title.zh
  if (typeof value === 'boolean') {
    return value ? (choice('yes') ?? '是') : (choice('no') ?? '否')
  }
  if (field.type === 'choice') return choice(value) ?? ''
  if (field.type === 'amount') return String(Number(value) / TEN_THOUSAND)
  if (field.type === 'percent') return `${Math.round(Number(value) * 1000) / 10}%`
  return String(value)
}
