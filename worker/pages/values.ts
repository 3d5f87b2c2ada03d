import type { Field, Form, Indicator } from '../../shared/forms/form.ts'
import type { Lang } from '../../shared/messages/index.ts'
import type { FormRecord, Value } from '../../shared/read/table.ts'
import { isCounted, wayOf } from '../../shared/tally/count.ts'
import { worded } from '../../shared/values/wording.ts'
import { partsOf } from '../reading/headline.ts'

/** A read value as a person writes it. */
export function valueText(value: Value, field: Field, lang: Lang): string {
  if (typeof value === 'number') {
    return value.toLocaleString(lang === 'zh' ? 'zh-CN' : 'en-GB', {
      style: field.type === 'percent' ? 'percent' : 'decimal',
      maximumFractionDigits: 4,
      useGrouping: lang === 'en',
    })
  }
  return String(worded(value, field, lang) ?? '')
}

/** Whether a record is one of those that a figure counts or adds up; for a rate, its part. */
export function countsIn(
  record: FormRecord,
  indicator: Indicator,
  form: Form,
  asOf: string,
): boolean {
  const { compute } = indicator
  if ('ratio' in compute) {
    const part = partsOf(indicator, form)[0]
    return part !== undefined && countsIn(record, part, form, asOf)
  }
  const way = wayOf(compute, (field) => field in record.values)
  return way !== null && isCounted(record, way, { asOf })
}
