import { extname } from 'node:path'
import { patchOf } from '../../shared/check/fix.ts'
import type { Form } from '../../shared/forms/form.ts'
import type { InspectOptions, SheetReport } from '../../shared/inspect.ts'
import type { Patch } from '../../shared/read/table.ts'
import { openWorkbookFile } from '../workbook/file.ts'
import { patchFile } from '../workbook/patch/patch-file.ts'
import { valueText } from '../workbook/patch/value-text.ts'
import { type Arguments, UsageError } from './arguments.ts'
import { loadCatalogue } from './catalogue.ts'
import { isSameFile, readWorkbook, usable, writeOutput } from './files.ts'
import { hasErrors, inspectWorkbook } from './inspect-file.ts'
import { fileLines } from './report.ts'
import { status, type Terminal } from './terminal.ts'

/**
 * `fugong fix`: a copy of the workbook in which the safe fixes are made and nothing else is changed.
 * What is wrong with the copy is said as `check` says it.
 */
export async function fix(args: Arguments, terminal: Terminal): Promise<number> {
  const { say, lang } = terminal
  const [path = ''] = args.files
  const output = await outputFor(path, args.given.output)
  const forms = await loadCatalogue(args.given.forms, lang)
  const { period } = args.given
  const options: InspectOptions = { forms, now: terminal.today(), ...(period && { period }) }

  const { bytes, workbook } = await readWorkbook(path, lang)
  const fixes = fixesOf(inspectWorkbook(workbook, options).reports, forms)
  terminal.out([path, ...fixLines(fixes, terminal)].join('\n'))
  const patches = fixes.map(({ patch }) => patch)
  const fixed =
    fixes.length === 0 ? bytes : usable(path, lang, () => patchFile(bytes, workbook, patches))
  // Under the name of the original, which may say the unit and the week.
  const copy = usable(path, lang, () => openWorkbookFile(fixed, path))
  await writeOutput(output, fixed)
  const done = fixes.length === 0 ? 'fixesNone' : 'fixesDone'
  terminal.out(say(done, { count: fixes.length, file: output }))

  const inspected = inspectWorkbook(copy, options)
  const left = { ...inspected, file: output, trouble: null }
  terminal.out(fileLines(left, { say, lang, forms }, {}).join('\n'))
  return hasErrors(inspected.reports) ? status.errors : status.fine
}

/** @throws UsageError unless it is another file, of the same kind */
async function outputFor(path: string, output: string | undefined): Promise<string> {
  if (output === undefined) throw new UsageError('optionMissing', { option: '-o' })
  if (await isSameFile(path, output)) throw new UsageError('outputIsInput', {}, output)
  const [kind, outputKind] = [extname(path).toLowerCase(), extname(output).toLowerCase()]
  // Excel refuses to open a file whose name says something else than its content.
  if (outputKind && outputKind !== kind) throw new UsageError('outputKind', { kind }, output)
  return output
}

interface Fix {
  patch: Patch
  /** What stands there, as the finding quotes it. */
  text: string
  field: string | undefined
  form: Form | undefined
}

/** Safe fixes, one a cell: tables that share cells find the same in them. */
function fixesOf(reports: SheetReport[], forms: Form[]): Fix[] {
  const fixes = new Map<string, Fix>()
  for (const { sheet, form: id, findings } of reports) {
    const form = forms.find((one) => one.id === id)
    for (const finding of findings) {
      const patch = patchOf(sheet, finding, form ? [form] : [])
      const key = `${sheet}!${finding.cell}`
      if (!patch || fixes.has(key)) continue
      fixes.set(key, { patch, form, field: finding.field, text: String(finding.params.text ?? '') })
    }
  }
  return [...fixes.values()]
}

function fixLines(fixes: Fix[], { say, lang }: Terminal): string[] {
  const sheets = Map.groupBy(fixes, ({ patch }) => patch.sheet)
  return [...sheets].flatMap(([sheet, list]) => [
    `  [${sheet}]`,
    ...list.map(({ patch, text, field, form }) => {
      const title = form?.fields.find(({ id }) => id === field)?.title[lang]
      return `    ${say('fixLine', { cell: patch.cell, title, text, value: valueText(patch) })}`
    }),
  ])
}
