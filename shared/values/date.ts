import type { Field } from '../forms/form.ts'
import type { Cell } from '../grid/grid.ts'
import type { RuleId } from '../messages/zh.ts'
import { shanghaiDay } from '../periods/periods.ts'
import { normalise } from '../text/normalise.ts'
import { type FoundDay, findDays, isIncomplete, prepareDays } from './day-text.ts'
import { type Issue, quote, type Reading, unreadable } from './issue.ts'
import { dayOfSerial, serialOfDay } from './serial.ts'

/** Serial numbers of 1930-01-01 and 2099-12-31: other bare numbers in a date column are no days. */
const FIRST_SERIAL = 10_959
const LAST_SERIAL = 73_050

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/i

/** What stands beside a day without adding to it: `已于2月27日复工`, `7.26号进`. */
const HARMLESS =
  /^(?:已经|已|于|自|从|在|起|开始|进场|进驻|进|复工复产|开复工|复工|复产|开工|投产|返岗|到岗|上岗|返回|上班|营业|开业|完成|办结|解决|上报|填报|全面|全部|正式|日期|时间|日|号|[,.:;、。()'"])*$/

/** Only harmless in a column that asks for plans. */
const PLANNED = /预计|计划|拟|将/g

const NOT_EXACT = /前|后|左右|上下|约|大概|大约|以内|内/

/** Two ends of a range, once the days that could be read are taken out. */
const RANGE = /至|到|~|—|-/

/**
 * Reads a cell of a date field. The field's type decides that it is a date, never its shape.
 *
 * A text that anybody reads as a day (`2020-02-27`, `2月27日`, `二月二十七日`) is read without a word:
 * sheets are full of them, and a warning on each would teach people to overlook warnings. Only a
 * writing that invites mistakes (`2.27`, `20200227`, `7.26号`) is offered as a true date.
 */
export function readDate(cell: Cell, field: Field, asOf: string): Reading {
  if (typeof cell === 'number') return readDateNumber(cell, asOf)
  if (typeof cell !== 'string') return unreadable('not-a-date', cell)
  // 未复工 or 春节未停产 under 复工日期 says that there is no day.
  if (/^[(]?(?:(?:春节|节日|假期|疫情)(?:期间)?|一直|从|尚|暂|还|仍)*未/.test(normalise(cell)))
    return { value: null }
  const text = cell.trim()
  if (INSTANT.test(text)) {
    const day = Number.isNaN(Date.parse(text)) ? null : shanghaiDay(text)
    return day ? { value: day } : unreadable('not-a-date', cell)
  }
  // A serial number as a CSV or a text cell keeps it.
  const serial = Number(text)
  if (/^\d{5}$/.test(text) && isSerial(serial)) return asTrueDate(dayOfSerial(serial) ?? '', cell)
  const prepared = prepareDays(cell)
  const { days, rest } = findDays(prepared, asOf)
  const [first] = days
  const remark = withoutPlans(rest, field)
  if (days.length > 1 || (first && /\d/.test(rest) && RANGE.test(rest))) {
    return unclear('date-range', cell)
  }
  if (!first) {
    return isIncomplete(prepared)
      ? unclear('date-incomplete', cell)
      : unreadable('not-a-date', cell)
  }
  if (/\d/.test(rest)) return unreadable('not-a-date', cell)
  if (NOT_EXACT.test(remark)) return said('date-approximate', first.day, cell)
  if (!HARMLESS.test(remark)) return said('date-with-note', first.day, cell)
  return judged(first, cell)
}

function withoutPlans(rest: string, field: Field): string {
  const wordings = [field.title.zh, ...field.synonyms, ...(field.families ?? [])]
  const asked = wordings.some((wording) => wording.search(PLANNED) >= 0)
  return (asked ? rest.replace(PLANNED, '') : rest).replaceAll(' ', '')
}

/**
 * A bare number: a true date (its serial number), or digits typed as a number (20200227, 2.27).
 * Excel drops the last zero of 3.10, so 3.1 may be either day.
 */
function readDateNumber(cell: number, asOf: string): Reading {
  if (isSerial(cell)) return { value: dayOfSerial(cell) }
  const text = String(cell)
  const { days } = findDays(text, asOf)
  const [first] = days
  if (!first)
    return isIncomplete(text) ? unclear('date-incomplete', cell) : unreadable('not-a-date', cell)
  const [tenth] = /^\d+\.\d$/.test(text) ? findDays(`${text}0`, asOf).days : []
  return judged({ ...first, ...(tenth ? { other: tenth.day } : {}) }, cell)
}

function isSerial(number: number): boolean {
  return number >= FIRST_SERIAL && number < LAST_SERIAL + 1
}

function judged({ day, other, plain }: FoundDay, cell: Cell): Reading {
  if (other) return said('date-ambiguous', day, cell, { other })
  return plain ? { value: day } : asTrueDate(day, cell)
}

function asTrueDate(day: string, cell: Cell): Reading {
  const { value, issue } = said('date-as-text', day, cell)
  return { value, issue: { ...issue, fix: { value: serialOfDay(day) } } }
}

/** A warning with the day that was read. */
function said(rule: RuleId, day: string, cell: Cell, more: Issue['params'] = {}) {
  const params = { text: quote(cell), value: day, ...more }
  return { value: day, issue: { rule, severity: 'warning', params } } satisfies Reading
}

/** A warning without a value: the cell says something true that is not one day. */
function unclear(rule: RuleId, cell: Cell): Reading {
  return { value: null, issue: { rule, severity: 'warning', params: { text: quote(cell) } } }
}
