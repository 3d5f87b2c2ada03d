import { z } from '@hono/zod-openapi'
import type { ExplanationsAnswer, ListedExplanation } from '../../shared/protocol/answers.ts'
import type { ExplanationDecision } from '../../shared/protocol/explained.ts'
import { finding, formId, impersonal, instant, periodId, text } from './common.ts'

const REASON_LENGTH = 1000

/** Body of a decision on a reason. */
export const explanationChange = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('accepted'),
    until: periodId
      .nullable()
      .default(null)
      .openapi({ description: 'Last week for which it is accepted; null: for good' }),
  }),
  z.strictObject({
    state: z.literal('refused'),
    why: impersonal(text.trim().min(1).max(REASON_LENGTH)),
  }),
])

const about = z.object({
  rule: z.string(),
  field: z.string().nullable(),
  record: z.string().nullable(),
  cell: z.string().nullable(),
})

export const explanationDecision = z
  .object({
    id: z.string(),
    about,
    state: z.enum(['accepted', 'refused']),
    reason: z.string(),
    since: periodId,
    until: periodId.nullable(),
    why: z.string(),
    decidedAt: instant,
    decidedBy: z.string(),
  })
  .openapi('ExplanationDecision', {
    description: 'Holds for the same words about the same record, in whatever cell it stands',
  }) satisfies z.ZodType<ExplanationDecision>

export const listedExplanation = z
  .object({
    id: z.string(),
    unit: z.string(),
    name: z.string(),
    form: formId,
    revision: z.int(),
    sheet: z.string(),
    rule: z.string(),
    cell: z.string().nullable(),
    reason: z.string(),
    since: periodId.optional(),
    about,
    finding: finding.nullable(),
    decision: explanationDecision.nullable(),
  })
  .openapi('ListedExplanation') satisfies z.ZodType<ListedExplanation>

export const explanationsAnswer = z
  .object({
    unit: z.string(),
    name: z.string(),
    period: periodId,
    explanations: z.array(listedExplanation),
    more: z.int().openapi({ description: 'Reasons that are in the documents and not listed' }),
    rules: z.array(
      z.object({
        form: formId,
        rule: z.string(),
        explained: z.int(),
        accepted: z.int(),
        refused: z.int(),
      }),
    ),
  })
  .openapi('Explanations') satisfies z.ZodType<ExplanationsAnswer>
