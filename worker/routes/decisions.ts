import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { parseCell } from '../../shared/grid/grid.ts'
import type { Decision, StoredSubmission } from '../../shared/protocol/submission.ts'
import { type AppEnv, unitOf } from '../http/context.ts'
import { formOf } from '../http/forms.ts'
import { ProblemError } from '../http/problem.ts'
import { bearer, json, jsonBody, problems, router } from '../http/router.ts'
import type { SchemaWord } from '../messages/schema.ts'
import { impersonal } from '../schema/common.ts'
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
        reason: impersonal(z.string().trim().min(1).max(REASON_LENGTH)),
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

/** Who is overtaken by another decision looks again; who is overtaken twice is asked to wait. */
const ATTEMPTS = 2

/** Decides on the current revision; deciding the same again changes nothing. */
async function decided(
  c: Context<AppEnv>,
  { form, period }: { form: string; period: string },
  made: Pick<Decision, 'state' | 'reason' | 'cells'>,
): Promise<StoredSubmission> {
  const unit = unitOf(c)
  const { env, req } = c
  const target = { unit, form: (await formOf(env.DB, unit, form)).id, period }
  const precondition = preconditionOf(req.header('If-Match'), undefined)
  const [now, caller] = [c.get('now'), c.get('caller')]
  const decision = { ...made, decidedAt: now.toISOString(), decidedBy: caller.name }

  let seen: number | null = null
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const current = await readRevision(env.DB, target, null)
    if (!current) throw new ProblemError('submission-missing', { params: { unit: unit.name } })
    const { revision, hash, decision: before } = current
    // A revision that came meanwhile nobody has looked at yet.
    const isOther = seen !== null && revision !== seen
    if (isOther || (precondition && !satisfied(precondition, hash))) throw changed(current)
    if (before && sameDecision(before, made)) {
      c.header('ETag', etagOf(hash, before))
      return current
    }
    const written = await decide(env.DB, target, current, decision, {
      kind: made.state,
      at: now,
      by: caller,
      unit: unit.id,
      form: target.form,
      period,
      revision,
      detail: {
        reason: made.reason,
        cells: made.cells,
        before: { state: before?.state ?? 'submitted' },
      },
    })
    if (written) {
      c.header('ETag', etagOf(hash, decision))
      return { ...current, state: made.state, decision }
    }
    seen = revision
  }
  throw new ProblemError('busy', { headers: { 'Retry-After': '1' } })
}

function changed({ revision, hash, receivedAt, receivedFrom }: StoredSubmission): ProblemError {
  const etag = etagOf(hash, null)
  return new ProblemError('revision-changed', {
    headers: { ETag: etag },
    members: { current: { revision, etag, receivedAt, receivedFrom } },
  })
}

function sameDecision(before: Decision, made: Pick<Decision, 'state' | 'reason' | 'cells'>) {
  const { state, reason, cells } = before
  return (
    JSON.stringify([state, reason, cells]) === JSON.stringify([made.state, made.reason, made.cells])
  )
}
