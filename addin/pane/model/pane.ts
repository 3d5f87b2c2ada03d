import type { Lang } from '../../../shared/messages/index.ts'
import { shanghaiDay } from '../../../shared/periods/periods.ts'
import { account } from './account.ts'
import { type Batch, batchOf } from './batch.ts'
import type { PaneDeps } from './deps.ts'
import { reading } from './reading.ts'
import { sending } from './sending.ts'
import { initialState, type PaneState } from './state.ts'
import { Store } from './store.ts'

const LANG = 'lang'

/** The pane without its looks: a state, and what a person can do. */
export type Pane = ReturnType<typeof createPane>

/** @param lang the language of Excel, until the person chooses one */
export function createPane(deps: PaneDeps, lang: Lang) {
  const chosen = deps.keyValues.get(LANG)
  const store = new Store<PaneState>(
    initialState(chosen === 'zh' || chosen === 'en' ? chosen : lang),
  )
  const sheets = reading(store, deps)
  const person = account(store, deps, () => letters.signedIn())
  const letters = sending(store, deps, () => person, sheets)
  const today = () => shanghaiDay(deps.now().toISOString())
  const batch = (): Batch | null => batchOf(store.get(), deps.forms, today())

  let asked: string | null = null
  /** Asks the county whenever what is looked at is for another unit, form or week. */
  function followTarget(): void {
    const target = batch()?.target ?? null
    const id = target && JSON.stringify(target)
    if (id === asked) return
    asked = id
    if (target) void letters.refresh(target)
  }
  store.subscribe(followTarget)

  return {
    store,
    forms: deps.forms,
    sheets,
    person,
    letters,
    batch,
    today,

    async open(): Promise<void> {
      await Promise.all([person.open().then(() => letters.open()), sheets.open()])
    },

    setLang(to: Lang): void {
      deps.keyValues.set(LANG, to)
      store.update({ lang: to })
    },

    choosePeriod(period: string): void {
      store.update({ period })
      const { active } = store.get()
      if (active !== null) void sheets.lookAgain([active])
    },

    chooseUnit: (unit: string) => store.update({ unit }),
    chooseTable: (table: number) => store.update({ table }),

    /** Sends a sheet along with the one in front, or leaves it out. */
    takeAlong(sheet: string, chosen: boolean): void {
      store.update(({ alongside }) => ({ alongside: { ...alongside, [sheet]: chosen } }))
    },

    async setOnline(online: boolean): Promise<void> {
      store.update({ online })
      if (online) await letters.flush()
    },
  }
}
