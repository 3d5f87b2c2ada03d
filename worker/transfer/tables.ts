import { lineOf, type StoredUnit, subtreeRange } from '../store/units.ts'

/** What a column holds: `json` is JSON as text, `document` a gzip that travels as base64. */
export type Kind = 'text' | 'integer' | 'json' | 'document'

/** A table whose rows go from one deployment to another. */
export interface MovedTable {
  name: string
  /** The primary key: the order in which rows are sent. */
  key: string[]
  /** Every column that goes along; the second one is never NULL. */
  columns: Record<string, Kind>
  /**
   * Whose rows belong to the data of a unit: `line` those of its subtree and of the units above (what is
   * defined there holds below), `subtree` those of its subtree, `events` the same under numbers of their
   * own, `deployment` none.
   */
  of: 'line' | 'subtree' | 'events' | 'deployment'
  /** The column that names the unit, where it is another than `unit`. */
  owner?: string
  /** Columns that change without anybody's doing: other values there contradict nothing. */
  moving?: string[]
  /** Rows a page may have, where a row takes a statement of its own. */
  rows?: number
}

const definition = { unit: 'text', form: 'text', field: 'text', version: 'integer' } as const
const saved = { saved_at: 'text', saved_by: 'text' } as const
const sent = {
  revision: 'integer',
  hash: 'text',
  kind: 'text',
  tally: 'json',
  received_at: 'text',
  received_from: 'text',
  late: 'integer',
  keys: 'text',
  within: 'json',
  reason: 'text',
} as const

/** In the order in which they are sent: what others point to comes first. */
export const movedTables: MovedTable[] = [
  {
    name: 'units',
    key: ['path'],
    columns: { path: 'text', id: 'text', name: 'text', level: 'text', forms: 'json' },
    of: 'line',
    owner: 'id',
  },
  {
    name: 'periods',
    key: ['unit', 'period'],
    columns: {
      unit: 'text',
      period: 'text',
      as_of: 'text',
      due: 'text',
      closed_at: 'text',
      extension: 'json',
    },
    of: 'line',
  },
  {
    name: 'forms',
    key: ['unit', 'form', 'version'],
    columns: {
      unit: 'text',
      form: 'text',
      version: 'integer',
      definition: 'json',
      saved_at: 'text',
    },
    of: 'line',
  },
  {
    name: 'lists',
    key: ['unit', 'list'],
    columns: { unit: 'text', list: 'text', definition: 'json', saved_at: 'text' },
    of: 'line',
  },
  {
    name: 'words',
    key: ['unit', 'form', 'field', 'version'],
    columns: { ...definition, groups: 'json', ...saved },
    of: 'line',
  },
  {
    name: 'headings',
    key: ['unit', 'form', 'field', 'version'],
    columns: { ...definition, wordings: 'json', ...saved },
    of: 'line',
  },
  {
    name: 'sameness',
    key: ['unit', 'form', 'field', 'value'],
    columns: {
      unit: 'text',
      form: 'text',
      field: 'text',
      value: 'text',
      same: 'integer',
      ...saved,
    },
    of: 'line',
  },
  {
    name: 'revisions',
    key: ['unit', 'form', 'period', 'revision'],
    columns: {
      unit: 'text',
      form: 'text',
      period: 'text',
      ...sent,
      document: 'document',
      token: 'text',
      idempotency_key: 'text',
      decision: 'json',
      removed: 'json',
    },
    of: 'subtree',
    moving: ['document', 'removed'],
    rows: 40,
  },
  {
    name: 'current',
    key: ['unit', 'period', 'form'],
    columns: {
      unit: 'text',
      period: 'text',
      form: 'text',
      ...sent,
      state: 'text',
      explanations: 'json',
    },
    of: 'subtree',
  },
  {
    name: 'explanation_decisions',
    key: ['unit', 'form', 'explanation', 'version'],
    columns: {
      unit: 'text',
      form: 'text',
      explanation: 'text',
      version: 'integer',
      decision: 'json',
    },
    of: 'subtree',
  },
  {
    name: 'upward',
    key: ['unit', 'period', 'form'],
    columns: {
      unit: 'text',
      period: 'text',
      form: 'text',
      acknowledged: 'text',
      revision: 'integer',
      acknowledged_at: 'text',
      state: 'text',
      decision: 'json',
      sent: 'json',
      claimed_at: 'text',
      attempts: 'integer',
      tried_at: 'text',
      error: 'text',
    },
    of: 'subtree',
    moving: [
      ...['acknowledged', 'revision', 'acknowledged_at', 'state', 'decision', 'sent'],
      ...['claimed_at', 'attempts', 'tried_at', 'error'],
    ],
  },
  {
    name: 'mail_recipients',
    key: ['unit', 'address'],
    columns: { unit: 'text', address: 'text', kinds: 'json', lang: 'text' },
    of: 'subtree',
  },
  {
    name: 'mailings',
    key: ['unit', 'period', 'kind', 'edition'],
    columns: {
      unit: 'text',
      period: 'text',
      kind: 'text',
      edition: 'integer',
      composed_at: 'text',
      figures: 'json',
    },
    of: 'subtree',
  },
  {
    name: 'mails',
    key: ['id'],
    columns: {
      id: 'integer',
      unit: 'text',
      period: 'text',
      kind: 'text',
      edition: 'integer',
      address: 'text',
      lang: 'text',
      subject: 'text',
      text: 'text',
      html: 'text',
      state: 'text',
      attempts: 'integer',
      tried_at: 'text',
      sent_at: 'text',
      message_id: 'text',
      error: 'text',
      removed: 'json',
    },
    of: 'subtree',
    moving: [
      ...['text', 'html', 'state', 'attempts', 'tried_at', 'sent_at', 'message_id', 'error'],
      'removed',
    ],
  },
  {
    name: 'events',
    key: ['id'],
    columns: {
      id: 'integer',
      at: 'text',
      token: 'text',
      actor: 'text',
      kind: 'text',
      unit: 'text',
      form: 'text',
      period: 'text',
      revision: 'integer',
      detail: 'json',
    },
    of: 'events',
  },
  {
    name: 'seals',
    key: ['last_id'],
    columns: { last_id: 'integer', count: 'integer', hash: 'text', sealed_at: 'text' },
    of: 'deployment',
  },
]

/** The tables that stay where they are, each with the reason. */
export const stayingTables: Record<string, string> = {
  tokens: 'secrets of the people here: elsewhere they enrol anew',
  codes: 'secrets of the people here: elsewhere they are issued anew',
  deployment: 'about this deployment itself; what goes along is in the header of the export',
  d1_migrations: 'the tables of a deployment are made by its own migrations',
}

export function movedTable(name: string): MovedTable | undefined {
  return movedTables.find((table) => table.name === name)
}

/** Values of a row by column. */
export type Row = Record<string, string | number | null>

/**
 * SQL condition for the rows of a table that belong to an export, and its parameters.
 *
 * @param lastEvent the last event that is part of it
 * @param at number of the first parameter
 */
export function inScope(
  table: MovedTable,
  scope: StoredUnit | null,
  lastEvent: number,
  at: number,
): { sql: string; params: (string | number)[] } {
  const conditions: string[] = []
  const params: (string | number)[] = []
  const param = (value: string | number) => `?${at - 1 + params.push(value)}`
  if (table.name === 'events' || table.name === 'seals') {
    conditions.push(`${table.key[0]} <= ${param(lastEvent)}`)
  }
  if (scope !== null && table.of === 'deployment') conditions.push('FALSE')
  else if (scope !== null) {
    const [from, to] = subtreeRange(scope).map(param)
    const above = table.of === 'line' ? lineOf(scope.path) : []
    conditions.push(
      `${table.owner ?? 'unit'} IN (SELECT id FROM units WHERE path >= ${from} AND path < ${to}
         UNION SELECT value FROM json_each(${param(JSON.stringify(above))}))`,
    )
  }
  return { sql: conditions.join(' AND ') || 'TRUE', params }
}
