import { decoded } from './route.ts'

const TOKEN = 'fugong.county.token'
const LANG = 'fugong.lang'

export function storedToken(): string | null {
  return localStorage.getItem(TOKEN)
}

export function storeToken(token: string | null): void {
  if (token === null) localStorage.removeItem(TOKEN)
  else localStorage.setItem(TOKEN, token)
}

export function storedLang(): 'zh' | 'en' {
  return localStorage.getItem(LANG) === 'en' ? 'en' : 'zh'
}

export function storeLang(lang: 'zh' | 'en'): void {
  localStorage.setItem(LANG, lang)
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
