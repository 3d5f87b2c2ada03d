import { enterpriseSheet, first, place } from '../county.ts'
import type { Bad } from './bad.ts'

/** Bodies that cannot be unpacked, or only into too much; and routes that read none of that kind. */

/** Routes that read a body, to be sent bodies that are no good before they are read. */
const reading = [
  `PUT ${place('lingyang')}`,
  'POST /enrol',
  'PUT /units/lingyang',
  'POST /units/lingyang/codes',
  'PUT /units/cili/periods/2020-W09',
  'PUT /units/cili/recipients',
  `POST ${place('jiangya')}/return`,
]

async function gzipped(
  content: string | Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([content]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(packed).arrayBuffer())
}

const plain = JSON.stringify(enterpriseSheet(2, 1))
const MEGABYTE = 1024 * 1024
const sheet = await gzipped(plain)
const bomb = await gzipped(new Uint8Array(64 * MEGABYTE))
const nested = await gzipped(bomb)
const flipped = sheet.with(20, (sheet[20] ?? 0) ^ 0xff)
const zip = { ...first, 'Content-Encoding': 'gzip' }

const packed: [what: string, raw: BodyInit, status: number, problem: string][] = [
  ['no gzip at all', plain, 400, 'malformed-gzip'],
  ['an empty gzip', '', 400, 'malformed-gzip'],
  ['a head without a body', sheet.slice(0, 10), 400, 'malformed-gzip'],
  ['half a gzip', sheet.slice(0, sheet.length >> 1), 400, 'malformed-gzip'],
  ['a gzip without its end', sheet.slice(0, -1), 400, 'malformed-gzip'],
  ['a gzip with something after it', Uint8Array.from([...sheet, 1, 2, 3]), 400, 'malformed-gzip'],
  ['a gzip with a wrong byte', flipped, 400, 'malformed-gzip'],
  ['a gzip with a wrong checksum', sheet.with(-8, (sheet.at(-8) ?? 0) ^ 1), 400, 'malformed-gzip'],
  ['zlib', Uint8Array.of(0x78, 0x9c, 3, 0, 0, 0, 0, 1), 400, 'malformed-gzip'],
  ['a gzip of a gzip', await gzipped(sheet), 400, 'malformed-json'],
  ['a gzip of nothing', await gzipped(''), 400, 'malformed-json'],
  ['a gzip of GBK', await gzipped(Uint8Array.of(0x22, 0xb4, 0xc8, 0x22)), 400, 'malformed-json'],
  ['a bomb in a bomb', nested, 400, 'malformed-json'],
]
const wronglyPacked = packed.map(
  ([what, raw, status, problem]): Bad => ({
    what,
    request: `PUT ${place('lingyang')}`,
    options: { raw, headers: zip },
    status,
    problem,
  }),
)

const tooLarge = reading.flatMap((request): Bad[] => [
  {
    what: `${request}: 64 MB in a gzip of ${bomb.length} bytes`,
    request,
    options: { raw: bomb, headers: zip },
    status: 413,
    problem: 'body-too-large',
  },
  {
    what: `${request}: more than 8 MB`,
    request,
    options: { raw: `"${' '.repeat(8 * MEGABYTE)}"`, headers: first },
    status: 413,
    problem: 'body-too-large',
  },
])

const unread = reading.flatMap((request): Bad[] => [
  {
    what: `${request}: no JSON`,
    request,
    options: { raw: '{', headers: first },
    status: 400,
    problem: 'malformed-json',
  },
  {
    what: `${request}: a text`,
    request,
    options: { raw: 'x', headers: { ...first, 'Content-Type': 'text/plain' } },
    status: 415,
    problem: 'media-type-unsupported',
  },
])

export const badPacking: Bad[] = [...wronglyPacked, ...tooLarge, ...unread]
