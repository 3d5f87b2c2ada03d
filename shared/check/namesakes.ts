import type { FormRecord, Value } from '../read/table.ts'

/**
 * Records of one name, and which of them may be the same as a further one: the first that differs in
 * no field where both say something. Every row of a sheet may bear the same name, so they are not
 * looked through: records that fill in the same fields are found by what they say in those that the
 * further one fills in too.
 */
export class Namesakes {
  private readonly apart: string[]
  private readonly records: FormRecord[] = []
  /** Which fields are filled in → places of the records that fill in just these. */
  private readonly kinds = new Map<string, number[]>()
  private readonly indexes = new Map<string, Index>()

  /** @param apart the fields that tell records of one name apart */
  constructor(apart: string[], first: FormRecord) {
    this.apart = apart
    this.add(first)
  }

  add(record: FormRecord): void {
    const kind = filledIn(this.valuesOf(record))
    const places = this.kinds.get(kind)
    if (places) places.push(this.records.length)
    else this.kinds.set(kind, [this.records.length])
    this.records.push(record)
  }

  firstLike(record: FormRecord): FormRecord | undefined {
    const values = this.valuesOf(record)
    const kind = filledIn(values)
    let first = Number.POSITIVE_INFINITY
    for (const [other, places] of this.kinds) {
      const index = this.indexOf(other, kind, places)
      first = Math.min(first, index.places.get(keyOf(values, other)) ?? first)
    }
    return this.records[first]
  }

  /** Of the records of one kind, by what they say in the fields that another kind fills in too. */
  private indexOf(kind: string, asked: string, places: number[]): Index {
    const name = `${kind} ${asked}`
    const index = this.indexes.get(name) ?? { places: new Map(), done: 0 }
    this.indexes.set(name, index)
    for (; index.done < places.length; index.done += 1) {
      const place = places[index.done] as number
      const key = keyOf(this.valuesOf(this.records[place] as FormRecord), asked)
      if (!index.places.has(key)) index.places.set(key, place)
    }
    return index
  }

  private valuesOf({ values }: FormRecord): Value[] {
    return this.apart.map((field) => values[field] ?? null)
  }
}

interface Index {
  /** Place of the first record under each key. */
  places: Map<string, number>
  /** So many of the kind's places are in it. */
  done: number
}

function filledIn(values: Value[]): string {
  return values.map((value) => (value === null ? 0 : 1)).join('')
}

/** What is said in the fields that both fill in. */
function keyOf(values: Value[], other: string): string {
  return JSON.stringify(values.filter((value, at) => value !== null && other[at] === '1'))
}
