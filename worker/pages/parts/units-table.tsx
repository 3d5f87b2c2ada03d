import { Badge } from '@fluentui/react-components'
import type { Form } from '../../../shared/forms/form.ts'
import type { Completeness, TotalsAnswer, Unit } from '../../../shared/protocol/answers.ts'
import { type Below, below } from '../../reading/below.ts'
import { headline } from '../../reading/headline.ts'
import { momentTitle } from '../../reading/when.ts'
import { usePage, useRoute } from '../context.tsx'
import { formatRoute, home } from '../route.ts'
import { Extend } from './extend.tsx'
import { FigureButton } from './figure.tsx'
import { StateBadge } from './state-badge.tsx'

interface UnitsTableProps {
  unit: Unit
  completeness: Completeness
  totals: TotalsAnswer
  forms: Form[]
  period: string
}

/** How each unit right below stands: per form its state, and the figures a reader looks at first. */
export function UnitsTable({ unit, completeness, totals, forms, period }: UnitsTableProps) {
  const { lang, t, me } = usePage()
  const [route] = useRoute()
  const byForm = new Map(
    forms.map((form) => [form.id, below(unit.id, form, me.units, completeness, totals)]),
  )
  const units = [...new Map([...byForm.values()].flat().map((row) => [row.unit, row])).values()]
  if (units.length === 0) return null

  return (
    <section className="card" aria-labelledby="units">
      <h2 id="units">{t('units.title')}</h2>
      <div className="scroll">
        <table className="grid units">
          <thead>
            {forms.length > 1 ? (
              <tr>
                <td className="corner" />
                {forms.map((form) => (
                  <th key={form.id} scope="colgroup" colSpan={headline(form).length + 1}>
                    {form.title[lang]}
                  </th>
                ))}
              </tr>
            ) : null}
            <tr>
              <th scope="col">{t('units.name')}</th>
              {forms.flatMap((form) => [
                <th key={form.id} scope="col" className="group">
                  {t('units.state')}
                </th>,
                ...headline(form).map((indicator) => (
                  <th key={indicator.id} scope="col" className="number">
                    {indicator.title[lang]}
                  </th>
                )),
              ])}
            </tr>
          </thead>
          <tbody>
            {units.map(({ unit: id, name }) => (
              <tr key={id} data-testid={`unit-row-${id}`}>
                <th scope="row">
                  {id !== unit.id ? (
                    <a href={formatRoute({ ...home, unit: id, period, view: route.view })}>
                      {name}
                    </a>
                  ) : (
                    name
                  )}
                  <Extend
                    unit={id}
                    name={name}
                    completeness={completeness}
                    owes={forms.some((form) =>
                      byForm
                        .get(form.id)
                        ?.some((row) => row.unit === id && row.submitted < row.expected),
                    )}
                  />
                </th>
                {forms.map((form) => (
                  <UnitCells
                    key={form.id}
                    form={form}
                    row={byForm.get(form.id)?.find((one) => one.unit === id)}
                    totals={totals}
                    period={period}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {totals.superseded.length > 0 ? (
        <p className="meta">
          {t('units.superseded', {
            names: [...new Set(totals.superseded.map((one) => one.name))].join(t('list.separator')),
          })}
        </p>
      ) : null}
    </section>
  )
}

interface UnitCellsProps {
  form: Form
  row: Below | undefined
  totals: TotalsAnswer
  period: string
}

/** One unit's state and figures of one form. Opening them leads to its submission, or to its own page. */
function UnitCells({ form, row, totals, period }: UnitCellsProps) {
  const { lang } = usePage()
  const [route, go] = useRoute()
  const indicators = headline(form)
  if (!row) return <td className="group" colSpan={indicators.length + 1} />
  const open = (figure: string | null) =>
    row.entry
      ? go({
          unit: totals.unit,
          period,
          figure,
          submission: { unit: row.unit, form: form.id, revision: null },
        })
      : go({ ...home, unit: row.unit, period, view: route.view, figure })
  return (
    <>
      <td className="group">
        <UnitState row={row} form={form} period={period} onOpen={() => open(null)} />
      </td>
      {indicators.map((indicator) => (
        <td key={indicator.id} className="number">
          {row.tally ? (
            <FigureButton
              tally={row.tally}
              indicator={indicator}
              form={form}
              lang={lang}
              label={`${row.name} ${indicator.title[lang]}`}
              onOpen={() => open(indicator.id)}
            />
          ) : (
            <span className="figure none">—</span>
          )}
        </td>
      ))}
    </>
  )
}

interface UnitStateProps {
  row: Below
  form: Form
  period: string
  onOpen(): void
}

function UnitState({ row, form, period, onOpen }: UnitStateProps) {
  const { lang, t } = usePage()
  const { entry, name, submitted, expected } = row
  if (entry?.state === 'missing' && !entry.excuse) return <StateBadge {...entry} />
  const label = t('units.open', { name, form: form.title[lang] })
  if (!entry) {
    return (
      <button type="button" className="state" aria-label={label} onClick={onOpen}>
        <Badge appearance="tint" color={submitted < expected ? 'severe' : 'brand'}>
          {t('units.reported', { submitted, expected })}
        </Badge>
      </button>
    )
  }
  const { receivedAt, revision } = entry.excuse ?? entry
  return (
    <button type="button" className="state" aria-label={label} onClick={onOpen}>
      <StateBadge {...entry} />
      <span className="detail">
        {receivedAt ? momentTitle(receivedAt, lang, period) : ''}
        {revision !== null ? ` · ${t('units.revision', { n: revision })}` : ''}
      </span>
    </button>
  )
}
