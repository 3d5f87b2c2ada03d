import type { Form } from '../../shared/forms/form.ts'
import { forms as builtIn } from '../../shared/forms/index.ts'
import type { Lang } from '../../shared/messages/index.ts'
import { daysOfPeriod, defaultPeriod, parsePeriod } from '../../shared/periods/periods.ts'
import { formsInForce } from '../store/forms.ts'
import { periodStatuses } from '../store/periods.ts'
import { type PeriodRange, periodsBelow, standings } from '../store/standings.ts'
import { type StoredUnit, unitsBelow } from '../store/units.ts'
import { coverageOf } from '../totals/reporting.ts'
import { periodAnswer, type Totals, totalsOfWeek, type Week } from '../totals/totals.ts'
import type { Row, SetName } from './model.ts'

/** Sets that come week by week; the others are read whole. */
export function isWeekly(name: SetName): boolean {
  return name !== 'Units' && name !== 'Indicators'
}

/** A week for which something has come, and the forms expected by what the units above say. */
export interface FeedWeek {
  id: string
  period: Week['period']
  inherited: string[] | null
}

/** The rows of the sets, as far as a token reaches. */
export interface Feed {
  weeks(range: PeriodRange): Promise<FeedWeek[]>
  rowsOf(set: SetName, week: FeedWeek): Promise<Row[]>
  whole(set: SetName): Promise<Row[]>
}

/** @param home the unit whose subtree the token reaches; null: the whole deployment */
export function feedOf(db: D1Database, home: StoredUnit | null, lang: Lang): Feed {
  let known: Promise<Form[]> | null = null
  const forms = () => {
    known ??= home
      ? formsInForce(db, home).then((found) => found.map(({ form }) => form))
      : Promise.resolve(builtIn)
    return known
  }
  return {
    async weeks(range) {
      const ids = await periodsBelow(db, home, range)
      if (!home) {
        return ids.map((id) => ({ id, period: defaultPeriod(id), inherited: null }))
      }
      const statuses = await periodStatuses(db, home, ids)
      return statuses.map((status) => ({
        id: status.id,
        period: periodAnswer(status),
        inherited: status.forms,
      }))
    },
    async rowsOf(set, { id, period, inherited }) {
      if (set === 'Periods') return [periodRow(period)]
      const week = { period, inherited, newest: await standings(db, home, id, set === 'Totals') }
      const totals = await mergedTotals(db, week, home, await forms(), lang)
      return weekly[set]?.(week, totals, await forms(), lang) ?? []
    },
    async whole(set) {
      if (set === 'Indicators') return (await forms()).flatMap(indicatorRows)
      return (await unitsBelow(db, home)).map(({ id, name, level, parent }) => ({
        Unit: id,
        Name: name,
        Level: level,
        Parent: parent,
      }))
    },
  }
}

/** Totals of the units on top, and of those right below each that add up others. */
interface Merged {
  tops: Totals[]
  below: Totals[]
}

async function mergedTotals(
  db: D1Database,
  week: Week,
  home: StoredUnit | null,
  forms: Form[],
  lang: Lang,
): Promise<Merged> {
  const units = week.newest.map(({ unit }) => unit)
  const known = new Set(units.map(({ id }) => id))
  const parents = new Set(units.map(({ parent }) => parent))
  const tops = units.filter(({ id, parent }) =>
    home ? id === home.id : parent === null || !known.has(parent),
  )
  const of = (unit: StoredUnit, inherited: string[] | null) => {
    const newest = week.newest.filter((one) => one.unit.path.startsWith(unit.path))
    return totalsOfWeek(db, { ...week, inherited, newest }, { unit, forms, view: 'current', lang })
  }
  const merged: Merged = { tops: [], below: [] }
  for (const top of tops) {
    merged.tops.push(await of(top, week.inherited))
    for (const unit of units) {
      if (unit.parent !== top.id || !parents.has(unit.id)) continue
      merged.below.push(await of(unit, top.forms ?? week.inherited))
    }
  }
  return merged
}

type Weekly = (week: Week, merged: Merged, forms: Form[], lang: Lang) => Row[]

const weekly: Partial<Record<SetName, Weekly>> = {
  Totals: ({ period }, { tops, below }, forms, lang) =>
    [...tops, ...below].flatMap(({ answer, reporting }) =>
      forms.flatMap((form) => {
        const { expected, submitted } = coverageOf(reporting.filter((one) => one.form === form.id))
        return form.indicators.flatMap(({ id, title }) => {
          const value = answer.totals[id] ?? null
          if (value === null) return []
          return {
            Unit: answer.unit,
            Period: period.id,
            Indicator: id,
            UnitName: answer.name,
            Form: form.id,
            Title: title[lang],
            Value: value,
            Expected: expected,
            Submitted: submitted,
          }
        })
      }),
    ),

  Figures(week, merged, forms, lang) {
    const titles = new Map(
      forms.flatMap(({ indicators }) => indicators.map(({ id, title }) => [id, title[lang]])),
    )
    const parts = countedParts(merged)
    return sentOf(week).flatMap(({ unit, sent }) => {
      const part = parts.get(`${unit.id} ${sent.form}`)
      return Object.entries(part?.tally ?? sent.tally).flatMap(([indicator, value]) => {
        if (value === null) return []
        return {
          Unit: unit.id,
          Period: week.period.id,
          Indicator: indicator,
          UnitName: unit.name,
          Form: sent.form,
          Title: titles.get(indicator) ?? null,
          Value: value,
          Counted: part !== undefined,
          State: sent.state,
        }
      })
    })
  },

  Submissions(week, merged) {
    const parts = countedParts(merged)
    return sentOf(week).map(({ unit, sent }) => ({
      Unit: unit.id,
      Period: week.period.id,
      Form: sent.form,
      UnitName: unit.name,
      Revision: sent.revision,
      State: sent.state,
      Kind: sent.kind,
      ReceivedAt: sent.receivedAt,
      ReceivedFrom: sent.receivedFrom,
      Late: sent.late,
      Counted: parts.has(`${unit.id} ${sent.form}`),
      Hash: sent.hash,
    }))
  },

  Completeness: ({ period }, { tops }) =>
    tops.flatMap(({ reporting }) =>
      reporting.map(({ unit, form, sent, excuse }) => ({
        Unit: unit.id,
        Period: period.id,
        Form: form,
        UnitName: unit.name,
        State: sent?.state ?? 'missing',
        Kind: sent?.kind ?? (excuse ? 'skip' : null),
        Revision: sent?.revision ?? null,
        ReceivedAt: sent?.receivedAt ?? null,
        Late: sent?.late ?? false,
        Reason: excuse?.reason ?? null,
        WithinExpected: sent?.within?.coverage.expected ?? null,
        WithinSubmitted: sent?.within?.coverage.submitted ?? null,
        WithinMissing: sent?.within?.coverage.missing.join('、') ?? null,
      })),
    ),
}

function sentOf({ newest }: Week) {
  return newest.flatMap(({ unit, sent }) => [...sent.values()].map((one) => ({ unit, sent: one })))
}

/** The parts of the totals, by unit and form. */
function countedParts({ tops }: Merged) {
  const parts = tops.flatMap(({ answer }) => answer.parts)
  return new Map(parts.map((part) => [`${part.unit} ${part.form}`, part]))
}

function periodRow({ id, asOf, due, state }: Week['period']): Row {
  const { year = 0, week = 0 } = parsePeriod(id) ?? {}
  const { first, last } = daysOfPeriod(id)
  return {
    Period: id,
    Year: year,
    Week: week,
    FirstDay: first,
    LastDay: last,
    AsOf: asOf,
    Due: new Date(due).toISOString(),
    State: state,
  }
}

function indicatorRows(form: Form): Row[] {
  return form.indicators.map(({ id, title, unit, overTime, overUnits }) => ({
    Indicator: id,
    Form: form.id,
    FormTitle: form.title.zh,
    FormTitleEn: form.title.en,
    Title: title.zh,
    TitleEn: title.en,
    Measure: unit?.zh ?? null,
    OverTime: overTime,
    OverUnits: overUnits,
  }))
}
