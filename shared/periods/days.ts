/**
 * Days as `YYYY-MM-DD`, and arithmetic on them. A day here is a square on the calendar: no time, no
 * zone, no clock.
 */

const MILLISECONDS_A_DAY = 86_400_000

/** The day of a year, month (1–12) and day of the month; null when the calendar has none (30 February). */
export function makeDay(year: number, month: number, date: number): string | null {
  if (year < 1000 || year > 9999) return null
  const day = new Date(Date.UTC(year, month - 1, date))
  if (day.getUTCMonth() !== month - 1 || day.getUTCDate() !== date) return null
  return day.toISOString().slice(0, 10)
}

/** Days since 1970-01-01; null when the text is no day of the form `YYYY-MM-DD`. */
export function dayNumber(day: string): number | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (!found) return null
  const [year, month, date] = found.slice(1).map(Number) as [number, number, number]
  if (makeDay(year, month, date) !== day) return null
  return Date.UTC(year, month - 1, date) / MILLISECONDS_A_DAY
}

/** Days written before: a sheet of ten thousand rows has the same few hundred again and again. */
const written = new Map<number, string>()

/** The day that many days after 1970-01-01. */
export function dayOfNumber(number: number): string {
  const known = written.get(number)
  if (known !== undefined) return known
  const day = new Date(number * MILLISECONDS_A_DAY).toISOString().slice(0, 10)
  if (written.size > 10_000) written.clear()
  written.set(number, day)
  return day
}

/** How far ahead of today the figures of a sheet may be: forms are handed out before their week. */
const AHEAD = 31

/** Whether a day lies further ahead of today than anything reported can. */
export function isMonthsAhead(day: string, today: string): boolean {
  return (dayNumber(day) ?? 0) - (dayNumber(today) ?? 0) > AHEAD
}

/** A day whose year nobody wrote is one of last year rather than one months ahead. */
export function notAhead(day: string, today: string): string {
  if (!isMonthsAhead(day, today)) return day
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return makeDay(year - 1, month, date) ?? day
}

/**
 * The day of that month and date nearest to `reference`: a 12月 date read in January belongs to last
 * year. Null when neither the year of the reference nor its neighbours have such a day.
 */
export function nearestDay(month: number, date: number, reference: string): string | null {
  const year = Number(reference.slice(0, 4))
  const days = [year - 1, year, year + 1].flatMap((y) => makeDay(y, month, date) ?? [])
  return nearest(days, reference)
}

/** The one of the days nearest to `reference`, the earlier of two equally near. */
export function nearest(days: string[], reference: string): string | null {
  const target = dayNumber(reference) ?? 0
  const distance = (day: string) => Math.abs((dayNumber(day) ?? 0) - target)
  return [...days].sort().reduce<string | null>((best, day) => {
    return best === null || distance(day) < distance(best) ? day : best
  }, null)
}
