/** Something that takes submissions over http, to be measured. */
export interface Serving {
  /** `http://127.0.0.1:3000` */
  origin: string
  /** Milliseconds of processor time it took so far; null where the system does not say. */
  processor: () => number | null
  /** How many submissions it keeps. */
  stored: () => Promise<number>
  /** Ends every process of it. */
  stop: () => Promise<void>
}
