import type { Form } from '../../shared/forms/form.ts'
import type { MessageId } from './messages.ts'

/** What does not fit together within a form whose shape is right. */
export interface Slip {
  place: PropertyKey[]
  message: MessageId
  /** The id that is unknown or occurs twice. */
  id: string
}

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
])

/**
 * The first reference to a field or indicator that does not exist, or id that occurs twice.
 * @param catalogue every form there is: a rate may be of another form's figure
 */
export function slipIn(form: Form, catalogue: Form[]): Slip | null {
  const fields = form.fields.map(({ id }) => id)
  const indicators = form.indicators.map(({ id }) => id)
  const known = new Set(catalogue.flatMap((one) => one.indicators.map(({ id }) => id)))
  return (
    repeated(fields, 'fields') ??
    repeated(indicators, 'indicators') ??
    repeated(
      form.rules.map(({ id }) => id),
      'rules',
    ) ??
    prefixed(form.id, indicators) ??
    dangling(form, [], new Set(fields), known)
  )
}

export function twice(id: string, place: PropertyKey[]): Slip {
  return { place, message: 'formsTwice', id }
}

function repeated(ids: string[], list: string): Slip | null {
  const index = ids.findIndex((id, at) => ids.indexOf(id) !== at)
  return index < 0 ? null : twice(ids[index] ?? '', [list, index, 'id'])
}

function prefixed(form: string, indicators: string[]): Slip | null {
  const index = indicators.findIndex((id) => !id.startsWith(`${form}.`))
  if (index < 0) return null
  return { place: ['indicators', index, 'id'], message: 'formsPrefix', id: `${form}.` }
}

function dangling(
  value: unknown,
  place: PropertyKey[],
  fields: Set<string>,
  indicators: Set<string>,
): Slip | null {
  if (typeof value !== 'object' || value === null) return null
  const entries = Object.entries(value)
  for (const [key, member] of entries) {
    const here = [...place, Array.isArray(value) ? Number(key) : key]
    // `missing` also says what a rule makes of a missing value; alone it is a condition.
    const names = namingFields.has(key) || (key === 'missing' && entries.length === 1)
    const unknown = names ? unknownName(member, fields) : null
    if (unknown !== null) return { place: here, message: 'formsFieldUnknown', id: unknown }
    const part = key === 'ratio' ? unknownName(member, indicators) : null
    if (part !== null) return { place: here, message: 'formsIndicatorUnknown', id: part }
    const deeper = dangling(member, here, fields, indicators)
    if (deeper) return deeper
  }
  return null
}

/** The first text in a member that is none of the ids. */
function unknownName(member: unknown, ids: Set<string>): string | null {
  const texts = [member].flat(2).filter((one) => typeof one === 'string')
  return texts.find((one) => !ids.has(one)) ?? null
}
