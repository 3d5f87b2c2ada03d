/** What a reason is about, and what a unit above has decided about it. */
import type { Explanation, Finding } from '../check/finding.ts'
import type { Form } from '../forms/form.ts'
import { parseCell } from '../grid/grid.ts'
import { normalise } from '../text/normalise.ts'
import type { SubmittedTable } from './submission.ts'

/** What a finding is about, in words that still hold in next week's copy of the sheet. */
export interface About {
  rule: string
  field: string | null
  /** What the record is known by, or the label of a total. */
  record: string | null
  /** Only where no record, or more than one, is known by that. */
  cell: string | null
}

/** What a unit above decided about a reason; of several the newest holds. */
export interface ExplanationDecision {
  /** Of the reason, these words about this record; see `explanationKey`. */
  id: string
  about: About
  state: 'accepted' | 'refused'
  /** The reason as it was given. */
  reason: string
  /** Week it was first given for. */
  since: string
  /** Last week for which it is accepted; null: for good, or refused. */
  until: string | null
  /** Why it is refused; empty where it is accepted. */
  why: string
  /** RFC 3339. */
  decidedAt: string
  decidedBy: string
}

/** What a decision means for a week. */
export type Standing = 'accepted' | 'expired' | 'refused'

export function standingOf({ state, until }: ExplanationDecision, period: string): Standing {
  if (state === 'refused') return 'refused'
  return until !== null && until < period ? 'expired' : 'accepted'
}

/**
 * Tells what places of a submission are about. Of a record only what is sent names it: a person's name
 * does not leave the workbook.
 */
export function aboutIn(
  tables: readonly SubmittedTable[],
  { identifiedBy }: Form,
): (place: Pick<Explanation, 'sheet' | 'rule' | 'cell'>) => About {
  const [naming = []] = identifiedBy
  const names = new Map<string, number>()
  const rows = new Map<string, { name: string; columns: Record<string, string> }[]>()
  for (const { sheet, layout, records, totals } of tables) {
    const named = [
      ...records.map(({ row, values }) => ({
        row,
        name: normalise(naming.map((field) => values[field] ?? '').join(' ')),
      })),
      ...totals.map(({ row, label }) => ({ row, name: normalise(label) })),
    ]
    for (const { row, name } of named) {
      const beside = rows.get(`${sheet} ${row}`) ?? []
      rows.set(`${sheet} ${row}`, [...beside, { name, columns: layout.columns }])
      names.set(name, (names.get(name) ?? 0) + 1)
    }
  }
  return ({ sheet, rule, cell }) => {
    const at = cell === null ? null : parseCell(cell)
    const beside = (at && rows.get(`${sheet} ${at.row + 1}`)) ?? []
    const column = cell?.replace(/\d+$/, '') ?? ''
    const row = beside.find(({ columns }) => column in columns) ?? beside[0]
    const field = row?.columns[column] ?? null
    if (!row || row.name === '') return { rule, field, record: null, cell }
    return { rule, field, record: row.name, cell: names.get(row.name) === 1 ? null : cell }
  }
}

/** What two reasons have in common that are about the same and say the same. */
export function explanationKey(about: About, reason: string): string {
  return JSON.stringify([aboutKey(about), said(reason)])
}

/** What two findings have in common that are about the same. */
export function aboutKey({ rule, field, record, cell }: About): string {
  return JSON.stringify([rule, field, record, cell])
}

/** The words without what changes nothing of what they say. */
function said(reason: string): string {
  const words = normalise(reason)
  return words.replace(/[\p{P}\p{S}]/gu, '') || words
}

/**
 * What was found may be right all the same, unless it is a person's number. A warning may go without a
 * reason; one that can be put right in a click needs none.
 */
export function isExplainable({ rule, severity, fix }: Finding): boolean {
  return rule !== 'personal-value' && (severity === 'error' || fix === undefined)
}

/** What has been said of a finding's reason: of the one given, or where there is none, of any. */
export type Ruling = (
  sheet: string,
  finding: Finding,
  reason: string | null,
) => { accepted?: ExplanationDecision; refused?: ExplanationDecision }

/** @param sent the tables as they are sent, asked for only where anything was decided */
export function rulingIn(
  sent: () => readonly SubmittedTable[],
  form: Form,
  { period, decisions }: { period: string; decisions: ExplanationDecision[] },
): Ruling {
  if (decisions.length === 0) return () => ({})
  const aboutOf = aboutIn(sent(), form)
  return (sheet, { rule, cell }, reason) => {
    const about = aboutOf({ sheet, rule, cell })
    const own = reason === null ? null : explanationKey(about, reason)
    const spoken = decisions.filter((one) => aboutKey(one.about) === aboutKey(about))
    const meant = spoken.filter((one) => own === null || explanationKey(about, one.reason) === own)
    const accepted = meant.find((one) => standingOf(one, period) === 'accepted')
    if (accepted) return { accepted }
    const [refused] = meant
    return refused ? { refused } : {}
  }
}

/** A reason as it was sent, with what it excuses. */
export interface GivenExplanation extends Explanation {
  id: string
  about: About
  /** The error or warning itself; null where the receiver cannot see what the sender's checks saw. */
  finding: Finding | null
}

/** A reason that a submission leans on and that no longer excuses. */
export interface RefusedExplanation {
  explanation: Explanation
  finding: Finding | null
  decision: ExplanationDecision
}
