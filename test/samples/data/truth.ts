import { creditCode } from './credit-code.ts'
import { type Random, random, share } from './random.ts'
import { difficulties, givenNames, industries, marks, surnames } from './words.ts'

/** What is so, before any sheet says it in its own way. Days are `YYYY-MM-DD`. */
export interface Enterprise {
  name: string
  uscc: string
  village: string
  industry: string
  aboveScale: boolean
  /** Null: not resumed so far. */
  resumedOn: string | null
  /** Day on which it resumed in full; null: in part so far. */
  fullOn: string | null
  /** Where not resumed. */
  plannedOn: string | null
  staffTotal: number
  staffBack: number
  staffOutside: number
  maskStock: number
  officer: string
  contact: string
  phone: string
  difficulty: string
}

/** A village of a township, or a township of a county: a row of a returnees sheet. */
export interface Place {
  name: string
  workforce: number
  willing: number
  returned: number
  inProvince: number
  outProvince: number
}

export interface EnterprisePlan {
  /** `慈利县`, in front of every name. */
  area: string
  /** Administrative division code of the county (GB/T 2260), in every credit code. */
  division: string
  total: number
  resumed: number
  aboveScale: number
  aboveResumed: number
  villages: string[]
  /** First day and last day of resumption, as days of February and March 2020 counted from 1 Feb. */
  from: number
  to: number
}

/**
 * The enterprises of a unit. The order of draws decides every value: append, never insert.
 * @param taken names in use; extended
 */
export function enterprisesOf(
  unit: string,
  plan: EnterprisePlan,
  serial: number,
  taken: Set<string>,
): Enterprise[] {
  const chance = random(unit)
  const rows = Array.from({ length: plan.total }, (_, index) => ({
    aboveScale: index < plan.aboveScale,
    resumed:
      index < plan.aboveScale
        ? index < plan.aboveResumed
        : index - plan.aboveScale < plan.resumed - plan.aboveResumed,
  }))
  // In life neither the large nor the resumed stand together.
  const mixed = rows
    .map((row) => ({ row, key: chance.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ row }) => row)
  return mixed.map((row, index): Enterprise => {
    const { title, products } = chance.pick(industries)
    const name = freshName(plan.area, products, chance, taken)
    const staffTotal = row.aboveScale ? chance.between(52, 460) : chance.between(6, 48)
    const full = row.resumed && chance.next() < 0.45
    const day = chance.between(plan.from, plan.to)
    const fullDay = Math.min(day + chance.between(0, 6), plan.to)
    const part = full ? 0.82 + chance.next() * 0.18 : 0.3 + chance.next() * 0.4
    const staffBack = row.resumed ? Math.max(1, Math.round(staffTotal * part)) : 0
    return {
      name,
      uscc: creditCode(`91${plan.division}MA4L${String(serial + index).padStart(5, '0')}`),
      village: plan.villages[Math.floor((index * plan.villages.length) / plan.total)] ?? '',
      industry: title,
      aboveScale: row.aboveScale,
      resumedOn: row.resumed ? dayFromFebruary(day) : null,
      fullOn: full ? dayFromFebruary(fullDay) : null,
      plannedOn: row.resumed ? null : dayFromFebruary(plan.to + chance.between(3, 14)),
      staffTotal,
      staffBack,
      staffOutside: Math.floor(staffBack * chance.next() * 0.2),
      maskStock: row.resumed ? staffBack * chance.between(4, 20) : chance.between(0, 4) * 50,
      officer: chance.pick(surnames) + chance.pick(givenNames),
      contact: chance.pick(surnames) + chance.pick(givenNames),
      phone: `1390000${String(serial + index).padStart(4, '0')}`,
      difficulty: chance.next() < 0.3 ? chance.pick(difficulties) : '',
    }
  })
}

function freshName(area: string, products: string[], chance: Random, taken: Set<string>): string {
  for (;;) {
    const name = `${area}${chance.pick(marks)}${chance.pick(products)}有限公司`
    if (taken.has(name)) continue
    taken.add(name)
    return name
  }
}

/** Day `1` is 2020-02-01, `30` is 2020-03-01. */
export function dayFromFebruary(day: number): string {
  return new Date(Date.UTC(2020, 1, day)).toISOString().slice(0, 10)
}

/** The same enterprise some days earlier: what had not happened yet is taken back. */
export function enterpriseOn(enterprise: Enterprise, day: string): Enterprise {
  const { resumedOn, fullOn, staffBack, staffOutside, maskStock } = enterprise
  if (resumedOn === null) return enterprise
  if (resumedOn > day) {
    return {
      ...enterprise,
      resumedOn: null,
      fullOn: null,
      plannedOn: resumedOn,
      staffBack: 0,
      staffOutside: 0,
      maskStock: Math.floor(maskStock / 3),
    }
  }
  const earlier = Math.max(1, Math.floor(staffBack * 0.6))
  return {
    ...enterprise,
    fullOn: fullOn !== null && fullOn <= day ? fullOn : null,
    staffBack: earlier,
    staffOutside: Math.min(staffOutside, Math.floor(earlier / 4)),
  }
}

/** Places whose work force and returned add up to the figures given. */
export function placesOf(
  seed: string,
  names: string[],
  workforce: number,
  returned: number,
): Place[] {
  const chance = random(`${seed} places`)
  const forces = share(
    workforce,
    names.map(() => 0.6 + chance.next()),
  )
  const back = share(
    returned,
    forces.map((force) => force * (0.9 + chance.next() * 0.2)),
  )
  return names.map((name, index): Place => {
    const [force = 0, gone = 0] = [forces[index], back[index]]
    const outProvince = Math.floor(gone * (0.5 + chance.next() * 0.3))
    return {
      name,
      workforce: force,
      willing: Math.min(force, gone + Math.floor((force - gone) * (0.4 + chance.next() * 0.5))),
      returned: gone,
      inProvince: gone - outProvince,
      outProvince,
    }
  })
}

/** The same place a week earlier. */
export function placeBefore(place: Place): Place {
  const returned = Math.floor(place.returned * 0.55)
  const outProvince = Math.min(place.outProvince, Math.floor(returned * 0.6))
  return { ...place, returned, outProvince, inProvince: returned - outProvince }
}
