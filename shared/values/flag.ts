import type { Field } from '../forms/form.ts'
import type { Cell } from '../grid/grid.ts'
import { normalise } from '../text/normalise.ts'
import { findChoice } from './choice.ts'
import { type Reading, unreadable } from './issue.ts'
import { isNil, saysNone } from './nil.ts'
import { beforeRemark } from './remark.ts'
import { tickedLabel } from './ticks.ts'
import { NO, YES } from './yes-no.ts'

const NO_WORD = /^(?:均|都|尚|暂|还|仍)?(?:未|没有?|不|无|非)/
const YES_WORD = /^(?:均|都|全部)?已/

/**
 * Reads a cell of a yes/no field, also in the field's own words for yes and no (规上, 规下). 无 and 没有
 * answer such a question with no, while a dash leaves it open. A number other than 1 and 0 is no
 * answer.
 */
export function readFlag(cell: Cell, field: Field): Reading {
  if (typeof cell === 'boolean') return { value: cell }
  if (cell === null) return { value: null }
  const text = String(cell)
  const plain = normalise(text).toLowerCase()
  if (isNil(text) && !saysNone(plain)) return { value: null }
  const ticked = tickedLabel(text)
  if (ticked === '') return { value: null }
  const answer = ticked ?? plain
  const value = readAnswer(answer, field) ?? readAnswer(beforeRemark(answer), field)
  return value === null ? unreadable('not-yes-no', cell) : { value }
}

function readAnswer(text: string, field: Field): boolean | null {
  const own = findChoice(text, field.choices ?? [])
  if (own) return own.value === 'yes'
  if (YES.has(text)) return true
  if (NO.has(text) || saysNone(text)) return false
  if (YES_WORD.test(text)) return true
  if (NO_WORD.test(text)) return false
  // 消毒 under 是否消毒 says that it was done.
  const subjects = [field.title.zh, ...field.synonyms].map((title) =>
    normalise(title).replace(/^是否|^有无|^是不是/, ''),
  )
  return text.length > 1 && subjects.includes(text) ? true : null
}
