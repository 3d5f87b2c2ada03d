import type { Answer, ApiRequest, Message } from './messages.ts'

/** What goes wrong at one of a request's calls of the database. */
export interface Fault {
  /** Which call, from 1; a request that makes fewer is spared. */
  call: number
  /** `during`: while the database is at work, so that nobody knows how it ends. */
  when: 'before' | 'during' | 'after'
  /** `error`: the call fails. `kill`: the runtime is gone. */
  how: 'error' | 'kill'
}

/** A message as it arrives. */
export interface Delivery {
  message: Message
  /** The moment of arrival, RFC 3339. */
  at: string
  fault: Fault | null
}

/** Messages that arrive at once, and the order in which their database calls take turns. */
export interface Step {
  deliveries: Delivery[]
  seed: number
}

/** A delivery as the service gets it. */
export interface Arrival extends Omit<Delivery, 'message'> {
  request: ApiRequest
}

/** The service under test, wherever it runs. */
export interface Service {
  /** Answers by arrival; null where none came, because the runtime was killed. */
  deliver: (arrivals: Arrival[], seed: number) => Promise<(Answer | null)[]>
  /** Runs statements against its database and returns the rows of each. */
  query: (statements: string[]) => Promise<Record<string, unknown>[][]>
}
