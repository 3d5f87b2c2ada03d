/** The county that is played: its townships, and for each a token. */
import { createHash } from 'node:crypto'

export interface Township {
  id: string
  name: string
  /** Ids from the root down, each followed by a slash. */
  path: string
  token: string
}

/** As many as a county has that `docs/guides/cost.md` reckons with. */
export const TOWNSHIPS = 40

export const COUNTY = { id: 'county', name: '某县', level: 'county', parent: null }

/** @param tokens by township, where they were issued; otherwise each has one of its own making */
export function townships(tokens: string[] = []): Township[] {
  return Array.from({ length: TOWNSHIPS }, (_, index) => {
    const id = `town${index + 1}`
    return {
      id,
      name: `第${index + 1}镇`,
      path: `${COUNTY.id}/${id}/`,
      token: tokens[index] ?? createHash('sha256').update(id).digest('base64url'),
    }
  })
}

export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
