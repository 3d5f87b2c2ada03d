import { isCreditCode } from '../check/credit-code.ts'
import type { Finding } from '../check/finding.ts'
import type { Field, Form } from '../forms/form.ts'
import type { Value } from '../read/table.ts'
import type { Submission } from './submission.ts'

/** Eighteen characters of an identity card with a plausible date of birth, or the old fifteen digits. */
const identityCard =
  /(?<![0-9A-Za-z])[1-9]\d{5}(?:(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]|\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3})(?![0-9A-Za-z])/
/** A mobile number of mainland China, also in groups (138 0013 8000). */
const mobile = /(?<![0-9A-Za-z])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![0-9A-Za-z])/

/**
 * Finds personal values in a submission: fields marked `personal`, and identity card or mobile
 * numbers in whatever else a person typed. An enterprise's credit code is none of these.
 */
export function personalValues(submission: Submission, form: Form): Finding[] {
  const byId = new Map(form.fields.map((field) => [field.id, field]))
  const findings: Finding[] = []
  for (const { sheet, layout, records, totals } of submission.tables) {
    const columnOf = new Map(
      Object.entries(layout.columns).map(([column, field]) => [field, column]),
    )
    for (const { row, values } of [...records, ...totals]) {
      for (const [field, value] of Object.entries(values)) {
        const found = personalKind(value, byId.get(field))
        if (!found) continue
        const column = columnOf.get(field)
        findings.push({
          rule: 'personal-value',
          severity: 'error',
          cell: column ? `${column}${row}` : null,
          field,
          params: { sheet, kind: found },
        })
      }
    }
  }
  return findings
}

/** Whether a text has an identity card or mobile number in it. */
export function hasPersonalNumber(text: string): boolean {
  return identityCard.test(text) || mobile.test(text)
}

function personalKind(value: Value, field: Field | undefined): string | null {
  if (value === null || typeof value === 'boolean') return null
  if (field?.personal) return 'field'
  // A sum of money may have the digits of a telephone number; nobody types one there.
  if (field && typeof value === 'number' && field.type !== 'count') return null
  const text = String(value)
  if (field?.type === 'code' && isCreditCode(text)) return null
  if (identityCard.test(text)) return 'identity-card'
  if (mobile.test(text)) return 'mobile'
  return null
}
