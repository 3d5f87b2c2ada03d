import traditional from 'opencc-js/dict/TSCharacters'

/** Traditional character → its (first) simplified one; single characters only, as OpenCC lists them. */
const simplified = new Map(
  traditional.split('|').map((pair): [string, string] => {
    const [from = '', to = ''] = pair.split(' ')
    return [from, to]
  }),
)

/** UTF-16 units that a traditional character begins with: looked at before anything is replaced. */
const traditionalUnits = new Uint8Array(0x10000)
for (const character of simplified.keys()) traditionalUnits[character.charCodeAt(0)] = 1

/** Traditional characters written as simplified ones, character by character. */
export function simplify(text: string): string {
  for (let index = 0; index < text.length; index += 1) {
    if (traditionalUnits[text.charCodeAt(index)] === 0) continue
    const plain = [...text].map((character) => simplified.get(character) ?? character).join('')
    // 覆 stays in 覆盖; where it answers (批覆, 答覆, 回覆) mainland sheets write 复.
    return plain.replace(/([批答回])覆/g, '$1复')
  }
  return text
}

/** Nothing but Chinese characters, Latin letters and digits: no width and no space to mend. */
const plain = /^[\u4e00-\u9fff0-9A-Za-z]*$/
const spaces = /[\s\u200b-\u200f\u2060\ufeff\u00ad]+/g

/** Whether a text has no width and no space to mend. */
export function isPlain(text: string): boolean {
  return plain.test(text)
}

/**
 * The form in which two wordings are compared: full width to half width (NFKC), Traditional to
 * Simplified, and no white space, byte order marks or zero-width characters at all, because clerks
 * space words out to make them look right (`合　计`).
 */
export function normalise(text: string): string {
  return simplify(plain.test(text) ? text : text.normalize('NFKC').replace(spaces, ''))
}
