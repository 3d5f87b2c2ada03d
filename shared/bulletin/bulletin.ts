/**
 * The bulletin (简报): what a county says of itself upward, in the manner of the documents.
 *
 * `截至2月25日，慈利县已有213家企业复工复产，复工率68.5%。` A figure never stands without its day, and
 * figures that are not everybody's say whose are missing.
 */
import type { Form } from '../forms/form.ts'
import { fill, placeholders, type Values } from '../messages/fill.ts'
import type { Lang } from '../messages/index.ts'
import { display } from '../tally/display.ts'
import type { Tally } from '../tally/tally.ts'
import { wording } from './wording.ts'

/** Names given before the rest is only counted. */
const MOST_NAMES = 30

export interface BulletinInput {
  /** Name of the unit the bulletin speaks for. */
  unitName: string
  /** Day the figures stand for, `YYYY-MM-DD`. */
  asOf: string
  forms: { form: Form; totals: Tally }[]
  coverage: { expected: number; submitted: number; missing: string[] }
}

/** The sentences, one per form and a last one that says whose figures these are. Plain text. */
export function bulletin(input: BulletinInput, lang: Lang): string[] {
  const { forms, coverage } = input
  const spoken = coverage.submitted > 0 ? forms : []
  return [
    ...spoken.map(({ form, totals }) => sentence(input, form, totals, lang)),
    close(input, lang),
  ]
}

function sentence(input: BulletinInput, form: Form, totals: Tally, lang: Lang): string {
  const asOf = dayIn(input.asOf, lang)
  const values: Values = { asOf, unit: input.unitName, form: form.title[lang] }
  for (const indicator of form.indicators) {
    const value = totals[indicator.id] ?? null
    const name = indicator.id.slice(indicator.id.indexOf('.') + 1)
    if (value !== null) values[name] = display(value, indicator, lang)
  }
  const template = form.bulletin[lang]
  const needed = placeholders(template.replace(/\[[^[\]]*\]/g, ''))
  if (needed.some((name) => !values[name])) return fill(wording[lang].nothing, values)
  const dated = placeholders(template).includes('asOf') ? template : wording[lang].asOf + template
  return fill(dated, values)
}

function close({ asOf, coverage }: BulletinInput, lang: Lang): string {
  const { expected, submitted, missing } = coverage
  const words = wording[lang]
  const listed = missing.slice(0, MOST_NAMES).join(words.comma)
  const names = missing.length > MOST_NAMES ? fill(words.more, { names: listed }) : listed
  const complete = submitted >= expected && missing.length === 0
  const reported = complete ? words.complete : words.partial
  return fill(submitted === 0 ? words.none : reported, {
    asOf: dayIn(asOf, lang),
    expected: String(expected),
    submitted: String(submitted),
    missing: String(missing.length),
    names,
  })
}

/** `2月25日`, in English with its year: `25 February 2020`. */
function dayIn(day: string, lang: Lang): string {
  const [year = '', month = '', date = ''] = day.split('-')
  if (lang === 'zh') return `${Number(month)}月${Number(date)}日`
  return `${Number(date)} ${MONTHS[Number(month) - 1] ?? month} ${year}`
}

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
]
