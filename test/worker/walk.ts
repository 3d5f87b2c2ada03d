/** Where a value stands: members and indices from the outside in. */
export type Path = (string | number)[]

/** A place in a JSON value, and what stands there. */
export interface Place {
  path: Path
  value: unknown
}

/** Every place in a JSON value, the whole of it first. */
export function placesOf(value: unknown, path: Path = []): Place[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }]
  const steps = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [{ path, value }, ...steps.flatMap(([step, below]) => placesOf(below, [...path, step]))]
}

/** The value with another one in a place; `undefined` takes the place out. */
export function put(value: unknown, [step, ...rest]: Path, by: unknown): unknown {
  if (step === undefined) return by
  const copy: Record<string | number, unknown> = Object.assign(
    Array.isArray(value) ? [] : {},
    value,
  )
  // A plain assignment to `__proto__` would set no member.
  Object.defineProperty(copy, step, {
    value: put(copy[step], rest, by),
    enumerable: true,
    configurable: true,
    writable: true,
  })
  if (copy[step] === undefined) delete copy[step]
  return copy
}

export const kindOf = (value: unknown) =>
  value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value
