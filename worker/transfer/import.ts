import type { ExportHeader, ImportAnswer } from '../../shared/protocol/transfer.ts'
import type { Caller } from '../http/context.ts'
import { ProblemError } from '../http/problem.ts'
import { type Deployment, deployment } from '../store/deployment.ts'
import { eventStatement } from '../store/events.ts'
import type { PageRow, ReadPage } from './read-page.ts'
import type { MovedTable } from './tables.ts'

/** What a batch fails with when a row contradicts one that is there. */
const CONTRADICTION = /(UNIQUE|NOT NULL) constraint failed: /

/**
 * Takes in a page of an export. Into a deployment without units, page after page; into the one whose data
 * they are, what is missing there. What is there already is left alone, what contradicts it is refused
 * with the whole page. So pages may come twice, and an interrupted import goes on where it stopped.
 *
 * @param number of the page in its export, from 1
 * @throws ProblemError
 */
export async function importPage(
  db: D1Database,
  page: ReadPage,
  number: number,
  by: Caller,
  now: Date,
): Promise<ImportAnswer> {
  const { header } = page
  const key = `${header.origin} ${header.events}`
  const here = await deployment(db)
  if (here.importing === key) {
    if (number > here.importPage + 1) throw skipped(here.importPage)
  } else {
    if (here.importing !== null) throw new ProblemError('import-under-way')
    if (!here.empty) return restoreMissing(db, page, number, here, by, now)
    if (number !== 1) throw skipped(0)
    await begin(db, header, key, by, now)
  }
  const turned = db
    .prepare('UPDATE deployment SET import_page = ?1 WHERE importing = ?2 AND import_page = ?1 - 1')
    .bind(number, key)
  const closing = page.end ? finish(db, key, header, by, now) : []
  const written = await put(db, page, [turned, ...closing])
  const pages = here.importing === key ? Math.max(number, here.importPage) : number
  return { state: page.end ? 'finished' : 'importing', written, pages }
}

/** Puts what is not there any more into the deployment that it came from. */
async function restoreMissing(
  db: D1Database,
  page: ReadPage,
  number: number,
  here: Deployment,
  by: Caller,
  now: Date,
): Promise<ImportAnswer> {
  const { header, table } = page
  if (here.origin !== header.origin) throw new ProblemError('import-elsewhere')
  const nothing = (await firstDifference(db, page, 'or missing')) === null
  const detail = { table: table?.name, exportedAt: header.exportedAt }
  const event = eventStatement(db, { kind: 'rows-restored', at: now, by, detail })
  return { state: 'present', written: nothing ? 0 : await put(db, page, [event]), pages: number }
}

/** Puts the rows of a page in, and what else belongs to it: all of it or nothing. */
async function put(
  db: D1Database,
  page: ReadPage,
  besides: D1PreparedStatement[],
): Promise<number> {
  const { table, rows } = page
  const statements = table === null ? [] : insertions(db, table, rows)
  try {
    const results = await db.batch([...statements, ...besides])
    const own = results.slice(0, statements.length)
    return own.reduce((sum, { meta }) => sum + meta.changes, 0)
  } catch (error) {
    if (!(error instanceof Error && CONTRADICTION.test(error.message))) throw error
    const line = await firstDifference(db, page, 'only')
    throw new ProblemError('import-contradiction', {
      params: { line: line ?? '?', table: table?.name ?? '' },
      members: { line, table: table?.name },
    })
  }
}

function skipped(pages: number): ProblemError {
  return new ProblemError('import-page-missing', {
    params: { page: pages + 1 },
    members: { pages },
  })
}

/**
 * Makes ready a deployment without units. Its few events of setting it up come behind those that are taken
 * in, so that these keep their numbers and their seals; its own seals go.
 */
async function begin(
  db: D1Database,
  { origin, events, eventsRemovedTo, name, exportedAt, retention }: ExportHeader,
  key: string,
  by: Caller,
  now: Date,
): Promise<void> {
  const event = { kind: 'import-begun' as const, at: now, by, detail: { origin, name, exportedAt } }
  const { documents, mails, events: eventDays } = retention
  const [begun] = await db.batch([
    db
      .prepare(
        `UPDATE deployment SET importing = ?1, import_page = 0, origin = ?2, documents_days = ?3,
           mails_days = ?4, events_days = ?5, events_removed_to = ?6
         WHERE importing IS NULL AND NOT EXISTS (SELECT 1 FROM units)`,
      )
      .bind(key, origin, documents, mails, eventDays, eventsRemovedTo),
    eventStatement(db, event, 'changes() > 0'),
    // By way of negative numbers, because the new ones may be those of others not yet moved.
    db.prepare('UPDATE events SET id = -id WHERE changes() > 0'),
    db.prepare('UPDATE events SET id = ?1 - id WHERE id < 0').bind(events),
    db.prepare('DELETE FROM seals WHERE changes() > 0'),
  ])
  if (begun?.meta.changes !== 1) throw new ProblemError('import-under-way')
}

function finish(
  db: D1Database,
  key: string,
  { origin, exportedAt }: ExportHeader,
  by: Caller,
  now: Date,
): D1PreparedStatement[] {
  const event = { kind: 'import-finished' as const, at: now, by, detail: { origin, exportedAt } }
  return [
    db.prepare('UPDATE deployment SET importing = NULL WHERE importing = ?').bind(key),
    eventStatement(db, event, 'changes() > 0'),
  ]
}

/** Columns by which a row is the same as one that is there. */
function telling({ columns, moving = [] }: MovedTable): string[] {
  return Object.keys(columns).filter((column) => !moving.includes(column))
}

/**
 * Puts rows in. A row that contradicts the one of its key sets a column to NULL that never is, on
 * purpose, and takes the whole batch with it.
 */
function insertions(db: D1Database, table: MovedTable, rows: PageRow[]): D1PreparedStatement[] {
  if (rows.length === 0) return []
  const columns = Object.keys(table.columns)
  const compared = telling(table)
  const list = (names: string[], prefix: string) => names.map((name) => prefix + name).join(', ')
  const into = (values: string, from: string) =>
    `INSERT INTO ${table.name} (${columns.join(', ')}) SELECT ${values} FROM ${from} WHERE TRUE
     ON CONFLICT (${table.key.join(', ')}) DO UPDATE SET ${columns[1]} = NULL
     WHERE (${list(compared, `${table.name}.`)}) IS NOT (${list(compared, 'excluded.')})`
  if (rows.every(({ document }) => document === null)) {
    const sql = into(list(columns, 'value ->> ').replace(/->> (\w+)/g, "->> '$1'"), 'json_each(?1)')
    return [db.prepare(sql).bind(JSON.stringify(rows.map(({ row }) => row)))]
  }
  const sql = into(columns.map((_, index) => `?${index + 1}`).join(', '), '(SELECT 1)')
  return rows.map(({ row, document }) =>
    db
      .prepare(sql)
      .bind(
        ...columns.map((column) =>
          table.columns[column] === 'document' ? document : (row[column] ?? null),
        ),
      ),
  )
}

/**
 * The line of the first row that is not there as it was sent; null: there is none.
 *
 * @param missing whether a row that is not there at all counts
 */
async function firstDifference(
  db: D1Database,
  { table, rows }: ReadPage,
  missing: 'or missing' | 'only',
): Promise<number | null> {
  if (table === null || rows.length === 0) return null
  const sent = (column: string) => `sent.value -> 'row' ->> '${column}'`
  const same = table.key.map((column) => `here.${column} = ${sent(column)}`).join(' AND ')
  const other = telling(table).map((column) => `here.${column} IS NOT ${sent(column)}`)
  const there = missing === 'only' ? `here.${table.key[0]} IS NOT NULL AND` : ''
  const { results } = await db
    .prepare(
      `SELECT sent.value ->> 'line' AS line FROM json_each(?) sent
       LEFT JOIN ${table.name} here ON ${same}
       WHERE ${there} (${other.join(' OR ')}) ORDER BY 1 LIMIT 1`,
    )
    .bind(JSON.stringify(rows.map(({ line, row }) => ({ line, row: withoutDocument(row, table) }))))
    .run<{ line: number }>()
  return results[0]?.line ?? null
}

function withoutDocument(row: PageRow['row'], { columns }: MovedTable): PageRow['row'] {
  return Object.fromEntries(
    Object.entries(row).filter(([column]) => columns[column] !== 'document'),
  )
}
