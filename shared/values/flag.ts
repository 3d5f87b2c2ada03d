import type { Field } from '../forms/form.ts'
import type { Cell } from '../grid/grid.ts'
import { normalise } from '../text/normalise.ts'
import { findChoice } from './choice.ts'
import { type Reading, unreadable } from './issue.ts'
import { isNil, saysNone } from './nil.ts'
import { beforeRemark } from './remark.ts'
import { tickedLabel } from './ticks.ts'

const YES = new Set(
  '是 是的 对 有 √ √√ ✓ ✔ ☑ ✅ ☒是 ■ ● v y yes true t 1 达标 合格 通过 符合 已 完成 到位 正常'.split(
    ' ',
  ),
)

const NO = new Set(
  '否 不 不是 非 无 没 没有 错 × ✗ ✘ ✕ ✖ ❌ x n no false f 0 未 不达标 不合格 不通过 不符合'.split(
    ' ',
  ),
)

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
