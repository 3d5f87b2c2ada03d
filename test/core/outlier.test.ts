import { expect, describe as group, it } from 'vitest'
import { outliers } from '../../shared/check/outlier.ts'
import { enterprises } from '../../shared/forms/enterprises.ts'
import { forms } from '../../shared/forms/index.ts'
import { type Cell, gridOf } from '../../shared/grid/grid.ts'
import { inspect } from '../../shared/inspect.ts'
import { describe } from '../../shared/messages/index.ts'
import type { Tally } from '../../shared/tally/tally.ts'
import { type Random, randomOf } from '../messy/random.ts'

const id = 'enterprises.staff_back'
const weeks = (figures: (number | null)[]): Tally[] => figures.map((figure) => ({ [id]: figure }))
const said = (figures: (number | null)[], found: number | null) =>
  outliers(enterprises, { [id]: found }, weeks(figures)).map((one) =>
    describe(one, 'zh', enterprises),
  )

group('a figure beside those of the weeks before', () => {
  it.each<[(number | null)[], number | null, string[]]>([
    [[430, 445, 470, 452, 460, 455], 4500, ['返岗人数 4500，近 6 期在 430 至 470 之间，请核对']],
    [[430, 445, 470, 452], 45, ['返岗人数 45，近 4 期在 430 至 470 之间，请核对']],
    [[430, 445, 470, 452], 480, []],
    // Only with enough history; a week without the figure is none.
    [[430, 445, 470], 4500, []],
    [[430, null, 445, 470], 4500, []],
    [[430, 445, 470, 452], null, []],
    // A figure that never moved may move a little, and a small one by a few.
    [[120, 120, 120, 120], 150, []],
    [[120, 120, 120, 120], 1200, ['返岗人数 1200，近 4 期在 120 至 120 之间，请核对']],
    [[2, 2, 3, 2], 18, []],
    // Where nothing was, something begins.
    [[0, 0, 0, 0], 300, []],
    // What grows fast may go on growing.
    [[20, 60, 150, 300, 480], 800, []],
    [[20, 60, 150, 300, 480], 6500, [expect.stringContaining('近 5 期在 20 至 480 之间')]],
    // One slip among the weeks does not make the next one usual.
    [[450, 455, 44, 460, 458, 462], 4600, [expect.stringContaining('返岗人数 4600')]],
    // Only the last eight.
    [[5000, 430, 445, 470, 452, 440, 450, 461, 455], 4500, [expect.stringContaining('近 8 期')]],
  ])('%j, then %d', (figures, found, expected) => {
    expect(said(figures, found)).toEqual(expected)
  })

  it('is looked at by inspecting, for a report that is one table', () => {
    const rows = ['宏远厂', '兴盛厂', '福泰厂'].map((name): Cell[] => [name, 2000, 1500])
    const values = [['企业名称', '职工总数', '返岗人数'], ...rows]
    const grid = gridOf('表', values)
    const history = weeks([430, 445, 470, 452])
    const options = { forms, now: '2020-02-28', history }
    const found = inspect(grid, options)[0]?.findings.map(({ rule }) => rule)
    expect(found).toEqual(['enterprises.outlier'])
    const twice = gridOf('表', [...values, [], ['另表'], [], ...values])
    expect(inspect(twice, options)).toHaveLength(2)
    expect(inspect(twice, options).flatMap(({ findings }) => findings)).toEqual([])
  })
})

/** Twelve weeks of a unit: from some share to the whole in its own time, with ups and downs. */
function season({ next }: Random, most: number): number[] {
  const whole = Math.round(30 * Math.exp(6.5 * next()))
  const [start, middle, pace] = [most * next(), 1 + 5 * next(), 0.5 + 2 * next()]
  return Array.from({ length: 12 }, (_, week) => {
    const grown = start + (1 - start) / (1 + Math.exp((middle - week) * pace))
    return Math.round(whole * grown * (0.92 + 0.16 * next()))
  })
}

group('of 16 000 weeks of growing units', () => {
  function weeksOf(most: number) {
    const random = randomOf(20200228)
    return Array.from({ length: 2000 }, () => season(random, most)).flatMap((figures) =>
      figures.slice(4).map((found, week) => ({ found, before: figures.slice(0, week + 4) })),
    )
  }
  const alarms = (later: ReturnType<typeof weeksOf>, written: (found: number) => number) =>
    later.filter(({ found, before }) => said(before, written(found)).length > 0).length

  it.each([
    // Up to six in ten had begun before: an alarm in a thousand weeks.
    { most: 0.6, false: 16, found: 15_900 },
    // All begin with nobody.
    { most: 0, false: 130, found: 14_900 },
  ])('few are asked about, a figure ten times as large is', ({ most, ...bounds }) => {
    const later = weeksOf(most)
    expect(later).toHaveLength(16_000)
    expect(alarms(later, (found) => found)).toBeLessThanOrEqual(bounds.false)
    expect(alarms(later, (found) => found * 10)).toBeGreaterThanOrEqual(bounds.found)
  })
})
