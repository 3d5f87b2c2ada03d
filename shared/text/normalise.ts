import traditional from 'opencc-js/dict/TSCharacters'

/** Traditional character → its (first) simplified one; single characters only, as OpenCC lists them. */
const simplified = new Map(
  traditional.split('|').map((pair): [string, string] => {
    const [from = '', to = ''] = pair.split(' ')
    return [from, to]
  }),
)

/** Looked for before anything is replaced: most texts have none. */
const traditionalCharacter = new RegExp(`[${[...simplified.keys()].join('')}]`, 'gu')

/** Traditional characters written as simplified ones, character by character. */
export function simplify(text: string): string {
  return text.replace(traditionalCharacter, (character) => simplified.get(character) ?? character)
}

/** Nothing but Chinese characters, Latin letters and digits: no width and no space to mend. */
const plain = /^[\u4e00-\u9fff0-9A-Za-z]*$/
const spaces = /[\s\u200b-\u200f\u2060\ufeff\u00ad]+/g

/**
 * The form in which two wordings are compared: full width to half width (NFKC), Traditional to
 * Simplified, and no white space, byte order marks or zero-width characters at all, because clerks
 * space words out to make them look right (`合　计`).
 */
export function normalise(text: string): string {
  return simplify(plain.test(text) ? text : text.normalize('NFKC').replace(spaces, ''))
}
