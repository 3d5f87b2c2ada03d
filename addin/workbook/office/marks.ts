import type { Mark } from '../port.ts'
import { runsOf } from './cells.ts'
import type { OfficeHost } from './host.ts'

/**
 * Marks are conditional formats: they lie over a cell's own look and go without a trace. Each carries
 * this condition, always true, by which it is known as ours even after the workbook was closed.
 */
const OURS = '="fugong"<>""'

const FILL = { error: '#FBC8C8', warning: '#FFE9A8' }

/** Marks in a workbook. Knows whether there may be any, to save looking when there are none. */
export class Marks {
  private readonly host: OfficeHost
  /** No mark of ours is in the workbook; unknown at first, marks may be left from an earlier time. */
  private clean = false

  constructor(host: OfficeHost) {
    this.host = host
  }

  /** Shows marks in place of those shown before: one sync, however many, once old ones are gone. */
  async show(marks: Mark[]): Promise<void> {
    const groups = runsOf(marks, (above, below) => above.severity === below.severity)
    if (!this.clean) await this.clear()
    if (groups.length > 0) this.clean = false
    for (const runs of groups) {
      await this.host.run(async (context) => {
        for (const { sheet, address, items } of runs) {
          const range = context.workbook.worksheets.getItem(sheet).getRange(address)
          const format = range.conditionalFormats.add('Custom')
          format.custom.rule.formula = OURS
          format.custom.format.fill.color = FILL[items[0]?.severity ?? 'warning']
        }
        await context.sync()
      })
    }
  }

  /** Takes every mark off, whoever's session it came from. */
  async clear(): Promise<void> {
    await this.host.run(async (context) => {
      const sheets = context.workbook.worksheets
      sheets.load('items/name')
      await context.sync()
      const formats = sheets.items.map((sheet) => {
        const all = sheet.getRange().conditionalFormats
        all.load('items/type,items/customOrNullObject/rule/formula')
        return all
      })
      await context.sync()
      const ours = formats
        .flatMap((all) => all.items)
        .filter((one) => one.type === 'Custom' && one.customOrNullObject.rule.formula === OURS)
      for (const one of ours) one.delete()
      if (ours.length > 0) await context.sync()
    })
    this.clean = true
  }
}
