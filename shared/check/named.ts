import type { NamedCheck, NamedRule } from '../forms/form.ts'
import { columnIndex } from '../grid/grid.ts'
import { daysOfPeriod, periodOfDate } from '../periods/periods.ts'
import type { FormRecord, Value } from '../read/table.ts'
import { compare } from '../tally/condition.ts'
import { normalise } from '../text/normalise.ts'
import { withoutNoise } from '../values/noise.ts'
import { nothing, type Question, type Subject } from './check.ts'
import { isCreditCode, isOrganisationCode } from './credit-code.ts'
import type { Finding } from './finding.ts'
import { jump, opening, vanished, wentBack } from './movement.ts'
import { Namesakes } from './namesakes.ts'
import { ownUnit } from './own-unit.ts'

type Check = (subject: Subject, rule: NamedRule) => Question

/** The checks that need code, by the name a form's rule calls them. */
export const namedChecks: Record<NamedCheck, Check> = {
  'credit-code': (subject, rule) =>
    atFirstField(subject, rule, 'credit-code-invalid', (code) => {
      const text = normalise(String(code)).toUpperCase()
      return isCreditCode(text) || isOrganisationCode(text) ? null : { value: text }
    }),

  duplicate: duplicates,

  'date-not-future': (subject, rule) => {
    // A week's sheet may be filled in until the week is over.
    const last = daysOfPeriod(periodOfDate(subject.days.asOf)).last
    return atFirstField(subject, rule, 'date-future', (day) =>
      String(day) > last ? { value: String(day), limit: last } : null,
    )
  },

  'date-not-past': (subject, rule) =>
    atFirstField(subject, rule, 'date-past', (day) =>
      String(day) <= subject.days.asOf ? { value: String(day), limit: subject.days.asOf } : null,
    ),

  opening,

  'own-unit': ownUnit,

  vanished,

  'went-back': wentBack,

  jump,

  'stock-identity': stockIdentity,
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
  message: string,
  wrong: (value: NonNullable<Value>) => Finding['params'] | null,
): Question {
  const field = rule.fields[0] ?? ''
  return {
    each(record) {
      const value = record.values[field] ?? null
      const params = value === null ? null : wrong(value)
      return params ? [finding(subject, rule, record, field, message, params)] : nothing
    },
  }
}

/**
 * What there was, plus what came, less what went, is what there is. Where most rows say otherwise and a column
 * that nobody knows stands among these, more comes and goes than the form asks for (捐赠, 损耗).
 */
function stockIdentity(subject: Subject, rule: NamedRule): Question {
  const stock = rule.fields[3] ?? ''
  const { columns, unmapped } = subject.table.layout
  const at = Object.keys(columns).flatMap((name) =>
    rule.fields.includes(columns[name] ?? '') ? columnIndex(name) : [],
  )
  const [first, last] = [Math.min(...at), Math.max(...at)]
  const hasMore = unmapped.map(columnIndex).some((one) => first < one && one < last)
  return {
    fields: rule.fields,
    all(records) {
      let told = 0
      const wrong = records.flatMap((record) => {
        const [before, plus, minus, now] = rule.fields.map((field) => record.values[field])
        if (typeof before !== 'number' || typeof plus !== 'number') return nothing
        if (typeof minus !== 'number' || typeof now !== 'number') return nothing
        told += 1
        const expected = withoutNoise(before + plus - minus)
        if (compare(now, '==', expected)) return nothing
        const params = { previous: before, received: plus, issued: minus, found: now, expected }
        return [finding(subject, rule, record, stock, 'stock-identity', params)]
      })
      return hasMore && wrong.length * 2 > told ? [] : wrong
    },
  }
}

/** The first field names the thing; where all further fields are given and differ, it is another one. */
function duplicates(subject: Subject, rule: NamedRule): Question {
  const [field = '', ...apart] = rule.fields
  // A column kept back as personal may be what tells the records apart.
  const columns = Object.values(subject.table.layout.columns)
  // A village merged over several rows is one of several groups, and what is added up is right all the
  // same; an enterprise would be counted twice.
  const continued = new Set(rule.severity === 'warning' ? subject.table.layout.continued : [])
  return {
    fields: rule.fields,
    all(records) {
      const known = records[0]?.values ?? {}
      if (apart.some((one) => columns.includes(one) && !(one in known))) return []
      const firsts = new Map<string, FormRecord>()
      const namesakes = new Map<string, Namesakes>()
      return records.flatMap((record) => {
        const value = record.values[field] ?? null
        if (value === null || continued.has(record.row)) return nothing
        const key = normalise(String(value)).toUpperCase()
        const first = firsts.get(key)
        if (!first) {
          firsts.set(key, record)
          return nothing
        }
        const earlier = namesakes.get(key) ?? new Namesakes(apart, first)
        const same = earlier.firstLike(record)
        earlier.add(record)
        namesakes.set(key, earlier)
        if (!same) return nothing
        const params = { value: String(value), first: subject.cellOf(same, field) ?? '' }
        return [finding(subject, rule, record, field, 'duplicate', params)]
      })
    },
  }
}
