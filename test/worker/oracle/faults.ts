import { type Random, randomOf } from './random.ts'
import type { Fault } from './step.ts'

/**
 * Lets the database calls of concurrent requests through one at a time, in an order that a seed
 * decides: it waits until every request that is not done stands before the database, then picks one.
 * So the same seed makes the same race, however fast the machine is.
 */
export class Turnstile {
  private readonly random: Random
  private readonly busy: Set<number>
  private waiting: { request: number; go: () => void }[] = []
  private taken = false

  constructor(requests: number, seed: number) {
    this.random = randomOf(seed)
    this.busy = new Set(Array.from({ length: requests }, (_, index) => index))
  }

  /** Waits for the request's turn. */
  async enter(request: number): Promise<void> {
    const turn = Promise.withResolvers<void>()
    this.waiting.push({ request, go: turn.resolve })
    this.next()
    await turn.promise
  }

  /** Ends the turn. */
  leave(): void {
    this.taken = false
    this.next()
  }

  /** Tells that a request is done and comes no more. */
  done(request: number): void {
    this.busy.delete(request)
    this.next()
  }

  private next(): void {
    const standing = new Set(this.waiting.map(({ request }) => request))
    const allStand = [...this.busy].every((request) => standing.has(request))
    if (this.taken || standing.size === 0 || !allStand) return
    // Which of several arrived first must not matter.
    const requests = [...standing].sort((a, b) => a - b)
    const chosen = this.random.one(requests)
    const index = this.waiting.findIndex(({ request }) => request === chosen)
    const [turn] = this.waiting.splice(index, 1)
    this.taken = true
    turn?.go()
  }
}

interface Hooks {
  enter: () => Promise<void>
  leave: () => void
  /** Asks for the end of the runtime; returns when that has been heard. */
  kill: () => Promise<void>
}

/** The database as one request sees it: its calls take turns, and one of them may go wrong. */
export function unreliable(db: D1Database, fault: Fault | null, hooks: Hooks): D1Database {
  const originals = new WeakMap<D1PreparedStatement, D1PreparedStatement>()
  let calls = 0

  async function guarded<Result>(act: () => Promise<Result>): Promise<Result> {
    calls += 1
    const hit = fault?.call === calls ? fault : null
    await hooks.enter()
    try {
      if (hit?.when === 'before') await strike(hit)
      if (hit?.when === 'during') return (await Promise.all([act(), strike(hit)]))[0]
      const result = await act()
      if (hit) await strike(hit)
      return result
    } finally {
      hooks.leave()
    }
  }

  async function strike({ how }: Fault): Promise<never> {
    if (how === 'error') throw new Error('D1_ERROR: Network connection lost.')
    await hooks.kill()
    // Whoever was told kills the runtime long before this ends.
    await scheduler.wait(60_000)
    throw new Error('Nobody has killed the runtime')
  }

  function statement(original: D1PreparedStatement): D1PreparedStatement {
    const run = <Row>() => guarded(() => original.run<Row>())
    const other = () => Promise.reject(new Error('The service uses run() and batch() only'))
    const wrapped = {
      bind: (...values: unknown[]) => statement(original.bind(...values)),
      run,
      all: run,
      first: other,
      raw: other,
    }
    originals.set(wrapped, original)
    return wrapped
  }

  const wrapped: Pick<D1Database, 'prepare' | 'batch'> = {
    prepare: (query) => statement(db.prepare(query)),
    batch: <Row>(statements: D1PreparedStatement[]) =>
      guarded(() => db.batch<Row>(statements.map((one) => originals.get(one) ?? one))),
  }
  return Object.assign(Object.create(db), wrapped)
}
