import type { Lang } from '../../shared/messages/index.ts'
import type { Grant, Me } from '../../shared/protocol/answers.ts'
import {
  forgetWanted,
  isRenewalDue,
  type Keeper,
  newSecret,
  tokenAskedFor,
  wantedToken,
} from '../../shared/protocol/secrets.ts'
import { type Api, ApiError, at } from './api.ts'
import { decoded } from './route.ts'

const KEPT = 'fugong.county.'
const TOKEN = `${KEPT}token`
const LANG = 'fugong.lang'

export function storedToken(): string | null {
  return read(TOKEN)
}

export function storeToken(token: string | null): void {
  write(TOKEN, token)
}

const keeper: Keeper = {
  get: (key) => read(KEPT + key),
  set: (key, value) => write(KEPT + key, value),
}

/**
 * Trades an enrolment code for a token of this browser's own making; where the answer was lost, the same
 * code asks for the same token again.
 */
export async function enrol(api: Api, code: string): Promise<string> {
  const { token, hash } = await wantedToken(keeper, code.trim(), newSecret)
  await granted(api, at.enrol, { code: code.trim(), hash })
  return kept(token)
}

/** The token that takes the place of one near its end; null: not yet, or not now. */
export async function renewed(api: Api, token: string, { expiresAt }: Me): Promise<string | null> {
  if (!isRenewalDue(expiresAt, new Date())) return null
  try {
    const wanted = await wantedToken(keeper, token, newSecret)
    await granted(api, at.rotate, { hash: wanted.hash })
    return kept(wanted.token)
  } catch {
    // Another time: it is still good.
    return null
  }
}

/** The token to go on with when one is refused: asked for, the answer lost; or that of another tab. */
export function successor(token: string): string | null {
  const asked = tokenAskedFor(keeper, token)
  if (asked !== null) return kept(asked)
  const stored = storedToken()
  return stored === token ? null : stored
}

function kept(token: string): string {
  storeToken(token)
  forgetWanted(keeper)
  return token
}

/** The sign-in page of a guest network answers 200 as well. */
async function granted(api: Api, path: string, body: unknown): Promise<void> {
  const grant = await api.post<Grant>(path, body).catch((error: unknown) => {
    throw error instanceof ApiError ? error : new ApiError(null)
  })
  if (typeof grant?.expiresAt !== 'string') throw new ApiError(null)
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
