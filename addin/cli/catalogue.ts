import { z } from 'zod'
import type { Form } from '../../shared/forms/form.ts'
import { forms as builtIn } from '../../shared/forms/index.ts'
import type { Lang } from '../../shared/messages/index.ts'
import { UsageError } from './arguments.ts'
import { readBytes } from './files.ts'
import { slipIn, twice } from './form-references.ts'
import { formSchema } from './form-schema.ts'
import { sayIn } from './messages.ts'

/**
 * The forms to go by: the built-in ones, and those of a JSON file (one form, or an array of them),
 * which take the place of a built-in form of the same id.
 * @throws UsageError naming the place in the file
 */
export async function loadCatalogue(path: string | undefined, lang: Lang): Promise<Form[]> {
  if (path === undefined) return builtIn
  const given = parseForms(path, await readBytes(path), lang)
  const ids = new Set(given.list.map(({ id }) => id))
  const catalogue = [...builtIn.filter(({ id }) => !ids.has(id)), ...given.list]
  const say = sayIn(lang)
  for (const [index, form] of given.list.entries()) {
    const isFirst = given.list.findIndex(({ id }) => id === form.id) === index
    const slip = isFirst ? slipIn(form, catalogue) : twice(form.id, ['id'])
    if (!slip) continue
    const place = [...(given.many ? [index] : []), ...slip.place]
    throw wrong(path, place, say(slip.message, { id: slip.id, prefix: slip.id }))
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
  const { localeError } = (lang === 'zh' ? z.locales.zhCN : z.locales.en)()
  const result = z.array(formSchema).safeParse(many ? content : [content], { error: localeError })
  if (result.success) return { list: result.data, many }
  const [issue] = result.error.issues
  const place = issue?.path.slice(many ? 0 : 1) ?? []
  throw wrong(path, place, issue?.message ?? '')
}

function wrong(file: string, place: PropertyKey[], what: string): UsageError {
  return new UsageError('formsWrong', { path: placeName(place), what }, file)
}

/** `fields[3].type`; the whole form is `(form)`. */
function placeName(place: PropertyKey[]): string {
  const name = place
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
  return name.replace(/^\./, '') || '(form)'
}
