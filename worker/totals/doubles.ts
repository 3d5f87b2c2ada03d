/**
 * What several units report, found and counted once.
 *
 * Which records are one thing is told by their keys alone. Only then are documents opened: those of the
 * units concerned, to count them again without what counts elsewhere.
 */
import type { Form } from '../../shared/forms/form.ts'
import { readKeys } from '../../shared/identity/keys.ts'
import {
  anyInCommon,
  type Keyed,
  type Place,
  sameThings,
} from '../../shared/identity/same-things.ts'
import type { Duplicate, DuplicateCounts } from '../../shared/protocol/answers.ts'
import type { Submission, SubmissionState } from '../../shared/protocol/submission.ts'
import { type Tally, tally } from '../../shared/tally/tally.ts'
import { eachSubmission } from '../store/documents.ts'
import { sayingsAbove } from '../store/sameness.ts'
import { pathsOf } from '../store/units.ts'
import { Mentions } from './mentions.ts'
import { type Heard, heardOf, type Reporting } from './reporting.ts'

/** Documents opened for one answer; what others hold counts twice, and the answer says of how many. */
const OPENED = 200

interface DoublesRequest {
  /** Path of the unit whose totals are made. */
  top: string
  period: string
  forms: Form[]
  reporting: Reporting[]
  /** Whether documents are opened for what is possible only, too. */
  withPossible?: boolean
  /** Only the figures are wanted, of several weeks: what may still be opened for all of them together. */
  figuresOnly?: Allowance
}

/** Documents that may still be opened; counted down as they are. */
export interface Allowance {
  left: number
}

/** What was found among the reports of a form. */
export interface Found {
  form: string
  same: Duplicate[]
  /** Those that may be one thing; none where nobody asked for them. */
  possible: Duplicate[]
  counts: DuplicateCounts
}

export interface Doubles {
  found: Found[]
  /**
   * The figures of a report as a unit above counts them: without the records that count for another
   * report below that unit.
   *
   * @param above path of that unit
   */
  figuresIn(above: string, report: Heard): Tally
}

/** A report with its keys. */
interface KeyedReport extends Keyed {
  report: Heard
}

export async function doublesOf(
  db: D1Database,
  { top, period, forms, reporting, withPossible = false, figuresOnly }: DoublesRequest,
): Promise<Doubles> {
  const heard = reporting.flatMap(heardOf)
  const concerned = forms
    .map((form) => ({ form, reports: byWeight(heard, form) }))
    .filter(({ reports }) => anyInCommon(reports))
  const corrected = new Map<string, Tally>()
  const doubles: Doubles = {
    found: [],
    figuresIn: (above, { unit, form, sent }) =>
      corrected.get(`${above} ${unit.id} ${form}`) ?? sent.tally,
  }
  if (concerned.length === 0) return doubles

  const sayings = await sayingsAbove(
    db,
    heard.map(({ unit }) => unit.path),
  )
  const allowance = figuresOnly ?? { left: OPENED }
  for (const { form, reports } of concerned) {
    const said = sayings.get(form.id) ?? []
    const things = sameThings(reports, form, said)
    const elsewhere = countedElsewhere(things.same, reports, top)
    const named = figuresOnly ? [] : things.same
    const shown = withPossible ? [...named, ...things.possible] : named
    // First those that must be counted again.
    const places = new Set([...elsewhere.keys(), ...shown.flat().map(({ at }) => at)])
    const opened = [...places].slice(0, allowance.left)
    allowance.left -= opened.length

    const mentions = new Mentions(form, reports, shown)
    const read = new Set<number>()
    await openEach(db, form.id, period, opened, reports, (at, submission) => {
      read.add(at)
      const { unit } = reports[at]?.report ?? {}
      for (const [above, records] of elsewhere.get(at) ?? []) {
        corrected.set(`${above} ${unit?.id} ${form.id}`, without(records, submission, form))
      }
      mentions.read(at, submission)
    })
    doubles.found.push({
      form: form.id,
      same: mentions.of(named, true),
      possible: withPossible ? mentions.of(things.possible, false) : [],
      counts: {
        same: things.same.length,
        possible: things.possible.length,
        unopened: [...elsewhere.keys()].filter((at) => !read.has(at)).length,
        said: said.length,
      },
    })
  }
  return doubles
}

/**
 * Which records of the reports of a form count in the totals of a unit: all but those that count for
 * another report.
 *
 * @param top path of the unit
 * @returns by unit and place of the record within its submission, table after table
 */
export async function countingIn(
  db: D1Database,
  top: string,
  form: Form,
  reporting: Reporting[],
): Promise<(unit: string, record: number) => boolean> {
  const heard = reporting.flatMap(heardOf)
  const reports = byWeight(heard, form)
  if (!anyInCommon(reports)) return () => true
  const sayings = await sayingsAbove(
    db,
    heard.map(({ unit }) => unit.path),
  )
  const { same } = sameThings(reports, form, sayings.get(form.id) ?? [])
  const elsewhere = new Map(
    [...countedElsewhere(same, reports, top)].map(([at, above]) => [
      reports[at]?.report.unit.id,
      above.get(top),
    ]),
  )
  return (unit, record) => !elsewhere.get(unit)?.has(record)
}

/** What was found among the reports of all forms. */
export function countsOf(found: Found[]): DuplicateCounts {
  const sum = (name: keyof DuplicateCounts) =>
    found.reduce((all, { counts }) => all + counts[name], 0)
  return {
    same: sum('same'),
    possible: sum('possible'),
    unopened: sum('unopened'),
    said: sum('said'),
  }
}

/**
 * What counts most comes first: what the county has accepted before what it has not looked at, and that
 * before what it has sent back; of equals what came last, for it knows more. So whichever unit adds
 * them up, the same report wins.
 */
function byWeight(heard: Heard[], form: Form): KeyedReport[] {
  return heard
    .filter((report) => report.form === form.id)
    .map((report) => ({
      report,
      path: report.unit.path,
      records: readKeys(report.sent.keys, form),
    }))
    .sort(
      ({ report: a, path }, { report: b, path: other }) =>
        WEIGHT[b.sent.state] - WEIGHT[a.sent.state] ||
        compareTexts(b.sent.receivedAt, a.sent.receivedAt) ||
        compareTexts(path, other),
    )
}

const WEIGHT: Record<SubmissionState, number> = { accepted: 2, submitted: 1, returned: 0 }

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * By report, which of its records count for another one below each of the units above it.
 *
 * @returns place of the report → path of the unit above → places of the records
 */
function countedElsewhere(
  same: Place[][],
  reports: Keyed[],
  top: string,
): Map<number, Map<string, Set<number>>> {
  const elsewhere = new Map<number, Map<string, Set<number>>>()
  for (const group of same) {
    for (const { at, record } of group) {
      for (const above of pathsOf(reports[at]?.path ?? '')) {
        if (!above.startsWith(top)) continue
        const first = group.find((one) => reports[one.at]?.path.startsWith(above))
        if (!first || first.at === at) continue
        const own = elsewhere.get(at) ?? new Map<string, Set<number>>()
        elsewhere.set(at, own.set(above, (own.get(above) ?? new Set()).add(record)))
      }
    }
  }
  return elsewhere
}

/** The figures of a submission without some of its records. */
function without(records: Set<number>, { tables, asOf }: Submission, form: Form): Tally {
  let place = -1
  const left = tables.map(({ layout, records: own }) => ({
    layout,
    records: own.filter(() => {
      place += 1
      return !records.has(place)
    }),
  }))
  return tally(left, form, { asOf })
}

async function openEach(
  db: D1Database,
  form: string,
  period: string,
  places: number[],
  reports: KeyedReport[],
  take: (at: number, submission: Submission) => void,
): Promise<void> {
  const placeOf = new Map<string, number>()
  const sent = places.flatMap((at) => {
    const { report } = reports[at] ?? {}
    if (!report) return []
    placeOf.set(report.unit.id, at)
    return [{ unit: report.unit.id, revision: report.sent.revision }]
  })
  await eachSubmission(
    db,
    { form, period, sent },
    (unit, submission) => take(placeOf.get(unit) ?? -1, submission),
    // Then it counts as one that was not opened.
    () => {},
  )
}
