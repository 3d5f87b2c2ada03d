import { fill } from '../../shared/messages/fill.ts'
import type { Lang } from '../../shared/messages/index.ts'

export type Params = Record<string, string | number>
export type WordsOf<Key extends string> = (key: Key, params?: Params) => string

/** Looks wording up in a table per language and fills it in; the syntax is that of `fill`. */
export function wordsOf<Key extends string>(
  tables: Record<Lang, Record<Key, string>>,
): (lang: Lang) => WordsOf<Key> {
  return (lang) =>
    (key, params = {}) =>
      fill(
        tables[lang][key],
        Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)])),
      )
}
