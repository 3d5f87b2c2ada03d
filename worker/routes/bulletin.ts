import { createRoute, z } from '@hono/zod-openapi'
import { plainText, sentences } from '../../shared/bulletin/bulletin.ts'
import { bulletinOf } from '../../shared/bulletin/of-totals.ts'
import { unitOf } from '../http/context.ts'
import { formsOf } from '../http/forms.ts'
import { bearer, json, problems, router } from '../http/router.ts'
import { bulletinAnswer } from '../schema/answers.ts'
import { periodId } from '../schema/common.ts'
import { totalsOf } from '../totals/totals.ts'

const bulletinRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/bulletin',
  summary: 'What a unit says of its week, each figure with the submissions behind it',
  description: '`text` is the same in plain words. Without `lang`, Accept-Language decides.',
  security: bearer,
  request: {
    params: z.object({ unit: z.string() }),
    query: z.object({
      period: periodId,
      form: z.string().optional().openapi({ description: 'All forms if left out' }),
      view: z.enum(['current', 'cutoff']).default('current'),
      lang: z.enum(['zh', 'en']).optional(),
    }),
  },
  responses: { 200: json('The bulletin', bulletinAnswer), ...problems(400, 401, 403, 404) },
})

export const bulletin = router().openapi(bulletinRoute, async (c) => {
  const { period, form, view, lang = c.get('language') } = c.req.valid('query')
  const unit = unitOf(c)
  const forms = await formsOf(c.env.DB, unit, form)
  const { answer, reporting } = await totalsOf(c.env.DB, { unit, period, forms, view, lang })
  const expected = reporting.map((one) => ({
    unit: one.unit.id,
    name: one.unit.name,
    form: one.form,
  }))
  const said = sentences(bulletinOf(answer, forms, expected), lang)
  return c.json(
    {
      unit: answer.unit,
      name: answer.name,
      period: answer.period,
      view,
      lang,
      sentences: said,
      text: said.map(plainText).join('\n'),
    },
    200,
  )
})
