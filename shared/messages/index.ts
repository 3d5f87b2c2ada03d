import type { Finding } from '../check/finding.ts'
import type { Form, Rule } from '../forms/form.ts'
import { withoutNoise } from '../values/noise.ts'
import { en } from './en.ts'
import { fill, type Values } from './fill.ts'
import { type MessageId, zh } from './zh.ts'

export type Lang = 'zh' | 'en'

const tables: Record<Lang, Record<MessageId, string>> = { zh, en }

/**
 * The sentence for a finding, its cell first: `F12：返岗人数 52 大于职工总数 45，请核对`.
 *
 * A parameter `titleEn` takes the place of `title` in English. The form, where it is at hand, gives
 * the title of the column and the reason behind a rule of its own; a rule of a form needs no wording
 * here. What has no sentence at all is still named.
 */
export function describe(finding: Finding, lang: Lang, form?: Form): string {
  const rule = form?.rules.find(({ id }) => id === finding.rule)
  const message = messageOf(finding, rule !== undefined)
  const values: Values = {
    title: form?.fields.find(({ id }) => id === finding.field)?.title[lang],
    reason: message === 'rule' || explains(rule) ? rule?.title[lang] : undefined,
    rule: finding.rule,
    fix: shown(finding.fix?.value ?? undefined),
    ...paramsOf(finding, lang),
  }
  const sentence = fill(tables[lang][message], values).trimStart()
  const cell = finding.cell ?? ''
  if (lang === 'zh') return cell ? `${cell}：${sentence}` : sentence
  const capital = sentence.slice(0, 1).toUpperCase() + sentence.slice(1)
  return cell ? `${cell}: ${capital}.` : `${capital}.`
}

/** Whether the sentence alone does not say what the rule is about. */
function explains(rule: Rule | undefined): boolean {
  if (rule === undefined) return false
  return rule.kind === 'across' || ('where' in rule && rule.where !== undefined)
}

/** The sentence a finding takes: what it asks for by `message`, else its rule's, in its variant. */
function messageOf({ rule, params }: Finding, known: boolean): MessageId {
  const { op, kind, left, right, rightTitle } = params
  if (op !== undefined) {
    const variant = rightTitle === '' ? '.value' : isDay(left) && isDay(right) ? '.date' : ''
    for (const id of [`compare.${op}${variant}`, `compare.${op}`]) if (isMessage(id)) return id
  }
  for (const id of [params.message, `${rule}.${kind}`, rule]) if (isMessage(id)) return id
  return known ? 'rule' : 'unknown'
}

function isMessage(id: unknown): id is MessageId {
  return typeof id === 'string' && Object.hasOwn(zh, id)
}

function isDay(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
}

/** Parameters that list several things, joined the Chinese way where they are collected. */
const LISTS = ['rows', 'columns', 'names']

function paramsOf({ params }: Finding, lang: Lang): Values {
  const entries = Object.entries(params).map(([name, value]) => {
    if (lang === 'zh') return [name, shown(value)]
    const text = shown(params[`${name}En`] ?? value)
    return [name, LISTS.includes(name) ? text?.replaceAll('、', ', ') : text]
  })
  return Object.fromEntries(entries)
}

/** A value within a sentence; a figure without the noise that binary adding leaves behind. */
function shown(value: string | number | boolean | undefined): string | undefined {
  if (typeof value === 'number') return String(withoutNoise(value))
  return value === undefined ? undefined : String(value)
}
