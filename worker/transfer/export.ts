import type { ExportEnd, ExportHeader, ExportRow } from '../../shared/protocol/transfer.ts'
import { cursorOf } from '../http/paging.ts'
import { deployment } from '../store/deployment.ts'
import type { StoredUnit } from '../store/units.ts'
import { inScope, type MovedTable, movedTable, movedTables, type Row } from './tables.ts'

/** Content of a page: a Worker has 128 MB, and a document takes several times its size on the way. */
const PAGE_BYTES = 700_000

/** Where an export stands: what its cursor says. */
export interface ExportPlace {
  origin: string
  lastEvent: number
  table: string
  /** The last row sent of the table; null: none. */
  after: (string | number)[] | null
  /** Events sent so far. */
  events: number
}

export function placeCursor({ origin, lastEvent, table, after, events }: ExportPlace): string {
  return cursorOf([origin, String(lastEvent), table, JSON.stringify(after), String(events)])
}

/** What a cursor says; null where none of ours says it. */
export function cursorPlace([
  origin = '',
  lastEvent = '',
  table = '',
  after = '',
  events = '',
]: string[]): ExportPlace | null {
  const key = movedTable(table)?.key
  if (!key) return null
  let read: unknown
  try {
    read = JSON.parse(after)
  } catch {
    return null
  }
  const number = /^\d{1,15}$/
  if (!number.test(lastEvent) || !number.test(events)) return null
  if (read !== null && !isKey(read, key.length)) return null
  return { origin, lastEvent: Number(lastEvent), table, after: read, events: Number(events) }
}

function isKey(read: unknown, width: number): read is (string | number)[] {
  return (
    Array.isArray(read) &&
    read.length === width &&
    read.every((part) => typeof part === 'string' || typeof part === 'number')
  )
}

/** Data of a part of a deployment are others than those of the whole. */
export function originOf(whole: string, scope: StoredUnit | null): string {
  return scope === null ? whole : `${whole}/${scope.id}`
}

/** The newest event there is. */
export async function newestEvent(db: D1Database): Promise<number> {
  const { results } = await db
    .prepare('SELECT coalesce(max(id), 0) AS id FROM events')
    .run<{ id: number }>()
  return results[0]?.id ?? 0
}

/** How many events of a scope there are up to one, or, with `after`, after one. */
async function countEvents(
  db: D1Database,
  scope: StoredUnit | null,
  lastEvent: number,
  after = 0,
): Promise<number> {
  const events = movedTable('events') as MovedTable
  const { sql, params } = inScope(events, scope, lastEvent, 1)
  const { results } = await db
    .prepare(`SELECT count(*) AS n FROM events WHERE ${sql} AND id > ?${params.length + 1}`)
    .bind(...params, after)
    .run<{ n: number }>()
  return results[0]?.n ?? 0
}

/** What stands at the head of an export. */
export async function exportHeader(
  db: D1Database,
  scope: StoredUnit | null,
  { name, now, lastEvent }: { name: string; now: Date; lastEvent: number },
): Promise<ExportHeader> {
  const { origin, retention, eventsRemovedTo } = await deployment(db)
  return {
    fugong: 1,
    origin: originOf(origin, scope),
    unit: scope?.id ?? null,
    name,
    exportedAt: now.toISOString(),
    events: scope === null ? lastEvent : await countEvents(db, scope, lastEvent),
    eventsRemovedTo: scope === null ? eventsRemovedTo : 0,
    retention,
  }
}

export interface ExportPage {
  rows: ExportRow[]
  /** null: this was the last page. */
  next: ExportPlace | null
}

/** One page: rows of one table, in the order of its key, as many as fit. */
export async function exportPage(
  db: D1Database,
  scope: StoredUnit | null,
  place: ExportPlace,
  limit: number,
): Promise<ExportPage> {
  const table = movedTable(place.table) as MovedTable
  const { rows, more } = await rowsAfter(
    db,
    table,
    scope,
    place,
    Math.min(limit, table.rows ?? limit),
  )
  const last = rows.at(-1)
  const events = place.events + (table.of === 'events' ? rows.length : 0)
  const following = movedTables[movedTables.indexOf(table) + 1]
  const next =
    more && last
      ? { ...place, events, after: table.key.map((column) => last[column] as string | number) }
      : following
        ? { ...place, events, after: null, table: following.name }
        : null
  const renumbered = table.of === 'events' && scope !== null
  return {
    rows: rows.map((row, index) => ({
      table: table.name,
      row: renumbered ? { ...row, id: place.events + index + 1 } : row,
    })),
    next,
  }
}

/** Asks for the sizes first, so that no more is read into memory than a page may hold. */
async function rowsAfter(
  db: D1Database,
  table: MovedTable,
  scope: StoredUnit | null,
  { lastEvent, after }: ExportPlace,
  limit: number,
): Promise<{ rows: Row[]; more: boolean }> {
  const columns = Object.keys(table.columns)
  const key = table.key.join(', ')
  const bound = after ?? []
  const beyond =
    after === null ? 'TRUE' : `(${key}) > (${after.map((_, index) => `?${index + 1}`).join(', ')})`
  const { sql, params } = inScope(table, scope, lastEvent, bound.length + 1)
  const rows = `FROM ${table.name} WHERE ${beyond} AND ${sql} ORDER BY ${key}`
  const limited = `${rows} LIMIT ?${bound.length + params.length + 1}`
  const size = columns.map((column) => `coalesce(octet_length(${column}), 0)`).join(' + ')
  const sizes = await db
    .prepare(`SELECT ${size} AS size ${limited}`)
    .bind(...bound, ...params, limit + 1)
    .run<{ size: number }>()
  let [fitting, sum] = [0, 0]
  for (const one of sizes.results.slice(0, limit)) {
    sum += one.size
    if (fitting > 0 && sum > PAGE_BYTES) break
    fitting += 1
  }
  if (fitting === 0) return { rows: [], more: false }
  const { results } = await db
    .prepare(`SELECT ${columns.join(', ')} ${limited}`)
    .bind(...bound, ...params, fitting)
    .run<Record<string, string | number | null | ArrayBuffer | number[]>>()
  return {
    rows: results.map((row) =>
      Object.fromEntries(columns.map((column) => [column, sendable(row[column] ?? null)])),
    ),
    more: sizes.results.length > fitting,
  }
}

function sendable(value: string | number | null | ArrayBuffer | number[]): string | number | null {
  return typeof value === 'object' && value !== null ? new Uint8Array(value).toBase64() : value
}

/** What stands at the end of an export. */
export async function exportEnd(
  db: D1Database,
  scope: StoredUnit | null,
  { lastEvent }: ExportPlace,
): Promise<ExportEnd> {
  return { end: true, changed: await countEvents(db, scope, await newestEvent(db), lastEvent) }
}
