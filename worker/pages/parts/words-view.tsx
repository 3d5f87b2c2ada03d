import { Button } from '@fluentui/react-components'
import { ArrowLeftRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import type { Form } from '../../../shared/forms/form.ts'
import type { ApprovedHeadings, Unit, WordGroups } from '../../../shared/protocol/answers.ts'
import { momentTitle } from '../../reading/when.ts'
import { at } from '../api.ts'
import { mayDecide, useAnswer, usePage, useRoute } from '../context.tsx'
import { BlockSkeleton, Empty, ErrorNotice, PageError } from './notices.tsx'

interface WordsViewProps {
  unit: Unit
  period: string
  /** The forms in force for the unit. */
  catalogue: Form[]
}

/** What has been approved for a field, and how to take one of it back. */
interface Approved {
  unit: string
  form: string
  field: string
  savedAt: string
  savedBy: string
  wordings: string[]
  /** Keeps all but the wording at a place. */
  withdraw(place: number): Promise<unknown>
}

/** The words that hold for a unit: headings approved for it, and what it calls one thing; by whom and since when. */
export function WordsView({ unit, period, catalogue }: WordsViewProps) {
  const { t, api } = usePage()
  const [, go] = useRoute()
  const headings = useAnswer<ApprovedHeadings[]>(at.headings(unit.id))
  const groups = useAnswer<WordGroups[]>(at.words(unit.id))
  const error = headings.error ?? groups.error

  const approved = (headings.data ?? []).map(
    (one): Approved => ({
      ...one,
      withdraw: (place) =>
        api.put(at.heading(one.unit, one.form, one.field), {
          wordings: one.wordings.toSpliced(place, 1),
        }),
    }),
  )
  const together = (groups.data ?? []).map(
    (one): Approved => ({
      ...one,
      wordings: one.groups.map((group) => group.join(t('words.same'))),
      withdraw: (place) =>
        api.put(at.wordsOf(one.unit, one.form, one.field), {
          groups: one.groups.toSpliced(place, 1),
        }),
    }),
  )
  const read = headings.data !== null && groups.data !== null
  const some = [...approved, ...together].some(({ wordings }) => wordings.length > 0)
  return (
    <>
      <Button
        className="no-print back"
        appearance="subtle"
        icon={<ArrowLeftRegular />}
        onClick={() => go({ unit: unit.id, period, words: false })}
      >
        {t('submission.back', { unit: unit.name })}
      </Button>
      <section className="card" aria-labelledby="words-title">
        <h1 id="words-title">
          {t('words')} <span className="light">{unit.name}</span>
        </h1>
        {error ? <PageError error={error} /> : null}
        {headings.loading || groups.loading ? (
          <BlockSkeleton label={t('loading')} lines={4} />
        ) : null}
        {read && !some ? <Empty title={t('words.none')}>{t('words.none.hint')}</Empty> : null}
        <Wordings title={t('words.headings')} list={approved} catalogue={catalogue} />
        <Wordings title={t('words.groups')} list={together} catalogue={catalogue} />
      </section>
    </>
  )
}

interface WordingsProps {
  title: string
  list: Approved[]
  catalogue: Form[]
}

function Wordings({ title, list, catalogue }: WordingsProps) {
  const { lang, t, me, refresh } = usePage()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const shown = list.filter(({ wordings }) => wordings.length > 0)

  const withdraw = async (one: Approved, place: number) => {
    setBusy(true)
    setError(null)
    try {
      await one.withdraw(place)
      refresh()
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }
  const fieldOf = (one: Approved) => {
    const form = catalogue.find(({ id }) => id === one.form)
    const field = form?.fields.find(({ id }) => id === one.field)
    return t('words.field', {
      form: form?.title[lang] ?? one.form,
      field: field?.title[lang] ?? one.field,
    })
  }

  if (shown.length === 0) return error ? <ErrorNotice t={t} error={error} /> : null
  return (
    <>
      <h2>{title}</h2>
      <div className="scroll">
        <table className="grid">
          <thead>
            <tr>
              <th scope="col">{t('words.of')}</th>
              <th scope="col">{t('words.wordings')}</th>
              <th scope="col">{t('words.for')}</th>
              <th scope="col">{t('words.saved')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => {
              const unit = me.units.find(({ id }) => id === one.unit)
              return (
                <tr key={`${one.unit} ${one.form} ${one.field}`}>
                  <th scope="row">{fieldOf(one)}</th>
                  <td>
                    <ul className="findings">
                      {one.wordings.map((wording, place) => (
                        <li key={wording}>
                          <span>{wording}</span>
                          {unit && mayDecide(me) ? (
                            <Button
                              className="no-print"
                              size="small"
                              disabled={busy}
                              aria-label={t('words.withdraw.one', { wording })}
                              onClick={() => withdraw(one, place)}
                            >
                              {t('words.withdraw')}
                            </Button>
                          ) : null}
                        </li>
                      ))}
                    </ul>
                  </td>
                  <td>{unit?.name ?? t('words.above')}</td>
                  <td>
                    {t('words.saved.by', {
                      at: momentTitle(one.savedAt, lang),
                      name: one.savedBy,
                    })}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      {error ? <ErrorNotice t={t} error={error} /> : null}
    </>
  )
}
