/** What the API answers, besides submissions and receipts. */
import type { Coverage, Sentence } from '../bulletin/bulletin.ts'
import type { AcrossResult } from '../check/across.ts'
import type { Form } from '../forms/form.ts'
import type { ListLine } from '../lists/draw-list.ts'
import type { ListDefinition } from '../lists/list.ts'
import type { Lang } from '../messages/index.ts'
import type { Headings } from '../recognise/headings.ts'
import type { Trend } from '../tally/over-time.ts'
import type { Tally } from '../tally/tally.ts'
import type { ExplanationDecision, GivenExplanation } from './explained.ts'
import type { Decision, SubmissionKind, SubmissionState, SubmittedTable } from './submission.ts'

export type Role = 'reporter' | 'aggregator' | 'reader' | 'administrator'
export type Level = 'village' | 'township' | 'county' | 'prefecture' | 'province'

export interface Unit {
  id: string
  name: string
  level: Level
  parent: string | null
}

export interface Me {
  /** The unit whose subtree the token reaches; null: the whole deployment (its administrator). */
  unit: Unit | null
  role: Role
  /** The subtree, the unit itself first. */
  units: Unit[]
  /** End of the token, RFC 3339; services before this version do not say. */
  expiresAt?: string
}

/** Whom a token is for. */
export interface Grant {
  unit: Unit | null
  role: Role
  /** RFC 3339. */
  expiresAt: string
}

/** Answer to `POST /enrol` without a hash: the only time the token is seen. */
export interface Enrolment extends Grant {
  token: string
}

/** Lists come in pages; `next` goes back as `?cursor=`. */
export interface Page<Item> {
  items: Item[]
  next: string | null
}

export interface Period {
  id: string
  /** Day the figures stand for (数据截至). */
  asOf: string
  /** RFC 3339; what comes later is recorded as late. */
  due: string
  state: 'open' | 'closed'
  /** By which `due` is later than it was; left out where there is none. */
  extension?: Extension
}

/** A later deadline that a unit above gave a unit and all below it. */
export interface Extension {
  unit: string
  name: string
  /** RFC 3339. */
  due: string
  reason: string
  by: string
  /** RFC 3339. */
  at: string
}

/** `GET /units/{unit}/forms`: the forms in force for a unit. */
export interface Catalogue {
  unit: string
  /** The built-in ones first, each in its newest version. */
  forms: Form[]
  /** Form id → unit that defined it; the built-in ones are not listed. */
  definedBy: Record<string, string>
}

/** One of `GET /units/{unit}/headings`: headings approved for a field, and who approved them when. */
export interface ApprovedHeadings extends Headings {
  unit: string
  version: number
  /** RFC 3339. */
  savedAt: string
  savedBy: string
}

/** What things of one field are called, and who said so when: the first of a group stands for the others. */
export interface WordGroups {
  unit: string
  form: string
  field: string
  version: number
  groups: string[][]
  /** RFC 3339. */
  savedAt: string
  savedBy: string
}

/** `GET /units/{unit}/periods`: the first and the last period with data; null where there is none. */
export interface PeriodSpan {
  first: string | null
  last: string | null
}

/** One unit × form of `GET /units/{unit}/completeness`. */
export interface CompletenessEntry {
  unit: string
  name: string
  form: string
  /** `missing`: nothing has come. */
  state: SubmissionState | 'missing'
  kind: SubmissionKind | null
  revision: number | null
  receivedAt: string | null
  late: boolean
  /** Of a unit that sent totals: who of its own units is in them. */
  within?: Coverage
  /** Of one that cannot report and says why; it counts as missing. */
  excuse?: Excuse
}

/** Why a unit cannot report; `state` is what became of that. */
export interface Excuse {
  reason: string
  state: SubmissionState
  revision: number
  receivedAt: string
}

export interface Completeness {
  unit: string
  period: Period
  expected: number
  submitted: number
  /** Names of those that have sent nothing at all. */
  missing: string[]
  /** Units that may report later. */
  extensions: Extension[]
  entries: CompletenessEntry[]
}

/** One row of `GET /units/{unit}/submissions`: the newest revision of each unit × form × period. */
export interface SubmissionSummary {
  unit: string
  name: string
  form: string
  period: string
  revision: number
  state: SubmissionState
  kind: SubmissionKind
  hash: string
  receivedAt: string
  receivedFrom: string
  late: boolean
}

/** `GET /units/{unit}/forms/{form}/history`: what a unit itself reported before a period. */
export interface History {
  unit: string
  form: string
  /** The newest revision of each week, the oldest week first. */
  reports: { period: string; revision: number; tally: Tally }[]
  /** The last of them in full; null where there is none. */
  last: { period: string; tables: SubmittedTable[] } | null
  /** What holds of the unit's reasons, the newest decision first. */
  decisions: ExplanationDecision[]
}

/** A reason that the newest revision of a submission gives, and what was decided of it. */
export interface ListedExplanation extends GivenExplanation {
  unit: string
  name: string
  form: string
  revision: number
  decision: ExplanationDecision | null
}

/** `GET /units/{unit}/explanations`. */
export interface ExplanationsAnswer {
  unit: string
  name: string
  period: string
  explanations: ListedExplanation[]
  /** Reasons that are in the documents and not listed. */
  more: number
  /** How often each rule was explained away lately, and what was decided of that. */
  rules: { form: string; rule: string; explained: number; accepted: number; refused: number }[]
}

/** How a form of a unit's period stands with the deployment above that the unit reports to. */
export interface UpwardForm {
  form: string
  /** As it is there; null: nothing has arrived. */
  state: SubmissionState | null
  revision: number | null
  acknowledgedAt: string | null
  /** What counts here now is not what has arrived there. */
  changed: boolean
  /** Of how many reporting units it consists now, and whose sheets are not in it. */
  coverage: Coverage | null
  decision: Decision | null
  /** Why the last attempt failed: the last part of the receiver's problem type or a word of our own. */
  trouble: { problem: string; detail: string | null; triedAt: string; retryAt: string } | null
}

/** `GET /units/{unit}/periods/{period}/report`. */
export interface UpwardAnswer {
  unit: string
  period: string
  /** Host of the deployment above; null: the unit reports to none. */
  to: string | null
  /** From then on it is reported by itself. */
  due: string | null
  /** How the token stands that the deployment above has given. */
  token: {
    /** RFC 3339; null: nobody has asked yet. */
    expiresAt: string | null
    /** Why it is taken or replaced no more: the last part of the receiver's problem type. */
    refused: string | null
  } | null
  /** Those of which anything has come. */
  forms: UpwardForm[]
}

/** One reporting unit's part in the totals. */
export interface TotalsPart {
  unit: string
  name: string
  form: string
  revision: number
  state: SubmissionState
  late: boolean
  /** Content of the revision; see `Receipt`. */
  hash: string
  /** Its figures, and those rates across forms that are known of this unit. */
  tally: Tally
  /** What of it counts, where records that count with another unit are taken out; see `duplicates`. */
  counted?: Tally
  /** The same in the totals of the unit right below the one asked for. */
  countedBelow?: Tally
}

/** A record that more than one unit reports, or may. */
export interface Duplicate {
  form: string
  /** Field in which the records agree, and what stands there, as typed. */
  field: string
  value: string
  /** What it is called; the value where it has no name. */
  name: string
  /** Its records, those that count first; sheet and cell are null where the document was not opened. */
  units: {
    unit: string
    name: string
    revision: number
    sheet: string | null
    cell: string | null
  }[]
  /** The unit it counts for; null: it counts wherever it is reported. */
  countedFor: string | null
}

export interface DuplicateCounts {
  /** Things that several units report, each counted once. */
  same: number
  /** Names that several units report and that may be one thing; each record counts. */
  possible: number
  /** Reports in which such things count once more, because there are too many to be opened. */
  unopened: number
  /** What was said of these forms by the units above the reports; 0 where nobody reports the same. */
  said: number
}

/** `GET /units/{unit}/duplicates`. */
export interface DuplicatesAnswer {
  unit: string
  name: string
  period: Period
  view: 'current' | 'cutoff'
  counts: DuplicateCounts
  /** Of every form the first 500. */
  same: Duplicate[]
  possible: Duplicate[]
  /** What the unit itself has said. */
  said: Said[]
}

/** That records of one code or name are one thing below a unit, or several. */
export interface Said {
  form: string
  field: string
  /** As it is compared. */
  value: string
  same: boolean
  /** RFC 3339. */
  savedAt: string
  savedBy: string
}

/** A submission that a figure is made of. */
export interface Source {
  unit: string
  form: string
  revision: number
  hash: string
}

/** What a rate across forms counts over: only units of which both forms are known. */
export interface RateAcross {
  part: number
  whole: number
  /** Ids of those units. */
  units: string[]
  /** Units that say only one side of it, and the figures that are wanting. */
  without: { unit: string; name: string; missing: string[] }[]
  sources: Source[]
}

/** `GET /units/{unit}/totals`. */
export interface TotalsAnswer {
  unit: string
  name: string
  period: Period
  view: 'current' | 'cutoff'
  forms: string[]
  /** Merged indicators by id, rates computed again from their parts. */
  totals: Tally
  /** The same figures as the documents print them: `68.5%`, `39.71万`. */
  display: Record<string, string>
  coverage: Coverage
  parts: TotalsPart[]
  /** Things that several units report; of every form the first 500. They count once. */
  duplicates: Duplicate[]
  duplicateCounts: DuplicateCounts
  /** A unit's own submission stands for its whole subtree: what came from below it is not added. */
  superseded: { unit: string; name: string; form: string; by: string }[]
  /** Rates across forms, by indicator. */
  rates: Record<string, RateAcross>
  /** The rules across forms, for every unit that any of the forms has come from. */
  across: AcrossResult[]
}

/** A revision as it came. */
export interface SentRevision {
  revision: number
  /** RFC 3339. */
  receivedAt: string
  receivedFrom: string
}

/** A submission that counts now and did not at the cut-off, or counts otherwise. */
export interface Restatement {
  unit: string
  name: string
  form: string
  /**
   * `late`: nothing had come from the unit by the cut-off; `extended`: nor was it due, by a later deadline
   * of its own. `duplicate`: the same revision counts, but
   * what another unit reports as well has come to count for that one, or no longer does.
   */
  kind: 'correction' | 'late' | 'extended' | 'duplicate'
  /** What counted of the unit at the cut-off. */
  before: SentRevision | null
  after: SentRevision
  /** Units below that counted at the cut-off and for which this one now stands in. */
  supersedes: { unit: string; name: string }[]
  /** Those that differ, the old ones merged where units below counted; none: it says the same. */
  figures: { indicator: string; before: number | null; after: number | null }[]
}

/** `GET /units/{unit}/restatements`: what lies between the views `cutoff` and `current`. */
export interface RestatementsAnswer {
  unit: string
  name: string
  period: Period
  /** By form, then by unit. */
  restatements: Restatement[]
}

/** A week of `GET /units/{unit}/trends`. */
export interface TrendPeriod {
  id: string
  /** Day the figures stand for. */
  asOf: string
  /** Where fewer units have reported, a smaller figure is no fall. */
  coverage: TotalsAnswer['coverage']
  /** Reports of which not all was opened: what others report too counts twice in this week. */
  unopened?: number
}

/** `GET /units/{unit}/trends`: the figures of a form from week to week. */
export interface TrendsAnswer {
  unit: string
  name: string
  form: string
  view: 'current' | 'cutoff'
  /** The earliest first, weeks of which nothing has come among them. */
  periods: TrendPeriod[]
  /** Each with a figure for each period. */
  trends: Trend[]
}

/** `GET /units/{unit}/lists/{list}`. */
export interface ListAnswer {
  unit: string
  name: string
  period: Period
  view: 'current' | 'cutoff'
  /** Day that the list is about, `YYYY-MM-DD`. */
  day: string
  list: ListDefinition
  count: number
  lines: ListLine[]
  /** Records that lack what decides. */
  undecided: ListLine[]
  coverage: TotalsAnswer['coverage']
  /** Who has sent totals without records: nothing of theirs is in the list. Names; absent: nobody. */
  totalsOnly?: string[]
}

/** `GET /units/{unit}/bulletin`. */
export interface BulletinAnswer {
  unit: string
  name: string
  period: Period
  view: 'current' | 'cutoff'
  lang: Lang
  sentences: Sentence[]
  /** The same as plain text, a line each. */
  text: string
}

/** A problem detail (RFC 9457). `type` is stable: `https://fugong.invalid/problems/<slug>`. */
export interface Problem {
  type: string
  title: string
  status: number
  detail?: string
  [member: string]: unknown
}
