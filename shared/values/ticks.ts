import { normalise } from '../text/normalise.ts'

const TICKED = '☑☒✅√✓✔■▣●◉'
const EMPTY = '□☐○◯▢'
const MARK = `([${TICKED}${EMPTY}])`
const LABEL = `([^${TICKED}${EMPTY}]+)`

const EMPTY_BRACKETS = /[([【][)\]】]/g
const TICKED_BRACKETS = new RegExp(`[(\\[【][${TICKED}v][)\\]】]`, 'giu')
const MARKS_FIRST = new RegExp(`^(?:${MARK}${LABEL})+$`, 'u')
const LABELS_FIRST = new RegExp(`^(?:${LABEL}${MARK})+$`, 'u')
const MARK_LABEL = new RegExp(`${MARK}${LABEL}`, 'gu')
const LABEL_MARK = new RegExp(`${LABEL}${MARK}`, 'gu')

/**
 * Reads tick boxes as Word and paper forms leave them in cells: `□是☑否`, `是☑ 否□`, `(√)是( )否`.
 *
 * @returns the label that is ticked; `''` when none is; null when the text has no boxes, or when
 *   several are ticked, or when it is open which label a mark belongs to.
 */
export function tickedLabel(text: string): string | null {
  const plain = normalise(text).replace(EMPTY_BRACKETS, '□').replace(TICKED_BRACKETS, '☑')
  const before = MARKS_FIRST.test(plain)
  if (!before && !LABELS_FIRST.test(plain)) return null
  const pairs = [...plain.matchAll(before ? MARK_LABEL : LABEL_MARK)].map(
    ([, first = '', second = '']) =>
      before ? { mark: first, label: second } : { mark: second, label: first },
  )
  // A single mark behind a text is a remark of its own (消毒√), and no form with boxes.
  if (pairs.length < 2 && !before) return null
  const ticked = pairs.filter(({ mark }) => TICKED.includes(mark))
  if (ticked.length === 0) return ''
  return ticked.length === 1 ? trimLabel(ticked[0]?.label ?? '') : null
}

function trimLabel(label: string): string {
  return label.replace(/^[,，;；、/]+|[,，;；、/]+$/gu, '')
}
