/** Tokens that their bearer makes: the service is only ever told their hash. */
import { sha256 } from './hash.ts'

/** Small texts kept on this machine, outside any document. */
export interface Keeper {
  get(key: string): string | null
  /** Null takes it away. */
  set(key: string, value: string | null): void
}

const KEY = 'secret'
const BYTES = 32
const DAY_MILLISECONDS = 86_400_000
/** A token that ends within so many days is replaced while it is good. */
const RENEWED_BEFORE = 60

/** 256 random bits, hex. */
export function newSecret(): string {
  return [...crypto.getRandomValues(new Uint8Array(BYTES))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}

/**
 * A token to ask the service for, and its hash. It is kept before it is asked for, and the same is asked
 * for again until it was given: an answer that was lost costs nothing.
 *
 * @param purpose the enrolment code that it is asked for with, or the token whose place it takes
 * @param made a new one, 256 random bits
 */
export async function wantedToken(
  keeper: Keeper,
  purpose: string,
  made: () => string,
): Promise<{ token: string; hash: string }> {
  const token = tokenAskedFor(keeper, purpose) ?? made()
  keeper.set(KEY, JSON.stringify({ purpose, token }))
  return { token, hash: await sha256(token) }
}

/** The token that was asked for, and perhaps given; null: none was. */
export function tokenAskedFor(keeper: Keeper, purpose: string): string | null {
  const kept: { purpose: string; token: string } | null = JSON.parse(keeper.get(KEY) ?? 'null')
  return kept?.purpose === purpose ? kept.token : null
}

/** It was given, or is asked for no more. */
export function forgetWanted(keeper: Keeper): void {
  keeper.set(KEY, null)
}

/** Whole days for which a token is still good. @param expiresAt RFC 3339 */
export function daysLeft(expiresAt: string, now: Date): number {
  return Math.floor((Date.parse(expiresAt) - now.getTime()) / DAY_MILLISECONDS)
}

/** When a token is due to be replaced, RFC 3339. */
export function renewalOf(expiresAt: string): string {
  const due = Date.parse(expiresAt) - RENEWED_BEFORE * DAY_MILLISECONDS
  return new Date(due).toISOString()
}

/** Whether it is time to have a token replaced. */
export function isRenewalDue(expiresAt: string | undefined, now: Date): boolean {
  return expiresAt !== undefined && daysLeft(expiresAt, now) < RENEWED_BEFORE
}
