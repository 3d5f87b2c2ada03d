/**
 * What a form is: data only, no code, so that a county can define one in JSON in the very same shape.
 */
import type { ListDefinition } from '../lists/list.ts'

/** Wording in both languages. */
export interface Text {
  zh: string
  en: string
}

/**
 * What the cells of a field hold; decides how a cell is read.
 * - `text` as typed · `code` an identifier (kept as text, never a number)
 * - `count` whole number ≥ 0 · `number` any number · `amount` money in yuan (a header 万元 scales it)
 * - `percent` a share as a fraction (0.685) · `date` a day as `YYYY-MM-DD`
 * - `flag` yes/no · `choice` one of `choices`
 */
export type FieldType =
  | 'text'
  | 'code'
  | 'count'
  | 'number'
  | 'amount'
  | 'percent'
  | 'date'
  | 'flag'
  | 'choice'

export interface Choice {
  value: string
  title: Text
  /** Wordings in cells that mean this choice, besides its title. */
  words: string[]
}

export interface Field {
  id: string
  title: Text
  /**
   * Header wordings that mean this field, besides its title; written without units and brackets.
   * A group header over the column is joined in front: `员工情况` over `总数` is read as `员工总数`
   * and as `总数`.
   */
  synonyms: string[]
  /**
   * Whole families of wordings, in two signs: `{a|b}` one of them, `[a|b]` one of them or none:
   * `[企业]{职工|员工}{总数|人数}`.
   */
  families?: string[]
  /**
   * Short wordings that could be of any sheet (人数, 日期): they mean this field only where the title
   * or the tab names the form, and where no column says it better.
   */
  underTitle?: string[]
  type: FieldType
  /** Unit of measure of the values, e.g. `人`. */
  unit?: Text
  /** Every record must have it. */
  required?: boolean
  /** Never leaves the workbook. */
  personal?: boolean
  /** Merged or written once for several rows below (a village for ten rows): carried down. */
  carriesDown?: boolean
  /** For `choice`. For `flag`, wordings besides yes and no, as choices `yes` and `no`. */
  choices?: Choice[]
  /** For `choice`: the value any other wording stands for, with a word to the clerk. */
  otherwise?: string
  /**
   * For `choice`: a text field whose headers are used for this one as well; a column of short answers
   * is this field's (办理情况: what was done, or only how far it is).
   */
  insteadOf?: string
  /** A figure that may be below zero: a shortfall of -5 is 5 too many. */
  signed?: true
  /** For `date`: a span in a cell (`3天内`, `当天`) is counted from the day in this field. */
  countedFrom?: string
}

/** A value a condition compares with: a constant, another field, or a date of the period. */
export type Operand =
  | { value: string | number | boolean }
  | { field: string }
  | { date: 'asOf' | 'due' | 'expectedBy' | 'day' }

export type Comparison = '==' | '!=' | '>' | '>=' | '<' | '<='

/** Which records count. A missing value satisfies only `missing`. */
export type Condition =
  | { field: string; is: string | number | boolean | (string | number | boolean)[] }
  /** The text has one of these words in it: `医用口罩` contains 口罩. */
  | { field: string; contains: string[] }
  | { field: string; op: Comparison; than: Operand }
  | { present: string }
  | { missing: string }
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }

/** How a figure is counted from the records of one sheet. */
export type Count =
  | { count: Condition | 'all' }
  /**
   * With `each`, of several rows of one thing (a service point day by day) only the last figure adds
   * up. Rows that name none of `each` stand for themselves. `of` is a kind of goods: a sheet that
   * lists none of it says nothing of it, not zero.
   */
  | { sum: string; where?: Condition; each?: string[]; of?: Condition }
  /** Different values; of several fields together, where the last of them is filled in. */
  | { distinct: string | string[]; where?: Condition }

/**
 * How an indicator is computed from the records of one sheet, or from other indicators. `first`: by
 * the first way the sheet has columns for (a column 服务点数, else the points listed).
 */
export type Compute = Count | { first: Count[] } | { ratio: [part: string, whole: string] }

export interface Indicator {
  /** `<form>.<name>` */
  id: string
  title: Text
  unit?: Text
  /** `last`: a stock, the latest value holds. `sum`: a flow, periods add up. */
  overTime: 'last' | 'sum'
  /** `ratio`: computed again from its merged parts, never averaged. */
  overUnits: 'sum' | 'ratio'
  compute: Compute
  /** Digits after the point that a rate is printed with; 1 unless said (68.5%). */
  decimals?: number
}

export type Severity = 'error' | 'warning'

/** One side of a comparison rule: a field, a sum of fields, or a number. */
export type Side = { field: string } | { sum: string[] } | { value: number }

export interface CompareRule {
  id: string
  severity: Severity
  title: Text
  kind: 'compare'
  left: Side
  op: Comparison | 'both-or-neither' | 'not-both'
  right: Side
  /** What a missing value means: the rule is skipped if any (or all) are missing, or it counts as 0. */
  missing: 'skip-any' | 'skip-all' | 'zero'
  where?: Condition
}

/** Checks that need code; each is one file in `shared/check/`. */
export type NamedCheck =
  | 'credit-code'
  | 'duplicate'
  | 'date-not-future'
  | 'date-not-past'
  | 'vanished'
  | 'opening'
  | 'went-back'
  | 'jump'
  | 'stock-identity'
  | 'own-unit'

export interface NamedRule {
  id: string
  severity: Severity
  title: Text
  kind: 'named'
  check: NamedCheck
  fields: string[]
  where?: Condition
}

/** Every record that satisfies `where` must satisfy `must`; the title says why. */
export interface ConditionRule {
  id: string
  severity: Severity
  title: Text
  kind: 'condition'
  /** Where the finding is shown. */
  field: string
  must: Condition
  where?: Condition
}

/** Indicators, by their ids, that may not leave unsaid what they were in the weeks before. */
export interface HistoryRule {
  id: string
  severity: Severity
  title: Text
  kind: 'history'
  indicators: string[]
}

/**
 * One side of a rule across forms: a figure by its id, or a number. Without the figure the rule cannot
 * be evaluated; those in `plus` are added to it where their sheets have them.
 */
export type FigureSide = { figure: string; plus?: string[] } | { value: number }

/**
 * Holds between the figures that one unit reports on several forms, for one period. The rule belongs
 * to the form whose sheet is to be looked at when it is broken.
 */
export interface AcrossRule {
  id: string
  severity: Severity
  title: Text
  kind: 'across'
  left: FigureSide
  op: Comparison
  right: FigureSide
}

export type Rule = CompareRule | NamedRule | ConditionRule | HistoryRule | AcrossRule

/**
 * Sheets with a row per person in place of a row per village: when the column `when` is there, rows
 * are counted by `by`, and only those counts are tallied and sent.
 */
export interface RollUp {
  when: string
  by: string
  /** Field of the record → which of its rows count. */
  counts: Record<string, Condition | 'all'>
}

export interface Form {
  id: string
  version: number
  title: Text
  /** What one row is. */
  row: Text
  /** Words in a title, a sheet name or a file name that speak for this form. */
  subjects: string[]
  /**
   * For columns that many lists have: words of which one stands among the names of the rows, where the
   * title speaks of something else.
   */
  rowWords?: string[]
  /** A sheet is this form when of every group here at least one field has a column. */
  identifiedBy: string[][]
  /**
   * Fields that each name a record beyond its own sheet, the strongest first, so that what several units
   * report is counted once: a `code` proves that two records are one thing, a `text` makes it possible.
   * Left out where rows of two units are never the same thing.
   */
  identity?: string[]
  fields: Field[]
  /** How rows of another kind (one person each) become records. */
  rollUp?: RollUp
  indicators: Indicator[]
  rules: Rule[]
  /** Lists of its records that every unit can draw. */
  lists?: ListDefinition[]
  /**
   * The sentence of the bulletin. `{id}` is an indicator of this form by its short name, `{asOf}`
   * the date; a sentence part in `[…]` is left out where a figure in it is missing.
   */
  bulletin: Text
}
