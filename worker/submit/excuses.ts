import type { Finding } from '../../shared/check/finding.ts'
import type { Form } from '../../shared/forms/form.ts'
import { aboutIn, explanationKey, type GivenExplanation } from '../../shared/protocol/explained.ts'
import type { Submission } from '../../shared/protocol/submission.ts'
import { sha256 } from '../http/secrets.ts'

/** A reason with what it is about, before anybody has looked for the error. */
export type Excuse = Omit<GivenExplanation, 'finding'>

/** An id is part of an address: half a SHA-256 is as good as unique in a unit's form. */
const ID_LENGTH = 32

/** The reasons of a submission, each with its id. */
export async function excusesOf(
  { tables, explanations }: Submission,
  form: Form,
): Promise<Excuse[]> {
  const given = explanations.filter(({ reason }) => reason.trim() !== '')
  if (given.length === 0) return []
  const aboutOf = aboutIn(tables, form)
  return Promise.all(
    given.map(async (explanation) => {
      const about = aboutOf(explanation)
      const hash = await sha256(explanationKey(about, explanation.reason))
      return { ...explanation, id: hash.slice(0, ID_LENGTH), about }
    }),
  )
}

/** With the finding that it excuses, where the receiver sees one. */
export function givenExplanation(excuse: Excuse, findings: Finding[]): GivenExplanation {
  const finding = findings.find(
    ({ rule, cell, params }) =>
      rule === excuse.rule && cell === excuse.cell && params.sheet === excuse.sheet,
  )
  return { ...excuse, finding: finding ?? null }
}
