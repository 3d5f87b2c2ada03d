import { isCreditCode } from '../check/credit-code.ts'
import type { Finding } from '../check/finding.ts'
import type { Field, Form } from '../forms/form.ts'
import type { Value } from '../read/table.ts'
import { isPlain } from '../text/normalise.ts'
import type { Submission } from './submission.ts'

/** What people put between groups of digits. */
const GAP = '(?: ?[-‐‑–—_.·]{1,2} ?| {1,3})?'
/** Provinces as an identity card begins (GB/T 2260): no date or order number of this century does. */
const PROVINCE = '(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)'
/** Prefecture and county after it; `00` would be the whole of it, which issues no card. */
const AREA = `${PROVINCE}(?:0[1-9]|[1-6]\\d|70|90)(?:0[1-9]|[1-9]\\d)`
const BIRTHDAY =
  '(?:(?:0[13578]|1[02])(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)(?:0[1-9]|[12]\\d|30)|02(?:0[1-9]|[12]\\d))'
/**
 * Eighteen characters of an identity card with a plausible date of birth, or the old fifteen digits, also
 * in groups. Letters may stand right before: `身份证ID4308…`.
 */
const identityCard = new RegExp(
  `(?<!\\d)${AREA}${GAP}(?:(?:19|20)\\d{2}${BIRTHDAY}${GAP}\\d{3}[\\dXx]|\\d{2}${BIRTHDAY}${GAP}\\d{3})(?![0-9A-Za-z])`,
)
/**
 * A mobile number of mainland China, also in groups (138 0013 8000, 138-001-38000) and with its country
 * code. A sum of money in words has as many digits, but says yuan.
 */
const mobile = new RegExp(
  `(?<!\\d)(?:(?:\\+|00)?86\\)?${GAP})?1[3-9](?:\\d${GAP}\\d{4}${GAP}\\d{4}|\\d${GAP}\\d{3}${GAP}\\d{5}|\\d{2}${GAP}\\d{3}${GAP}\\d{4})(?![0-9A-Za-z]|\\.\\d| ?(?:元(?!旦)|[万亿]))`,
)

/** The personal number in a text, however it was typed (full-width digits, blanks that cannot be seen). */
function personalNumber(text: string): 'identity-card' | 'mobile' | null {
  if (isPlain(text) && !/\d{11}/.test(text)) return null
  // Credit codes first: within one, digits may look like anything.
  const plain = text
    .normalize('NFKC')
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/(?<![0-9A-Za-z])[0-9A-Z]{18}(?![0-9A-Za-z])/g, (code) =>
      isCreditCode(code) && /[A-Z]/.test(code) ? '' : code,
    )
  if (identityCard.test(plain)) return 'identity-card'
  return mobile.test(plain) ? 'mobile' : null
}

/** Whether a text that is kept, such as a reason or a name, holds an identity card or mobile number. */
export function holdsPersonalNumber(text: string): boolean {
  return personalNumber(text) !== null
}

/**
 * Finds personal values in a submission: fields marked `personal`, and identity card or mobile
 * numbers in whatever else a person typed, names of file and sheets and reasons included. An
 * enterprise's credit code is none of these.
 */
export function personalValues(submission: Submission, form: Form): Finding[] {
  const byId = new Map(form.fields.map((field) => [field.id, field]))
  const findings: Finding[] = []
  const name = (
    kind:
      | 'file-name'
      | 'sheet-name'
      | 'total-label'
      | 'heading'
      | 'reason'
      | 'unit-name'
      | 'address'
      | 'elsewhere',
    cell: string | null,
  ) => findings.push({ rule: 'personal-value', severity: 'error', cell, params: { kind } })
  if (holdsPersonalNumber(submission.file)) name('file-name', null)
  if (holdsPersonalNumber(submission.reason ?? '')) name('reason', null)
  for (const { cell, reason } of submission.explanations) {
    if (holdsPersonalNumber(reason)) name('reason', cell)
  }
  for (const answer of submission.answers ?? []) {
    if (Object.values(answer).some(holdsPersonalNumber)) name('heading', null)
  }
  const { parts = [], coverage, address = '' } = submission.merged ?? {}
  const named = [...parts.flatMap((part) => [part.name, part.path]), ...(coverage?.missing ?? [])]
  if (named.some(holdsPersonalNumber)) name('unit-name', null)
  if (holdsPersonalNumber(address)) name('address', null)
  for (const { sheet, layout, records, totals } of submission.tables) {
    // The finding does not name the sheet: it would repeat the number.
    if (holdsPersonalNumber(sheet)) name('sheet-name', null)
    for (const { label } of totals) if (holdsPersonalNumber(label)) name('total-label', null)
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
  if (findings.length === 0 && [...otherTexts(submission)].some(holdsPersonalNumber)) {
    name('elsewhere', null)
  }
  return findings
}

/** Whatever else a sender could write into a submission: names of members, columns and places. */
function* otherTexts({ file, merged, tables, ...rest }: Submission): Generator<string> {
  yield* textsIn(rest)
  for (const { hash, ...part } of merged?.parts ?? []) yield* textsIn(part)
  for (const { layout, records, totals } of tables) {
    yield* textsIn(layout)
    // The fields of a thousand rows are the same few.
    yield* new Set([...records, ...totals].flatMap(({ values }) => Object.keys(values)))
  }
}

/** Every text in a JSON value, the names of its members included. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield* Object.keys(value)
  for (const member of Object.values(value)) yield* textsIn(member)
}

function personalKind(value: Value, field: Field | undefined): string | null {
  if (value === null || typeof value === 'boolean') return null
  if (field?.personal) return 'field'
  // A sum of money may have the digits of a telephone number; nobody types one there.
  if (field && typeof value === 'number' && field.type !== 'count') return null
  const text = String(value)
  if (field?.type === 'code' && isCreditCode(text)) return null
  return personalNumber(text)
}
