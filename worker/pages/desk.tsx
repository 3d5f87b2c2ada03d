import { useEffect, useMemo } from 'react'
import type { Lang } from '../../shared/messages/index.ts'
import { periodOfDate, shanghaiDay } from '../../shared/periods/periods.ts'
import type { Catalogue, PeriodSpan } from '../../shared/protocol/answers.ts'
import { periodTitle } from '../reading/when.ts'
import { at } from './api.ts'
import { useAnswer, usePage, useRoute } from './context.tsx'
import { Overview } from './overview.tsx'
import { ListView } from './parts/list-view.tsx'
import { Empty, PageError, PageSkeleton } from './parts/notices.tsx'
import { SubmissionView } from './parts/submission.tsx'
import { TopBar } from './parts/top-bar.tsx'
import { TrendsView } from './parts/trends-view.tsx'
import { WordsView } from './parts/words-view.tsx'
import { offeredWeeks } from './weeks.ts'

/** The signed-in page: the unit and period of the address, or the reader's own unit and newest data. */
export function Desk({ onLang }: { onLang(lang: Lang): void }) {
  const { lang, t, me } = usePage()
  const [route] = useRoute()
  const unit = useMemo(
    () => me.units.find((one) => one.id === (route.unit ?? me.unit?.id ?? me.units[0]?.id)),
    [me, route.unit],
  )
  const span = useAnswer<PeriodSpan>(unit ? at.periods(unit.id) : null)
  const catalogue = useAnswer<Catalogue>(unit ? at.forms(unit.id) : null)
  const today = periodOfDate(shanghaiDay(new Date().toISOString()))
  const period = route.period ?? (span.data ? (span.data.last ?? today) : null)

  useEffect(() => {
    const place = unit && period ? `${unit.name} ${periodTitle(period, lang)} · ` : ''
    document.title = place + t('app.name')
  }, [unit, period, lang, t])

  const body = () => {
    if (!unit) return <Empty title={t('unit.unknown')}>{t('unit.unknown.hint')}</Empty>
    const error = (span.data ? null : span.error) ?? (catalogue.data ? null : catalogue.error)
    if (error) return <PageError error={error} />
    if (!period || !span.data || !catalogue.data) return null
    const { forms } = catalogue.data
    if (route.submission) {
      return (
        <SubmissionView unit={unit} period={period} chosen={route.submission} catalogue={forms} />
      )
    }
    if (route.list) {
      return <ListView unit={unit} period={period} chosen={route.list} catalogue={forms} />
    }
    if (route.trends) {
      return <TrendsView unit={unit} period={period} chosen={route.trends} catalogue={forms} />
    }
    if (route.words) return <WordsView unit={unit} period={period} catalogue={forms} />
    const weeks = offeredWeeks(span.data, today, period)
    return <Overview unit={unit} period={period} weeks={weeks} catalogue={forms} />
  }

  return (
    <>
      <button type="button" className="skip" onClick={skipToContent}>
        {t('skip')}
      </button>
      <TopBar onLang={onLang} />
      {unit && (span.loading || catalogue.loading) ? (
        <PageSkeleton label={t('loading')} />
      ) : (
        <main className="content" id="content" tabIndex={-1}>
          {body()}
        </main>
      )}
    </>
  )
}

/** A button and not a link: the address after `#` holds the route. */
function skipToContent() {
  document.getElementById('content')?.focus()
}
