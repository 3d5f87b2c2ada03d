import type { Lang } from '../../shared/messages/index.ts'
import { decoded } from './route.ts'

const TOKEN = 'fugong.county.token'
const LANG = 'fugong.lang'

export function storedToken(): string | null {
  return read(TOKEN)
}

export function storeToken(token: string | null): void {
  write(TOKEN, token)
}

export function storedLang(): Lang {
  return read(LANG) === 'en' ? 'en' : 'zh'
}

export function storeLang(lang: Lang): void {
  write(LANG, lang)
}

// A browser that is told to keep nothing refuses the very access; then a session ends with the page.
function read(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {}
}

const CODE = /^#\/?\??code=([^&]+)/

export function hasCode(): boolean {
  return CODE.test(location.hash)
}

/**
 * The enrolment code of an address such as `/#code=XXXX`, taken once: it is removed from the address
 * bar and the history, because a code is a secret until it is used.
 */
export function takeCode(): string | null {
  const found = CODE.exec(location.hash)
  if (!found) return null
  history.replaceState(null, '', `${location.pathname}${location.search}`)
  return decoded(found[1] ?? '')
}
