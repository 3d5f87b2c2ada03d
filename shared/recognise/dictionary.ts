import type { Field, Form } from '../forms/form.ts'
import { keyOf } from './label.ts'

/** A field that a wording means in a form, and how surely. */
export interface Meaning {
  field: string
  /** 1 the title, 0.99 a synonym, 0.97 a member of a family. */
  strength: number
}

/** Wording → form id → meaning. */
type Meanings = Map<string, Map<string, Meaning>>

export interface Dictionary {
  /** What a wording (as `keyOf` writes it) means, form by form. */
  lookUp(key: string): Map<string, Meaning> | undefined
}

const built = new WeakMap<Form[], Dictionary>()

/** The dictionary of a catalogue; built once for each catalogue array. */
export function dictionaryOf(forms: Form[]): Dictionary {
  const known = built.get(forms)
  if (known) return known

  const exact: Meanings = new Map()
  const loose: Meanings = new Map()
  for (const form of forms) {
    for (const field of form.fields) {
      for (const { key, strength } of wordings(field)) {
        add(exact, key, form.id, { field: field.id, strength })
        const same = interchangeable(key)
        if (!same) continue
        const present = loose.get(same)?.get(form.id)
        // Two fields that only differ by words we take for the same: neither may be guessed.
        const kept = present && present.field !== field.id ? '' : field.id
        set(loose, same, form.id, { field: kept, strength: 0.93 })
      }
    }
  }
  const dictionary: Dictionary = {
    lookUp(key) {
      const found = new Map(loose.get(interchangeable(key)))
      for (const [form, meaning] of found) if (meaning.field === '') found.delete(form)
      for (const [form, meaning] of exact.get(key) ?? []) found.set(form, meaning)
      return found.size > 0 ? found : undefined
    },
  }
  built.set(forms, dictionary)
  return dictionary
}

function add(meanings: Meanings, key: string, form: string, meaning: Meaning): void {
  const present = meanings.get(key)?.get(form)
  if (!present || present.strength < meaning.strength) set(meanings, key, form, meaning)
}

function set(meanings: Meanings, key: string, form: string, meaning: Meaning): void {
  const byForm = meanings.get(key) ?? new Map<string, Meaning>()
  meanings.set(key, byForm)
  byForm.set(form, meaning)
}

/**
 * Words that headers of every kind use for one another, each class written as its first word.
 * Longest first within a class; the order of the classes matters (总人数 before 人数).
 */
const classes: [pattern: RegExp, word: string][] = [
  [/企业|公司|单位|工厂|厂家/g, '企业'],
  [/从业人员|员工|职工|用工|工人|人员/g, '员工'],
  [/复工复产|复产复工|恢复生产|开复工|复工|复产|开工/g, '复工'],
  [/返岗复工|返岗|到岗|上岗|返工|复岗|返厂/g, '返岗'],
  [/日期|时间/g, '日期'],
  [/预计|计划|拟定|拟|预期/g, '预计'],
  [/目前已|截至目前|截止目前|现已|已经|目前|当前|实际|今日|累计|已/g, ''],
  [/存在的|存在|主要/g, ''],
  [/库存量|库存|储备量|储备|存量|结存/g, '存量'],
  [/总人数|总数量|总数|总量|人数|数量|总计|合计|数$/g, '数'],
  [/的|姓名$/g, ''],
]

/** A key with every word replaced by the one its class is written as. */
export function interchangeable(key: string): string {
  return classes.reduce((text, [pattern, word]) => text.replace(pattern, word), key)
}

function* wordings(field: Field): Generator<{ key: string; strength: number }> {
  yield { key: keyOf(field.title.zh), strength: 1 }
  yield { key: keyOf(field.title.en), strength: 0.99 }
  yield { key: keyOf(field.id), strength: 0.98 }
  for (const synonym of field.synonyms) yield { key: keyOf(synonym), strength: 0.99 }
  for (const family of field.families ?? []) {
    for (const member of expand(family)) {
      const key = keyOf(member)
      if (key) yield { key, strength: 0.97 }
    }
  }
}

/** More members than this, and a family says nothing any more. */
const familyLimit = 3_000

/**
 * All members of a family of wordings: `{a|b}` one of them, `[a|b]` one of them or none.
 * @throws RangeError when the family is larger than any real one
 */
export function expand(family: string): string[] {
  let members = ['']
  for (const [part] of family.matchAll(/\{[^}]*\}|\[[^\]]*\]|[^{[]+/g)) {
    const options = part.startsWith('{')
      ? part.slice(1, -1).split('|')
      : part.startsWith('[')
        ? ['', ...part.slice(1, -1).split('|')]
        : [part]
    if (members.length * options.length > familyLimit) {
      throw new RangeError(`family too large: ${family}`)
    }
    members = members.flatMap((member) => options.map((option) => member + option))
  }
  return members
}
