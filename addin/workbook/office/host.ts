/** What the adapter needs of Office.js; the tests pass the library as it runs in Node. */
export interface OfficeHost {
  run<T>(batch: (context: Excel.RequestContext) => Promise<T>): Promise<T>
  /** Runs on the context of an event handler, the only one that can take the handler off again. */
  runOn(
    context: Excel.RequestContext,
    batch: (context: Excel.RequestContext) => Promise<void>,
  ): Promise<void>
  /** Whether this Excel has the requirement set `ExcelApi` of that version. */
  supports(version: string): boolean
}

/** The part of `Office` asked about the age of this Excel. */
interface Requirements {
  context: { requirements: { isSetSupported(name: string, version?: string): boolean } }
}

/** The host of the page: Excel itself. Waits while the person is still typing into a cell. */
export function excelHost(excel: typeof Excel = Excel, office: Requirements = Office): OfficeHost {
  return {
    run: (batch) => excel.run({ delayForCellEdit: true }, batch),
    runOn: (context, batch) => excel.run(context, batch),
    supports: (version) => office.context.requirements.isSetSupported('ExcelApi', version),
  }
}

/** Why a workbook could not be read or written, as far as a person can do something about it. */
export type WorkbookTrouble = 'protected' | 'editing' | 'sheet-gone' | 'other'

/** Sorts an error of the workbook by what the person can do about it. */
export function troubleOf(error: unknown): WorkbookTrouble {
  switch (errorCode(error)) {
    case 'AccessDenied':
      return 'protected'
    case 'InvalidOperationInCellEditMode':
      return 'editing'
    case 'ItemNotFound':
      return 'sheet-gone'
    default:
      return 'other'
  }
}

function errorCode(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}
