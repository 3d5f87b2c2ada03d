import { describe, expect, it } from 'vitest'
import type { Form, Rule } from '../../shared/forms/form.ts'
import { forms } from '../../shared/forms/index.ts'
import type { SheetReport } from '../../shared/inspect.ts'
import { buildSubmission } from '../../shared/protocol/build.ts'
import { judge } from '../../shared/protocol/judge.ts'
import { asOf, type Case, cases, fieldsOf, inspected, type Row } from './rule-cases.ts'

/** The report on such a sheet, every column of which is taken for what it is. */
function seen(form: Form, rows: Row[], since: Partial<Case>): SheetReport {
  const report = inspected(form, rows, since)
  expect(report).toMatchObject({ form: form.id, asOf })
  expect(Object.values(report.layout?.columns ?? {})).toEqual(
    fieldsOf(form, rows).map(({ id }) => id),
  )
  return report
}

/** Rules about one sheet; those across forms have cases of their own. */
type SheetRule = Exclude<Rule, { kind: 'across' }>
const sheetRules = ({ rules }: Form): SheetRule[] => rules.filter((rule) => rule.kind !== 'across')

const found = (report: SheetReport, rule: Rule) =>
  report.findings.filter((finding) => finding.rule === rule.id)

/** Field whose cell a finding of the rule names. */
function shownAt(rule: SheetRule): string {
  if (rule.kind === 'condition') return rule.field
  if (rule.kind === 'history') return ''
  if (rule.kind === 'named') {
    return (rule.check === 'stock-identity' ? rule.fields.at(-1) : rule.fields[0]) ?? ''
  }
  return 'field' in rule.left ? rule.left.field : 'sum' in rule.left ? (rule.left.sum[0] ?? '') : ''
}

describe.each(forms)('$id', (form) => {
  it.each(sheetRules(form))('$id', (rule) => {
    const { breaks, keeps, ...since } = cases[rule.id] as Case
    const report = seen(form, breaks, since)
    const columns = Object.entries(report.layout?.columns ?? {})
    const column = columns.find(([, field]) => field === shownAt(rule))?.[0]
    // What is no longer there has no cell, nor has a figure of the whole sheet.
    const nowhere = rule.kind === 'history' || (rule.kind === 'named' && rule.check === 'vanished')
    const cell = nowhere ? null : `${column}${breaks.length + 3}`
    const field = shownAt(rule)
    expect(found(report, rule)).toMatchObject([
      { severity: rule.severity, cell, ...(field === '' ? {} : { field }) },
    ])
    expect(found(seen(form, keeps, since), rule)).toEqual([])
  })
})

it('has a case for every rule, and for no other', () => {
  expect(Object.keys(cases).sort()).toEqual(
    forms.flatMap((form) => sheetRules(form).map(({ id }) => id)).sort(),
  )
})

it('is not broken for the receiver by names that were kept back', () => {
  const form = forms.find(({ id }) => id === 'inputs') as Form
  const { table } = inspected(form, cases['inputs.duplicate-order']?.keeps ?? [])
  const submission = buildSubmission(table ? [table] : [], form, { asOf, file: 'a.xlsx' })
  const judged = judge(submission, form, asOf)
  expect(JSON.stringify(submission)).not.toMatch(/李大海|王有田/)
  expect(judged.findings.map(({ rule }) => rule)).not.toContain('inputs.duplicate-order')
})
