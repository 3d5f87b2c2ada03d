import type { Form, Indicator } from '../../../shared/forms/form.ts'
import { displayExact } from '../../../shared/tally/display.ts'
import type { Tally } from '../../../shared/tally/tally.ts'
import { useStyles } from './styles.ts'
import { useView } from './view.tsx'

/** The figures of one form that are known, in full, so that they can be held against the sheet's own. */
export function Figures({ form, tally, id }: { form: Form; tally: Tally; id: string }) {
  const { lang } = useView()
  const styles = useStyles()
  return (
    <table className={styles.figures}>
      <tbody>
        {form.indicators
          .filter((indicator) => (tally[indicator.id] ?? null) !== null)
          .map((indicator) => (
            <tr key={indicator.id}>
              <th scope="row">{indicator.title[lang]}</th>
              <td data-testid={`${id}-${indicator.id}`}>{figure(tally, indicator, lang)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}

/** A figure with its unit: `45 家`, `68.5%`. */
export function figure(tally: Tally, indicator: Indicator, lang: 'zh' | 'en'): string {
  const value = tally[indicator.id] ?? null
  const text = displayExact(value, indicator, lang)
  const unit = indicator.unit?.[lang]
  return value !== null && unit ? `${text} ${unit}` : text
}
