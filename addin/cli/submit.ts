import { createHash } from 'node:crypto'
import type { InspectOptions } from '../../shared/inspect.ts'
import { describe } from '../../shared/messages/index.ts'
import type { Receipt } from '../../shared/protocol/submission.ts'
import type { ApiClient, Stored, SubmitOutcome } from '../client/api.ts'
import type { FileWorkbook } from '../workbook/file.ts'
import { type Arguments, UsageError } from './arguments.ts'
import { loadCatalogue } from './catalogue.ts'
import { readWorkbook } from './files.ts'
import { hasErrors, inspectFile, inspectWorkbook } from './inspect-file.ts'
import { reportedBefore, sinceReported } from './look-back.ts'
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
  const previous = before?.flatMap(({ table }) => table ?? [])
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

  /** Says what has changed since the unit's last report. @returns whether the report may be sent */
  async function compared(parcel: Parcel, workbook: FileWorkbook): Promise<boolean> {
    const past = previous
      ? { period: null, previous, history: [] }
      : await reportedBefore(api, parcel)
    const file = { file: parcel.file }
    if (!past) {
      terminal.err(say('fileTrouble', { ...file, trouble: say('pastUnknown') }))
      return true
    }
    const findings = sinceReported(parcel, workbook, options, past)
    if (findings.length === 0) return true
    const period = past.period ?? undefined
    const trouble = say('sinceReported', { form: parcel.form.title[lang], period })
    terminal.err(say('fileTrouble', { ...file, trouble }))
    for (const line of findingLines({ form: parcel.form.id, findings }, { say, lang, forms })) {
      terminal.err(line)
    }
    return findings.every(({ severity }) => severity !== 'error')
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
      if (hasErrors(inspected.reports)) {
        const lines = fileLines(
          { file: path, trouble: null, ...inspected },
          { say, lang, forms },
          {},
        )
        terminal.out(lines.join('\n'))
        note('notSubmitted')
        return status.errors
      }
      const addressed = parcelsOf(path, inspected, { forms, me, unit, period, note })
      for (const parcel of addressed) {
        const other = parcels.find((one) => sameTarget(one, parcel))
        if (other) throw new UsageError('targetTwice', { other: other.file }, path)
      }
      const may: boolean[] = []
      for (const parcel of addressed) may.push(await compared(parcel, workbook))
      if (may.includes(false)) {
        note('notSubmitted')
        return status.errors
      }
      parcels.push(...addressed)
      return status.fine
    })
  }
  for (const parcel of parcels) {
    await attempt(() => send(parcel, api, server, terminal).catch(raise(server, parcel.file)))
  }
  return Math.max(...statuses)
}

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
