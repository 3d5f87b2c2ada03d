/**
 * Figures of several forms taken together.
 *
 * A rate across forms, and a rule across forms, compare like with like only where both sides speak of
 * the same units: forty officers' enterprises of two townships over the enterprises of one of them is
 * no coverage. Who reports differs by form (a county its officers, its townships their enterprises), so
 * what is compared is the smallest area that holds whole reports of both.
 */
import { formOfFigure, isRateAcross } from '../forms/across.ts'
import type { Form } from '../forms/form.ts'
import { withoutNoise } from '../values/noise.ts'
import { mergeTallies } from './merge.ts'
import type { Tally } from './tally.ts'

/** A unit that is to report a form, or has. */
export interface Reported {
  unit: string
  name: string
  /** Ids from the root down to the unit, each followed by `/`. */
  path: string
  form: string
  /** null: nothing has come. */
  tally: Tally | null
}

/** A unit and all that is reported by it and below it, as far as something has come. */
export interface Area<One extends Reported = Reported> {
  top: One
  reported: One[]
}

/** Areas that do not overlap, in the order of their paths; those of which nothing has come left out. */
export function areasOf<One extends Reported>(reported: One[], forms: string[]): Area<One>[] {
  const inOrder = reported
    .filter(({ form }) => forms.includes(form))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
  const areas: Area<One>[] = []
  for (const one of inOrder) {
    const last = areas.at(-1)
    if (last && one.path.startsWith(last.top.path)) last.reported.push(one)
    else areas.push({ top: one, reported: [one] })
  }
  return areas.filter((area) => area.reported.some(({ tally }) => tally !== null))
}

/** A figure added up; `complete` where every sheet says it. */
export interface Sum {
  sum: number
  complete: boolean
}

/** The figures of a report as they count in an area. */
export type TallyIn<One extends Reported> = (one: One, area: Area<One>) => Tally | null

/** A figure over an area; `undefined` where its form has not come from all of it. */
export function figureIn<One extends Reported>(
  area: Area<One>,
  id: string,
  tallyIn: TallyIn<One> = ({ tally }) => tally,
): Sum | undefined {
  const form = formOfFigure(id)
  const tallies = area.reported.filter((one) => one.form === form).map((one) => tallyIn(one, area))
  if (tallies.length === 0 || tallies.includes(null)) return undefined
  const figures = tallies.map((tally) => tally?.[id] ?? null)
  const sum = figures.reduce<number>((all, figure) => all + (figure ?? 0), 0)
  return { sum: withoutNoise(sum), complete: !figures.includes(null) }
}

/** What a rate across forms is made of. */
export interface Joint<One extends Reported = Reported> {
  /** null where the two sides are known together nowhere, or the whole is zero. */
  rate: number | null
  part: number
  whole: number
  /** Where both sides are known. */
  over: Area<One>[]
  /** Where only one of them is; `missing` says which figure is not. */
  without: { area: Area<One>; missing: string[] }[]
}

export function jointRate<One extends Reported>(
  [part, whole]: [part: string, whole: string],
  reported: One[],
): Joint<One> {
  const joint: Joint<One> = { rate: null, part: 0, whole: 0, over: [], without: [] }
  for (const area of areasOf(reported, [formOfFigure(part), formOfFigure(whole)])) {
    const [above, below] = [figureIn(area, part), figureIn(area, whole)]
    if (!above?.complete || !below?.complete) {
      const missing = [part, whole].filter((id) => !figureIn(area, id)?.complete)
      joint.without.push({ area, missing })
      continue
    }
    joint.part = withoutNoise(joint.part + above.sum)
    joint.whole = withoutNoise(joint.whole + below.sum)
    joint.over.push(area)
  }
  if (joint.whole !== 0) joint.rate = joint.part / joint.whole
  return joint
}

/**
 * The merged tally of a form, its rates across forms among it.
 *
 * @param reported of this form and of those that its rates speak of
 */
export function mergeReported(form: Form, reported: Reported[]): Tally {
  const tallies = reported.flatMap((one) =>
    one.form === form.id && one.tally !== null ? [one.tally] : [],
  )
  return withRatesAcross(mergeTallies(tallies, form), form, reported)
}

/** A tally with the rates across forms that it cannot know by itself. */
export function withRatesAcross(tally: Tally, form: Form, reported: Reported[]): Tally {
  const across = form.indicators.filter(isRateAcross)
  if (across.length === 0) return tally
  const rates = across.map(({ id, compute }) => [
    id,
    'ratio' in compute ? jointRate(compute.ratio, reported).rate : null,
  ])
  return { ...tally, ...Object.fromEntries(rates) }
}
