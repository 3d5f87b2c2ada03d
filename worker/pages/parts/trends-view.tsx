import { Button, Dropdown, Field as Labelled, Option } from '@fluentui/react-components'
import { ArrowLeftRegular } from '@fluentui/react-icons'
import type { Form, Indicator } from '../../../shared/forms/form.ts'
import type { TrendPeriod, TrendsAnswer, Unit } from '../../../shared/protocol/answers.ts'
import { displayExact } from '../../../shared/tally/display.ts'
import { headline } from '../../reading/headline.ts'
import { periodTitle } from '../../reading/when.ts'
import { at } from '../api.ts'
import { useAnswer, usePage, useRoute } from '../context.tsx'
import { formatRoute, home } from '../route.ts'
import { BlockSkeleton, Empty, PageError } from './notices.tsx'
import { figureText, TrendChart } from './trend-chart.tsx'

interface TrendsViewProps {
  unit: Unit
  period: string
  /** The form asked for; another one is shown where there is none of this id. */
  chosen: string
  /** The forms in force for the unit. */
  catalogue: Form[]
}

/** How the figures of a form went from week to week, up to the week shown. */
export function TrendsView({ unit, period, chosen, catalogue }: TrendsViewProps) {
  const { lang, t } = usePage()
  const [route, go] = useRoute()
  const form = catalogue.find(({ id }) => id === chosen) ?? catalogue[0]
  const answer = useAnswer<TrendsAnswer>(
    form ? at.trends(unit.id, form.id, period, route.view) : null,
  )
  return (
    <>
      <Button
        className="no-print back"
        appearance="subtle"
        icon={<ArrowLeftRegular />}
        onClick={() => go({ unit: unit.id, period, trends: null })}
      >
        {t('submission.back', { unit: unit.name })}
      </Button>
      <section className="card" aria-labelledby="trends-title">
        <h1 id="trends-title">
          {form?.title[lang] ?? t('trends')}{' '}
          <span className="light">{`${unit.name} ${t('trends.until', { period: periodTitle(period, lang) })}`}</span>
        </h1>
        <div className="list-choice no-print">
          <Labelled label={t('trends.which')}>
            <Dropdown
              data-testid="trends-form"
              value={form?.title[lang] ?? ''}
              selectedOptions={form ? [form.id] : []}
              onOptionSelect={(_, data) =>
                data.optionValue && go({ unit: unit.id, period, trends: data.optionValue })
              }
            >
              {catalogue.map((one) => (
                <Option key={one.id} value={one.id}>
                  {one.title[lang]}
                </Option>
              ))}
            </Dropdown>
          </Labelled>
        </div>
        {answer.error ? <PageError error={answer.error} /> : null}
        {answer.loading ? <BlockSkeleton label={t('loading')} lines={6} /> : null}
        {answer.data && form ? <Trends answer={answer.data} form={form} /> : null}
      </section>
    </>
  )
}

function Trends({ answer, form }: { answer: TrendsAnswer; form: Form }) {
  const { lang, t } = usePage()
  const { periods, trends } = answer
  const known = form.indicators.flatMap((indicator) => {
    const trend = trends.find((one) => one.indicator === indicator.id)
    return trend?.values.some((value) => value !== null) ? [{ indicator, trend }] : []
  })
  if (known.length === 0) return <Empty title={t('trends.none')}>{t('trends.none.hint')}</Empty>
  const main = headline(form)
  const [first, rest] = [true, false].map((isMain) =>
    known.filter(({ indicator }) => main.includes(indicator) === isMain),
  )
  const short = periods.some(({ coverage }) => coverage.submitted < coverage.expected)
  return (
    <>
      {short ? <p className="meta">{t('trends.short')}</p> : null}
      <div className="trends">
        {[...(first ?? []), ...(rest ?? [])].map(({ indicator, trend }) => (
          <TrendChart
            key={indicator.id}
            form={form}
            indicator={indicator}
            trend={trend}
            periods={periods}
          />
        ))}
      </div>
      <h2>{t('trends.table')}</h2>
      <Table answer={answer} indicators={known.map(({ indicator }) => indicator)} lang={lang} />
    </>
  )
}

interface TableProps {
  answer: TrendsAnswer
  indicators: Indicator[]
  lang: 'zh' | 'en'
}

/** The same figures for who cannot see the charts, or wants them exact. */
function Table({ answer, indicators, lang }: TableProps) {
  const { t } = usePage()
  const { unit, periods, trends } = answer
  return (
    <div className="scroll">
      <table className="grid units" data-testid="trends-table">
        <thead>
          <tr>
            <th scope="col">{t('week.label')}</th>
            <th scope="col">{t('trends.coverage')}</th>
            {indicators.map(({ id, title, unit: measure }) => (
              <th key={id} scope="col" className="number">
                {title[lang]}
                {measure ? <span className="unit-word">{measure[lang]}</span> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {periods.map((period, index) => (
            <tr key={period.id}>
              <th scope="row">
                <a href={formatRoute({ ...home, unit, period: period.id, view: answer.view })}>
                  {periodTitle(period.id, lang)}
                </a>
              </th>
              <td>
                <Coverage period={period} />
              </td>
              {indicators.map((indicator) => {
                const trend = trends.find((one) => one.indicator === indicator.id)
                const value = trend?.values[index] ?? null
                const cumulated = trend?.cumulated?.[index] ?? null
                return (
                  <td key={indicator.id} className="number">
                    {displayExact(value, indicator, lang)}
                    {cumulated !== null ? (
                      <span className="detail">
                        {t('trend.cumulated', { figure: figureText(cumulated, indicator, lang) })}
                      </span>
                    ) : null}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Coverage({ period: { coverage, unopened } }: { period: TrendPeriod }) {
  const { t } = usePage()
  const { submitted, expected, missing } = coverage
  const text = t('trend.coverage', { n: submitted, of: expected })
  const names = submitted === 0 ? [] : missing
  return (
    <>
      {names.length === 0 ? text : <span className="alert-text">{text}</span>}
      {names.length === 0 ? null : (
        <span className="detail">
          {t('list.missing', { names: names.join(t('list.separator')) })}
        </span>
      )}
      {unopened ? (
        <span className="detail alert-text">{t('twice.unopened', { n: unopened })}</span>
      ) : null}
    </>
  )
}
