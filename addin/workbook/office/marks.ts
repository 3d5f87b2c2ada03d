import type { Mark } from '../port.ts'
import { type Run, runsOf } from './cells.ts'
import type { OfficeHost } from './host.ts'

/**
 * Marks are conditional formats: they lie over a cell's own look and go without a trace. Each carries
 * this condition, always true, by which it is known as ours even after the workbook was closed.
 */
const OURS = '="fugong"<>""'

const FILL = { error: '#FBC8C8', warning: '#FFE9A8' }

interface Shown {
  sheet: string
  /** Excel's id of the conditional format; holds as long as the workbook is open. */
  id: string
}

/** The marks in a workbook. */
export class Marks {
  private readonly host: OfficeHost
  /** What we have put there; unknown at first, for marks may be left from an earlier time. */
  private shown: Shown[] | null = null

  constructor(host: OfficeHost) {
    this.host = host
  }

  /** Shows marks in place of those shown before: one sync, however many (more the first time). */
  async show(marks: Mark[]): Promise<void> {
    const groups = runsOf(marks, (above, below) => above.severity === below.severity)
    const [first = [], ...others] = groups
    await this.replace(first)
    for (const runs of others) await this.write([], runs)
  }

  /** Takes every mark off, also those of an earlier time. */
  async clear(): Promise<void> {
    await this.replace([])
  }

  private async replace(runs: Run<Mark>[]): Promise<void> {
    if (this.shown === null) await this.sweep()
    const old = this.shown ?? []
    try {
      await this.write(old, runs)
    } catch (error) {
      if (old.length === 0) throw error
      // Rows or sheets were deleted under our marks, and the formats with them.
      await this.sweep()
      await this.write([], runs)
    }
  }

  private async write(old: Shown[], runs: Run<Mark>[]): Promise<void> {
    if (old.length === 0 && runs.length === 0) return
    await this.host.run(async (context) => {
      const sheets = context.workbook.worksheets
      for (const { sheet, id } of old) {
        sheets.getItem(sheet).getRange().conditionalFormats.getItem(id).delete()
      }
      const added = runs.map(({ sheet, address, items }) => {
        const format = sheets.getItem(sheet).getRange(address).conditionalFormats.add('Custom')
        format.custom.rule.formula = OURS
        format.custom.format.fill.color = FILL[items[0]?.severity ?? 'warning']
        format.load('id')
        return { sheet, format }
      })
      await context.sync()
      const kept = old.length > 0 ? [] : (this.shown ?? [])
      this.shown = [...kept, ...added.map(({ sheet, format }) => ({ sheet, id: format.id }))]
    })
  }

  /** Looks through the workbook for marks of ours and takes them off. */
  private async sweep(): Promise<void> {
    const names = await this.host.run(async (context) => {
      const sheets = context.workbook.worksheets
      sheets.load('items/name')
      await context.sync()
      return sheets.items.map(({ name }) => name)
    })
    try {
      await this.sweepSheets(names)
    } catch {
      // Excel fails to read some formats that people made (office-js issue 6835); there we pass over
      // the sheets concerned rather than refuse to mark the others.
      for (const name of names) await this.sweepSheets([name]).catch(() => undefined)
    }
    this.shown = []
  }

  private async sweepSheets(names: string[]): Promise<void> {
    await this.host.run(async (context) => {
      const formats = names.map((name) => {
        const all = context.workbook.worksheets.getItem(name).getRange().conditionalFormats
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
  }
}
