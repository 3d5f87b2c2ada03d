import { z } from '@hono/zod-openapi'
import type { UpwardAnswer, UpwardForm } from '../../shared/protocol/answers.ts'
import { coverage, state } from './answers.ts'
import { formId, instant, periodId } from './common.ts'
import { decision } from './submission.ts'

const trouble = z
  .object({
    problem: z.string().openapi({
      description:
        'The last part of the type of the problem there, or `unreachable`, `other-unit`, `other-report`',
    }),
    detail: z.string().nullable(),
    triedAt: instant,
    retryAt: instant,
  })
  .openapi('UpwardTrouble')

const upwardForm = z
  .object({
    form: formId,
    state: state.nullable().openapi({ description: 'As it is there; null: nothing has arrived' }),
    revision: z.int().nullable(),
    acknowledgedAt: instant.nullable(),
    changed: z.boolean().openapi({ description: 'What counts here is not what has arrived there' }),
    coverage: coverage.nullable().openapi({
      description: 'Of how many reporting units it consists now, and whose sheets are not in it',
    }),
    decision: decision.nullable(),
    trouble: trouble.nullable(),
  })
  .openapi('UpwardForm') satisfies z.ZodType<UpwardForm>

export const upwardAnswer = z
  .object({
    unit: z.string(),
    period: periodId,
    to: z.string().nullable().openapi({ description: 'null: the unit reports to none' }),
    due: instant.nullable().openapi({ description: 'From then on it is reported by itself' }),
    token: z
      .object({
        expiresAt: instant.nullable(),
        refused: z
          .string()
          .nullable()
          .openapi({ description: 'Why it is taken or replaced no more: the last part of a type' }),
      })
      .nullable()
      .openapi({ description: 'How the token stands that is shown there' }),
    forms: z.array(upwardForm),
  })
  .openapi('Upward') satisfies z.ZodType<UpwardAnswer>
