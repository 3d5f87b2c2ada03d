import type { Lang } from '../../../shared/messages/index.ts'
import { daysOfPeriod, parsePeriod } from '../../../shared/periods/periods.ts'
import type { Say } from '../messages/index.ts'

const locales: Record<Lang, string> = { zh: 'zh-CN', en: 'en-GB' }

/** `2020-02-28` → `2月28日`, `28 Feb`. */
export function dayInWords(day: string, lang: Lang): string {
  return new Intl.DateTimeFormat(locales[lang], {
    month: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`))
}

/** An instant (RFC 3339) as a clock in China shows it. */
export function timeInWords(instant: string, lang: Lang): string {
  return new Intl.DateTimeFormat(locales[lang], {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZone: 'Asia/Shanghai',
  }).format(new Date(instant))
}

/** `2020-W09` → `2020年第9周（2月24日至3月1日）`. */
export function periodInWords(id: string, lang: Lang, say: Say): string {
  const period = parsePeriod(id)
  if (!period) return id
  const { first, last } = daysOfPeriod(id)
  return say('periodName', {
    ...period,
    first: dayInWords(first, lang),
    last: dayInWords(last, lang),
  })
}
