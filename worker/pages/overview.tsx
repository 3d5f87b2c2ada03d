import { useMemo } from 'react'
import type { Form } from '../../shared/forms/form.ts'
import type { Completeness, TotalsAnswer, Unit } from '../../shared/protocol/answers.ts'
import { at } from './api.ts'
import { useAnswer, usePage, useRoute } from './context.tsx'
import { shownForms } from './forms.ts'
import { Across } from './parts/across.tsx'
import { Bulletin } from './parts/bulletin.tsx'
import { Coverage } from './parts/coverage.tsx'
import { Duplicates } from './parts/duplicates.tsx'
import { Explanations } from './parts/explanations.tsx'
import { FigureDrawer } from './parts/figure-drawer.tsx'
import { BlockSkeleton, Empty, PageError } from './parts/notices.tsx'
import { PeriodHead } from './parts/period-head.tsx'
import { Restatements } from './parts/restatements.tsx'
import { Totals } from './parts/totals.tsx'
import { UnitsTable } from './parts/units-table.tsx'
import { Upward } from './parts/upward.tsx'

interface OverviewProps {
  unit: Unit
  period: string
  weeks: string[]
  /** The forms in force for the unit. */
  catalogue: Form[]
}

/** A unit's week: who has reported, what it adds up to, how each unit below stands. */
export function Overview({ unit, period, weeks, catalogue }: OverviewProps) {
  const { t } = usePage()
  const [route, go] = useRoute()
  const completeness = useAnswer<Completeness>(at.completeness(unit.id, period))
  const totals = useAnswer<TotalsAnswer>(at.totals(unit.id, period, route.view))
  const error = completeness.error ?? totals.error
  const forms = useMemo(
    () => shownForms(catalogue, totals.data, completeness.data),
    [catalogue, totals.data, completeness.data],
  )

  return (
    <>
      <PeriodHead
        unit={unit}
        period={completeness.data?.period ?? null}
        id={period}
        weeks={weeks}
      />
      {error ? <PageError error={error} /> : null}
      {completeness.data ? (
        <Coverage completeness={completeness.data} forms={forms} />
      ) : completeness.loading ? (
        <BlockSkeleton label={t('loading')} />
      ) : null}
      {totals.loading ? <BlockSkeleton label={t('loading')} lines={6} /> : null}
      {totals.data && totals.data.parts.length === 0 ? (
        <Empty title={t(route.view === 'cutoff' ? 'totals.none.cutoff' : 'totals.none')}>
          {route.view === 'cutoff' ? null : t('totals.none.hint')}
        </Empty>
      ) : null}
      {totals.data && totals.data.parts.length > 0 ? (
        <>
          <Bulletin totals={totals.data} completeness={completeness.data} forms={forms} />
          <Across totals={totals.data} forms={forms} catalogue={catalogue} />
          <Duplicates totals={totals.data} catalogue={catalogue} />
        </>
      ) : null}
      {totals.data
        ? forms
            .filter((form) => totals.data?.parts.some((part) => part.form === form.id))
            .map((form) => (
              <Totals key={form.id} form={form} totals={totals.data as TotalsAnswer} />
            ))
        : null}
      {completeness.data && anyAfterCutoff(completeness.data) ? (
        <Restatements unit={unit.id} period={period} catalogue={catalogue} />
      ) : null}
      <Upward unit={unit.id} period={period} catalogue={catalogue} />
      <Explanations unit={unit.id} period={period} catalogue={catalogue} />
      {completeness.data && totals.data ? (
        <UnitsTable
          unit={unit}
          completeness={completeness.data}
          totals={totals.data}
          forms={forms}
          period={period}
        />
      ) : null}
      {totals.data && completeness.data && route.figure ? (
        <FigureDrawer
          unit={unit}
          completeness={completeness.data}
          figure={route.figure}
          forms={forms}
          totals={totals.data}
          period={period}
          onClose={() => go({ figure: null })}
        />
      ) : null}
    </>
  )
}

/** Only then is there anything to ask for. */
function anyAfterCutoff({ period, entries }: Completeness): boolean {
  const due = Date.parse(period.due)
  return entries.some(({ receivedAt }) => receivedAt !== null && Date.parse(receivedAt) > due)
}
