import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Form } from '../../shared/forms/form.ts'
import { forms } from '../../shared/forms/index.ts'
import { mergeTallies } from '../../shared/tally/merge.ts'
import type { Tally } from '../../shared/tally/tally.ts'

/** What a sheet can say: nothing, a count, an amount to the cent. */
const figure = fc.oneof(
  fc.constant(null),
  fc.integer({ min: 0, max: 1_000_000_000 }),
  fc.integer({ min: -100_000, max: 100_000_000_000 }).map((cents) => cents / 100),
)

function tallies(form: Form): fc.Arbitrary<Tally[]> {
  const own = form.indicators.filter(({ compute }) => !('ratio' in compute)).map(({ id }) => id)
  const sheet = fc
    .array(figure, { minLength: own.length, maxLength: own.length })
    .map((said): Tally => Object.fromEntries(own.map((id, at) => [id, said[at] ?? null])))
  // As a unit reports it: with the rates of its own figures.
  return fc.array(sheet, { maxLength: 9 }).map((all) => all.map((one) => mergeTallies([one], form)))
}

describe.each(forms.map((form) => [form.id, form] as const))('totals of %s', (_, form) => {
  test('are the same in whatever order the units come', () => {
    fc.assert(
      fc.property(tallies(form), fc.nat(), (all, turn) => {
        const at = all.length === 0 ? 0 : turn % all.length
        const turned = [...all.slice(at), ...all.slice(0, at)].toReversed()
        expect(mergeTallies(turned, form)).toEqual(mergeTallies(all, form))
      }),
    )
  })

  test('are those of the totals between, wherever the units are split', () => {
    fc.assert(
      fc.property(tallies(form), fc.array(fc.nat(3), { maxLength: 9 }), (all, group) => {
        const between = [...Map.groupBy(all, (one) => group[all.indexOf(one)] ?? 0).values()]
        const merged = between.map((some) => mergeTallies(some, form))
        expect(mergeTallies(merged, form)).toEqual(mergeTallies(all, form))
      }),
    )
  })

  test('stay as they are where a unit without anything joins, and are unknown where nobody said', () => {
    fc.assert(
      fc.property(tallies(form), (all) => {
        const silent = mergeTallies([], form)
        expect(Object.values(silent).every((value) => value === null)).toBe(true)
        expect(mergeTallies([...all, silent], form)).toEqual(mergeTallies(all, form))
      }),
    )
  })
})
