import { excelHost, type OfficeHost } from './office/host.ts'
import { Marks } from './office/marks.ts'
import { readAreas, readSheet } from './office/read.ts'
import { writeCells, writeWholeSheet } from './office/write.ts'
import type { Change, Workbook } from './port.ts'

/** The open workbook of Excel. Every method is one batch; what is asked for is asked for at once. */
export function officeWorkbook(host: OfficeHost = excelHost()): Workbook {
  const marks = new Marks(host)

  return {
    name: () =>
      host.run(async (context) => {
        context.workbook.load('name')
        await context.sync()
        return context.workbook.name
      }),

    sheets: () =>
      host.run(async (context) => {
        const sheets = context.workbook.worksheets
        sheets.load('items/id,items/name,items/visibility')
        await context.sync()
        return sheets.items.map(({ id, name, visibility }) => ({
          id,
          name,
          hidden: visibility !== 'Visible',
        }))
      }),

    activeSheet: () =>
      host.run(async (context) => {
        const sheet = context.workbook.worksheets.getActiveWorksheet()
        sheet.load('name')
        await context.sync()
        return sheet.name
      }),

    read: (sheet) => readSheet(host, sheet),
    readAreas: (sheet, areas) => readAreas(host, sheet, areas),
    write: (patches) => writeCells(host, patches),
    writeSheet: (name, rows) => writeWholeSheet(host, name, rows),
    mark: (shown) => marks.show(shown),
    unmark: () => marks.clear(),

    select: (sheet, cell) =>
      host.run(async (context) => {
        const target = context.workbook.worksheets.getItem(sheet)
        target.activate()
        target.getRange(cell).select()
        await context.sync()
      }),

    onChange: (handler) => watchChanges(host, handler),

    onActivate: (handler) =>
      register(host, async (context) => [
        context.workbook.worksheets.onActivated.add(async ({ worksheetId }) => {
          const sheet = await sheetName(host, worksheetId)
          if (sheet !== null) handler(sheet)
        }),
      ]),

    setting: (key) =>
      host.run(async (context) => {
        const setting = context.workbook.settings.getItemOrNullObject(`fugong.${key}`)
        setting.load('value')
        await context.sync()
        return setting.isNullObject ? null : String(setting.value)
      }),

    setSetting: (key, value) =>
      host.run(async (context) => {
        context.workbook.settings.add(`fugong.${key}`, value)
        await context.sync()
      }),
  }
}

function watchChanges(host: OfficeHost, handler: (change: Change) => void) {
  async function changed(event: Excel.WorksheetChangedEventArgs) {
    // Our own fixes raise the event too; an Excel before 1.14 does not tell, there it does no harm.
    if (event.triggerSource === 'ThisLocalAddin') return
    const edited = event.changeType === 'RangeEdited'
    const sheet = await sheetName(host, event.worksheetId)
    if (sheet !== null) handler({ sheet, address: edited && event.address ? event.address : null })
  }
  return register(host, async (context) => {
    const sheets = context.workbook.worksheets
    if (host.supports('1.9')) return [sheets.onChanged.add(changed)]
    sheets.load('items/id')
    await context.sync()
    return sheets.items.map((sheet) => sheet.onChanged.add(changed))
  })
}

/**
 * An event names the sheet by its id, which stays when a person renames it; we go by its name. Null: it is
 * gone since.
 */
function sheetName(host: OfficeHost, id: string): Promise<string | null> {
  return host.run(async (context) => {
    const sheet = context.workbook.worksheets.getItemOrNullObject(id)
    sheet.load('name')
    await context.sync()
    return sheet.isNullObject ? null : sheet.name
  })
}

async function register<T>(
  host: OfficeHost,
  add: (context: Excel.RequestContext) => Promise<OfficeExtension.EventHandlerResult<T>[]>,
): Promise<() => Promise<void>> {
  const handlers = await host.run(async (context) => {
    const added = await add(context)
    await context.sync()
    return added
  })
  return async () => {
    const context = handlers[0]?.context
    if (!context) return
    await host.runOn(context as Excel.RequestContext, async (same) => {
      for (const handler of handlers) handler.remove()
      await same.sync()
    })
  }
}
