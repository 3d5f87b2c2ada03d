import type { z } from 'zod'
import { holdsPersonalNumber } from '../protocol/personal.ts'
import { interchangeable } from '../recognise/dictionary.ts'
import { keyOf } from '../recognise/label.ts'
import type { Form } from './form.ts'
import { type FormError, isFormMessage } from './form-errors.ts'
import { referenceErrors } from './form-references.ts'
import { formSchema } from './form-schema.ts'

/** Characters of JSON, deepest nesting, and ways of reading all families of a form together. */
const LARGEST = 256_000
const DEEPEST = 24
const MOST_WAYS = 5_000

/**
 * A form in JSON, whoever wrote it: the form, or what is wrong with it and where.
 * @param others the other forms in force, whose figures a rate may be made of
 */
export function readForm(json: unknown, others: Form[] = []): Form | FormError[] {
  const form = readShape(json)
  if (Array.isArray(form)) return form
  const errors = referenceErrors(form, others)
  return errors.length > 0 ? errors : form
}

/** The same without looking at what the form refers to, which may be forms yet to be read. */
export function readShape(json: unknown): Form | FormError[] {
  const form = shapeOf(formSchema, json)
  if (Array.isArray(form)) return form
  const count = ways(form)
  if (count <= MOST_WAYS) return form
  return [whole('tooManyWays', { count: String(count), limit: String(MOST_WAYS) }, ['fields'])]
}

/** JSON of unknown origin as what a schema describes, or what is wrong with its shape. */
export function shapeOf<Shape extends object>(
  schema: z.ZodType<Shape>,
  json: unknown,
): Shape | FormError[] {
  if (isDeeper(json, DEEPEST)) return [whole('tooDeep', { limit: String(DEEPEST) })]
  if ((JSON.stringify(json)?.length ?? 0) > LARGEST) {
    return [whole('tooLarge', { limit: String(LARGEST / 1000) })]
  }
  const personal = personalPlace(json)
  if (personal) return [whole('personalNumber', {}, personal)]
  const result = schema.safeParse(json, { reportInput: true })
  return result.success ? result.data : result.error.issues.map((issue) => errorOf(issue))
}

/** Where the number of a person stands in a definition, in a text or a name of a member; null: nowhere. */
function personalPlace(json: unknown, path: PropertyKey[] = []): PropertyKey[] | null {
  if (typeof json === 'string') return holdsPersonalNumber(json) ? path : null
  if (typeof json !== 'object' || json === null) return null
  for (const [name, member] of Object.entries(json)) {
    if (!Array.isArray(json) && holdsPersonalNumber(name)) return path
    const found = personalPlace(member, [...path, Array.isArray(json) ? Number(name) : name])
    if (found) return found
  }
  return null
}

function whole(
  message: FormError['message'],
  values: FormError['values'],
  path: PropertyKey[] = [],
): FormError {
  return { path, message, values }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1))
}

/**
 * In how many ways a wording may have to be tried before it is none of the families: at each of their
 * brackets at most as many as there are options that begin with one another.
 */
function ways({ fields }: Form): number {
  const families = fields.flatMap((field) => field.families ?? [])
  return families.reduce(
    (sum, family) => sum + Math.max(waysOf(family), waysOf(interchangeable(family))),
    0,
  )
}

function waysOf(family: string): number {
  let product = 1
  for (const [, required, optional] of family.matchAll(/\{([^}]*)\}|\[([^\]]*)\]/g)) {
    const options = (required ?? optional ?? '').split('|').map(keyOf)
    if (required === undefined) options.push('')
    const begins = options.map((one) => options.filter((other) => one.startsWith(other)).length)
    product *= Math.max(...begins)
  }
  return product
}

type Issue = z.core.$ZodIssue

function errorOf(issue: Issue, above: PropertyKey[] = []): FormError {
  const path = [...above, ...issue.path]
  const error = (message: FormError['message'], values: FormError['values'] = {}): FormError => ({
    path,
    message,
    values,
  })
  if (isFormMessage(issue.message)) return error(issue.message)
  switch (issue.code) {
    case 'invalid_type': {
      if (issue.input === undefined) return error('missing')
      const expected = issue.expected === 'tuple' ? 'array' : issue.expected
      const message = `type.${expected === 'record' ? 'object' : expected}`
      return isFormMessage(message)
        ? error(message)
        : error('type.other', { expected: issue.expected })
    }
    case 'invalid_value': {
      if (issue.input === undefined) return error('missing')
      return error('oneOf', { values: issue.values.map(String).join(' | ') })
    }
    case 'unrecognized_keys':
      return error('unknownMember', { names: issue.keys.join(', ') })
    case 'too_small': {
      const limit = String(issue.minimum)
      if (issue.origin === 'string') return error('empty')
      return error(issue.origin === 'array' ? 'tooFew' : 'tooSmall', { limit })
    }
    case 'too_big': {
      const limit = String(issue.maximum)
      if (issue.origin === 'string') return error('tooLong', { limit })
      return error(issue.origin === 'array' ? 'tooMany' : 'tooBig', { limit })
    }
    case 'invalid_key':
      return error('id')
    case 'invalid_union': {
      const meant = meantOf(issue)
      return meant ? errorOf(meant, path) : error(issue.input === undefined ? 'missing' : 'shape')
    }
    default:
      return error('shape')
  }
}

/**
 * What is wrong with the one way of writing that was meant: the one with all members in place, of
 * which something further in is wrong, or a member is misspelt beside right ones.
 */
function meantOf(issue: z.core.$ZodIssueInvalidUnion): Issue | null {
  const near = issue.errors.flatMap((issues) => {
    const missing = issues.some(
      (one) => one.path.length === 1 && 'input' in one && one.input === undefined,
    )
    return missing || issues.some((one) => one.path.length === 0) ? [] : issues.slice(0, 1)
  })
  return near.length === 1 ? (near[0] ?? null) : null
}
