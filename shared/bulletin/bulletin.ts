/**
 * The bulletin (简报): what a county says of itself upward, in the manner of the documents.
 *
 * `截至2月25日，慈利县已有213家企业复工复产，复工率68.5%。` A figure never stands without its day, and
 * figures that are not everybody's say whose are missing.
 */
import type { Form, Indicator } from '../forms/form.ts'
import { fill, placeholders } from '../messages/fill.ts'
import type { Lang } from '../messages/index.ts'
import { periodOfDate } from '../periods/periods.ts'
import type { Source } from '../protocol/answers.ts'
import { display } from '../tally/display.ts'
import type { Tally } from '../tally/tally.ts'
import { wording } from './wording.ts'

/** Names given before the rest is only counted. */
const MOST_NAMES = 30

/** Words, or a figure and the submissions it is made of. */
export type Part = { text: string } | FigurePart

export interface FigurePart {
  text: string
  /** Indicator id. */
  indicator: string
  form: string
  sources: Source[]
}

/** A sentence; `form` is null where it speaks of the week as a whole. */
export interface Sentence {
  form: string | null
  parts: Part[]
}

export interface Coverage {
  expected: number
  submitted: number
  missing: string[]
}

export interface SpokenForm {
  form: Form
  totals: Tally
  /** The submissions behind a figure, by indicator id. */
  sources?: (indicator: string) => Source[]
  /** Where other units are missing than of the week as a whole, they are said with this form. */
  coverage?: Coverage
}

export interface BulletinInput {
  /** Name of the unit the bulletin speaks for. */
  unitName: string
  /** Day the figures stand for, `YYYY-MM-DD`. */
  asOf: string
  forms: SpokenForm[]
  coverage: Coverage
  /** Names of units that corrected their figures after the cut-off. */
  corrected?: string[]
}

/** The same as plain text, a sentence each. */
export function bulletin(input: BulletinInput, lang: Lang): string[] {
  return sentences(input, lang).map(plainText)
}

export function plainText({ parts }: Sentence): string {
  return parts.map(({ text }) => text).join('')
}

/**
 * The sentences: where several forms have come one that joins their main figures, one per form, and a
 * last one that says whose figures these are.
 */
export function sentences(input: BulletinInput, lang: Lang): Sentence[] {
  const { forms, coverage } = input
  const spoken = coverage.submitted > 0 ? forms : []
  return [
    ...lead(input, spoken, lang),
    ...spoken.map((one) => sentence(input, one, lang)),
    { form: null, parts: [{ text: close(input, lang) }] },
  ]
}

type Parts = Record<string, Part>

function texts(input: BulletinInput, lang: Lang): Parts {
  return { asOf: { text: dayIn(input.asOf, lang) }, unit: { text: input.unitName } }
}

/** A figure of a form; null where it is not known. */
function figure({ form, totals, sources }: SpokenForm, indicator: Indicator, lang: Lang) {
  const value = totals[indicator.id] ?? null
  if (value === null) return null
  const text = display(value, indicator, lang)
  return { text, indicator: indicator.id, form: form.id, sources: sources?.(indicator.id) ?? [] }
}

function sentence(input: BulletinInput, spoken: SpokenForm, lang: Lang): Sentence {
  const { form, coverage } = spoken
  const values: Parts = { ...texts(input, lang), form: { text: form.title[lang] } }
  for (const indicator of form.indicators) {
    const part = figure(spoken, indicator, lang)
    if (part) values[shortName(indicator)] = part
  }
  const template = form.bulletin[lang]
  const needed = placeholders(template.replace(/\[[^[\]]*\]/g, ''))
  if (needed.some((name) => !values[name]?.text)) {
    return { form: form.id, parts: fillParts(wording[lang].nothing, values) }
  }
  const day = fillParts(template, values).includes(values.asOf as Part)
  const parts = fillParts(day ? template : wording[lang].asOf + template, values)
  return { form: form.id, parts: [...parts, ...whose(input, coverage, lang)] }
}

/** Whose figures a form's are, where the last sentence does not say it of this form. */
function whose(input: BulletinInput, coverage: Coverage | undefined, lang: Lang): Part[] {
  if (!coverage || coverage.missing.length === 0) return []
  const all = new Set(input.coverage.missing)
  if (coverage.missing.every((name) => all.has(name)) && coverage.missing.length === all.size) {
    return []
  }
  return [{ text: fill(wording[lang].ofForm, coverageValues(coverage, lang)) }]
}

/** `截至2月25日，慈利县已复工企业213家，复工率68.5%；已返岗人数39.71万人，返岗率45.13%。` */
function lead(input: BulletinInput, spoken: SpokenForm[], lang: Lang): Sentence[] {
  const words = wording[lang]
  const clauses = spoken.flatMap((one) => {
    const parts = mainFigures(one).flatMap((indicator, at): Part[] => {
      const part = figure(one, indicator, lang)
      if (!part) return []
      const unit = indicator.unit?.[lang] ?? ''
      const before = `${at === 0 ? '' : words.clause}${fill(words.figure, { title: indicator.title[lang] })}`
      return [{ text: before }, part, ...(unit ? [{ text: words.ofUnit + unit }] : [])]
    })
    return parts.length === 0
      ? []
      : [[{ text: fill(words.ofTitle, { form: one.form.title[lang] }) }, ...parts]]
  })
  if (clauses.length < 2) return []
  const joined = clauses.flatMap((parts, at) =>
    at === 0 ? parts : [{ text: words.next }, ...parts],
  )
  const parts = [...fillParts(words.lead, texts(input, lang)), ...joined, { text: words.stop }]
  return [{ form: null, parts: parts.filter(({ text }) => text !== '') }]
}

/** The first known rate with what it is a rate of; else the first known figure of the bulletin. */
function mainFigures({ form, totals }: SpokenForm): Indicator[] {
  const known = placeholders(form.bulletin.zh).flatMap(
    (name) => form.indicators.find((one) => shortName(one) === name) ?? [],
  )
  const reported = known.filter(({ id }) => (totals[id] ?? null) !== null)
  const rate = reported.find(({ compute, unit }) => 'ratio' in compute && unit === undefined)
  const part = rate && 'ratio' in rate.compute ? rate.compute.ratio[0] : null
  const counted = reported.find(({ id }) => id === part) ?? reported[0]
  return [counted, rate].filter(
    (one, at, all) => one !== undefined && all.indexOf(one) === at,
  ) as Indicator[]
}

function shortName({ id }: Indicator): string {
  return id.slice(id.indexOf('.') + 1)
}

/** As `fill` does, in parts: `{name}` is a part, `[…]` left out where one in it is missing. */
function fillParts(template: string, values: Parts): Part[] {
  return [...template.matchAll(/\[([^[\]]*)\]|[^[]+|\[/g)].flatMap(([whole, optional]): Part[] => {
    const text = optional ?? whole
    if (optional !== undefined && placeholders(text).some((name) => !values[name]?.text)) return []
    return text
      .split(/(\{\w+\})/)
      .filter((piece) => piece !== '')
      .map((piece) => {
        const name = /^\{(\w+)\}$/.exec(piece)?.[1]
        return name === undefined ? { text: piece } : (values[name] ?? { text: '…' })
      })
  })
}

function close({ asOf, coverage, corrected = [] }: BulletinInput, lang: Lang): string {
  const { expected, submitted, missing } = coverage
  const words = wording[lang]
  const complete = submitted >= expected && missing.length === 0
  const reported = complete ? words.complete : words.partial
  const said = fill(submitted === 0 ? words.none : reported, {
    asOf: dayIn(asOf, lang),
    ...coverageValues(coverage, lang),
  })
  if (corrected.length === 0) return said
  return said + fill(words.corrected, { names: listed(corrected, lang) })
}

function coverageValues({ expected, submitted, missing }: Coverage, lang: Lang) {
  return {
    expected: String(expected),
    submitted: String(submitted),
    missing: String(missing.length),
    names: listed(missing, lang),
  }
}

function listed(names: string[], lang: Lang): string {
  const words = wording[lang]
  const first = names.slice(0, MOST_NAMES).join(words.comma)
  return names.length > MOST_NAMES ? fill(words.more, { names: first }) : first
}

/**
 * `2月25日`, in English with its year: `25 February 2020`. In Chinese too where the day is of another
 * year than its week, which is what the reader has before him: `2021年1月1日` of 2020-W53.
 */
function dayIn(day: string, lang: Lang): string {
  const [year = '', month = '', date = ''] = day.split('-')
  if (lang === 'zh') {
    const said = periodOfDate(day).startsWith(year) ? '' : `${year}年`
    return `${said}${Number(month)}月${Number(date)}日`
  }
  return `${Number(date)} ${MONTHS[Number(month) - 1] ?? month} ${year}`
}

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
]
