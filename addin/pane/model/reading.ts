/** Reading sheets, checking them, and what is done in the workbook itself. */
import { withChanges } from '../../../shared/grid/changes.ts'
import type { Grid } from '../../../shared/grid/grid.ts'
import type { InspectOptions } from '../../../shared/inspect.ts'
import { shanghaiDay } from '../../../shared/periods/periods.ts'
import type { Patch } from '../../../shared/read/table.ts'
import type { ColumnAnswer } from '../../../shared/recognise/column-answers.ts'
import { troubleOf } from '../../workbook/office/host.ts'
import type { Change, Mark, WrittenPatch } from '../../workbook/port.ts'
import { batchOf, type Located } from './batch.ts'
import { type Choice, chosenPeriod } from './choices.ts'
import { withRemembered } from './columns.ts'
import type { Edit, PaneDeps } from './deps.ts'
import { alsoDue, areasToRead, type Due } from './due.ts'
import { cellNow, fixOf, holds, type Place, rowsByRecord, withFormat } from './fixing.ts'
import { pastOf } from './past.ts'
import { isSameReason } from './reasons.ts'
import { renamedSheets, withSheets } from './sheets.ts'
import type { PaneState, Past, Reason } from './state.ts'
import type { Store } from './store.ts'

/** A person types on; sheets are read again when this many milliseconds have passed since. */
const SETTLE = 400

/** Settings kept with the workbook: reasons given for errors, what was chosen for sheets, what columns are. */
const REASONS = 'reasons'
const CHOICES = 'choices'
export const COLUMNS = 'columns'

export type Reading = ReturnType<typeof reading>

export function reading(store: Store<PaneState>, deps: PaneDeps) {
  /** Sheet → its latest look; an earlier one that ends later is dropped. */
  const turns = new Map<string, number>()
  const touched = new Set<string>()
  /** Sheet → what it was last held against. */
  const pasts = new Map<string, Past | null>()
  /** Sheet → what was changed of it and is not looked at yet. */
  const owed = new Map<string, Due>()
  let settle: (() => void) | null = null
  /** One change of what is kept with the workbook after the other. */
  let amending: Promise<void> = Promise.resolve()

  const today = () => shanghaiDay(deps.now().toISOString())
  const batch = () => batchOf(store.get(), store.get().forms, today())

  /** Runs something in the workbook; what goes wrong becomes a state, never an exception. */
  async function guarded(work: () => Promise<void>): Promise<boolean> {
    try {
      await work()
      if (store.get().trouble !== null) store.update({ trouble: null })
      return true
    } catch (error) {
      const trouble = troubleOf(error)
      // The next click finds the sheets as they are now.
      if (trouble === 'sheet-gone') await followSheets().then(lookWhereMissing, () => undefined)
      store.update({ trouble, reading: false })
      return false
    }
  }

  async function followSheets(): Promise<void> {
    const sheets = await deps.workbook.sheets()
    const renamed = renamedSheets(store.get().sheets, sheets)
    store.update((state) => withSheets(state, sheets))
    if (renamed.size === 0) return
    void amend<Reason>(REASONS, 'reasons', (kept) =>
      kept.map((one) => ({ ...one, sheet: renamed.get(one.sheet) ?? one.sheet })),
    )
  }

  /** Of the sheet in front nothing is known once it has another name. */
  async function lookWhereMissing(): Promise<void> {
    const { active, looks } = store.get()
    if (active !== null && !looks[active]) await look(active).catch(() => undefined)
  }

  function optionsFor(sheet: string, period: string | undefined): InspectOptions {
    const { book, columns, forms } = store.get()
    const result: InspectOptions = { forms, now: today(), file: book, columns }
    if (period !== undefined) result.period = period
    const past = pastOf(store.get(), sheet, today())
    pasts.set(sheet, past)
    if (past) {
      result.previous = past.previous
      result.history = past.history
    }
    return result
  }

  /** @param due what is to be read of the sheet; all of it unless said */
  async function look(sheet: string, due: Due = { areas: null }): Promise<void> {
    const turn = (turns.get(sheet) ?? 0) + 1
    turns.set(sheet, turn)
    owed.set(sheet, due)
    const { grid, edit } = await readDue(sheet, due)
    let options = optionsFor(sheet, chosenPeriod(store.get(), sheet, today()))
    let reports = await deps.inspect(grid, options, edit)
    // A week chosen by hand does not hold for a sheet that names another one than then.
    const chosen = chosenPeriod(store.get(), sheet, today(), reports)
    if (chosen !== options.period) {
      options = optionsFor(sheet, chosen)
      reports = await deps.inspect(grid, options)
    }
    if (turns.get(sheet) !== turn) return
    // The county's forms, or a person's word for a column, have come meanwhile.
    const { forms, columns } = store.get()
    if (forms !== options.forms || columns !== options.columns) return look(sheet)
    store.update(({ looks }) => ({ looks: { ...looks, [sheet]: { grid, reports } } }))
    // What was edited while this was read is still to be looked at, and so is what was read.
    if (owed.get(sheet) === due) owed.delete(sheet)
  }

  async function readDue(sheet: string, due: Due): Promise<{ grid: Grid; edit?: Edit }> {
    const before = store.get().looks[sheet]?.grid
    const areas = before ? areasToRead(before, due) : null
    if (!before || !areas) return { grid: await deps.workbook.read(sheet) }
    const changes = await deps.workbook.readAreas(sheet, areas)
    return { grid: withChanges(before, changes), edit: { before, changes } }
  }

  async function lookInFront(sheet: string): Promise<void> {
    store.update({ active: sheet, reading: true })
    await look(sheet)
    if (store.get().active === sheet) store.update({ reading: false })
    await followMarks()
  }

  /**
   * The other sheets, for what is reported together with the one in front. One that cannot be read is
   * said when the person turns to it.
   */
  async function lookAround(): Promise<void> {
    const { sheets, active, looks } = store.get()
    for (const { name } of sheets) {
      if (name !== active && !looks[name]) await look(name).catch(() => undefined)
    }
    await followPast()
  }

  /** Holds what is to be sent against another past, where one has come since it was inspected. */
  async function followPast(): Promise<void> {
    const sheets = new Set(batch()?.reports.map(({ sheet }) => sheet))
    const behind = [...sheets].filter(
      (sheet) => pastOf(store.get(), sheet, today()) !== (pasts.get(sheet) ?? null),
    )
    if (behind.length > 0) await lookAgain(behind)
  }

  async function lookAgain(sheets: string[], edits?: Map<string, Due>): Promise<boolean> {
    const { active } = store.get()
    const inFront = active !== null && sheets.includes(active)
    if (inFront) store.update({ reading: true })
    const done = await guarded(async () => {
      for (const sheet of sheets) await look(sheet, edits?.get(sheet))
      await followMarks()
    })
    if (inFront) store.update({ reading: false })
    return done
  }

  function touch({ sheet, address }: Change): void {
    touched.add(sheet)
    owed.set(sheet, alsoDue(owed.get(sheet), address))
    settle?.()
    settle = deps.later(() => {
      settle = null
      void lookAtTouched()
    }, SETTLE)
  }

  async function lookAtTouched(): Promise<void> {
    const names = [...touched]
    touched.clear()
    const isKnown = (name: string) => store.get().sheets.some((one) => one.name === name)
    if (!names.every(isKnown) && !(await guarded(followSheets))) return
    const { active, looks } = store.get()
    const missing = active !== null && !looks[active] ? [active] : []
    await lookAgain([...new Set([...missing, ...names])].filter(isKnown), owed)
  }

  function marksToShow(): Mark[] {
    return (batch()?.findings ?? []).flatMap(({ sheet, finding }) =>
      finding.cell === null ? [] : [{ sheet, cell: finding.cell, severity: finding.severity }],
    )
  }

  /** Marks that are shown stay true to what is found. */
  async function followMarks(): Promise<void> {
    const { marks } = store.get()
    if (marks === null || JSON.stringify(marks) === JSON.stringify(marksToShow())) return
    await showMarks()
  }

  async function showMarks(): Promise<void> {
    const marks = marksToShow()
    await deps.workbook.mark(marks)
    store.update({ marks })
  }

  async function restore(): Promise<void> {
    const [reasons, columns, choices] = await Promise.all([
      deps.workbook.setting(REASONS),
      deps.workbook.setting(COLUMNS),
      deps.workbook.setting(CHOICES),
    ])
    const own = listOf<ColumnAnswer>(columns)
    store.update(({ remembered, choices: before }) => ({
      reasons: listOf<Reason>(reasons),
      // A file chosen once more after it was corrected keeps nothing by itself.
      choices: choices === null ? before : listOf<Choice>(choices),
      columns: withRemembered(own, remembered),
    }))
  }

  /**
   * Changes a list kept with the workbook, and the state with it. It is changed as it stands there: another
   * pane on the same workbook may have written to it.
   */
  function amend<T>(
    key: string,
    part: 'reasons' | 'choices',
    change: (list: T[]) => T[],
  ): Promise<void> {
    store.update((state) => ({ [part]: change(state[part] as T[]) }))
    amending = amending.then(() =>
      remember(async () => {
        const kept = await deps.workbook.setting(key)
        const list = change(kept === null ? (store.get()[part] as T[]) : listOf<T>(kept))
        await deps.workbook.setSetting(key, JSON.stringify(list))
        store.update({ [part]: list })
      }),
    )
    return amending
  }

  /** A workbook that takes nothing in keeps nobody from going on with what is known here. */
  async function remember(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch {
      store.update({ trouble: 'not-remembered' })
    }
  }

  /** Reads some cells again, of sheets that are still there. @returns whether that worked */
  async function lookAt(places: Place[]): Promise<boolean> {
    for (const { sheet, cell } of places) owed.set(sheet, alsoDue(owed.get(sheet), cell))
    return lookAgain([...new Set(places.map(({ sheet }) => sheet))], owed)
  }

  /**
   * Writes sheet by sheet: one that refuses does not keep the others.
   * @returns what was written, with the number format that the cell had where it needed another
   */
  async function writeAll(patches: WrittenPatch[]): Promise<Map<Patch, string | undefined>> {
    const written = new Map<Patch, string | undefined>()
    await guarded(async () => {
      const refusals: unknown[] = []
      for (const sheet of new Set(patches.map((one) => one.sheet))) {
        const own = patches.filter((one) => one.sheet === sheet)
        await deps.workbook.write(own).then(
          (formats) => {
            for (const patch of own) written.set(patch, formats.get(patch))
          },
          (error: unknown) => refusals.push(error),
        )
      }
      if (refusals.length > 0) throw refusals[0]
    })
    const { trouble } = store.get()
    const sheets = new Set([...written.keys()].map(({ sheet }) => sheet))
    if (sheets.size > 0) await lookAgain([...sheets])
    if (trouble !== null) store.update({ trouble })
    return written
  }

  return {
    /** Reads the sheet in front, then the others, and from then on follows the person's work. */
    async open(): Promise<void> {
      owed.clear()
      store.update({ looks: {}, active: null, reading: true, unit: null })
      store.update({ applied: [], leftAlone: 0 })
      await guarded(async () => {
        const [book, sheets, active] = await Promise.all([
          deps.workbook.name(),
          deps.workbook.sheets(),
          deps.workbook.activeSheet(),
          restore(),
        ])
        store.update({ book, sheets })
        await lookInFront(active)
        await deps.workbook.onActivate((sheet) => void this.turnTo(sheet))
        await deps.workbook.onChange(touch)
      })
      await lookAround()
    },

    /** The person has turned to this sheet. */
    async turnTo(sheet: string): Promise<void> {
      await guarded(async () => {
        await followSheets()
        await lookInFront(sheet)
      })
      await lookAround()
    },

    lookAgain,
    followPast,

    /** Goes by the sheets as they are called now. */
    follow: () => guarded(() => followSheets().then(lookWhereMissing)),

    /** Reads again all that is about to be sent. @returns whether that worked */
    async lookBeforeSending(): Promise<boolean> {
      const known = await this.follow()
      const sheets = new Set(batch()?.reports.map(({ sheet }) => sheet))
      return known && lookAgain([...sheets])
    },

    async goTo(sheet: string, cell: string): Promise<void> {
      await guarded(() => deps.workbook.select(sheet, cell))
    },

    /** Applies the safe fixes among these, except where somebody has typed since they were found. */
    async fix(findings: Located[]): Promise<void> {
      const wanted = findings.flatMap((one) => fixOf(store.get(), one) ?? [])
      if (wanted.length === 0 || !(await lookAt(wanted.map(({ after }) => after)))) return
      const { looks } = store.get()
      const standing = wanted.filter(({ before }) => holds(looks, before))
      const written = await writeAll(standing.map(({ after }) => after))
      const applied = standing
        .filter(({ after }) => written.has(after))
        .map((one) => ({ ...one, before: withFormat(one.before, written.get(one.after)) }))
      store.update((state) => ({
        applied: applied.length > 0 ? [...state.applied, applied] : state.applied,
        leftAlone: wanted.length - standing.length,
      }))
    },

    /**
     * Puts back what the last fixes replaced, wherever their rows have moved to, except where somebody
     * has typed since. What a sheet does not take now can be undone later.
     */
    async undo(): Promise<void> {
      const last = store.get().applied.at(-1)
      if (!last) return
      const names = new Set<string>()
      const known = await guarded(async () => {
        for (const { name } of await deps.workbook.sheets()) names.add(name)
      })
      const there = last.filter(({ after }) => names.has(after.sheet))
      const sheets = [...new Set(there.map(({ after }) => after.sheet))]
      if (!known || !(await lookAgain(sheets))) return
      const state = store.get()
      const rows = rowsByRecord(state, sheets)
      const found = there.flatMap((one) => {
        const cell = cellNow(rows, one)
        const after = cell && { ...one.after, cell }
        return after && holds(state.looks, after) ? [{ one, back: { ...one.before, cell } }] : []
      })
      const written = await writeAll(found.map(({ back }) => back))
      const refused = found.flatMap(({ one, back }) => (written.has(back) ? [] : [one]))
      store.update(({ applied }) => ({
        applied: [...applied.slice(0, -1), ...(refused.length > 0 ? [refused] : [])],
        leftAlone: last.length - found.length,
      }))
    },

    async mark(): Promise<void> {
      await guarded(showMarks)
    },

    async unmark(): Promise<void> {
      if (await guarded(() => deps.workbook.unmark())) store.update({ marks: null })
    },

    /** Goes by what the person chose for sheets, from now on and when the workbook is opened again. */
    choose: (change: (choices: Choice[]) => Choice[]) => amend(CHOICES, 'choices', change),

    /** Keeps a small text with the workbook. */
    keep: (key: string, text: string) => remember(() => deps.workbook.setSetting(key, text)),

    /** Gives a reason for an error that is right all the same; an empty one takes it back. */
    async explain(located: Located, text: string): Promise<void> {
      const { sheet, finding, record, earlier, given } = located
      const period = batch()?.period ?? ''
      const reason: Reason = { sheet, rule: finding.rule, cell: finding.cell, reason: text, period }
      if (record !== null) reason.record = record
      if (earlier?.reason === text) reason.since = earlier.since ?? earlier.period
      await amend<Reason>(REASONS, 'reasons', (kept) => {
        // Those of other weeks stay: they are what a later week is offered.
        const others = kept.filter(
          (one) => !isSameReason(one, reason) && !(given && isSameReason(one, given)),
        )
        return text.trim() === '' ? others : [...others, reason]
      })
    },
  }
}

/** A list kept with the workbook; a workbook may come from anywhere, so what is no list is none. */
function listOf<T>(text: string | null): T[] {
  try {
    const list: unknown = JSON.parse(text ?? '[]')
    const isItem = (one: unknown) => typeof one === 'object' && one !== null
    return Array.isArray(list) ? (list.filter(isItem) as T[]) : []
  } catch {
    return []
  }
}
