import { forms, type Person, people, periods, type Sheet, units } from './county.ts'
import { type Answer, type Base, databaseFailed, type Message, type Place } from './messages.ts'
import { placeKey } from './model.ts'
import { type Random, randomOf } from './random.ts'
import type { Delivery, Fault, Step } from './step.ts'

/** How a run went wrong on purpose. */
export interface Counts {
  /** Messages that arrived. */
  operations: number
  /** Of these, how many failed, lost their answer, or were repeated, doubled or delayed. */
  faulted: number
  databaseErrors: number
  kills: number
  answersLost: number
  retries: number
  duplicates: number
  delayed: number
  concurrent: number
  revisions: number
  /** Answers by status. */
  statuses: Record<string, number>
}

export function noCounts(): Counts {
  return {
    operations: 0,
    faulted: 0,
    databaseErrors: 0,
    kills: 0,
    answersLost: 0,
    retries: 0,
    duplicates: 0,
    delayed: 0,
    concurrent: 0,
    revisions: 0,
    statuses: {},
  }
}

/** A message on its way. */
interface Envelope {
  message: Message
  /** Steps until it arrives. */
  wait: number
  tries: number
  why: 'new' | 'retries' | 'duplicates' | 'delayed'
}

const START = Date.parse('2020-02-26T02:00:00Z')
/** On average, so that both deadlines pass within a round of a few hundred steps. */
const MINUTES_A_STEP = 40
const TRIES = 5

/** Keys are told apart by their number; a few are used again, which they must not be. */
const OLD_KEYS = 6

/** A deadline may be set to the very moment at which one of the last so many revisions came. */
const MOMENTS = 10

/** Random clerks and offices, and a network between them and the service that cannot be trusted. */
export class Traffic {
  private readonly random: Random
  private readonly sheets: Sheet[]
  private readonly deadly: number
  private readonly counts: Counts
  private time = START
  private steps = 0
  private keys = 0
  private underway: Envelope[] = []
  private arriving: Envelope[] = []
  /** When revisions have come lately. */
  private moments: string[] = []
  /** The entity tags that a person has seen in a place, the newest last. */
  private readonly seen = new Map<string, string[]>()

  /** @param deadly share of the faults that kill the runtime */
  constructor(seed: number, sheets: Map<string, Sheet>, deadly: number, counts: Counts) {
    this.random = randomOf(seed)
    this.sheets = [...sheets.values()]
    this.deadly = deadly
    this.counts = counts
  }

  /** What arrives next. */
  next(): Step {
    const { random } = this
    this.steps += 1
    this.time += random.below(2 * MINUTES_A_STEP) * 60_000
    for (const envelope of this.underway) envelope.wait -= 1
    const size = random.weighted([
      [4, 1],
      [3, 2],
      [2, 3],
      [1, 4],
    ])
    const hot = random.happens(0.7) ? this.place() : null
    const contest = hot !== null && size > 1 && random.happens(0.35)
    this.arriving = []
    while (this.arriving.length < size) {
      const ripe = contest ? [] : this.underway.filter(({ wait }) => wait <= 0)
      const fetched = ripe.length > 0 && random.happens(0.6) ? random.one(ripe) : null
      if (fetched) this.underway.splice(this.underway.indexOf(fetched), 1)
      const made: Envelope = {
        message: this.message(hot ?? this.place(), contest),
        wait: 0,
        tries: 1,
        why: 'new',
      }
      const envelope = fetched ?? made
      if (!fetched && random.happens(0.15)) {
        this.underway.push({ ...envelope, wait: 1 + random.below(12), why: 'delayed' })
        continue
      }
      this.arriving.push(envelope)
      if (random.happens(0.12)) {
        this.underway.push({ ...envelope, wait: random.below(8), tries: TRIES, why: 'duplicates' })
      }
    }
    const deliveries = this.arriving.map(({ message }, index): Delivery => {
      const at = new Date(this.time + this.steps * 10 + index).toISOString()
      return { message, at, fault: this.fault() }
    })
    // One death a step is enough; who comes after it is not heard.
    for (const later of deliveries.slice(deliveries.findIndex(isDeadly) + 1)) {
      if (isDeadly(later)) later.fault = null
    }
    return { deliveries, seed: random.below(2 ** 31) }
  }

  private fault(): Fault | null {
    const { random } = this
    if (!random.happens(0.2)) return null
    const how = random.happens(this.deadly) ? 'kill' : 'error'
    const when = random.one(
      how === 'kill' ? (['before', 'during', 'after'] as const) : (['before', 'after'] as const),
    )
    return { call: 1 + random.below(5), when, how }
  }

  /** What people make of the answers that reach them. */
  hear(step: Step, answers: (Answer | null)[]): void {
    const { random, counts } = this
    for (const [index, { message, at, fault }] of step.deliveries.entries()) {
      const envelope = this.arriving[index]!
      const answer = answers[index] ?? null
      const lost = answer !== null && random.happens(0.2)
      const failed = answer === null || answer.status >= 500

      counts.operations += 1
      const status = String(answer?.status ?? 'none')
      counts.statuses[status] = (counts.statuses[status] ?? 0) + 1
      if (fault?.how === 'error' && answer && databaseFailed(answer)) counts.databaseErrors += 1
      if (answer === null) counts.kills += fault ? 1 : 0
      if (lost) counts.answersLost += 1
      if (envelope.why !== 'new') counts[envelope.why] += 1
      const together = step.deliveries.length > 1
      if (together) counts.concurrent += 1
      if (lost || failed || envelope.why !== 'new') counts.faulted += 1

      if ((lost || failed) && envelope.tries < TRIES) {
        const wait = random.below(6)
        this.underway.push({ message, wait, tries: envelope.tries + 1, why: 'retries' })
      }
      const isRevision = message.ask === 'put' && answer !== null && answer.status < 300
      if (isRevision) this.moments = [...this.moments, at].slice(-MOMENTS)
      if (answer && !lost) this.remember(message, answer)
    }
  }

  private remember(message: Message, { etag, body }: Answer): void {
    if (!('form' in message) || message.ask === 'totals' || message.ask === 'completeness') return
    const current = body?.current as { etag: string } | null | undefined
    const tag = etag ?? current?.etag
    if (!tag) return
    const key = `${message.by} ${placeKey(message)}`
    this.seen.set(key, [...(this.seen.get(key) ?? []), tag])
  }

  private place(): Place {
    const unit = this.random.weighted([
      [5, 'lingyang'],
      [3, 'jiangya'],
      [3, 'sangzhi'],
      [1, 'cili'],
    ])
    return { unit, form: this.random.one(forms).id, period: this.random.one(periods) }
  }

  /** Something somebody may do in a place; in a contest everybody wants to change the same thing. */
  private message(place: Place, contest: boolean): Message {
    const { random } = this
    const { unit, period, form } = place
    const senders = people.filter(
      (person) => person.unit === unit || (person.role === 'aggregator' && random.happens(0.1)),
    )
    const deciders = ['prefecture', ...(unit === 'sangzhi' ? [] : ['county'])]
    const above = random.one(['zhangjiajie', 'cili', unit, unit])
    const turner = above === 'zhangjiajie' ? 'prefecture' : random.one(deciders)
    const reader = random.one(people.filter(({ role }) => role !== 'reporter'))
    const top = reader.unit
    const view = random.one(['current', 'cutoff'] as const)
    const reason = random.one(['请核对返岗人数', '与上周不符'])
    const cells = random.one([[], ['D3'], ['B4', 'D5']])
    const base = this.decided(place)

    const acts: [usually: number, inContest: number, make: () => Message][] = [
      [55, 14, () => this.put(place, random.one(senders))],
      [4, 6, () => ({ ask: 'accept', by: random.one(deciders), base, ...place })],
      [11, 6, () => ({ ask: 'return', by: random.one(deciders), base, reason, cells, ...place })],
      [6, 4, () => this.ruling(place, random.one(deciders))],
      [1, 2, () => ({ ask: 'close', by: turner, unit: above, period })],
      [3, 2, () => ({ ask: 'reopen', by: turner, unit: above, period })],
      [2, 1, () => ({ ask: 'set', by: 'office', unit: above, period, ...this.days(period) })],
      [
        3,
        3,
        () => ({
          ask: 'extend',
          by: random.one(deciders),
          unit,
          period,
          due: this.laterDue(period),
        }),
      ],
      [1, 2, () => ({ ask: 'withdraw', by: random.one(deciders), unit, period })],
      [12, 1, () => this.get(place, random.one(senders))],
      [10, 1, () => ({ ask: 'totals', by: reader.id, unit: top, period, form, view })],
      [5, 0, () => ({ ask: 'completeness', by: reader.id, unit: top, period, form })],
      [2, 0, () => ({ ask: 'period', by: reader.id, unit: top, period })],
    ]
    const weighted = acts.map(([usually, inContest, make]) => {
      return [contest ? inContest : usually, make] as const
    })
    const message = random.weighted(weighted)()
    // What is locked is opened again soon, or little else would happen.
    if (message.ask === 'close') this.later({ ...message, ask: 'reopen' })
    if (message.ask === 'accept')
      this.later({ ...message, ask: 'return', base: null, reason, cells })
    return message
  }

  private later(message: Message): void {
    this.underway.push({ message, wait: 2 + this.random.below(8), tries: 1, why: 'new' })
  }

  private put(place: Place, person: Person): Message {
    const { random } = this
    const own = this.sheets.filter(({ unit, form }) => unit === place.unit && form === place.form)
    const fine = own.filter(({ miscounted }) => !miscounted)
    const sheet = random.one(random.happens(0.05) ? own : fine).id
    const key = random.weighted<() => string | null>([
      [12, () => `key-${++this.keys}`],
      [6, () => null],
      [2, () => `key-${Math.max(1, this.keys - random.below(OLD_KEYS))}`],
    ])()
    return { ask: 'put', by: person.id, sheet, base: this.base(place, person), key, ...place }
  }

  private ruling(place: Place, by: string): Message {
    const { random } = this
    const known = this.sheets.filter(({ unit, excuse }) => unit === place.unit && excuse !== null)
    const excuse = random.one(known).excuse!.id
    const state = random.happens(0.6) ? 'accepted' : 'refused'
    const until = state === 'accepted' ? random.one([null, ...periods]) : null
    return { ask: 'rule', by, excuse, state, until, ...place }
  }

  private base(place: Place, person: Person): Base {
    const { random } = this
    const seen = this.seen.get(`${person.id} ${placeKey(place)}`) ?? []
    const newest = seen.at(-1)
    return random.weighted<Base>([
      [70, newest ? [newest] : 'none'],
      [8, seen.length > 0 ? [random.one(seen)] : 'none'],
      [5, newest ? [`"another"`, `W/${newest}`] : 'any'],
      [9, 'any'],
      [6, 'none'],
      [2, null],
    ])
  }

  private decided(place: Place): string[] | null {
    const tags = units.flatMap(({ id }) =>
      people
        .filter(({ unit }) => unit === id)
        .flatMap((person) => this.seen.get(`${person.id} ${placeKey(place)}`)?.slice(-1) ?? []),
    )
    return tags.length > 0 && this.random.happens(0.7) ? [this.random.one(tags)] : null
  }

  private get(place: Place, person: Person): Message {
    const { random } = this
    const seen = this.seen.get(`${person.id} ${placeKey(place)}`) ?? []
    const known = seen.length > 0 && random.happens(0.5) ? random.one(seen.slice(-2)) : null
    const revision = random.happens(0.4) ? 1 + random.below(4) : null
    return { ask: 'get', by: person.id, revision, known, ...place }
  }

  /** Some of them are not later than what holds. */
  private laterDue(period: string): string {
    const days = period === '2020-W09' ? ['02-28', '02-29', '03-01'] : ['03-06', '03-07', '03-09']
    return `2020-${this.random.one(days)}T18:00:00+08:00`
  }

  private days(period: string): { asOf: string; due: string } {
    const { random, moments } = this
    const [asOf, day] =
      period === '2020-W09' ? ['2020-02-27', '2020-02-29'] : ['2020-03-05', '2020-03-08']
    const due = random.happens(0.3) ? `${day}T12:00:00+08:00` : random.one(moments)
    return { asOf, due: due ?? `${asOf}T04:30:00Z` }
  }
}

const isDeadly = ({ fault }: Delivery) => fault?.how === 'kill'
