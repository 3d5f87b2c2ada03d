import type { InspectOptions } from '../../shared/inspect.ts'
import type { Tally } from '../../shared/tally/tally.ts'
import { type Arguments, UsageError } from './arguments.ts'
import { formNamed, loadCatalogue } from './catalogue.ts'
import { hasErrors, inspectFile } from './inspect-file.ts'
import { type CheckedFile, checkDocument, fileLines } from './report.ts'
import { status, type Terminal, troubleLine } from './terminal.ts'

/**
 * `fugong check`: recognises, checks and tallies every sheet of the files. A file that cannot be read
 * does not keep the others from being checked.
 */
export async function check(args: Arguments, terminal: Terminal): Promise<number> {
  const { given } = args
  const { say, lang } = terminal
  const forms = await loadCatalogue(given.forms, lang)
  const options: InspectOptions = { forms, now: terminal.today() }
  if (given.form !== undefined) options.only = formNamed(given.form, forms).id
  const before =
    given.previous === undefined ? [] : (await inspectFile(given.previous, options, lang)).reports
  const previous: Tally = Object.assign({}, ...before.map(({ tally }) => tally))
  options.previous = before.flatMap(({ table }) => table ?? [])
  if (given.unit !== undefined) options.unit = given.unit
  if (given.period !== undefined) options.period = given.period

  const files: CheckedFile[] = []
  for (const path of args.files) files.push(await checkFile(path, options, terminal))

  const wording = { say, lang, forms }
  if (args.json) terminal.out(JSON.stringify(checkDocument(files, wording), null, 2))
  else {
    for (const file of files.filter(({ trouble }) => trouble === null)) {
      terminal.out(fileLines(file, wording, previous).join('\n'))
    }
    terminal.out(summaryOf(files, terminal))
  }
  for (const { trouble } of files) if (trouble !== null) terminal.err(trouble)
  if (files.some(({ trouble }) => trouble !== null)) return status.unusable
  return files.some(({ reports }) => hasErrors(reports)) ? status.errors : status.fine
}

async function checkFile(
  path: string,
  options: InspectOptions,
  { say, lang }: Terminal,
): Promise<CheckedFile> {
  try {
    const { name: _, ...inspected } = await inspectFile(path, options, lang)
    return { file: path, ...inspected, trouble: null }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return {
      file: path,
      reports: [],
      across: [],
      hiddenSheets: [],
      trouble: troubleLine(error, say),
    }
  }
}

function summaryOf(files: CheckedFile[], { say }: Terminal): string {
  const reports = files.flatMap((file) => file.reports)
  const count = (severity: string): number =>
    reports.flatMap(({ findings }) => findings).filter((one) => one.severity === severity).length
  return say('summary', {
    files: files.length,
    tables: reports.filter(({ form }) => form !== null).length,
    errors: count('error'),
    warnings: count('warning'),
    unusable: files.filter(({ trouble }) => trouble !== null).length || undefined,
  })
}
