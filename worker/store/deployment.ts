/** What a deployment keeps about itself. */
export interface Deployment {
  /** Tells its data from those of any other; they take it along when they move. */
  origin: string
  /** Which export is being taken in, and how many of its pages; null: none. */
  importing: string | null
  importPage: number
  /** Whether there is no unit yet. */
  empty: boolean
  retention: Retention
  /** Where the removal of old documents and mails stopped. */
  swept: Swept
  /** The last event that was removed: the audit begins after it. */
  eventsRemovedTo: number
  /** When the last hourly pass came to its end. */
  lastPassAt: string | null
  /** As the database says; null where it does not. */
  databaseBytes: number | null
}

/** How many days something is kept; null: for good. */
export interface Retention {
  documents: number | null
  mails: number | null
  events: number | null
}

export interface Swept {
  /** Key of the last revision that was looked at; null: it begins anew. */
  documents: [unit: string, form: string, period: string, revision: number] | null
  /** The last mail of which only the envelope is left. */
  mails: number
}

/** When and by which rule a document, or the text of a mail, was removed. */
export interface Removal {
  at: string
  /** As many days had it been kept. */
  days: number
}

interface DeploymentRow {
  origin: string
  importing: string | null
  import_page: number
  empty: number
  documents_days: number | null
  mails_days: number | null
  events_days: number | null
  swept_to: string | null
  events_removed_to: number
  last_pass_at: string | null
}

export async function deployment(db: D1Database): Promise<Deployment> {
  const { results, meta } = await db
    .prepare(
      `SELECT origin, importing, import_page, documents_days, mails_days, events_days, swept_to,
         events_removed_to, last_pass_at, NOT EXISTS (SELECT 1 FROM units) AS empty
       FROM deployment`,
    )
    .run<DeploymentRow>()
  const row = results[0]
  if (!row) throw new Error('The row of the deployment is gone')
  return {
    origin: row.origin,
    importing: row.importing,
    importPage: row.import_page,
    empty: row.empty === 1,
    retention: { documents: row.documents_days, mails: row.mails_days, events: row.events_days },
    swept: { documents: null, mails: 0, ...JSON.parse(row.swept_to ?? '{}') },
    eventsRemovedTo: row.events_removed_to,
    lastPassAt: row.last_pass_at,
    databaseBytes: meta.size_after ?? null,
  }
}

/** Writes down that an hourly pass has come to its end. */
export function passStatement(db: D1Database, at: Date): D1PreparedStatement {
  return db.prepare('UPDATE deployment SET last_pass_at = ?').bind(at.toISOString())
}

export function retentionStatement(
  db: D1Database,
  { documents, mails, events }: Retention,
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE deployment SET documents_days = ?1, mails_days = ?2, events_days = ?3
       WHERE (documents_days, mails_days, events_days) IS NOT (?1, ?2, ?3)`,
    )
    .bind(documents, mails, events)
}

/** Writes down where a removal stopped; nothing where it has not moved. */
export function sweptStatement<What extends keyof Swept>(
  db: D1Database,
  what: What,
  to: Swept[What],
): D1PreparedStatement {
  return db
    .prepare(
      `UPDATE deployment SET swept_to = json_set(coalesce(swept_to, '{}'), ?1, json(?2))
       WHERE swept_to -> ?1 IS NOT json(?2)`,
    )
    .bind(`$.${what}`, JSON.stringify(to))
}
