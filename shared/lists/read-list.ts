import type { Form } from '../forms/form.ts'
import type { FormError } from '../forms/form-errors.ts'
import { listErrors } from '../forms/form-references.ts'
import { listSchema } from '../forms/form-schema.ts'
import { shapeOf } from '../forms/read-form.ts'
import type { ListDefinition } from './list.ts'

/** A list in JSON, whoever wrote it: the list, or what is wrong with it and where. */
export function readList(json: unknown, form: Form): ListDefinition | FormError[] {
  const list = shapeOf(listSchema, json)
  if (Array.isArray(list)) return list
  const errors = listErrors(form, list)
  return errors.length > 0 ? errors : list
}
