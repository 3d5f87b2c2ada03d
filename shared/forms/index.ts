import { enterprises } from './enterprises.ts'
import type { Form } from './form.ts'
import { returnees } from './returnees.ts'

/** The built-in forms, in the order in which people name them. */
export const forms: Form[] = [enterprises, returnees]

export function formById(id: string, catalogue: Form[] = forms): Form | undefined {
  return catalogue.find((form) => form.id === id)
}

/** Form and version as a submission names them: `enterprises@1`. */
export function catalogueOf(form: Form): string {
  return `${form.id}@${form.version}`
}
