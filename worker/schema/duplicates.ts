import { z } from '@hono/zod-openapi'
import type { DuplicatesAnswer, Said } from '../../shared/protocol/answers.ts'
import { duplicate, duplicateCounts } from './answers.ts'
import { formId, instant, period, text } from './common.ts'

export const samenessBody = z.strictObject({
  values: z.array(text.min(1).max(200)).min(1).max(500).openapi({
    description: 'Codes or names, as they stand in the sheets',
  }),
  same: z.boolean().nullable(),
})

export const said = z
  .object({
    form: formId,
    field: z.string(),
    value: z.string(),
    same: z.boolean(),
    savedAt: instant,
    savedBy: z.string(),
  })
  .openapi('Said') satisfies z.ZodType<Said>

export const duplicatesAnswer = z
  .object({
    unit: z.string(),
    name: z.string(),
    period,
    view: z.enum(['current', 'cutoff']),
    counts: duplicateCounts,
    same: z.array(duplicate),
    possible: z.array(duplicate),
    said: z.array(said).openapi({ description: 'What the unit itself has said' }),
  })
  .openapi('Duplicates') satisfies z.ZodType<DuplicatesAnswer>
