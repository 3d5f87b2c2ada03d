import {
  Badge,
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  OverlayDrawer,
  ProgressBar,
} from '@fluentui/react-components'
import { DismissRegular } from '@fluentui/react-icons'
import type { Form } from '../../../shared/forms/form.ts'
import type { Completeness, TotalsAnswer, Unit } from '../../../shared/protocol/answers.ts'
import { display } from '../../../shared/tally/display.ts'
import { type Below, below } from '../../reading/below.ts'
import { isShare } from '../../reading/headline.ts'
import { usePage, useRoute } from '../context.tsx'
import { indicatorById } from '../forms.ts'
import { formatRoute, home } from '../route.ts'
import { exact } from './figure.tsx'

interface FigureDrawerProps {
  unit: Unit
  /** Indicator id. */
  figure: string
  /** The forms shown. */
  forms: Form[]
  completeness: Completeness
  totals: TotalsAnswer
  period: string
  onClose(): void
}

/** Which units a total is made of, the largest first; each opens into its own page or submission. */
export function FigureDrawer(props: FigureDrawerProps) {
  const { unit, figure, forms, completeness, totals, period, onClose } = props
  const { lang, t, me } = usePage()
  const [route] = useRoute()
  const found = indicatorById(forms, figure)
  if (!found) return null
  const { form, indicator } = found
  const total = totals.totals[figure] ?? null
  const across = totals.rates[figure]
  const isRate = isShare(indicator)
  const rows = below(unit.id, form, me.units, completeness, totals)
  const parts = rows
    .flatMap((row) =>
      row.tally ? [{ row, tally: row.tally, value: row.tally[figure] ?? null }] : [],
    )
    .sort((a, b) => (b.value ?? -1) - (a.value ?? -1))
  const silent = parts.filter((part) => part.value === null)
  const share = (value: number) => (isRate ? value : total ? value / total : 0)
  const address = (row: Below) =>
    row.entry
      ? formatRoute({
          ...route,
          unit: totals.unit,
          period,
          figure,
          submission: { unit: row.unit, form: form.id, revision: null },
        })
      : formatRoute({ ...home, unit: row.unit, period, view: route.view, figure })

  return (
    <OverlayDrawer
      open
      position="end"
      size="medium"
      className="drawer"
      onOpenChange={(_, data) => data.open || onClose()}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={
            <Button
              appearance="subtle"
              aria-label={t('close')}
              icon={<DismissRegular />}
              onClick={onClose}
            />
          }
        >
          {indicator.title[lang]}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        <p className="drawer-total">
          <strong>{display(total, indicator, lang)}</strong>
          <span className="detail">
            {across
              ? t('rate.over', { part: across.part, whole: across.whole })
              : exact(totals.totals, indicator, form, lang)}
          </span>
        </p>
        {across && across.without.length > 0 ? (
          <p className="meta alert-text">
            {t('rate.without', {
              names: across.without.map(({ name }) => name).join(t('list.separator')),
            })}
          </p>
        ) : null}
        <p className="meta">{isRate ? t('figure.rate.hint') : t('figure.sum.hint')}</p>
        {totals.duplicates.some((one) => one.form === form.id) ? (
          <p className="meta">{t('figure.once')}</p>
        ) : null}
        <table className="grid" data-testid="figure-parts">
          <thead>
            <tr>
              <th scope="col">{t('units.name')}</th>
              <th scope="col" className="number">
                {indicator.title[lang]}
              </th>
              <th scope="col">{isRate ? t('figure.parts') : t('figure.share')}</th>
            </tr>
          </thead>
          <tbody>
            {parts.map(({ row, tally, value }) =>
              value === null ? null : (
                <tr key={row.unit}>
                  <th scope="row">
                    <a href={address(row)}>{row.name}</a>
                    {row.entry?.state === 'returned' ? <Note text={t('state.returned')} /> : null}
                    {row.late ? <Note text={t('state.late')} /> : null}
                  </th>
                  <td className="number">{display(value, indicator, lang)}</td>
                  <td className="share">
                    <ProgressBar value={share(value)} aria-hidden />
                    {isRate ? (
                      <span className="detail">{exact(tally, indicator, form, lang)}</span>
                    ) : null}
                  </td>
                </tr>
              ),
            )}
          </tbody>
        </table>
        {silent.length > 0 && !across ? (
          <p className="meta">
            {t('figure.silent', {
              names: silent.map((part) => part.row.name).join(t('list.separator')),
            })}
          </p>
        ) : null}
        {totals.coverage.missing.length > 0 ? (
          <p className="meta alert-text">
            {t('figure.missing', { names: totals.coverage.missing.join(t('list.separator')) })}
          </p>
        ) : null}
      </DrawerBody>
    </OverlayDrawer>
  )
}

function Note({ text }: { text: string }) {
  return (
    <Badge className="note" appearance="outline" color="severe">
      {text}
    </Badge>
  )
}
