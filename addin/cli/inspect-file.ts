import type { AcrossResult } from '../../shared/check/across.ts'
import { type InspectOptions, inspect, type SheetReport } from '../../shared/inspect.ts'
import type { Lang } from '../../shared/messages/index.ts'
import { together } from '../../shared/together.ts'
import type { FileWorkbook } from '../workbook/file.ts'
import { readWorkbook } from './files.ts'

/** All tables of a workbook. */
export interface InspectedFile {
  /** File name, without its folder. */
  name: string
  reports: SheetReport[]
  /** The rules across forms, for each unit and week in it. */
  across: AcrossResult[]
  hiddenSheets: string[]
}

/** @throws UsageError when the file cannot be read */
export async function inspectFile(
  path: string,
  options: InspectOptions,
  lang: Lang,
): Promise<InspectedFile> {
  const { workbook } = await readWorkbook(path, lang)
  return inspectWorkbook(workbook, options)
}

export function inspectWorkbook(
  { name, sheets }: FileWorkbook,
  options: InspectOptions,
): InspectedFile {
  const reports = sheets.flatMap(({ grid }) => inspect(grid, { ...options, file: name }))
  const hiddenSheets = sheets.filter(({ hidden }) => hidden).map((sheet) => sheet.name)
  const { forms, now } = options
  return { name, ...together(reports, { forms, now, hidden: hiddenSheets }), hiddenSheets }
}

/** Errors, or a table that looks like ours and cannot be mapped. */
export function hasErrors(reports: SheetReport[]): boolean {
  return reports.some(({ form, findings }) =>
    form === null ? findings.length > 0 : findings.some(({ severity }) => severity === 'error'),
  )
}
