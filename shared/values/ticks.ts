import { normalise } from '../text/normalise.ts'

const TICKED = '☑☒✅√✓✔■▣●◉'
const EMPTY = '□☐○◯▢'

/**
 * Reads tick boxes as Word and paper forms leave them in cells: `□是☑否`, `是☑ 否□`, `(√)是( )否`.
 *
 * @returns the label that is ticked; `''` when none is; null when the text has no boxes, or when
 *   several are ticked, or when it is open which label a mark belongs to.
 */
export function tickedLabel(text: string): string | null {
  const plain = normalise(text)
    .replace(/[([【][)\]】]/g, '□')
    .replace(new RegExp(`[(\\[【]([${TICKED}vV])[)\\]】]`, 'gu'), '☑')
  const marks = `[${TICKED}${EMPTY}]`
  const before = new RegExp(`^(?:${marks}[^${TICKED}${EMPTY}]+)+$`, 'u').test(plain)
  const after = new RegExp(`^(?:[^${TICKED}${EMPTY}]+${marks})+$`, 'u').test(plain)
  if (!before && !after) return null
  const label = `([^${TICKED}${EMPTY}]+)`
  const mark = `([${TICKED}${EMPTY}])`
  const pairs = [...plain.matchAll(new RegExp(before ? mark + label : label + mark, 'gu'))]
  if (pairs.length < 2 && after) return null
  const ticked = pairs.filter((pair) => TICKED.includes(pair[before ? 1 : 2] ?? ''))
  if (ticked.length === 0) return ''
  return ticked.length === 1 ? trimLabel(ticked[0]?.[before ? 2 : 1] ?? '') : null
}

function trimLabel(label: string): string {
  return label.replace(/^[,，;；、/]+|[,，;；、/]+$/gu, '')
}
