import { read, utils } from '@e965/xlsx'
import type { Form } from '../../../shared/forms/form.ts'
import { columnName } from '../../../shared/grid/grid.ts'
import type { Reading } from './reading.ts'

/**
 * "The first row is the header", as the documentation of SheetJS reads a sheet:
 * `utils.sheet_to_json(sheet)` makes an object of each row, by the labels of the first one. A label
 * is a field where it is the field's title or one of its synonyms, to the letter.
 */
export function readByFirstRow(bytes: Uint8Array, form: Form): Reading {
  const book = read(bytes)
  const sheet = book.Sheets[book.SheetNames[0] ?? '']
  if (!sheet?.['!ref']) return { columns: {}, rows: [] }
  const rows = utils.sheet_to_json<Record<string, unknown>>(sheet, { defval: null })
  const first = utils.decode_range(sheet['!ref']).s.c
  return mapped(Object.keys(rows[0] ?? {}), first, rows, form)
}

/**
 * The same with the header told by a person: the labels (of a header of several rows the lowest of
 * each column) as `header`, the first row below as `range`.
 * @param labels from column A on
 * @param firstRow 1-based
 */
export function readByToldHeader(
  bytes: Uint8Array,
  form: Form,
  { labels, firstRow }: { labels: string[]; firstRow: number },
): Reading {
  const book = read(bytes)
  const sheet = book.Sheets[book.SheetNames[0] ?? '']
  if (!sheet?.['!ref']) return { columns: {}, rows: [] }
  // Keys of an object are unique: a label that comes again is numbered, as SheetJS does itself.
  const header = labels.map((label, index) =>
    label === '' || labels.indexOf(label) < index ? `${label}_${index}` : label,
  )
  const { e } = utils.decode_range(sheet['!ref'])
  const range = { s: { r: firstRow - 1, c: 0 }, e }
  const rows = utils.sheet_to_json<Record<string, unknown>>(sheet, { header, range, defval: null })
  return mapped(header, 0, rows, form)
}

function mapped(
  labels: string[],
  first: number,
  rows: Record<string, unknown>[],
  form: Form,
): Reading {
  const columns: Record<string, string> = {}
  const fields = new Map<string, string>()
  labels.forEach((label, index) => {
    const field = form.fields.find(
      ({ title, synonyms }) => title.zh === label || synonyms.includes(label),
    )
    if (!field || fields.has(field.id)) return
    fields.set(field.id, label)
    columns[columnName(first + index)] = field.id
  })
  return {
    columns,
    rows: rows.map((row) =>
      Object.fromEntries([...fields].map(([field, label]) => [field, row[label] ?? null])),
    ),
  }
}
