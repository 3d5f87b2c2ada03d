/** What the unit reported before, which the checks hold this week's sheet against. */
import { periodOfDate } from '../../../shared/periods/periods.ts'
import type { Table } from '../../../shared/read/table.ts'
import { ApiError, type Target } from '../../client/api.ts'
import { reportedIn } from '../../client/past.ts'
import { unitOf } from './batch.ts'
import { chosenPeriod } from './choices.ts'
import type { PaneDeps } from './deps.ts'
import type { Reading } from './reading.ts'
import type { PaneState, Past } from './state.ts'
import type { Store } from './store.ts'

/**
 * The past of what a sheet carries: the county's word, or where it has none or nobody is enrolled,
 * last week's sheet in the same workbook. The same past is the same object, so that an edit inspects no more than it must.
 */
export function pastOf(state: PaneState, sheet: string, today: string): Past | null {
  const unit = unitOf(state)
  for (const { form, table, period: named } of state.looks[sheet]?.reports ?? []) {
    if (form === null || table === null) continue
    const period = chosenPeriod(state, sheet, today) ?? named ?? periodOfDate(today)
    const past = unit === null ? undefined : state.pasts[keyOf({ unit, form })]
    if (past?.before === period && past.period !== null) return past
    // What the county has not said yet, a sheet must not say in its place.
    if (unit === null || past?.before === period) return beside(state, sheet, form, period)
  }
  return null
}

/** Follows what the county holds of a unit's past; kept on this machine for work without a line. */
export function pastFollower(
  store: Store<PaneState>,
  deps: PaneDeps,
  token: () => string | null,
  sheets: Reading,
): (target: Target) => Promise<void> {
  async function take(target: Target, past: Past): Promise<void> {
    store.update(({ pasts }) => ({ pasts: { ...pasts, [keyOf(target)]: past } }))
    await sheets.followPast()
  }

  async function known(target: Target): Promise<Past | null> {
    const here = store.get().pasts[keyOf(target)]
    if (here?.before === target.period) return here
    const kept = await deps.store.past(keyOf(target)).catch(() => undefined)
    if (kept?.before !== target.period) return null
    await take(target, kept)
    return kept
  }

  return async (target) => {
    if (token() === null) return
    const before = await known(target)
    try {
      const found = await deps.api(token(), store.get().lang).history(target, before?.etag ?? null)
      if (found === 'unchanged') return
      const { history, etag } = found
      const past: Past = {
        ...{ source: 'county', before: target.period, etag },
        ...reportedIn(history),
        decisions: history.decisions ?? [],
      }
      await deps.store.putPast(keyOf(target), past).catch(() => undefined)
      await take(target, past)
    } catch (error) {
      // Looking back is a help: without it the rest goes on. Other calls tell whether there is a line.
      if (!(error instanceof ApiError)) throw error
    }
  }
}

function keyOf({ unit, form }: Pick<Target, 'unit' | 'form'>): string {
  return `${unit}/${form}`
}

const besides = new WeakMap<Table, Past>()

/** The one sheet of the latest week before; of several nobody knows which goes with which. */
function beside(state: PaneState, sheet: string, form: string, before: string): Past | null {
  const earlier = Object.values(state.looks)
    .flatMap(({ reports }) => reports)
    .filter((one) => one.sheet !== sheet && one.form === form && (one.period ?? before) < before)
  const latest = earlier
    .map(({ period }) => period ?? '')
    .toSorted()
    .at(-1)
  const [only, ...others] = earlier.filter(({ period }) => period === latest)
  if (!only?.table || others.length > 0) return null
  const known = besides.get(only.table)
  if (known?.before === before) return known
  const past: Past = {
    source: 'workbook',
    before,
    etag: null,
    period: only.period,
    previous: [only.table],
    history: [],
  }
  besides.set(only.table, past)
  return past
}
