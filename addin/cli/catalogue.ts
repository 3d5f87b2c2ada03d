import type { Form } from '../../shared/forms/form.ts'
import { describeFormError, type FormError, formPlace } from '../../shared/forms/form-errors.ts'
import { referenceErrors, twice } from '../../shared/forms/form-references.ts'
import { forms as builtIn } from '../../shared/forms/index.ts'
import { readShape } from '../../shared/forms/read-form.ts'
import type { Lang } from '../../shared/messages/index.ts'
import { UsageError } from './arguments.ts'
import { readBytes } from './files.ts'

/**
 * The forms to go by: those in force, and those of a JSON file (one form, or an array of them), which
 * take the place of one of the same id.
 * @param inForce the built-in ones, or those of a server
 * @throws UsageError naming the place in the file
 */
export async function loadCatalogue(
  path: string | undefined,
  lang: Lang,
  inForce: Form[] = builtIn,
): Promise<Form[]> {
  if (path === undefined) return inForce
  const { list, many } = parseForms(path, await readBytes(path), lang)
  const ids = list.map(({ id }) => id)
  const catalogue = [...inForce.filter(({ id }) => !ids.includes(id)), ...list]
  for (const [index, form] of list.entries()) {
    const isFirst = ids.indexOf(form.id) === index
    const [error] = isFirst ? referenceErrors(form, catalogue) : [twice(form.id, ['id'])]
    if (error) throw wrong(path, many ? [index] : [], error, lang)
  }
  return catalogue
}

/** @throws UsageError when there is no such form */
export function formNamed(id: string, catalogue: Form[]): Form {
  const form = catalogue.find((one) => one.id === id)
  if (form) return form
  const forms = catalogue.map((one) => one.id).join(', ')
  throw new UsageError('formUnknown', { form: id, forms })
}

function parseForms(path: string, bytes: Uint8Array, lang: Lang): { list: Form[]; many: boolean } {
  let content: unknown
  try {
    content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new UsageError('formsNotJson', {}, path)
  }
  const many = Array.isArray(content)
  const given: unknown[] = Array.isArray(content) ? content : [content]
  const list = given.map((json, index) => {
    const form = readShape(json)
    const [error] = Array.isArray(form) ? form : []
    if (error) throw wrong(path, many ? [index] : [], error, lang)
    return form as Form
  })
  return { list, many }
}

function wrong(file: string, above: number[], error: FormError, lang: Lang): UsageError {
  const path = formPlace([...above, ...error.path]) || '(form)'
  return new UsageError('formsWrong', { path, what: describeFormError(error, lang) }, file)
}
