import type { Field } from '../forms/form.ts'
import type { Lang } from '../messages/index.ts'
import type { Value } from '../read/table.ts'

/**
 * A read value in the words of its field: a choice by its title, yes and no by theirs (规上, 规下) or else
 * as 是 and 否. Figures and texts stay what they are.
 */
export function worded(value: Value, field: Field | undefined, lang: Lang): string | number | null {
  const key = typeof value === 'boolean' ? (value ? 'yes' : 'no') : value
  const choice = field?.choices?.find((one) => one.value === key)
  if (choice) return choice.title[lang]
  return typeof value === 'boolean' ? yesNo[lang][value ? 0 : 1] : value
}

const yesNo: Record<Lang, [yes: string, no: string]> = { zh: ['是', '否'], en: ['yes', 'no'] }
