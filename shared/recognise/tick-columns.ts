import type { Field, Form } from '../forms/form.ts'
import { columnName } from '../grid/grid.ts'
import { normalise } from '../text/normalise.ts'
import { findChoice } from '../values/choice.ts'
import type { Dictionary } from './dictionary.ts'
import type { ColumnHeader } from './header.ts'
import { parseLabel } from './label.ts'
import type { Sheet } from './sheet.ts'

/** How many rows below the header are looked at. */
const sampled = 20

const mark = /^[√✓✔☑✅○●■×✗✘vx1是]$/i

/**
 * One question asked in several columns, of which one is ticked: 是否复工 over 是 | 否, 复工情况 over
 * 全面复工 | 部分复工 | 未复工. The first of them stands for the question, the others are no columns of
 * their own.
 *
 * @param bottom last row of the header (0-based)
 */
export function withTickColumns(
  sheet: Sheet,
  bottom: number,
  headers: ColumnHeader[],
  { forms, dictionary }: { forms: Form[]; dictionary: Dictionary },
): ColumnHeader[] {
  const gone = new Set<ColumnHeader>()
  const asked = new Map<ColumnHeader, ColumnHeader>()
  for (const run of runsOf(headers)) {
    const [first] = run
    const keys = parseLabel(first?.path.at(-2) ?? '').keys
    for (const form of forms) {
      const meant = keys.map((key) => dictionary.lookUp(key)?.get(form.id)?.field)
      const field = form.fields.find(({ id, choices }) => choices && meant.includes(id))
      const choices = field && choicesOf(run, field)
      if (!first || !field || !choices || !isTicked(sheet, bottom, run)) continue
      const known = asked.get(first) ?? first
      asked.set(first, {
        ...known,
        meanings: new Map(known.meanings).set(form.id, [
          { field: field.id, strength: 1, figure: false, flow: false },
        ]),
        ticks: new Map(known.ticks).set(form.id, choices),
      })
      for (const other of run) if (other !== first) gone.add(other)
    }
  }
  return headers.flatMap((header) => (gone.has(header) ? [] : [asked.get(header) ?? header]))
}

/** Neighbours under one group. */
function runsOf(headers: ColumnHeader[]): ColumnHeader[][] {
  const runs: ColumnHeader[][] = []
  for (const header of headers) {
    const last = runs.at(-1)?.at(-1)
    const isNext =
      last !== undefined &&
      header.path.length > 1 &&
      header.column === last.column + 1 &&
      header.path.length === last.path.length &&
      header.path.slice(0, -1).every((group, depth) => group === last.path[depth])
    if (isNext) runs.at(-1)?.push(header)
    else runs.push([header])
  }
  return runs.filter(({ length }) => length > 1)
}

/** Column → the choice its label names; null where one names none, or two name the same. */
function choicesOf(run: ColumnHeader[], { choices = [] }: Field): Record<string, string> | null {
  const named = run.map(({ column, path }) => {
    const label = normalise(path.at(-1) ?? '').replace(/[([].*?[)\]]/g, '')
    return [columnName(column), findChoice(label.toLowerCase(), choices)?.value ?? ''] as const
  })
  const values = new Set(named.map(([, value]) => value))
  return values.has('') || values.size < run.length ? null : Object.fromEntries(named)
}

/** Whether what stands below are marks; a total may count them. */
function isTicked(sheet: Sheet, bottom: number, run: ColumnHeader[]): boolean {
  let [filled, marks] = [0, 0]
  for (let row = bottom + 1; row <= bottom + sampled && row < sheet.rows; row += 1) {
    for (const { column } of run) {
      const value = sheet.at(row, column)
      if (value === null) continue
      filled += 1
      if (mark.test(normalise(String(value)))) marks += 1
    }
  }
  return marks > 0 && marks >= filled * 0.6
}
