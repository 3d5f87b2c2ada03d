/**
 * The day or week that figures stand for, out of the free text around a table: an info line
 * (`填报日期：2020年2月25日`), a title, a sheet's or a file's name.
 *
 * Sheets are full of other days: deadlines (`请于2月28日前报送`), measures (`2019年12月31日用工数`),
 * telephone numbers that look like 20200225. So a day counts only where its place says what it is:
 * after a label, alone, in brackets, or at the head or the end of a title.
 */
import { type FoundDay, findDays, prepareDays } from '../values/day-text.ts'
import { readNumeral } from '../values/numeral.ts'
import { dayNumber, isMonthsAhead, nearest, nearestDay, notAhead } from './days.ts'
import { daysOfPeriod, periodOfDate, periodOfWeek } from './periods.ts'

export interface PeriodText {
  /** Day the figures stand for, `YYYY-MM-DD`. */
  asOf?: string
  /** Week that is named, `2020-W09`. */
  period?: string
  /** A year stands beside the day or the week. */
  year?: true
}

export interface PeriodTextOptions {
  /**
   * Today in Asia/Shanghai, `YYYY-MM-DD`: what names no year is nearest to it, but not months ahead, for
   * figures are of days gone by.
   */
  now: string
  /** The text is the name of a file or sheet, where days are written short: `台账0225`, `台账2.25`. */
  name?: boolean
}

/** What copying and sending adds to the end of a file's name: `台账2.25(1)`, `台账2.25（复件）`. */
const COPY_MARK =
  /(?:\s*[-—]?\s*[(（]\s*(?:\d{1,2}|复件|副本|正式版|最终版|最终|定稿|终稿|修改版|修改)\s*[)）]|\s*[-—]?\s*(?:复件|副本|正式版|最终版|终稿|定稿|修改版))+$/

/** Finds the day or week a text names; null when it names none. */
export function readPeriodText(text: string, options: PeriodTextOptions): PeriodText | null {
  const { now, name = false } = options
  const prepared = prepareDays(text.replace(COPY_MARK, ''))
  const week = findWeek(prepared, now)
  const day = findAsOf(prepared, now, name) ?? (name ? shortDay(prepared, now) : null)
  if (day === null && week === null) return null
  return {
    ...(day ? { asOf: day.year ? day.last : notAhead(day.last, now) } : {}),
    ...(week ? { period: periodOfDate(week.last) } : {}),
    ...(day?.year || week?.year ? { year: true } : {}),
  }
}

/** A stretch of days, `last` being the day the figures stand for. */
interface Span {
  last: string
  year: boolean
  /** Nothing but digits and dots or dashes: `2.25`, `2-25`. */
  bare: boolean
  before: string
  after: string
}

function findAsOf(prepared: string, now: string, name: boolean): Span | null {
  const ranked = spansOf(prepared, now).map((span) => ({ span, rank: rankOf(span, name) }))
  const best = ranked.reduce((rank, each) => Math.max(rank, each.rank), 0)
  return best === 0 ? null : (ranked.find(({ rank }) => rank === best)?.span ?? null)
}

const RANGE = /^(?:至|到|~|-|—+)$/

/** The days of a text, two ends of a range (`2.24-2.28`, `2月24日-28日`) as one span. */
function spansOf(prepared: string, now: string): Span[] {
  const { days } = findDays(prepared, now)
  const spans: Span[] = []
  for (let index = 0; index < days.length; index += 1) {
    const first = days[index] as FoundDay
    const next = days[index + 1]
    let last = first.day
    let end = first.at + first.length
    if (next && RANGE.test(prepared.slice(end, next.at))) {
      last = next.year ? next.day : nearTo(first, next)
      end = next.at + next.length
      index += 1
    } else {
      const tail = /^(?:至|到|~|-|—+)(\d{1,2})[日号]?(?!\d|[月.])/.exec(prepared.slice(end))
      const day = tail && nearestDay(Number(first.day.slice(5, 7)), Number(tail[1]), first.day)
      if (day && day > first.day) {
        last = day
        end += tail[0].length
      }
    }
    spans.push({
      last,
      year: first.year || (next?.year === true && last === next.day),
      bare: !first.year && /^[\d./-]+$/.test(prepared.slice(first.at, first.at + first.length)),
      before: prepared.slice(0, first.at),
      after: prepared.slice(end),
    })
  }
  return spans
}

/** The end of a range that leaves its year to its beginning. */
function nearTo(first: FoundDay, next: FoundDay): string {
  return nearestDay(Number(next.day.slice(5, 7)), Number(next.day.slice(8)), first.day) ?? next.day
}

const AS_OF = /截[至止](?:到|于|日期|时间|时点|日)?[:(]?$/
const DATED =
  /(?<!复工|复产|开工|到岗|返岗|上岗|成立|出生|注册|登记|发放|印发|返乡|返程|计划|预计|申请)(?:日期|时间|时点)[:(]?$/
const DEADLINE =
  /(?:请于|须于|应于|务必于|务必在|请在|(?:报送|上报|填报|报名)截[至止](?:到|日期|时间)?[:(]?)$/
const NOT_A_DAY = /(?:电话|手机|号码|传真|邮编|编号|账号|代码|文号|QQ|微信)[:(]?$/i
/** 前, 后, 以来 … make another statement of a day. */
const TURNED = /^(?:前|之前|以前|后|之后|以后|以来|起|至今|开始)/
/** What follows is a measure taken on that day, unless it goes on to a table's name. */
const MEASURE = /^[^,;:()。、]*(?:数|量|额|率)(?:$|[,;:()。、])/
const TABLE = /表|台账|情况|统计|汇总|简报|日报|周报|报告/

/** A unit, the day, and what the table is about: `溪口镇2020年2月28日复工情况`. */
const PLACE = /(?:[镇乡县区市村旗]|街道|社区|园区|办事处)$/

const EDGE = /^[-—_·.,;:、()[\]【】《》]*$/

/** 0: not what the figures stand for; else the higher, the surer. */
function rankOf({ before, after, bare }: Span, name: boolean): number {
  if (DEADLINE.test(before) || NOT_A_DAY.test(before) || TURNED.test(after)) return 0
  if (MEASURE.test(after) && !TABLE.test(after)) return 0
  if (AS_OF.test(before)) return 4
  if (DATED.test(before)) return 3
  // Another label's day: 复工日期：2月20日.
  if (/(?:日期|时间|:)$/.test(before)) return 0
  if (EDGE.test(before) && EDGE.test(after)) return 2
  if (/\($/.test(before) && /^(?:止|时)?\)/.test(after)) return 2
  if (!bare && PLACE.test(before) && TABLE.test(after)) return 1
  const atEnd = EDGE.test(before) || EDGE.test(after)
  return atEnd && (!bare || name) ? 1 : 0
}

/** `0225` in a name, standing apart from other figures and not counting anything. */
function shortDay(prepared: string, now: string): Named | null {
  const found = /(?<![\d.-])(0[1-9]|1[0-2])([0-3]\d)(?![\d.家人户个名号])/.exec(prepared)
  const last = found && nearestDay(Number(found[1]), Number(found[2]), now)
  return last ? { last, year: false } : null
}

/** A day, or a day of the week that is meant, and whether its year was written. */
type Named = Pick<Span, 'last' | 'year'>

const NUMERAL = '[\\d一二三四五六七八九十]{1,3}'
const ISO_WEEK = /(?<!\d)(\d{4})-?W(\d{1,2})(?!\d)/i
const WEEK_OF_MONTH = new RegExp(`(?:(\\d{4})年)?(\\d{1,2})月份?第?(${NUMERAL})(?:周|个星期)`)
/** The year may stand at the head of the title: 2020年太平乡返岗情况（第11周）. */
const WEEK = new RegExp(`(?:(?<!\\d)(\\d{4})年(?:度)?(?:[^\\d第]{0,30})?)?第(${NUMERAL})周`)

function findWeek(prepared: string, now: string): Named | null {
  const iso = ISO_WEEK.exec(prepared)
  if (iso) return nearestWeek(iso[1], now, (y) => periodOfWeek(y, Number(iso[2])))
  const ofMonth = WEEK_OF_MONTH.exec(prepared)
  if (ofMonth) {
    const [, year, month, week] = ofMonth
    return nearestWeek(year, now, (y) =>
      weekOfMonth(y, Number(month), readNumeral(week ?? '') ?? 0),
    )
  }
  const [, year, week] = WEEK.exec(prepared) ?? []
  if (week === undefined) return null
  return nearestWeek(year, now, (y) => periodOfWeek(y, readNumeral(week) ?? 0))
}

/** The Monday of the week of a year; of the year it is nearest in, where none was written. */
function nearestWeek(
  year: string | undefined,
  now: string,
  periodIn: (year: number) => string | null,
): Named | null {
  const current = Number(now.slice(0, 4))
  const years = year ? [Number(year)] : [current - 1, current, current + 1]
  const mondays = years.flatMap((one) => {
    const period = periodIn(one)
    const monday = period && daysOfPeriod(period).first
    return monday && (year || !isMonthsAhead(monday, now)) ? [monday] : []
  })
  const last = nearest(mondays, now)
  return last === null ? null : { last, year: year !== undefined }
}

/** The nth week of a month, where a week belongs to the month of its Thursday, as with ISO years. */
function weekOfMonth(year: number, month: number, week: number): string | null {
  const prefix = `${year}-${String(month).padStart(2, '0')}`
  const first = dayNumber(`${prefix}-01`)
  if (first === null || week < 1 || week > 5) return null
  const weekday = new Date(`${prefix}-01`).getUTCDay()
  const thursday = 1 + ((4 - weekday + 7) % 7) + (week - 1) * 7
  const day = `${prefix}-${String(thursday).padStart(2, '0')}`
  return dayNumber(day) === null ? null : periodOfDate(day)
}
