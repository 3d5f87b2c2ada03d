import { z } from '@hono/zod-openapi'
import type { AcrossResult } from '../../shared/check/across.ts'
import type {
  BulletinAnswer,
  Completeness,
  CompletenessEntry,
  Duplicate,
  DuplicateCounts,
  Grant,
  Me,
  RateAcross,
  Restatement,
  RestatementsAnswer,
  SentRevision,
  Source,
  SubmissionSummary,
  TotalsAnswer,
  TotalsPart,
  TrendPeriod,
  TrendsAnswer,
  Unit,
} from '../../shared/protocol/answers.ts'
import type { Trend } from '../../shared/tally/over-time.ts'
import { day, extension, formId, instant, period, periodId, role, tally } from './common.ts'

/** Part of a path and of database keys, so plain ASCII; administrative codes are a good choice. */
export const newUnitId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/)
  .openapi({ example: 'shuanghe' })

export const level = z.enum(['village', 'township', 'county', 'prefecture', 'province'])

export const unit = z
  .object({ id: z.string(), name: z.string(), level, parent: z.string().nullable() })
  .openapi('Unit') satisfies z.ZodType<Unit>

export const me = z
  .object({ unit: unit.nullable(), role, units: z.array(unit), expiresAt: instant })
  .openapi('Me') satisfies z.ZodType<Me>

export const enrolment = z
  .object({
    token: z
      .string()
      .optional()
      .openapi({ description: 'Not where the caller has made it, and sent its hash' }),
    unit: unit.nullable(),
    role,
    expiresAt: instant,
  })
  .openapi('Enrolment') satisfies z.ZodType<Grant>

/** A token that its bearer has made is made known by its hash alone. */
export const tokenHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .openapi({
    description:
      'SHA-256, in hex, of a token that the caller has made of 256 random bits. The same request with the same hash is answered again, so that a lost answer costs nothing',
  })

export const state = z.enum(['submitted', 'returned', 'accepted'])
export const kind = z.enum(['report', 'zero', 'totals', 'skip'])

export const submissionSummary = z
  .object({
    unit: z.string(),
    name: z.string(),
    form: formId,
    period: periodId,
    revision: z.int(),
    state,
    kind,
    hash: z.string(),
    receivedAt: instant,
    receivedFrom: z.string(),
    late: z.boolean(),
  })
  .openapi('SubmissionSummary') satisfies z.ZodType<SubmissionSummary>

export const coverage = z.object({
  expected: z.int(),
  submitted: z.int(),
  missing: z.array(z.string()),
})

const completenessEntry = z
  .object({
    unit: z.string(),
    name: z.string(),
    form: formId,
    state: z.enum([...state.options, 'missing']),
    kind: kind.nullable(),
    revision: z.int().nullable(),
    receivedAt: instant.nullable(),
    late: z.boolean(),
    within: coverage
      .optional()
      .openapi({ description: 'Of a unit that sent totals: who of its own units is in them' }),
    excuse: z
      .object({ reason: z.string(), state, revision: z.int(), receivedAt: instant })
      .optional()
      .openapi({ description: 'The unit cannot report, and says why; `state` is `missing`' }),
  })
  .openapi('CompletenessEntry') satisfies z.ZodType<CompletenessEntry>

export const completeness = z
  .object({
    unit: z.string(),
    period,
    expected: z.int(),
    submitted: z.int(),
    missing: z.array(z.string()),
    extensions: z.array(extension),
    entries: z.array(completenessEntry),
  })
  .openapi('Completeness') satisfies z.ZodType<Completeness>

const totalsPart = z
  .object({
    unit: z.string(),
    name: z.string(),
    form: formId,
    revision: z.int(),
    state,
    late: z.boolean(),
    hash: z.string(),
    tally,
    counted: tally.exactOptional(),
    countedBelow: tally.exactOptional(),
  })
  .openapi('TotalsPart') satisfies z.ZodType<TotalsPart>

const source = z
  .object({ unit: z.string(), form: formId, revision: z.int(), hash: z.string() })
  .openapi('Source') satisfies z.ZodType<Source>

const rateAcross = z
  .object({
    part: z.number(),
    whole: z.number(),
    units: z.array(z.string()),
    without: z.array(
      z.object({ unit: z.string(), name: z.string(), missing: z.array(z.string()) }),
    ),
    sources: z.array(source),
  })
  .openapi('RateAcross', {
    description:
      'What a rate of figures of two forms is made of: it counts only over units of which both are known',
  }) satisfies z.ZodType<RateAcross>

const acrossResult = z
  .object({
    rule: z.string(),
    form: formId,
    unit: z.string(),
    name: z.string(),
    state: z.enum(['holds', 'broken', 'unknown']),
    left: z.number().nullable(),
    right: z.number().nullable(),
    missing: z.array(z.object({ figure: z.string(), form: formId, reported: z.boolean() })),
  })
  .openapi('AcrossResult', {
    description:
      'A rule across forms in one unit; `missing` are the figures for want of which it is not known',
  }) satisfies z.ZodType<AcrossResult>

export const duplicate = z
  .object({
    form: formId,
    field: z.string(),
    value: z.string(),
    name: z.string(),
    units: z.array(
      z.object({
        unit: z.string(),
        name: z.string(),
        revision: z.int(),
        sheet: z.string().nullable(),
        cell: z.string().nullable(),
      }),
    ),
    countedFor: z.string().nullable(),
  })
  .openapi('Duplicate', {
    description:
      'A record that several units report: it counts for the first of them. Without `countedFor` it may be one thing and counts everywhere',
  }) satisfies z.ZodType<Duplicate>

export const duplicateCounts = z.object({
  same: z.int(),
  possible: z.int(),
  unopened: z.int(),
  said: z.int(),
}) satisfies z.ZodType<DuplicateCounts>

export const totalsAnswer = z
  .object({
    unit: z.string(),
    name: z.string(),
    period,
    view: z.enum(['current', 'cutoff']),
    forms: z.array(formId),
    totals: tally,
    display: z.record(z.string(), z.string()),
    coverage,
    parts: z.array(totalsPart),
    duplicates: z.array(duplicate),
    duplicateCounts,
    superseded: z.array(
      z.object({ unit: z.string(), name: z.string(), form: formId, by: z.string() }),
    ),
    rates: z.record(z.string(), rateAcross),
    across: z.array(acrossResult),
  })
  .openapi('Totals') satisfies z.ZodType<TotalsAnswer>

const sentRevision = z
  .object({ revision: z.int(), receivedAt: instant, receivedFrom: z.string() })
  .openapi('SentRevision') satisfies z.ZodType<SentRevision>

const restatement = z
  .object({
    unit: z.string(),
    name: z.string(),
    form: formId,
    kind: z.enum(['correction', 'late', 'extended', 'duplicate']),
    before: sentRevision.nullable(),
    after: sentRevision,
    supersedes: z.array(z.object({ unit: z.string(), name: z.string() })),
    figures: z.array(
      z.object({
        indicator: z.string(),
        before: z.number().nullable(),
        after: z.number().nullable(),
      }),
    ),
  })
  .openapi('Restatement', {
    description:
      '`late`: nothing had come from the unit by the cut-off. `duplicate`: the same revision, but what another unit reports too has come to count there, or no longer does. `supersedes` are units below that counted then; the old figures are theirs, merged. Without `figures` it says the same as before',
  }) satisfies z.ZodType<Restatement>

export const restatementsAnswer = z
  .object({
    unit: z.string(),
    name: z.string(),
    period,
    restatements: z.array(restatement),
  })
  .openapi('Restatements') satisfies z.ZodType<RestatementsAnswer>

const figures = z.array(z.number().nullable())

const trend = z
  .object({ indicator: z.string(), values: figures, cumulated: figures.nullable() })
  .openapi('Trend', {
    description:
      'A figure for each period; null: nobody has reported it. `cumulated`: of flows and their rates, all since the first period',
  }) satisfies z.ZodType<Trend>

const trendPeriod = z
  .object({ id: periodId, asOf: day, coverage, unopened: z.int().optional() })
  .openapi('TrendPeriod') satisfies z.ZodType<TrendPeriod>

export const trendsAnswer = z
  .object({
    unit: z.string(),
    name: z.string(),
    form: formId,
    view: z.enum(['current', 'cutoff']),
    periods: z.array(trendPeriod),
    trends: z.array(trend),
  })
  .openapi('Trends') satisfies z.ZodType<TrendsAnswer>

const part = z.union([
  z.object({
    text: z.string(),
    indicator: z.string(),
    form: formId,
    sources: z.array(source),
  }),
  z.object({ text: z.string() }),
])

export const bulletinAnswer = z
  .object({
    unit: z.string(),
    name: z.string(),
    period,
    view: z.enum(['current', 'cutoff']),
    lang: z.enum(['zh', 'en']),
    sentences: z.array(
      z.object({
        form: formId.nullable().openapi({ description: 'null: of the week as a whole' }),
        parts: z.array(part),
      }),
    ),
    text: z.string(),
  })
  .openapi('Bulletin') satisfies z.ZodType<BulletinAnswer>
