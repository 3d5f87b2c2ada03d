import type { Finding } from '../../shared/check/finding.ts'
import type { Submission } from '../../shared/protocol/submission.ts'

/** What is kept of a submission besides its figures. */
export interface StoredDocument {
  submission: Submission
  /** Warnings that remained. */
  findings: Finding[]
}

/** D1 takes 2 MB a row; the rest of the row needs little. */
export const STORED_LIMIT = 1_900_000

/** The document as gzip-compressed JSON. */
export async function packDocument(document: StoredDocument): Promise<ArrayBuffer> {
  const plain = new Blob([JSON.stringify(document)]).stream()
  return new Response(plain.pipeThrough(new CompressionStream('gzip'))).arrayBuffer()
}

/** @param bytes a BLOB as D1 returns it */
export async function unpackDocument(bytes: ArrayBuffer | number[]): Promise<StoredDocument> {
  const packed = new Blob([new Uint8Array(bytes)]).stream()
  return new Response(packed.pipeThrough(new DecompressionStream('gzip'))).json()
}
