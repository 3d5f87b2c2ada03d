import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { parseCell } from '../../shared/grid/grid.ts'
import type { Decision, StoredSubmission } from '../../shared/protocol/submission.ts'
import { type AppEnv, unitOf } from '../http/context.ts'
import { formOf } from '../http/forms.ts'
import { ProblemError } from '../http/problem.ts'
import { bearer, json, jsonBody, problems, router } from '../http/router.ts'
import type { SchemaWord } from '../messages/schema.ts'
import { storedSubmission } from '../schema/submission.ts'
import { decide, readRevision } from '../store/submissions.ts'
import { etagOf, preconditionOf, satisfied } from '../submit/preconditions.ts'
import { submissionParams, submissionPath } from './submissions.ts'

const REASON_LENGTH = 1000
const CELLS = 500

const headers = z.object({
  'if-match': z
    .string()
    .optional()
    .openapi({ description: 'Decide on this revision only, not on one that came meanwhile' }),
})

const answers = { 200: json('The submission with the decision', storedSubmission) }

const acceptRoute = createRoute({
  method: 'post',
  path: `${submissionPath}/accept`,
  summary: 'Accept the current revision; it can no longer be revised',
  security: bearer,
  request: { params: submissionParams, headers },
  responses: { ...answers, ...problems(400, 401, 403, 404, 412) },
})

const cellName = z.string().refine((name) => parseCell(name) !== null, {
  error: 'cell-invalid' satisfies SchemaWord,
})

const returnRoute = createRoute({
  method: 'post',
  path: `${submissionPath}/return`,
  summary: 'Return the current revision with a reason, and the cells it is about',
  security: bearer,
  request: {
    params: submissionParams,
    headers,
    ...jsonBody(
      z.strictObject({
        reason: z.string().trim().min(1).max(REASON_LENGTH),
        cells: z.array(cellName).max(CELLS).default([]),
      }),
    ),
  },
  responses: { ...answers, ...problems(400, 401, 403, 404, 412, 413, 415, 422) },
})

export const decisions = router()
  .openapi(acceptRoute, async (c) => {
    const decision = { state: 'accepted' as const, reason: '', cells: [] }
    return c.json(await decided(c, c.req.valid('param'), decision), 200)
  })
  .openapi(returnRoute, async (c) => {
    const decision = { state: 'returned' as const, ...c.req.valid('json') }
    return c.json(await decided(c, c.req.valid('param'), decision), 200)
  })

/** Decides on the current revision; deciding the same again changes nothing. */
async function decided(
  c: Context<AppEnv>,
  { form, period }: { form: string; period: string },
  made: Pick<Decision, 'state' | 'reason' | 'cells'>,
): Promise<StoredSubmission> {
  const unit = unitOf(c)
  const caller = c.get('caller')
  const target = { unit, form: formOf(form).id, period }
  const current = await readRevision(c.env.DB, target, null)
  if (!current) throw new ProblemError('submission-missing', { params: { unit: unit.name } })
  const precondition = preconditionOf(c.req.header('If-Match'), undefined)
  if (precondition && !satisfied(precondition, current.hash)) throw changed(current)
  if (current.decision && sameDecision(current.decision, made)) return current

  const now = c.get('now')
  const decision = { ...made, decidedAt: now.toISOString(), decidedBy: caller.name }
  const { revision } = current
  const event = { at: now, by: caller, unit: unit.id, form: target.form, period, revision }
  const written = await decide(c.env.DB, target, revision, decision, {
    ...event,
    kind: made.state,
    detail: { reason: made.reason, cells: made.cells },
  })
  if (!written) throw changed(current)
  const stored = { ...current, state: made.state, decision }
  c.header('ETag', etagOf(stored.hash, decision))
  return stored
}

function changed({ revision, hash, receivedAt, receivedFrom }: StoredSubmission): ProblemError {
  return new ProblemError('revision-changed', {
    members: { current: { revision, etag: etagOf(hash, null), receivedAt, receivedFrom } },
  })
}

function sameDecision(before: Decision, made: Pick<Decision, 'state' | 'reason' | 'cells'>) {
  const { state, reason, cells } = before
  return (
    JSON.stringify([state, reason, cells]) === JSON.stringify([made.state, made.reason, made.cells])
  )
}
