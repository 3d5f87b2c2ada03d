import { z } from 'zod'
import { namedChecks } from '../../shared/check/named.ts'
import type {
  Choice,
  Condition,
  Count,
  Field,
  Form,
  Indicator,
  NamedCheck,
  Operand,
  Rule,
  Side,
  Text,
} from '../../shared/forms/form.ts'

/** The shape of a form in JSON. A test sends the built-in forms through it, so it follows `Form`. */

const text: z.ZodType<Text> = z.strictObject({ zh: z.string(), en: z.string() })
const id = z.string().regex(/^[a-z][a-z0-9_]*$/)
const dotted = z.string().regex(/^[a-z][a-z0-9_]*\.[a-z0-9_-]+$/)
const scalar = z.union([z.string(), z.number(), z.boolean()])
const comparison = z.enum(['==', '!=', '>', '>=', '<', '<='])
const severity = z.enum(['error', 'warning'])

const choice: z.ZodType<Choice> = z.strictObject({
  value: z.string(),
  title: text,
  words: z.array(z.string()),
})

const field: z.ZodType<Field> = z.strictObject({
  id,
  title: text,
  synonyms: z.array(z.string()),
  families: z.array(z.string()).exactOptional(),
  type: z.enum(['text', 'code', 'count', 'number', 'amount', 'percent', 'date', 'flag', 'choice']),
  unit: text.exactOptional(),
  required: z.boolean().exactOptional(),
  personal: z.boolean().exactOptional(),
  carriesDown: z.boolean().exactOptional(),
  choices: z.array(choice).exactOptional(),
  otherwise: z.string().exactOptional(),
  countedFrom: z.string().exactOptional(),
})

const operand: z.ZodType<Operand> = z.union([
  z.strictObject({ value: scalar }),
  z.strictObject({ field: id }),
  z.strictObject({ date: z.enum(['asOf', 'due', 'expectedBy']) }),
])

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ field: id, is: z.union([scalar, z.array(scalar)]) }),
    z.strictObject({ field: id, contains: z.array(z.string()) }),
    z.strictObject({ field: id, op: comparison, than: operand }),
    z.strictObject({ present: id }),
    z.strictObject({ missing: id }),
    z.strictObject({ all: z.array(condition) }),
    z.strictObject({ any: z.array(condition) }),
    z.strictObject({ not: condition }),
  ]),
)

const count: z.ZodType<Count> = z.union([
  z.strictObject({ count: z.union([condition, z.literal('all')]) }),
  z.strictObject({
    sum: id,
    where: condition.exactOptional(),
    each: z.array(id).exactOptional(),
    of: condition.exactOptional(),
  }),
  z.strictObject({
    distinct: z.union([id, z.array(id)]),
    where: condition.exactOptional(),
  }),
])

const indicator: z.ZodType<Indicator> = z.strictObject({
  id: dotted,
  title: text,
  unit: text.exactOptional(),
  overTime: z.enum(['last', 'sum']),
  overUnits: z.enum(['sum', 'ratio']),
  compute: z.union([
    count,
    z.strictObject({ first: z.array(count) }),
    z.strictObject({ ratio: z.tuple([dotted, dotted]) }),
  ]),
  decimals: z.number().int().min(0).max(6).exactOptional(),
})

const side: z.ZodType<Side> = z.union([
  z.strictObject({ field: id }),
  z.strictObject({ sum: z.array(id) }),
  z.strictObject({ value: z.number() }),
])

const ruleId = z.string().regex(/^[a-z][a-z0-9_.-]*$/)

const rule: z.ZodType<Rule> = z.discriminatedUnion('kind', [
  z.strictObject({
    id: ruleId,
    severity,
    title: text,
    kind: z.literal('compare'),
    left: side,
    op: z.enum([...comparison.options, 'both-or-neither', 'not-both']),
    right: side,
    missing: z.enum(['skip-any', 'skip-all', 'zero']),
    where: condition.exactOptional(),
  }),
  z.strictObject({
    id: ruleId,
    severity,
    title: text,
    kind: z.literal('named'),
    check: z.enum(Object.keys(namedChecks) as [NamedCheck, ...NamedCheck[]]),
    fields: z.array(id).min(1),
    where: condition.exactOptional(),
  }),
  z.strictObject({
    id: ruleId,
    severity,
    title: text,
    kind: z.literal('condition'),
    field: id,
    must: condition,
    where: condition.exactOptional(),
  }),
])

/** A form in JSON. */
export const formSchema: z.ZodType<Form> = z.strictObject({
  id,
  version: z.number().int().min(1),
  title: text,
  row: text,
  subjects: z.array(z.string()),
  identifiedBy: z.array(z.array(id).min(1)).min(1),
  fields: z.array(field).min(1),
  rollUp: z
    .strictObject({
      when: id,
      by: id,
      counts: z.record(id, z.union([condition, z.literal('all')])),
    })
    .exactOptional(),
  indicators: z.array(indicator),
  rules: z.array(rule),
  bulletin: text,
})
