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
  const end = endOfDirectory(view)
  const count = view.getUint16(end + 10, true)
  if (count > MAX_ENTRIES) throw new FileError('too-large', { limit: megabytes(MAX_DECLARED) })
  const entries: Entry[] = []
  let declared = 0
  let at = view.getUint32(end + 16, true)
  for (let index = 0; index < count; index++) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new FileError('damaged')
    const flags = view.getUint16(at + 8, true)
    const method = view.getUint16(at + 10, true)
    const packed = view.getUint32(at + 20, true)
    const size = view.getUint32(at + 24, true)
    const nameLength = view.getUint16(at + 28, true)
    const offset = view.getUint32(at + 42, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    if (flags & 1) throw new FileError('encrypted')
    declared += size
    if (declared > MAX_DECLARED)
      throw new FileError('too-large', { limit: megabytes(MAX_DECLARED) })
    entries.push({
      name: name.replaceAll('\\', '/'),
      size,
      stream(take) {
        unpack(packedBytes(bytes, view, offset, packed), method, size, take)
      },
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

/** The end record stands last, before a comment of at most 65 535 bytes. */
function endOfDirectory(view: DataView): number {
  const first = Math.max(0, view.byteLength - 22 - 0xffff)
  for (let at = view.byteLength - 22; at >= first; at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at
  }
  throw new FileError('damaged')
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
