import type { Cell } from '../../../shared/grid/grid.ts'

/** What Excel makes of a text typed into a cell, or written to one as a string. */
export interface Entry {
  value: Cell
  /** Formula text with its `=`; the value is then still to be computed. */
  formula: string | null
  /** The format Excel gives an unformatted cell along with such a value; null for none. */
  numberFormat: string | null
}

const errors = /^#(REF!|DIV\/0!|N\/A|NAME\?|VALUE!|NUM!|NULL!|SPILL!|CALC!)$/
/** True for the text of an error value. */
export const isError = (value: Cell): value is string =>
  typeof value === 'string' && errors.test(value)

const constant = (value: Cell, numberFormat: string | null = null): Entry => ({
  value,
  formula: null,
  numberFormat,
})

/**
 * Reads a text as Excel does under a Chinese locale: numbers, percentages and dates are recognised,
 * a cell formatted as text keeps what was typed.
 *
 * @param today - the day a date without a year belongs to, `YYYY-MM-DD`
 */
export function parseEntry(text: string, numberFormat: string, today: string): Entry {
  if (text === '') return constant(null)
  if (numberFormat === '@') return constant(text)
  if (text.startsWith("'")) return constant(text.slice(1))
  if (text.startsWith('=') && text.length > 1) return { ...constant(null), formula: text }
  const trimmed = text.trim()
  if (/^(true|false)$/i.test(trimmed)) return constant(trimmed.toLowerCase() === 'true')
  if (errors.test(trimmed.toUpperCase())) return constant(trimmed.toUpperCase())
  return parseNumber(trimmed) ?? parseDay(trimmed, today) ?? parseTime(trimmed) ?? constant(text)
}

function parseNumber(text: string): Entry | null {
  const found = /^([+-]?)([¥￥$]?)((?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?)(e[+-]?\d+)?(%?)$/i.exec(
    text,
  )
  if (!found) return null
  const [, sign, currency, digits, exponent, percent] = found as unknown as string[]
  if (!/\d/.test(digits as string)) return null
  const value = Number(`${sign}${fifteenDigits(digits as string)}${exponent ?? ''}`)
  if (!Number.isFinite(value)) return null
  const decimals = (digits as string).includes('.')
  if (percent) return constant(value / 100, decimals ? '0.00%' : '0%')
  if (currency) return constant(value, decimals ? '¥#,##0.00' : '¥#,##0')
  if ((digits as string).includes(',')) return constant(value, decimals ? '#,##0.00' : '#,##0')
  return constant(value, exponent ? '0.00E+00' : null)
}

/** Excel keeps 15 digits: the 18 of an identity card number lose their last three. */
function fifteenDigits(digits: string): string {
  const plain = digits.replaceAll(',', '')
  const whole = plain.split('.')[0] as string
  const leading = whole.replace(/^0+/, '')
  return leading.length > 15 ? leading.slice(0, 15).padEnd(leading.length, '0') : plain
}

const dayForms: [RegExp, string][] = [
  [/^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/, 'yyyy/m/d'],
  [/^(\d{4})年(\d{1,2})月(\d{1,2})日$/, 'yyyy"年"m"月"d"日"'],
  [/^(\d{4})年(\d{1,2})月()$/, 'yyyy"年"m"月"'],
  [/^()(\d{1,2})月(\d{1,2})日$/, 'm"月"d"日"'],
  [/^()(\d{1,2})[-/](\d{1,2})$/, 'm"月"d"日"'],
]

function parseDay(text: string, today: string): Entry | null {
  for (const [form, numberFormat] of dayForms) {
    const found = form.exec(text)
    if (!found) continue
    const year = Number(found[1] || today.slice(0, 4))
    const serial = serialOf(year, Number(found[2]), Number(found[3] || 1))
    if (serial !== null) return constant(serial, numberFormat)
  }
  return null
}

function parseTime(text: string): Entry | null {
  const found = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text)
  if (!found) return null
  const [hours, minutes, seconds] = [found[1], found[2], found[3] ?? 0].map(Number)
  if ((hours as number) > 23 || (minutes as number) > 59 || (seconds as number) > 59) return null
  const value = ((hours as number) * 3600 + (minutes as number) * 60 + (seconds as number)) / 86400
  return constant(value, found[3] ? 'h:mm:ss' : 'h:mm')
}

/** Serial number of a day in the 1900 system, whose 1900 wrongly has a 29 February. */
export function serialOf(year: number, month: number, day: number): number | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null
  if (year < 1900 || year > 9999) return null
  const days = Math.round((date.getTime() - Date.UTC(1899, 11, 31)) / 86_400_000)
  return days > 59 ? days + 1 : days
}
