/**
 * A reporting week on the sample workbooks, as the people of a county live it: check, correct, submit.
 * Reading, checking and addressing are the command line's, sending is the pane's and the command line's.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { UsageError } from '../../addin/cli/arguments.ts'
import { hasErrors, type InspectedFile, inspectFile } from '../../addin/cli/inspect-file.ts'
import { sayIn } from '../../addin/cli/messages.ts'
import { type Parcel, parcelsOf } from '../../addin/cli/parcels.ts'
import { troubleLine } from '../../addin/cli/terminal.ts'
import { type ApiClient, apiClient } from '../../addin/client/api.ts'
import { formById, forms } from '../../shared/forms/index.ts'
import { describe } from '../../shared/messages/index.ts'
import { shanghaiDay } from '../../shared/periods/periods.ts'
import { contentHash } from '../../shared/protocol/build.ts'
import { correctedBytes, planted, type SampleWorkbook, workbooks } from '../samples/load.ts'
import type { Demo } from './county.ts'
import { root } from './tools.ts'

export interface JobOutcome {
  /** Every step did what it should. */
  ok: boolean
  /** Nobody has sent anything else in the meantime, so that the totals are those of the samples. */
  untouched: boolean
}

/** What became of one report. `other`: a person has sent something else since, and that stays. */
type Sent = 'new' | 'same' | 'other'

export interface JobOptions {
  demo: Demo
  /** Where the corrected workbooks go. */
  folder: string
  /** Where each step is told. */
  print: (line: string) => void
}

export async function reportWorkbooks(options: JobOptions): Promise<JobOutcome> {
  const { print } = options
  const sent: Sent[] = []
  let ok = true
  let period = ''
  for (const workbook of workbooks) {
    if (workbook.period !== period) print(`  ${workbook.period}`)
    period = workbook.period
    try {
      await checkPlanted(workbook, print)
      if (workbook.late) {
        print('      尚未报送，留给您在网页里试。 Not reported: left for you to try.')
      } else {
        sent.push(...(await correctAndSend(workbook, options)))
      }
    } catch (error) {
      ok = false
      print(`    ✗ ${basename(workbook.path)}：${reason(error)}`)
    }
  }

  const count = (kind: Sent) => sent.filter((one) => one === kind).length
  print(`\n  新收 ${count('new')} 份；内容相同、未重复写入 ${count('same')} 份`)
  print(`  ${count('new')} reports new; ${count('same')} the same as before, nothing written`)
  if (count('other') > 0) {
    print(`  ${count('other')} 份县里已有别的版本，予以保留。 Other revisions were kept.`)
  }
  return { ok, untouched: count('other') === 0 }
}

function reason(error: unknown): string {
  if (error instanceof UsageError) return troubleLine(error, sayIn('zh'))
  return error instanceof Error ? error.message : String(error)
}

function inspected(path: string): Promise<InspectedFile> {
  return inspectFile(path, { forms, now: shanghaiDay(new Date().toISOString()) }, 'zh')
}

/** Checks a workbook as it came. @throws Error where a planted mistake was not found */
async function checkPlanted({ path, name }: SampleWorkbook, print: JobOptions['print']) {
  const { reports } = await inspected(join(root, 'test/samples', path))
  const found = reports.flatMap(({ sheet, form, findings }) =>
    findings.map((finding) => ({ sheet, form, finding })),
  )
  const errors = found.filter(({ finding }) => finding.severity === 'error')
  const records = reports.reduce((sum, report) => sum + report.records, 0)
  print(`    ${name}《${basename(path)}》${records} 行，${errors.length} 处错误`)
  for (const { form, finding } of errors) {
    print(`      ${describe(finding, 'zh', formById(form ?? ''))}`)
  }
  for (const { file, sheet, cell, rule } of planted) {
    const isFound = found.some(
      (one) => one.sheet === sheet && one.finding.cell === cell && one.finding.rule === rule,
    )
    if (file === path && !isFound) throw new Error(`${sheet} ${cell}：${rule} 未查出 not found`)
  }
}

/** @throws Error where anything of it went wrong */
async function correctAndSend(
  { path, unit, period }: SampleWorkbook,
  { demo, folder, print }: JobOptions,
): Promise<Sent[]> {
  const corrected = join(folder, 'corrected', path)
  mkdirSync(dirname(corrected), { recursive: true })
  writeFileSync(corrected, await correctedBytes(path))
  const file = await inspected(corrected)
  if (hasErrors(file.reports)) throw new Error('改正后仍有错误 errors remain after the correction')

  const api = apiClient({ server: demo.url, token: demo.reporters[unit], fetch })
  const me = await api.me()
  const note: Parameters<typeof parcelsOf>[2]['note'] = (id, values) =>
    print(`      ${sayIn('zh')(id, values)}`)
  const parcels = parcelsOf(corrected, file, {
    forms,
    me,
    unit: undefined,
    period: undefined,
    note,
  })
  const sent: Sent[] = []
  for (const parcel of parcels) {
    const { target } = parcel
    if (target.unit !== unit || target.period !== period) {
      throw new Error(`认成了 taken for ${target.unit} ${target.period}`)
    }
    sent.push(await send(api, parcel))
  }
  return sent
}

async function send(api: ApiClient, { target, submission }: Parcel): Promise<Sent> {
  const before = (await api.current(target))?.submission ?? null
  const hash = await contentHash(submission)
  if (before && before.hash !== hash) return 'other'
  // What is there already is sent again all the same, to see that nothing is written.
  const outcome = await api.submit(target, submission, { base: null, idempotencyKey: hash })
  if (outcome.kind !== 'received') throw new Error(JSON.stringify(outcome))
  if (!before) return 'new'
  if (outcome.receipt.revision !== before.revision) throw new Error('重复写入 written twice')
  return 'same'
}
