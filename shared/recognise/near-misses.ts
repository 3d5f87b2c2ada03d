import type { Field, Form } from '../forms/form.ts'
import { fieldsOfCount } from '../tally/count.ts'
import type { Assignment } from './assign.ts'
import { interchangeable, wordings } from './dictionary.ts'
import type { ColumnHeader } from './header.ts'
import { parseLabel } from './label.ts'

/**
 * Columns that are in nobody's list and yet look like one that the form counts: worded nearly like a
 * field that no column has, over values of its kind. They are asked about, never taken: a figure left
 * out without a word would be missed on Friday by somebody else.
 *
 * @param suits whether the values below a column are of a field's kind, and enough of them to tell
 * @returns 0-based column → field id, each field once
 */
export function nearMisses(
  headers: ColumnHeader[],
  { form, columns, unsure }: Assignment,
  suits: (column: number, field: Field) => boolean,
): Map<number, string> {
  const taken = new Set([...columns.values(), ...unsure.values()])
  const counted = countedFields(form)
  const fields = form.fields.filter(({ id, personal }) => counted.has(id) && !personal)
  const guesses = headers
    .filter(
      ({ column, meanings }) =>
        !columns.has(column) && !unsure.has(column) && !meanings.has(form.id),
    )
    .flatMap(({ column, path }) => {
      const keys = parseLabel(path.at(-1) ?? '').keys.map(interchangeable)
      const like = fields.map((field) => ({
        column,
        field: field.id,
        likeness: Math.max(...keys.map((key) => likenessTo(field, key))),
        free: !taken.has(field.id) && suits(column, field),
      }))
      const best = Math.max(...like.map(({ likeness }) => likeness))
      // 上周返岗人数 beside 返岗人数 is another of what is there.
      if (like.some(({ likeness, field }) => likeness === best && taken.has(field))) return []
      return like.filter(({ likeness, free }) => free && likeness >= ENOUGH)
    })
    .sort((a, b) => b.likeness - a.likeness || a.column - b.column)
  const found = new Map<number, string>()
  for (const { column, field } of guesses) {
    if (!found.has(column) && ![...found.values()].includes(field)) found.set(column, field)
  }
  return found
}

/** Three characters of four in common, in their order. */
const ENOUGH = 0.65

/** Rates are computed here, and never counted from a column. */
const RATE = /[率比]$|占比|百分/

/** 未返岗人数 is as unlike 已返岗人数 as can be. */
const NEGATED = /[未不没无非]/

function likenessTo(field: Field, key: string): number {
  if (key.length < 2 || key.length > 24 || RATE.test(key)) return 0
  const negated = NEGATED.test(key)
  let best = 0
  for (const { key: wording } of wordings(field)) {
    const known = interchangeable(wording)
    if (known.length < 2 || NEGATED.test(known) !== negated) continue
    const common = inCommon(key, known)
    // 人员甲 and 人员数 are of the same kind and nothing more.
    if (common > 2) best = Math.max(best, (2 * common) / (key.length + known.length))
  }
  return best
}

/** Length of the longest run of characters that two texts have in the same order, with gaps. */
function inCommon(one: string, other: string): number {
  let last = new Array<number>(other.length + 1).fill(0)
  for (const character of one) {
    const next = [0]
    for (let index = 0; index < other.length; index += 1) {
      next.push(
        character === other[index]
          ? (last[index] ?? 0) + 1
          : Math.max(last[index + 1] ?? 0, next[index] ?? 0),
      )
    }
    last = next
  }
  return last.at(-1) ?? 0
}

const byForm = new WeakMap<Form, Set<string>>()

/** The fields that some indicator is counted from, and those a form is known by. */
function countedFields(form: Form): Set<string> {
  const known = byForm.get(form)
  if (known) return known
  const ways = form.indicators.flatMap(({ compute }) =>
    'ratio' in compute ? [] : 'first' in compute ? compute.first : [compute],
  )
  const fields = new Set([...ways.flatMap(fieldsOfCount), ...form.identifiedBy.flat()])
  byForm.set(form, fields)
  return fields
}
