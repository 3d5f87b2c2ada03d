import { draftForm, isForm, type NoDraft } from '../../shared/forms/draft/draft.ts'
import type { Form } from '../../shared/forms/form.ts'
import { inspect } from '../../shared/inspect.ts'
import { displayExact } from '../../shared/tally/display.ts'
import type { FileSheet } from '../workbook/file.ts'
import { type Arguments, UsageError } from './arguments.ts'
import { loadCatalogue } from './catalogue.ts'
import { isSameFile, readWorkbook, writeOutput } from './files.ts'
import type { MessageId } from './messages.ts'
import { status, type Terminal } from './terminal.ts'

const reasons: Record<NoDraft['why'], MessageId> = {
  'no-table': 'draftNoTable',
  'no-records': 'draftNoRecords',
  'unclear-columns': 'draftUnclear',
}

/**
 * `fugong draft`: proposes a form for a table that is none of ours, as JSON to be looked over, tried
 * with `check --forms` and uploaded. Without `-o` it is printed.
 */
export async function draft(args: Arguments, terminal: Terminal): Promise<number> {
  const { say, lang } = terminal
  const [path = ''] = args.files
  const forms = await loadCatalogue(args.given.forms, lang)
  const { output } = args.given
  if (output !== undefined && (await isSameFile(path, output)))
    throw new UsageError('outputIsInput', {}, output)
  const { workbook } = await readWorkbook(path, lang)
  const options = { forms, now: terminal.today(), file: workbook.name }
  const { sheet, form } = draftOf(path, sheetsOf(path, workbook.sheets, args.given.sheet), options)
  const json = `${JSON.stringify(form, null, 2)}\n`
  if (output === undefined) {
    terminal.out(json)
    return status.fine
  }
  await writeOutput(output, json)
  const reports = inspect(sheet.grid, { ...options, forms: [...forms, form] })
  const report = reports.find((one) => one.form === form.id)
  const figures = form.indicators.map(
    (one) => `${one.title[lang]} ${displayExact(report?.tally[one.id] ?? null, one, lang)}`,
  )
  terminal.out(
    say('draftWritten', {
      sheet: sheet.grid.sheet,
      form: form.title[lang],
      id: form.id,
      fields: form.fields.length,
      file: output,
    }),
  )
  if (report) {
    const records = report.records
    terminal.out(say('draftReads', { records, figures: figures.join(lang === 'zh' ? '，' : ', ') }))
  } else {
    const other = forms.find(({ id }) => reports.some((one) => one.form === id))
    terminal.out(say('draftTaken', { form: other?.title[lang] }))
  }
  return status.fine
}

/** @throws UsageError when there is no such sheet */
function sheetsOf(path: string, sheets: FileSheet[], name: string | undefined): FileSheet[] {
  if (name === undefined) return sheets.filter(({ hidden }) => !hidden)
  const found = sheets.filter(({ grid }) => grid.sheet === name)
  if (found.length > 0) return found
  const all = sheets.map(({ grid }) => grid.sheet).join(', ')
  throw new UsageError('sheetUnknown', { sheet: name, sheets: all }, path)
}

/** The first sheet that has a table. @throws UsageError with the reason of the first that has none */
function draftOf(
  path: string,
  sheets: FileSheet[],
  options: { forms: Form[]; now: string; file: string },
): { sheet: FileSheet; form: Form } {
  let why: NoDraft['why'] | null = null
  for (const sheet of sheets) {
    const form = draftForm(sheet.grid, options)
    if (isForm(form)) return { sheet, form }
    why ??= form.why
  }
  throw new UsageError(reasons[why ?? 'no-table'], {}, path)
}
