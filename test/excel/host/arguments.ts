import { invalidArgument } from './errors.ts'

/** The text at a place among the arguments. @throws OfficeError InvalidArgument */
export function text(args: unknown[], index: number): string {
  const value = args[index]
  if (typeof value !== 'string') throw invalidArgument()
  return value
}

/** A text that may be left out. */
export function optionalText(args: unknown[], index: number): string | null {
  return (args[index] ?? null) === null ? null : text(args, index)
}

/** A whole number; `fallback` stands in when it is left out. */
export function integer(args: unknown[], index: number, fallback?: number): number {
  const value = args[index] ?? fallback
  if (!Number.isInteger(value)) throw invalidArgument()
  return value as number
}

/** A truth value that is false when left out. */
export function flag(args: unknown[], index: number): boolean {
  const value = args[index] ?? false
  if (typeof value !== 'boolean') throw invalidArgument()
  return value
}

/** One of the words an enumeration has. */
export function oneOf<W extends string>(value: unknown, words: readonly W[]): W {
  const found = words.find((word) => word.toLowerCase() === String(value).toLowerCase())
  if (!found) throw invalidArgument()
  return found
}

/** The item whose place is the first argument, as every `getItemAt` takes it. */
export function itemAt<T>(items: T[], args: unknown[]): T {
  const item = items[integer(args, 0)]
  if (item === undefined) throw invalidArgument()
  return item
}
