import type { CallOptions } from '../county.ts'

/** Whose token a request carries; everybody's is good for Cili, as far as it is good at all. */
export type Who =
  | 'root'
  | 'administrator'
  | 'reader'
  | 'neighbour'
  | 'expired'
  | 'revoked'
  | 'nobody'

/** A request that must be refused, and how. */
export interface Bad {
  what: string
  /** `GET /me` */
  request: string
  /** The administrator, unless said. */
  who?: Who
  options?: CallOptions
  status: number
  /** The last part of the problem's type. */
  problem: string
}

/** What the requests find there: a submission, one that is accepted, a week that is closed. */
export const SUBMITTED = '2020-W09'
export const ACCEPTED = '2020-W10'
export const CLOSED = '2020-W11'
export const EMPTY = '2020-W12'

/** The words of a text, so that a long list stays short to read. */
export const words = (text: string) => text.trim().split(/\s+/)
