import type { ListDefinition } from '../lists/list.ts'
import { placeholders } from '../messages/fill.ts'
import { figuresOfRule, formOfFigure, isRateAcross } from './across.ts'
import type { Form, Indicator } from './form.ts'
import type { FormError } from './form-errors.ts'

/** Members that name a field, or several, wherever they stand in a form. */
const namingFields = new Set([
  'field',
  'present',
  'sum',
  'distinct',
  'each',
  'fields',
  'identifiedBy',
  'when',
  'by',
  'countedFrom',
  'insteadOf',
])

/** Members that name a figure, of this form or another. */
const namingFigures = new Set(['ratio', 'indicators', 'figure', 'plus'])

/** What a bulletin may name besides the form's own figures. */
const spoken = ['asOf', 'unit', 'form']

/**
 * What does not fit together within a form whose shape is right: references to fields, indicators or
 * choices that do not exist, ids that occur twice, figures before their parts.
 * @param others the other forms there are: a rate may be of another form's figure
 */
export function referenceErrors(form: Form, others: Form[]): FormError[] {
  const fields = form.fields.map(({ id }) => id)
  const own = form.indicators.map(({ id }) => id)
  const figures = [
    ...form.indicators,
    ...others.filter(({ id }) => id !== form.id).flatMap(({ indicators }) => indicators),
  ]
  return [
    ...repeated(fields, 'fields'),
    ...repeated(own, 'indicators'),
    ...repeated(
      form.rules.map(({ id }) => id),
      'rules',
    ),
    ...choiceErrors(form),
    ...indicatorErrors(form, own),
    ...dangling(form, [], new Set(fields), new Set(figures.map(({ id }) => id))),
    ...acrossErrors(form, figures),
    ...rolledUp(form, fields),
    ...identityErrors(form),
    ...(form.lists ?? []).flatMap((list, at) => unlisted(form, list, ['lists', at])),
    ...repeated(
      (form.lists ?? []).map(({ id }) => id),
      'lists',
    ),
    ...bulletinErrors(form),
  ]
}

/** What does not fit together in a list of its own; see `referenceErrors`. */
export function listErrors(form: Form, list: ListDefinition): FormError[] {
  const fields = new Set(form.fields.map(({ id }) => id))
  return [...dangling(list, [], fields, new Set()), ...unlisted(form, list, [])]
}

/** A list is named after its form, shows nothing that stays in the workbook, and derives from its sums. */
function unlisted(form: Form, list: ListDefinition, path: PropertyKey[]): FormError[] {
  const { by = [], sum = [], derived = [] } = list.merge ?? {}
  const prefix = `${form.id}.`
  const personal = [...list.fields, ...by, ...sum].find(
    (shown) => form.fields.find(({ id }) => id === shown)?.personal,
  )
  const unknown = derived.flatMap(({ of }) => [of[0], of[2]]).find((id) => !sum.includes(id))
  return [
    ...(list.id.startsWith(prefix)
      ? []
      : [{ path: [...path, 'id'], message: 'prefix' as const, values: { prefix } }]),
    ...(personal === undefined
      ? []
      : [{ path, message: 'personalListed' as const, values: { id: personal } }]),
    ...(unknown === undefined
      ? []
      : [
          {
            path: [...path, 'merge', 'derived'],
            message: 'fieldUnknown' as const,
            values: { id: unknown },
          },
        ]),
  ]
}

export function twice(id: string, path: PropertyKey[]): FormError {
  return { path, message: 'twice', values: { id } }
}

function repeated(ids: string[], list: string): FormError[] {
  return ids.flatMap((id, at) => (ids.indexOf(id) === at ? [] : twice(id, [list, at, 'id'])))
}

function choiceErrors({ fields }: Form): FormError[] {
  return fields.flatMap(({ type, choices = [], otherwise }, at): FormError[] => {
    const values = choices.map(({ value }) => value)
    const again = values.findIndex((value, index) => values.indexOf(value) !== index)
    if (again >= 0) return [twice(values[again] ?? '', ['fields', at, 'choices', again, 'value'])]
    if (type === 'choice' && choices.length === 0) {
      return [{ path: ['fields', at], message: 'choicesMissing', values: {} }]
    }
    if (otherwise === undefined || values.includes(otherwise)) return []
    const path = ['fields', at, 'otherwise']
    return [{ path, message: 'choiceUnknown', values: { id: otherwise } }]
  })
}

function indicatorErrors({ id: form, indicators }: Form, own: string[]): FormError[] {
  return indicators.flatMap(({ id, compute, overUnits }, at): FormError[] => {
    const path = ['indicators', at]
    const ratio = 'ratio' in compute ? compute.ratio : null
    const late = ratio?.find((part) => own.indexOf(part) >= at)
    return [
      ...(id.startsWith(`${form}.`)
        ? []
        : [{ path: [...path, 'id'], message: 'prefix' as const, values: { prefix: `${form}.` } }]),
      ...((ratio !== null) === (overUnits === 'ratio')
        ? []
        : [{ path: [...path, 'overUnits'], message: 'ratioOver' as const, values: {} }]),
      ...(late === undefined
        ? []
        : [{ path: [...path, 'compute'], message: 'ratioBefore' as const, values: { id: late } }]),
    ]
  })
}

function dangling(
  value: unknown,
  path: PropertyKey[],
  fields: Set<string>,
  indicators: Set<string>,
): FormError[] {
  if (typeof value !== 'object' || value === null) return []
  const entries = Object.entries(value)
  return entries.flatMap(([key, member]): FormError[] => {
    const here = [...path, Array.isArray(value) ? Number(key) : key]
    // `missing` also says what a rule makes of a missing value; alone it is a condition.
    const names = namingFields.has(key) || (key === 'missing' && entries.length === 1)
    const unknown = names ? unknownName(member, fields) : null
    if (unknown !== null) return [{ path: here, message: 'fieldUnknown', values: { id: unknown } }]
    const part = namingFigures.has(key) ? unknownName(member, indicators) : null
    if (part !== null) return [{ path: here, message: 'indicatorUnknown', values: { id: part } }]
    return dangling(member, here, fields, indicators)
  })
}

/**
 * What forms are added up to together must add up: a rate across forms and a rule across forms are made
 * of counted figures, since the rates of several units have no sum. A rule needs a figure of its own
 * form, on whose sheet it is shown.
 */
function acrossErrors({ id: form, indicators, rules }: Form, figures: Indicator[]): FormError[] {
  const rates = new Set(figures.filter(({ compute }) => 'ratio' in compute).map(({ id }) => id))
  const across = new Set(indicators.filter(isRateAcross).map(({ id }) => id))
  return [
    ...indicators.flatMap((indicator, at): FormError[] => {
      const parts = 'ratio' in indicator.compute ? indicator.compute.ratio : []
      const wrong = parts.find((part) => (isRateAcross(indicator) ? rates : across).has(part))
      if (wrong === undefined) return []
      return [{ path: ['indicators', at, 'compute'], message: 'addsUp', values: { id: wrong } }]
    }),
    ...rules.flatMap((rule, at): FormError[] => {
      if (rule.kind !== 'across') return []
      const named = figuresOfRule(rule)
      const wrong = named.find((figure) => rates.has(figure))
      if (wrong !== undefined) {
        return [{ path: ['rules', at], message: 'addsUp', values: { id: wrong } }]
      }
      const isOwn = named.some((figure) => formOfFigure(figure) === form)
      return isOwn ? [] : [{ path: ['rules', at], message: 'acrossOwn', values: {} }]
    }),
  ]
}

/** The first text in a member that is none of the ids. */
function unknownName(member: unknown, ids: Set<string>): string | null {
  const texts = [member].flat(2).filter((one) => typeof one === 'string')
  return texts.find((one) => !ids.has(one)) ?? null
}

function rolledUp({ rollUp }: Form, fields: string[]): FormError[] {
  return Object.keys(rollUp?.counts ?? {})
    .filter((id) => !fields.includes(id))
    .map((id) => ({ path: ['rollUp', 'counts', id], message: 'fieldUnknown', values: { id } }))
}

/** What names a record is kept outside the document too, so it is nothing personal. */
function identityErrors({ identity = [], fields }: Form): FormError[] {
  return identity.flatMap((id, at): FormError[] => {
    const path = ['identity', at]
    if (identity.indexOf(id) !== at) return [twice(id, path)]
    const field = fields.find((one) => one.id === id)
    if (!field) return [{ path, message: 'fieldUnknown', values: { id } }]
    if (!field.personal && (field.type === 'text' || field.type === 'code')) return []
    return [{ path, message: 'identityType', values: { id } }]
  })
}

function bulletinErrors({ bulletin, indicators }: Form): FormError[] {
  const known = indicators.map(({ id }) => id.slice(id.indexOf('.') + 1))
  return (['zh', 'en'] as const).flatMap((lang) =>
    placeholders(bulletin[lang])
      .filter((name) => !known.includes(name) && !spoken.includes(name))
      .map((id): FormError => {
        const values = { id, known: [...known, ...spoken].join(', ') }
        return { path: ['bulletin', lang], message: 'placeholder', values }
      }),
  )
}
