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
  /** The last event that was removed: the audit begins after it. */
  eventsRemovedTo: number
  /** When the last hourly pass came to its end. */
  lastPassAt: string | null
}

/** How many days something is kept; null: for good. */
export interface Retention {
  documents: number | null
  mails: number | null
  events: number | null
}

interface DeploymentRow {
  origin: string
  importing: string | null
  import_page: number
  empty: number
  documents_days: number | null
  mails_days: number | null
  events_days: number | null
  events_removed_to: number
  last_pass_at: string | null
}

export async function deployment(db: D1Database): Promise<Deployment> {
  const { results } = await db
    .prepare(
      `SELECT origin, importing, import_page, documents_days, mails_days, events_days,
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
    eventsRemovedTo: row.events_removed_to,
    lastPassAt: row.last_pass_at,
  }
}

/** Writes down that an hourly pass has come to its end. */
export function passStatement(db: D1Database, at: Date): D1PreparedStatement {
  return db.prepare('UPDATE deployment SET last_pass_at = ?').bind(at.toISOString())
}
