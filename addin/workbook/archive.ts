import { Inflate } from 'fflate'
import { FileError } from './file-error.ts'

/**
 * Reading a zip that may be hostile: sizes and counts are judged from the central directory before
 * anything is inflated, and no entry may inflate to more than it declared there.
 */

/** All entries together, as declared. Far above any sheet people keep, far below a machine's memory. */
const MAX_DECLARED = 512 * 1024 * 1024
/** Workbooks full of pictures have a few hundred entries. */
const MAX_ENTRIES = 5000
/** Compressed bytes inflated at a time: at deflate's best ratio (1032) some 17 MB come out. */
const STEP = 16 * 1024

export interface Entry {
  name: string
  size: number
  /** Its record in the central directory, up to the end of the name. */
  record: Uint8Array
  /** The bytes as they are stored. Throws `damaged`. */
  packed(): Uint8Array
  /** Hands over the inflated bytes piece by piece. Throws `damaged`. */
  stream(take: (piece: Uint8Array) => void): void
}

/**
 * Lists a zip's entries.
 * @throws FileError `damaged` (no or broken central directory), `encrypted`, `too-large`
 */
export function openArchive(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return entriesOf(bytes, view)
  } catch (error) {
    // A DataView throws RangeError where an offset of a damaged directory points outside the file.
    if (error instanceof RangeError) throw new FileError('damaged')
    throw error
  }
}

function entriesOf(bytes: Uint8Array, view: DataView): Entry[] {
  const { start, count } = directory(view)
  if (count > MAX_ENTRIES) throw new FileError('too-large', { limit: megabytes(MAX_DECLARED) })
  const entries: Entry[] = []
  let declared = 0
  let at = start
  for (let index = 0; index < count; index++) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new FileError('damaged')
    if (view.getUint16(at + 8, true) & 1) throw new FileError('encrypted')
    const method = view.getUint16(at + 10, true)
    const nameLength = view.getUint16(at + 28, true)
    const extraLength = view.getUint16(at + 30, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    const { size, packed, offset } = measures(view, at, at + 46 + nameLength, extraLength)
    declared += size
    if (declared > MAX_DECLARED) {
      throw new FileError('too-large', { limit: megabytes(MAX_DECLARED) })
    }
    const stored = () => packedBytes(bytes, view, offset, packed)
    entries.push({
      name: name.replaceAll('\\', '/'),
      size,
      record: bytes.subarray(at, at + 46 + nameLength),
      packed: stored,
      stream: (take) => unpack(stored(), method, size, take),
    })
    at += 46 + nameLength + extraLength + view.getUint16(at + 32, true)
  }
  return entries
}

/** A value that did not fit and stands in the zip64 fields instead. */
const ELSEWHERE = 0xffffffff

/** The end record stands last, before a comment of at most 65 535 bytes. */
function directory(view: DataView): { start: number; count: number } {
  const first = Math.max(0, view.byteLength - 22 - 0xffff)
  for (let at = view.byteLength - 22; at >= first; at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue
    const start = view.getUint32(at + 16, true)
    if (start !== ELSEWHERE) return { start, count: view.getUint16(at + 10, true) }
    const end = long(view, at - 20 + 8)
    return { start: long(view, end + 48), count: long(view, end + 32) }
  }
  throw new FileError('damaged')
}

/** Sizes and place of an entry; writers that stream use the zip64 fields even for small ones. */
function measures(
  view: DataView,
  at: number,
  extra: number,
  extraLength: number,
): { size: number; packed: number; offset: number } {
  let next = extra
  while (next < extra + extraLength && view.getUint16(next, true) !== 1) {
    next += 4 + view.getUint16(next + 2, true)
  }
  next += 4
  const [size = 0, packed = 0, offset = 0] = [24, 20, 42].map((place) => {
    const value = view.getUint32(at + place, true)
    if (value !== ELSEWHERE) return value
    next += 8
    return long(view, next - 8)
  })
  return { size, packed, offset }
}

function long(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true))
}

function packedBytes(
  bytes: Uint8Array,
  view: DataView,
  offset: number,
  length: number,
): Uint8Array {
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== 0x04034b50) {
    throw new FileError('damaged')
  }
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  if (start + length > bytes.length) throw new FileError('damaged')
  return bytes.subarray(start, start + length)
}

function unpack(
  packed: Uint8Array,
  method: number,
  size: number,
  take: (piece: Uint8Array) => void,
): void {
  let seen = 0
  const pass = (piece: Uint8Array): void => {
    seen += piece.length
    if (seen > size) throw new FileError('damaged')
    if (piece.length) take(piece)
  }
  if (method === 0) pass(packed)
  else if (method === 8) {
    const inflate = new Inflate(pass)
    try {
      for (let at = 0; at < packed.length; at += STEP) {
        inflate.push(packed.subarray(at, at + STEP), at + STEP >= packed.length)
      }
    } catch (error) {
      throw error instanceof FileError ? error : new FileError('damaged')
    }
  } else throw new FileError('damaged')
  if (seen !== size) throw new FileError('damaged')
}

function megabytes(bytes: number): number {
  return bytes / 1024 / 1024
}

/** Parts other than sheets (shared strings above all) are held whole. */
const MAX_WHOLE = 128 * 1024 * 1024

/**
 * The whole entry.
 * @throws FileError `too-large`, `damaged`
 */
export function contentOf(entry: Entry): Uint8Array {
  if (entry.size > MAX_WHOLE) throw new FileError('too-large', { limit: megabytes(MAX_WHOLE) })
  const whole = new Uint8Array(entry.size)
  let at = 0
  entry.stream((piece) => {
    whole.set(piece, at)
    at += piece.length
  })
  return whole
}
