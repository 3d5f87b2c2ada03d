import type { Finding } from '../../shared/check/finding.ts'
import type { Form } from '../../shared/forms/form.ts'
import { catalogueOf } from '../../shared/forms/index.ts'
import { keysOf } from '../../shared/identity/keys.ts'
import { describe, type Lang } from '../../shared/messages/index.ts'
import { shanghaiDay } from '../../shared/periods/periods.ts'
import { canonical } from '../../shared/protocol/canonical.ts'
import type { RefusedExplanation } from '../../shared/protocol/explained.ts'
import { sha256 } from '../../shared/protocol/hash.ts'
import { type Judgement, judge } from '../../shared/protocol/judge.ts'
import type { Decision, Receipt, Submission } from '../../shared/protocol/submission.ts'
import type { Caller } from '../http/context.ts'
import { ProblemError } from '../http/problem.ts'
import { refusalInWords } from '../messages/refusal.ts'
import { DocumentRemoved, packDocument, STORED_LIMIT } from '../store/documents.ts'
import type { VersionedDecision } from '../store/explanations.ts'
import { type PeriodStatus, periodFrom } from '../store/periods.ts'
import { withinOf } from '../store/standings.ts'
import {
  addRevision,
  type CurrentRevision,
  type EarlierUse,
  readRevision,
  type Situation,
  situationFrom,
  situationStatement,
  type Target,
} from '../store/submissions.ts'
import type { StoredUnit } from '../store/units.ts'
import { differences } from './differences.ts'
import { type Excuse, excusesOf, givenExplanation } from './excuses.ts'
import { etagOf, type Precondition, satisfied } from './preconditions.ts'

export interface SubmitRequest {
  unit: StoredUnit
  form: Form
  period: string
  submission: Submission
  precondition: Precondition
  idempotencyKey: string | null
  /** How things stood when it came, as far as could be known before it was read: no reasons decided. */
  seen: Situation
  caller: Caller
  now: Date
  lang: Lang
}

/** A request that lost a race is judged once more by what won it; who loses twice is asked to wait. */
const ATTEMPTS = 2

/**
 * Takes a submission. Everything that can be refused is refused before the first write, and the
 * writes are one batch.
 *
 * The same content again is a success that writes nothing, whatever the precondition says and
 * whatever has been closed since: the sender only learns that it has arrived.
 *
 * @throws ProblemError
 */
export async function submit(
  db: D1Database,
  request: SubmitRequest,
): Promise<{ receipt: Receipt; created: boolean }> {
  const target = { unit: request.unit, form: request.form.id, period: request.period }
  // Written once: it is what is hashed, and what is kept.
  const content = canonical(request.submission)
  const hash = await sha256(content)
  const excuses = await excusesOf(request.submission, request.form)
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = attempt === 0 && excuses.length === 0 ? request.seen : await situation()
    if (found.earlier) {
      const revision = replayed(found.earlier, target, hash)
      return { receipt: await receiptOf(db, target, revision), created: revision === 1 }
    }
    if (found.current?.hash === hash) {
      return { receipt: await receiptOf(db, target, found.current.revision), created: false }
    }
    const receipt = await take(db, request, target, { content, hash }, found, excuses)
    if (receipt) return { receipt, created: receipt.revision === 1 }
  }
  throw new ProblemError('busy', { headers: { 'Retry-After': '1' } })

  async function situation(): Promise<Situation> {
    const { caller, idempotencyKey } = request
    const place = { ...target, unit: target.unit.id }
    return situationFrom(
      await situationStatement(db, place, caller.token, idempotencyKey, excuses).run(),
    )
  }
}

/** The revision an idempotency key stands for. */
function replayed(earlier: EarlierUse, { unit, form, period }: Target, hash: string): number {
  const same =
    earlier.unit === unit.id &&
    earlier.form === form &&
    earlier.period === period &&
    earlier.hash === hash
  if (!same) throw new ProblemError('idempotency-key-reused')
  return earlier.revision
}

async function receiptOf(db: D1Database, target: Target, revision: number): Promise<Receipt> {
  const stored = await readRevision(db, target, revision).catch((error: unknown) => {
    // The receipt stays; what warnings there were went with the document.
    if (error instanceof DocumentRemoved && error.rest) {
      return { ...error.rest, findings: [], submission: null }
    }
    throw error
  })
  if (!stored) throw new Error('A revision is gone')
  const { submission: _submission, decision: _decision, ...receipt } = stored
  return receipt
}

/** Judges a submission and writes it; null when something came between. */
async function take(
  db: D1Database,
  request: SubmitRequest,
  target: Target,
  { content, hash }: { content: string; hash: string },
  found: Situation,
  excuses: Excuse[],
): Promise<Receipt | null> {
  const { unit, form, submission, now } = request
  const { current } = found
  const period = periodFrom(found.line, unit, request.period)
  refuseClosed(period)
  if (current?.state === 'accepted') {
    const decision = (await readRevision(db, target, current.revision))?.decision
    // It may have been returned since the situation was read.
    if (decision?.state !== 'accepted') return null
    throw accepted(decision)
  }
  if (!satisfied(request.precondition, current?.hash ?? null)) {
    throw await staleRevision(db, target, submission, current)
  }
  // Its figures would be gone from the totals and from the list of what has changed since.
  if (submission.kind === 'skip' && current && current.kind !== 'skip') {
    throw new ProblemError('skip-over-report')
  }
  const judgement = judged(request, found.decisions)
  const { tally } = judgement
  const findings = judgement.findings.filter(({ severity }) => severity === 'warning')

  const document = await packDocument(content, findings)
  if (document.byteLength > STORED_LIMIT) {
    throw new ProblemError('body-too-large', { params: { limit: STORED_LIMIT / 1_000_000 } })
  }
  const receipt: Receipt = {
    unit: unit.id,
    form: form.id,
    period: period.id,
    revision: (current?.revision ?? 0) + 1,
    state: 'submitted',
    hash,
    tally,
    findings,
    receivedAt: now.toISOString(),
    receivedFrom: request.caller.name,
    late: now.getTime() > Date.parse(period.due),
  }
  const written = await addRevision(
    db,
    target,
    {
      receipt,
      kind: submission.kind,
      within: submission.merged ? withinOf(submission.merged) : null,
      reason: submission.reason ?? null,
      document,
      keys: keysOf(submission.tables, form),
      idempotencyKey: request.idempotencyKey,
      found,
      explanations: excuses.map((excuse) => givenExplanation(excuse, judgement.findings)),
    },
    {
      kind: 'submitted',
      at: now,
      by: request.caller,
      unit: unit.id,
      form: form.id,
      period: period.id,
      revision: receipt.revision,
    },
  )
  return written ? receipt : null
}

/** 423: by whom and since when the period is closed. */
export function refuseClosed({ id, closed }: PeriodStatus): void {
  if (!closed) return
  const { unit, name, at } = closed
  throw new ProblemError('period-closed', {
    params: { period: id, unit: name, at },
    members: { closed: { unit, name, at } },
  })
}

/** 423: by whom and since when the submission is accepted. */
function accepted(decision: Decision): ProblemError {
  const { decidedBy: by, decidedAt: at } = decision
  return new ProblemError('submission-accepted', { params: { by, at }, members: { decision } })
}

/** 412: what stands there now, and in which cells it differs. */
async function staleRevision(
  db: D1Database,
  target: Target,
  mine: Submission,
  current: CurrentRevision | null,
): Promise<ProblemError> {
  if (!current) return new ProblemError('revision-changed', { members: { current: null } })
  const { revision, hash, receivedAt, receivedFrom } = current
  const stored = await readRevision(db, target, revision)
  const etag = etagOf(hash, null)
  return new ProblemError('revision-changed', {
    headers: { ETag: etag },
    members: {
      current: { revision, etag, receivedAt, receivedFrom },
      differences: stored ? differences(mine, stored.submission) : [],
    },
  })
}

/** Counts and checks again; throws what the sender must settle first. */
function judged(
  { submission, form, now, lang, unit, period }: SubmitRequest,
  decided: VersionedDecision[],
): Judgement {
  const own = catalogueOf(form)
  if (submission.catalogue !== own) {
    throw new ProblemError('catalogue-mismatch', {
      params: { sent: submission.catalogue, own },
      members: { catalogue: own },
    })
  }
  const judgement = judge(submission, form, shanghaiDay(now.toISOString()), unit.name, {
    period,
    decisions: decided.map(({ decision }) => decision),
  })
  const { personal, unexplained, refused, tallyDiffers, tally } = judgement
  if (personal.length > 0) {
    throw new ProblemError('personal-values', {
      params: { count: personal.length },
      members: { findings: personal },
    })
  }
  const unseen = refused
    .filter(({ finding }) => finding === null)
    .map(findingOf)
    .filter(({ cell, params }) =>
      unexplained.every((one) => one.cell !== cell || one.params.sheet !== params.sheet),
    )
  const open = [...unexplained, ...unseen]
  if (open[0]) {
    const [first] = refused
    throw new ProblemError('unexplained-findings', {
      params: {
        count: open.length,
        first: first ? refusalInWords(first, lang) : describe(open[0], lang, form),
      },
      members: { findings: open, ...(refused.length > 0 && { refused }) },
    })
  }
  if (tallyDiffers.length > 0) {
    throw new ProblemError('tally-differs', {
      params: { ids: tallyDiffers.join(lang === 'zh' ? '、' : ', ') },
      members: { indicators: tallyDiffers, tally },
    })
  }
  return judgement
}

/** An error that only the sender's checks see, and whose reason is refused. */
function findingOf({ explanation: { sheet, rule, cell } }: RefusedExplanation): Finding {
  return { rule, severity: 'error', cell, params: { sheet } }
}
