import type { Form } from '../../shared/forms/form.ts'
import type {
  Completeness,
  CompletenessEntry,
  TotalsAnswer,
  Unit,
} from '../../shared/protocol/answers.ts'
import { mergeReported, type Reported } from '../../shared/tally/joint.ts'
import type { Tally } from '../../shared/tally/tally.ts'

/** One unit right below another, and how a form stands there. */
export interface Below {
  unit: string
  name: string
  /** Its own submission, or that it owes one; null where only units further down report. */
  entry: CompletenessEntry | null
  expected: number
  submitted: number
  late: boolean
  /** Its figures, merged where several units further down report; null where nothing has come. */
  tally: Tally | null
}

/**
 * How a form stands in the units right below a unit: in its townships for a county, in its counties
 * for a prefecture, however far down the reports come from. A unit that reports itself is its own row.
 *
 * @param units the subtree of the unit
 */
export function below(
  unit: string,
  form: Form,
  units: Unit[],
  completeness: Completeness,
  totals: TotalsAnswer,
): Below[] {
  const rows = new Map<string, CompletenessEntry[]>()
  for (const entry of completeness.entries) {
    if (entry.form !== form.id) continue
    const child = childTowards(entry.unit, unit, units)
    rows.set(child, [...(rows.get(child) ?? []), entry])
  }
  return [...rows].map(([child, entries]) => {
    const reporting = new Set(entries.map((entry) => entry.unit))
    const parts = totals.parts.filter((one) => one.form === form.id && reporting.has(one.unit))
    const only = parts.length === 1 ? parts[0] : undefined
    const own = entries.find((entry) => entry.unit === child) ?? null
    return {
      unit: child,
      name: own?.name ?? units.find((one) => one.id === child)?.name ?? child,
      entry: own,
      expected: entries.length,
      submitted: entries.filter((entry) => entry.state !== 'missing').length,
      late: entries.some((entry) => entry.late),
      tally: only
        ? only.tally
        : parts.length > 0
          ? mergeReported(form, reportedWithin(child, units, completeness, totals))
          : null,
    }
  })
}

/** All that is to come from a unit and below it, of every form, and what has. */
function reportedWithin(
  top: string,
  units: Unit[],
  completeness: Completeness,
  totals: TotalsAnswer,
): Reported[] {
  const tallies = new Map(
    totals.parts.map((part) => [`${part.unit} ${part.form}`, part.countedBelow ?? part.tally]),
  )
  return completeness.entries.flatMap(({ unit, name, form }) => {
    const line = lineOf(unit, units)
    if (!line.includes(top)) return []
    const path = line.map((id) => `${id}/`).join('')
    return [{ unit, name, path, form, tally: tallies.get(`${unit} ${form}`) ?? null }]
  })
}

/** Ids of the units above, as far as they are known, and of the unit itself. */
function lineOf(unit: string, units: Unit[]): string[] {
  const parent = units.find(({ id }) => id === unit)?.parent ?? null
  return [...(parent === null ? [] : lineOf(parent, units)), unit]
}

/** The unit right below `top` on the way down to `unit`; `unit` itself where the way is not known. */
function childTowards(unit: string, top: string, units: Unit[]): string {
  for (let at = units.find((one) => one.id === unit); at; ) {
    if (at.parent === top) return at.id
    const { parent } = at
    at = units.find((one) => one.id === parent)
  }
  return unit
}
