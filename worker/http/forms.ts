import type { Form } from '../../shared/forms/form.ts'
import { formById, forms } from '../../shared/forms/index.ts'
import { ProblemError } from './problem.ts'

/** @throws ProblemError 404 when there is no such form */
export function formOf(id: string): Form {
  const form = formById(id)
  if (!form) throw new ProblemError('form-unknown', { params: { form: id } })
  return form
}

/** The form asked for, or all of them. */
export function formsOf(id: string | undefined): Form[] {
  return id === undefined ? forms : [formOf(id)]
}
