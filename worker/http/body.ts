import { createMiddleware } from 'hono/factory'
import type { AppEnv } from './context.ts'
import { ProblemError } from './problem.ts'

const MEGABYTE = 1024 * 1024

/**
 * Bodies are read before they are parsed, so their size is bounded before and after unpacking: 1 MB
 * of gzip can hold 1 GB of zeros. A document of 8 MB is a sheet of some 30,000 rows; to parse, hash
 * and check it takes up to 100 MB of the 128 MB that a Worker has.
 */
export const SENT_LIMIT = 2 * MEGABYTE
export const UNPACKED_LIMIT = 8 * MEGABYTE

/** Reads and unpacks the request body, so that what follows finds plain JSON. */
export const unpackBody = createMiddleware<AppEnv>(async (c, next) => {
  const { body } = c.req.raw
  if (body === null) return next()
  const encoding = (c.req.header('Content-Encoding') ?? 'identity').trim().toLowerCase()
  if (encoding !== 'identity' && encoding !== 'gzip') {
    throw new ProblemError('encoding-unsupported', { headers: { 'Accept-Encoding': 'gzip' } })
  }
  const bytes =
    encoding === 'gzip'
      ? await gunzip(await collect(body, SENT_LIMIT))
      : await collect(body, UNPACKED_LIMIT)
  refuseOtherThanUtf8(bytes)
  c.req.raw = new Request(c.req.raw, { body: bytes })
  return next()
})

/**
 * JSON is UTF-8 (RFC 8259, 8.1). What reads it later would put a replacement character in the place of
 * whatever is not, and a name in GBK would be kept as garbage.
 */
function refuseOtherThanUtf8(bytes: Uint8Array): void {
  try {
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    throw new ProblemError('malformed-json')
  }
}

async function gunzip(packed: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))
  try {
    return await collect(stream, UNPACKED_LIMIT)
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw new ProblemError('malformed-gzip')
  }
}

async function collect(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.byteLength
    // Leaving the loop cancels the stream: the rest is never unpacked.
    if (size > limit) {
      throw new ProblemError('body-too-large', { params: { limit: limit / MEGABYTE } })
    }
    chunks.push(chunk)
  }
  const [only] = chunks
  if (chunks.length === 1 && only) return only
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes
}
