import type { Caller } from '../http/context.ts'
import { formsOf } from '../http/forms.ts'
import type { PeriodStatus } from '../store/periods.ts'
import { lastSeal } from '../store/seals.ts'
import { type StoredUnit, unitsBelow } from '../store/units.ts'
import { completenessOf, totalsOf } from '../totals/totals.ts'
import { composeSummary, type Summary } from './compose.ts'
import { changesBetween, figuresOf } from './figures.ts'
import { enqueue, newestMailing, variantsOf } from './outbox.ts'
import type { Recipient } from './recipients.ts'
import { composeReminder } from './reminder.ts'

export interface SummaryRequest {
  unit: StoredUnit
  period: string
  recipients: Recipient[]
  now: Date
  /** Who asked for it; absent where the schedule did. */
  by?: Caller
}

export interface Issued {
  edition: number
  /** The figures differ from those of the edition before. */
  corrected: boolean
}

/**
 * Composes the summary of a unit's period and puts it into the outbox. The same figures again are
 * the same edition, which nobody gets twice; other figures are a new one that says what changed.
 */
export async function issueSummary(
  env: Pick<Env, 'DB' | 'SITE_URL'>,
  { unit, period, recipients, now, by }: SummaryRequest,
): Promise<Issued> {
  const [read, before] = await Promise.all([
    readSummary(env, unit, period, now),
    newestMailing(env.DB, { unit: unit.id, period, kind: 'summary' }),
  ])
  const figures = figuresOf(read.totals, read.completeness)
  const said = before?.figures ?? null
  const corrected = said !== null && changesBetween(said, figures, read.forms, 'zh').length > 0
  const edition = (before?.edition ?? 1) + (corrected ? 1 : 0)
  const summary: Summary = { ...read, corrects: corrected ? said : null }

  await enqueue(
    env.DB,
    { unit: unit.id, period, kind: 'summary', edition, composedAt: now.toISOString(), figures },
    variantsOf(recipients, (lang) => composeSummary(summary, lang)),
    by,
  )
  return { edition, corrected }
}

async function readSummary(
  env: Pick<Env, 'DB' | 'SITE_URL'>,
  unit: StoredUnit,
  period: string,
  now: Date,
): Promise<Omit<Summary, 'corrects'>> {
  const forms = await formsOf(env.DB, unit, undefined)
  const [{ answer }, completeness, units, seal] = await Promise.all([
    totalsOf(env.DB, { unit, period, forms, view: 'current', lang: 'zh' }),
    completenessOf(env.DB, { unit, period, forms }),
    unitsBelow(env.DB, unit),
    lastSeal(env.DB),
  ])
  return {
    totals: answer,
    completeness,
    units,
    forms,
    seal,
    now: now.toISOString(),
    link: env.SITE_URL === '' ? null : `${env.SITE_URL}/#/${unit.id}/${period}`,
  }
}

/**
 * Puts a reminder into the outbox of a unit that still owes sheets of a period. One that owes none
 * is settled for the period as well: nobody who has submitted is reminded.
 *
 * @returns how many mails were added
 */
export async function issueReminder(
  db: D1Database,
  unit: StoredUnit,
  period: PeriodStatus,
  recipients: Recipient[],
  now: Date,
): Promise<number> {
  const forms = await formsOf(db, unit, undefined)
  const { entries } = await completenessOf(db, { unit, period: period.id, forms })
  const missing = forms.filter((form) =>
    entries.some(
      (entry) =>
        entry.unit === unit.id &&
        entry.form === form.id &&
        entry.state === 'missing' &&
        !entry.excuse,
    ),
  )
  return enqueue(
    db,
    {
      unit: unit.id,
      period: period.id,
      kind: 'reminder',
      edition: 1,
      composedAt: now.toISOString(),
      figures: null,
    },
    missing.length === 0
      ? []
      : variantsOf(recipients, (lang) =>
          composeReminder({ unitName: unit.name, period, missing }, lang),
        ),
  )
}
