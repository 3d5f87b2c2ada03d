import type { Lang } from '../../shared/messages/index.ts'

/** `alert` asks for somebody's action, `quiet` is said in passing. */
export type Tone = 'plain' | 'alert' | 'quiet'

export interface Line {
  label: string
  text: string
  tone: Tone
}

/** One figure of a table; `share` (0 to 1) is drawn as a bar under it. */
export interface Figure {
  text: string
  /** Said beside it in small type: the parts of a rate. */
  note?: string
  share?: number
  tone?: Tone
}

/** A unit of a table. Its state stands under its name in HTML, and in a column of its own in text. */
export interface UnitRow {
  name: string
  state: Figure
  cells: Figure[]
}

export type Block =
  | { kind: 'coverage'; headline: string; share: number; lines: Line[] }
  | { kind: 'prose'; title?: string; tone: Tone; paragraphs: string[] }
  | { kind: 'bars'; title: string; rows: { label: string; figure: Figure }[] }
  | { kind: 'pairs'; rows: { label: string; text: string }[] }
  | { kind: 'table'; title: string; columns: string[]; rows: UnitRow[] }

/**
 * What a mail says, before it becomes HTML and plain text. Every text in it is plain: `html.ts`
 * escapes it, so nothing typed by a person can become markup.
 */
export interface Letter {
  lang: Lang
  title: string
  meta: string
  blocks: Block[]
  /** The page on which the figures can be opened. */
  link: { label: string; href: string } | null
  footer: string
}

export interface Mail {
  subject: string
  text: string
  html: string
}
