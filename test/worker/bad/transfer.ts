import type { Bad } from './bad.ts'
import { words } from './bad.ts'
import { strangers } from './kinds.ts'

/** Exports asked for wrongly, and imports that are none. */

const cursors = [
  ...words('0 null [] {} % %zz WzFd W10 ==== a a.b.c 零阳 %00 ../ '),
  'A'.repeat(5000),
  // Five parts, as of another deployment, another table, no number.
  ...[
    ['f'.repeat(32), '5', 'units', 'null', '0'],
    ['', '5', 'nothing', 'null', '0'],
    ['', 'x', 'units', '{', 'y'],
  ].map((parts) => new TextEncoder().encode(JSON.stringify(parts)).toBase64()),
]
const exports: Bad[] = [
  ...cursors.map((cursor) => `cursor=${encodeURIComponent(cursor)}`),
  ...words('0 -1 1.5 501 1e9 x NaN 五').map((limit) => `limit=${encodeURIComponent(limit)}`),
].map((query) => ({
  what: `export of ${query.slice(0, 80)}`,
  request: `GET /export?${query}`,
  status: 400,
  problem: 'malformed-request',
}))

const header = {
  fugong: 1,
  origin: '0'.repeat(32),
  unit: null,
  name: '慈利县',
  exportedAt: '2020-03-01T00:00:00Z',
  events: 0,
  eventsRemovedTo: 0,
  retention: { documents: null, mails: null, events: null },
}
const end = { end: true, changed: 0 }
const unit = { table: 'units', row: { id: 'jishou', name: '吉首市' } }
const revision = {
  unit: 'cili',
  form: 'enterprises',
  period: '2020-W09',
  revision: 1,
  hash: 'a'.repeat(64),
}

const lines = (...all: unknown[]) =>
  all.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')

const headers: [what: string, header: unknown][] = [
  ['no object', []],
  ['null', null],
  ['no version', { ...header, fugong: undefined }],
  ['another version', { ...header, fugong: 2 }],
  ['no origin', { ...header, origin: undefined }],
  ['an origin that is none', { ...header, origin: '../../etc' }],
  ['a number for the unit', { ...header, unit: 1 }],
  ['a day for the time', { ...header, exportedAt: '2020-03-01' }],
  ['a negative count', { ...header, events: -1 }],
  ['half an event', { ...header, eventsRemovedTo: 0.5 }],
  ['no days kept', { ...header, retention: { documents: 0, mails: null, events: null } }],
  ['no retention', { ...header, retention: {} }],
  ...strangers.map((name): [string, unknown] => [
    `“${name}” in it`,
    `${JSON.stringify(header).slice(0, -1)},${JSON.stringify(name)}:1}`,
  ]),
]
const rows: [what: string, row: unknown][] = [
  ['no JSON', '{"table":"units"'],
  ['no object', []],
  ['no table', { row: {} }],
  ['no row', { table: 'units' }],
  ['a list for the row', { table: 'units', row: [] }],
  ['an unknown table', { table: 'sqlite_master', row: {} }],
  ['a table that stays', { table: 'tokens', row: {} }],
  ['a table by another name', { table: 'units; DROP TABLE units', row: {} }],
  ['a table called __proto__', { table: '__proto__', row: {} }],
  ['an unknown column', { table: 'units', row: { ...unit.row, password: 'x' } }],
  ['a column called constructor', { table: 'units', row: { ...unit.row, constructor: 'x' } }],
  ['an object in a column', { table: 'units', row: { ...unit.row, name: {} } }],
  ['true in a column', { table: 'units', row: { ...unit.row, name: true } }],
  ['a number for a text', { table: 'units', row: { ...unit.row, name: 1 } }],
  ['half a character', '{"table":"units","row":{"id":"jishou","name":"\\ud800"}}'],
  ['a text for a number', { table: 'revisions', row: { ...revision, revision: '1' } }],
  ['a fraction for a number', { table: 'revisions', row: { ...revision, revision: 1.5 } }],
  ['too large a number', '{"table":"revisions","row":{"revision":9007199254740993}}'],
  ['no JSON in a column of it', { table: 'units', row: { ...unit.row, forms: '[' } }],
  ['no base64 in a document', { table: 'revisions', row: { ...revision, document: '!' } }],
  ['no document', { table: 'revisions', row: revision }],
  ['no document, said to be removed', { table: 'revisions', row: { ...revision, removed: '{}' } }],
  ['null for a document', { table: 'revisions', row: { ...revision, document: null } }],
  ['an empty document', { table: 'revisions', row: { ...revision, document: '' } }],
  ['a document that is no archive', { table: 'revisions', row: { ...revision, document: 'AAAA' } }],
]
const pages: [what: string, raw: string][] = [
  ['nothing', ''],
  ['blanks', ' \n\n '],
  ['a NUL', '\0'],
  ['one line', lines(header)],
  ['no header', lines(unit, end)],
  ['no end', lines(header, unit)],
  ['an end that is none', lines(header, { end: false, changed: 0 })],
  ['an end without its count', lines(header, { end: true })],
  ['a number for what is next', lines(header, { next: 1 })],
  ['two headers', lines(header, header, end)],
  ['two tables', lines(header, unit, { table: 'events', row: {} }, end)],
  ['an empty line between', lines(header, '', unit, end)],
  ['the lines of a list', JSON.stringify([header, unit, end])],
  ['CSV', 'table,row\nunits,1'],
  ['markup', '<units/>'],
  ['100,000 brackets', '['.repeat(100_000)],
  ...headers.map(([what, bad]): [string, string] => [`header: ${what}`, lines(bad, unit, end)]),
  ...rows.map(([what, bad]): [string, string] => [`row: ${what}`, lines(header, bad, end)]),
]
const JSON_LINES = { 'Content-Type': 'text/x-ndjson' }
const imports: Bad[] = pages.map(([what, raw]) => ({
  what: `import, ${what}`,
  request: 'POST /import?page=1',
  who: 'root',
  options: { raw, headers: JSON_LINES },
  status: 422,
  problem: 'import-invalid',
}))

const sound = lines(header, unit, end)
const around: Bad[] = [
  ...words('0 -1 1.5 x NaN 一').map(
    (page): Bad => ({
      what: `import of page ${page}`,
      request: `POST /import?page=${encodeURIComponent(page)}`,
      who: 'root',
      options: { raw: sound, headers: JSON_LINES },
      status: 400,
      problem: 'malformed-request',
    }),
  ),
  {
    what: 'import of no page',
    request: 'POST /import',
    who: 'root',
    options: { raw: sound, headers: JSON_LINES },
    status: 400,
    problem: 'malformed-request',
  },
  ...words('application/json text/plain text/csv application/x-ndjsonx multipart/form-data').map(
    (type): Bad => ({
      what: `import as ${type}`,
      request: 'POST /import?page=1',
      who: 'root',
      options: { raw: sound, headers: { 'Content-Type': type } },
      status: 415,
      problem: 'lines-expected',
    }),
  ),
  {
    what: 'import by a county',
    request: 'POST /import?page=1',
    options: { raw: sound, headers: JSON_LINES },
    status: 403,
    problem: 'deployment-only',
  },
  {
    what: 'import into a deployment with data of its own',
    request: 'POST /import?page=1',
    who: 'root',
    options: { raw: sound, headers: JSON_LINES },
    status: 409,
    problem: 'import-elsewhere',
  },
  {
    what: 'export by a reader',
    request: 'GET /export',
    who: 'reader',
    status: 403,
    problem: 'role-insufficient',
  },
]

export const badTransfer: Bad[] = [...exports, ...imports, ...around]
