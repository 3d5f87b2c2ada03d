import type { Form, Indicator } from '../../shared/forms/form.ts'
import type { Lang } from '../../shared/messages/index.ts'
import { display } from '../../shared/tally/display.ts'
import type { Tally } from '../../shared/tally/tally.ts'
import { type Below, below } from '../reading/below.ts'
import { isShare, partsOf } from '../reading/headline.ts'
import type { Summary } from './compose.ts'
import type { Block, Figure } from './letter.ts'
import { type Words, words } from './messages/index.ts'
import { oneLine } from './one-line.ts'

/** Plain figures shown per unit for a form that has no rate. */
const PLAIN_FIGURES = 3

/** Rates as bars with their parts, the other known figures in pairs, then every unit's rates. */
export function formBlocks(form: Form, summary: Summary, lang: Lang): Block[] {
  const t = words(lang)
  const { totals, completeness, units } = summary
  const shown = form.indicators.filter(({ id }) => (totals.totals[id] ?? null) !== null)
  const rates = shown.filter(isShare)
  const others = shown.filter((indicator) => !rates.includes(indicator))
  const perUnit = rates.length > 0 ? rates : others.slice(0, PLAIN_FIGURES)
  return [
    {
      kind: 'bars',
      title: form.title[lang],
      rows: rates.map((rate) => ({
        label: rate.title[lang],
        figure: figure(totals.totals, rate, form, lang),
      })),
    },
    {
      kind: 'pairs',
      rows: others.map((indicator) => ({
        label: indicator.title[lang],
        text: display(totals.totals[indicator.id] ?? null, indicator, lang),
      })),
    },
    {
      kind: 'table',
      title: t('units.title', { form: form.title[lang] }),
      columns: [
        t('units.name'),
        t('units.state'),
        ...perUnit.map((indicator) => indicator.title[lang]),
      ],
      rows: below(totals.unit, form, units, completeness, totals).map((row) => ({
        name: oneLine(row.name),
        state: state(row, t),
        cells: perUnit.map(
          (indicator): Figure =>
            row.tally ? figure(row.tally, indicator, form, lang) : { text: '—', tone: 'quiet' },
        ),
      })),
    },
  ]
}

function state({ entry, submitted, expected, late }: Below, t: Words): Figure {
  if (!entry) {
    const tone = submitted < expected ? 'alert' : 'quiet'
    return { text: t('coverage.headline', { submitted, expected }), tone }
  }
  if (entry.excuse) return { text: t('state.skip'), tone: 'alert' }
  const zero = entry.kind === 'zero' && entry.state === 'submitted'
  const { within } = entry
  const said = zero
    ? t('state.zero')
    : within && entry.state !== 'returned'
      ? t('state.totals', { submitted: within.submitted, expected: within.expected })
      : t(`state.${entry.state}`)
  return {
    text: late ? t('state.late', { state: said }) : said,
    tone: entry.state === 'missing' || entry.state === 'returned' ? 'alert' : 'quiet',
  }
}

/** A figure; a rate comes with its parts, `213/311`, and as a bar. */
function figure(tally: Tally, indicator: Indicator, form: Form, lang: Lang): Figure {
  const value = tally[indicator.id] ?? null
  const text = display(value, indicator, lang)
  if (value === null || !isShare(indicator)) return { text }
  const parts = partsOf(indicator, form).map((part) => display(tally[part.id] ?? null, part, lang))
  // Of a rate across forms only one part is among the figures of this one.
  if (parts.length < 2) return { text, share: value }
  return { text, note: parts.join('/'), share: value }
}
