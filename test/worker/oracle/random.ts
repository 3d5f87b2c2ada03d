/** A stream of choices that a seed decides: the same seed, the same run. */
export interface Random {
  /** An integer from 0 to below the limit. */
  below: (limit: number) => number
  /** Whether something of this probability happens. */
  happens: (probability: number) => boolean
  /** One of the items, each as likely as the others. */
  one: <Item>(items: readonly Item[]) => Item
  /** One of the items, as likely as its weight says. */
  weighted: <Item>(items: readonly (readonly [weight: number, item: Item])[]) => Item
}

/** Mulberry32, by Tommy Ettinger (public domain): 32 bits of state are plenty for a test. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    happens: (probability) => next() < probability,
    one: (items) => items[below(items.length)]!,
    weighted(items) {
      let left = next() * items.reduce((sum, [weight]) => sum + weight, 0)
      for (const [weight, item] of items) {
        left -= weight
        if (left < 0) return item
      }
      return items.at(-1)![1]
    },
  }
}
