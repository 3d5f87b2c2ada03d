import { withoutNoise } from './noise.ts'

/** Digits of Chinese numerals, in everyday, formal (financial) and dialectal writing. */
const DIGITS: Record<string, number> = {
  〇: 0,
  '○': 0,
  零: 0,
  一: 1,
  壹: 1,
  二: 2,
  两: 2,
  贰: 2,
  三: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
}

/** Highest first, because a numeral is read by splitting it at its highest unit. */
const UNITS: [pattern: RegExp, value: number][] = [
  [/亿/, 1e8],
  [/万/, 1e4],
  [/[千仟]/, 1000],
  [/[百佰]/, 100],
  [/[十拾]/, 10],
]

/** Characters that Chinese numerals are made of, for use inside a character class. */
export const NUMERAL_CHARACTERS = `${Object.keys(DIGITS).join('')}亿万千仟百佰十拾廿卅`

/**
 * Reads a Chinese numeral (simplified characters), Arabic figures mixed in: `二十三` → 23, `一百零五`,
 * `39.71万`, `1万2千`, `三万五` (spoken for 35 000). Null when it is none: two digits in a row
 * (`十五六` is "fifteen or sixteen", `三四` "three or four") are no number but a guess.
 */
export function readNumeral(text: string): number | null {
  const plain = text.replaceAll('廿', '二十').replaceAll('卅', '三十')
  const value = readBelow(plain, 0)
  return value === null ? null : withoutNoise(value)
}

/** Reads a numeral that has no unit higher than `UNITS[from]`. */
function readBelow(text: string, from: number): number | null {
  for (const [step, [pattern, unit]] of UNITS.slice(from).entries()) {
    const at = text.search(pattern)
    if (at < 0) continue
    const before = text.slice(0, at)
    const count = before === '' && unit === 10 ? 1 : readBelow(before, from + step + 1)
    const rest = readRest(text.slice(at + 1), unit, from + step + 1)
    if (count === null || count === 0 || rest === null || rest >= unit) return null
    return count * unit + rest
  }
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text)
  return DIGITS[text] ?? null
}

/** What follows a unit: nothing, `零五` (5), or a bare digit, spoken for tenths of the unit (`万五`). */
function readRest(text: string, unit: number, from: number): number | null {
  if (text === '') return 0
  if (/^[〇○零]./.test(text)) return readBelow(text.slice(1), from)
  const rest = readBelow(text, from)
  return rest !== null && text.length === 1 && unit > 10 ? (rest * unit) / 10 : rest
}
