/**
 * Reporting weeks (报告期): ISO 8601 weeks, `2020-W09`, Monday to Sunday.
 *
 * A week belongs to the year its Thursday is in, so 2021-01-01 is in 2020-W53 and 2020-W01 begins on
 * 2019-12-30. China has one time zone, +08:00, and no daylight saving since 1991: a day there is
 * plain arithmetic on an instant.
 */
import type { Period } from '../protocol/answers.ts'
import { dayNumber, dayOfNumber } from './days.ts'

const SHANGHAI = '+08:00'
const SHANGHAI_MILLISECONDS = 8 * 3_600_000

/** Day of the week a report is due on, as days after Monday, and the hour of that day. */
const DUE_DAY = 4
const DUE_TIME = '17:00:00'

/** Year and week of a period id; null when it is none (`2021-W53`: that year has 52 weeks). */
export function parsePeriod(id: string): { year: number; week: number } | null {
  const found = /^(\d{4})-W(\d{2})$/.exec(id)
  if (!found) return null
  const [year, week] = [Number(found[1]), Number(found[2])]
  return periodOfWeek(year, week) === null ? null : { year, week }
}

/** Period id of a week of a year; null when the year has no such week. */
export function periodOfWeek(year: number, week: number): string | null {
  // Days have years of four digits, and the first week of 1000 begins in 999.
  if (year < 1001 || year > 9998 || week < 1 || week > 53) return null
  const id = `${year}-W${String(week).padStart(2, '0')}`
  return periodOfDate(dayOfNumber(mondayOf(year, week))) === id ? id : null
}

/**
 * The period a day lies in: `2020-02-25` → `2020-W09`.
 *
 * @throws RangeError when the text is no day of the form `YYYY-MM-DD`.
 */
export function periodOfDate(day: string): string {
  const number = dayNumber(day)
  if (number === null) throw new RangeError(`Not a day: ${day}`)
  const thursday = dayOfNumber(number - daysAfterMonday(number) + 3)
  const year = Number(thursday.slice(0, 4))
  const week = Math.floor(((dayNumber(thursday) ?? 0) - mondayOf(year, 1)) / 7) + 1
  return `${year}-W${String(week).padStart(2, '0')}`
}

/**
 * Monday and Sunday of a period, `YYYY-MM-DD`.
 *
 * @throws RangeError when the id is no period; so do the functions below.
 */
export function daysOfPeriod(id: string): { first: string; last: string } {
  const monday = mondayOfPeriod(id)
  return { first: dayOfNumber(monday), last: dayOfNumber(monday + 6) }
}

export function previousPeriod(id: string): string {
  return periodOfDate(dayOfNumber(mondayOfPeriod(id) - 7))
}

export function nextPeriod(id: string): string {
  return periodOfDate(dayOfNumber(mondayOfPeriod(id) + 7))
}

/**
 * A period nobody has set otherwise: figures as of its Friday, due that Friday at 17:00 in Shanghai.
 * Weekly sheets are collected on Fridays in life; a sheet that names another day is taken at its word.
 */
export function defaultPeriod(id: string): Period {
  const friday = dayOfNumber(mondayOfPeriod(id) + DUE_DAY)
  return { id, asOf: friday, due: `${friday}T${DUE_TIME}${SHANGHAI}`, state: 'open' }
}

/**
 * The day it is in Shanghai at an instant (RFC 3339): `2020-02-25T16:30:00Z` → `2020-02-26`.
 *
 * @throws RangeError when the text is no instant.
 */
export function shanghaiDay(instant: string): string {
  return new Date(Date.parse(instant) + SHANGHAI_MILLISECONDS).toISOString().slice(0, 10)
}

function mondayOfPeriod(id: string): number {
  const period = parsePeriod(id)
  if (!period) throw new RangeError(`Not a period: ${id}`)
  return mondayOf(period.year, period.week)
}

/** Day number of the Monday of a week; week 1 is the one that 4 January lies in. */
function mondayOf(year: number, week: number): number {
  const fourth = Date.UTC(year, 0, 4) / 86_400_000
  return fourth - daysAfterMonday(fourth) + (week - 1) * 7
}

/** 0 for Monday … 6 for Sunday. 1970-01-01 was a Thursday. */
function daysAfterMonday(number: number): number {
  return (((number + 3) % 7) + 7) % 7
}
