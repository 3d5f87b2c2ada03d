import { z } from '@hono/zod-openapi'
import type { Explanation } from '../../shared/check/finding.ts'
import type { History } from '../../shared/protocol/answers.ts'
import { holdsPersonalNumber } from '../../shared/protocol/personal.ts'
import type {
  ColumnAnswered,
  Decision,
  MergedPart,
  MergedTotals,
  Receipt,
  StoredSubmission,
  Submission,
  SubmittedTable,
} from '../../shared/protocol/submission.ts'
import type { FormRecord, SheetTotal } from '../../shared/read/table.ts'
import type { Layout } from '../../shared/recognise/layout.ts'
import type { SchemaWord } from '../messages/schema.ts'
import { kind, state } from './answers.ts'
import { day, finding, formId, instant, membersOf, periodId, tally, text } from './common.ts'
import { explanationDecision } from './explanations.ts'

/** A UUID, or a digest in hexadecimal: its digits may look like anything. */
const MADE_BY_MACHINE = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32,}/gi

/** `Idempotency-Key`: it is kept with the revision, so no number of a person may be in it. */
export const idempotencyKey = z
  .string()
  .min(1)
  .max(200)
  .refine((key) => !holdsPersonalNumber(key.replace(MADE_BY_MACHINE, '')), {
    error: 'personal-number' satisfies SchemaWord,
  })

// Strict throughout: a member we do not know would be left out of the stored document, and its hash
// would no longer be the sender's.

const row = z.int().positive()
const value = z.union([text, z.number(), z.boolean(), z.null()])
const values = membersOf(value)

export const record = z
  .strictObject({ row, values })
  .openapi('Record') satisfies z.ZodType<FormRecord>

const anyRecords = z.array(record)

/**
 * The rows of a sheet. There are thousands, so one look goes over all that are plainly right; only
 * when some are not are they put to the schema, which says where and why.
 */
const records = z
  .custom<FormRecord[]>()
  .check(({ value: sent, issues }) => {
    if (Array.isArray(sent) && sent.every(isPlainRecord)) return
    const found = anyRecords.safeParse(sent).error?.issues ?? []
    issues.push(...found.map((issue) => ({ ...issue, input: sent }) as z.core.$ZodRawIssue))
  })
  .openapi({ type: 'array', items: { $ref: '#/components/schemas/Record' } })

function isPlainRecord(sent: unknown): boolean {
  if (typeof sent !== 'object' || sent === null || Object.keys(sent).length !== 2) return false
  const { row: at, values: told } = sent as Partial<FormRecord>
  return Number.isSafeInteger(at) && Number(at) > 0 && arePlain(told)
}

function arePlain(sent: unknown): boolean {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return false
  for (const [name, one] of Object.entries(sent)) {
    if (name === '__proto__' || !name.isWellFormed()) return false
    const isPlain =
      typeof one === 'string'
        ? one.isWellFormed()
        : typeof one === 'number'
          ? Number.isFinite(one)
          : one === null || typeof one === 'boolean'
    if (!isPlain) return false
  }
  return true
}

const layout = z
  .strictObject({
    headerRows: z.array(row),
    firstRow: row,
    lastRow: z.int().nonnegative(),
    totalRows: z.array(row),
    skippedRows: z.array(row),
    columns: membersOf(text),
    unmapped: z.array(text),
    scales: membersOf(z.number()),
    ticks: membersOf(membersOf(text)).optional(),
    serial: text.optional(),
    continued: z.array(row).optional(),
  })
  .openapi('Layout') satisfies z.ZodType<Layout>

const sheetTotal = z
  .strictObject({
    row,
    label: text,
    kind: z.enum(['total', 'subtotal']),
    from: z.int(),
    to: z.int(),
    values,
  })
  .openapi('SheetTotal') satisfies z.ZodType<SheetTotal>

const table = z
  .strictObject({
    sheet: text,
    layout,
    records,
    totals: z.array(sheetTotal),
  })
  .openapi('SubmittedTable') satisfies z.ZodType<SubmittedTable>

const explanation = z
  .strictObject({
    sheet: text,
    rule: text,
    cell: text.nullable(),
    reason: text,
    since: periodId.optional(),
  })
  .openapi('Explanation') satisfies z.ZodType<Explanation>

const columnAnswered = z
  .strictObject({ sheet: text, column: text, label: text, field: text })
  .openapi('ColumnAnswered') satisfies z.ZodType<ColumnAnswered>

const name = text.min(1).max(200)
const count = z.int().nonnegative()
/** A county has some twenty townships, a province of today at most 200 counties. */
const MOST_PARTS = 2000

const mergedPart = z
  .strictObject({
    path: text.regex(/^([A-Za-z0-9][A-Za-z0-9_-]{0,63}\/)*$/),
    name,
    revision: row,
    hash: text.regex(/^[0-9a-f]{64}$/),
    // Senders of before told it; nothing looks at it.
    state: state.optional(),
    late: z.boolean(),
    tally,
    counted: tally.optional(),
  })
  .openapi('MergedPart') satisfies z.ZodType<MergedPart>

const merged = z
  .strictObject({
    parts: z.array(mergedPart).min(1).max(MOST_PARTS),
    coverage: z.strictObject({
      expected: count,
      submitted: count,
      missing: z.array(name).max(MOST_PARTS),
    }),
    // It becomes a link on the receiver's page: nothing but a page.
    address: text
      .max(500)
      .regex(/^https?:\/\/[!-~]+$/)
      .optional(),
  })
  .superRefine(({ parts, coverage: { expected, submitted, missing } }, context) => {
    const twice = overlapping(parts.map(({ path }) => path))
    if (twice !== -1) refuse(context, 'parts-overlap', ['parts', twice, 'path'])
    if (submitted !== parts.length || expected !== submitted + missing.length) {
      refuse(context, 'coverage-differs', ['coverage'])
    }
  })
  .openapi('MergedTotals') satisfies z.ZodType<MergedTotals>

/** Index of a part that lies below another or is there twice, and so would count twice; -1: none. */
function overlapping(paths: string[]): number {
  const inOrder = paths.toSorted()
  const double = inOrder.find(
    (path, index) => index > 0 && path.startsWith(inOrder[index - 1] ?? ''),
  )
  return double === undefined ? -1 : paths.lastIndexOf(double)
}

function refuse(context: z.core.$RefinementCtx, message: SchemaWord, path: PropertyKey[]): void {
  context.addIssue({ code: 'custom', path: [...path], message })
}

export const submission = z
  .strictObject({
    kind,
    catalogue: text.openapi({ example: 'enterprises@1' }),
    asOf: day,
    file: text,
    tables: z.array(table),
    tally,
    explanations: z.array(explanation),
    answers: z.array(columnAnswered).optional(),
    merged: merged.optional(),
    reason: text
      .max(500)
      .regex(/\S/)
      .optional()
      .openapi({ description: 'Of kind `skip`: why the unit cannot report' }),
  })
  .superRefine((sent, context) => {
    const { kind: itsKind, tables, merged: parts, reason } = sent
    if (itsKind === 'zero' && tables.length > 0) refuse(context, 'zero-not-empty', ['tables'])
    if (itsKind === 'skip' && tables.length > 0) refuse(context, 'skip-not-empty', ['tables'])
    if ((itsKind === 'skip') !== (reason !== undefined)) refuse(context, 'reason-only', ['reason'])
    if (itsKind === 'totals' && tables.length > 0) refuse(context, 'totals-not-empty', ['tables'])
    if ((itsKind === 'totals') !== (parts !== undefined)) refuse(context, 'merged-only', ['merged'])
    if (itsKind === 'report' && tables.every(({ records }) => records.length === 0)) {
      refuse(context, 'report-empty', ['tables'])
    }
  })
  .openapi('Submission') satisfies z.ZodType<Submission>

const receiptMembers = {
  unit: z.string(),
  form: formId,
  period: periodId,
  revision: z.int(),
  state,
  hash: z.string(),
  tally,
  findings: z.array(finding),
  receivedAt: instant,
  receivedFrom: z.string(),
  late: z.boolean(),
}

export const receipt = z.object(receiptMembers).openapi('Receipt') satisfies z.ZodType<Receipt>

export const decision = z
  .object({
    state: z.enum(['returned', 'accepted']),
    reason: z.string(),
    cells: z.array(z.string()),
    decidedAt: instant,
    decidedBy: z.string(),
  })
  .openapi('Decision') satisfies z.ZodType<Decision>

export const storedSubmission = z
  .object({ ...receiptMembers, submission, decision: decision.nullable() })
  .openapi('StoredSubmission') satisfies z.ZodType<StoredSubmission>

export const history = z
  .object({
    unit: z.string(),
    form: formId,
    reports: z.array(z.object({ period: periodId, revision: z.int(), tally })),
    last: z.object({ period: periodId, tables: z.array(table) }).nullable(),
    decisions: z.array(explanationDecision),
  })
  .openapi('History') satisfies z.ZodType<History>
