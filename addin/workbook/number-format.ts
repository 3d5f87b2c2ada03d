import type { Patch } from '../../shared/read/table.ts'

const GENERAL = 'General'

type Kind = 'text' | 'date' | 'percent' | 'plain'

/** What a number looks like under a format: `43888`, `2020-02-27`, `4388800%`. */
export function kindOf(format: string): Kind {
  // Without what is shown as it stands, paddings, fillings, colours and conditions.
  const code = format.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
  if (code === '@') return 'text'
  if (/[ymdhs]/i.test(code)) return 'date'
  return code.includes('%') ? 'percent' : 'plain'
}

/**
 * The number format a cell needs to show a new value as what it is; null where it may keep its own.
 * A day under `0.00` is seen as 43888.00, a head count under `yyyy-mm-dd` as a day of 1900, and under
 * `@` Excel takes a number for text as soon as somebody touches the cell.
 * @param present number format of the cell
 */
export function formatNeeded(
  { value, format = GENERAL }: Pick<Patch, 'value' | 'format'>,
  present: string,
): string | null {
  if (typeof value !== 'number') return null
  return kindOf(format) === kindOf(present) ? null : format
}
