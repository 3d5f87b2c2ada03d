import type { Form } from '../../shared/forms/form.ts'
import type { Arguments } from './arguments.ts'
import { loadCatalogue } from './catalogue.ts'
import { status, type Terminal } from './terminal.ts'

/** `fugong forms`: the catalogue. */
export async function listForms(args: Arguments, terminal: Terminal): Promise<number> {
  const forms = await loadCatalogue(args.given.forms, terminal.lang)
  terminal.out(
    args.json
      ? JSON.stringify(
          forms.map((form) => plainForm(form, terminal)),
          null,
          2,
        )
      : forms.map((form) => formLines(form, terminal).join('\n')).join('\n\n'),
  )
  return status.fine
}

function plainForm(form: Form, { lang }: Terminal) {
  return {
    id: form.id,
    title: form.title[lang],
    version: form.version,
    fields: form.fields.map((field) => ({
      id: field.id,
      title: field.title[lang],
      synonyms: field.synonyms,
      type: field.type,
      unit: field.unit?.[lang] ?? null,
      required: field.required ?? false,
      personal: field.personal ?? false,
    })),
    indicators: form.indicators.map(({ id, title, unit, overTime, overUnits }) => ({
      id,
      title: title[lang],
      unit: unit?.[lang] || null,
      overTime,
      overUnits,
    })),
    rules: form.rules.map(({ id, severity, title }) => ({ id, severity, title: title[lang] })),
  }
}

function formLines(form: Form, { say, lang }: Terminal): string[] {
  const { id, version, title, row } = form
  return [
    say('formLine', { title: title[lang], id, version, row: row[lang] }),
    `  ${say('fieldsHead')}`,
    ...form.fields.map((field) => {
      const notes = [
        ...(field.required ? [say('required')] : []),
        ...(field.personal ? [say('personal')] : []),
      ]
      const unit = field.unit ? `（${field.unit[lang]}）` : ''
      return `    ${field.id}  ${field.title[lang]}${unit}  ${field.type}  ${notes.join('；')}`.trimEnd()
    }),
    `  ${say('indicatorsHead')}`,
    ...form.indicators.map((indicator) => {
      const over = say(indicator.overTime === 'last' ? 'overTimeLast' : 'overTimeSum')
      return `    ${indicator.id}  ${indicator.title[lang]}  ${over}`
    }),
    `  ${say('rulesHead')}`,
    ...form.rules.map((rule) => `    ${rule.id}  ${say(rule.severity)}  ${rule.title[lang]}`),
  ]
}
