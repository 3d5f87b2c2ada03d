import type { KeyValues } from '../model/deps.ts'

/**
 * Small texts in local storage.
 * @param partition prefix that Office asks for where it shares storage between sites
 */
export function keyValues(partition: string): KeyValues {
  const name = (key: string) => `${partition}fugong.${key}`
  return {
    get: (key) => localStorage.getItem(name(key)),
    set(key, value) {
      if (value === null) localStorage.removeItem(name(key))
      else localStorage.setItem(name(key), value)
    },
  }
}
