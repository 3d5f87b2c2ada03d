import type { Account, Asked, Taken } from './take.ts'

/** What a store starts with. */
export interface StoreOptions {
  /** Empty; everything the store keeps goes here. */
  folder: string
  accounts: Account[]
}

/** How a peer keeps submissions, once the shared part of the work is done. */
export interface Running {
  port: number
  stored: () => Promise<number>
  stop: () => Promise<void>
}

export type StartStore = (options: StoreOptions) => Promise<Running>

/** A table of the service's own schema, and what a row of it says of a submission. */
export function revisionRow({ unit, form, period, token, key }: Asked, taken: Taken) {
  const { receipt, kind, document, keys } = taken
  const { hash, receivedAt, receivedFrom } = receipt
  return {
    unit,
    period,
    form: form.id,
    hash,
    kind,
    tally: JSON.stringify(receipt.tally),
    receivedAt,
    receivedFrom,
    document,
    keys,
    token,
    key,
  }
}
