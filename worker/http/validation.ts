import type { Hook } from '@hono/zod-openapi'
import { describeFormError, type FormError, formPlace } from '../../shared/forms/form-errors.ts'
import type { Lang } from '../../shared/messages/index.ts'
import { describeIssue } from '../messages/schema.ts'
import type { AppEnv } from './context.ts'
import { ProblemError } from './problem.ts'

/** Enough to see the pattern; a document with a thousand faults has one cause. */
const SHOWN = 20

/**
 * Turns what the validators found into a problem: 422 for a body, 400 for a parameter. `errors` has
 * each fault with its place (a JSON pointer, RFC 6901, or the parameter's name) and a sentence.
 */
export const validationHook: Hook<unknown, AppEnv, string, unknown> = (result, c) => {
  if (result.success) return
  const inBody = result.target === 'json'
  const errors = result.error.issues.slice(0, SHOWN).map((issue) => ({
    pointer: inBody ? jsonPointer(issue.path) : issue.path.join('.'),
    detail: describeIssue(issue, c.get('language')),
  }))
  throw new ProblemError(inBody ? 'malformed-body' : 'malformed-request', {
    params: { where: errors[0]?.pointer ?? '', what: errors[0]?.detail ?? '' },
    members: { errors },
  })
}

function jsonPointer(path: PropertyKey[]): string {
  return path.map((step) => `/${String(step).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('')
}

/** 422 for a form or a list that somebody defined, with each fault at its place. */
export function invalidDefinition(
  problem: 'form-invalid' | 'list-invalid',
  errors: FormError[],
  lang: Lang,
): ProblemError {
  const shown = errors.slice(0, SHOWN).map((error) => ({
    pointer: jsonPointer(error.path),
    detail: describeFormError(error, lang),
  }))
  const where = formPlace(errors[0]?.path ?? []) || '/'
  return new ProblemError(problem, {
    params: { where, what: shown[0]?.detail ?? '' },
    members: { errors: shown },
  })
}
