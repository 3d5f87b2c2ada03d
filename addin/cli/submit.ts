import { createHash } from 'node:crypto'
import type { Finding } from '../../shared/check/finding.ts'
import type { InspectOptions } from '../../shared/inspect.ts'
import { describe } from '../../shared/messages/index.ts'
import type { Receipt } from '../../shared/protocol/submission.ts'
import type { ApiClient, Stored, SubmitOutcome } from '../client/api.ts'
import type { FileWorkbook } from '../workbook/file.ts'
import { type Arguments, UsageError } from './arguments.ts'
import { loadCatalogue } from './catalogue.ts'
import { readWorkbook } from './files.ts'
import { hasErrors, inspectFile, inspectWorkbook } from './inspect-file.ts'
import { acceptedReasons, type Past, reportedBefore, sinceReported } from './look-back.ts'
import type { MessageId } from './messages.ts'
import { parcelOfNothing } from './nothing.ts'
import { type Parcel, parcelsOf } from './parcels.ts'
import { fileLines, findingLines } from './report.ts'
import { formsInForce, serverOf, usageErrorOf } from './server.ts'
import { status, type Terminal, troubleLine } from './terminal.ts'

/**
 * `fugong submit`: checks the files, also against what each unit reported before, and sends one report
 * for each form, unit and week in them. Everything is read and addressed before anything is sent; a
 * file with errors stays here whole. Without a file it sends that there is nothing, or why it cannot be
 * reported.
 */
export async function submit(args: Arguments, terminal: Terminal): Promise<number> {
  const { unit, period } = args.given
  const { say, lang } = terminal
  const { server, api } = serverOf(args, terminal)
  const me = unit === undefined ? await api.me().catch(raise(server)) : null
  const own = unit ?? me?.unit?.id ?? me?.units[0]?.id
  const inForce = own === undefined ? undefined : await formsInForce(api, own).catch(raise(server))
  const forms = await loadCatalogue(args.given.forms, lang, inForce)
  const options: InspectOptions = { forms, now: terminal.today() }
  const given = args.given.previous
  const before = given === undefined ? null : (await inspectFile(given, options, lang)).reports
  const tables = before?.flatMap(({ table }) => table ?? [])
  const previous = tables && { period: null, previous: tables, history: [] }
  const statuses: number[] = []

  async function attempt(work: () => Promise<number>): Promise<void> {
    try {
      statuses.push(await work())
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      terminal.err(troubleLine(error, say))
      statuses.push(status.unusable)
    }
  }

  /**
   * Says what has changed since the unit's last report, and which accepted reasons go along.
   * @returns the report with them, and the errors that nobody has accepted a reason for
   */
  async function compared(
    parcel: Parcel,
    workbook: FileWorkbook,
  ): Promise<{ parcel: Parcel; errors: Finding[] }> {
    const own = parcel.reports.flatMap(({ sheet, findings }) =>
      findings.map((finding) => ({ sheet, finding })),
    )
    // Of reasons only the county knows, whatever the report is held against.
    const known =
      previous && !hasErrors(parcel.reports) ? nothingDecided : await reportedBefore(api, parcel)
    const past = previous ? { ...(known ?? nothingDecided), ...previous } : known
    const trouble = (text: string) =>
      terminal.err(say('fileTrouble', { file: parcel.file, trouble: text }))
    if (!past) trouble(say('pastUnknown'))
    const since = past ? sinceReported(parcel, workbook, options, past) : []
    if (since.length > 0) {
      const period = past?.period ?? undefined
      trouble(say('sinceReported', { form: parcel.form.title[lang], period }))
      const findings = since.map(({ finding }) => finding)
      for (const line of findingLines({ form: parcel.form.id, findings }, { say, lang, forms })) {
        terminal.err(line)
      }
    }
    const found = [...own, ...since]
    const carried = acceptedReasons(parcel, found, past ?? nothingDecided)
    for (const { explanation } of carried) {
      const { cell, reason } = explanation
      trouble(say('reasonCarried', { cell: cell ?? undefined, reason }))
    }
    const excused = new Set(carried.map(({ finding }) => finding))
    const explanations = carried.map(({ explanation }) => explanation)
    return {
      parcel: { ...parcel, submission: { ...parcel.submission, explanations } },
      errors: found
        .map(({ finding }) => finding)
        .filter((finding) => finding.severity === 'error' && !excused.has(finding)),
    }
  }

  const nothing = args.zero || args.given.reason !== undefined
  const parcels: Parcel[] = nothing
    ? [parcelOfNothing(args, { forms, me, unit, period, note: () => {} })]
    : []
  for (const path of args.files) {
    await attempt(async () => {
      const { workbook } = await readWorkbook(path, lang)
      const inspected = inspectWorkbook(workbook, options)
      const note = (id: MessageId, values: Record<string, string> = {}) =>
        terminal.err(say('fileTrouble', { file: path, trouble: say(id, values) }))
      const keptBack = () => {
        note('notSubmitted')
        return status.errors
      }
      const listed = () => {
        const wording = { say, lang, forms }
        const lines = fileLines({ file: path, trouble: null, ...inspected }, wording, {})
        terminal.out(lines.join('\n'))
      }
      const wrong = hasErrors(inspected.reports)
      if (wrong) listed()
      const addressed = addressedIn()
      // What goes with no report keeps the file back: no reason can go with it either.
      const going = addressed.flatMap(({ reports }) => reports)
      if (hasErrors(inspected.reports.filter((report) => !going.includes(report)))) {
        return keptBack()
      }
      for (const parcel of addressed) {
        const other = parcels.find((one) => sameTarget(one, parcel))
        if (other) throw new UsageError('targetTwice', { other: other.file }, path)
      }
      const ready: Awaited<ReturnType<typeof compared>>[] = []
      for (const parcel of addressed) ready.push(await compared(parcel, workbook))
      if (ready.some(({ errors }) => errors.length > 0)) return keptBack()
      parcels.push(...ready.map((one) => one.parcel))
      return status.fine

      /** A file with errors that cannot be addressed stays here for its errors. */
      function addressedIn(): Parcel[] {
        try {
          return parcelsOf(path, inspected, { forms, me, unit, period, note })
        } catch (error) {
          if (wrong && error instanceof UsageError) return []
          throw error
        }
      }
    })
  }
  for (const parcel of parcels) {
    await attempt(() => send(parcel, api, server, terminal).catch(raise(server, parcel.file)))
  }
  return Math.max(...statuses)
}

const nothingDecided: Past = { period: null, previous: [], history: [], decisions: [] }

/** Passes on what an unanswered or refused call means for the person. */
function raise(server: string, file?: string): (error: unknown) => never {
  return (error) => {
    throw usageErrorOf(error, server, file)
  }
}

function sameTarget({ target: one }: Parcel, { target: other }: Parcel): boolean {
  return one.unit === other.unit && one.form === other.form && one.period === other.period
}

async function send(
  parcel: Parcel,
  api: ApiClient,
  server: string,
  terminal: Terminal,
): Promise<number> {
  const { target, submission, file } = parcel
  const current = await api.current(target)
  const base = current?.etag ?? null
  // The same report sent again after a lost answer carries the same key, and counts once.
  const idempotencyKey = createHash('sha256')
    .update(JSON.stringify([target, base, submission]))
    .digest('hex')
  const outcome = await api.submit(target, submission, { base, idempotencyKey })
  if (outcome.kind === 'received') {
    terminal.out(receiptLine(parcel, outcome.receipt, current, terminal))
    return status.fine
  }
  if (outcome.kind === 'rejected') {
    const { say, lang } = terminal
    const detail = outcome.problem.detail ?? outcome.problem.title
    terminal.err(say('fileTrouble', { file, trouble: say('rejected', { detail }) }))
    for (const finding of outcome.findings) {
      terminal.err(`  ${describe(finding, lang, parcel.form)}`)
    }
    return status.errors
  }
  throw refusal(outcome, file, server)
}

function receiptLine(
  { form, unitName, target }: Parcel,
  receipt: Receipt,
  before: Stored | null,
  { say, lang }: Terminal,
): string {
  const same = before?.submission.revision === receipt.revision
  return say(same ? 'receiptSame' : 'receipt', {
    unit: unitName,
    period: target.period,
    form: form.title[lang],
    revision: receipt.revision,
    state: say(receipt.state),
    late: receipt.late ? say('late') : undefined,
  })
}

function refusal(
  outcome: Exclude<SubmitOutcome, { kind: 'received' } | { kind: 'rejected' }>,
  file: string,
  server: string,
): UsageError {
  switch (outcome.kind) {
    case 'conflict':
      return new UsageError(
        'conflict',
        { revision: outcome.current?.submission.revision ?? '?' },
        file,
      )
    case 'signed-out':
      return new UsageError('signedOut', {}, file)
    case 'unreachable':
      return outcome.retryAfter === null
        ? new UsageError('unreachable', { server }, file)
        : new UsageError('busy', { seconds: outcome.retryAfter }, file)
    case 'locked':
    case 'refused': {
      const { title, detail = '' } = outcome.problem
      return new UsageError('problem', { title, detail }, file)
    }
  }
}
