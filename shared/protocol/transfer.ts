/**
 * How a county's data leave a deployment and come into another: lines of JSON (NDJSON). A header, then
 * rows; behind the rows of each page but the last a line that leads to the next one, behind the last an
 * end. So a file of pages tells where an interrupted export goes on, and which rows may be sent at once.
 */

/** The first line. */
export interface ExportHeader {
  /** Version of this format. */
  fugong: 1
  /** Tells the data of one deployment, or of one part of it, from those of any other. */
  origin: string
  /** The unit whose subtree it is; null: everything. */
  unit: string | null
  /** Name of that unit, or of whoever exported everything. */
  name: string
  exportedAt: string
  /** The last event that is part of it; those of a part are numbered anew. */
  events: number
  /** Events up to this one were removed before, as the retention says. */
  eventsRemovedTo: number
  /** Days that documents, mails and events are kept; null: for good. */
  retention: { documents: number | null; mails: number | null; events: number | null }
}

/** A row of a table; a document is base64. */
export interface ExportRow {
  table: string
  row: Record<string, string | number | null>
}

/** Behind the rows of a page: the cursor of the next one. */
export interface ExportNext {
  next: string
}

/** Behind the rows of the last page. */
export interface ExportEnd {
  end: true
  /** Events that came while it was exported: if there are any, it may not agree with itself. */
  changed: number
}

export type ExportLine = ExportHeader | ExportRow | ExportNext | ExportEnd

/** What became of a page that was sent for import. */
export interface ImportAnswer {
  /** `present`: these are the data of the deployment, and what was missing of the page is there again. */
  state: 'importing' | 'finished' | 'present'
  /** Rows written. */
  written: number
  /** Pages that have been taken in one after the other: the next one to send is the one after. */
  pages: number
}
