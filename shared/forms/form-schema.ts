import { z } from 'zod'
import { namedChecks } from '../check/named.ts'
import type { ListDefinition } from '../lists/list.ts'
import type {
  Choice,
  Condition,
  Count,
  Field,
  FigureSide,
  Form,
  Indicator,
  NamedCheck,
  Operand,
  Rule,
  Side,
  Text,
} from './form.ts'
import type { FormMessage } from './form-errors.ts'

/**
 * The shape of a form in JSON, with the limits that keep a form somebody uploads from making every
 * sheet slow. A test sends the built-in forms through it, so it follows `Form`.
 */

/** A text of one line: it ends up in subjects of mails and in cells. */
function line(longest: number, shortest = 1) {
  return z
    .string()
    .min(shortest)
    .max(longest)
    .regex(/^\P{Cc}*$/u, { error: 'line' satisfies FormMessage })
    .refine((text) => text.isWellFormed(), { error: 'line' satisfies FormMessage })
}

function words(longest: number, shortest = 1): z.ZodType<Text> {
  return z.strictObject({ zh: line(longest, shortest), en: line(longest, shortest) })
}

const title = words(200)
const wording = line(60)
/** Empty where a language has no such word (家). */
const measure = words(20, 0)

// `constructor` is a member of every object, and so would be a value of every record.
const id = z
  .string()
  .max(40)
  .regex(/^(?!constructor$)[a-z][a-z0-9_]*$/, { error: 'id' satisfies FormMessage })
const dotted = z
  .string()
  .max(80)
  .regex(/^[a-z][a-z0-9_]*\.(?!constructor$)[a-z0-9_-]+$/, {
    error: 'indicatorId' satisfies FormMessage,
  })
const ruleId = z
  .string()
  .max(80)
  .regex(/^[a-z][a-z0-9_.-]*$/, { error: 'ruleId' satisfies FormMessage })
const scalar = z.union([line(100, 0), z.number(), z.boolean()])
const comparison = z.enum(['==', '!=', '>', '>=', '<', '<='])
const severity = z.enum(['error', 'warning'])

const choice: z.ZodType<Choice> = z.strictObject({
  value: line(60),
  title,
  words: z.array(wording).max(60),
})

const family = line(400).regex(/^(?:\{[^{}[\]]+\}|\[[^{}[\]]+\]|[^{}[\]|])+$/, {
  error: 'family' satisfies FormMessage,
})

const field: z.ZodType<Field> = z.strictObject({
  id,
  title: words(60),
  synonyms: z.array(wording).max(60),
  families: z.array(family).max(12).exactOptional(),
  underTitle: z.array(wording).max(20).exactOptional(),
  type: z.enum(['text', 'code', 'count', 'number', 'amount', 'percent', 'date', 'flag', 'choice']),
  unit: measure.exactOptional(),
  required: z.boolean().exactOptional(),
  personal: z.boolean().exactOptional(),
  carriesDown: z.boolean().exactOptional(),
  choices: z.array(choice).max(60).exactOptional(),
  otherwise: line(60).exactOptional(),
  insteadOf: id.exactOptional(),
  signed: z.literal(true).exactOptional(),
  countedFrom: id.exactOptional(),
})

const operand: z.ZodType<Operand> = z.union([
  z.strictObject({ value: scalar }),
  z.strictObject({ field: id }),
  z.strictObject({ date: z.enum(['asOf', 'due', 'expectedBy', 'day']) }),
])

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ field: id, is: z.union([scalar, z.array(scalar).max(60)]) }),
    z.strictObject({ field: id, contains: z.array(wording).min(1).max(60) }),
    z.strictObject({ field: id, op: comparison, than: operand }),
    z.strictObject({ present: id }),
    z.strictObject({ missing: id }),
    z.strictObject({ all: z.array(condition).max(20) }),
    z.strictObject({ any: z.array(condition).max(20) }),
    z.strictObject({ not: condition }),
  ]),
)

const fields = z.array(id).min(1).max(20)

const count: z.ZodType<Count> = z.union([
  z.strictObject({ count: z.union([condition, z.literal('all')]) }),
  z.strictObject({
    sum: id,
    where: condition.exactOptional(),
    each: fields.exactOptional(),
    of: condition.exactOptional(),
  }),
  z.strictObject({ distinct: z.union([id, fields]), where: condition.exactOptional() }),
])

const indicator: z.ZodType<Indicator> = z.strictObject({
  id: dotted,
  title,
  unit: measure.exactOptional(),
  overTime: z.enum(['last', 'sum']),
  overUnits: z.enum(['sum', 'ratio']),
  compute: z.union([
    count,
    z.strictObject({ first: z.array(count).min(1).max(10) }),
    z.strictObject({ ratio: z.tuple([dotted, dotted]) }),
  ]),
  decimals: z.number().int().min(0).max(6).exactOptional(),
})

const side: z.ZodType<Side> = z.union([
  z.strictObject({ field: id }),
  z.strictObject({ sum: fields }),
  z.strictObject({ value: z.number() }),
])

const figureSide: z.ZodType<FigureSide> = z.union([
  z.strictObject({ figure: dotted, plus: z.array(dotted).min(1).max(20).exactOptional() }),
  z.strictObject({ value: z.number() }),
])

const rule: z.ZodType<Rule> = z.discriminatedUnion('kind', [
  z.strictObject({
    id: ruleId,
    severity,
    title,
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
    title,
    kind: z.literal('named'),
    check: z.enum(Object.keys(namedChecks) as [NamedCheck, ...NamedCheck[]]),
    fields,
    where: condition.exactOptional(),
  }),
  z.strictObject({
    id: ruleId,
    severity,
    title,
    kind: z.literal('condition'),
    field: id,
    must: condition,
    where: condition.exactOptional(),
  }),
  z.strictObject({
    id: ruleId,
    severity,
    title,
    kind: z.literal('history'),
    indicators: z.array(dotted).min(1).max(20),
  }),
  z.strictObject({
    id: ruleId,
    severity,
    title,
    kind: z.literal('across'),
    left: figureSide,
    op: comparison,
    right: figureSide,
  }),
])

/** A list in JSON; what it refers to is known from its form. */
export const listSchema: z.ZodType<ListDefinition> = z.strictObject({
  id: dotted,
  title,
  where: condition.exactOptional(),
  undecided: condition.exactOptional(),
  fields,
  merge: z
    .strictObject({
      by: fields,
      sum: fields,
      derived: z
        .array(z.strictObject({ id, title, of: z.tuple([id, z.enum(['minus', 'over']), id]) }))
        .max(10)
        .exactOptional(),
    })
    .exactOptional(),
})

/** A form in JSON. */
export const formSchema: z.ZodType<Form> = z.strictObject({
  id,
  version: z.number().int().min(1).max(9999),
  title: words(60),
  row: words(60),
  subjects: z.array(wording).max(30),
  rowWords: z.array(wording).min(1).max(30).exactOptional(),
  identifiedBy: z.array(fields).min(1).max(10),
  identity: z.array(id).min(1).max(4).exactOptional(),
  fields: z.array(field).min(1).max(80),
  rollUp: z
    .strictObject({
      when: id,
      by: id,
      counts: z.record(id, z.union([condition, z.literal('all')])),
    })
    .exactOptional(),
  indicators: z.array(indicator).max(80),
  rules: z.array(rule).max(80),
  lists: z.array(listSchema).max(20).exactOptional(),
  bulletin: words(1000),
})

/** The same as JSON Schema (2020-12), for editors and other people's programs. */
export function formJsonSchema(): object {
  return { title: 'Fugong form 复工台账报表定义', ...z.toJSONSchema(formSchema) }
}
