import type { Form } from '../../shared/forms/form.ts'
import { formById } from '../../shared/forms/index.ts'
import { definedForm, formsInForce } from '../store/forms.ts'
import type { StoredUnit } from '../store/units.ts'
import { ProblemError } from './problem.ts'

/**
 * A form as it is in force for a unit. A built-in one costs no query.
 *
 * @throws ProblemError 404 when there is no such form
 */
export async function formOf(db: D1Database, unit: StoredUnit, id: string): Promise<Form> {
  const form = formById(id) ?? (await definedForm(db, unit, id))?.form
  if (!form) throw new ProblemError('form-unknown', { params: { form: id } })
  return form
}

/** The form asked for, or all that are in force for the unit. */
export async function formsOf(
  db: D1Database,
  unit: StoredUnit,
  id: string | undefined,
): Promise<Form[]> {
  if (id !== undefined) return [await formOf(db, unit, id)]
  return (await formsInForce(db, unit)).map(({ form }) => form)
}
