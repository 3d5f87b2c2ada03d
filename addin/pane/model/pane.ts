import type { Lang } from '../../../shared/messages/index.ts'
import { shanghaiDay } from '../../../shared/periods/periods.ts'
import type { Workbook } from '../../workbook/port.ts'
import { account } from './account.ts'
import { answering } from './answering.ts'
import { type Batch, batchOf, tablesInFront } from './batch.ts'
import { catalogue } from './catalogue.ts'
import { periodChoice, tableChoice, withChoice } from './choices.ts'
import type { PaneDeps } from './deps.ts'
import { drafting } from './drafting.ts'
import { pastFollower } from './past.ts'
import { reading } from './reading.ts'
import { sending } from './sending.ts'
import { initialState, type PaneState } from './state.ts'
import { Store } from './store.ts'

const LANG = 'lang'

/** What a batch is made of. */
const BATCH_PARTS = [
  'forms',
  'book',
  'sheets',
  'active',
  'looks',
  'choices',
  'unit',
  'alongside',
  'reasons',
  'columns',
  'me',
  'known',
  'pasts',
] as const satisfies (keyof PaneState)[]

/** The pane without its looks: a state, and what a person can do. */
export type Pane = ReturnType<typeof createPane>

/** @param lang the language of Excel, until the person chooses one */
export function createPane(deps: PaneDeps, lang: Lang) {
  const chosen = deps.keyValues.get(LANG)
  const store = new Store<PaneState>(
    initialState(chosen === 'zh' || chosen === 'en' ? chosen : lang, deps.forms),
  )
  const sheets = reading(store, deps)
  const columns = answering(store, deps, sheets)
  const county = catalogue(store, deps, () => person.token())
  const person = account(store, deps, {
    async signedIn() {
      await Promise.all([followForms(), letters.signedIn()])
    },
    forgotten() {
      if (county.forget()) void sheets.lookAgain(Object.keys(store.get().looks))
    },
  })
  const letters = sending(store, deps, () => person, sheets, {
    outdated: followForms,
    refused: (target) => past(target),
  })
  const today = () => shanghaiDay(deps.now().toISOString())

  /** Goes by the county's forms; sheets are read again where those are others than before. */
  async function followForms(): Promise<void> {
    if (await county.refresh()) await sheets.lookAgain(Object.keys(store.get().looks))
  }

  const definitions = drafting(store, deps, () => person, followForms)
  const past = pastFollower(store, deps, () => person.token(), sheets)

  let batchFor: PaneState | null = null
  let lastBatch: Batch | null = null
  /** The batch of the present state; counted anew only when something it is made of has changed. */
  function batch(): Batch | null {
    const state = store.get()
    const same = batchFor !== null && BATCH_PARTS.every((part) => batchFor?.[part] === state[part])
    if (!same) lastBatch = batchOf(state, state.forms, today())
    batchFor = state
    return lastBatch
  }

  let asked: string | null = null
  /** Asks the county whenever what is looked at is for another unit, form or week. */
  function followTarget(): void {
    const target = batch()?.target ?? null
    const id = target && JSON.stringify(target)
    if (id === asked) return
    asked = id
    if (target) void Promise.all([letters.refresh(target), letters.deadline(target), past(target)])
  }
  store.subscribe(followTarget)

  /** How the report in front stands with the county; what waits is sent on the way. */
  async function askCounty(): Promise<void> {
    const target = batch()?.target
    const asked = target ? [letters.refresh(target), letters.deadline(target), past(target)] : []
    await Promise.all([...asked, letters.flush()])
  }

  return {
    store,
    get forms() {
      return store.get().forms
    },
    sheets,
    columns,
    person,
    letters,
    definitions,
    batch,
    today,
    now: deps.now,

    async open(): Promise<void> {
      await Promise.all([
        person.open().then(() => Promise.all([followForms(), letters.open()])),
        sheets.open(),
      ])
    },

    /** Turns to another workbook, in place of the one there was. */
    async openWorkbook(workbook: Workbook): Promise<void> {
      // A form that is being made of a sheet outlives a corrected file, not another one.
      if ((await workbook.name()) !== store.get().book) definitions.cancel()
      deps.workbook = workbook
      await sheets.open()
    },

    setLang(to: Lang): void {
      deps.keyValues.set(LANG, to)
      store.update({ lang: to })
    },

    choosePeriod(period: string): void {
      const { active } = store.get()
      if (active === null) return
      const made = periodChoice(store.get(), active, period, today())
      void sheets.choose((choices) => withChoice(choices, made))
      void sheets.lookAgain([active])
    },

    chooseUnit: (unit: string) => store.update({ unit }),

    /** @param index among the tables of the sheet in front */
    chooseTable(index: number): void {
      const made = tableChoice(tablesInFront(store.get()), index)
      if (made) void sheets.choose((choices) => withChoice(choices, made))
    },

    /** Sends a sheet along with the one in front, or leaves it out. */
    takeAlong(sheet: string, chosen: boolean): void {
      store.update(({ alongside }) => ({ alongside: { ...alongside, [sheet]: chosen } }))
    },

    /** Reads and checks all that is to be sent once more, and asks the county how it stands. */
    async checkAgain(): Promise<void> {
      await sheets.follow()
      const { active } = store.get()
      const names = batch()?.reports.map(({ sheet }) => sheet) ?? (active === null ? [] : [active])
      await followForms()
      await Promise.all([sheets.lookAgain([...new Set(names)]), askCounty()])
    },

    askCounty,

    async setOnline(online: boolean): Promise<void> {
      store.update({ online })
      if (online) await letters.flush()
    },
  }
}
