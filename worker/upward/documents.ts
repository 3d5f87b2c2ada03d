import type { Form } from '../../shared/forms/form.ts'
import type { TotalsPart } from '../../shared/protocol/answers.ts'
import { contentHash, totalsSubmission } from '../../shared/protocol/build.ts'
import type { MergedPart, Submission } from '../../shared/protocol/submission.ts'
import { formsOf } from '../http/forms.ts'
import type { StoredUnit } from '../store/units.ts'
import { coverageOf, type Reporting } from '../totals/reporting.ts'
import { totalsOf } from '../totals/totals.ts'

/** What a unit has to say of a form to the deployment above. */
export interface UpwardDocument {
  form: Form
  submission: Submission
  hash: string
}

/**
 * The merged totals of a unit as its page shows them, a document for each form of which anything has come.
 *
 * @param site address of this deployment's pages; empty: not known
 */
export async function upwardDocuments(
  db: D1Database,
  unit: StoredUnit,
  period: string,
  site: string,
): Promise<UpwardDocument[]> {
  const forms = await formsOf(db, unit, undefined)
  const { answer, reporting } = await totalsOf(db, {
    unit,
    period,
    forms,
    view: 'current',
    lang: 'zh',
  })
  const documents = forms.map(async (form): Promise<UpwardDocument | null> => {
    const ofForm = reporting.filter((one) => one.form === form.id)
    const parts = ofForm.flatMap((one) => partOf(one, unit, answer.parts))
    if (parts.length === 0) return null
    const address = site === '' ? {} : { address: `${site}/#/${unit.id}/${period}` }
    const submission = totalsSubmission(
      form,
      { parts, coverage: coverageOf(ofForm), ...address },
      { asOf: answer.period.asOf, file: '' },
    )
    return { form, submission, hash: await contentHash(submission) }
  })
  return (await Promise.all(documents)).filter((document) => document !== null)
}

function partOf(
  { unit, form, sent }: Reporting,
  sender: StoredUnit,
  parts: TotalsPart[],
): MergedPart[] {
  if (!sent) return []
  // What is decided here changes no figure, and would be a revision above each time: it does not go up.
  const { revision, hash, late, tally } = sent
  const path = unit.path.slice(sender.path.length)
  const counted = parts.find((one) => one.unit === unit.id && one.form === form)?.counted
  const part = { path, name: unit.name, revision, hash, late, tally }
  return [counted ? { ...part, counted } : part]
}
