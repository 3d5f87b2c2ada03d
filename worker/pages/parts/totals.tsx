import { ProgressBar } from '@fluentui/react-components'
import type { Form, Indicator } from '../../../shared/forms/form.ts'
import type { RateAcross, TotalsAnswer } from '../../../shared/protocol/answers.ts'
import { isShare } from '../../reading/headline.ts'
import { usePage, useRoute } from '../context.tsx'
import { exact, FigureButton } from './figure.tsx'

/** The merged figures of one form: rates large with what they are made of, the others beside. */
export function Totals({ form, totals }: { form: Form; totals: TotalsAnswer }) {
  const { lang, t } = usePage()
  const [, go] = useRoute()
  const shown = form.indicators.filter(
    (indicator) => (totals.totals[indicator.id] ?? null) !== null,
  )
  const rates = shown.filter(isShare)
  const others = shown.filter((indicator) => !rates.includes(indicator))
  const unasked = form.indicators.filter((indicator) => !shown.includes(indicator))

  const over = (across: RateAcross | undefined) =>
    across ? t('rate.over', { part: across.part, whole: across.whole }) : null
  const button = (indicator: Indicator) => (
    <FigureButton
      tally={totals.totals}
      indicator={indicator}
      form={form}
      lang={lang}
      label={indicator.title[lang]}
      testId={`total-${indicator.id}`}
      onOpen={() => go({ unit: totals.unit, period: totals.period.id, figure: indicator.id })}
    />
  )
  return (
    <section className="card" aria-labelledby={`form-${form.id}`}>
      <h2 id={`form-${form.id}`}>{form.title[lang]}</h2>
      <div className="rates">
        {rates.map((rate) => (
          <div className="rate" key={rate.id}>
            <span className="label">{rate.title[lang]}</span>
            {button(rate)}
            <ProgressBar value={totals.totals[rate.id] ?? 0} thickness="large" aria-hidden />
            <span className="detail">
              {over(totals.rates[rate.id]) ?? exact(totals.totals, rate, form, lang)}
            </span>
          </div>
        ))}
      </div>
      <dl className="figures">
        {others.map((indicator) => (
          <div key={indicator.id}>
            <dt>{indicator.title[lang]}</dt>
            <dd>
              {button(indicator)}
              {indicator.unit?.[lang] ? (
                <span className="unit-word">{indicator.unit[lang]}</span>
              ) : null}
              <Exact text={exact(totals.totals, indicator, form, lang)} />
            </dd>
          </div>
        ))}
      </dl>
      {unasked.length > 0 ? (
        <p className="meta">
          {t('totals.unasked', {
            figures: unasked.map((one) => one.title[lang]).join(t('list.separator')),
          })}
        </p>
      ) : null}
    </section>
  )
}

function Exact({ text }: { text: string | null }) {
  return text ? <span className="detail">{text}</span> : null
}
