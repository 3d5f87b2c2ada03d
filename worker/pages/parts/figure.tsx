import { Tooltip } from '@fluentui/react-components'
import type { Form, Indicator } from '../../../shared/forms/form.ts'
import type { Lang } from '../../../shared/messages/index.ts'
import { display, displayExact } from '../../../shared/tally/display.ts'
import type { Tally } from '../../../shared/tally/tally.ts'
import { partsOf } from '../../reading/headline.ts'

/** A figure in full where it is printed short: `397100` for 39.71万, `213 / 311` for a rate. */
export function exact(tally: Tally, indicator: Indicator, form: Form, lang: Lang): string | null {
  const value = tally[indicator.id] ?? null
  if (value === null) return null
  const parts = partsOf(indicator, form)
  // One part alone, with the other on another form, would be taken for the whole.
  if (parts.length === 2) {
    return parts.map((part) => displayExact(tally[part.id] ?? null, part, lang)).join(' / ')
  }
  const text = displayExact(value, indicator, lang)
  return text === display(value, indicator, lang) ? null : text
}

interface FigureButtonProps {
  tally: Tally
  indicator: Indicator
  form: Form
  lang: Lang
  /** What opening it shows, for those who cannot see where it stands. */
  label: string
  testId?: string
  onOpen(): void
}

/** A figure that opens into what it is made of. */
export function FigureButton({
  tally,
  indicator,
  form,
  lang,
  label,
  testId,
  onOpen,
}: FigureButtonProps) {
  const value = tally[indicator.id] ?? null
  const text = display(value, indicator, lang)
  const detail = exact(tally, indicator, form, lang)
  if (value === null) {
    return (
      <span className="figure none" data-testid={testId}>
        {text}
      </span>
    )
  }
  const button = (
    <button
      type="button"
      className="figure"
      data-testid={testId}
      aria-label={`${label} ${text}`}
      onClick={onOpen}
    >
      {text}
    </button>
  )
  return detail ? (
    <Tooltip content={detail} relationship="description">
      {button}
    </Tooltip>
  ) : (
    button
  )
}
