import type { NamedCheck, NamedRule } from '../forms/form.ts'
import { daysOfPeriod, periodOfDate } from '../periods/periods.ts'
import type { FormRecord, Value } from '../read/table.ts'
import { compare } from '../tally/condition.ts'
import { normalise } from '../text/normalise.ts'
import { withoutNoise } from '../values/noise.ts'
import type { Subject } from './check.ts'
import { isCreditCode, isOrganisationCode } from './credit-code.ts'
import type { Finding } from './finding.ts'
import { jump, opening, vanished, wentBack } from './movement.ts'

type Check = (subject: Subject, rule: NamedRule, records: FormRecord[]) => Finding[]

/** The checks that need code, by the name a form's rule calls them. */
export const namedChecks: Record<NamedCheck, Check> = {
  'credit-code': (subject, rule, records) =>
    atFirstField(subject, rule, records, 'credit-code-invalid', (code) => {
      const text = normalise(String(code)).toUpperCase()
      return isCreditCode(text) || isOrganisationCode(text) ? null : { value: text }
    }),

  duplicate: (subject, rule, records) => duplicates(subject, rule, records),

  'date-not-future': (subject, rule, records) => {
    // A week's sheet may be filled in until the week is over.
    const last = daysOfPeriod(periodOfDate(subject.days.asOf)).last
    return atFirstField(subject, rule, records, 'date-future', (day) =>
      String(day) > last ? { value: String(day), limit: last } : null,
    )
  },

  'date-not-past': (subject, rule, records) =>
    atFirstField(subject, rule, records, 'date-past', (day) =>
      String(day) <= subject.days.asOf ? { value: String(day), limit: subject.days.asOf } : null,
    ),

  opening,

  vanished,

  'went-back': wentBack,

  jump,

  'stock-identity': (subject, rule, records) => {
    const [previous = '', received = '', issued = '', stock = ''] = rule.fields
    return records.flatMap((record) => {
      const parts = [previous, received, issued, stock].map((field) => record.values[field] ?? null)
      if (!parts.every((part) => typeof part === 'number')) return []
      const [before = 0, plus = 0, minus = 0, now = 0] = parts
      const expected = withoutNoise(before + plus - minus)
      if (compare(now, '==', expected)) return []
      const params = { previous: before, received: plus, issued: minus, found: now, expected }
      return [finding(subject, rule, record, stock, 'stock-identity', params)]
    })
  },
}

function finding(
  { cellOf }: Subject,
  rule: NamedRule,
  record: FormRecord,
  field: string,
  message: string,
  params: Finding['params'],
): Finding {
  return {
    rule: rule.id,
    severity: rule.severity,
    cell: cellOf(record, field),
    field,
    params: { message, ...params },
  }
}

function atFirstField(
  subject: Subject,
  rule: NamedRule,
  records: FormRecord[],
  message: string,
  wrong: (value: NonNullable<Value>) => Finding['params'] | null,
): Finding[] {
  const field = rule.fields[0] ?? ''
  return records.flatMap((record) => {
    const value = record.values[field] ?? null
    const params = value === null ? null : wrong(value)
    return params ? [finding(subject, rule, record, field, message, params)] : []
  })
}

/** The first field names the thing; where all further fields are given and differ, it is another one. */
function duplicates(subject: Subject, rule: NamedRule, records: FormRecord[]): Finding[] {
  const [field = '', ...apart] = rule.fields
  // A column kept back as personal may be what tells the records apart.
  const columns = Object.values(subject.table.layout.columns)
  const known = records[0]?.values ?? {}
  if (apart.some((one) => columns.includes(one) && !(one in known))) return []
  const seen = new Map<string, FormRecord[]>()
  const findings: Finding[] = []
  for (const record of records) {
    const value = record.values[field] ?? null
    if (value === null) continue
    const key = normalise(String(value)).toUpperCase()
    const earlier = seen.get(key)
    if (!earlier) {
      seen.set(key, [record])
      continue
    }
    const same = earlier.find((other) => !apart.some((one) => differ(other, record, one)))
    if (same) {
      const params = { value: String(value), first: subject.cellOf(same, field) ?? '' }
      findings.push(finding(subject, rule, record, field, 'duplicate', params))
    }
    earlier.push(record)
  }
  return findings
}

function differ(one: FormRecord, other: FormRecord, field: string): boolean {
  const [a, b] = [one.values[field] ?? null, other.values[field] ?? null]
  return a !== null && b !== null && a !== b
}
