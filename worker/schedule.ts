import { periodOfDate, previousPeriod, shanghaiDay } from '../shared/periods/periods.ts'
import { issueReminder, issueSummary } from './mail/issue.ts'
import { deliver } from './mail/outbox.ts'
import { type MailKind, recipientsOf, unitsAwaiting } from './mail/recipients.ts'
import { sweep } from './retention/sweep.ts'
import { deployment, passStatement } from './store/deployment.ts'
import {
  allPeriodRows,
  type PeriodStatus,
  periodFrom,
  periodStatus,
  periodsDueBetween,
} from './store/periods.ts'
import { sealEvents } from './store/seals.ts'
import type { StoredUnit } from './store/units.ts'
import { Refused, type Send } from './upward/receiver.ts'
import { reportUpward, type UpwardEnv, upwardOf } from './upward/report.ts'
import { wantsVisit } from './upward/token.ts'

const HOUR_MILLISECONDS = 3_600_000
/** A reminder goes out this long before the deadline: in the morning, if that is at 17:00. */
const REMIND_BEFORE = 8 * HOUR_MILLISECONDS
/**
 * Over a weekend a missed summary is still worth sending; later it can be asked for. It also keeps
 * a newly listed reader from being sent weeks that passed before.
 */
const CATCH_UP = 72 * HOUR_MILLISECONDS

export type ScheduleEnv = Pick<Env, 'DB' | 'EMAIL' | 'MAIL_FROM' | 'SITE_URL'> & UpwardEnv

/** Weeks back, the running one among them, whose corrections are reported upward by themselves. */
const WEEKS_UPWARD = 5
/** Submissions a pass sends upward: each is a request, of 50 or 1,000 an invocation may make. */
const UPWARD_A_PASS = 30

/**
 * One pass: reminds who still owes sheets shortly before the deadline, sums up what has come once it
 * has passed, sends what waits, reports upward, seals the events since the last pass, and removes what has been
 * kept long enough.
 *
 * Cron Triggers are UTC, and may fire twice or not at all. So a pass does not ask which firing it is,
 * but what is due and has not been composed; Friday 09:00 UTC (17:00 in Beijing, when reports are due
 * by default) is only the pass that comes at the right minute.
 */
export async function scheduled(
  controller: Pick<ScheduledController, 'scheduledTime'>,
  env: ScheduleEnv,
  send: Send = (request, init) => fetch(request, init),
): Promise<void> {
  const now = new Date(controller.scheduledTime)
  // Half a county has no totals, and the chain of its events comes with them.
  const here = await deployment(env.DB)
  if (here.importing !== null) return
  const running = periodOfDate(shanghaiDay(now.toISOString()))
  for (const period of await periodsToWriteOf(env.DB, now, running)) {
    await forUnitsAwaiting(env.DB, 'reminder', period, async (unit, status) => {
      const left = Date.parse(status.due) - now.getTime()
      if (status.state === 'closed' || left <= 0 || left > REMIND_BEFORE) return
      const recipients = await recipientsOf(env.DB, unit.id, 'reminder')
      await issueReminder(env.DB, unit, status, recipients, now)
    })
    await forUnitsAwaiting(env.DB, 'summary', period, async (unit, status) => {
      const since = now.getTime() - Date.parse(status.due)
      if (since < 0 || since > CATCH_UP) return
      const recipients = await recipientsOf(env.DB, unit.id, 'summary')
      await issueSummary(env, { unit, period, recipients, now })
    })
  }
  // What fails in one must not keep the others from being done; the next pass tries again.
  const steps = {
    deliver: () => deliver(env, now),
    upward: () => reportWeeks(env, now, running, send),
    seal: () => sealEvents(env.DB, now),
    sweep: () => sweep(env.DB, here, now),
  }
  let whole = true
  for (const [step, run] of Object.entries(steps)) {
    try {
      await run()
    } catch (error) {
      whole = false
      console.error('pass', step, error instanceof Error ? error.name : '')
    }
  }
  if (whole) await passStatement(env.DB, now).run()
}

/** The running week and the one before, and any whose deadline was put off until now: over a festival, say. */
async function periodsToWriteOf(db: D1Database, now: Date, running: string): Promise<Set<string>> {
  const [from, to] = [now.getTime() - CATCH_UP, now.getTime() + REMIND_BEFORE]
  const put = await periodsDueBetween(db, new Date(from), new Date(to))
  return new Set([running, previousPeriod(running), ...put])
}

/** Reports what has come of weeks that are due, the newest first. */
async function reportWeeks(
  env: ScheduleEnv,
  now: Date,
  running: string,
  send: Send,
): Promise<void> {
  const upward = await upwardOf(env, send)
  if (!upward) return
  if (wantsVisit(upward.token.standing, now)) {
    try {
      await upward.token.visit(now)
    } catch (error) {
      // What there is to report says it by form.
      if (!(error instanceof Refused)) throw error
    }
  }
  const pass = { now, by: null, left: UPWARD_A_PASS }
  let period = running
  for (let week = 0; week < WEEKS_UPWARD; week += 1, period = previousPeriod(period)) {
    const { due } = await periodStatus(env.DB, upward.unit, period)
    if (now.getTime() < Date.parse(due)) continue
    if (!(await reportUpward(env, upward, period, pass))) return
  }
}

async function forUnitsAwaiting(
  db: D1Database,
  kind: MailKind,
  period: string,
  issue: (unit: StoredUnit, status: PeriodStatus) => Promise<void>,
): Promise<void> {
  const units = await unitsAwaiting(db, kind, period)
  if (units.length === 0) return
  const rows = await allPeriodRows(db, period)
  for (const unit of units) {
    try {
      await issue(unit, periodFrom(rows, unit, period))
    } catch (error) {
      // What one unit's figures do to the composer must not keep the others from their mail.
      const failure = error instanceof Error ? error.name : ''
      console.error(JSON.stringify({ mail: kind, unit: unit.id, period, failure }))
    }
  }
}
