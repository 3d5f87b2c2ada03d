import type { Cell } from '../grid/grid.ts'
import { dayNumber, dayOfNumber } from '../periods/days.ts'
import type { Value } from '../read/table.ts'
import { normalise } from '../text/normalise.ts'
import type { Reading } from './issue.ts'
import { readNumeral } from './numeral.ts'

/** 马上办、不隔夜: on the same day. */
const AT_ONCE =
  /^(?:马上|立即|立刻|即时|即刻|即办|立行立改|当[日天]|同日|当场|现场|不隔夜|不过夜)[\p{Script=Han}、,，。]{0,8}$/u

/** 27日 alone may be a day of the month; with 内 it is a span. */
const SPAN =
  /^(?:限|在|于)?([\d一二两三四五六七八九十]{1,4})个?(小时|天|日(?=之?内)|工作日|周|星期|礼拜)(?:之?内)?(?:办结|解决|完成|答复|办理)?[。]?$/

/**
 * Reads a deadline given as a span, `3天内`, `5个工作日`, `当天`, as the day it ends on; null when the
 * cell holds no span. Working days leave out Saturdays and Sundays; which days are public holidays is
 * decided year by year and not known here.
 *
 * @param from day it is counted from, `YYYY-MM-DD`; without one the deadline is not known
 */
export function readSpan(cell: Cell, from: Value | undefined): Reading | null {
  const text = typeof cell === 'string' ? normalise(cell) : ''
  const span = SPAN.exec(text)
  if (!span && !AT_ONCE.test(text)) return null
  const start = typeof from === 'string' ? dayNumber(from) : null
  if (start === null) return { value: null }
  const length = span ? (readNumeral(span[1] ?? '') ?? 0) : 0
  return { value: dayOfNumber(endOf(start, length, span?.[2] ?? '天')) }
}

function endOf(start: number, length: number, unit: string): number {
  if (unit === '小时') return start + Math.floor(length / 24)
  if (unit === '工作日') return afterWorkingDays(start, length)
  return start + length * (unit === '天' || unit === '日' ? 1 : 7)
}

function afterWorkingDays(start: number, length: number): number {
  let day = start
  for (let left = length; left > 0; ) {
    day += 1
    if (!isWeekend(day)) left -= 1
  }
  return day
}

function isWeekend(day: number): boolean {
  const weekday = new Date(dayOfNumber(day)).getUTCDay()
  return weekday === 0 || weekday === 6
}
