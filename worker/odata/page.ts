import { ProblemError } from '../http/problem.ts'
import { compareCells, earlier, type Filter, later } from './filter.ts'
import type { EntitySet, Row } from './model.ts'
import type { Order, Place, Query } from './query.ts'
import { type Feed, isWeekly } from './rows.ts'

/** Rows of a page: some hundred kB of JSON. */
const PAGE = 2000
/** Weeks read for one page, and for one count: what a request costs is bounded by them. */
export const WEEKS_A_PAGE = 8
export const WEEKS_COUNTED = 53

export interface Found {
  rows: Row[]
  /** Where the next page begins; null: this is the last. */
  next: Place | null
  count: number | null
}

/** A page of a set. A page may be short, even empty, and there is a next one all the same. */
export async function pageOf(
  feed: Feed,
  set: EntitySet,
  query: Query,
  size: number | null,
): Promise<Found> {
  const { filter, place } = query
  const count = query.count ? (place.count ?? (await countOf(feed, set, filter))) : null
  const most = Math.min(size ?? PAGE, PAGE)
  const found: Found = { rows: [], next: null, count }
  let { after, skip, top } = place
  if (top === 0) return found

  const chunks = await chunksOf(feed, set, query)
  for (const [index, { week, rows }] of chunks.entries()) {
    if (rows === null) {
      found.next = { week, after: null, skip, top, count }
      break
    }
    const matching = inOrder(
      (await rows()).filter((row) => filter.holds(row)),
      query.order,
    )
    const from = index === 0 && after ? after : null
    const left = from
      ? matching.filter((row) => compareRows(valuesOf(row, query.order), from, query.order) > 0)
      : matching
    const unskipped = left.slice(skip)
    skip = Math.max(0, skip - left.length)
    const taken = unskipped.slice(0, Math.min(most - found.rows.length, top ?? most))
    found.rows.push(...taken)
    if (top !== null) top -= taken.length
    if (top === 0) break
    const last = taken.at(-1)
    if (taken.length < unskipped.length) {
      after = last ? valuesOf(last, query.order) : null
      found.next = { week, after, skip, top, count }
      break
    }
    const following = chunks[index + 1]
    if (found.rows.length === most && following) {
      found.next = { week: following.week, after: null, skip, top, count }
      break
    }
  }
  return found
}

/** How many rows of a set match. */
export async function countOf(feed: Feed, set: EntitySet, filter: Filter): Promise<number> {
  const matching = (rows: Row[]) => rows.filter((row) => filter.holds(row)).length
  if (!isWeekly(set.name)) return matching(await feed.whole(set.name))
  const { from, to } = filter.periods
  const weeks = await feed.weeks({ from, to, descending: false, limit: WEEKS_COUNTED + 1 })
  if (weeks.length > WEEKS_COUNTED) throw tooWide(WEEKS_COUNTED)
  let count = 0
  for (const week of weeks) count += matching(await feed.rowsOf(set.name, week))
  return count
}

/** Rows that are read together; `rows` is null for what another page is to read. */
interface Chunk {
  week: string | null
  rows: (() => Promise<Row[]>) | null
}

async function chunksOf(feed: Feed, set: EntitySet, query: Query): Promise<Chunk[]> {
  const { name } = set
  if (!isWeekly(name)) return [{ week: null, rows: () => feed.whole(name) }]

  const [first] = query.order
  const { from, to } = query.filter.periods
  const inWeeks = first?.column.name === 'Period'
  const descending = inWeeks && first.descending
  const start = inWeeks ? query.place.week : null
  const weeks = await feed.weeks({
    from: descending ? from : later(from, start),
    to: descending ? earlier(to, start) : to,
    descending,
    limit: WEEKS_A_PAGE + 1,
  })
  if (inWeeks) {
    return weeks.map((week, index) => ({
      week: week.id,
      rows: index < WEEKS_A_PAGE ? () => feed.rowsOf(name, week) : null,
    }))
  }
  // In another order every week has to be read before the first row is known.
  if (weeks.length > WEEKS_A_PAGE) throw tooWide(WEEKS_A_PAGE)
  return [
    {
      week: null,
      async rows() {
        const all: Row[] = []
        for (const week of weeks) all.push(...(await feed.rowsOf(name, week)))
        return all
      },
    },
  ]
}

function tooWide(weeks: number): ProblemError {
  return new ProblemError('odata-too-wide', { params: { weeks } })
}

function inOrder(rows: Row[], order: Order[]): Row[] {
  return rows
    .map((row) => ({ row, values: valuesOf(row, order) }))
    .sort((a, b) => compareRows(a.values, b.values, order))
    .map(({ row }) => row)
}

function valuesOf(row: Row, order: Order[]) {
  return order.map(({ column }) => row[column.name] ?? null)
}

function compareRows(a: Row[string][], b: Row[string][], order: Order[]): number {
  for (const [index, { column, descending }] of order.entries()) {
    const isInstant = column.type === 'Edm.DateTimeOffset'
    const by = compareCells(a[index] ?? null, b[index] ?? null, isInstant)
    if (by !== 0) return descending ? -by : by
  }
  return 0
}
