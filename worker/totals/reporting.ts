import type { Excuse } from '../../shared/protocol/answers.ts'
import type { Sent, Standing } from '../store/standings.ts'
import type { StoredUnit } from '../store/units.ts'

/** One unit that a form is expected from or has come from. */
export interface Reporting {
  unit: StoredUnit
  form: string
  /** null: nothing has come, or nothing but why. */
  sent: Sent | null
  /** The unit cannot report, and says why. */
  excuse?: Excuse
}

/** One of which something has come. */
export type Heard = Reporting & { sent: Sent }

export function heardOf({ sent, ...one }: Reporting): Heard[] {
  return sent ? [{ ...one, sent }] : []
}

/** A submission that another one stands in for. */
export interface Superseded {
  unit: StoredUnit
  form: string
  /** The unit above that submitted for its whole subtree. */
  by: StoredUnit
}

/**
 * Who reports a form in a subtree, each unit at most once.
 *
 * A unit's own submission stands for its whole subtree, so that nothing counts twice; what came from
 * below it is superseded. Where nobody above has submitted, the leaves are expected to.
 *
 * @param standings in the order of their paths: a unit comes right before its subtree
 * @param inherited forms expected by what the ancestors of the first unit say; null: every form
 */
export function reportingOf(
  standings: Pick<Standing, 'unit' | 'sent'>[],
  form: string,
  inherited: string[] | null,
): { reporting: Reporting[]; superseded: Superseded[] } {
  const reporting: Reporting[] = []
  const superseded: Superseded[] = []
  const expected = new Map<string, string[] | null>()
  let standIn: StoredUnit | null = null

  for (const [index, { unit, sent }] of standings.entries()) {
    const above: string[] | null = expected.get(unit.parent ?? '') ?? inherited
    expected.set(unit.id, unit.forms ?? above)

    const last = sent.get(form) ?? null
    const own = last?.kind === 'skip' ? null : last
    if (standIn && unit.path.startsWith(standIn.path)) {
      if (own) superseded.push({ unit, form, by: standIn })
      continue
    }
    if (own) {
      standIn = unit
      reporting.push({ unit, form, sent: own })
      continue
    }
    const isLeaf = !standings[index + 1]?.unit.path.startsWith(unit.path)
    const isExpected = expected.get(unit.id)?.includes(form) ?? true
    if (isLeaf && isExpected) reporting.push({ unit, form, sent: null, ...excuseIn(last) })
  }
  return { reporting, superseded }
}

function excuseIn(last: Sent | null): Pick<Reporting, 'excuse'> {
  if (last?.kind !== 'skip') return {}
  const { reason, state, revision, receivedAt } = last
  return { excuse: { reason: reason ?? '', state, revision, receivedAt } }
}

/** How many units are heard of; `missing` names those that have sent nothing at all. */
export function coverageOf(reporting: Reporting[]) {
  const heard = new Map<string, { name: string; sent: boolean }>()
  for (const { unit, sent } of reporting) {
    const before = heard.get(unit.id)?.sent ?? false
    heard.set(unit.id, { name: unit.name, sent: before || sent !== null })
  }
  const units = [...heard.values()]
  const missing = units.filter(({ sent }) => !sent).map(({ name }) => name)
  return { expected: units.length, submitted: units.length - missing.length, missing }
}
