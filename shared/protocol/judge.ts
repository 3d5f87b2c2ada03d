import { check } from '../check/check.ts'
import type { Explanation, Finding } from '../check/finding.ts'
import { duplicatesAmong } from '../check/repeated.ts'
import { checkTypes } from '../check/value-types.ts'
import type { Form } from '../forms/form.ts'
import { compare } from '../tally/condition.ts'
import { mergeTallies } from '../tally/merge.ts'
import { type Tally, tally } from '../tally/tally.ts'
import { mergedTally, zeroTally } from './build.ts'
import {
  aboutIn,
  type ExplanationDecision,
  explanationKey,
  type RefusedExplanation,
  standingOf,
} from './explained.ts'
import { personalValues } from './personal.ts'
import type { MergedPart, Submission } from './submission.ts'

export interface Judgement {
  /** Counted again from the records. */
  tally: Tally
  /** Indicators on which sender and receiver differ; those of a part with its name. */
  tallyDiffers: string[]
  /** Everything the checks say, errors and warnings. */
  findings: Finding[]
  /** Errors without a reason, or with one that does not excuse them. */
  unexplained: Finding[]
  /** Reasons that a unit above has refused, or accepted for earlier weeks only. */
  refused: RefusedExplanation[]
  /** Values that must not leave a workbook. */
  personal: Finding[]
}

/**
 * What the receiver finds out by itself about a submission, with the same core that the sender used:
 * it believes records, never results; of totals it believes the parts, never what they come to.
 *
 * @param now the receiver's day in Asia/Shanghai, `YYYY-MM-DD`
 * @param unit name of the unit that reports
 * @param decided what units above have decided about its reasons, and the week reported
 */
export function judge(
  submission: Submission,
  form: Form,
  now: string,
  unit?: string,
  decided: { period: string; decisions: ExplanationDecision[] } = { period: '', decisions: [] },
): Judgement {
  const among = duplicatesAmong(submission.tables, form)
  const findings = submission.tables.flatMap((table, at) =>
    [
      ...checkTypes(table, form),
      ...check(table, form, { asOf: submission.asOf, now, unit: unit ?? null }),
      ...(among[at] ?? []),
    ].map((finding) => ({ ...finding, params: { ...finding.params, sheet: table.sheet } })),
  )
  const counted = tallyOf(submission, form)
  const refused = refusedIn(submission, form, findings, decided)
  const excused = new Set(
    submission.explanations
      .filter(({ reason }) => reason.trim() !== '')
      .filter((given) => refused.every(({ explanation }) => explanation !== given))
      // What the sender could not read has no value here: the reason for the one holds for the other.
      .flatMap((given) => [placeOf(given), placeOf({ ...given, rule: 'missing-required' })]),
  )
  return {
    tally: counted,
    tallyDiffers: [
      ...differing(counted, submission.tally),
      ...(submission.merged?.parts ?? []).flatMap((part) => differingWithin(part, form)),
    ],
    findings,
    unexplained: findings.filter(
      (finding) => finding.severity === 'error' && !excused.has(placeOf(located(finding))),
    ),
    refused,
    personal: personalValues(submission, form),
  }
}

function tallyOf({ kind, tables, asOf, merged }: Submission, form: Form): Tally {
  if (kind === 'zero') return zeroTally(form)
  if (kind === 'skip') return {}
  return merged ? mergedTally(merged, form) : tally(tables, form, { asOf })
}

/** Rates of a part that do not follow from its other figures, and figures that the form does not have. */
function differingWithin({ name, tally: own, counted }: MergedPart, form: Form): string[] {
  const ids = [own, counted ?? own].flatMap((sent) => differing(mergeTallies([sent], form), sent))
  return [...new Set(ids)].map((id) => `${name} ${id}`)
}

type Place = Pick<Explanation, 'sheet' | 'rule' | 'cell'>

function placeOf({ sheet, rule, cell }: Place): string {
  return `${sheet} ${rule} ${cell}`
}

function located({ rule, cell, params }: Finding): Place {
  return { sheet: String(params.sheet), rule, cell }
}

/** A warning needs no reason; one that was refused keeps nobody from sending. */
function refusedIn(
  { tables, explanations }: Submission,
  form: Form,
  findings: Finding[],
  { period, decisions }: { period: string; decisions: ExplanationDecision[] },
): RefusedExplanation[] {
  if (decisions.length === 0) return []
  const aboutOf = aboutIn(tables, form)
  const byKey = new Map(decisions.map((one) => [explanationKey(one.about, one.reason), one]))
  const byPlace = new Map(findings.map((finding) => [placeOf(located(finding)), finding]))
  return explanations.flatMap((explanation) => {
    const decision = byKey.get(explanationKey(aboutOf(explanation), explanation.reason))
    const finding = byPlace.get(placeOf(explanation)) ?? null
    if (!decision || standingOf(decision, period) === 'accepted') return []
    return finding?.severity === 'warning' ? [] : [{ explanation, finding, decision }]
  })
}

function differing(counted: Tally, sent: Tally): string[] {
  const ids = new Set([...Object.keys(counted), ...Object.keys(sent)])
  return [...ids].filter((id) => {
    const [own, theirs] = [counted[id] ?? null, sent[id] ?? null]
    return own === null || theirs === null ? own !== theirs : compare(own, '!=', theirs)
  })
}
