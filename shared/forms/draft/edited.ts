/** What a person makes of a form: of a draft, or of the version in force. */
import { placeholders } from '../../messages/fill.ts'
import { dictionaryOf } from '../../recognise/dictionary.ts'
import { keyOf } from '../../recognise/label.ts'
import type { Field, FieldType, Form, Indicator, Text } from '../form.ts'
import type { FormMessage } from '../form-errors.ts'
import { referenceErrors } from '../form-references.ts'
import { isFigure, unitText } from './columns.ts'
import { draftBulletin } from './draft.ts'
import { idMaker } from './glossary.ts'

export interface FieldEdit {
  title?: Text
  type?: FieldType
  /** Unit of measure; empty: none. */
  unit?: string
  required?: boolean
  personal?: boolean
  /** The column is no field of the form. */
  out?: boolean
}

export interface FormEdits {
  id?: string
  title?: Text
  subjects?: string[]
  /** By field id. */
  fields: Record<string, FieldEdit>
  /** By the name of a figure within its form. */
  figures: Record<string, { on?: boolean; overTime?: Indicator['overTime'] }>
}

/** A figure that the form has, or could have. */
export interface FigureChoice {
  /** Within its form. */
  name: string
  indicator: Indicator
  on: boolean
  /** The bulletin says it in any case, or its parts are off. */
  fixed: boolean
}

/**
 * The form as edited. What leans on a column that is left out, or that holds no figures any more, goes
 * with it: figures, rules, lists, parts of the bulletin.
 * @param others the other forms in force
 */
export function editedForm(
  original: Form,
  edits: FormEdits,
  others: Form[],
): { form: Form; figures: FigureChoice[] } {
  const form = renamed(original, edits.id ?? original.id)
  const fields = form.fields
    .filter(({ id }) => !edits.fields[id]?.out)
    .map((field) => editedField(field, edits.fields[field.id] ?? {}))
  const counted = fields.filter((field) => {
    const before = form.fields.find(({ id }) => id === field.id)
    const hidden = field.personal && !before?.personal && isFigure(field.type)
    return before && isFigure(before.type) === isFigure(field.type) && !hidden
  })
  const base = standing({ ...form, fields: counted }, others)
  const possible = [
    ...base.indicators.map((one) => followField(one, form.fields, fields)),
    ...fields.flatMap((field) => sumOf(base, field)),
  ].map((one) => ({ ...one, ...overTimeOf(one, edits) }))
  const isOn = (one: Indicator) =>
    edits.figures[nameOf(one)]?.on ?? base.indicators.some(({ id }) => id === one.id)
  const own = standing({ ...base, fields, indicators: possible.filter(isOn) }, others)

  const title = edits.title ?? form.title
  // A drafted sentence is drafted again; one that somebody wrote stays as far as it can.
  const isDrafted = sameText(form.bulletin, draftBulletin(form.title, form.indicators))
  const bulletin = isDrafted
    ? draftBulletin(title, own.indicators)
    : {
        zh: spokenPart(form.bulletin.zh, form.indicators, own.indicators),
        en: spokenPart(form.bulletin.en, form.indicators, own.indicators),
      }
  const figures = possible.map((indicator): FigureChoice => {
    const parts: string[] = 'ratio' in indicator.compute ? indicator.compute.ratio : []
    return {
      name: nameOf(indicator),
      indicator,
      on: own.indicators.includes(indicator),
      fixed:
        possible.some((one) => parts.includes(one.id) && !isOn(one)) ||
        (!isDrafted && isSpoken(bulletin.zh, nameOf(indicator))),
    }
  })
  const subjects = edits.subjects ?? form.subjects
  const identifiedBy = identifying(form.identifiedBy, own.fields)
  return { form: { ...own, title, subjects, identifiedBy, bulletin }, figures }
}

/** The form with those columns of a sheet that it has no field for; they are named as drafted. */
export function widened(form: Form, drafted: Form): { form: Form; added: string[] } {
  const { lookUp } = dictionaryOf([form])
  const idFor = idMaker(form.fields.map(({ id }) => id))
  const added = drafted.fields
    .filter(({ title, synonyms }) => ![title.zh, ...synonyms].some((word) => lookUp(keyOf(word))))
    .map((field): Field => ({ ...field, id: idFor([field.id], field.type) }))
  return { form: { ...form, fields: [...form.fields, ...added] }, added: added.map(({ id }) => id) }
}

function nameOf({ id }: { id: string }): string {
  return id.slice(id.indexOf('.') + 1)
}

/** Figures and rules are called after their form. */
function renamed(form: Form, id: string): Form {
  if (id === form.id) return form
  const own = (name: string) =>
    name.startsWith(`${form.id}.`) ? `${id}${name.slice(form.id.length)}` : name
  return {
    ...form,
    id,
    indicators: form.indicators.map((one) => ({
      ...one,
      id: own(one.id),
      compute:
        'ratio' in one.compute
          ? { ratio: [own(one.compute.ratio[0]), own(one.compute.ratio[1])] }
          : one.compute,
    })),
    rules: form.rules.map((rule) => ({ ...rule, id: own(rule.id) })),
  }
}

function editedField(field: Field, edit: FieldEdit): Field {
  const { unit, choices, otherwise, insteadOf, countedFrom, required, personal, ...rest } = field
  const title = edit.title ?? field.title
  const type = edit.type ?? field.type
  // The header says what it said before.
  const wordings = [...new Set([...field.synonyms, field.title.zh])]
  const measure = measureOf(field, type, edit.unit)
  return {
    ...rest,
    title,
    synonyms:
      title.zh === field.title.zh ? field.synonyms : wordings.filter((one) => one !== title.zh),
    type,
    ...(measure && { unit: measure }),
    ...((edit.required ?? required) && { required: true }),
    ...((edit.personal ?? personal) && { personal: true }),
    ...(type === field.type && {
      ...(choices && { choices }),
      ...(otherwise !== undefined && { otherwise }),
      ...(insteadOf !== undefined && { insteadOf }),
      ...(countedFrom !== undefined && { countedFrom }),
    }),
  }
}

function measureOf({ type: before, unit }: Field, type: FieldType, said?: string): Text | null {
  if (type === before && (said === undefined || said === unit?.zh)) return unit ?? null
  // Amounts are in yuan, whatever a header scales them by.
  if (type === 'amount') return unitText('元')
  const zh = said ?? (isFigure(before) && before !== 'amount' ? unit?.zh : undefined)
  return isFigure(type) && zh ? unitText(zh) : null
}

/** What the form has without all that refers to what is no longer there. */
function standing(form: Form, others: Form[]): Form {
  const gone = referenceErrors(form, others).filter(({ message }) => referring.has(message))
  const isGone = (list: string, at: number) =>
    gone.some(({ path }) => path[0] === list && path[1] === at)
  const left = <Item>(list: string, items: Item[]) => items.filter((_, at) => !isGone(list, at))
  const { rollUp, lists, identity = [], ...rest } = form
  const naming = left('identity', identity)
  const next: Form = {
    ...rest,
    ...(rollUp && gone.every(({ path }) => path[0] !== 'rollUp') && { rollUp }),
    ...(lists && { lists: left('lists', lists) }),
    ...(naming.length > 0 && { identity: naming }),
    indicators: left('indicators', form.indicators),
    rules: left('rules', form.rules),
    fields: form.fields.map((field, at) => {
      if (!isGone('fields', at)) return field
      const { insteadOf, countedFrom, ...plain } = field
      return plain
    }),
  }
  const isLess = gone.some(({ path }) => path[0] !== 'identifiedBy')
  return isLess ? standing(next, others) : next
}

const referring = new Set<FormMessage>([
  'fieldUnknown',
  'indicatorUnknown',
  'ratioBefore',
  'acrossOwn',
  'personalListed',
  'identityType',
])

/** A figure that is called as its column is, and measured as it is, stays so. */
function followField(indicator: Indicator, before: Field[], after: Field[]): Indicator {
  const { compute, title, unit, ...rest } = indicator
  const of = 'sum' in compute ? compute.sum : nameOf(indicator)
  const [old, now] = [before, after].map((fields) => fields.find(({ id }) => id === of))
  if (!old || !now) return indicator
  const measure = sameText(unit, old.unit) ? now.unit : unit
  return {
    ...rest,
    title: sameText(title, old.title) ? now.title : title,
    ...(measure && { unit: measure }),
    compute,
  }
}

/** The sum that a column of figures could have. */
function sumOf(form: Form, field: Field): Indicator[] {
  const id = `${form.id}.${field.id}`
  if (!isFigure(field.type) || field.personal) return []
  if (form.indicators.some((one) => one.id === id)) return []
  return [
    {
      id,
      title: field.title,
      ...(field.unit && { unit: field.unit }),
      overTime: 'last',
      overUnits: 'sum',
      compute: { sum: field.id },
    },
  ]
}

function overTimeOf(indicator: Indicator, edits: FormEdits) {
  const overTime = edits.figures[nameOf(indicator)]?.overTime
  return overTime === undefined ? {} : { overTime }
}

function identifying(groups: string[][], fields: Field[]): string[][] {
  const ids = fields.map(({ id }) => id)
  const left = groups.map((group) => group.filter((id) => ids.includes(id)))
  const some = left.filter((group) => group.length > 0)
  return some.length > 0 ? some : ids.slice(0, 3).map((id) => [id])
}

function sameText(one: Text | undefined, other: Text | undefined): boolean {
  return one?.zh === other?.zh && one?.en === other?.en
}

/** A sentence without the parts that name figures which are gone. */
function spokenPart(sentence: string, before: Indicator[], after: Indicator[]): string {
  const gone = before.map(nameOf).filter((name) => !after.some((one) => nameOf(one) === name))
  return sentence.replace(/\[([^[\]]*)\]/g, (part) =>
    placeholders(part).some((name) => gone.includes(name)) ? '' : part,
  )
}

/** Whether a sentence names a figure in a part that is never left out. */
function isSpoken(sentence: string, name: string): boolean {
  return placeholders(sentence.replace(/\[[^[\]]*\]/g, '')).includes(name)
}
