/**
 * What the service promises, as a program that keeps everything in memory and does one thing at a
 * time: the whole protocol of submissions, decisions, periods and totals, written from its contract
 * and without a line of the service. Where the two differ, one of them is wrong.
 */
import type { Tally } from '../../../shared/tally/tally.ts'
import { forms, type Person, people, type Sheet, shared, units } from './county.ts'
import { type Answer, type Base, type Message, type Place, WHY } from './messages.ts'

type Ask<Kind extends Message['ask']> = Extract<Message, { ask: Kind }>

interface Revision {
  sheet: Sheet
  receivedAt: string
  by: Person
  late: boolean
  key: string | null
  decision: Decision | null
}

interface Decision {
  state: 'accepted' | 'returned'
  reason: string
  cells: string[]
  decidedAt: string
  decidedBy: string
}

/** What was decided of a reason. */
interface Ruling {
  id: string
  about: unknown
  state: 'accepted' | 'refused'
  until: string | null
  why: string
  reason: string
  since: string
  decidedAt: string
  decidedBy: string
}

/** What a unit has set for a period; null: as the unit above. */
interface Settings {
  asOf: string | null
  due: string | null
  extension: { due: string; reason: string; by: string; at: string } | null
  closedAt: string | null
}

/** What the tables of the database must hold, each row as JSON would show it. */
export interface Rows {
  revisions: unknown[]
  current: unknown[]
  periods: unknown[]
  rulings: unknown[]
  events: unknown[]
}

/** Fridays of the two weeks. */
const usual: Record<string, { asOf: string; due: string }> = {
  '2020-W09': { asOf: '2020-02-28', due: '2020-02-28T17:00:00+08:00' },
  '2020-W10': { asOf: '2020-03-06', due: '2020-03-06T17:00:00+08:00' },
}

const unitOf = (id: string | null) => units.find((unit) => unit.id === id)
const nameOf = (id: string) => unitOf(id)!.name
const personOf = (id: string) => people.find((person) => person.id === id)!
const childrenOf = (id: string) => units.filter(({ parent }) => parent === id)
const belowOf = (id: string): string[] =>
  childrenOf(id).flatMap((child) => [child.id, ...belowOf(child.id)])
const formOf = (id: string) => forms.find((form) => form.id === id)!

/** The unit and those above it, itself first. */
function lineOf(id: string | null): string[] {
  return id === null ? [] : [id, ...lineOf(unitOf(id)!.parent)]
}

export const placeKey = ({ unit, form, period }: Place) => `${unit} ${form} ${period}`

export class Model {
  /** By place, the oldest first. */
  private revisions = new Map<string, Revision[]>()
  /** By token and idempotency key: what was sent under it, and as which revision it arrived. */
  private keys = new Map<string, { place: string; revision: number }>()
  /** By unit and period. */
  private settings = new Map<string, Settings>()
  /** By unit, form and reason, the oldest first. */
  private rulings = new Map<string, Ruling[]>()
  private events: Record<string, unknown>[] = []

  copy(): Model {
    const copy = new Model()
    copy.revisions = new Map(this.revisions)
    copy.keys = new Map(this.keys)
    copy.settings = new Map(this.settings)
    copy.rulings = new Map(this.rulings)
    copy.events = [...this.events]
    return copy
  }

  /** Does what is asked, at that instant, and answers. */
  answer(message: Message, at: string, sheets: Map<string, Sheet>): Answer {
    const reach = personOf(message.by).unit
    if (!lineOf(message.unit).includes(reach)) return refused(403, 'unit-out-of-reach')
    switch (message.ask) {
      case 'put':
        return this.put(message, sheets.get(message.sheet)!, at)
      case 'get':
        return this.get(message)
      case 'accept':
        return this.decide(message, { state: 'accepted', reason: '', cells: [] }, at)
      case 'return': {
        const { reason, cells } = message
        return this.decide(message, { state: 'returned', reason, cells }, at)
      }
      case 'rule':
        return this.rule(message, at)
      case 'close':
      case 'reopen':
        return this.turn(message, at)
      case 'extend':
        return this.extend(message, at)
      case 'withdraw':
        return this.withdraw(message, at)
      case 'set':
        return this.set(message, at)
      case 'period':
        return ok(this.period(message.unit, message.period))
      case 'totals':
        return this.totals(message)
      case 'completeness':
        return this.completeness(message)
    }
  }

  private put(message: Ask<'put'>, sheet: Sheet, at: string): Answer {
    const { base, key, unit, period } = message
    const place = placeKey(message)
    const revisions = this.revisions.get(place) ?? []
    const current = revisions.at(-1)
    if (base === null) return refused(428, 'precondition-required')

    const used = key === null ? undefined : this.keys.get(`${message.by} ${key}`)
    if (used) {
      const earlier = this.revisions.get(used.place)![used.revision - 1]!
      const same = used.place === place && earlier.sheet.hash === sheet.hash
      if (!same) return refused(422, 'idempotency-key-reused')
      return this.receipt(message, used.revision, used.revision === 1)
    }
    if (current?.sheet.hash === sheet.hash) return this.receipt(message, revisions.length, false)

    const closed = this.closed(unit, period)
    if (closed) return refused(423, 'period-closed', { closed })
    const { decision } = current ?? {}
    if (decision?.state === 'accepted') return refused(423, 'submission-accepted', { decision })
    if (!holds(base, current)) return this.changed(message)
    if (isSkip(sheet) && current && !isSkip(current.sheet)) return refused(422, 'skip-over-report')
    if (!this.excuses(message, sheet)) return refused(422, 'unexplained-findings')
    if (sheet.miscounted) return refused(422, 'tally-differs')

    const late = Date.parse(at) > Date.parse(this.period(unit, period).due)
    const by = personOf(message.by)
    const made = { sheet, receivedAt: at, by, late, key, decision: null }
    this.revisions.set(place, [...revisions, made])
    const revision = revisions.length + 1
    if (key !== null) this.keys.set(`${message.by} ${key}`, { place, revision })
    this.record(message, 'submitted', at, { ...formAndRevision(message, revision) })
    return this.receipt(message, revision, revision === 1)
  }

  private get(message: Ask<'get'>): Answer {
    const revisions = this.revisions.get(placeKey(message)) ?? []
    const number = message.revision ?? revisions.length
    const found = revisions[number - 1]
    if (!found) return refused(404, 'submission-missing')
    const etag = tagOf(found)
    if (message.known === etag) return { status: 304, etag, body: null }
    return ok(this.stored(message, number), etag)
  }

  private decide(
    message: Ask<'accept' | 'return'>,
    made: Pick<Decision, 'state' | 'reason' | 'cells'>,
    at: string,
  ): Answer {
    const place = placeKey(message)
    const revisions = this.revisions.get(place) ?? []
    const current = revisions.at(-1)
    if (!current) return refused(404, 'submission-missing')
    if (message.base !== null && !holds(message.base, current)) return this.changed(message)

    const { decision: before } = current
    const again =
      before?.state === made.state &&
      before.reason === made.reason &&
      before.cells.join() === made.cells.join()
    if (!again) {
      const decision = { ...made, decidedAt: at, decidedBy: nameOf(personOf(message.by).unit) }
      this.revisions.set(place, [...revisions.slice(0, -1), { ...current, decision }])
      this.record(message, made.state, at, {
        ...formAndRevision(message, revisions.length),
        detail: {
          reason: made.reason,
          cells: made.cells,
          before: { state: before?.state ?? 'submitted' },
        },
      })
    }
    const stored = this.stored(message, revisions.length)
    return ok(stored, tagOf(this.revisions.get(place)!.at(-1)!))
  }

  /** Whether the reason that a sheet gives, if any, is good for that week. */
  private excuses({ unit, form, period }: Place, { excuse }: Sheet): boolean {
    const last = excuse && this.rulings.get(`${unit} ${form} ${excuse.id}`)?.at(-1)
    if (!last) return true
    return last.state === 'accepted' && (last.until === null || last.until >= period)
  }

  private rule(message: Ask<'rule'>, at: string): Answer {
    const { unit, form, period, excuse: id, state, until } = message
    const by = personOf(message.by).unit
    if (by === unit) return refused(403, 'decided-above')
    if (until !== null && until < period) return refused(422, 'until-passed')
    const revisions = this.revisions.get(placeKey(message)) ?? []
    const { excuse } = revisions.at(-1)?.sheet ?? { excuse: null }
    if (excuse?.id !== id) return refused(404, 'explanation-unknown')
    const key = `${unit} ${form} ${id}`
    const before = this.rulings.get(key) ?? []
    const last = before.at(-1)
    const change = { state, until, why: state === 'refused' ? WHY : '' }
    const changes = ({ state, until, why }: typeof change) => ({ state, until, why })
    if (last && JSON.stringify(changes(last)) === JSON.stringify(change)) {
      return ok({ id, decision: last })
    }
    const { about, reason } = excuse
    const decision = { id, about, ...change, reason, since: period }
    const made: Ruling = { ...decision, decidedAt: at, decidedBy: nameOf(by) }
    this.rulings.set(key, [...before, made])
    this.record(message, 'explanation-decided', at, {
      ...formAndRevision(message, revisions.length),
      detail: { explanation: id, ...change, before: last ? changes(last) : null },
    })
    return ok({ id, decision: made })
  }

  private turn(message: Ask<'close' | 'reopen'>, at: string): Answer {
    const { unit, period, ask } = message
    const own = this.settingsOf(unit, period)
    const above = this.closed(unitOf(unit)!.parent, period)
    if (ask === 'reopen' && above) return refused(423, 'period-closed', { closed: above })
    if ((ask === 'close') !== (own.closedAt !== null)) {
      const closedAt = ask === 'close' ? at : null
      this.settings.set(`${unit} ${period}`, { ...own, closedAt })
      this.record(message, ask === 'close' ? 'period-closed' : 'period-reopened', at, {})
    }
    return ok(this.period(unit, period))
  }

  private set(message: Ask<'set'>, at: string): Answer {
    const { unit, period, asOf, due } = message
    const own = this.settingsOf(unit, period)
    if (own.asOf !== asOf || own.due !== due) {
      const before = this.settings.has(`${unit} ${period}`)
        ? { asOf: own.asOf, due: own.due }
        : null
      this.settings.set(`${unit} ${period}`, { ...own, asOf, due })
      this.record(message, 'period-set', at, { detail: { asOf, due, before } })
    }
    return ok(this.period(unit, period))
  }

  private extend(message: Ask<'extend'>, at: string): Answer {
    const { unit, period, due } = message
    const by = personOf(message.by).unit
    if (by === unit) return refused(403, 'decided-above')
    const closed = this.closed(unit, period)
    if (closed) return refused(423, 'period-closed', { closed })
    const own = this.settingsOf(unit, period)
    const said = ({ due, reason }: { due: string; reason: string }) => ({ due, reason })
    const asked = { due: new Date(due).toISOString(), reason: WHY }
    if (JSON.stringify(own.extension && said(own.extension)) !== JSON.stringify(asked)) {
      const otherwise = own.due ?? this.period(unitOf(unit)!.parent, period).due
      if (Date.parse(due) <= Date.parse(otherwise)) return refused(422, 'extension-not-later')
      const extension = { ...asked, by: nameOf(by), at }
      this.settings.set(`${unit} ${period}`, { ...own, extension })
      const before = own.extension && said(own.extension)
      this.record(message, 'deadline-extended', at, { detail: { ...asked, before } })
    }
    return ok(this.period(unit, period))
  }

  private withdraw(message: Ask<'withdraw'>, at: string): Answer {
    const { unit, period } = message
    if (personOf(message.by).unit === unit) return refused(403, 'decided-above')
    const own = this.settingsOf(unit, period)
    if (own.extension) {
      const { due, reason } = own.extension
      this.settings.set(`${unit} ${period}`, { ...own, extension: null })
      this.record(message, 'extension-withdrawn', at, { detail: { before: { due, reason } } })
    }
    return ok(this.period(unit, period))
  }

  /** The nearest setting holds; whoever closes, closes for all below. */
  private period(unit: string | null, period: string) {
    const line = lineOf(unit).map((id) => this.settingsOf(id, period))
    const dated = line.find(({ due, extension }) => (extension?.due ?? due) !== null)
    return {
      id: period,
      asOf: line.find(({ asOf }) => asOf !== null)?.asOf ?? usual[period]!.asOf,
      due: dated?.extension?.due ?? dated?.due ?? usual[period]!.due,
      state: this.closed(unit, period) ? 'closed' : 'open',
      ...(dated?.extension && { extension: this.extensionIn(unit, period) }),
    }
  }

  /** Whose later deadline holds for a unit: that of the nearest. */
  private extensionIn(unit: string | null, period: string) {
    const id = lineOf(unit).find((one) => this.settingsOf(one, period).extension !== null)!
    return { unit: id, name: nameOf(id), ...this.settingsOf(id, period).extension }
  }

  /** Who has closed a period for a unit: the highest, where several have. */
  private closed(unit: string | null, period: string) {
    for (const id of lineOf(unit).toReversed()) {
      const { closedAt } = this.settingsOf(id, period)
      if (closedAt !== null) return { unit: id, name: nameOf(id), at: closedAt }
    }
    return null
  }

  private settingsOf(unit: string, period: string): Settings {
    return (
      this.settings.get(`${unit} ${period}`) ?? {
        asOf: null,
        due: null,
        extension: null,
        closedAt: null,
      }
    )
  }

  private totals({ unit, period: id, form, view }: Ask<'totals'>): Answer {
    const period = this.period(unit, id)
    const due = Date.parse(period.due)
    const inTime = ({ receivedAt }: Revision) => view === 'current' || Date.parse(receivedAt) <= due
    const reports = this.reports(unit, form, id, inTime)
    const sent = reports.filter(({ revision }) => revision > 0)
    const once = this.once(unit, form, id, inTime)
    const parts = sent.map(({ unit: from, revision }) => {
      const { state, late, hash, tally } = this.stored({ unit: from, form, period: id }, revision)
      // As it counts in the unit right below the one asked for.
      const child = lineOf(from)[lineOf(from).indexOf(unit) - 1]
      const below = child === undefined ? tally : this.once(child, form, id, inTime).get(from)!
      const counted = once.get(from)!
      const changed = {
        ...(counted === tally ? {} : { counted }),
        ...(below === tally ? {} : { countedBelow: below }),
      }
      return {
        unit: from,
        name: nameOf(from),
        form,
        revision,
        state,
        late,
        hash,
        tally,
        ...changed,
      }
    })
    const holders = this.holders(unit, form, id, inTime)
    const isDouble = holders.length > 1
    const missing = reports.filter(({ revision }) => revision === 0)
    return ok({
      unit,
      name: nameOf(unit),
      period,
      view,
      forms: [form],
      totals: sumUp(form, [...once.values()]),
      duplicates: isDouble ? [duplicateOf(form, holders)] : [],
      duplicateCounts: { same: isDouble ? 1 : 0, possible: 0, unopened: 0, said: 0 },
      coverage: {
        expected: reports.length,
        submitted: sent.length,
        missing: missing.map((one) => nameOf(one.unit)),
      },
      parts,
      superseded: sent.flatMap(({ unit: by }) =>
        belowOf(by)
          .filter((below) => this.last({ unit: below, form, period: id }, inTime) > 0)
          .map((below) => ({ unit: below, name: nameOf(below), form, by })),
      ),
      rates: {},
      across: form === 'enterprises' ? this.staffAgainstReturnees(unit, id, inTime) : [],
    })
  }

  /** Who of a subtree reports the enterprise that is in many sheets; whom it counts for comes first. */
  private holders(
    unit: string,
    form: string,
    period: string,
    counts: (revision: Revision) => boolean,
  ) {
    const weight: Record<string, number> = { accepted: 2, submitted: 1, returned: 0 }
    return this.reports(unit, form, period, counts)
      .filter(({ revision }) => revision > 0)
      .map(({ unit: from, revision }) => {
        const { state, receivedAt } = this.stored({ unit: from, form, period }, revision)
        const { sheet } = this.revisions.get(placeKey({ unit: from, form, period }))![revision - 1]!
        return { unit: from, revision, state, receivedAt, without: sheet.without }
      })
      .filter(({ without }) => without !== null)
      .sort(
        (a, b) =>
          weight[b.state]! - weight[a.state]! ||
          Date.parse(b.receivedAt) - Date.parse(a.receivedAt),
      )
  }

  /** What each unit's report comes to below a unit, where each enterprise counts once. */
  private once(
    unit: string,
    form: string,
    period: string,
    counts: (revision: Revision) => boolean,
  ): Map<string, Tally> {
    const others = this.holders(unit, form, period, counts).slice(1)
    const sent = this.reports(unit, form, period, counts).filter(({ revision }) => revision > 0)
    return new Map(
      sent.map(({ unit: from, revision }) => [
        from,
        others.find((other) => other.unit === from)?.without ??
          this.stored({ unit: from, form, period }, revision).tally,
      ]),
    )
  }

  /** Of each unit that has sent either form, what it and all below it say of people back at work. */
  private staffAgainstReturnees(
    unit: string,
    period: string,
    counts: (revision: Revision) => boolean,
  ): unknown[] {
    const hasSent = forms.some(({ id: form }) => this.last({ unit, form, period }, counts) > 0)
    if (!hasSent) {
      return childrenOf(unit).flatMap(({ id }) => this.staffAgainstReturnees(id, period, counts))
    }
    const sum = (form: string, figure: string, isWhole: boolean): number | null => {
      const reports = this.reports(unit, form, period, counts)
      if (reports.length === 0 || reports.some(({ revision }) => revision === 0)) return null
      const once = this.once(unit, form, period, counts)
      const figures = reports.map(({ unit: from }) => once.get(from)?.[figure] ?? null)
      if (isWhole && figures.includes(null)) return null
      return figures.reduce<number>((a, b) => a + (b ?? 0), 0)
    }
    const left = sum('enterprises', 'enterprises.staff_back', true)
    const workforce = sum('returnees', 'returnees.workforce', true)
    const outside = sum('enterprises', 'enterprises.staff_outside', false)
    const right = workforce === null || outside === null ? null : workforce + outside
    const hasCome = (form: string) => sum(form, '', false) !== null
    const missing = [
      ...(left === null ? ['enterprises.staff_back'] : []),
      ...(workforce === null ? ['returnees.workforce'] : []),
      ...(outside === null ? ['enterprises.staff_outside'] : []),
    ].map((figure) => {
      const form = figure.slice(0, figure.indexOf('.'))
      return { figure, form, reported: hasCome(form) }
    })
    const state = left === null || right === null ? 'unknown' : left <= right ? 'holds' : 'broken'
    const rule = { rule: 'enterprises.back-within-workforce', form: 'enterprises' }
    return [{ ...rule, unit, name: nameOf(unit), state, left, right, missing }]
  }

  private completeness({ unit, period: id, form }: Ask<'completeness'>): Answer {
    const reports = this.reports(unit, form, id, () => true)
    const missing = reports.filter(({ revision }) => revision === 0)
    return ok({
      unit,
      period: this.period(unit, id),
      expected: reports.length,
      submitted: reports.length - missing.length,
      missing: missing.map((one) => nameOf(one.unit)),
      entries: reports.map(({ unit: from, revision }) => {
        const entry = { unit: from, name: nameOf(from), form }
        if (revision === 0) {
          return {
            ...entry,
            state: 'missing',
            kind: null,
            revision: null,
            receivedAt: null,
            late: false,
            ...this.unable({ unit: from, form, period: id }),
          }
        }
        const stored = this.stored({ unit: from, form, period: id }, revision)
        const { state, receivedAt, late, submission } = stored
        return { ...entry, state, kind: submission.kind, revision, receivedAt, late }
      }),
    })
  }

  /**
   * Who of a subtree reports a form, in the order of the units: a unit that has sent stands for all
   * below it; of a subtree where nobody has, the leaves are expected to. Revision 0: nothing yet.
   */
  private reports(
    unit: string,
    form: string,
    period: string,
    counts: (revision: Revision) => boolean,
  ): { unit: string; revision: number }[] {
    const revision = this.last({ unit, form, period }, counts)
    if (revision > 0) return [{ unit, revision }]
    const children = childrenOf(unit)
    if (children.length > 0) {
      return children.flatMap(({ id }) => this.reports(id, form, period, counts))
    }
    const wanted = lineOf(unit)
      .map((id) => unitOf(id)!.forms)
      .find((list) => list !== null)
    return wanted?.includes(form) ? [{ unit, revision }] : []
  }

  /** Number of the last revision that counts; 0 where none does, or it only says why there is none. */
  private last(place: Place, counts: (revision: Revision) => boolean): number {
    const revisions = this.revisions.get(placeKey(place)) ?? []
    const last = revisions.findLastIndex(counts)
    return last >= 0 && isSkip(revisions[last]!.sheet) ? 0 : last + 1
  }

  /** What is said of a unit from which nothing but a reason has come. */
  private unable(place: Place) {
    const revision = (this.revisions.get(placeKey(place)) ?? []).length
    if (revision === 0) return {}
    const { state, receivedAt, submission } = this.stored(place, revision)
    const excuse = { reason: submission.reason, state, revision, receivedAt }
    return { kind: 'skip', excuse }
  }

  private receipt(place: Place, revision: number, created: boolean): Answer {
    const { submission: _, decision: __, ...receipt } = this.stored(place, revision)
    return { status: created ? 201 : 200, etag: `"${receipt.hash}"`, body: receipt }
  }

  private stored({ unit, form, period }: Place, revision: number) {
    const found = this.revisions.get(placeKey({ unit, form, period }))![revision - 1]!
    const { sheet, receivedAt, by, late, decision } = found
    const { hash, document: submission } = sheet
    const state = decision?.state ?? 'submitted'
    const tally = submission.tally
    const receivedFrom = nameOf(by.unit)
    const numbered = { unit, form, period, revision, state, hash, tally }
    return { ...numbered, receivedAt, receivedFrom, late, submission, decision }
  }

  /** What whoever builds on another revision is told. */
  changed(place: Place): Answer {
    const number = (this.revisions.get(placeKey(place)) ?? []).length
    if (number === 0) return refused(412, 'revision-changed', { current: null })
    const { revision, hash, receivedAt, receivedFrom } = this.stored(place, number)
    const current = { revision, etag: `"${hash}"`, receivedAt, receivedFrom }
    return refused(412, 'revision-changed', { current })
  }

  private record(message: Message, kind: string, at: string, more: Record<string, unknown>) {
    const { unit, period, by } = message
    const nothing = { form: null, revision: null, detail: null }
    const actor = nameOf(personOf(by).unit)
    this.events.push({ at, by, actor, kind, unit, period, ...nothing, ...more })
  }

  /** The rows of these places, all settings, and the events from one on. */
  rows(places: string[], firstEvent: number): Rows {
    const numbered = [...new Set(places)].sort().flatMap((key) => {
      const revisions = this.revisions.get(key) ?? []
      return revisions.map((one, index) => ({
        key,
        one,
        revision: index + 1,
        of: revisions.length,
      }))
    })
    const row = ({ key, one, revision }: (typeof numbered)[number]) => ({
      place: key,
      revision,
      hash: one.sheet.hash,
      kind: one.sheet.document.kind,
      tally: one.sheet.document.tally,
      receivedAt: one.receivedAt,
      receivedFrom: nameOf(one.by.unit),
      late: one.late,
      keys: one.sheet.keys,
    })
    return {
      revisions: numbered.map((found) => {
        const { by, key, decision } = found.one
        return { ...row(found), by: by.id, key, decision }
      }),
      current: numbered
        .filter(({ revision, of }) => revision === of)
        .map((found) => ({
          ...row(found),
          state: found.one.decision?.state ?? 'submitted',
          reasons: reasonsOf(found.one),
        })),
      periods: [...this.settings]
        .map(([place, set]) => ({ place, ...set }))
        .sort((a, b) => (a.place < b.place ? -1 : 1)),
      rulings: [...this.rulings]
        .flatMap(([place, all]) =>
          all.map((decision, index) => ({ place, version: index + 1, decision })),
        )
        .sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : a.version - b.version)),
      events: this.events.slice(firstEvent),
    }
  }

  /** How many rows there are in all. */
  counts() {
    const lengths = [...this.revisions.values()].map(({ length }) => length)
    return {
      revisions: lengths.reduce((sum, length) => sum + length, 0),
      current: lengths.length,
      events: this.events.length,
    }
  }

  places(): { place: Place; revisions: number }[] {
    return [...this.revisions].map(([key, { length }]) => {
      const [unit = '', form = '', period = ''] = key.split(' ')
      return { place: { unit, form, period }, revisions: length }
    })
  }
}

const isSkip = ({ document }: Sheet) => document.kind === 'skip'

const reasonsOf = ({ sheet: { excuse } }: Revision) =>
  excuse && [{ id: excuse.id, reason: excuse.reason }]

/** The enterprise stands in the first row below the headings, its code behind the other columns. */
function duplicateOf(form: string, holders: { unit: string; revision: number }[]) {
  return {
    form,
    field: 'uscc',
    value: shared.uscc,
    name: shared.name,
    units: holders.map(({ unit, revision }) => ({
      unit,
      name: nameOf(unit),
      revision,
      sheet: 'Sheet1',
      cell: 'E3',
    })),
    countedFor: holders[0]!.unit,
  }
}

const formAndRevision = ({ form }: Place, revision: number) => ({ form, revision })

function holds(base: Exclude<Base, null>, current: Revision | undefined): boolean {
  if (base === 'none') return current === undefined
  if (current === undefined) return false
  // A tag is the content hash; what follows a dot tells of the decision, which changes no content.
  return base === 'any' || base.some((tag) => /"([^".]*)/.exec(tag)?.[1] === current.sheet.hash)
}

function tagOf({ sheet, decision }: Revision): string {
  return decision
    ? `"${sheet.hash}.${Date.parse(decision.decidedAt).toString(36)}"`
    : `"${sheet.hash}"`
}

/** Sums add up, rates are computed from the sums; what nobody reported stays unknown. */
function sumUp(id: string, tallies: Tally[]): Tally {
  const sums: Tally = {}
  for (const { id: indicator, compute } of formOf(id).indicators) {
    if ('ratio' in compute) {
      const [part, whole] = compute.ratio.map((of) => sums[of] ?? null)
      sums[indicator] = part == null || !whole ? null : part / whole
      continue
    }
    const known = tallies.flatMap((tally) => tally[indicator] ?? [])
    sums[indicator] = known.length === 0 ? null : known.reduce((a, b) => a + b, 0)
  }
  return sums
}

function ok(body: Record<string, unknown>, etag: string | null = null): Answer {
  return { status: 200, etag, body }
}

function refused(status: number, problem: string, members: Record<string, unknown> = {}): Answer {
  const etag = members.current ? (members.current as { etag: string }).etag : null
  return {
    status,
    etag,
    body: { type: `https://fugong.invalid/problems/${problem}`, ...members },
  }
}
