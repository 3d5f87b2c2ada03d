import { sha256 } from '../../shared/protocol/hash.ts'
import type { NewToken } from '../store/access.ts'

export { sha256 }

/** Digits and capitals that are not mistaken for each other when read aloud or copied by hand. */
const CODE_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
/** 16 characters of 32: 80 random bits, in four groups. */
const CODE_LENGTH = 16
const TOKEN_DAYS = 400

const DAY_MILLISECONDS = 86_400_000

/**
 * A new token: 256 random bits in base64url for its bearer, their SHA-256 for us.
 *
 * @param hash of a token that its bearer has made, and that nobody else is told
 */
export async function newToken(now: Date, hash?: string): Promise<NewToken & { token?: string }> {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  const token = bytes.toBase64({ alphabet: 'base64url', omitPadding: true })
  return {
    ...(hash === undefined ? { token, hash: await sha256(token) } : { hash }),
    id: crypto.randomUUID(),
    createdAt: now,
    expiresAt: new Date(now.getTime() + TOKEN_DAYS * DAY_MILLISECONDS),
  }
}

/** A new enrolment code, `7K3M-9QXT-…`. */
export function newCode(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(CODE_LENGTH))
  const characters = [...bytes].map((byte) => CODE_ALPHABET[byte % CODE_ALPHABET.length]).join('')
  return characters.replace(/.{4}(?=.)/g, '$&-')
}

/** The code as it was issued, however it was typed: small letters, blanks, dashes left out. */
export function normaliseCode(typed: string): string {
  const characters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
  return characters.replace(/.{4}(?=.)/g, '$&-')
}

/** Compares in a time that tells nothing about how much of the secret was right. */
export async function sameSecret(given: string, secret: string): Promise<boolean> {
  return crypto.subtle.timingSafeEqual(await digest(given), await digest(secret))
}

function digest(text: string): Promise<ArrayBuffer> {
  return crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
}
