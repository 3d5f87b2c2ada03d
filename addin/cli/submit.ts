import { createHash } from 'node:crypto'
import { describe } from '../../shared/messages/index.ts'
import type { Receipt } from '../../shared/protocol/submission.ts'
import type { ApiClient, Stored, SubmitOutcome } from '../client/api.ts'
import { type Arguments, UsageError } from './arguments.ts'
import { loadCatalogue } from './catalogue.ts'
import { hasErrors, inspectFile } from './inspect-file.ts'
import { type Parcel, parcelsOf } from './parcels.ts'
import { fileLines } from './report.ts'
import { formsInForce, serverOf, usageErrorOf } from './server.ts'
import { status, type Terminal, troubleLine } from './terminal.ts'

/**
 * `fugong submit`: checks the files and sends one report for each form, unit and week in them.
 * Everything is read and addressed before anything is sent; a file with errors stays here whole.
 */
export async function submit(args: Arguments, terminal: Terminal): Promise<number> {
  const { unit, period } = args.given
  const { say, lang } = terminal
  const { server, api } = serverOf(args, terminal)
  const me = unit === undefined ? await api.me().catch(raise(server)) : null
  const own = unit ?? me?.unit?.id ?? me?.units[0]?.id
  const inForce = own === undefined ? undefined : await formsInForce(api, own).catch(raise(server))
  const forms = await loadCatalogue(args.given.forms, lang, inForce)
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

  const parcels: Parcel[] = []
  for (const path of args.files) {
    await attempt(async () => {
      const inspected = await inspectFile(path, { forms, now: terminal.today() }, lang)
      if (hasErrors(inspected.reports)) {
        const lines = fileLines(
          { file: path, trouble: null, ...inspected },
          { say, lang, forms },
          {},
        )
        terminal.out(lines.join('\n'))
        terminal.err(say('fileTrouble', { file: path, trouble: say('notSubmitted') }))
        return status.errors
      }
      const note: Parameters<typeof parcelsOf>[2]['note'] = (id, values) =>
        terminal.err(say('fileTrouble', { file: path, trouble: say(id, values) }))
      for (const parcel of parcelsOf(path, inspected, { forms, me, unit, period, note })) {
        const other = parcels.find((one) => sameTarget(one, parcel))
        if (other) throw new UsageError('targetTwice', { other: other.file }, path)
        parcels.push(parcel)
      }
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
      return new UsageError('unreachable', { server }, file)
    case 'locked':
    case 'refused': {
      const { title, detail = '' } = outcome.problem
      return new UsageError('problem', { title, detail }, file)
    }
  }
}
