import type { Form } from '../../../shared/forms/form.ts'
import { columnName } from '../../../shared/grid/grid.ts'
import { peer } from './packages.ts'

/** `autoMapDistance` unless an application says otherwise. */
const autoMapDistance = 2

/** What the package's `MatchColumnsStep` calls once a header row was picked. */
interface Matching {
  getMatchedColumns: (
    columns: { type: 0; index: number; header: string }[],
    fields: { key: string; label: string; alternateMatches: string[]; fieldType: object }[],
    data: unknown[][],
    autoMapDistance: number,
  ) => { index: number; value?: string }[]
}

const file =
  'react-spreadsheet-import/dist-commonjs/steps/MatchColumnsStep/utils/getMatchedColumns.js'

/** Whether the package is installed, so that columns are matched by its own code. */
export function matchesByItself(): boolean {
  return peer<Matching>(file) !== null
}

/**
 * The automatic column matching of react-spreadsheet-import: a person picks the header row, and the
 * package's own function matches it. Where it is not installed, by `matchAsPublished`.
 *
 * The fields are those of the form, with the title and every synonym as `alternateMatches`.
 * @param labels header row from column A on
 * @returns column letter → field id
 */
export function matchHeaders(labels: string[], form: Form): Record<string, string> {
  const matching = peer<Matching>(file)
  if (!matching) return matchAsPublished(labels, form)
  const columns = labels.flatMap((header, index) =>
    header === '' ? [] : [{ type: 0 as const, index, header }],
  )
  const fields = form.fields.map(({ id, title, synonyms }) => ({
    key: id,
    label: title.zh,
    alternateMatches: [title.zh, ...synonyms],
    fieldType: { type: 'input' },
  }))
  return Object.fromEntries(
    matching
      .getMatchedColumns(columns, fields, [], autoMapDistance)
      .flatMap(({ index, value }) => (value ? [[columnName(index), value]] : [])),
  )
}

/**
 * The same in our own words after what version 4.7.1 publishes, so that a run without the package has
 * something to compare with. Each header, as written, then goes to the field whose key or one of whose
 * `alternateMatches` is the fewest edits away (the first field of several), if that is at most
 * `autoMapDistance`. A field that two headers want goes to the one nearer to its key, and of two
 * equally near to the later one.
 */
export function matchAsPublished(labels: string[], form: Form): Record<string, string> {
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
