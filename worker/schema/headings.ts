import { z } from '@hono/zod-openapi'
import type { ApprovedHeadings } from '../../shared/protocol/answers.ts'
import { headingKey } from '../../shared/recognise/label.ts'
import type { SchemaWord } from '../messages/schema.ts'
import { impersonal, instant, text } from './common.ts'

/** As many as a form may list for a field itself; each makes the catalogue longer for everybody. */
const MOST_HEADINGS = 60

const heading = impersonal(
  text.max(60).refine((typed) => /^\P{Cc}*$/u.test(typed) && headingKey(typed) !== '', {
    error: 'heading-invalid' satisfies SchemaWord,
  }),
)

export const headingsBody = z.strictObject({ wordings: z.array(heading).max(MOST_HEADINGS) })

export const approvedHeadings = z
  .object({
    unit: z.string(),
    form: z.string(),
    field: z.string(),
    version: z.number().int(),
    wordings: z.array(z.string()),
    savedAt: instant,
    savedBy: z.string(),
  })
  .openapi('ApprovedHeadings') satisfies z.ZodType<ApprovedHeadings>
