import { z } from '@hono/zod-openapi'
import type { ListDefinition } from '../../shared/lists/list.ts'
import type { ListAnswer, WordGroups } from '../../shared/protocol/answers.ts'
import { coverage } from './answers.ts'
import { day, instant, period } from './common.ts'

/** Read by `readList`: here it is any JSON. */
export const listDefinition = z.custom<ListDefinition>().openapi('ListDefinition', {
  type: 'object',
  description: 'A list, in the shape that `lists` of a form has in `/api/v1/forms/schema.json`',
})

export const listsAnswer = z
  .object({ unit: z.string(), lists: z.array(listDefinition) })
  .openapi('Lists')

const line = z
  .object({
    values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    sources: z.array(
      z.object({
        unit: z.string(),
        name: z.string(),
        revision: z.number().int(),
        sheet: z.string(),
        row: z.number().int(),
      }),
    ),
  })
  .openapi('ListLine')

export const listAnswer = z
  .object({
    unit: z.string(),
    name: z.string(),
    period,
    view: z.enum(['current', 'cutoff']),
    day,
    list: listDefinition,
    count: z.number().int(),
    lines: z.array(line),
    undecided: z
      .array(line)
      .openapi({ description: 'Records that lack what decides; not in the list' }),
    coverage,
    totalsOnly: z.array(z.string()).optional().openapi({
      description:
        'Names of those who sent totals without records: nothing of theirs is in the list',
    }),
  })
  .openapi('List') satisfies z.ZodType<ListAnswer>

export const wordGroups = z
  .object({
    unit: z.string(),
    form: z.string(),
    field: z.string(),
    version: z.number().int(),
    groups: z.array(z.array(z.string())),
    savedAt: instant,
    savedBy: z.string(),
  })
  .openapi('WordGroups') satisfies z.ZodType<WordGroups>
