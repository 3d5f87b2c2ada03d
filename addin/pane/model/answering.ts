/**
 * What a person said of columns. It is kept with the workbook; and on this machine for the unit, because
 * next week's sheet may be a fresh file.
 */
import type { ColumnAnswer } from '../../../shared/recognise/column-answers.ts'
import { isSameQuestion } from '../../../shared/recognise/column-answers.ts'
import { unitOf } from './batch.ts'
import { answerKey, type ColumnQuestion, isRemembered, withRemembered } from './columns.ts'
import type { PaneDeps } from './deps.ts'
import { COLUMNS, type Reading } from './reading.ts'
import type { PaneState } from './state.ts'
import type { Store } from './store.ts'

export function answering(store: Store<PaneState>, deps: PaneDeps, sheets: Reading) {
  /** The unit whose answers are remembered; undefined: nobody's yet. */
  let unit: string | null | undefined

  async function recall(): Promise<void> {
    const wanted = unitOf(store.get())
    if (wanted === unit) return
    unit = wanted
    const remembered = await deps.store.answers(`${wanted ?? ''}/`).catch(() => [])
    const { columns, remembered: before } = store.get()
    if (unit !== wanted || remembered.length + before.length === 0) return
    store.update({ remembered, columns: withRemembered(columns, remembered) })
    await sheets.lookAgain(Object.keys(store.get().looks))
  }
  store.subscribe(() => void recall())

  async function follow(columns: ColumnAnswer[], remembered: ColumnAnswer[]): Promise<void> {
    store.update({ columns, remembered })
    await sheets.lookAgain(Object.keys(store.get().looks))
  }

  return {
    /** Takes the person's word for what a column is. */
    async answer(question: ColumnQuestion, field: string | null): Promise<void> {
      const { column, label, form, answer, isOnly } = question
      const given: ColumnAnswer = { column, label, field, form }
      const { columns, remembered } = store.get()
      const others = columns.filter(
        (one) =>
          one !== answer &&
          !(isSameQuestion(one, given) && (one.column === column || isRemembered(one))),
      )
      const elsewhere: ColumnAnswer = { ...given, column: '' }
      const rest = remembered.filter((one) => !isSameQuestion(one, elsewhere))
      // Of two columns headed alike only this workbook knows which is which.
      const key = answerKey(unit ?? null, given)
      await (isOnly ? deps.store.putAnswer(key, elsewhere) : deps.store.dropAnswer(key)).catch(
        () => undefined,
      )
      const now = [...others, given]
      await sheets.keep(COLUMNS, JSON.stringify(now.filter((one) => !isRemembered(one))))
      await follow(now, isOnly ? [...rest, elsewhere] : rest)
    },

    /** Takes back what was remembered of another workbook: the column is asked about again. */
    async forget({ answer }: ColumnQuestion): Promise<void> {
      if (!answer) return
      const { columns, remembered } = store.get()
      await deps.store.dropAnswer(answerKey(unit ?? null, answer)).catch(() => undefined)
      await follow(
        columns.filter((one) => one !== answer),
        remembered.filter((one) => one !== answer),
      )
    },
  }
}
