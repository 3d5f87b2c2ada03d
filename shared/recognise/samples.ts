/** What stands below a header, and whether it suits what the header says. */
import type { Field, Form } from '../forms/form.ts'
import { normalise } from '../text/normalise.ts'
import { findChoice } from '../values/choice.ts'
import { isDitto } from '../values/ditto.ts'
import { isErrorValue } from '../values/nil.ts'
import { readNumeral } from '../values/numeral.ts'
import type { Sheet } from './sheet.ts'

/** How many values below a header are looked at to see what they are. */
export const sampled = 20

/** What the first values under a column are. */
export interface Sample {
  texts: string[]
  numeric: number
  bare: number
  dated: number
}

/** Looks under a column once, whichever forms ask. */
export function samplesBelow(sheet: Sheet, bottom: number): (column: number) => Sample {
  const samples = new Map<number, Sample>()
  return (column) => {
    const known = samples.get(column)
    if (known) return known
    const seen: Sample = { texts: [], numeric: 0, bare: 0, dated: 0 }
    for (let row = bottom + 1; row <= bottom + sampled && row < sheet.rows; row += 1) {
      const value = sheet.at(row, column)
      if (value === null) continue
      if (
        typeof value === 'string' &&
        (isErrorValue(value) || isDitto(value) || /^[\s\-—–－/／\\…无無]+$/.test(value))
      )
        continue
      seen.texts.push(String(value))
      if (typeof value === 'number' || isFigure(value)) seen.numeric += 1
      // `1号厂` is a name, 1024 is none.
      if (typeof value === 'number' || /^[\d０-９.,，．]+$/.test(String(value).trim()))
        seen.bare += 1
      if (typeof value === 'number' || /[\d０-９一二三四五六七八九十]/.test(String(value)))
        seen.dated += 1
    }
    samples.set(column, seen)
    return seen
  }
}

/** `1,200`, `约30人`, `三十二`. */
function isFigure(value: string | boolean): boolean {
  const text = String(value)
  return (
    /^(?:约|近|共|共计|大约)?[^\u4e00-\u9fff]{0,3}[\d０-９]/.test(text) ||
    (text.length <= 8 && readNumeral(normalise(text).replace(/[人名个家]$/, '')) !== null)
  )
}

/** How well the values under a column suit the type of a field. */
export function fitness(sample: (column: number) => Sample, form: Form) {
  const types = new Map(form.fields.map((field) => [field.id, field]))
  return (column: number, id: string, headed: string): number => {
    const field = types.get(id) as Field
    const { texts, numeric, bare, dated } = sample(column)
    const filled = texts.length
    if (headed !== id) return filled > 0 && texts.every((text) => answers(text, field)) ? 1 : 0
    if (filled < 3) return 1
    switch (field.type) {
      case 'count':
      case 'number':
      case 'amount':
      case 'percent':
        return numeric / filled >= 0.4 ? 1 : 0.6
      case 'date':
        return dated / filled >= 0.3 ? 1 : 0.6
      case 'code':
        // 车次 over 2, 1, 3 counts trips and names none.
        return texts.every((text) => /^\d{1,2}$/.test(normalise(text))) ? 0.6 : 1
      case 'text':
        return field.required && bare / filled > 0.8 ? 0.6 : 1
      default:
        return 1
    }
  }
}

/** A short answer, not a sentence that happens to contain one. */
function answers(text: string, { choices = [] }: Field): boolean {
  return text.length <= 8 && findChoice(normalise(text).toLowerCase(), choices) !== undefined
}

/** Whether the values below a column are of a field's kind, and enough of them to tell. */
export function suiting(sample: (column: number) => Sample) {
  return (column: number, field: Field): boolean => {
    const { texts, numeric, bare, dated } = sample(column)
    if (texts.length < 2) return false
    const most = (some: number) => some / texts.length >= 0.8
    switch (field.type) {
      case 'count':
      case 'number':
      case 'amount':
      case 'percent':
        return most(numeric) && texts.every((text) => !text.includes('%'))
      case 'date':
        return most(dated)
      case 'choice':
      case 'flag':
        return texts.every((text) => answers(text, field))
      default:
        return !most(bare)
    }
  }
}
