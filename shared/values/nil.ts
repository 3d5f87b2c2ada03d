import { isPlain, normalise, simplify } from '../text/normalise.ts'

/**
 * Nothing, as clerks write it. Dashes of every width come one or several together (`-`, `——`), so do
 * slashes and dots (`/`, `//`, `…`). `0` is a figure and not nil.
 */
const NIL_SIGNS = /^(?:[-\u2010-\u2015\u2212\u2500\u30fc_]+|[/\\|]+|[.。·•⋯]+)$/

const NIL_WORDS =
  /^(?:n\/?a|n\.a\.|nil|none|null|空|不详|未知|不明|不适用|待定|未定|暂未确定|待填|正在办理|办理中|待办理|未办理)$/i

/** 无, alone or with what there is none of: `暂无`, `没有困难`, `无。` */
const NONE_WORDS =
  /^(?:目前|暂时|暂|尚|均|都)?(?:无|没有|没)(?:困难|问题|诉求|需求|异常|情况)?[。.]?$/

/** What any of these words begins with: names and sentences that do not are known not to be nil. */
const BEGINNINGS = new Set('nN空不未待暂正办目尚均都无没')

/** Whether the text says that there is no value at all. */
export function isNil(text: string): boolean {
  const first = text.charAt(0)
  if (first !== '' && isPlain(first) && !BEGINNINGS.has(simplify(first))) return false
  const plain = normalise(text)
  return plain === '' || NIL_SIGNS.test(plain) || NIL_WORDS.test(plain) || saysNone(plain)
}

/** Whether the (normalised) text is a form of 无: nil for most fields, but "no" for a yes/no field. */
export function saysNone(plain: string): boolean {
  return NONE_WORDS.test(plain)
}

const ERROR_VALUES =
  /^(?:#(?:REF|DIV\/0|VALUE|NUM|NULL|SPILL|CALC|FIELD|BLOCKED|CONNECT|UNKNOWN|BUSY|PYTHON|EXTERNAL)!|#NAME\?|#N\/A|#GETTING_DATA|Err:\d{3}|#{2,})$/i

/**
 * Whether the cell shows an error instead of a value: Excel's and WPS's, LibreOffice's (`Err:502`),
 * and `####`, which a CSV keeps of a figure that did not fit its column.
 */
export function isErrorValue(text: string): boolean {
  return /^[\s#e]/i.test(text) && ERROR_VALUES.test(text.trim())
}
