import { createRoute, z } from '@hono/zod-openapi'
import { namingsOf } from '../../shared/identity/keys.ts'
import { holdsPersonalNumber } from '../../shared/protocol/personal.ts'
import { unitOf } from '../http/context.ts'
import { formOf, formsOf } from '../http/forms.ts'
import { ProblemError } from '../http/problem.ts'
import { bearer, json, jsonBody, problems, router } from '../http/router.ts'
import { periodId } from '../schema/common.ts'
import { duplicatesAnswer, said, samenessBody } from '../schema/duplicates.ts'
import { ownSayings, saySame } from '../store/sameness.ts'
import { duplicatesOf } from '../totals/duplicates.ts'

/** What a unit may say in all: it is read wherever several units report the same name. */
const MOST_SAID = 2000

const params = z.object({ unit: z.string() })

const listRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/duplicates',
  summary: 'What several units below report, and may report, with the cells',
  description:
    'Records of the same code are one thing and count once, for the first unit listed. Records of the same name of which one has no code may be one thing: they count until somebody says so.',
  security: bearer,
  request: {
    params,
    query: z.object({
      period: periodId,
      form: z.string().optional().openapi({ description: 'All forms if left out' }),
      view: z.enum(['current', 'cutoff']).default('current'),
    }),
  },
  responses: { 200: json('Duplicates', duplicatesAnswer), ...problems(400, 401, 403, 404) },
})

const putRoute = createRoute({
  method: 'put',
  path: '/units/{unit}/forms/{form}/sameness/{field}',
  summary: 'Say of codes or names that their records below a unit are one thing, or several',
  description:
    'It holds for every period. What the nearest unit above a record says counts. `same: null` takes back what was said.',
  security: bearer,
  request: {
    params: params.extend({ form: z.string(), field: z.string() }),
    ...jsonBody(samenessBody),
  },
  responses: {
    200: json('All that the unit says', z.array(said)),
    ...problems(400, 401, 403, 404, 409, 413, 415, 422),
  },
})

export const duplicates = router()
  .openapi(listRoute, async (c) => {
    const { period, form, view } = c.req.valid('query')
    const [db, unit] = [c.env.DB, unitOf(c)]
    const forms = await formsOf(db, unit, form)
    return c.json(await duplicatesOf(db, { unit, period, forms, view }), 200)
  })
  .openapi(putRoute, async (c) => {
    const { form: id, field } = c.req.valid('param')
    const [db, unit] = [c.env.DB, unitOf(c)]
    const [form, before] = await Promise.all([formOf(db, unit, id), ownSayings(db, unit)])
    const naming = namingsOf(form).find((one) => one.field.id === field)
    if (!naming) throw new ProblemError('field-names-nothing', { params: { form: id, field } })

    const { values: typed, same } = c.req.valid('json')
    const values = new Set<string>()
    for (const value of typed) {
      const compared = naming.compared(value)
      const isPersonal = !naming.proves && holdsPersonalNumber(value)
      if (compared === null || isPersonal) {
        throw new ProblemError('value-names-nothing', { params: { value } })
      }
      values.add(compared)
    }
    const others = before.filter(
      (one) => one.form !== id || one.field !== field || !values.has(one.value),
    )
    if (same !== null && others.length + values.size > MOST_SAID) {
      throw new ProblemError('sameness-too-much', { params: { limit: MOST_SAID } })
    }
    await saySame(
      db,
      unit,
      { form: id, field, values: [...values], same },
      {
        kind: 'sameness-said',
        at: c.get('now'),
        by: c.get('caller'),
        unit: unit.id,
        form: id,
        detail: { field, values: values.size, same },
      },
    )
    return c.json(await ownSayings(db, unit), 200)
  })
