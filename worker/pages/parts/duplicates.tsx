import { Button } from '@fluentui/react-components'
import { type ReactNode, useState } from 'react'
import type { Form } from '../../../shared/forms/form.ts'
import type {
  Duplicate,
  DuplicatesAnswer,
  Said,
  TotalsAnswer,
} from '../../../shared/protocol/answers.ts'
import { at } from '../api.ts'
import { mayDecide, useAnswer, usePage, useRoute } from '../context.tsx'
import { formatRoute } from '../route.ts'
import { ErrorNotice } from './notices.tsx'

interface DuplicatesProps {
  totals: TotalsAnswer
  /** All forms in force. */
  catalogue: Form[]
}

/** What several units report: counted once, or to be decided; folded until asked for. */
export function Duplicates({ totals, catalogue }: DuplicatesProps) {
  const { t } = usePage()
  const [isOpen, setOpen] = useState(false)
  const { same, possible, unopened, said } = totals.duplicateCounts
  if (same + possible + said === 0) return null
  const some = (count: number) => (count === 0 ? '' : count)
  return (
    <section className="card" aria-labelledby="duplicates" data-testid="duplicates">
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <h2 id="duplicates">
            {t('twice.title', { same: some(same), possible: some(possible) })}
          </h2>
        </summary>
        {unopened > 0 ? (
          <p className="meta alert-text">{t('twice.unopened', { n: unopened })}</p>
        ) : null}
        {isOpen ? <Listed totals={totals} catalogue={catalogue} /> : null}
      </details>
    </section>
  )
}

function Listed({ totals, catalogue }: DuplicatesProps) {
  const { lang, t, me, api, refresh } = usePage()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { unit, period, view } = totals
  const { data, error: unread } = useAnswer<DuplicatesAnswer>(at.duplicates(unit, period.id, view))
  if (!data)
    return unread ? <ErrorNotice t={t} error={unread} /> : <p className="meta">{t('loading')}</p>

  const say = async (
    { form, field, value }: Pick<Said, 'form' | 'field' | 'value'>,
    same: boolean | null,
  ) => {
    setBusy(true)
    setError(null)
    try {
      await api.put(at.sameness(unit, form, field), { values: [value], same })
      refresh()
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }
  const button = (
    what: Pick<Said, 'form' | 'field' | 'value'>,
    same: boolean | null,
    label: string,
  ) => (
    <Button
      className="no-print"
      size="small"
      disabled={busy}
      data-testid={`btn-same-${same}`}
      onClick={() => say(what, same)}
    >
      {label}
    </Button>
  )
  const decides = mayDecide(me)
  return (
    <>
      {data.same.length > 0 ? (
        <>
          <p className="meta">{t('twice.same.hint')}</p>
          <ul className="findings">
            {data.same.map((one) => (
              <Line key={`${one.form} ${one.field} ${one.value}`} one={one} totals={totals}>
                {decides ? button(one, false, t('twice.apart')) : null}
              </Line>
            ))}
          </ul>
        </>
      ) : null}
      {data.possible.length > 0 ? (
        <>
          <h3>{t('twice.possible')}</h3>
          <p className="meta">{t('twice.possible.hint')}</p>
          <ul className="findings">
            {data.possible.map((one) => (
              <Line key={`${one.form} ${one.field} ${one.value}`} one={one} totals={totals}>
                {decides ? button(one, true, t('twice.one', rowOf(one.form))) : null}
                {decides ? button(one, false, t('twice.several', rowOf(one.form))) : null}
              </Line>
            ))}
          </ul>
        </>
      ) : null}
      {data.said.length > 0 ? (
        <>
          <h3>{t('twice.said')}</h3>
          <ul className="findings">
            {data.said.map((one) => (
              <li key={`${one.form} ${one.field} ${one.value}`}>
                <span>
                  {t(one.same ? 'twice.said.one' : 'twice.said.several', {
                    form: titleOf(one.form),
                    value: one.value,
                    ...rowOf(one.form),
                  })}
                </span>
                {decides ? button(one, null, t('twice.take-back')) : null}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      {error ? <ErrorNotice t={t} error={error} /> : null}
    </>
  )

  /** What a row of a form is: 企业. */
  function rowOf(id: string): { row: string } {
    return { row: catalogue.find((form) => form.id === id)?.row[lang] ?? '' }
  }

  function titleOf(id: string): string {
    return catalogue.find((form) => form.id === id)?.title[lang] ?? id
  }
}

interface LineProps {
  one: Duplicate
  totals: TotalsAnswer
  children: ReactNode
}

/** A thing and the cells that say it, each a way to its sheet. */
function Line({ one, totals, children }: LineProps) {
  const { t } = usePage()
  const [route] = useRoute()
  const { form, name, value, units, countedFor } = one
  return (
    <li>
      <span>
        <strong>{name}</strong>
        {name === value ? '' : ` ${value}`}
        {t('twice.colon')}
        {units.map((place, index) => (
          <span key={`${place.unit} ${place.cell}`}>
            {index > 0 ? t('list.separator') : ''}
            <a
              href={formatRoute({
                ...route,
                unit: totals.unit,
                period: totals.period.id,
                figure: null,
                submission: { unit: place.unit, form, revision: null },
              })}
            >
              {place.name}
              {place.cell ? ` ${place.sheet}!${place.cell}` : ''}
            </a>
            {index === 0 && countedFor !== null ? t('twice.counted') : ''}
          </span>
        ))}
      </span>
      {children}
    </li>
  )
}
