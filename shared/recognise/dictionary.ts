import type { Field, Form } from '../forms/form.ts'
import { remembered } from '../text/remembered.ts'
import { keyOf } from './label.ts'

/** A field that a wording means in a form, and how surely. */
export interface Meaning {
  field: string
  /** 1 the title, 0.99 a synonym, 0.97 a member of a family, 0.93 by interchangeable words, 0.85 under the title of the form. */
  strength: number
  /** The field holds figures: who or what is counted may be said elsewhere, in a group. */
  figure: boolean
  /** A figure of one period, which further periods add to. */
  flow: boolean
  /** The field it is a part of, with others. */
  partOf?: string | undefined
  /** Only on a sheet whose title names the form. */
  underTitle?: true
}

export interface Dictionary {
  /** What a wording (as `keyOf` writes it) means, form by form. */
  lookUp(key: string): Map<string, Meaning> | undefined
}

/** The wordings of one field: listed ones in its form's map, families as one pattern. */
interface Families {
  form: string
  field: string
  figure: boolean
  flow: boolean
  partOf: string | undefined
  strict: RegExp
  loose: RegExp
}

const built = new WeakMap<Form[], Dictionary>()

/** The dictionary of a catalogue; built once for each catalogue array. */
export function dictionaryOf(forms: Form[]): Dictionary {
  const known = built.get(forms)
  if (known) return known

  const exact = new Map<string, Map<string, Meaning[]>>()
  const loose = new Map<string, Map<string, Meaning[]>>()
  const families: Families[] = []
  for (const form of forms) {
    const flows = flowsOf(form)
    const wholes = wholesOf(form)
    for (const field of form.fields) {
      const figure = ['count', 'number', 'amount', 'percent'].includes(field.type)
      const flow = flows.has(field.id)
      const kind = { field: field.id, figure, flow, partOf: wholes.get(field.id) }
      for (const { key, strength } of wordings(field)) {
        note(exact, key, form.id, { ...kind, strength })
        note(loose, interchangeable(key), form.id, { ...kind, strength: 0.93 })
      }
      for (const wording of field.underTitle ?? []) {
        const meaning: Meaning = { ...kind, strength: 0.85, underTitle: true }
        note(exact, keyOf(wording), form.id, meaning)
      }
      if (field.families) {
        const strict = patternOf(field.families)
        const wide = patternOf(field.families.map(interchangeable))
        families.push({ ...kind, form: form.id, strict, loose: wide })
      }
    }
  }

  // Most texts of a sheet are no wording at all: one pattern over all families says so at once.
  const all = forms.flatMap(({ fields }) => fields.flatMap((field) => field.families ?? []))
  const [anyStrict, anyLoose] = [patternOf(all), patternOf(all.map(interchangeable))]

  const search = (key: string): Map<string, Meaning> | undefined => {
    const same = interchangeable(key)
    const found = new Map<string, Meaning[]>()
    for (const [form, meanings] of exact.get(key) ?? []) found.set(form, [...meanings])
    const possible = anyStrict.test(key) || (same && anyLoose.test(same)) ? families : []
    for (const { form, strict, loose: wide, ...kind } of possible) {
      const strength = strict.test(key) ? 0.97 : same && wide.test(same) ? 0.93 : 0
      if (strength > 0) found.set(form, [...(found.get(form) ?? []), { ...kind, strength }])
    }
    for (const [form, meanings] of loose.get(same) ?? []) {
      found.set(form, [...(found.get(form) ?? []), ...meanings])
    }
    const sure = new Map<string, Meaning>()
    for (const [form, meanings] of found) {
      const meaning = surest(meanings)
      if (meaning) sure.set(form, meaning)
    }
    return sure.size > 0 ? sure : undefined
  }
  const dictionary: Dictionary = { lookUp: remembered(search) }
  built.set(forms, dictionary)
  return dictionary
}

/** Fields whose sums add up over periods. */
function flowsOf({ indicators }: Form): Set<string> {
  return new Set(
    indicators.flatMap(({ overTime, compute }) =>
      overTime !== 'sum' || 'ratio' in compute
        ? []
        : ('first' in compute ? compute.first : [compute]).flatMap((way) =>
            'sum' in way ? way.sum : [],
          ),
    ),
  )
}

/** Fields that together are no more than another one, by the rules of the form. */
function wholesOf({ rules }: Form): Map<string, string> {
  return new Map(
    rules.flatMap((rule): [string, string][] => {
      if (rule.kind !== 'compare' || rule.op !== '<=') return []
      if (!('sum' in rule.left) || !('field' in rule.right)) return []
      const whole = rule.right.field
      return rule.left.sum.map((part) => [part, whole])
    }),
  )
}

function note(
  wordings: Map<string, Map<string, Meaning[]>>,
  key: string,
  form: string,
  meaning: Meaning,
): void {
  if (!key) return
  const byForm = wordings.get(key) ?? new Map<string, Meaning[]>()
  wordings.set(key, byForm)
  byForm.set(form, [...(byForm.get(form) ?? []), meaning])
}

/** The surest meaning; none where two fields claim a wording equally: neither may be guessed. */
function surest(meanings: Meaning[]): Meaning | null {
  const strength = Math.max(...meanings.map((meaning) => meaning.strength))
  const best = meanings.filter((meaning) => meaning.strength === strength)
  return best.every(({ field }) => field === best[0]?.field) ? (best[0] ?? null) : null
}

/**
 * Words that headers of every kind use for one another, each class written as its first word.
 * Longest first within a class; the order of the classes matters (总人数 before 总数).
 */
const classes: [pattern: RegExp, word: string][] = [
  [/企业|公司|单位|工厂|厂家/g, '企业'],
  [/从业人员|员工|职工|用工|工人(?![员数总次])|人员/g, '员工'],
  [/复工复产|复产复工|恢复生产|开复工|复工|复产|开工/g, '复工'],
  [/返岗复工|返岗|到岗|上岗|返工|复岗|返厂/g, '返岗'],
  [/日期|时间/g, '日期'],
  [/预计|计划|拟定|拟|预期/g, '预计'],
  // 已外出 are those who left, 外出 may be all who ever do.
  [/截[至止]目前已|目前已|现已|已经/g, '已'],
  [/截[至止]目前|目前|当前|实际|今日|累计/g, ''],
  [/存在的|存在|主要/g, ''],
  [/库存量|库存|储备量|储备|存量|结存/g, '存量'],
  // 企业人数 counts people, 企业数 counts enterprises.
  [/总人数/g, '人数'],
  [/总数量|总数|总量|数量|总计|合计/g, '数'],
  [/的/g, ''],
]

/** A key with every word replaced by the one its class is written as. */
export function interchangeable(key: string): string {
  return classes.reduce((text, [pattern, word]) => text.replace(pattern, word), key)
}

/** The wordings that a field lists itself, and how surely each means it. */
export function* wordings(field: Field): Generator<{ key: string; strength: number }> {
  yield { key: keyOf(field.title.zh), strength: 1 }
  yield { key: keyOf(field.title.en), strength: 0.99 }
  yield { key: keyOf(field.id), strength: 0.98 }
  for (const synonym of field.synonyms) yield { key: keyOf(synonym), strength: 0.99 }
}

/**
 * Families of wordings as one pattern: `{a|b}` one of them, `[a|b]` one of them or none. There is no
 * repetition in it, so that no wording can make it slow.
 */
export function patternOf(families: string[]): RegExp {
  const one = (family: string) =>
    [...family.matchAll(/\{([^}]*)\}|\[([^\]]*)\]|([^{[]+)/g)]
      .map(([, required, optional, plain]) => {
        if (plain !== undefined) return keyOf(plain)
        const options = (required ?? optional ?? '').split('|').map(keyOf)
        return `(?:${options.join('|')})${required === undefined ? '?' : ''}`
      })
      .join('')
  return new RegExp(`^(?:${families.map(one).join('|')})$`)
}
