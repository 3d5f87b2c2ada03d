import { z } from '@hono/zod-openapi'
import type { Form } from '../../shared/forms/form.ts'
import type { Catalogue } from '../../shared/protocol/answers.ts'
import { formId } from './common.ts'

/** Described by its own JSON Schema, and read by `readForm`: here it is any JSON. */
export const form = z.custom<Form>().openapi('Form', {
  type: 'object',
  description: 'A form, as `/api/v1/forms/schema.json` describes it',
})

export const catalogue = z
  .object({
    unit: z.string(),
    forms: z.array(form),
    definedBy: z.record(formId, z.string()).openapi({
      description: 'Form id → unit that defined it; the built-in ones are not listed',
    }),
  })
  .openapi('Catalogue') satisfies z.ZodType<Catalogue>
