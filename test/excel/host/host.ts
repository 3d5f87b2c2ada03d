import type { Book } from './book.ts'
import { type ErrorCode, OfficeError } from './errors.ts'
import { type Notice, noticeOf } from './events.ts'
import type { Node } from './kind.ts'
import { anySheet } from './objects/events.ts'
import { process } from './process.ts'
import { settle } from './recalculate.ts'
import { type ApiLevel, parseLevel } from './requirement.ts'
import { parseRequest, type Request } from './wire.ts'

/** Excel on the web takes and gives no more text than this in one request. */
export const payloadLimit = 5 * 1024 * 1024

export interface HostOptions {
  /** The newest ExcelApi set it knows, `1.7` for Excel 2019. */
  api?: string
  /** The day a typed date without a year belongs to, `YYYY-MM-DD`. */
  today?: () => string
  /** Bytes of one request or response. */
  limit?: number
}

/** One round trip, for tests that count them. */
export interface Trip {
  actions: number
  requestBytes: number
  responseBytes: number
  /** Of the library's own accord: it gave references back after an `Excel.run`, or reported ready. */
  byLibrary: boolean
  error: string | null
}

/** The answer to a request: the text of a response, or a refusal of the request as a whole. */
export type Answer = { body: string } | { refused: ErrorCode; message: string }

/** An event as the wire carries it. */
export interface EventEntry {
  type: number
  targetId: string
  message: string
}

/** Plays Excel over a book: answers the wire protocol of Office.js and tells of changes. */
export class Host {
  readonly book: Book
  readonly level: ApiLevel
  readonly today: () => string
  /** `context.runtime.enableEvents` of the add-in. */
  eventsEnabled = true
  /** Every request answered so far. */
  readonly trips: Trip[] = []
  /** Where events go; the transport sets it. */
  push: (entries: EventEntry[]) => void = () => {}
  private readonly limit: number
  private readonly listened = new Set<string>()
  private readonly kept = new Map<string, Node>()
  private readonly ids = new Map<Node, string>()
  private readonly lent = new Map<string, Node>()
  private readonly waiting: EventEntry[] = []
  private counter = 0

  constructor(book: Book, options: HostOptions = {}) {
    const level = parseLevel(options.api ?? '1.17')
    if (level === null) throw new RangeError(`no ExcelApi version: ${options.api}`)
    this.book = book
    this.level = level
    this.limit = options.limit ?? payloadLimit
    this.today = options.today ?? (() => new Date().toISOString().slice(0, 10))
    book.listen((event) => {
      const notice = noticeOf(event, this)
      if (notice && this.eventsEnabled) this.notify(notice)
    })
  }

  /** Round trips the add-in asked for and waited for. */
  get syncs(): number {
    return this.trips.filter((trip) => !trip.byLibrary).length
  }

  get referenceCount(): number {
    return this.kept.size
  }

  /** Answers a request body, given as its text. Never throws. */
  answer(text: string): Answer {
    const requestBytes = byteLength(text)
    const trip: Trip = { actions: 0, requestBytes, responseBytes: 0, byLibrary: false, error: null }
    this.trips.push(trip)
    if (requestBytes > this.limit) return refuse('RequestPayloadSizeLimitExceeded', trip)
    const request = this.read(text)
    if (!request) return refuse('InvalidRequest', trip)
    trip.actions = request.Actions.length
    trip.byLibrary = isByLibrary(request)
    settle(this.book)
    const response = process(request, this)
    settle(this.book)
    const body = JSON.stringify(response)
    trip.responseBytes = byteLength(body)
    trip.error = response.Error?.Code ?? null
    if (trip.responseBytes > this.limit) return refuse('ResponsePayloadSizeLimitExceeded', trip)
    return { body }
  }

  listenFor(type: number, targetId: string): void {
    this.listened.add(`${type} ${targetId}`)
  }

  stopListeningFor(type: number, targetId: string): void {
    this.listened.delete(`${type} ${targetId}`)
  }

  /** Keeps an object until the add-in gives it back. */
  keep(target: Node): void {
    if (this.ids.has(target)) return
    const id = this.newId()
    this.ids.set(target, id)
    this.kept.set(id, target)
  }

  referenceOf(target: Node): string | null {
    return this.ids.get(target) ?? null
  }

  referenced(id: string): Node | null {
    return this.kept.get(id) ?? this.lent.get(id) ?? null
  }

  forget(id: string): void {
    const target = this.kept.get(id)
    if (target) this.ids.delete(target)
    this.kept.delete(id)
  }

  forgetAll(): void {
    this.kept.clear()
    this.ids.clear()
  }

  /** A reference sent along with an event, which nobody gives back: only the latest stay. */
  lend(target: Node): string {
    const id = this.newId()
    this.lent.set(id, target)
    const oldest = this.lent.keys().next().value
    if (this.lent.size > 100 && oldest !== undefined) this.lent.delete(oldest)
    return id
  }

  newId(): string {
    this.counter++
    return `{${this.counter.toString(16).toUpperCase().padStart(8, '0')}-0000-4000-8000-000000000000}`
  }

  /** Resolves when every event so far has been handed over. */
  async quiet(): Promise<void> {
    while (this.waiting.length > 0) await new Promise((resolve) => setTimeout(resolve, 0))
  }

  private read(text: string): Request | null {
    try {
      return parseRequest(JSON.parse(text))
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof OfficeError) return null
      throw error
    }
  }

  /** Events go out after the response to the request that caused them. */
  private notify({ type, sheet, message }: Notice): void {
    const targets = [sheet.id, anySheet].filter((id) => this.listened.has(`${type} ${id}`))
    if (targets.length === 0) return
    if (this.waiting.length === 0) setTimeout(() => this.push(this.waiting.splice(0)), 0)
    const text = JSON.stringify(message)
    this.waiting.push(...targets.map((targetId) => ({ type, targetId, message: text })))
  }
}

const ofLibrary = ['_RemoveReference', 'NotifyActionHandlerReady']
const isByLibrary = ({ Actions }: Request): boolean =>
  Actions.some(({ Name }) => ofLibrary.includes(Name)) &&
  Actions.every(({ ActionType, Name }) => ActionType === 1 || ofLibrary.includes(Name))

function refuse(code: ErrorCode, trip: Trip): Answer {
  trip.error = code
  return { refused: code, message: new OfficeError(code).message }
}

const encoder = new TextEncoder()
/** Bytes of a text in UTF-8, in which a Chinese character takes three. */
const byteLength = (text: string): number => encoder.encode(text).length
