import type { Form, Indicator } from '../../../shared/forms/form.ts'
import type { Lang } from '../../../shared/messages/index.ts'
import { parsePeriod } from '../../../shared/periods/periods.ts'
import type { TrendPeriod } from '../../../shared/protocol/answers.ts'
import { display } from '../../../shared/tally/display.ts'
import type { Trend } from '../../../shared/tally/over-time.ts'
import { isShare } from '../../reading/headline.ts'
import { periodTitle } from '../../reading/when.ts'
import { usePage } from '../context.tsx'

const WIDTH = 320
const HEIGHT = 132
/** Room for the scale at the left and the weeks below. */
const LEFT = 46
const RIGHT = 10
const TOP = 10
const BOTTOM = 22

export interface ChartProps {
  form: Form
  indicator: Indicator
  trend: Trend
  periods: TrendPeriod[]
}

/**
 * One figure from week to week: a line for a stock or a rate, bars for what adds up. A week of which nothing has
 * come leaves a gap; one that lacks units is drawn hollow, because there a smaller figure is no fall.
 */
export function TrendChart({ form, indicator, trend, periods }: ChartProps) {
  const { lang, t } = usePage()
  const { values, cumulated } = trend
  const top = scaleTop(values, indicator)
  const step = (WIDTH - LEFT - RIGHT) / Math.max(1, periods.length)
  const x = (index: number) => LEFT + step * (index + 0.5)
  const y = (value: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - Math.min(1, value / top))
  const points = values.flatMap((value, index) => {
    const period = periods[index]
    return value === null || !period ? [] : [{ value, index, period }]
  })
  const last = points.at(-1)
  const total = cumulated?.at(-1) ?? null
  const isFlow = cumulated !== null && !('ratio' in indicator.compute)
  const said = (value: number | null) => figureText(value, indicator, lang)
  return (
    <figure className="trend" data-testid={`trend-${indicator.id}`}>
      <figcaption>
        <span className="label">{indicator.title[lang]}</span>
        <strong>{said(last?.value ?? null)}</strong>
        {last ? <span className="detail">{periodTitle(last.period.id, lang)}</span> : null}
        {total !== null ? (
          <span className="detail">{t('trend.cumulated', { figure: said(total) })}</span>
        ) : null}
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={t('trend.label', {
          figure: indicator.title[lang],
          form: form.title[lang],
          n: points.length,
          of: periods.length,
        })}
      >
        {[0, top].map((value) => (
          <g key={value} className="scale">
            <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(value)} y2={y(value)} />
            <text x={LEFT - 6} y={y(value) + 4} textAnchor="end">
              {display(value, indicator, lang)}
            </text>
          </g>
        ))}
        {periods.map(({ id }, index) =>
          isNamed(index, periods.length) ? (
            <text key={id} className="week-name" x={x(index)} y={HEIGHT - 6} textAnchor="middle">
              {t('trend.week', { n: parsePeriod(id)?.week ?? 0 })}
            </text>
          ) : null,
        )}
        {isFlow
          ? null
          : stretches(points).map((stretch) => (
              <polyline
                key={stretch[0]?.index}
                points={stretch.map(({ value, index }) => `${x(index)},${y(value)}`).join(' ')}
              />
            ))}
        {points.map(({ value, index, period }) => {
          const part = period.coverage.submitted < period.coverage.expected
          const title = (
            <title>
              {`${periodTitle(period.id, lang)} ${said(value)} ${t('trend.coverage', coverageOf(period))}`}
            </title>
          )
          return isFlow ? (
            <rect
              key={period.id}
              className={part ? 'part' : ''}
              x={x(index) - Math.min(14, step * 0.35)}
              width={Math.min(28, step * 0.7)}
              y={y(value)}
              height={HEIGHT - BOTTOM - y(value)}
            >
              {title}
            </rect>
          ) : (
            <circle
              key={period.id}
              className={part ? 'part' : ''}
              cx={x(index)}
              cy={y(value)}
              r={3.5}
            >
              {title}
            </circle>
          )
        })}
      </svg>
    </figure>
  )
}

/** A figure with its unit, as documents print it. */
export function figureText(value: number | null, indicator: Indicator, lang: Lang): string {
  const unit = value === null ? '' : (indicator.unit?.[lang] ?? '')
  return `${display(value, indicator, lang)}${lang === 'en' && unit ? ' ' : ''}${unit}`
}

function coverageOf({ coverage: { submitted, expected } }: TrendPeriod) {
  return { n: submitted, of: expected }
}

/** The upper end of the scale: all of a share, else the next round number. */
function scaleTop(values: (number | null)[], indicator: Indicator): number {
  const most = Math.max(0, ...values.filter((value) => value !== null))
  if (isShare(indicator) && most <= 1) return 1
  if (most === 0) return 1
  const power = 10 ** Math.floor(Math.log10(most))
  return ([1, 2, 2.5, 5].find((round) => round * power >= most) ?? 10) * power
}

/** So many weeks are named below that their names do not touch. */
function isNamed(index: number, count: number): boolean {
  const every = Math.ceil(count / 6)
  return (count - 1 - index) % every === 0
}

/** Points of neighbouring weeks; a gap ends a line. */
function stretches<Point extends { index: number }>(points: Point[]): Point[][] {
  const found: Point[][] = []
  for (const point of points) {
    const current = found.at(-1)
    if (current?.at(-1)?.index === point.index - 1) current.push(point)
    else found.push([point])
  }
  return found.filter(({ length }) => length > 1)
}
