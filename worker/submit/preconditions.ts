import type { Decision } from '../../shared/protocol/submission.ts'

/** Entity tags by their content hashes, or `*`: whichever there is. */
type Tags = '*' | string[]

/** What a writer says about the revision it builds on (RFC 9110, 13.1); null: that header is not there. */
export interface Precondition {
  match: Tags | null
  noneMatch: Tags | null
}

/** The precondition of a request; null when it says nothing of what it builds on. */
export function preconditionOf(
  ifMatch: string | undefined,
  ifNoneMatch: string | undefined,
): Precondition | null {
  const [match, noneMatch] = [hashesOf(ifMatch), hashesOf(ifNoneMatch)]
  return match !== null || noneMatch === '*' ? { match, noneMatch } : null
}

/** Whether all of it holds: whoever contradicts itself is refused (RFC 9110, 13.2.2). */
export function satisfied({ match, noneMatch }: Precondition, currentHash: string | null): boolean {
  const isNamed = (tags: Tags) =>
    currentHash !== null && (tags === '*' || tags.includes(currentHash))
  return (match === null || isNamed(match)) && (noneMatch === null || !isNamed(noneMatch))
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

function hashesOf(header: string | undefined): Tags | null {
  if (header === undefined) return null
  return header.trim() === '*' ? '*' : tagsOf(header).map(hashOf)
}

/** A revision is built on content; a decision since then does not make it stale. */
function hashOf(tag: string): string {
  return tag.split('.', 1)[0] ?? ''
}
