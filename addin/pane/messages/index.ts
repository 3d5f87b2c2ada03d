import type { Lang } from '../../../shared/messages/index.ts'
import { en } from './en.ts'
import { zh } from './zh.ts'

export type MessageKey = keyof typeof zh
export type Params = Record<string, string | number>
export type Say = (key: MessageKey, params?: Params) => string

const tables: Record<Lang, Record<MessageKey, string>> = { zh, en }

/** The pane's wordings in a language. */
export function sayIn(lang: Lang): Say {
  return (key, params = {}) =>
    tables[lang][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}
