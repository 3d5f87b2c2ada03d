import canonicalize from 'canonicalize'

/**
 * A value as canonical JSON (RFC 8785): the same text whatever the order of its members.
 *
 * What sheets hold is written by the engine itself, its members put in order first: several times as
 * fast as member by member, and a document has tens of thousands of them. Whatever the engine would write
 * otherwise, or would put elsewhere, is left to the library.
 *
 * @throws Error where JSON has no such value: a number without end, half a character
 */
export function canonical(value: unknown): string {
  const ordered = inOrder(value)
  const text = ordered === undefined ? undefined : JSON.stringify(ordered)
  return text === undefined || HALF_CHARACTER.test(text) ? (canonicalize(value) ?? '') : text
}

/** As `JSON.stringify` writes one. */
const HALF_CHARACTER = /\\ud[89a-f]/

/** Names that an object has elsewhere than where they were put: numbers come first. */
const OUT_OF_ORDER = /^(?:\d|__proto__$)/

type Members = Record<string, unknown>

/** A copy with its members in order; undefined where there is anything that is for the library. */
function inOrder(value: unknown): unknown {
  let known: string[] = []
  let sorted: string[] | null = []

  // The rows of a sheet all have the same names: they are put in order once.
  function namesOf(members: Members): string[] | null {
    const names = Object.keys(members)
    if (!isSame(names, known)) {
      known = names
      sorted = names.some((name) => OUT_OF_ORDER.test(name)) ? null : names.toSorted()
    }
    return sorted
  }

  function copied(one: unknown): unknown {
    if (typeof one === 'number') return Number.isFinite(one) ? one : undefined
    if (typeof one !== 'object' || one === null) return one
    if (Array.isArray(one)) {
      const items: unknown[] = []
      for (const item of one) {
        const copy = copied(item)
        if (copy === undefined) return undefined
        items.push(copy)
      }
      return items
    }
    if ('toJSON' in one) return undefined
    const members = one as Members
    const ordered: Members = {}
    const names = namesOf(members)
    if (!names) return undefined
    for (const name of names) {
      const member = members[name]
      if (member === undefined) continue
      const copy = copied(member)
      if (copy === undefined) return undefined
      ordered[name] = copy
    }
    return ordered
  }

  return copied(value)
}

function isSame(names: string[], others: string[]): boolean {
  if (names.length !== others.length) return false
  for (let at = 0; at < names.length; at += 1) if (names[at] !== others[at]) return false
  return true
}
