import type { Form } from '../../../shared/forms/form.ts'
import { columnName } from '../../../shared/grid/grid.ts'

/** `autoMapDistance` unless an application says otherwise. */
const autoMapDistance = 2

/**
 * The automatic column matching of react-spreadsheet-import 4.7.1, written here in our own words
 * after what it publishes, because the component itself only runs within a page. A person picks the
 * header row; each header, as written, then goes to the field whose key or one of whose
 * `alternateMatches` is the fewest edits away (the first field of several), if that is at most
 * `autoMapDistance`. A field that two headers want goes to the one nearer to its key, and of two
 * equally near to the later one.
 *
 * The fields are those of the form, with the title and every synonym as `alternateMatches`.
 * @param labels header row from column A on
 * @returns column letter → field id
 */
export function matchHeaders(labels: string[], form: Form): Record<string, string> {
  const chosen = new Map<string, number>()
  labels.forEach((label, index) => {
    if (label === '') return
    let [nearest, field] = [Number.POSITIVE_INFINITY, '']
    for (const { id, title, synonyms } of form.fields) {
      const distance = Math.min(...[id, title.zh, ...synonyms].map((one) => edits(one, label)))
      if (distance < nearest) [nearest, field] = [distance, id]
    }
    if (nearest > autoMapDistance) return
    const holder = chosen.get(field)
    if (holder !== undefined && edits(field, labels[holder] ?? '') < edits(field, label)) return
    chosen.set(field, index)
  })
  return Object.fromEntries([...chosen].map(([field, index]) => [columnName(index), field]))
}

/** Levenshtein distance, by UTF-16 units. */
export function edits(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row]
    for (let column = 1; column <= other.length; column += 1) {
      const replaced = (above[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1)
      line.push(Math.min(replaced, (above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1))
    }
    above = line
  }
  return above[other.length] ?? 0
}
