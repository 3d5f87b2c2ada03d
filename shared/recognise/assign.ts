import type { Form } from '../forms/form.ts'
import type { Meaning } from './dictionary.ts'
import type { ColumnHeader } from './header.ts'
import { parseLabel } from './label.ts'

export interface Assignment {
  form: Form
  /** 0-based column → field id. */
  columns: Map<number, string>
  /** Sum of weighted strengths. */
  score: number
  /** Mean strength of what was assigned. */
  strength: number
  /** Columns whose best guess was not sure enough, or that two could claim: column → field. */
  unsure: Map<number, string>
  /** Fields whose columns speak for the form by themselves: not by short wordings. */
  telling: Set<string>
}

/** Below this nothing is assigned silently. */
export const threshold = 0.75

/** Fields that many forms share say little about which form a sheet is. */
export const common = new Set(['remark', 'phone', 'contact', 'village', 'officer', 'address'])

interface Claim extends Pick<Meaning, 'underTitle'> {
  column: number
  field: string
  strength: number
}

/**
 * Assigns columns to the fields of one form so that the sum of strengths is as large as it can be,
 * each column and each field at most once. Only sure claims take part; of two equal claims to one
 * field neither is believed.
 *
 * @param named whether the title names the form, so that short wordings hold
 * @param fit how well the values below a column suit a field, 0 to 1; `headed` is the field that the
 *   header means
 */
export function assign(
  headers: ColumnHeader[],
  form: Form,
  named: boolean,
  fit: (column: number, field: string, headed: string) => number,
): Assignment {
  const headed = headers.flatMap(({ column, meanings }) =>
    (meanings.get(form.id) ?? [])
      .filter(({ underTitle }) => named || !underTitle)
      .map((meaning) => ({ ...meaning, column })),
  )
  const meant = new Set(headed.map(({ field }) => field))
  const claims = headed.map(({ column, field, strength, underTitle }): Claim => {
    const answer = form.fields.find(({ insteadOf }) => insteadOf === field)?.id
    if (answer !== undefined && !meant.has(answer) && fit(column, answer, field) > 0)
      return { column, field: answer, strength, underTitle }
    return { column, field, strength: strength * fit(column, field, field), underTitle }
  })
  const sure = finest(
    claims.filter(({ strength }) => strength >= threshold),
    headers,
  )
  const chosen = componentsOf(sure).flatMap(best)

  const columns = new Map<number, string>()
  const unsure = new Map<number, string>()
  let [score, total] = [0, 0]
  const telling = new Set<string>()
  for (const claim of chosen) {
    const rival = sure.find(
      (other) =>
        other.field === claim.field &&
        other.column !== claim.column &&
        Math.abs(other.strength - claim.strength) < 0.005 &&
        !chosen.some(({ column }) => column === other.column),
    )
    if (rival) {
      unsure.set(claim.column, claim.field)
      unsure.set(rival.column, claim.field)
      continue
    }
    columns.set(claim.column, claim.field)
    score += claim.strength * (common.has(claim.field) ? 0.5 : 1)
    total += claim.strength
    if (!claim.underTitle) telling.add(claim.field)
  }
  const taken = new Set(columns.values())
  for (const { column, field } of claims) {
    if (!columns.has(column) && !taken.has(field) && !unsure.has(column)) unsure.set(column, field)
  }
  const strength = columns.size === 0 ? 0 : total / columns.size
  return { form, columns, score, strength, unsure, telling }
}

/** Kinds of places as headers name them, the smallest first. */
const places = [/村|社区|居|组/, /乡|镇|街道/, /县|区|市|旗/]

/** Of 县区 beside 乡镇, both names of places, the smaller one says whose row it is. */
function finest(claims: Claim[], headers: ColumnHeader[]): Claim[] {
  const byField = Map.groupBy(claims, ({ field }) => field)
  const contested = [...byField.values()].filter(({ length }) => length > 1)
  if (contested.length === 0) return claims
  const labels = new Map(headers.map(({ column, path }) => [column, path.at(-1) ?? '']))
  const size = ({ column }: Claim) => {
    const [leaf = ''] = parseLabel(labels.get(column) ?? '').keys
    return places.findIndex((place) => place.test(leaf))
  }
  const larger = contested.flatMap((rivals) => {
    const sizes = rivals.map(size)
    const least = Math.min(...sizes)
    return least < 0 ? [] : rivals.filter((_, at) => (sizes[at] ?? 0) > least)
  })
  return larger.length === 0 ? claims : claims.filter((claim) => !larger.includes(claim))
}

/** Claims that compete with each other, directly or through others. */
function componentsOf(claims: Claim[]): Claim[][] {
  const rest = new Set(claims)
  const components: Claim[][] = []
  for (const first of claims) {
    if (!rest.delete(first)) continue
    const component = [first]
    for (const member of component) {
      for (const other of rest) {
        if (other.column !== member.column && other.field !== member.field) continue
        rest.delete(other)
        component.push(other)
      }
    }
    components.push(component)
  }
  return components
}

/** Components larger than this do not occur in sheets people keep; they are solved greedily. */
const exhaustive = 16

/** The best choice of claims within a component. */
function best(claims: Claim[]): Claim[] {
  const ordered = [...claims].sort((a, b) => b.strength - a.strength || a.column - b.column)
  if (ordered.length === 1) return ordered
  const free = (claim: Claim, taken: Claim[]) =>
    taken.every((one) => one.column !== claim.column && one.field !== claim.field)
  if (ordered.length > exhaustive) {
    const taken: Claim[] = []
    for (const claim of ordered) if (free(claim, taken)) taken.push(claim)
    return taken
  }
  const sum = (chosen: Claim[]) => chosen.reduce((total, { strength }) => total + strength, 0)
  const search = (index: number, taken: Claim[]): Claim[] => {
    const claim = ordered[index]
    if (!claim) return taken
    const without = search(index + 1, taken)
    if (!free(claim, taken)) return without
    const withIt = search(index + 1, [...taken, claim])
    return sum(withIt) >= sum(without) ? withIt : without
  }
  return search(0, [])
}
