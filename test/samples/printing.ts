/** The form that the guide defines as an example, as a county would have it beside the built-in ones. */
import example from '../../docs/guides/example-form.json' with { type: 'json' }
import type { Form } from '../../shared/forms/form.ts'
import { forms } from '../../shared/forms/index.ts'
import { readForm } from '../../shared/forms/read-form.ts'

export const printing: Form = valid(readForm(example, forms))

function valid(read: ReturnType<typeof readForm>): Form {
  if (Array.isArray(read)) throw new Error(JSON.stringify(read))
  return read
}
