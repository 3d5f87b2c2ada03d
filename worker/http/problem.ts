import type { ErrorHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Lang } from '../../shared/messages/index.ts'
import type { Problem } from '../../shared/protocol/answers.ts'
import { problemWords } from '../messages/problems.ts'
import { ERROR_TYPE, isODataPath, ODATA_VERSION, odataError } from '../odata/protocol.ts'
import { momentTitle } from '../reading/when.ts'
import { DocumentRemoved } from '../store/documents.ts'
import type { AppEnv } from './context.ts'

/** Every problem this API knows, by the last part of its `type`, with its HTTP status. */
export const problemStatus = {
  'malformed-request': 400,
  'malformed-json': 400,
  'malformed-gzip': 400,
  'span-invalid': 400,
  'odata-query-invalid': 400,
  'odata-too-wide': 400,
  'odata-version': 400,
  'token-missing': 401,
  'token-unknown': 401,
  'token-expired': 401,
  'token-revoked': 401,
  'code-unknown': 403,
  'code-used': 403,
  'code-expired': 403,
  'setup-finished': 403,
  'role-insufficient': 403,
  'unit-out-of-reach': 403,
  'deployment-only': 403,
  'decided-above': 403,
  'route-unknown': 404,
  'unit-unknown': 404,
  'form-unknown': 404,
  'list-unknown': 404,
  'field-unknown': 404,
  'field-names-nothing': 404,
  'token-id-unknown': 404,
  'submission-missing': 404,
  'explanation-unknown': 404,
  'mail-unknown': 404,
  'odata-unknown': 404,
  'method-not-allowed': 405,
  'document-removed': 410,
  'mail-removed': 410,
  'odata-format': 406,
  'unit-cycle': 409,
  'form-id-taken': 409,
  'form-version': 409,
  'forms-too-many': 409,
  'list-id-taken': 409,
  'lists-too-many': 409,
  'sameness-too-much': 409,
  'recipients-missing': 409,
  'token-taken': 409,
  'token-rotated': 409,
  'import-contradiction': 409,
  'import-elsewhere': 409,
  'import-under-way': 409,
  'import-page-missing': 409,
  'upward-unset': 409,
  'revision-changed': 412,
  'body-too-large': 413,
  'media-type-unsupported': 415,
  'lines-expected': 415,
  'encoding-unsupported': 415,
  'malformed-body': 422,
  'form-invalid': 422,
  'list-invalid': 422,
  'heading-taken': 422,
  'value-names-nothing': 422,
  'import-invalid': 422,
  'skip-over-report': 422,
  'catalogue-mismatch': 422,
  'personal-values': 422,
  'unexplained-findings': 422,
  'until-passed': 422,
  'extension-not-later': 422,
  'tally-differs': 422,
  'idempotency-key-reused': 422,
  'period-closed': 423,
  'submission-accepted': 423,
  'precondition-required': 428,
  'too-many-requests': 429,
  internal: 500,
  'odata-not-supported': 501,
  busy: 503,
  'storage-full': 507,
  'database-unreachable': 503,
} as const satisfies Record<string, ContentfulStatusCode>

export type ProblemId = keyof typeof problemStatus

/** What a problem's sentence names. */
export type ProblemParams = Record<string, string | number>

interface ProblemOptions {
  params?: ProblemParams
  /** Extension members of the problem detail (RFC 9457, 3.2). */
  members?: Record<string, unknown>
  headers?: Record<string, string>
}

/** A request that ends in a problem detail. Data until `problemHandler` words it. */
export class ProblemError extends Error {
  readonly id: ProblemId
  readonly options: ProblemOptions

  constructor(id: ProblemId, options: ProblemOptions = {}) {
    super(id)
    this.id = id
    this.options = options
  }
}

const TYPE_BASE = 'https://fugong.invalid/problems/'

/** The problem detail (RFC 9457) in the reader's language. */
function problemDetail(id: ProblemId, { params, members }: ProblemOptions, lang: Lang): Problem {
  const { title, detail } = problemWords[lang][id]
  return {
    type: TYPE_BASE + id,
    title,
    status: problemStatus[id],
    detail: detail.replace(/\{(\w+)\}/g, (_, name: string) =>
      inWords(name, params?.[name] ?? '', lang),
    ),
    ...members,
  }
}

/** RFC 3339, as instants are kept and as they come in. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/

/** A person reads the clock of the office, not that of Greenwich; what somebody has sent stays as it is. */
function inWords(name: string, value: string | number, lang: Lang): string {
  const isInstant = /^(at|due)$/.test(name) && typeof value === 'string' && INSTANT.test(value)
  return isInstant ? momentTitle(value, lang) : String(value)
}

/** What the libraries refuse by themselves. */
const refusedByStatus: Partial<Record<number, ProblemId>> = {
  400: 'malformed-json',
  415: 'media-type-unsupported',
}

/** SQLite’s own words and D1’s. */
const STORAGE_FULL = /database or disk is full|maximum DB size/i
/** Whether a call failed because the database takes no more. */
export function isStorageFull(error: unknown): boolean {
  return error instanceof Error && STORAGE_FULL.test(error.message)
}

/** What D1 says of itself when the same call may succeed in a moment. */
const D1_AWAY =
  /network connection lost|D1 DB is overloaded|storage (operation exceeded timeout|caused object to be reset)|reset because its code was updated/i

function problemOf(error: Error): ProblemError {
  if (error instanceof ProblemError) return error
  if (error instanceof DocumentRemoved) {
    const { removal, revision, rest } = error
    return new ProblemError('document-removed', {
      params: { revision, at: removal.at.slice(0, 10), days: removal.days },
      members: { removed: removal, revision: rest ?? { revision } },
    })
  }
  if (isStorageFull(error)) return new ProblemError('storage-full')
  if (D1_AWAY.test(error.message)) {
    return new ProblemError('database-unreachable', { headers: { 'Retry-After': '5' } })
  }
  const refused = error instanceof HTTPException ? refusedByStatus[error.status] : undefined
  return new ProblemError(refused ?? 'internal')
}

/** The one place where an error becomes an answer. */
export const problemHandler: ErrorHandler<AppEnv> = (error, c) => {
  const { id, options } = problemOf(error)
  const failure = id === 'internal' ? { failure: { error: error.name, at: frames(error) } } : {}
  c.set('trouble', { problem: id, ...failure })
  const lang = c.get('language') ?? 'zh'
  const request = c.get('request')
  const params = { request, ...options.params }
  const detail = {
    ...problemDetail(id, { ...options, params }, lang),
    instance: `urn:uuid:${request}`,
  }
  const isFeed = isODataPath(c.req.path)
  return c.body(JSON.stringify(isFeed ? odataError(id, detail) : detail), problemStatus[id], {
    'Content-Type': isFeed ? ERROR_TYPE : 'application/problem+json; charset=utf-8',
    ...(isFeed ? { 'OData-Version': ODATA_VERSION } : {}),
    'Content-Language': lang === 'zh' ? 'zh-CN' : 'en',
    ...options.headers,
  })
}

/** Where it happened. Never the message: that of a database error may quote what was being written. */
function frames({ message, stack = '' }: Error): string[] {
  const start = stack.indexOf(message) + message.length
  return stack
    .slice(start)
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim())
}
