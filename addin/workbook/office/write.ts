import type { Cell } from '../../../shared/grid/grid.ts'
import type { Patch } from '../../../shared/read/table.ts'
import { formatNeeded } from '../number-format.ts'
import type { WrittenPatch } from '../port.ts'
import { runsOf } from './cells.ts'
import type { OfficeHost } from './host.ts'

/** Number format under which Excel keeps all that is written as text, numbers too. */
const TEXT_FORMAT = '@'
const GENERAL = 'General'

/**
 * Writes single cells: one sync to learn their number formats, one to write.
 * @returns the number formats that were replaced, by the patch that needed another
 */
export async function writeCells(
  host: OfficeHost,
  patches: WrittenPatch[],
): Promise<Map<Patch, string>> {
  const replaced = new Map<Patch, string>()
  for (const runs of runsOf(patches)) {
    await host.run(async (context) => {
      const written = runs.map(({ sheet, address, items }) => {
        const range = context.workbook.worksheets.getItem(sheet).getRange(address)
        range.load('numberFormat')
        return { range, items }
      })
      await context.sync()
      for (const { range, items } of written) {
        const present = range.numberFormat.map(([format]) => String(format))
        const formats = items.map((patch, row) => [
          patch.formatBefore ?? formatNeeded(patch, present[row] ?? GENERAL),
        ])
        if (formats.some(([format]) => format !== null)) range.numberFormat = formats
        range.values = items.map(({ value }, row) => [
          (formats[row]?.[0] ?? present[row]) === TEXT_FORMAT && typeof value !== 'number'
            ? (value ?? '')
            : asTyped(value),
        ])
        for (const [row, patch] of items.entries()) {
          const [before, after] = [present[row], formats[row]?.[0] ?? null]
          if (before !== undefined && after !== null) replaced.set(patch, before)
        }
      }
      await context.sync()
    })
  }
  return replaced
}

/**
 * A value so that Excel keeps it as it is. Excel reads what it is given as if it had been typed, so a
 * text that could be taken for a number, a date or a formula gets the apostrophe with which a person
 * would type it; the apostrophe does not become part of the text. `''` clears (null would leave the cell).
 */
export function asTyped(value: Cell): string | number | boolean {
  if (typeof value !== 'string') return value ?? ''
  const mistakable = /\p{Nd}|^[=+\-@'＝＋－＠#]|^(?:true|false)$/iu.test(value)
  return mistakable ? `'${value}` : value
}

/**
 * Writes rows into a sheet of ours: the one remembered under this name, or a new one. A sheet of the
 * same name that a person made is never written over.
 * @throws Error when the name is taken by such a sheet
 */
export function writeWholeSheet(host: OfficeHost, name: string, rows: Cell[][]): Promise<void> {
  return host.run(async (context) => {
    const key = `fugong.sheet.${name}`
    const existing = context.workbook.worksheets.getItemOrNullObject(name)
    existing.load('id')
    const ours = context.workbook.settings.getItemOrNullObject(key)
    ours.load('value')
    await context.sync()
    let sheet = existing
    if (existing.isNullObject) sheet = context.workbook.worksheets.add(name)
    else if (ours.isNullObject || ours.value !== existing.id) {
      throw new Error(`${name}: this sheet was not made by Fugong`)
    } else existing.getRange().clear()
    sheet.load('id')
    const width = Math.max(0, ...rows.map((row) => row.length))
    if (width > 0) {
      sheet.getRangeByIndexes(0, 0, rows.length, width).values = rows.map((row) =>
        Array.from({ length: width }, (_, column) => asTyped(row[column] ?? null)),
      )
    }
    await context.sync()
    context.workbook.settings.add(key, sheet.id)
    await context.sync()
  })
}
