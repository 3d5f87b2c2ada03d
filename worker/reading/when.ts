import type { Lang } from '../../shared/messages/index.ts'
import { daysOfPeriod, parsePeriod, shanghaiDay } from '../../shared/periods/periods.ts'

const locales: Record<Lang, string> = { zh: 'zh-CN', en: 'en-GB' }

/** `2月25日` or `25 Feb` of a day `YYYY-MM-DD`; with its year where that is not the one of the period given. */
export function dayTitle(day: string, lang: Lang, period?: string): string {
  const year = period === undefined ? undefined : parsePeriod(period)?.year
  return new Intl.DateTimeFormat(locales[lang], {
    timeZone: 'UTC',
    year: year === undefined || day.startsWith(`${year}-`) ? undefined : 'numeric',
    month: lang === 'zh' ? 'long' : 'short',
    day: 'numeric',
  }).format(new Date(`${day}T00:00:00Z`))
}

/**
 * `2月28日 17:00` or `28 Feb, 17:00` of an RFC 3339 instant, as clocks in China show it; with its year
 * where that is not the year of the period spoken of, or none is.
 */
export function momentTitle(instant: string, lang: Lang, period?: string): string {
  const year = period === undefined ? undefined : parsePeriod(period)?.year
  const sameYear = Number(shanghaiDay(instant).slice(0, 4)) === year
  return new Intl.DateTimeFormat(locales[lang], {
    timeZone: 'Asia/Shanghai',
    year: sameYear ? undefined : 'numeric',
    month: lang === 'zh' ? 'long' : 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(instant))
}

/** `2020年第9周` or `Week 9, 2020`. */
export function periodTitle(period: string, lang: Lang): string {
  const parsed = parsePeriod(period)
  if (!parsed) return period
  return lang === 'zh'
    ? `${parsed.year}年第${parsed.week}周`
    : `Week ${parsed.week}, ${parsed.year}`
}

/** `2月24日—3月1日` or `24 Feb – 1 Mar`. */
export function daysTitle(period: string, lang: Lang): string {
  const { first, last } = daysOfPeriod(period)
  const dash = lang === 'zh' ? '—' : ' – '
  return `${dayTitle(first, lang)}${dash}${dayTitle(last, lang)}`
}
