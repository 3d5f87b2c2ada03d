import { detectDelimiter } from 'hucre/csv'
import { cellName } from '../../../shared/grid/grid.ts'
import type { Patch } from '../../../shared/read/table.ts'
import { FileError } from '../file-error.ts'
import { cellOf, decodeText, type EncodedText, isMarkup, quoteOf } from '../text-file.ts'
import { type Splice, spliced } from '../xml.ts'
import { concatenated } from './bytes.ts'
import { valueText } from './value-text.ts'

/**
 * Writes single values into a CSV. Only those fields change: encoding, separators, line endings and the
 * quotation marks of all others stay. A GB18030 file that is given Chinese text, for which platforms
 * have no encoder, becomes UTF-8 with a mark (corrections are figures and days, and never need it).
 * @param name of the file
 * @throws FileError `cell-missing` for a field that the file does not have; `not-rewritable` for what is
 * no CSV; `encoding`
 */
export function patchCsv(bytes: Uint8Array, name: string, patches: Patch[]): Uint8Array {
  const file = decodeText(bytes)
  if (!file || isMarkup(file.text, name)) throw new FileError('not-rewritable')
  const delimiter = detectDelimiter(file.text)
  const quote = quoteOf(file.text)
  const wanted = new Map(patches.map((patch) => [patch.cell, patch]))
  const splices: Splice[] = []
  for (const { cell, start, end } of fieldsOf(file.text, delimiter)) {
    const patch = wanted.get(cell)
    if (!patch) continue
    wanted.delete(cell)
    const text = textOf(patch)
    const needsQuotes = text.includes(delimiter) || /["\r\n]/.test(text)
    if (needsQuotes && quote !== '"') throw new FileError('not-rewritable')
    const quoted = needsQuotes || (file.text[start] === '"' && quote === '"')
    splices.push({ start, end, text: quoted ? `"${text.replaceAll('"', '""')}"` : text })
  }
  const [missing] = wanted.keys()
  if (missing !== undefined) throw new FileError('cell-missing', { cell: missing })
  const changed = spliced(file.text, splices)
  // Taking out half a pair of quotation marks would divide all that follows in another way.
  const isQuotedAlike = quoteOf(changed) === quote || !changed.includes('"')
  if (!isQuotedAlike || detectDelimiter(changed) !== delimiter)
    throw new FileError('not-rewritable')
  return encoded(bytes, file, changed, splices)
}

/** Fields with their cell names and places, divided in the way in which the file is read. */
function* fieldsOf(
  text: string,
  delimiter: string,
): Generator<{ cell: string; start: number; end: number }> {
  const plain = `[^${delimiter === '\t' ? '\\t' : delimiter}\\r\\n]*`
  // A quotation mark counts only as the first sign of its field.
  const quoted = quoteOf(text) === '"' ? '(?:"[^"]*(?:""[^"]*)*"?)?' : ''
  const field = new RegExp(quoted + plain, 'y')
  let at = 0
  for (let row = 0; at < text.length; row += 1) {
    for (let column = 0; ; column += 1) {
      field.lastIndex = at
      const found = field.exec(text)?.[0] ?? ''
      yield { cell: cellName(row, column), start: at, end: at + found.length }
      at += found.length
      if (text[at] !== delimiter) break
      at += 1
    }
    at += text.startsWith('\r\n', at) ? 2 : 1
  }
}

/** A value as it stands in the file. */
function textOf(patch: Patch): string {
  const { value } = patch
  if (typeof value !== 'string') return valueText(patch)
  // What would be read as a number, or run as a formula, is kept as text in the way exports do it.
  const mistakable = cellOf(value) !== value || /^[=+\-@\t\r]/.test(value)
  return mistakable ? `="${value.replaceAll('"', '""')}"` : value
}

function encoded(
  bytes: Uint8Array,
  file: EncodedText,
  changed: string,
  splices: Splice[],
): Uint8Array {
  const { text, encoding, mark } = file
  const isAscii = splices.every((splice) => /^[\0-\x7f]*$/.test(splice.text))
  if (encoding === 'gb18030' && isAscii) return splicedBytes(bytes, text, splices)
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const view = new DataView(new ArrayBuffer(changed.length * 2))
    for (let at = 0; at < changed.length; at += 1) {
      view.setUint16(at * 2, changed.charCodeAt(at), encoding === 'utf-16le')
    }
    return concatenated([bytes.subarray(0, mark), new Uint8Array(view.buffer)])
  }
  const utf8 = encoding === 'utf-8' ? bytes.subarray(0, mark) : Uint8Array.of(0xef, 0xbb, 0xbf)
  return concatenated([utf8, new TextEncoder().encode(changed)])
}

/** GB18030 (GB 18030-2022): one, two or four bytes a sign, four where the second is a digit. */
function splicedBytes(bytes: Uint8Array, text: string, splices: Splice[]): Uint8Array {
  const pieces: Uint8Array[] = []
  let done = 0
  let at = 0
  let index = 0
  const byteAt = (place: number): number => {
    while (index < place) {
      const second = bytes[at + 1] ?? 0
      at += (bytes[at] ?? 0) < 0x80 ? 1 : 0x30 <= second && second <= 0x39 ? 4 : 2
      index += (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1
    }
    return at
  }
  for (const { start, end, text: put } of splices) {
    pieces.push(bytes.subarray(done, byteAt(start)), new TextEncoder().encode(put))
    done = byteAt(end)
  }
  return concatenated([...pieces, bytes.subarray(done)])
}
