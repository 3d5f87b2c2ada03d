/** Column headings that a county approved for a field, besides those its form knows. */
import type { Field, Form } from '../forms/form.ts'
import { patternOf, wordings } from './dictionary.ts'
import { headingKey } from './label.ts'

export interface Headings {
  form: string
  field: string
  /** As they stand in sheets. */
  wordings: string[]
}

/**
 * The forms with the approved wordings among the synonyms of their fields, so that whoever reads by
 * them needs no more. A form without any stays the very same. A wording that means another field
 * already adds nothing: of two that contradict each other the first holds.
 *
 * @param headings those of the unit furthest above first
 */
export function withHeadings(forms: Form[], headings: Headings[]): Form[] {
  return forms.map((form) => {
    // A field that a newer version of the form has no more keeps no wording from another.
    const ids = new Set(form.fields.map(({ id }) => id))
    const own = headings.filter((one) => one.form === form.id && ids.has(one.field))
    if (own.length === 0) return form
    const names = namesOf(form)
    const added = new Map<string, string[]>()
    for (const { field, wordings: approved } of own) {
      for (const key of approved.map(headingKey)) {
        if (names.fieldsOf(key).length > 0) continue
        names.add(key, field)
        added.set(field, [...(added.get(field) ?? []), key])
      }
    }
    const fields = form.fields.map((field): Field => {
      const more = added.get(field.id)
      return more ? { ...field, synonyms: [...field.synonyms, ...more] } : field
    })
    return { ...form, fields }
  })
}

/** The other field that a wording means in a form: to the letter, not by interchangeable words. */
export function otherField(form: Form, field: string, wording: string): Field | null {
  const found = namesOf(form).fieldsOf(headingKey(wording))
  return form.fields.find(({ id }) => id !== field && found.includes(id)) ?? null
}

/** Whether a form knows a wording, to the letter, as one of the field. */
export function isHeadingOf(form: Form, field: string, wording: string): boolean {
  return namesOf(form).fieldsOf(headingKey(wording)).includes(field)
}

function namesOf({ fields }: Form) {
  const listed = new Map<string, string[]>()
  const add = (key: string, field: string) => {
    listed.set(key, [...(listed.get(key) ?? []), field])
  }
  const families: { id: string; pattern: RegExp }[] = []
  for (const field of fields) {
    for (const { key } of wordings(field)) add(key, field.id)
    if (field.families) families.push({ id: field.id, pattern: patternOf(field.families) })
  }
  return {
    add,
    fieldsOf: (key: string): string[] => [
      ...(listed.get(key) ?? []),
      ...families.filter(({ pattern }) => pattern.test(key)).map(({ id }) => id),
    ],
  }
}
