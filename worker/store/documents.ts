import type { Finding } from '../../shared/check/finding.ts'
import type { Decision, Receipt, Submission } from '../../shared/protocol/submission.ts'
import type { Removal } from './deployment.ts'

/** What is kept of a submission besides its figures. */
export interface StoredDocument {
  submission: Submission
  /** Warnings that remained. */
  findings: Finding[]
}

/** A revision without what is in its document. */
export type RevisionRest = Omit<Receipt, 'findings'> & { decision: Decision | null }

/** The document of a revision is gone, as the retention has it; its figures are not. */
export class DocumentRemoved extends Error {
  readonly removal: Removal
  readonly revision: number
  /** What is still known of the revision, where that was asked for. */
  readonly rest: RevisionRest | null

  constructor(removal: Removal, revision: number, rest: RevisionRest | null = null) {
    super('document removed')
    this.removal = removal
    this.revision = revision
    this.rest = rest
  }
}

/** D1 takes 2 MB a row; the rest of the row needs little. */
export const STORED_LIMIT = 1_900_000

/**
 * A `StoredDocument` as gzip-compressed JSON.
 *
 * @param submission as JSON
 */
export async function packDocument(submission: string, findings: Finding[]): Promise<ArrayBuffer> {
  const json = `{"submission":${submission},"findings":${JSON.stringify(findings)}}`
  const { readable, writable } = new CompressionStream('gzip')
  const writer = writable.getWriter()
  const [packed] = await Promise.all([
    new Response(readable).arrayBuffer(),
    writer.write(new TextEncoder().encode(json)),
    writer.close(),
  ])
  return packed
}

/**
 * D1 is asked in JSON, and a BLOB travels in it as a list of numbers, which takes twice as long as the
 * document itself to write and to read: so it goes as hexadecimal digits, unless those would be
 * longer than D1 takes a text to be (2 MB).
 */
const HEX_LIMIT = 900_000

/** A document as it is bound to `documentParameter`. */
export function documentValue(document: ArrayBuffer): string | ArrayBuffer {
  return document.byteLength > HEX_LIMIT ? document : new Uint8Array(document).toHex()
}

/** SQL for the BLOB that a bound `documentValue` stands for. */
export function documentParameter(name: string): string {
  return `iif(typeof(${name}) = 'text', unhex(${name}), ${name})`
}

/** SQL for a document as `unpackDocument` takes it. */
export function documentColumn(name: string): string {
  return `iif(length(${name}) > ${HEX_LIMIT}, ${name}, hex(${name})) AS document`
}

/** A document as D1 returns it where a `documentColumn` was asked for. */
export type SentDocument = string | ArrayBuffer | number[]

export async function unpackDocument(sent: SentDocument): Promise<StoredDocument> {
  const bytes = typeof sent === 'string' ? Uint8Array.fromHex(sent) : new Uint8Array(sent)
  const packed = new Blob([bytes]).stream()
  return new Response(packed.pipeThrough(new DecompressionStream('gzip'))).json()
}

interface KeptDocument {
  revision: number
  document: SentDocument
  removed: string | null
}

/** So many documents are read at a time: unpacked they may be large. */
const AT_ONCE = 8

/**
 * Goes through submissions of one form and period, few at a time.
 *
 * @param sent revision by unit
 * @param gone what becomes of a document that the retention has removed; an error unless given
 */
export async function eachSubmission(
  db: D1Database,
  {
    form,
    period,
    sent,
  }: { form: string; period: string; sent: { unit: string; revision: number }[] },
  take: (unit: string, submission: Submission) => void,
  gone = (removal: Removal, revision: number): void => {
    throw new DocumentRemoved(removal, revision)
  },
): Promise<void> {
  for (let from = 0; from < sent.length; from += AT_ONCE) {
    const keys = sent.slice(from, from + AT_ONCE).map(({ unit, revision }) => [unit, revision])
    const { results } = await db
      .prepare(
        `SELECT r.unit, r.revision, ${documentColumn('r.document')}, r.removed FROM json_each(?1) k JOIN revisions r
           ON r.unit = k.value ->> 0 AND r.form = ?2 AND r.period = ?3
           AND r.revision = k.value ->> 1`,
      )
      .bind(JSON.stringify(keys), form, period)
      .run<KeptDocument & { unit: string }>()
    for (const { unit, revision, document, removed } of results) {
      if (removed !== null) gone(JSON.parse(removed), revision)
      else take(unit, (await unpackDocument(document)).submission)
    }
  }
}
