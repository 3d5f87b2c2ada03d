import { zipSync } from 'fflate'
import type { Entry } from '../archive.ts'
import { FileError } from '../file-error.ts'
import { concatenated, lengthOf } from './bytes.ts'

/** A part as it is to be stored. */
interface Stored {
  /** Record for the central directory; its offset is still to be filled in. */
  record: Uint8Array
  packed: Uint8Array
}

/**
 * A zip of the same entries in the same order, some with new content. The others are not packed anew:
 * their stored bytes are copied.
 * @param changed content by name; what is no entry yet is added at the end
 * @throws FileError `damaged`
 */
export function writeArchive(entries: Entry[], changed: Map<string, Uint8Array>): Uint8Array {
  const present = new Set(entries.map(({ name }) => name))
  const added = [...changed].filter(([name]) => !present.has(name))
  return joined([
    ...entries.map((entry) => {
      const content = changed.get(entry.name)
      return content ? storedAnew(content, entry.record) : storedAsIs(entry)
    }),
    ...added.map(([name, content]) => storedAnew(content, recordFor(name))),
  ])
}

/** Sizes go where readers of any age look; what surrounds an entry besides is not needed. */
function storedAsIs(entry: Entry): Stored {
  const packed = entry.packed()
  const record = withSizes(entry.record, packed.length, entry.size)
  return { record, packed }
}

function storedAnew(content: Uint8Array, former: Uint8Array): Stored {
  // A zip of this one entry has what is needed: the packed bytes behind a header of 30 and a name of 1.
  const zip = zipSync({ _: content }, { level: 6 })
  const header = new DataView(zip.buffer, zip.byteOffset)
  const length = header.getUint32(18, true)
  const record = withSizes(former, length, content.length)
  const view = viewOf(record)
  view.setUint16(10, 8, true)
  view.setUint32(16, header.getUint32(14, true), true)
  return { record, packed: zip.subarray(31, 31 + length) }
}

/** Without data descriptor, extra fields and comment. */
function withSizes(former: Uint8Array, packed: number, size: number): Uint8Array {
  // Not slice(): of Node's Buffer that is the file's own bytes, not a copy.
  const record = Uint8Array.from(former)
  const view = viewOf(record)
  view.setUint16(8, view.getUint16(8, true) & ~8, true)
  view.setUint32(20, packed, true)
  view.setUint32(24, size, true)
  view.setUint32(30, 0, true)
  view.setUint16(34, 0, true)
  return record
}

function recordFor(name: string): Uint8Array {
  const bytes = new TextEncoder().encode(name)
  const record = new Uint8Array(46 + bytes.length)
  const view = viewOf(record)
  view.setUint32(0, 0x02014b50, true)
  view.setUint16(4, 20, true)
  view.setUint16(6, 20, true)
  // 1 January 1980, the earliest day there is: no clock is needed.
  view.setUint16(14, 0x21, true)
  view.setUint16(28, bytes.length, true)
  record.set(bytes, 46)
  return record
}

function joined(parts: Stored[]): Uint8Array {
  const pieces: Uint8Array[] = []
  let offset = 0
  for (const { record, packed } of parts) {
    viewOf(record).setUint32(42, offset, true)
    const header = localHeader(record)
    pieces.push(header, packed)
    offset += header.length + packed.length
  }
  const records = parts.map(({ record }) => record)
  // Entries that share their bytes, or a file beyond what these fields can hold.
  if (offset + lengthOf(records) > 0xfffffffe) throw new FileError('damaged')
  const end = new Uint8Array(22)
  const view = viewOf(end)
  view.setUint32(0, 0x06054b50, true)
  view.setUint16(8, parts.length, true)
  view.setUint16(10, parts.length, true)
  view.setUint32(12, lengthOf(records), true)
  view.setUint32(16, offset, true)
  return concatenated([...pieces, ...records, end])
}

/** What stands before the bytes of an entry says the same as its record. */
function localHeader(record: Uint8Array): Uint8Array {
  const header = new Uint8Array(30 + record.length - 46)
  header.set([0x50, 0x4b, 3, 4])
  header.set(record.subarray(6, 30), 4)
  header.set(record.subarray(46), 30)
  return header
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
