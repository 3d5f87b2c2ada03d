import type { Form, Indicator } from '../../../shared/forms/form.ts'
import type { MergedPart, MergedTotals } from '../../../shared/protocol/submission.ts'
import { display } from '../../../shared/tally/display.ts'
import type { Tally } from '../../../shared/tally/tally.ts'
import { usePage } from '../context.tsx'
import { exact } from './figure.tsx'

interface MergedPartsProps {
  /** Name of the unit that sent them. */
  name: string
  form: Form
  merged: MergedTotals
  tally: Tally
  /** The figure the reader came from; it comes first. */
  figure: Indicator | null
}

/** What totals of another deployment are made of: its units by name, and where their sheets are. */
export function MergedParts({ name, form, merged, tally, figure }: MergedPartsProps) {
  const { lang, t } = usePage()
  const { parts, coverage, address } = merged
  const known = form.indicators.filter(({ id }) => (tally[id] ?? null) !== null)
  const shown = figure ? [figure, ...known.filter(({ id }) => id !== figure.id)] : known
  return (
    <section className="card" aria-labelledby="merged" data-testid="merged">
      <h2 id="merged">{t('merged.title')}</h2>
      <p className="meta">
        {t('merged.hint')}
        {address ? (
          <>
            {' '}
            <a href={address} target="_blank" rel="noopener noreferrer">
              {t('merged.address', { name })}
            </a>
          </>
        ) : null}
      </p>
      {coverage.missing.length > 0 ? (
        <p className="meta alert-text">
          {t('merged.missing')}
          <strong>{coverage.missing.join(t('list.separator'))}</strong>
        </p>
      ) : null}
      <div className="scroll">
        <table className="grid units">
          <thead>
            <tr>
              <th scope="col">{t('units.name')}</th>
              <th scope="col">{t('merged.revision')}</th>
              {shown.map((indicator) => (
                <th key={indicator.id} scope="col" className="number">
                  {indicator.title[lang]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => (
              <tr key={part.path}>
                <th scope="row">
                  {part.path === '' ? t('merged.own', { name: part.name }) : part.name}
                </th>
                <td>
                  {t('units.revision', { n: part.revision })}
                  {part.late ? <span className="detail">{t('state.late')}</span> : null}
                </td>
                {shown.map((indicator) => (
                  <PartFigure key={indicator.id} part={part} indicator={indicator} form={form} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

interface PartFigureProps {
  part: MergedPart
  indicator: Indicator
  form: Form
}

/** The unit's own figure, and beside it what of that counts where it is another. */
function PartFigure({ part: { tally, counted }, indicator, form }: PartFigureProps) {
  const { lang, t } = usePage()
  const own = tally[indicator.id] ?? null
  const counts = counted ? (counted[indicator.id] ?? null) : own
  return (
    <td className="number" title={exact(tally, indicator, form, lang) ?? undefined}>
      {display(own, indicator, lang)}
      {counts === own ? null : (
        <span className="detail">
          {t('merged.counted', { figure: display(counts, indicator, lang) })}
        </span>
      )}
    </td>
  )
}
