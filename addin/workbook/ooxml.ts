import { read, type WorkBook } from '@e965/xlsx'
import { zipSync } from 'fflate'
import { contentOf, type Entry } from './archive.ts'
import { FileError } from './file-error.ts'
import {
  type FileSheet,
  gridOfSheet,
  MAX_ROWS,
  readOptions,
  refuseRows,
  splitFiltered,
  withHidden,
} from './sheet.ts'
import { Sieve, type Sieved } from './sieve.ts'

/** Parts the reader needs; pictures, macros, links, comments and the rest stay packed. */
const needed =
  /(^|\/)(\[Content_Types\]\.xml|_rels\/[^/]*\.rels|workbook\.(xml|bin)|styles\.(xml|bin)|sharedStrings\.(xml|bin))$/i

/**
 * Sheets of an .xlsx, .xlsm or .xlsb, read from a copy that holds nothing but what is read.
 * @throws FileError
 */
export function sheetsOfOoxml(parts: Map<string, Entry>, workbook: string): FileSheet[] {
  const kept: Record<string, Uint8Array> = {}
  for (const [name, entry] of parts) {
    if (needed.test(name) && !/worksheets\//.test(name)) kept[name] = contentOf(entry)
  }
  const paths = worksheetPaths(kept, workbook)
  const sieved = new Map<string, Sieved>()
  for (const path of paths) {
    const entry = path === null ? undefined : parts.get(path)
    if (!entry) continue
    if (entry.name.endsWith('.bin')) kept[entry.name] = contentOf(entry)
    else {
      const { xml, ...known } = sieve(entry)
      kept[entry.name] = new TextEncoder().encode(xml)
      sieved.set(entry.name, known)
    }
  }
  declareOnly(kept)
  refuseLongSheets(kept, paths, sieved)
  const book = read(zipSync(kept, { level: 0 }), { type: 'array', nodim: true, ...readOptions })
  const inOrder = workbook.endsWith('.bin') ? pathsOfBinary(kept, workbook, book) : paths
  return book.SheetNames.flatMap((name, index) => {
    const path = inOrder[index] ?? null
    if (path === null) return []
    const { hiddenRows = [], hiddenColumns = [], filter } = sieved.get(path) ?? {}
    const sheet = book.Sheets[name]
    // The reader swallows what it cannot read of one sheet; a sheet must not vanish unsaid.
    if (!sheet?.['!data']) throw new FileError('damaged')
    const grid = withHidden(gridOfSheet(sheet, name, book), { hiddenRows, hiddenColumns })
    return {
      name,
      hidden: Boolean(book.Workbook?.Sheets?.[index]?.Hidden),
      grid: filter ? splitFiltered(grid, filter) : grid,
    }
  })
}

/** What the table of contents declares must be there: the parts left out are taken out of it. */
function declareOnly(parts: Record<string, Uint8Array>): void {
  const contents = '[Content_Types].xml'
  const text = new TextDecoder().decode(parts[contents] ?? new Uint8Array())
  const declared = text.replace(/<(?:\w+:)?Override\b[^>]*>/g, (override) => {
    const part = attribute(override, 'PartName').replace(/^\//, '')
    return part === '' || Object.hasOwn(parts, part) ? override : ''
  })
  parts[contents] = new TextEncoder().encode(declared)
}

/** Before the rest is read, which takes seconds for a hundred thousand rows. */
function refuseLongSheets(
  parts: Record<string, Uint8Array>,
  paths: (string | null)[],
  sieved: Map<string, Sieved>,
): void {
  const rows = paths.map((path) => (path === null ? 0 : (sieved.get(path)?.rows ?? 0)))
  const longest = Math.max(0, ...rows)
  if (longest <= MAX_ROWS) return
  const names = read(zipSync(parts, { level: 0 }), { type: 'array', bookSheets: true }).SheetNames
  refuseRows(names[rows.indexOf(longest)] ?? '', longest)
}

function sieve(entry: Entry): Sieved & { xml: string } {
  const result = new Sieve(MAX_ROWS)
  const decoder = new TextDecoder()
  entry.stream((piece) => result.take(decoder.decode(piece, { stream: true })))
  return result.end()
}

/**
 * Part of each sheet in the workbook's order; null for what is no worksheet: charts, macro sheets. Of a
 * binary workbook the worksheets, in no order.
 */
function worksheetPaths(parts: Parts, workbook: string): (string | null)[] {
  const related = relatedTo(parts, workbook)
  if (workbook.endsWith('.bin')) return [...related.values()].flatMap((one) => pathOf(one) ?? [])
  return [...textOf(parts, workbook).matchAll(/<(?:\w+:)?sheet\b[^>]*>/g)].map(([sheet]) =>
    pathOf(related.get(attribute(sheet, '\\w+:id'))),
  )
}

/** The same of a binary workbook, whose order the library alone can read. */
function pathsOfBinary(parts: Parts, workbook: string, book: WorkBook): (string | null)[] {
  const related = relatedTo(parts, workbook)
  return (book.Workbook?.Sheets ?? []).map((sheet) =>
    'id' in sheet ? pathOf(related.get(String(sheet.id))) : null,
  )
}

type Parts = Record<string, Uint8Array>
type Related = { type: string; path: string }

function pathOf(related: Related | undefined): string | null {
  return related?.type === 'worksheet' ? related.path : null
}

function relatedTo(parts: Parts, workbook: string): Map<string, Related> {
  return relationsOf(textOf(parts, relationsPath(workbook)), workbook)
}

function textOf(parts: Parts, name: string): string {
  return new TextDecoder().decode(parts[name] ?? new Uint8Array())
}

/** Where a part keeps what it refers to. */
export function relationsPath(part: string): string {
  return part.replace(/[^/]*$/, '_rels/$&.rels')
}

/** What a part refers to, by id; the type is the last word of its address. */
export function relationsOf(relations: string, part: string): Map<string, Related> {
  const folder = part.replace(/[^/]*$/, '')
  return new Map(
    [...relations.matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)].map(([relation]) => {
      const target = attribute(relation, 'Target')
      const path = target.startsWith('/') ? target.slice(1) : folder + target.replace(/^\.\//, '')
      const type = attribute(relation, 'Type').replace(/^.*\//, '')
      return [attribute(relation, 'Id'), { type, path }]
    }),
  )
}

function attribute(tag: string, name: string): string {
  return new RegExp(`\\s${name}=["']([^"']*)["']`).exec(tag)?.[1] ?? ''
}
