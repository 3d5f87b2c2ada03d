/**
 * A reporting week on the sample workbooks, as the people of a county live it: check, correct, submit.
 * The code is that of the command line and of the pane.
 */
import { type ApiClient, apiClient } from '../../addin/client/api.ts'
import { openWorkbookFile } from '../../addin/workbook/file.ts'
import { formById, forms } from '../../shared/forms/index.ts'
import { inspect, type SheetReport } from '../../shared/inspect.ts'
import { describe } from '../../shared/messages/index.ts'
import { buildSubmission, contentHash } from '../../shared/protocol/build.ts'
import {
  correctedBytes,
  planted,
  readWorkbook,
  type SampleWorkbook,
  workbooks,
} from '../samples/load.ts'
import type { Demo } from './county.ts'
import { say } from './say.ts'

/** What became of one form of one workbook. */
type Sent = 'new' | 'same' | 'other'

export interface JobOutcome {
  /** Every step did what it should. */
  ok: boolean
  /** Submissions the server wrote; 0 when everything was there already. */
  written: number
  /** Nobody has sent anything else in the meantime, so that the totals are those of the samples. */
  untouched: boolean
}

export async function reportWorkbooks(demo: Demo): Promise<JobOutcome> {
  let ok = true
  const sent: Sent[] = []
  const fail = (zh: string, en: string) => {
    ok = false
    say(`  ✗ ${zh}`, en)
  }

  let period = ''
  for (const workbook of workbooks) {
    const file = fileName(workbook)
    if (workbook.period !== period) console.log(`  ${workbook.period}`)
    period = workbook.period
    const found = reportsOf(readWorkbook(workbook.path), workbook)
    const wrong = findingsOf(found)
    const overlooked = planted
      .filter((mistake) => mistake.file === workbook.path)
      .filter(({ sheet, cell, rule }) => !wrong.some((one) => one.key === key(sheet, cell, rule)))
    for (const { cell, rule } of overlooked) {
      fail(`${file} ${cell ?? ''} 的错误未查出（${rule}）。`, 'A planted mistake was not found.')
    }
    const errors = wrong.filter(({ severity }) => severity === 'error')
    const records = found.reduce((sum, report) => sum + report.records, 0)
    console.log(`    ${workbook.name}《${file}》${records} 行，${errors.length} 处错误`)
    for (const { sentence } of errors) console.log(`      ${sentence}`)
    if (workbook.late) {
      say('      尚未报送，留给您在网页里试。', 'Not reported: left for you to try.')
      continue
    }

    const corrected = reportsOf(await correctedBytes(workbook.path), workbook)
    const left = findingsOf(corrected).filter(({ severity }) => severity === 'error')
    if (left.length > 0) fail(`${file} 改正后仍有错误。`, 'Errors remain after the correction.')
    try {
      sent.push(...(await submitAll(demo, workbook, corrected)))
    } catch (error) {
      fail(`${file}：${error instanceof Error ? error.message : error}`, 'It was not taken.')
    }
  }

  const count = (kind: Sent) => sent.filter((one) => one === kind).length
  const written = count('new')
  console.log(`\n  新收 ${written} 份，内容相同、未重复写入 ${count('same')} 份`)
  console.log(
    `  (${written} submissions new, ${count('same')} the same as before: nothing written)`,
  )
  if (count('other') > 0) {
    say(`  ${count('other')} 份县里已有别的版本，予以保留。`, 'Other revisions were kept.')
  }
  return { ok, written, untouched: count('other') === 0 }
}

function fileName({ path }: SampleWorkbook): string {
  return path.replace(/^.*\//, '')
}

/** Every table of ours in a workbook. */
function reportsOf(bytes: Uint8Array, workbook: SampleWorkbook): SheetReport[] {
  const { period, asOf } = workbook
  const file = fileName(workbook)
  return openWorkbookFile(bytes, file)
    .sheets.flatMap(({ grid }) => inspect(grid, { forms, now: asOf, period, file }))
    .filter(({ table }) => table !== null)
}

const key = (sheet: string, cell: string | null, rule: string) => `${sheet} ${cell} ${rule}`

function findingsOf(reports: SheetReport[]) {
  return reports.flatMap(({ sheet, form, findings }) =>
    findings.map((finding) => ({
      key: key(sheet, finding.cell, finding.rule),
      severity: finding.severity,
      sentence: describe(finding, 'zh', formById(form ?? '')),
    })),
  )
}

async function submitAll(
  demo: Demo,
  { unit, period, path, asOf }: SampleWorkbook,
  reports: SheetReport[],
): Promise<Sent[]> {
  const client = apiClient({ server: demo.url, token: demo.reporters[unit], fetch })
  const sent: Sent[] = []
  for (const form of forms) {
    const tables = reports.flatMap(({ table }) => (table?.form === form.id ? [table] : []))
    if (tables.length === 0) continue
    const file = path.replace(/^.*\//, '')
    const submission = buildSubmission(tables, form, { asOf, file })
    sent.push(await submitOne(client, { unit, form: form.id, period }, submission))
  }
  return sent
}

async function submitOne(
  client: ApiClient,
  target: Parameters<ApiClient['submit']>[0],
  submission: Parameters<ApiClient['submit']>[1],
): Promise<Sent> {
  const hash = await contentHash(submission)
  const before = await client.current(target)
  // What a person has sent since stays; the same content is sent again to see that nothing is written.
  if (before && before.submission.hash !== hash) return 'other'
  const outcome = await client.submit(target, submission, { base: null, idempotencyKey: hash })
  if (outcome.kind !== 'received') throw new Error(JSON.stringify(outcome))
  if (!before) return 'new'
  if (outcome.receipt.revision !== before.submission.revision) throw new Error('written twice')
  return 'same'
}
