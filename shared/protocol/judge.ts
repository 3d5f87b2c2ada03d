import { check } from '../check/check.ts'
import type { Finding } from '../check/finding.ts'
import { checkTypes } from '../check/value-types.ts'
import type { Form } from '../forms/form.ts'
import { compare } from '../tally/condition.ts'
import { mergeTallies } from '../tally/merge.ts'
import { type Tally, tally } from '../tally/tally.ts'
import { mergedTally, zeroTally } from './build.ts'
import { personalValues } from './personal.ts'
import type { MergedPart, Submission } from './submission.ts'

export interface Judgement {
  /** Counted again from the records. */
  tally: Tally
  /** Indicators on which sender and receiver differ; those of a part with its name. */
  tallyDiffers: string[]
  /** Everything the checks say, errors and warnings. */
  findings: Finding[]
  /** Errors that nobody has given a reason for. */
  unexplained: Finding[]
  /** Values that must not leave a workbook. */
  personal: Finding[]
}

/**
 * What the receiver finds out by itself about a submission, with the same core that the sender used:
 * it believes records, never results; of totals it believes the parts, never what they come to.
 *
 * @param now the receiver's day in Asia/Shanghai, `YYYY-MM-DD`
 * @param unit name of the unit that reports
 */
export function judge(submission: Submission, form: Form, now: string, unit?: string): Judgement {
  const findings = submission.tables.flatMap((table) =>
    [
      ...checkTypes(table, form),
      ...check(table, form, { asOf: submission.asOf, now, unit: unit ?? null }),
    ].map((finding) => ({ ...finding, params: { ...finding.params, sheet: table.sheet } })),
  )
  const counted = tallyOf(submission, form)
  const explained = new Set(
    submission.explanations
      .filter(({ reason }) => reason.trim() !== '')
      // What the sender could not read has no value here: the reason for the one holds for the other.
      .flatMap(({ sheet, rule, cell }) => [
        `${sheet} ${rule} ${cell}`,
        `${sheet} missing-required ${cell}`,
      ]),
  )
  return {
    tally: counted,
    tallyDiffers: [
      ...differing(counted, submission.tally),
      ...(submission.merged?.parts ?? []).flatMap((part) => differingWithin(part, form)),
    ],
    findings,
    unexplained: findings.filter(
      ({ severity, rule, cell, params }) =>
        severity === 'error' && !explained.has(`${params.sheet} ${rule} ${cell}`),
    ),
    personal: personalValues(submission, form),
  }
}

function tallyOf({ kind, tables, asOf, merged }: Submission, form: Form): Tally {
  if (kind === 'zero') return zeroTally(form)
  return merged ? mergedTally(merged, form) : tally(tables, form, { asOf })
}

/** Rates of a part that do not follow from its other figures, and figures that the form does not have. */
function differingWithin({ name, tally: own, counted }: MergedPart, form: Form): string[] {
  const ids = [own, counted ?? own].flatMap((sent) => differing(mergeTallies([sent], form), sent))
  return [...new Set(ids)].map((id) => `${name} ${id}`)
}

function differing(counted: Tally, sent: Tally): string[] {
  const ids = new Set([...Object.keys(counted), ...Object.keys(sent)])
  return [...ids].filter((id) => {
    const [own, theirs] = [counted[id] ?? null, sent[id] ?? null]
    return own === null || theirs === null ? own !== theirs : compare(own, '!=', theirs)
  })
}
