import type { Explanation } from '../../../shared/check/finding.ts'
import type { NoDraft } from '../../../shared/forms/draft/draft.ts'
import type { FigureChoice, FormEdits } from '../../../shared/forms/draft/edited.ts'
import type { Form } from '../../../shared/forms/form.ts'
import type { Grid } from '../../../shared/grid/grid.ts'
import type { SheetReport } from '../../../shared/inspect.ts'
import type { Lang } from '../../../shared/messages/index.ts'
import type { Me, Period } from '../../../shared/protocol/answers.ts'
import type { ExplanationDecision } from '../../../shared/protocol/explained.ts'
import type { StoredSubmission, Submission } from '../../../shared/protocol/submission.ts'
import type { Patch } from '../../../shared/read/table.ts'
import type { ColumnAnswer } from '../../../shared/recognise/column-answers.ts'
import type { Outgoing } from '../../client/outbox.ts'
import type { Reported } from '../../client/past.ts'
import type { WorkbookTrouble } from '../../workbook/office/host.ts'
import type { Mark, SheetInfo, WrittenPatch } from '../../workbook/port.ts'
import type { Choice } from './choices.ts'

/** A sheet as last read, and what was found in it. */
export interface Look {
  grid: Grid
  reports: SheetReport[]
}

/** A reason given for an error; which sheet it is on matters to the pane only. */
export interface Reason extends Explanation {
  sheet: string
  /** It holds for this week; in next week's copy of the workbook it is offered again. */
  period: string
  /** Whom it is about, by the fields a record is known by; wherever its row has moved to. */
  record?: string
}

/** A submission as the county holds it, without the document itself. */
export type Held = Omit<StoredSubmission, 'submission'> & { kind: Submission['kind'] }

/** What the county is known to hold; `submission` null: nothing yet. */
export interface Known {
  etag: string | null
  submission: Held | null
}

/** What a unit reported by a form before a week: what this week is held against. */
export interface Past extends Reported {
  /** Last week's sheet in the same workbook serves where the county has none. */
  source: 'county' | 'workbook'
  /** The week. */
  before: string
  etag: string | null
  /** What the county has decided of the unit's reasons; absent in what an earlier pane kept. */
  decisions?: ExplanationDecision[]
}

/** A fix that was applied: what was there before, to put it back. */
export interface Applied {
  before: WrittenPatch
  after: Patch
  /** Whom the row is about: rows come, go and are sorted. Null: the cell's place says it. */
  record: string | null
}

export interface EnrolTrouble {
  kind: 'refused' | 'unreachable' | 'expired'
  /** What the server said. */
  detail: string | null
}

/** What is wrong with a form, at its place: a JSON pointer into it (RFC 6901). */
export interface Fault {
  pointer: string
  detail: string
}

/** A form that is made of a sheet, or changed on one. */
export interface Drafting {
  sheet: string
  /** Unit that it is defined for, with all below. */
  unit: string
  /** Its id may still be chosen. */
  isNew: boolean
  /** What the edits are made to. */
  original: Form
  edits: FormEdits
  /** As edited. */
  form: Form
  figures: FigureChoice[]
  faults: Fault[]
  /** How the sheet reads with it; null: not at all, or not known yet. */
  report: SheetReport | null
  saving: boolean
  /** Why it was not saved: the county's words, or `unreachable`. */
  refusal: string | null
}

export interface PaneState {
  lang: Lang
  /** In force for the person's unit; the built-in ones until the county has said. */
  forms: Form[]
  /** Form → unit that defined it; the built-in ones are not listed. */
  definedBy: Record<string, string>
  drafting: Drafting | null
  /** A sheet that no form could be drafted of. */
  noDraft: { sheet: string; why: NoDraft['why'] | 'unreachable' } | null

  /** Name of the workbook's file. */
  book: string
  sheets: SheetInfo[]
  /** The sheet in front. */
  active: string | null
  looks: Record<string, Look>
  /** The sheet in front is being read or checked. */
  reading: boolean
  /**
   * What went wrong; `not-kept`: this machine has no room for what was to be sent; `not-remembered`: the
   * workbook does not take in what the person said.
   */
  trouble: WorkbookTrouble | 'not-kept' | 'not-remembered' | null
  /** What is marked in the sheets; null: nothing was. */
  marks: Mark[] | null
  /** Fixes that can be undone, the last one last. */
  applied: Applied[][]
  /** Of the fixes last applied or undone, those left alone because somebody has edited there since. */
  leftAlone: number

  /** What the person chose in place of what the sheets say. */
  choices: Choice[]
  unit: string | null
  /** Sheet → sent along or not, where the person decided otherwise than proposed. */
  alongside: Record<string, boolean>
  reasons: Reason[]
  /** What was said of columns that are not guessed at, in this workbook and in the unit's others. */
  columns: ColumnAnswer[]
  /** What was said in the unit's others. */
  remembered: ColumnAnswer[]

  /** Null: not enrolled. */
  me: Me | null
  enrolling: boolean
  enrolTrouble: EnrolTrouble | null
  online: boolean

  /** By `unit/form/period`. */
  known: Record<string, Known>
  /** By unit and period. */
  deadlines: Record<string, Period>
  /** By unit and form. */
  pasts: Record<string, Past>
  waiting: Outgoing[]
  /** Ids of those acknowledged since the pane was opened. */
  acknowledged: string[]
  submitting: boolean
}

export function initialState(lang: Lang, forms: Form[]): PaneState {
  return {
    lang,
    forms,
    definedBy: {},
    drafting: null,
    noDraft: null,
    book: '',
    sheets: [],
    active: null,
    looks: {},
    reading: true,
    trouble: null,
    marks: null,
    applied: [],
    leftAlone: 0,
    choices: [],
    unit: null,
    alongside: {},
    reasons: [],
    columns: [],
    remembered: [],
    me: null,
    enrolling: false,
    enrolTrouble: null,
    online: true,
    known: {},
    deadlines: {},
    pasts: {},
    waiting: [],
    acknowledged: [],
    submitting: false,
  }
}
