import type { HonoRequest } from 'hono'
import { ProblemError } from '../http/problem.ts'
import { type Filter, invalid, readFilter, unsupported } from './filter.ts'
import { type Cell, type Column, type EntitySet, keysOf } from './model.ts'

export interface Order {
  column: Column
  descending: boolean
}

/** Where a page begins that is not the first; goes through `$skiptoken`, opaque to clients. */
export interface Place {
  /** Week to go on with; null: the rows are not in weeks. */
  week: string | null
  /** Values of the order of the last row seen in it; null: from its first row. */
  after: Cell[] | null
  /** Rows still to be left out. */
  skip: number
  /** Rows still wanted; null: all. */
  top: number | null
  /** Counted on the first page. */
  count: number | null
}

export interface Query {
  filter: Filter
  select: Column[] | null
  /** What was asked for, then the keys, so that no two rows are equal. */
  order: Order[]
  count: boolean
  place: Place
}

/** Options of OData 4.0 that this service does not offer: 501 and not 400 (part 1, 9.3.1). */
const UNSUPPORTED = ['$expand', '$search', '$apply', '$compute', '$levels', '$deltatoken', '$id']
const OF_A_SET = ['$filter', '$select', '$orderby', '$top', '$skip', '$count', '$skiptoken']

/**
 * The system query options of a request, each at most once. Others are left alone: they are the
 * client's own (part 2, 5.2).
 *
 * @param known besides `$format`
 * @throws ProblemError 400 or 501
 */
export function systemOptions(request: HonoRequest, known: string[]): Map<string, string> {
  const options = new Map<string, string>()
  for (const [name, value] of new URL(request.url).searchParams) {
    if (!name.startsWith('$')) continue
    if (UNSUPPORTED.includes(name)) throw unsupported(name)
    if ((name !== '$format' && !known.includes(name)) || options.has(name)) {
      throw invalid(name, value, 0)
    }
    options.set(name, value)
  }
  return options
}

/** Reads what is asked of a set. @throws ProblemError 400 or 501 */
export function readQuery(request: HonoRequest, set: EntitySet): Query {
  const options = systemOptions(request, OF_A_SET)
  const { columns } = set
  const filter = options.get('$filter')
  const count = options.get('$count') ?? 'false'
  if (count !== 'true' && count !== 'false') throw invalid('$count', count, 0)
  return {
    filter:
      filter === undefined
        ? { holds: () => true, periods: { from: null, to: null } }
        : readFilter(filter, columns),
    select: readSelect(options, columns),
    order: readOrder(options.get('$orderby'), set),
    count: count === 'true',
    place: readPlace(options.get('$skiptoken')) ?? {
      week: null,
      after: null,
      skip: readNumber(options, '$skip') ?? 0,
      top: readNumber(options, '$top'),
      count: null,
    },
  }
}

/** The filter of `/$count`. */
export function readCounted(request: HonoRequest, { columns }: EntitySet): Filter {
  const text = systemOptions(request, ['$filter']).get('$filter')
  if (text === undefined) return { holds: () => true, periods: { from: null, to: null } }
  return readFilter(text, columns)
}

export function readSelect(options: Map<string, string>, columns: Column[]): Column[] | null {
  const text = options.get('$select')
  if (text === undefined) return null
  const names = text.split(',').map((name) => name.trim())
  for (const name of names) {
    if (name !== '*' && columns.every((column) => column.name !== name)) {
      throw invalid('$select', text, text.indexOf(name))
    }
  }
  if (names.includes('*')) return null
  return columns.filter(({ name }) => names.includes(name))
}

function readOrder(text: string | undefined, set: EntitySet): Order[] {
  const asked = (text === undefined ? [] : text.split(',')).map((item): Order => {
    const found = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/.exec(item)
    const column = set.columns.find(({ name }) => name === found?.[1])
    if (!column) throw invalid('$orderby', text ?? '', text?.indexOf(item) ?? 0)
    return { column, descending: found?.[2] === 'desc' }
  })
  const keys = keysOf(set).toSorted((a, b) => rank(a) - rank(b))
  const rest = keys.filter((key) => asked.every(({ column }) => column.name !== key.name))
  return [...asked, ...rest.map((column) => ({ column, descending: false }))]
}

/** Weeks come one after the other, so that a page need not read them all. */
function rank({ name }: Column): number {
  return name === 'Period' ? 0 : 1
}

function readNumber(options: Map<string, string>, name: string): number | null {
  const text = options.get(name)
  if (text === undefined) return null
  if (!/^\d{1,9}$/.test(text)) throw invalid(name, text, 0)
  return Number(text)
}

function readPlace(token: string | undefined): Place | null {
  if (token === undefined) return null
  try {
    const bytes = Uint8Array.fromBase64(token, { alphabet: 'base64url' })
    const found: unknown = JSON.parse(new TextDecoder().decode(bytes))
    if (Array.isArray(found) && isPlace(found)) {
      const [week, after, skip, top, count] = found
      return { week, after, skip, top, count }
    }
  } catch {}
  throw invalid('$skiptoken', token, 0)
}

type Written = [
  week: string | null,
  after: Cell[] | null,
  skip: number,
  top: number | null,
  count: number | null,
]

function isPlace(found: unknown[]): found is Written {
  const [week, after, skip, top, count] = found
  const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0
  return (
    found.length === 5 &&
    (week === null || typeof week === 'string') &&
    (after === null || (Array.isArray(after) && after.every((cell) => Object(cell) !== cell))) &&
    isCount(skip) &&
    (top === null || isCount(top)) &&
    (count === null || isCount(count))
  )
}

export function tokenOf({ week, after, skip, top, count }: Place): string {
  const written: Written = [week, after, skip, top, count]
  const bytes = new TextEncoder().encode(JSON.stringify(written))
  return bytes.toBase64({ alphabet: 'base64url', omitPadding: true })
}

export type Metadata = 'minimal' | 'full' | 'none'

/**
 * How much of its model an answer carries: by `$format`, else by the first kind of JSON that `Accept`
 * takes (part 1, 8.2.1). Parameters that are not ours (`odata.streaming`, `q`) do not matter.
 *
 * @throws ProblemError 406 when no JSON will do
 */
export function readFormat(request: HonoRequest, format: string | undefined): Metadata {
  const accepted = (format ?? request.header('Accept') ?? '*/*').split(',')
  for (const one of accepted) {
    const [type = '', ...parameters] = one.split(';').map((part) => part.trim().toLowerCase())
    const isJson = type === 'application/json' || (format !== undefined && type === 'json')
    const isAny =
      format === undefined && (type === '*/*' || type === 'application/*' || type === '')
    if ((!isJson && !isAny) || parameters.some((part) => /^q=0(\.0*)?$/.test(part))) continue
    const asked = parameters.flatMap((part) => /^odata\.metadata=(\w+)$/.exec(part)?.[1] ?? [])[0]
    if (asked === undefined || asked === 'minimal') return 'minimal'
    if (asked === 'full' || asked === 'none') return asked
  }
  throw new ProblemError('odata-format', { params: { format: format ?? accepted.join(',') } })
}

/** 400 for a client that cannot read 4.0 (part 1, 8.2.6). */
export function refuseOlder(request: HonoRequest): void {
  const version = request.header('OData-MaxVersion')
  if (version !== undefined && !(Number.parseFloat(version) >= 4)) {
    throw new ProblemError('odata-version', { params: { version } })
  }
}

/** Rows a page may have by `Prefer: odata.maxpagesize`; null: as the service likes. */
export function preferredSize(request: HonoRequest): number | null {
  const found = /(?:^|[,;\s])(?:odata\.)?maxpagesize\s*=\s*"?(\d{1,9})/i.exec(
    request.header('Prefer') ?? '',
  )?.[1]
  return found === undefined || Number(found) === 0 ? null : Number(found)
}
