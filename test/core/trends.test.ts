import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRateAcross } from '../../shared/forms/across.ts'
import type { Form } from '../../shared/forms/form.ts'
import { forms } from '../../shared/forms/index.ts'
import { transport } from '../../shared/forms/transport.ts'
import { mergeTallies } from '../../shared/tally/merge.ts'
import { mergeOverTime, trendsOf } from '../../shared/tally/over-time.ts'
import { rate, type Tally } from '../../shared/tally/tally.ts'

/** A form of a stock, a flow, and a rate of each. */
const form: Form = {
  ...transport,
  id: 'f',
  indicators: [
    ...(['stock', 'whole'] as const).map((name) => indicator(name, 'last')),
    ...(['flow', 'asked'] as const).map((name) => indicator(name, 'sum')),
    ratio('share', 'last', ['f.stock', 'f.whole']),
    ratio('received', 'sum', ['f.flow', 'f.asked']),
  ],
}

function indicator(name: string, overTime: 'last' | 'sum') {
  const title = { zh: name, en: name }
  return {
    id: `f.${name}`,
    title,
    overTime,
    overUnits: 'sum' as const,
    compute: { count: 'all' as const },
  }
}

function ratio(name: string, overTime: 'last' | 'sum', parts: [string, string]) {
  return { ...indicator(name, overTime), overUnits: 'ratio' as const, compute: { ratio: parts } }
}

describe('over time', () => {
  const weeks: Tally[] = [
    { 'f.stock': 4, 'f.whole': 10, 'f.flow': 3, 'f.asked': 6, 'f.share': 0.4, 'f.received': 0.5 },
    { 'f.stock': 9, 'f.whole': 12, 'f.flow': 1, 'f.asked': 4, 'f.share': 0.75, 'f.received': 0.25 },
  ]

  test('of a stock the latest holds, a flow adds up, rates are computed again', () => {
    expect(mergeOverTime(weeks, form)).toEqual({
      'f.stock': 9,
      'f.whole': 12,
      'f.flow': 4,
      'f.asked': 10,
      'f.share': 0.75,
      'f.received': 0.4,
    })
  })

  test('a gap is a gap: no zero in the figures, and the sum stays what it was', () => {
    const found = trendsOf(form, [null, weeks[0] ?? null, null, weeks[1] ?? null])
    const of = (id: string) => found.find((one) => one.indicator === `f.${id}`)
    expect(of('stock')).toEqual({
      indicator: 'f.stock',
      values: [null, 4, null, 9],
      cumulated: null,
    })
    expect(of('share')?.cumulated).toBeNull()
    expect(of('flow')).toMatchObject({ values: [null, 3, null, 1], cumulated: [null, 3, 3, 4] })
    expect(of('received')).toMatchObject({
      values: [null, 0.5, null, 0.25],
      cumulated: [null, 0.5, 0.5, 0.4],
    })
  })

  test('of nothing is unknown', () => {
    expect(Object.values(mergeOverTime([], form))).toEqual([null, null, null, null, null, null])
  })
})

/** Tallies of a form as its sheets give them: rates follow from their parts. Quarters add up exactly. */
function tallies(of: Form, known: number) {
  const figure = fc.option(
    fc.integer({ min: 0, max: 4_000_000 }).map((quarters) => quarters / 4),
    { freq: known },
  )
  const base = of.indicators.filter(({ compute }) => !('ratio' in compute))
  return fc.record(Object.fromEntries(base.map(({ id }) => [id, figure]))).map((drawn): Tally => {
    const tally: Tally = {}
    for (const one of of.indicators) {
      tally[one.id] =
        'ratio' in one.compute ? rate(tally, one.compute.ratio) : (drawn[one.id] ?? null)
    }
    return tally
  })
}

/** Rates across forms are merged where both forms are at hand (shared/tally/joint.ts). */
function own(of: Form, tally: Tally): Tally {
  const ids = of.indicators.filter((one) => !isRateAcross(one)).map(({ id }) => id)
  return Object.fromEntries(ids.map((id) => [id, tally[id] ?? null]))
}

describe.each([form, ...forms])('whatever the figures of $id', (of) => {
  const some = fc.array(tallies(of, 6), { maxLength: 5 })
  const check = <T>(drawn: fc.Arbitrary<T>, holds: (value: T) => void) =>
    fc.assert(fc.property(drawn, holds), { numRuns: 40 })

  test('periods can be taken together in any grouping', () => {
    check(fc.tuple(some, some, some), ([a, b, c]) => {
      const merged = mergeOverTime([...a, ...b, ...c], of)
      const [x, y, z] = [a, b, c].map((part) => mergeOverTime(part, of)) as [Tally, Tally, Tally]
      expect(mergeOverTime([mergeOverTime([x, y], of), z], of)).toEqual(merged)
      expect(mergeOverTime([x, mergeOverTime([y, z], of)], of)).toEqual(merged)
    })
  })

  test('units can be taken together in any order and grouping', () => {
    check(fc.tuple(some, some), ([a, b]) => {
      const merged = own(of, mergeTallies([...a, ...b], of))
      expect(own(of, mergeTallies([...b, ...a], of))).toEqual(merged)
      const parts = [mergeTallies(a, of), mergeTallies(b, of)]
      expect(own(of, mergeTallies(parts, of))).toEqual(merged)
    })
  })

  test('where all units report every week, time and units can change places', () => {
    const weekly = fc.integer({ min: 1, max: 4 }).chain((units) =>
      fc.array(fc.array(tallies(of, 1000), { minLength: units, maxLength: units }), {
        minLength: 1,
        maxLength: 4,
      }),
    )
    check(
      weekly.filter((weeks) => weeks.flat().every((tally) => complete(of, tally))),
      (weeks) => {
        const unitsFirst = weeks.map((units) => mergeTallies(units, of))
        const timeFirst = (weeks[0] ?? []).map((_, unit) =>
          mergeOverTime(
            weeks.map((units) => units[unit] ?? {}),
            of,
          ),
        )
        expect(own(of, mergeOverTime(unitsFirst, of))).toEqual(own(of, mergeTallies(timeFirst, of)))
      },
    )
  })

  test('flows can do so whoever is silent in whichever week', () => {
    const flows = of.indicators.filter(
      ({ overTime, compute }) => overTime === 'sum' && !('ratio' in compute),
    )
    check(
      fc.array(fc.array(tallies(of, 2), { minLength: 3, maxLength: 3 }), { maxLength: 4 }),
      (weeks) => {
        const unitsFirst = mergeOverTime(
          weeks.map((units) => mergeTallies(units, of)),
          of,
        )
        const timeFirst = mergeTallies(
          [0, 1, 2].map((unit) =>
            mergeOverTime(
              weeks.map((units) => units[unit] ?? {}),
              of,
            ),
          ),
          of,
        )
        for (const { id } of flows) expect(unitsFirst[id]).toBe(timeFirst[id])
      },
    )
  })

  test('the last of what is cumulated is all of it', () => {
    check(fc.array(fc.option(tallies(of, 3)), { minLength: 1, maxLength: 6 }), (weeks) => {
      const all = mergeOverTime(
        weeks.filter((week) => week !== null),
        of,
      )
      for (const { indicator: id, values, cumulated } of trendsOf(of, weeks)) {
        expect(values).toHaveLength(weeks.length)
        if (cumulated) expect(cumulated.at(-1)).toBe(all[id])
      }
    })
  })
})

function complete(of: Form, tally: Tally): boolean {
  return of.indicators.every(({ id, compute }) => 'ratio' in compute || tally[id] !== null)
}

test('a stock of which a unit is silent in the last week: totals say what that week says', () => {
  const weeks: Tally[][] = [
    [{ 'f.stock': 5 }, { 'f.stock': 7 }],
    [{ 'f.stock': 6 }, {}],
  ]
  const merged = weeks.map((units) => mergeTallies(units, form))
  expect(mergeOverTime(merged, form)['f.stock']).toBe(6)
})
