import type { Decision } from '../../shared/protocol/submission.ts'

/** What a writer says about the revision it builds on (RFC 9110, 13.1). */
export type Precondition =
  /** `If-None-Match: *`: there is none yet. */
  | { kind: 'none' }
  /** `If-Match: *`: whichever there is. */
  | { kind: 'any' }
  /** `If-Match: "…"`: one of these. */
  | { kind: 'tags'; hashes: string[] }

/** The precondition of a request; null when it has none. */
export function preconditionOf(
  ifMatch: string | undefined,
  ifNoneMatch: string | undefined,
): Precondition | null {
  if (ifMatch?.trim() === '*') return { kind: 'any' }
  if (ifMatch !== undefined) return { kind: 'tags', hashes: tagsOf(ifMatch).map(hashOf) }
  return ifNoneMatch?.trim() === '*' ? { kind: 'none' } : null
}

export function satisfied(precondition: Precondition, currentHash: string | null): boolean {
  if (precondition.kind === 'none') return currentHash === null
  if (currentHash === null) return false
  return precondition.kind === 'any' || precondition.hashes.includes(currentHash)
}

/**
 * The tag of a submission as it is read: the content hash, and once it was decided on also when,
 * because the same content reads differently before and after.
 */
export function etagOf(hash: string, decision: Decision | null): string {
  return decision ? `"${hash}.${Date.parse(decision.decidedAt).toString(36)}"` : `"${hash}"`
}

/** Whether `If-None-Match` names the tag; weak comparison, as for GET (RFC 9110, 13.1.2). */
export function matchesTag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  return ifNoneMatch.trim() === '*' || tagsOf(ifNoneMatch).includes(etag.slice(1, -1))
}

/** The tags of a header. A network that compresses answers makes strong tags weak; ours stay ours. */
function tagsOf(header: string): string[] {
  return [...header.matchAll(/(?:W\/)?"([^"]*)"/g)].map(([, tag = '']) => tag)
}

/** A revision is built on content; a decision since then does not make it stale. */
function hashOf(tag: string): string {
  return tag.split('.', 1)[0] ?? ''
}
