import { createRoute, z } from '@hono/zod-openapi'
import type { StoredSubmission } from '../../shared/protocol/submission.ts'
import { unitOf } from '../http/context.ts'
import { formOf } from '../http/forms.ts'
import { page, pageQuery } from '../http/paging.ts'
import { ProblemError } from '../http/problem.ts'
import { bearer, json, jsonBody, problems, router } from '../http/router.ts'
import { submissionSummary } from '../schema/answers.ts'
import { pageOf, periodId } from '../schema/common.ts'
import { idempotencyKey, receipt, storedSubmission, submission } from '../schema/submission.ts'
import { type ListedSubmission, submissionsBelow } from '../store/standings.ts'
import { readRevision, situationFrom } from '../store/submissions.ts'
import { etagOf, matchesTag, preconditionOf } from '../submit/preconditions.ts'
import { submit } from '../submit/submit.ts'

export const submissionPath = '/units/{unit}/forms/{form}/periods/{period}'
export const submissionParams = z.object({ unit: z.string(), form: z.string(), period: periodId })

const etag = { ETag: z.string().openapi({ description: 'The content hash, for If-Match' }) }

const putRoute = createRoute({
  method: 'put',
  path: submissionPath,
  summary: 'Submit: the first revision, or one in place of the revision named',
  description:
    'The body may be gzip-compressed (Content-Encoding: gzip). The same content again answers 200 and writes nothing.',
  security: bearer,
  request: {
    params: submissionParams,
    headers: z.object({
      'if-match': z.string().optional().openapi({ description: 'ETag of the revision replaced' }),
      'if-none-match': z.string().optional().openapi({ description: '`*` for the first one' }),
      'idempotency-key': idempotencyKey.optional(),
    }),
    ...jsonBody(submission),
  },
  responses: {
    200: { ...json('A revision, or nothing new', receipt), headers: z.object(etag) },
    201: { ...json('The first revision', receipt), headers: z.object(etag) },
    ...problems(400, 401, 403, 404, 412, 413, 415, 422, 423, 428),
  },
})

const getRoute = createRoute({
  method: 'get',
  path: submissionPath,
  summary: 'The current revision, or an earlier one',
  security: bearer,
  request: {
    params: submissionParams,
    query: z.object({ revision: z.coerce.number().int().positive().optional() }),
    headers: z.object({ 'if-none-match': z.string().optional() }),
  },
  responses: {
    200: { ...json('The submission', storedSubmission), headers: z.object(etag) },
    304: { description: 'As the ETag says' },
    ...problems(400, 401, 403, 404, 410),
  },
})

const listRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/submissions',
  summary: 'Newest revisions of a unit and the units below',
  security: bearer,
  request: {
    params: z.object({ unit: z.string() }),
    query: pageQuery(3).extend({ period: periodId.optional(), form: z.string().optional() }),
  },
  responses: {
    200: json('A page of submissions', pageOf(submissionSummary)),
    ...problems(400, 401, 403, 404),
  },
})

export const submissions = router()
  .openapi(putRoute, async (c) => {
    const { form, period } = c.req.valid('param')
    const headers = c.req.valid('header')
    const precondition = preconditionOf(headers['if-match'], headers['if-none-match'])
    if (!precondition) throw new ProblemError('precondition-required')
    const unit = unitOf(c)
    const { receipt: given, created } = await submit(c.env.DB, {
      unit,
      form: await formOf(c.env.DB, unit, form),
      period,
      submission: c.req.valid('json'),
      precondition,
      idempotencyKey: headers['idempotency-key'] ?? null,
      seen: situationFrom(c.get('ahead')),
      caller: c.get('caller'),
      now: c.get('now'),
      lang: c.get('language'),
    })
    c.header('ETag', etagOf(given.hash, null))
    return c.json(given, created ? 201 : 200)
  })
  .openapi(getRoute, async (c) => {
    const { form: id, period } = c.req.valid('param')
    const unit = unitOf(c)
    const target = { unit, form: (await formOf(c.env.DB, unit, id)).id, period }
    const revision = c.req.valid('query').revision ?? null
    const stored = await readRevision(c.env.DB, target, revision)
    if (!stored) throw new ProblemError('submission-missing', { params: { unit: unit.name } })
    const tag = etagOf(stored.hash, stored.decision)
    c.header('ETag', tag)
    if (matchesTag(c.req.valid('header')['if-none-match'], tag)) return c.body(null, 304)
    return c.json(stored satisfies StoredSubmission, 200)
  })
  .openapi(listRoute, async (c) => {
    const { cursor, limit, period, form } = c.req.valid('query')
    const found = await submissionsBelow(c.env.DB, unitOf(c), {
      period,
      form,
      after: cursor,
      limit: limit + 1,
    })
    return c.json(page(found, limit, sortKey, listed), 200)
  })

function sortKey({ path, period, form }: ListedSubmission): string[] {
  return [path, period, form]
}

function listed({ path: _, ...summary }: ListedSubmission) {
  return summary
}
