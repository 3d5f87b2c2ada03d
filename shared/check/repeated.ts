/** The same records in several tables of a workbook: a copied sheet, or a list of all beside its parts. */
import type { Form, NamedRule } from '../forms/form.ts'
import type { FormRecord, Table, Value } from '../read/table.ts'
import { testOf } from '../tally/condition.ts'
import { normalise } from '../text/normalise.ts'
import { subjectOf } from './check.ts'
import type { Finding } from './finding.ts'
import { Namesakes } from './namesakes.ts'

/** What is looked at of a table, as it was read or as it was sent. */
export type Repeatable = Pick<Table, 'sheet' | 'layout' | 'records' | 'totals'>

/**
 * The tables that would only count again what the others have: each of their records stands in another one
 * that has all of their columns, with the same values. A list of all goes before its parts, a copy before
 * what it was copied from, so that as few as possible are left out.
 *
 * @param tables of one form, in the order of the workbook
 * @param meets whether two of them report for one unit and week
 * @param kept those that stay, whatever the others have
 */
export function repeatedAmong<One extends Repeatable>(
  tables: One[],
  form: Form,
  meets: (one: One, other: One) => boolean,
  kept: One[] = [],
): Set<One> {
  const repeated = new Set<One>()
  const rules = duplicateRules(form)
  const field = rules.at(-1)?.fields[0]
  if (tables.length < 2 || field === undefined) return repeated
  const named = new Map<string, { table: One; record: FormRecord }[]>()
  for (const table of tables) {
    for (const record of table.records) {
      const name = nameOf(record, field)
      if (name === null) continue
      const known = named.get(name)
      if (known) known.push({ table, record })
      else named.set(name, [{ table, record }])
    }
  }
  const largestFirst = tables
    .toReversed()
    .toSorted((one, other) => other.records.length - one.records.length)
  for (const table of largestFirst) {
    if (kept.includes(table) || table.records.length === 0) continue
    const stands = table.records.every((record) =>
      named
        .get(nameOf(record, field) ?? '')
        ?.some(
          (other) =>
            other.table !== table &&
            !repeated.has(other.table) &&
            meets(table, other.table) &&
            isAgain(table, record, other),
        ),
    )
    if (stands) repeated.add(table)
  }
  return repeated
}

function isAgain(
  table: Repeatable,
  record: FormRecord,
  other: { table: Repeatable; record: FormRecord },
): boolean {
  const columns = new Set(Object.values(other.table.layout.columns))
  return Object.values(table.layout.columns).every((field) => {
    if (!columns.has(field)) return false
    const [one, two] = [record.values[field] ?? null, other.record.values[field] ?? null]
    return one === two || compared(one) === compared(two)
  })
}

/**
 * What stands in two of the tables and would count twice, by the form's own rules about duplicates.
 *
 * @returns findings for each table, in its order
 */
export function duplicatesAmong(tables: Repeatable[], form: Form): Finding[][] {
  const found: Finding[][] = tables.map(() => [])
  if (tables.length < 2) return found
  for (const rule of duplicateRules(form)) {
    const [field = '', ...apart] = rule.fields
    const { where } = rule
    const firsts = new Map<string, { at: number; record: FormRecord; namesakes: Namesakes }>()
    for (const [at, table] of tables.entries()) {
      const { cellOf, days } = subjectOf(table, form, { asOf: '' }, {})
      for (const record of table.records) {
        const name = nameOf(record, field)
        if (name === null || (where && !testOf(where)(record, days))) continue
        const first = firsts.get(name)
        if (!first) {
          firsts.set(name, { at, record, namesakes: new Namesakes(apart, record) })
          continue
        }
        const other = tables[first.at] as Repeatable
        if (first.at === at || !first.namesakes.firstLike(record)) continue
        // What is asked for village by village may be in two tables, each with figures of its own.
        if (rule.severity === 'warning' && !sharesFigures(table, other, form)) continue
        const there = subjectOf(other, form, { asOf: '' }, {}).cellOf(first.record, field) ?? ''
        found[at]?.push({
          rule: rule.id,
          severity: rule.severity,
          cell: cellOf(record, field),
          field,
          params: {
            message: 'duplicate',
            value: String(record.values[field]),
            first: other.sheet === table.sheet ? there : `${other.sheet}!${there}`,
          },
        })
      }
    }
  }
  return found
}

function sharesFigures(one: Repeatable, other: Repeatable, { fields }: Form): boolean {
  const columns = new Set(Object.values(other.layout.columns))
  return Object.values(one.layout.columns).some((id) => {
    const field = columns.has(id) && fields.find((each) => each.id === id)
    return field && (field.type === 'count' || field.type === 'number' || field.type === 'amount')
  })
}

function duplicateRules({ rules }: Form): NamedRule[] {
  return rules.filter(
    (rule): rule is NamedRule => rule.kind === 'named' && rule.check === 'duplicate',
  )
}

function nameOf({ values }: FormRecord, field: string): string | null {
  const value = values[field] ?? null
  return value === null ? null : compared(value)
}

function compared(value: Value): string {
  return normalise(String(value)).toUpperCase()
}
