import type { UpwardAnswer, UpwardForm } from '../../shared/protocol/answers.ts'
import { periodStatus } from '../store/periods.ts'
import type { StoredUnit } from '../store/units.ts'
import { type Reported, reportedUpward } from '../store/upward.ts'
import { type UpwardDocument, upwardDocuments } from './documents.ts'
import { retryAt, type Upward, type UpwardEnv } from './report.ts'

/** How a unit's period stands with the deployment above. @param upward null: the unit reports to none */
export async function upwardAnswer(
  env: UpwardEnv,
  unit: StoredUnit,
  period: string,
  upward: Upward | null,
): Promise<UpwardAnswer> {
  if (upward?.unit.id !== unit.id) {
    return { unit: unit.id, period, to: null, due: null, token: null, forms: [] }
  }
  const { expiresAt, refused } = upward.token.standing
  const [status, documents, rows] = await Promise.all([
    periodStatus(env.DB, unit, period),
    upwardDocuments(env.DB, unit, period, env.SITE_URL),
    reportedUpward(env.DB, unit.id, period),
  ])
  return {
    unit: unit.id,
    period,
    to: new URL(upward.to).host,
    due: status.due,
    token: { expiresAt, refused },
    forms: documents.map((document) => formOf(document, rows.get(document.form.id))),
  }
}

function formOf({ form, hash, submission }: UpwardDocument, row: Reported | undefined): UpwardForm {
  const { acknowledged = null, revision = null, acknowledgedAt = null } = row ?? {}
  const { state = null, decision = null } = row ?? {}
  return {
    form: form.id,
    state,
    revision,
    acknowledgedAt,
    changed: acknowledged !== hash,
    coverage: submission.merged?.coverage ?? null,
    decision,
    trouble:
      row?.trouble && row.triedAt
        ? { ...row.trouble, triedAt: row.triedAt, retryAt: retryAt(row).toISOString() }
        : null,
  }
}
