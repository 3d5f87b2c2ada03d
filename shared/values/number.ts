import type { Field, Severity } from '../forms/form.ts'
import type { Cell } from '../grid/grid.ts'
import type { RuleId } from '../messages/zh.ts'
import { normalise, simplify } from '../text/normalise.ts'
import { quote, type Reading, unreadable } from './issue.ts'
import { withoutNoise } from './noise.ts'
import { NUMERAL_CHARACTERS, readNumeral } from './numeral.ts'
import { KNOWN_UNITS, matchUnit } from './units.ts'

/** A text taken apart into a figure and what surrounds it. */
interface Figure {
  value: number
  /** Carries its own 千, 万 or 亿, and so does not take the header's. */
  scaled: boolean
  percent: boolean
  /** 约, 余, 多, 近 …: not the exact figure. */
  approximate: boolean
  unit: string
  /** A remark after the figure: `45（其中女12）`. */
  note: boolean
}

const BEFORE = '总计|合计|共计|共有|累计|共|计'
const APPROXIMATELY =
  '大约|大概|约为|约|将近|接近|近|超过|超|逾|不到|不足|不少于|不低于|至少|最多|[<>≤≥~≈]'
const MORE_OR_LESS = '左右|上下|以上|以下|以内|余|多|来|[+]'

const FIGURE = new RegExp(
  [
    `^(?:${BEFORE})?`,
    `(?<about>${APPROXIMATELY})?`,
    '(?<minus>[-−–—]|负|\\+)?',
    '(?<currency>[¥$€]|rmb|人民币)?',
    `(?:(?<digits>(?=[,.]?\\d)[\\d,]*\\.?\\d*)(?<power>e[+-]?\\d+)?(?<more1>${MORE_OR_LESS})?(?<scale>[千仟百佰万亿]*)|(?<numeral>[\\d.${NUMERAL_CHARACTERS}]+))`,
    `(?<more2>${MORE_OR_LESS})?`,
    `(?<unit>%|(?:${KNOWN_UNITS.join('|')})(?:/\\p{Script=Han}{1,3})?|\\p{Script=Han}{0,3}?)`,
    `(?<more3>${MORE_OR_LESS})?`,
    '(?<note>[(\\[【].+[)\\]】])?',
    '[。;；,，.、]?$',
  ].join(''),
  'u',
)

/**
 * Reads a text as a figure; null when it is none. Only what is plainly one figure is read: two
 * figures in one cell (`45-50`, `45/50`, `12 34`, `30+15`) are a question to the clerk and never an
 * answer.
 */
function readFigure(text: string): Figure | null {
  const plain = withoutSpace(text)
  if (plain === null) return null
  const found = FIGURE.exec(plain)?.groups
  if (!found) return null
  const size = readSize(found)
  if (size === null) return null
  const unit = found.unit ?? ''
  const negative = found.minus !== undefined && found.minus !== '+'
  return {
    value: negative ? -size : size,
    scaled: /[千仟百佰万亿]/.test(`${found.scale ?? ''}${found.numeral ?? ''}`),
    percent: unit === '%',
    approximate: [found.about, found.more1, found.more2, found.more3, found.power].some(
      (part) => part !== undefined,
    ),
    unit: unit === '%' ? '' : unit || (found.currency ? currencyUnit(found.currency) : ''),
    note: found.note !== undefined,
  }
}

/**
 * The text without white space, lower case; null when a blank stands between two figures and is no
 * thousands separator: `1 024` is one figure, `12 34` (or two lines) are two.
 */
function withoutSpace(text: string): string | null {
  // Superscripts would become digits of the figure (10² → 102).
  if (/\d[⁰¹²³⁴-⁹]/.test(text)) return null
  const spaced = simplify(text.normalize('NFKC'))
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .replace(/(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d,])/g, (group) => group.replaceAll(' ', ''))
  if (/\d\s+[\d.]/.test(spaced)) return null
  return (
    normalise(spaced)
      .toLowerCase()
      .replace(/^['‘’`]/, '')
      // A full stop from the Chinese keyboard in place of a decimal point.
      .replace(/(?<=\d)。(?=\d)/, '.')
  )
}

function readSize(found: Record<string, string | undefined>): number | null {
  if (found.numeral !== undefined) return readNumeral(found.numeral)
  const digits = found.digits ?? ''
  if (!/\d/.test(digits)) return null
  if (digits.includes(',') && !/^\d{1,3}(?:,\d{3})+(?:\.\d*)?$/.test(digits)) return null
  const size = Number(`${digits.replaceAll(',', '')}${found.power ?? ''}`)
  return [...(found.scale ?? '')].reduce((sum, unit) => withoutNoise(sum * scaleOf(unit)), size)
}

function scaleOf(unit: string): number {
  return readNumeral(`1${unit}`) ?? 1
}

function currencyUnit(sign: string): string {
  return sign === '$' ? '美元' : sign === '€' ? '欧元' : '元'
}

/**
 * Reads a cell of a `count`, `number`, `amount` or `percent` field.
 *
 * `scale` is the factor of the column's header (万元: 10000). A figure that names its own unit keeps
 * it: `350元` in a column of 万元 is 350 yuan, and said to be at odds with its column.
 */
export function readNumber(cell: Cell, field: Field, scale = 1): Reading {
  if (typeof cell === 'number') {
    const value = tidy(inUnits(cell, field, scale), field)
    return faulty(value, cell, field) ?? { value }
  }
  if (typeof cell !== 'string') return unreadable('not-a-number', cell)
  const percentage = cell.replace(/^(\s*)百分之(.+)$/u, '$1$2%')
  const figure = readFigure(field.type === 'percent' ? percentage : cell)
  if (!figure || (figure.percent && field.type !== 'percent')) {
    return unreadable('not-a-number', cell)
  }
  return readText(figure, cell, field, scale)
}

function readText(figure: Figure, cell: string, field: Field, scale: number): Reading {
  const unit = matchUnit(figure.unit, field)
  // 350元 under 万元 does not take the 万 of its column, nor does 39.71万.
  const plainUnit = scale !== 1 && unit !== 'none' && !figure.scaled && !figure.percent
  const own = plainUnit || figure.scaled || figure.percent
  const size = withoutNoise(figure.percent ? figure.value / 100 : figure.value)
  const value = tidy(own ? size : inUnits(figure.value, field, scale), field)
  const said = (rule: RuleId): Reading => ({
    value,
    issue: { rule, severity: 'warning', params: { text: quote(cell), value } },
  })
  const fault = faulty(value, cell, field)
  if (fault) return fault
  if (figure.approximate) return said('number-approximate')
  if (unit === 'differs' || plainUnit) return said('unit-differs')
  if (figure.note) return said('number-with-note')
  const reading = said('number-as-text')
  // With no unit known of the field, the cell may be the only place that says 箱: no fix may drop it.
  if (reading.issue && unit !== 'unknown') {
    reading.issue.fix = { value: withoutNoise(value / scale) }
  }
  return reading
}

/**
 * A bare figure in the units of its column. A share is a fraction in a cell formatted as percent
 * (0.685) and a figure up to 100 where people type 68.5 under 复工率: what is at most 1 is a fraction,
 * because 1 is how Excel holds 100 % while a rate of 1 % is hardly met.
 */
function inUnits(value: number, field: Field, scale: number): number {
  if (scale !== 1) return withoutNoise(value * scale)
  if (field.type === 'percent' && Math.abs(value) > 1) return withoutNoise(value / 100)
  return value
}

/** Takes off what formulas leave behind: binary noise of whole numbers (0.1 + 0.9), minus zero. */
function tidy(value: number, field: Field): number {
  const whole = Math.round(value)
  const noise = 1e-9 * Math.max(1, Math.abs(value))
  const tidied = field.type === 'count' && Math.abs(value - whole) <= noise ? whole : value
  return tidied === 0 ? 0 : tidied
}

/** What no figure of that type may be. The value is kept: an explained error still counts. */
function faulty(value: number, cell: Cell, field: Field): Reading | null {
  const wrong = (rule: RuleId, severity: Severity): Reading => ({
    value,
    issue: { rule, severity, params: { text: quote(cell), value } },
  })
  // Beyond what a number can hold, once its 万 or 亿 is counted in.
  if (!Number.isFinite(value)) return unreadable('not-a-number', cell)
  if (value < 0 && !field.signed) return wrong('negative', 'error')
  if (field.type === 'percent' && value > 1) return wrong('percent-over-100', 'warning')
  return field.type === 'count' && !Number.isInteger(value) ? wrong('not-whole', 'error') : null
}
