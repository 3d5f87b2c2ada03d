import { z } from '@hono/zod-openapi'
import type { Finding } from '../../shared/check/finding.ts'
import { parsePeriod } from '../../shared/periods/periods.ts'
import type { Extension, Period, Problem, Role } from '../../shared/protocol/answers.ts'
import { holdsPersonalNumber } from '../../shared/protocol/personal.ts'
import type { Tally } from '../../shared/tally/tally.ts'
import type { SchemaWord } from '../messages/schema.ts'

export const instant = z.iso.datetime({ offset: true }).openapi({ example: '2020-02-28T09:00:00Z' })
export const day = z.iso.date().openapi({ example: '2020-02-25' })

export const periodId = z
  .string()
  .refine((id) => parsePeriod(id) !== null, {
    error: 'period-invalid' satisfies SchemaWord,
  })
  .openapi({ example: '2020-W09', description: 'Year and ISO week' })

export const formId = z.string().openapi({ example: 'enterprises' })

export const role = z
  .enum(['reporter', 'aggregator', 'reader', 'administrator'])
  .openapi('Role') satisfies z.ZodType<Role>

/** Half a character (a lone surrogate) has no canonical JSON (RFC 8785, 3.2.2.2), hence no hash. */
export const text = z.string().refine((sent) => sent.isWellFormed(), {
  error: 'text-broken' satisfies SchemaWord,
})

/** Refuses text that is kept and holds the number of a person: reasons, names of units. */
export function impersonal<Text extends z.ZodType<string>>(sent: Text) {
  return sent.refine((typed) => !holdsPersonalNumber(typed), {
    error: 'personal-number' satisfies SchemaWord,
  })
}

/**
 * An object whose members the sender chooses. Zod leaves a member `__proto__` out without a word; the
 * document kept would not be the one that was sent.
 */
export function membersOf<Value extends z.ZodType>(value: Value) {
  return z.preprocess(
    (sent, context) => {
      if (Object.hasOwn(Object(sent), '__proto__')) {
        context.addIssue({ code: 'unrecognized_keys', keys: ['__proto__'], input: Object(sent) })
      }
      return sent
    },
    z.record(text, value),
  )
}

export const tally = membersOf(z.number().nullable()).openapi('Tally', {
  description: 'Indicator id → figure; rates are fractions',
}) satisfies z.ZodType<Tally>

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()])

export const finding = z
  .object({
    rule: z.string(),
    severity: z.enum(['error', 'warning']),
    cell: z.string().nullable(),
    field: z.string().optional(),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    fix: z.object({ value: cell }).optional(),
  })
  .openapi('Finding') satisfies z.ZodType<Finding>

export const extension = z
  .object({
    unit: z.string(),
    name: z.string(),
    due: instant,
    reason: z.string(),
    by: z.string(),
    at: instant,
  })
  .openapi('Extension', {
    description: 'A later deadline that a unit above gave a unit and all below it',
  }) satisfies z.ZodType<Extension>

export const period = z
  .object({
    id: periodId,
    asOf: day,
    due: instant,
    state: z.enum(['open', 'closed']),
    extension: extension.optional(),
  })
  .openapi('Period') satisfies z.ZodType<Period>

export const problem = z
  .looseObject({
    type: z.url().openapi({ example: 'https://fugong.invalid/problems/period-closed' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
  })
  .openapi('Problem', { description: 'RFC 9457 problem detail' }) satisfies z.ZodType<Problem>

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() })
}
