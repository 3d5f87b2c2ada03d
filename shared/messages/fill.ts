/** What is put into a template, by name; a name without a value, or with an empty one, is missing. */
export type Values = Record<string, string | undefined>

/** Stands where a sentence names something that is not known. */
const UNKNOWN = '…'

/** Fills `{name}` with its value; a part in `[…]` is left out where a value in it is missing. */
export function fill(template: string, values: Values): string {
  return template
    .replace(/\[([^[\]]*)\]/g, (_whole, part: string) =>
      placeholders(part).every((name) => values[name]) ? part : '',
    )
    .replace(/\{(\w+)\}/g, (_whole, name: string) => values[name] || UNKNOWN)
}

/** Names in a template, in their order. */
export function placeholders(template: string): string[] {
  return [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
}
