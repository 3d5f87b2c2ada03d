import { Ajv } from 'ajv'
import { z } from 'zod'
import type { Field, Form } from '../../../shared/forms/form.ts'
import { peer } from './packages.ts'

/** Says of one row, an object by field id, whether its values have the types of the form. */
export type RowCheck = (row: Record<string, unknown>) => boolean

/** A JSON schema of the types, compiled once, as ajv's documentation does. */
export function ajvCheck(form: Form, columns: string[]): RowCheck {
  const fields = form.fields.filter(({ id }) => columns.includes(id))
  return new Ajv().compile({
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.id, schemaOf(field)])),
    required: fields.filter(({ required }) => required).map(({ id }) => id),
  })
}

function schemaOf({ type, required, choices }: Field): Record<string, unknown> {
  const nullable = !required
  switch (type) {
    case 'count':
      return { type: 'integer', minimum: 0, nullable }
    case 'number':
    case 'amount':
    case 'percent':
      return { type: 'number', nullable }
    case 'flag':
      return { type: 'boolean', nullable }
    case 'choice':
      return {
        type: 'string',
        nullable,
        enum: [...(choices ?? []).map(({ value }) => value), ...(nullable ? [null] : [])],
      }
    case 'date':
      return { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', nullable }
    default:
      return { type: 'string', nullable }
  }
}

/**
 * The types, and those rules that hold one figure of a row against another, as far as JSON Schema can
 * say them, with ajv's `$data`. Duplicates, check characters, dates and the last report it cannot.
 */
export function ajvRules(form: Form, columns: string[]): RowCheck {
  const fields = form.fields.filter(({ id }) => columns.includes(id))
  const properties = Object.fromEntries(fields.map((field) => [field.id, schemaOf(field)]))
  for (const rule of form.rules) {
    if (rule.kind !== 'compare' || rule.op !== '<=' || rule.where) continue
    if (!('field' in rule.left) || !('field' in rule.right)) continue
    const [left, right] = [properties[rule.left.field], rule.right.field]
    if (left && typeof left.minimum === 'number' && columns.includes(right)) {
      left.maximum = { $data: `1/${right}` }
    }
  }
  const required = fields.filter((field) => field.required).map(({ id }) => id)
  return new Ajv({ $data: true }).compile({ type: 'object', properties, required })
}

/** The same types as a zod object. */
export function zodCheck(form: Form, columns: string[]): RowCheck {
  const fields = form.fields.filter(({ id }) => columns.includes(id))
  const schema = z.object(Object.fromEntries(fields.map((field) => [field.id, zodOf(field)])))
  return (row) => schema.safeParse(row).success
}

function zodOf({ type, required, choices }: Field): z.ZodType {
  const types: Partial<Record<Field['type'], () => z.ZodType>> = {
    count: () => z.int().nonnegative(),
    number: () => z.number(),
    amount: () => z.number(),
    percent: () => z.number(),
    flag: () => z.boolean(),
    choice: () => z.enum((choices ?? []).map(({ value }) => value)),
    date: () => z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  }
  const one = types[type]?.() ?? z.string()
  return required ? one : one.nullable()
}

interface TableSchema {
  Schema: {
    load: (descriptor: object) => Promise<{ castRow: (row: unknown[]) => unknown[] }>
  }
}

/**
 * The same types as a Table Schema, by `castRow` of the package tableschema, as its documentation reads
 * rows; null where that is not installed.
 */
export async function tableSchemaCheck(form: Form, columns: string[]): Promise<RowCheck | null> {
  const tableschema = peer<TableSchema>('tableschema')
  if (!tableschema) return null
  const fields = form.fields.filter(({ id }) => columns.includes(id))
  const schema = await tableschema.Schema.load({ fields: fields.map(tableSchemaOf) })
  return (row) => {
    try {
      schema.castRow(fields.map(({ id }) => row[id] ?? null))
      return true
    } catch {
      return false
    }
  }
}

function tableSchemaOf({ id, type, required, choices }: Field): Record<string, unknown> {
  const types: Partial<Record<Field['type'], string>> = {
    count: 'integer',
    number: 'number',
    amount: 'number',
    percent: 'number',
    flag: 'boolean',
    date: 'date',
  }
  return {
    name: id,
    type: types[type] ?? 'string',
    constraints: {
      ...(required && { required }),
      ...(type === 'count' && { minimum: 0 }),
      ...(type === 'choice' && { enum: (choices ?? []).map(({ value }) => value) }),
    },
  }
}
