/**
 * The token that this deployment shows above. A Worker cannot write its own secrets, and a token is not kept
 * in the database. So the tokens that take the place of the one in `UPWARD_TOKEN` are made of that, one
 * after the other, and only how many there have been is written down. An answer that was lost costs
 * nothing: the same token is asked for again.
 */
import { sha256 } from '../../shared/protocol/hash.ts'
import { isRenewalDue } from '../../shared/protocol/secrets.ts'
import { keepUpwardToken, upwardToken } from '../store/upward.ts'
import { type Me, type Receiver, Refused, receiverAt, type Send } from './receiver.ts'

/** How it stands, as far as is known. */
export interface TokenStanding {
  /** Tells the secret that it is made of from another; of no use to anybody who reads it. */
  of: string
  /** How many have taken each other's place since. */
  generation: number
  /** RFC 3339; null: the receiver has not been asked. */
  expiresAt: string | null
  /** Why the receiver takes it or its replacement no more: the last part of a problem's type. */
  refused: string | null
}

/** Who we are above. */
export interface Visit {
  receiver: Receiver
  me: Me
}

export interface TokenKeeper {
  standing: TokenStanding
  /** Asks once who we are there, and replaces a token that is near its end. @throws Refused */
  visit(now: Date): Promise<Visit>
}

const MARK_LENGTH = 16

/** @param secret the token that the deployment above has given */
export async function tokenKeeper(
  db: D1Database,
  to: string,
  secret: string,
  send: Send,
): Promise<TokenKeeper> {
  const of = (await sha256(secret)).slice(0, MARK_LENGTH)
  const kept = await upwardToken(db)
  const fresh = { of, generation: 0, expiresAt: null, refused: null }
  let standing: TokenStanding = kept?.of === of ? kept : fresh
  let visited: Promise<Visit> | null = null

  const receiverOf = async (generation: number) =>
    receiverAt(to, await tokenOf(secret, generation), send)

  async function keep(now: Omit<TokenStanding, 'of'>): Promise<void> {
    const before = JSON.stringify(standing)
    standing = { of, ...now }
    if (JSON.stringify(standing) !== before) await keepUpwardToken(db, standing)
  }

  async function visit(now: Date): Promise<Visit> {
    let { generation } = standing
    let receiver = await receiverOf(generation)
    let me: Me
    try {
      me = await receiver.me()
    } catch (error) {
      if (!isOfToken(error)) throw error
      // It may have been replaced, the answer lost, and have ended since.
      receiver = await receiverOf(generation + 1)
      const found = await receiver.me().catch(() => null)
      if (!found) {
        await keep({ ...standing, refused: error.trouble.problem })
        throw error
      }
      me = found
      generation += 1
    }
    let { expiresAt } = me
    let refused: string | null = null
    if (isRenewalDue(expiresAt, now)) {
      try {
        expiresAt = await receiver.rotate(await sha256(await tokenOf(secret, generation + 1)))
        generation += 1
        receiver = await receiverOf(generation)
      } catch (error) {
        // It is still good: what there is to report is reported, and the next pass asks again.
        if (!(error instanceof Refused)) throw error
        if (error.trouble.problem !== 'unreachable') refused = error.trouble.problem
      }
    }
    await keep({ generation, expiresAt, refused })
    return { receiver, me }
  }

  return {
    get standing() {
      return standing
    },
    visit(now) {
      visited ??= visit(now)
      return visited
    },
  }
}

/** Whether it is time to look after the token even if there is nothing to report. */
export function wantsVisit({ expiresAt }: TokenStanding, now: Date): boolean {
  return expiresAt === null || isRenewalDue(expiresAt, now)
}

/** 256 bits in base64url; who has not the secret can make none of them of the ones before. */
async function tokenOf(secret: string, generation: number): Promise<string> {
  if (generation === 0) return secret
  const text = new TextEncoder()
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', text.encode(secret), algorithm, false, ['sign'])
  const made = await crypto.subtle.sign('HMAC', key, text.encode(`upward ${generation}`))
  return new Uint8Array(made).toBase64({ alphabet: 'base64url', omitPadding: true })
}

function isOfToken(error: unknown): error is Refused {
  return error instanceof Refused && error.trouble.problem.startsWith('token-')
}
