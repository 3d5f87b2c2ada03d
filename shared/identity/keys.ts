/**
 * What records are known by beyond their own sheet, short enough to be kept beside every submission: the
 * totals of many units then find what two of them report without opening a single document.
 */
import { isCreditCode, isOrganisationCode } from '../check/credit-code.ts'
import type { Field, Form } from '../forms/form.ts'
import type { FormRecord, Value } from '../read/table.ts'
import { normalise } from '../text/normalise.ts'

/** Field that names a record of a form, and what its values prove. */
export interface Naming {
  field: Field
  /** A code belongs to one thing; the same name may be borne by two. */
  proves: boolean
  /** The value as it is compared; null: none that names anything. */
  compared(value: Value): string | null
}

/** The fields by which records of a form are known, the strongest first; none that is personal. */
export function namingsOf(form: Form): Naming[] {
  return (form.identity ?? []).flatMap((id): Naming[] => {
    const field = form.fields.find((one) => one.id === id)
    if (!field || field.personal) return []
    const proves = field.type === 'code'
    return [{ field, proves, compared: proves ? codeReader(form, id) : plainName }]
  })
}

/** Where the form checks codes, one that fails the check (eighteen 1s) names nothing. */
function codeReader({ rules }: Form, id: string): Naming['compared'] {
  const isChecked = rules.some(
    (rule) => rule.kind === 'named' && rule.check === 'credit-code' && rule.fields.includes(id),
  )
  return (value) => {
    if (value === null) return null
    const code = normalise(String(value)).toUpperCase()
    return code === '' || (isChecked && !isCreditCode(code) && !isOrganisationCode(code))
      ? null
      : code
  }
}

/** Brackets, dots and spaces come and go in names. */
function plainName(value: Value): string | null {
  if (value === null) return null
  const name = normalise(String(value))
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
  return name === '' ? null : name
}

/** Characters of one key. */
const LENGTH = 8
const NO_KEY = '-'.repeat(LENGTH)

/**
 * The keys of the records of a submission in their order, one text: which fields they are of, then for
 * each record a key for each of them.
 *
 * @returns null where the form has no such fields
 */
export function keysOf(tables: { records: FormRecord[] }[], form: Form): string | null {
  const namings = namingsOf(form)
  if (namings.length === 0) return null
  const keyers = namings.map(({ field, compared }) => {
    const keyOf = keyer(form.id, field.id)
    return ({ values }: FormRecord) => {
      const value = compared(values[field.id] ?? null)
      return value === null ? NO_KEY : keyOf(value)
    }
  })
  let keys = headOf(namings)
  for (const { records } of tables) {
    for (const record of records) for (const keyOf of keyers) keys += keyOf(record)
  }
  return keys
}

/**
 * The keys of each record, null where it lacks one; no records where the keys are of other fields (a
 * county has changed its form since) or of none.
 */
export function readKeys(text: string | null, form: Form): (string | null)[][] {
  const namings = namingsOf(form)
  const head = headOf(namings)
  if (text === null || namings.length === 0 || !text.startsWith(head)) return []
  const records: (string | null)[][] = []
  for (let at = head.length; at < text.length; ) {
    const record = namings.map(() => {
      const key = text.slice(at, at + LENGTH)
      at += LENGTH
      return key === NO_KEY ? null : key
    })
    records.push(record)
  }
  return records
}

function headOf(namings: Naming[]): string {
  return `${namings.map(({ field }) => field.id).join(',')}:`
}

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz.'

/** Two primes just below 2^24: a remainder is four digits, and a product stays exact. */
const PRIMES = [16_777_213, 16_777_199] as const
/** Any two numbers without a factor in common with them; greater than most code points. */
const BASES = [5_464_733, 11_267_989] as const

/**
 * What gives values of a field their keys, in 48 bits: among fifty thousand different ones the odds that any two are taken for one
 * are 1 in 225,000. Salted by form and field, so that a name is never taken for a code.
 *
 * The text as the digits of a number, by its remainders: two texts of one length that differ in one
 * character, as codes do that were mistyped, never have one key.
 */
export function keyer(form: string, field: string): (value: string) => string {
  const [one, other] = PRIMES
  const [oneBase, otherBase] = BASES
  const salt = `${form} ${field} `
  const oneStart = remainder(salt, 1, oneBase, one)
  const otherStart = remainder(salt, 1, otherBase, other)
  return (value) =>
    fourDigits(remainder(value, oneStart, oneBase, one)) +
    fourDigits(remainder(value, otherStart, otherBase, other))
}

export function keyOf(form: string, field: string, value: string): string {
  return keyer(form, field)(value)
}

function remainder(text: string, start: number, base: number, prime: number): number {
  let left = start
  for (const character of text) left = (left * base + (character.codePointAt(0) ?? 0)) % prime
  return left
}

function fourDigits(bits: number): string {
  return digit(bits >>> 18) + digit(bits >>> 12) + digit(bits >>> 6) + digit(bits)
}

function digit(bits: number): string {
  return DIGITS.charAt(bits & 63)
}
