import { OfficeError } from './errors.ts'
import type { Host } from './host.ts'
import { type ApiLevel, demand } from './requirement.ts'
import type { QueryInfo } from './wire.ts'

/** A plain value on the wire. */
export type Value = unknown

interface Member {
  /** The ExcelApi 1.x it came with, where that is later than its class. */
  since?: ApiLevel
}

export interface Property<T> extends Member {
  get?: (target: T, host: Host) => Value
  set?: (target: T, value: unknown, host: Host) => void
}

/** A property that is an object of its own; null where the object does not exist. */
export interface Link<T> extends Member {
  get: (target: T, host: Host) => Node | null
}

export interface Method<T> extends Member {
  call: (target: T, args: unknown[], host: Host) => Value | Node | null
}

/**
 * One class of the Excel API: its members under the names of the API (`getUsedRange`), each with
 * the requirement set that brought it. Whatever is not listed is answered with `ApiNotFound`.
 */
export interface Kind<T> {
  name: string
  properties: Record<string, Property<T>>
  links?: Record<string, Link<T>>
  methods: Record<string, Method<T>>
  /** Members of a collection. */
  items?: (target: T, host: Host) => Node[]
  /** `getItem`, which goes by an indexer on the wire. */
  item?: (target: T, key: unknown, host: Host) => Node | null
  /** What tells an object again in a later request. */
  identity: (target: T) => Record<string, Value>
  /** Ranges are told again by a reference the host keeps as long as the add-in wants it. */
  kept?: boolean
  /** False for what has gone meanwhile, such as a range of a deleted sheet. */
  alive?: (target: T, host: Host) => boolean
}

/** An object of the API, of whatever class. */
export interface Node {
  kind: string
  kept: boolean
  isAlive(host: Host): boolean
  identity(): Record<string, Value>
  query(info: QueryInfo, host: Host): Value
  set(name: string, value: unknown, host: Host): void
  follow(name: string, host: Host): Node | null
  call(name: string, args: unknown[], host: Host): Value | Node | null
  item(key: unknown, host: Host): Node | null
  /** The object itself, if it is of this kind. */
  as<T>(kind: Kind<T>): T | null
}

export const isNode = (value: unknown): value is Node => value instanceof KindNode

/** Makes an object of a class. */
export function node<T>(kind: Kind<T>, target: T): Node {
  return new KindNode(kind, target)
}

/** `getUsedRange` → `GetUsedRange`: names travel in Pascal case. */
export const wireName = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

class KindNode<T> implements Node {
  private readonly of: Kind<T>
  private readonly target: T

  constructor(kind: Kind<T>, target: T) {
    this.of = kind
    this.target = target
  }

  get kind(): string {
    return this.of.name
  }

  get kept(): boolean {
    return this.of.kept === true
  }

  isAlive(host: Host): boolean {
    return this.of.alive?.(this.target, host) ?? true
  }

  identity(): Record<string, Value> {
    return this.of.identity(this.target)
  }

  as<U>(kind: Kind<U>): U | null {
    return (this.of as unknown) === kind ? (this.target as unknown as U) : null
  }

  set(name: string, value: unknown, host: Host): void {
    const property = this.member(this.of.properties, name, host)
    if (!property.set) throw new OfficeError('InvalidArgument', this.location(name))
    this.located(name, () => property.set?.(this.target, value, host))
  }

  follow(name: string, host: Host): Node | null {
    const link = this.member(this.of.links ?? {}, name, host)
    return this.located(name, () => link.get(this.target, host))
  }

  call(name: string, args: unknown[], host: Host): Value | Node | null {
    const method = this.member(this.of.methods, name, host)
    return this.located(name, () => method.call(this.target, args, host))
  }

  item(key: unknown, host: Host): Node | null {
    if (!this.of.item) throw new OfficeError('ApiNotFound', this.location('getItem'))
    return this.located('getItem', () => this.of.item?.(this.target, key, host) ?? null)
  }

  /** What `load` asked for. A collection tells its members, with the names meant for each. */
  query(info: QueryInfo, host: Host): Value {
    const wanted = tree(info)
    if (!this.of.items) return this.tell(wanted, host)
    const own = new Map([...wanted].filter(([name]) => this.has(this.of.properties, name)))
    const inner = new Map([...wanted].filter(([name]) => !own.has(name)))
    const from = info.Skip ?? 0
    const items = this.of.items(this.target, host)
    return {
      ...this.told(own, host),
      _Items: items.slice(from, from + (info.Top ?? items.length)).map((item) => ({
        ...item.identity(),
        ...(item as KindNode<unknown>).tell(inner, host),
      })),
    }
  }

  private tell(wanted: Wanted, host: Host): Record<string, Value> {
    return this.told(wanted.size === 0 ? new Map([['*', new Map()]]) : wanted, host)
  }

  private told(wanted: Wanted, host: Host): Record<string, Value> {
    const answer: Record<string, Value> = {}
    for (const [name, inner] of wanted) {
      if (name === '*') {
        for (const [scalar, property] of Object.entries(this.of.properties)) {
          if (property.get && (property.since ?? 1) <= host.level) {
            answer[wireName(scalar)] = property.get(this.target, host)
          }
        }
      } else if (this.has(this.of.links ?? {}, name)) {
        const linked = this.follow(name, host)
        answer[wireName(this.nameIn(this.of.links ?? {}, name))] = linked
          ? linked.query(asQuery(inner), host)
          : null
      } else {
        const property = this.member(this.of.properties, name, host)
        answer[wireName(this.nameIn(this.of.properties, name))] =
          property.get?.(this.target, host) ?? null
      }
    }
    return answer
  }

  private member<M extends Member>(members: Record<string, M>, name: string, host: Host): M {
    const key = this.nameIn(members, name)
    const member = Object.hasOwn(members, key) ? members[key] : undefined
    if (!member) throw new OfficeError('ApiNotFound', this.location(name))
    demand(host.level, member.since ?? 1, this.location(name))
    return member
  }

  private has(members: Record<string, unknown>, name: string): boolean {
    return Object.hasOwn(members, this.nameIn(members, name))
  }

  /** Names come as `GetRange`, `getRange` or `_RegisterDataChangedEvent`. */
  private nameIn(members: Record<string, unknown>, name: string): string {
    const lower = name.charAt(0).toLowerCase() + name.slice(1)
    return Object.hasOwn(members, lower) ? lower : name
  }

  private location(name: string): string {
    return `${this.of.name}.${name.charAt(0).toLowerCase()}${name.slice(1)}`
  }

  private located<R>(name: string, run: () => R): R {
    try {
      return run()
    } catch (error) {
      if (error instanceof OfficeError && error.location === '')
        error.location = this.location(name)
      throw error
    }
  }
}

/** Names asked for, each with what is asked of it: `format/fill/color` nests. */
type Wanted = Map<string, Wanted>

function tree(info: QueryInfo): Wanted {
  const root: Wanted = new Map()
  for (const path of [...(info.Select ?? []), ...(info.Expand ?? [])]) {
    let level = root
    for (const name of path.split(/[/.]/)) {
      if (name === '') continue
      const next = level.get(name) ?? new Map()
      level.set(name, next)
      level = next
    }
  }
  return root
}

function asQuery(wanted: Wanted): QueryInfo {
  const paths = [...wanted].flatMap(([name, inner]): string[] =>
    inner.size === 0 ? [name] : (asQuery(inner).Select ?? []).map((rest) => `${name}/${rest}`),
  )
  return { Select: paths }
}
