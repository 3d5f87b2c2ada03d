import { createRoute, z } from '@hono/zod-openapi'
import { previousPeriod } from '../../shared/periods/periods.ts'
import type { ExplanationsAnswer, ListedExplanation } from '../../shared/protocol/answers.ts'
import { type ExplanationDecision, standingOf } from '../../shared/protocol/explained.ts'
import { unitOf } from '../http/context.ts'
import { formOf } from '../http/forms.ts'
import { ProblemError } from '../http/problem.ts'
import { bearer, json, jsonBody, problems, router } from '../http/router.ts'
import { periodId } from '../schema/common.ts'
import { explanationChange, explanationsAnswer, listedExplanation } from '../schema/explanations.ts'
import {
  type ExplanationCount,
  explanationsBelow,
  findExplanation,
  saveExplanationDecision,
} from '../store/explanations.ts'
import { submissionParams, submissionPath } from './submissions.ts'

/** How far back it is counted which rules are explained away. */
const WEEKS = 8

const listRoute = createRoute({
  method: 'get',
  path: '/units/{unit}/explanations',
  summary: 'The reasons given for what the checks say of a week, and what was decided of them',
  description: `For a unit and all below it. \`rules\` counts over the ${WEEKS} weeks up to this one.`,
  security: bearer,
  request: {
    params: z.object({ unit: z.string() }),
    query: z.object({ period: periodId }),
  },
  responses: { 200: json('The reasons', explanationsAnswer), ...problems(400, 401, 403, 404) },
})

const decideRoute = createRoute({
  method: 'put',
  path: `${submissionPath}/explanations/{explanation}`,
  summary: 'Accept a reason, for good or until a week, or refuse it; the newest decision holds',
  description:
    'Holds for these words about this record, also in later weeks. Only a unit above the one that gave the reason decides.',
  security: bearer,
  request: {
    params: submissionParams.extend({ explanation: z.string() }),
    ...jsonBody(explanationChange),
  },
  responses: {
    200: json('The reason with the decision', listedExplanation),
    ...problems(400, 401, 403, 404, 413, 415, 422),
  },
})

/** Who is overtaken by another decision looks again; who is overtaken twice is asked to wait. */
const ATTEMPTS = 2

export const explanations = router()
  .openapi(listRoute, async (c) => {
    const unit = unitOf(c)
    const { period } = c.req.valid('query')
    let from = period
    for (let back = 1; back < WEEKS; back += 1) from = previousPeriod(from)
    const { weeks, counts, decisions } = await explanationsBelow(c.env.DB, unit, { from, period })
    const answer: ExplanationsAnswer = {
      unit: unit.id,
      name: unit.name,
      period,
      explanations: weeks.flatMap(({ unit: id, name, form, revision, listed }) =>
        listed.map((given): ListedExplanation => {
          const decision = decisions.get(`${id} ${form} ${given.id}`) ?? null
          return { ...given, unit: id, name, form, revision, decision }
        }),
      ),
      more: weeks.reduce((sum, one) => sum + one.more, 0),
      rules: countsByRule(counts, decisions, period),
    }
    return c.json(answer, 200)
  })
  .openapi(decideRoute, async (c) => {
    const { form, period, explanation } = c.req.valid('param')
    const unit = unitOf(c)
    const caller = c.get('caller')
    const db = c.env.DB
    const target = { unit, form: (await formOf(db, unit, form)).id, period }
    const now = c.get('now')
    const change = changeOf({ until: null, why: '', ...c.req.valid('json') })
    if (change.until !== null && change.until < period) {
      throw new ProblemError('until-passed', { params: { until: change.until, period } })
    }
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const found = await findExplanation(db, target, explanation)
      if (!found) throw new ProblemError('explanation-unknown')
      const { given, revision, before } = found
      const listed = { ...given, unit: unit.id, name: unit.name, form: target.form, revision }
      if (before && sameDecision(before.decision, change)) {
        return c.json({ ...listed, decision: before.decision }, 200)
      }
      const decision: ExplanationDecision = {
        id: given.id,
        about: given.about,
        ...change,
        reason: given.reason,
        since: given.since ?? period,
        decidedAt: now.toISOString(),
        decidedBy: caller.name,
      }
      const saved = await saveExplanationDecision(db, target, found, decision, {
        kind: 'explanation-decided',
        at: now,
        by: caller,
        unit: unit.id,
        form: target.form,
        period,
        revision,
        detail: { explanation, ...change, before: before && changeOf(before.decision) },
      })
      if (saved) return c.json({ ...listed, decision }, 200)
    }
    throw new ProblemError('busy', { headers: { 'Retry-After': '1' } })
  })

type Change = Pick<ExplanationDecision, 'state' | 'until' | 'why'>

function changeOf({ state, until, why }: Change): Change {
  return { state, until, why }
}

function sameDecision(before: ExplanationDecision, change: Change): boolean {
  return JSON.stringify(changeOf(before)) === JSON.stringify(changeOf(change))
}

/** Which rules are explained away most: the one that cries wolf first. */
function countsByRule(
  counts: ExplanationCount[],
  decisions: Map<string, ExplanationDecision>,
  period: string,
): ExplanationsAnswer['rules'] {
  const rules = new Map<string, ExplanationsAnswer['rules'][number]>()
  for (const { unit, form, id, rule, count } of counts) {
    const key = `${form} ${rule}`
    const sum = rules.get(key) ?? { form, rule, explained: 0, accepted: 0, refused: 0 }
    const decision = decisions.get(`${unit} ${form} ${id}`)
    const standing = decision && standingOf(decision, period)
    sum.explained += count
    if (standing === 'accepted' || standing === 'refused') sum[standing] += count
    rules.set(key, sum)
  }
  return [...rules.values()].toSorted((one, other) => other.explained - one.explained)
}
