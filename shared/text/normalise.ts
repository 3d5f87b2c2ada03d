import traditional from 'opencc-js/dict/TSCharacters'

/** Traditional character → its (first) simplified one; single characters only, as OpenCC lists them. */
const simplified = new Map(
  traditional.split('|').map((pair): [string, string] => {
    const [from = '', to = ''] = pair.split(' ')
    return [from, to]
  }),
)

/** Traditional characters written as simplified ones, character by character. */
export function simplify(text: string): string {
  let result = ''
  let changed = false
  for (const character of text) {
    const plain = simplified.get(character)
    if (plain !== undefined) changed = true
    result += plain ?? character
  }
  return changed ? result : text
}

/**
 * The form in which two wordings are compared: full width to half width (NFKC), Traditional to
 * Simplified, and no white space, byte order marks or zero-width characters at all, because clerks
 * space words out to make them look right (`合　计`).
 */
export function normalise(text: string): string {
  return simplify(text.normalize('NFKC')).replace(/[\s\u200b-\u200f\u2060\ufeff\u00ad]+/g, '')
}
