import { fill } from '../../../shared/messages/fill.ts'
import type { Lang } from '../../../shared/messages/index.ts'
import { en } from './en.ts'
import { zh } from './zh.ts'

export type MessageKey = keyof typeof zh
export type Say = (key: MessageKey, values?: Record<string, string | number>) => string

const tables: Record<Lang, Record<MessageKey, string>> = { zh, en }

/** The pane's wordings in a language. */
export function sayIn(lang: Lang): Say {
  return (key, values = {}) =>
    fill(
      tables[lang][key],
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])),
    )
}
