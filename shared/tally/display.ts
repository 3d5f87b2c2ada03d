/**
 * Figures as the documents print them: `1024`, `39.71万`, `68.5%`, `45.13%`.
 *
 * How exact a rate is printed is a matter of the indicator, not of the figure: a share of a thousand
 * enterprises has one decimal, a share of nine hundred thousand people two.
 */
import type { Indicator } from '../forms/form.ts'
import type { Lang } from '../messages/index.ts'
import { withoutNoise } from '../values/noise.ts'

/** Stands for a figure that nobody reported. */
const UNKNOWN = '—'

const MAGNITUDES = ['', '万', '亿', '万亿']

/**
 * A figure in the documents' style, without its unit: in Chinese rounded to two decimals from 万 on
 * (397100 → `39.71万`), in English in full (`397,100`); rates as percentages. For bulletins and mail.
 */
export function display(value: number | null, indicator: Indicator, lang: Lang = 'zh'): string {
  if (value === null || lang === 'en' || isPercentage(indicator)) {
    return displayExact(value, indicator, lang)
  }
  let rounded = round(value, 2)
  let step = 0
  while (Math.abs(rounded) >= 1e4 && step < MAGNITUDES.length - 1) {
    step += 1
    rounded = round(value / 1e4 ** step, 2)
  }
  return `${plain(rounded)}${MAGNITUDES[step]}`
}

/** The figure in full, for tables that people add up again: `397100`, in English `397,100`. */
export function displayExact(
  value: number | null,
  indicator: Indicator,
  lang: Lang = 'zh',
): string {
  if (value === null || !Number.isFinite(value)) return UNKNOWN
  if (isPercentage(indicator)) return percentage(value, indicator.decimals ?? 1)
  const text = plain(round(value, 2))
  return lang === 'en' ? text.replace(/\B(?<!\..*)(?=(?:\d{3})+(?!\d))/g, ',') : text
}

/** A ratio with a unit of its own is a quantity (stock / daily use = days) and no share. */
function isPercentage(indicator: Indicator): boolean {
  return indicator.overUnits === 'ratio' && indicator.unit === undefined
}

/** Never 100% while something is missing, nor 0% while there is something: then more decimals. */
function percentage(value: number, decimals: number): string {
  let digits = decimals
  let rounded = round(value * 100, digits)
  while (digits < 6 && ((rounded === 100 && value < 1) || (rounded === 0 && value > 0))) {
    digits += 1
    rounded = round(value * 100, digits)
  }
  return `${plain(rounded)}%`
}

/**
 * Rounds half away from zero, on the decimal digits a person would see: 1.005 is rounded to 1.01,
 * although its binary form lies a little below.
 */
function round(value: number, digits: number): number {
  const [mantissa = '0', exponent = '0'] = Math.abs(withoutNoise(value)).toExponential().split('e')
  const whole = Math.round(Number(`${mantissa}e${Number(exponent) + digits}`))
  const rounded = Number(`${whole}e-${digits}`)
  return value < 0 && rounded !== 0 ? -rounded : rounded
}

/** Digits only, also of figures that JavaScript would write with an exponent. */
function plain(value: number): string {
  return Math.abs(value) < 1e21 ? String(value) : BigInt(value).toString()
}
