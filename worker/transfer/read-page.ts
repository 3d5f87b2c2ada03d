import { z } from '@hono/zod-openapi'
import type { Lang } from '../../shared/messages/index.ts'
import { contentHash } from '../../shared/protocol/build.ts'
import type { ExportHeader } from '../../shared/protocol/transfer.ts'
import { ProblemError } from '../http/problem.ts'
import { type ImportFault, importFault } from '../messages/transfer.ts'
import { unpackDocument } from '../store/documents.ts'
import { type Kind, type MovedTable, movedTable, type Row } from './tables.ts'

/** A row of a page and the line it stands in. */
export interface PageRow {
  line: number
  row: Row
  /** The document of the row, where its table has one. */
  document: Uint8Array | null
}

/** A page as it was sent: what to put into one table. */
export interface ReadPage {
  header: ExportHeader
  table: MovedTable | null
  rows: PageRow[]
  /** It is the last one. */
  end: boolean
}

const days = z.int().positive().nullable()
const headerLine = z.strictObject({
  fugong: z.literal(1),
  origin: z.string().regex(/^[0-9a-f]{32}(\/.+)?$/),
  unit: z.string().nullable(),
  name: z.string(),
  exportedAt: z.iso.datetime(),
  events: z.int().nonnegative(),
  eventsRemovedTo: z.int().nonnegative(),
  retention: z.strictObject({ documents: days, mails: days, events: days }),
}) satisfies z.ZodType<ExportHeader>

const rowLine = z.strictObject({
  table: z.string(),
  row: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
})
const endLine = z.union([
  z.strictObject({ end: z.literal(true), changed: z.int() }),
  z.strictObject({ next: z.string() }),
])

/**
 * Reads the lines of a page: the header of the export, rows of one table, and the line behind them.
 *
 * @throws ProblemError with the line that cannot be read
 */
export async function readPage(text: string, lang: Lang): Promise<ReadPage> {
  try {
    return await pageOf(text)
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    const { line, fault, what } = error
    throw new ProblemError('import-invalid', {
      params: { line, what: importFault(fault, what, lang) },
      members: { line },
    })
  }
}

async function pageOf(text: string): Promise<ReadPage> {
  const lines = text.trimEnd().split('\n')
  const header = headerLine.safeParse(jsonOf(lines[0] ?? '', 1))
  if (!header.success) throw new Invalid(1, 'header')
  const closing = endLine.safeParse(jsonOf(lines.at(-1) ?? '', lines.length))
  if (!closing.success) throw new Invalid(lines.length, 'end')
  const rows: PageRow[] = []
  let table: MovedTable | null = null
  for (const [index, content] of lines.slice(1, -1).entries()) {
    const line = index + 2
    const read = rowLine.safeParse(jsonOf(content, line))
    if (!read.success) throw new Invalid(line, 'row')
    table ??= movedTable(read.data.table) ?? null
    if (!table || table.name !== read.data.table) throw new Invalid(line, 'table', read.data.table)
    rows.push(await checkedRow(read.data.row, table, line))
  }
  return { header: header.data, table, rows, end: 'end' in closing.data }
}

async function checkedRow(row: Row, table: MovedTable, line: number): Promise<PageRow> {
  const stranger = Object.keys(row).find((column) => !Object.hasOwn(table.columns, column))
  if (stranger !== undefined) throw new Invalid(line, 'column', stranger)
  for (const [column, kind] of Object.entries(table.columns)) {
    const value = row[column] ?? null
    if (value !== null && !fits(value, kind)) throw new Invalid(line, 'value', column)
  }
  const column = Object.keys(table.columns).find((one) => table.columns[one] === 'document')
  if (column === undefined) return { line, row, document: null }
  const packed = row[column]
  if (typeof packed !== 'string') throw new Invalid(line, 'value', column)
  const document = Uint8Array.fromBase64(packed)
  if ((row.removed ?? null) === null && !(await isDocumentOf(document, row.hash))) {
    throw new Invalid(line, 'hash')
  }
  return { line, row, document }
}

function fits(value: string | number, kind: Kind): boolean {
  if (kind === 'integer') return Number.isSafeInteger(value)
  if (typeof value !== 'string' || !value.isWellFormed()) return false
  if (kind === 'text') return true
  try {
    if (kind === 'json') JSON.parse(value)
    else Uint8Array.fromBase64(value)
    return true
  } catch {
    return false
  }
}

/** The hash stands for the content wherever it goes: what does not have it is not what was submitted. */
async function isDocumentOf(packed: Uint8Array, hash: unknown): Promise<boolean> {
  try {
    const { submission } = await unpackDocument(packed.slice().buffer)
    return (await contentHash(submission)) === hash
  } catch {
    return false
  }
}

function jsonOf(line: string, number: number): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new Invalid(number, 'json')
  }
}

/** The line that cannot be read, and why. */
class Invalid extends Error {
  readonly line: number
  readonly fault: ImportFault
  readonly what: string

  constructor(line: number, fault: ImportFault, what = '') {
    super(fault)
    this.line = line
    this.fault = fault
    this.what = what
  }
}
