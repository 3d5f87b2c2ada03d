/**
 * The oracle: plays random traffic against the service and against the model, and compares them after
 * every step. What arrives at once may take effect in any order, what got no answer may have taken
 * effect or not; there must be one order in which the model gives the very answers that the service
 * gave and ends with the very rows that the database holds.
 */
import canonicalize from 'canonicalize'
import { makeSheets, type Person, type Sheet } from './county.ts'
import { type Answer, databaseFailed, type Message, requestOf } from './messages.ts'
import { Model, placeKey } from './model.ts'
import { randomOf } from './random.ts'
import { observed, reset } from './rows.ts'
import { minimal, story } from './shrink.ts'
import type { Delivery, Service, Step } from './step.ts'
import { type Counts, noCounts, Traffic } from './traffic.ts'

export interface Stage {
  service: Service
  tokens: Map<Person['id'], string>
  /** People by the id of their token, as it stands in the tables. */
  owners: Map<string, Person['id']>
  sheets: Map<string, Sheet>
}

export interface Run {
  seed: number
  /** How many messages must arrive at least. */
  operations: number
  /** Share of the faults that kill the runtime. */
  deadly: number
  /** Replays that finding the shortest tail may take. */
  replays: number
}

/** A round begins with empty tables, so that what fails has a short history. */
const ROUND = 500

/** Seeds of rounds follow each other at a distance. */
const SEED_STEP = 7919

/** @throws Error at the first mismatch, with the seed and the shortest tail of steps that shows it */
export async function oracle(
  stage: Omit<Stage, 'sheets'>,
  { seed, operations, deadly, replays }: Run,
): Promise<Counts> {
  const full: Stage = { ...stage, sheets: await makeSheets() }
  const counts = noCounts()
  for (let round = 0; counts.operations < operations; round += 1) {
    const game = new Game(full)
    await reset(full.service)
    const traffic = new Traffic(seed + round * SEED_STEP, full.sheets, deadly, counts)
    const until = Math.min(operations, counts.operations + ROUND)
    const played: Step[] = []
    while (counts.operations < until) {
      const step = traffic.next()
      played.push(step)
      try {
        traffic.hear(step, await game.play(step))
      } catch (error) {
        if (!(error instanceof Mismatch)) throw error
        const tail = await minimal(played, (steps) => fails(full, steps), replays)
        throw new Error(
          `The service and the model differ. ORACLE_SEED=${seed}, round ${round}, step ${played.length}\n` +
            `${error.message}\nShortest tail:\n${story(tail)}`,
        )
      }
    }
    await game.readBack(seed)
    counts.revisions += game.revisions()
  }
  return counts
}

/** Whether steps played from the beginning show a mismatch. */
async function fails(stage: Stage, steps: Step[]): Promise<string | null> {
  const game = new Game(stage)
  await reset(stage.service)
  for (const step of steps) {
    try {
      await game.play(step)
    } catch (error) {
      if (error instanceof Mismatch) return error.message
      throw error
    }
  }
  return null
}

class Mismatch extends Error {}

class Game {
  private readonly stage: Stage
  private model = new Model()

  constructor(stage: Stage) {
    this.stage = stage
  }

  /** @throws Mismatch */
  async play({ deliveries, seed }: Step): Promise<(Answer | null)[]> {
    const { service, tokens, sheets, owners } = this.stage
    const arrivals = deliveries.map(({ message, ...rest }) => ({
      ...rest,
      request: requestOf(message, tokens, sheets),
    }))
    const answers = await service.deliver(arrivals, seed)

    const { events } = this.model.counts()
    const places = placesOf(deliveries)
    const found = await observed(service, owners, places, events)
    const holds = (model: Model) =>
      same(found, { ...model.rows(places, events), counts: model.counts() })
    const explained = this.explain(deliveries, answers, holds)
    if (!explained) throw new Mismatch(this.difference({ deliveries, seed }, answers, found))
    this.model = explained
    return answers
  }

  /** Everything that was acknowledged can be read, revision by revision, whole. */
  async readBack(seed: number): Promise<void> {
    const random = randomOf(seed)
    for (const { place, revisions } of this.model.places()) {
      for (let revision = 1; revision <= revisions; revision += 1) {
        // Every last one, and one in four of the others.
        if (revision < revisions && !random.happens(0.25)) continue
        const message: Message = { ask: 'get', by: 'prefecture', revision, known: null, ...place }
        const at = '2020-04-01T00:00:00.000Z'
        await this.play({ deliveries: [{ message, at, fault: null }], seed: 0 })
      }
    }
    const everywhere = this.model.places().map(({ place }) => placeKey(place))
    const found = await observed(this.stage.service, this.stage.owners, everywhere, 0)
    const expected = { ...this.model.rows(everywhere, 0), counts: this.model.counts() }
    if (!same(found, expected)) {
      throw new Mismatch(
        `At the end of the round the tables hold\n${canonicalize(found)}\nnot\n${canonicalize(expected)}`,
      )
    }
  }

  revisions(): number {
    return this.model.counts().revisions
  }

  /** The model after some order of the deliveries that explains answers and rows; null if none does. */
  private explain(
    deliveries: Delivery[],
    answers: (Answer | null)[],
    holds: (model: Model) => boolean,
  ): Model | null {
    const { sheets } = this.stage
    function search(model: Model, left: number[]): Model | null {
      if (left.length === 0) return holds(model) ? model : null
      for (const index of left) {
        const { message, at, fault } = deliveries[index]!
        const others = left.filter((one) => one !== index)
        const given = answers[index] ?? null
        const next = model.copy()
        const expected = next.answer(message, at, sheets)
        if (given === null || (fault && databaseFailed(given))) {
          // Nobody knows what became of it: it took effect, or it did not.
          const found = search(next, others) ?? search(model, others)
          if (found) return found
        } else if (fits(given, expected)) {
          const found = search(next, others)
          if (found) return found
        } else if (deliveries.length > 1 && outrun(model, message, given)) {
          const found = search(model, others)
          if (found) return found
        }
      }
      return null
    }
    return search(this.model, [...deliveries.keys()])
  }

  /** What does not fit, for a reader, in the order of arrival. */
  private difference({ deliveries }: Step, answers: (Answer | null)[], found: object): string {
    const model = this.model.copy()
    const { events } = model.counts()
    const lines = deliveries.map(({ message, at }, index) => {
      const expected = model.answer(message, at, this.stage.sheets)
      const given = answers[index] ?? null
      const isRight = given !== null && fits(given, expected)
      return `${message.by} ${message.ask}: ${isRight ? 'fits' : unlike(given, expected)}`
    })
    const rows: Record<string, unknown> = {
      ...model.rows(placesOf(deliveries), events),
      counts: model.counts(),
    }
    for (const [table, held] of Object.entries(found)) {
      if (!same(held, rows[table])) lines.push(`${table}: ${unlike(held, rows[table])}`)
    }
    return `In no order do answers and rows fit; in the order of arrival:\n${lines.join('\n')}`
  }
}

/** Two values without what they have in common at the top. */
function unlike(found: unknown, expected: unknown): string {
  const [shown, wanted] = [apart(found, expected), apart(expected, found)]
  return `\n  found    ${canonicalize(shown)}\n  expected ${canonicalize(wanted)}`
}

function apart(value: unknown, other: unknown): unknown {
  if (Array.isArray(value) && Array.isArray(other)) {
    const rows = value.filter((item) => !other.some((one) => same(one, item)))
    return value.length === other.length
      ? rows.map((row) => apart(row, other[value.indexOf(row)]))
      : rows
  }
  if (!isObject(value) || !isObject(other)) return value
  const members = Object.entries(value).filter(([member, held]) => !same(held, other[member]))
  return Object.fromEntries(members.map(([member, held]) => [member, apart(held, other[member])]))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function placesOf(deliveries: Delivery[]): string[] {
  return deliveries.flatMap(({ message }) => ('form' in message ? [placeKey(message)] : []))
}

/**
 * Whoever is overtaken between reading and writing may be told so instead of being served: who loses
 * twice is asked to wait, and a decision on what is no longer there is refused.
 */
function outrun(model: Model, message: Message, given: Answer): boolean {
  const { ask } = message
  if (ask === 'extend' || ask === 'withdraw') return given.status === 503
  if (ask !== 'put' && ask !== 'accept' && ask !== 'return' && ask !== 'rule') return false
  return (
    given.status === 503 ||
    ((ask === 'accept' || ask === 'return') && fits(given, model.changed(message)))
  )
}

/** Whether the service's answer is the model's; it may say more (findings, wordings, differences). */
function fits(given: Answer, expected: Answer): boolean {
  // Totals have a tag of what they say, which is compared anyway.
  const isTagged = expected.etag !== null || expected.status !== 200
  if (given.status !== expected.status || (isTagged && given.etag !== expected.etag)) return false
  if (expected.body === null || given.body === null) return expected.body === given.body
  const { body } = given
  return Object.entries(expected.body).every(([member, value]) => same(body[member], value))
}

function same(one: unknown, other: unknown): boolean {
  return canonicalize(one) === canonicalize(other)
}
