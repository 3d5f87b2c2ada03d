import type { Form } from '../../shared/forms/form.ts'
import type { Completeness, CompletenessEntry } from '../../shared/protocol/answers.ts'

/** What is still owed for a period, by name; units of `missing` are named nowhere else. */
export interface Owed {
  /** Units that have sent nothing at all, and do not say why. */
  missing: string[]
  /** Units that cannot report, each with its forms and why. */
  excused: { name: string; form: Form; reason: string }[]
  /** Per form, the units that have sent something, but not this one; `nobody`: no unit has sent it. */
  incomplete: { form: Form; names: string[]; nobody: boolean }[]
  returned: { form: Form; names: string[] }[]
  /** Units whose totals lack some of their own units. */
  partial: { name: string; form: Form; submitted: number; expected: number; missing: string[] }[]
  /** Has come, but after the deadline. */
  late: string[]
  /** Everything expected has come and stands. */
  complete: boolean
}

/** Sorts a completeness answer into what a reader asks about, for mail and page alike. */
export function owedOf(completeness: Completeness, forms: Form[]): Owed {
  const { entries, expected } = completeness
  const excused = forms.flatMap((form) =>
    entries.flatMap(({ name, form: id, excuse }) =>
      id === form.id && excuse ? [{ name, form, reason: excuse.reason }] : [],
    ),
  )
  const silent = new Set(
    entries.filter(({ state, excuse }) => state === 'missing' && !excuse).map(({ name }) => name),
  )
  const missing = completeness.missing.filter((name) => silent.has(name))
  const byForm = (wanted: (entry: CompletenessEntry) => boolean) =>
    forms.flatMap((form) => {
      const of = entries.filter((entry) => entry.form === form.id)
      const names = of.filter(wanted).map((entry) => entry.name)
      const nobody = of.every((entry) => entry.state === 'missing')
      return names.length === 0 ? [] : [{ form, names, nobody }]
    })
  const incomplete = byForm(
    ({ state, excuse, name }) => state === 'missing' && !excuse && !missing.includes(name),
  )
  const returned = byForm((entry) => entry.state === 'returned')
  const late = [...new Set(entries.filter((entry) => entry.late).map((entry) => entry.name))]
  const partial = forms.flatMap((form) =>
    entries.flatMap((entry) =>
      entry.form === form.id && entry.within && entry.within.missing.length > 0
        ? [{ ...entry.within, name: entry.name, form }]
        : [],
    ),
  )
  const owing = [missing, excused, incomplete, returned, partial].some((list) => list.length > 0)
  return { missing, excused, incomplete, returned, partial, late, complete: expected > 0 && !owing }
}
