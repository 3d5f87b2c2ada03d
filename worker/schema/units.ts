import { z } from '@hono/zod-openapi'
import type { Unit } from '../../shared/protocol/answers.ts'
import type { TokenInfo } from '../store/access.ts'
import type { StoredUnit } from '../store/units.ts'
import { level, unit } from './answers.ts'
import { day, formId, impersonal, instant, role } from './common.ts'

const forms = z
  .array(impersonal(formId))
  .nullable()
  .openapi({ description: 'Forms expected from the subtree; null: as the parent says, else all' })

/** Body of `PUT /units/{unit}`. */
export const unitChange = z.strictObject({
  name: impersonal(z.string().trim().min(1).max(100)),
  level,
  parent: z.string().nullable(),
  forms: forms.default(null),
})

/** A unit with what is set for it. */
export const unitSettings = unit.extend({ forms }).openapi('UnitSettings')

/** A unit as the protocol knows it. */
export function unitAnswer({ id, name, level: itsLevel, parent }: StoredUnit): Unit {
  return { id, name, level: itsLevel, parent }
}

/** Body of `POST /units/{unit}/codes`. */
export const codeRequest = z.strictObject({
  role,
  expiresInHours: z
    .number()
    .int()
    .min(1)
    .max(24 * 90)
    .default(24 * 7),
})

export const codeAnswer = z
  .object({ code: z.string(), unit: z.string(), role, expiresAt: instant })
  .openapi('EnrolmentCode')

export const tokenInfo = z
  .object({
    id: z.string(),
    unit: z.string().nullable(),
    role,
    createdAt: instant,
    expiresAt: instant,
    revokedAt: instant.nullable(),
    lastUsedOn: day.nullable(),
  })
  .openapi('TokenInfo') satisfies z.ZodType<TokenInfo>
