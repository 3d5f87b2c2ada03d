/**
 * Which records of different units are one thing, and which may be. What is decided here rests on keys
 * and words of the county alone, so it is the same for every unit above that adds the records up.
 */
import type { Form } from '../forms/form.ts'
import { keyOf, namingsOf } from './keys.ts'

/** A submission, as far as its keys tell. */
export interface Keyed {
  /** Ids from the root down to the unit, each followed by `/`. */
  path: string
  /** Of each record, as `readKeys` gives them. */
  records: (string | null)[][]
}

/** What a unit says of all records of its subtree that bear the same code or name. */
export interface Saying {
  path: string
  field: string
  /** As it is compared; see `Naming`. */
  value: string
  same: boolean
}

/** A record by the places of its submission and of itself in there. */
export interface Place {
  at: number
  record: number
}

export interface SameThings {
  /** Records that are one thing, of at least two submissions; in the order of these. */
  same: Place[][]
  /** Records that bear one name and may be one thing: nobody has said so, and a code is missing. */
  possible: Place[][]
}

/** Whether any two submissions have a key in common: only then is there anything to find out. */
export function anyInCommon(sent: Keyed[]): boolean {
  const first = new Map<string, number>()
  return sent.some(({ records }, at) =>
    records.flat().some((key) => {
      if (key === null) return false
      const other = first.get(key)
      if (other === undefined) first.set(key, at)
      return other !== undefined && other !== at
    }),
  )
}

/**
 * Finds what several units report.
 *
 * A code makes records one thing, unless the nearest unit above a record that has said anything of this
 * code says that it stands for several (two plants of one enterprise). A name makes them one only where
 * that unit says so, and never joins records of different codes. Twice in one submission is that
 * sheet's own matter: a group has at least two submissions.
 */
export function sameThings(sent: Keyed[], form: Form, sayings: Saying[]): SameThings {
  const namings = namingsOf(form)
  const nearest = nearestSaying(form, sayings)
  const things = new Things()
  const unsaid = new Map<string, Place[]>()

  const codeOf = ({ at, record }: Place): string | null =>
    sent[at]?.records[record]?.find((key, naming) => key !== null && namings[naming]?.proves) ??
    null
  const named = new Map<string, Place[]>()
  for (const [at, { path, records }] of sent.entries()) {
    for (const [record, keys] of records.entries()) {
      const place = { at, record }
      for (const [naming, key] of keys.entries()) {
        if (key === null) continue
        const said = nearest(key, path)
        if (namings[naming]?.proves) {
          if (said?.same !== false) things.join(key, place)
        } else if (said === undefined) put(unsaid, key, place)
        else if (said.same) put(named, `${key} ${said.path}`, place)
      }
    }
  }
  for (const places of named.values()) {
    const codes = new Set(places.flatMap((place) => codeOf(place) ?? []))
    const joined = codes.size < 2 ? places : places.filter((place) => codeOf(place) === null)
    const [first] = joined
    for (const place of joined) if (first) things.unite(first, place)
  }
  const several = (places: Place[]) => places.some(({ at }) => at !== places[0]?.at)
  return {
    same: things.groups().filter(several),
    possible: [...unsaid.values()].filter(
      (places) => several(places) && places.some((place) => codeOf(place) === null),
    ),
  }
}

/** Of what is said of a key, what the unit says that is nearest above a record. */
function nearestSaying(form: Form, sayings: Saying[]) {
  const byKey = new Map<string, Saying[]>()
  for (const saying of sayings) put(byKey, keyOf(form.id, saying.field, saying.value), saying)
  return (key: string, path: string): Saying | undefined =>
    byKey
      .get(key)
      ?.filter((saying) => path.startsWith(saying.path))
      .reduce<Saying | undefined>(
        (near, one) => (near && near.path.length >= one.path.length ? near : one),
        undefined,
      )
}

function put<Item>(map: Map<string, Item[]>, key: string, item: Item): void {
  const list = map.get(key)
  if (list) list.push(item)
  else map.set(key, [item])
}

/** Records united into things, in the order in which they were first seen. */
class Things {
  private readonly byPlace = new Map<string, Place[]>()
  private readonly byKey = new Map<string, Place>()

  join(key: string, place: Place): void {
    const first = this.byKey.get(key)
    if (first) this.unite(first, place)
    else this.byKey.set(key, place)
  }

  unite(one: Place, other: Place): void {
    const [into, from] = [this.groupOf(one), this.groupOf(other)]
    if (into === from) return
    into.push(...from)
    for (const place of from) this.byPlace.set(nameOf(place), into)
  }

  groups(): Place[][] {
    return [...new Set(this.byPlace.values())].map((places) =>
      places.toSorted((a, b) => a.at - b.at || a.record - b.record),
    )
  }

  private groupOf(place: Place): Place[] {
    const known = this.byPlace.get(nameOf(place))
    if (known) return known
    const made = [place]
    this.byPlace.set(nameOf(place), made)
    return made
  }
}

function nameOf({ at, record }: Place): string {
  return `${at} ${record}`
}
