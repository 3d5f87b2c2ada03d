import { makeDay, nearest, nearestDay } from '../periods/days.ts'
import { simplify } from '../text/normalise.ts'
import { readNumeral } from './numeral.ts'

/**
 * Days written in Chinese sheets.
 *
 * The shapes overlap: `2017-6` is a month and `2-27` a day, `109.2.27` counts years from 1912, `2/3/20`
 * comes from an American Excel, `20200227` is a day and `202002` a month, and `72.54` or `18/38` look
 * like days and are none. So a shape only proposes; the calendar decides, and what is left open by
 * both is said to be ambiguous instead of guessed.
 */
export interface FoundDay {
  day: string
  /** The other day it could be, in the other order of its parts. */
  other?: string
  /** How completely it is written: with year, month and day in words or the year first. */
  plain: boolean
  /** The year was written. */
  year: boolean
  /** Where it stands in the prepared text. */
  at: number
  length: number
}

/** No day of a reporting sheet lies outside; a year beyond is a slip of the keyboard. */
const FIRST_YEAR = 1930
const LAST_YEAR = 2099

/** Two-digit years are believed only this near to the reference. */
const TWO_DIGIT_YEARS = 10

type Groups = Record<string, string | undefined>
interface Shape {
  pattern: RegExp
  read: (found: Groups, reference: string) => { days: string[]; plain: boolean; year: boolean }
}

const SHAPES: Shape[] = [
  {
    // 2020年2月27日, 民国109年2月27日, 20年2.27
    pattern:
      /(?<![\d.])(?<roc>(?:中华)?民国)?(?<y>\d{2,4})年(?<m>\d{1,2})[月.\-/](?<d>\d{1,2})(?!\d)[日号]?/g,
    read: (g, reference) => ({
      days: daysOf(yearsOf(g.y ?? '', reference, g.roc !== undefined), g.m, g.d),
      plain: true,
      year: true,
    }),
  },
  {
    // 2020-02-27, 109.2.27, 20/2/27, 2/27/2020
    pattern:
      /(?<!\d)(?<!\d[./-](?=\d{1,2}\D))(?<a>\d{1,4})(?<s>[-/.])(?<b>\d{1,2})\k<s>(?<c>\d{1,4})(?!\d|\k<s>\d)[日号]?/g,
    read: readThreeParts,
  },
  {
    // 20200227, also with a time run into it (20200227083000)
    pattern: /(?<!\d)(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})(?:\d{6})?(?!\d)/g,
    read: (g) => ({ days: daysOf([Number(g.y)], g.m, g.d), plain: false, year: true }),
  },
  {
    // 1090227
    pattern: /(?<!\d)(?<y>1\d{2})(?<m>\d{2})(?<d>\d{2})(?!\d)/g,
    read: (g) => ({ days: daysOf([Number(g.y) + 1911], g.m, g.d), plain: false, year: true }),
  },
  {
    // 2月27日
    pattern: /(?<!\d|年)(?<m>\d{1,2})月(?<d>\d{1,2})(?!\d)[日号]?/g,
    read: (g, reference) => ({ days: yearless(g.m, g.d, reference), plain: true, year: false }),
  },
  {
    // 2.27, 2-27, 2/27
    pattern: /(?<!\d|\d[-/.年])(?<m>\d{1,2})(?<s>[-/.])(?<d>\d{1,2})(?!\d|\k<s>\d)[日号]?/g,
    read: (g, reference) => ({ days: yearless(g.m, g.d, reference), plain: false, year: false }),
  },
]

/**
 * The text as the shapes read it: half width, simplified, Chinese numerals of dates as figures
 * (`二〇二〇年二月二十七日`), without weekdays and times. White space is gone, except for one blank
 * between figures, which keeps two figures two.
 */
export function prepareDays(text: string): string {
  return simplify(text.normalize('NFKC'))
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .replace(/[\u2010-\u2015\u2212]/g, (dash) =>
      dash === '\u2014' || dash === '\u2015' ? '—' : '-',
    )
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/(?<!\d) | (?!\d)/g, '')
    .replace(/[(]?(?:星期|周|礼拜)[一二三四五六日天][)]?/g, '')
    .replace(/元月/g, '1月')
    .replace(/[〇○零一二三四五六七八九十廿卅]+(?=[年月日号])/g, figures)
    .replace(/(?:T| )?(?<!\d)(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?/gi, '')
    .replace(
      /(?:上午|下午|中午|凌晨|晚上|早上)?\d{1,2}[时点](?:\d{1,2}分?|半|许|整)?|上午|下午/g,
      '',
    )
    .replace(/(?<=\d)[。·・](?=\d)/g, '.')
    .replace(/(?<=\d{4}-\d{1,2}-\d{1,2})-(?=\d{4}-)/g, '至')
    .replace(/(?<!\d)(\d{4})([,、 ])(\d{1,2})\2(\d{1,2})(?!\d)/g, '$1.$3.$4')
}

/** A numeral of a date: digit by digit in years (`二〇二〇`), else as spoken (`二十七`). */
function figures(text: string): string {
  if (/^[^十廿卅]{2,}$/.test(text)) {
    return [...text].map((digit) => String(readNumeral(digit))).join('')
  }
  const value = readNumeral(text)
  return value === null ? text : String(value)
}

/** Every day in a prepared text, in its order; `rest` is the text with a blank in place of each. */
export function findDays(prepared: string, reference: string): { days: FoundDay[]; rest: string } {
  let rest = prepared
  const days: FoundDay[] = []
  for (const shape of SHAPES) {
    for (const found of rest.matchAll(shape.pattern)) {
      const { days: possible, plain, year } = shape.read(found.groups ?? {}, reference)
      const day = nearest(possible, reference)
      if (day === null) continue
      const other = possible.find((candidate) => candidate !== day)
      const length = found[0].length
      days.push({ day, plain, year, at: found.index, length, ...(other ? { other } : {}) })
      rest = `${rest.slice(0, found.index)}${'\u0000'.repeat(length)}${rest.slice(found.index + length)}`
    }
  }
  return { days: days.sort((a, b) => a.at - b.at), rest: rest.replaceAll('\u0000', ' ').trim() }
}

/** Whether a prepared text names a month, a year or part of one, but no day. */
export function isIncomplete(prepared: string): boolean {
  return (
    /^(?:19|20)\d{2}年?$/.test(prepared) ||
    /^(?:(?:19|20)?\d{2}[年./-]|(?:19|20)\d{2})(?:0?[1-9]|1[0-2])[月./-]?$/.test(prepared) ||
    /(?<!\d)(?:0?[1-9]|1[0-2])月(?!\d)/.test(prepared) ||
    /^\d{1,2}[日号]/.test(prepared) ||
    // 初 before a numeral is a day of the lunar calendar.
    /[年月](?:底|中|末|初(?![一二三四五六七八九十]))|[上中下]旬|[本下上]周|近期|近日|节后|年后/.test(
      prepared,
    )
  )
}

function daysOf(years: number[], month?: string, date?: string): string[] {
  return years
    .filter((year) => year >= FIRST_YEAR && year <= LAST_YEAR)
    .flatMap((year) => makeDay(year, Number(month), Number(date)) ?? [])
}

function yearless(
  month: string | undefined,
  date: string | undefined,
  reference: string,
): string[] {
  const day = nearestDay(Number(month), Number(date), reference)
  return day === null ? [] : [day]
}

/** The years a text may mean: four digits as they are, three (or with 民国) counted from 1912. */
function yearsOf(text: string, reference: string, roc: boolean): number[] {
  if (roc || text.length === 3) return [Number(text) + 1911]
  if (text.length === 4) return [Number(text)]
  const year = 2000 + Number(text)
  const near = Math.abs(year - Number(reference.slice(0, 4))) <= TWO_DIGIT_YEARS
  return text.length === 2 && near ? [year] : []
}

function readThreeParts(found: Groups, reference: string): ReturnType<Shape['read']> {
  const { a = '', b = '', c = '' } = found
  const days =
    a.length >= 3
      ? daysOf(c.length <= 2 ? yearsOf(a, reference, false) : [], b, c)
      : [
          ...(c.length <= 2 ? daysOf(yearsOf(a, reference, false), b, c) : []),
          ...daysOf(c.length === 3 ? [] : yearsOf(c, reference, false), a, b),
          ...daysOf(c.length === 4 ? yearsOf(c, reference, false) : [], b, a),
        ]
  return { days, plain: a.length === 4, year: true }
}
