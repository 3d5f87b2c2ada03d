import { fill } from '../messages/fill.ts'
import type { Lang } from '../messages/index.ts'
import type { Text } from './form.ts'

/** What is wrong with a form in JSON, and where. */
export interface FormError {
  /** Members and indexes from the form inwards; none: the form as a whole. */
  path: PropertyKey[]
  message: FormMessage
  values: Record<string, string>
}

export const messages = {
  missing: { zh: '缺少这一项', en: 'it is missing' },
  'type.string': { zh: '应为文字', en: 'a text is expected' },
  'type.number': { zh: '应为数字', en: 'a number is expected' },
  'type.int': { zh: '应为整数', en: 'a whole number is expected' },
  'type.boolean': { zh: '应为 true 或 false', en: 'true or false is expected' },
  'type.array': { zh: '应为列表 […]', en: 'a list […] is expected' },
  'type.object': { zh: '应为对象 {…}', en: 'an object {…} is expected' },
  'type.other': { zh: '应为 {expected}', en: '{expected} is expected' },
  oneOf: { zh: '应为 {values} 之一', en: 'one of {values} is expected' },
  shape: { zh: '不是报表定义所认识的写法', en: 'is written in no way that a form knows' },
  unknownMember: { zh: '不认识的成员：{names}', en: 'unknown members: {names}' },
  empty: { zh: '不能为空', en: 'must not be empty' },
  tooLong: { zh: '不得超过 {limit} 个字符', en: 'no longer than {limit} characters' },
  tooFew: { zh: '至少要有 {limit} 项', en: 'at least {limit} entries' },
  tooMany: { zh: '不得超过 {limit} 项', en: 'no more than {limit} entries' },
  tooSmall: { zh: '不得小于 {limit}', en: 'not less than {limit}' },
  tooBig: { zh: '不得大于 {limit}', en: 'not more than {limit}' },
  tooDeep: { zh: '嵌套超过 {limit} 层', en: 'nested more than {limit} deep' },
  tooLarge: { zh: '整个定义不得超过 {limit} kB', en: 'the whole is no larger than {limit} kB' },
  tooManyWays: {
    zh: '各字段的 families 合起来可选写法太多（{count}，上限 {limit}），请改用 synonyms 列出',
    en: 'the families of all fields may be read in too many ways ({count}, limit {limit}); list synonyms instead',
  },
  line: {
    zh: '应为一行文字，不能有换行、控制字符或不完整的字符',
    en: 'one line of text without line breaks, control characters or half characters',
  },
  id: {
    zh: '编码由小写字母、数字和下划线组成，以字母开头（constructor 除外）',
    en: 'an id is small letters, digits and underscores and begins with a letter (not: constructor)',
  },
  idInPath: {
    zh: '应与地址中的报表编码“{id}”一致',
    en: 'must be the id in the address, “{id}”',
  },
  indicatorId: {
    zh: '指标编码应为“报表编码.名称”，例如 outlets.open',
    en: 'the id of an indicator is form and name, such as outlets.open',
  },
  ruleId: {
    zh: '规则编码由小写字母、数字和 . - _ 组成，以字母开头',
    en: 'the id of a rule is small letters, digits and . - _ and begins with a letter',
  },
  idInUse: {
    zh: '编码“{id}”已用于另一张报表，请换一个',
    en: 'the id “{id}” belongs to another form; choose another one',
  },
  family: {
    zh: '括号不成对，或有空的、嵌套的括号；应如 {甲|乙}[数量]',
    en: 'brackets that are empty, nested or do not match; as in {one|other}[number]',
  },
  fieldUnknown: { zh: '没有字段“{id}”', en: 'there is no field “{id}”' },
  indicatorUnknown: { zh: '没有指标“{id}”', en: 'there is no indicator “{id}”' },
  choiceUnknown: { zh: 'choices 中没有“{id}”', en: 'there is no “{id}” among the choices' },
  choicesMissing: { zh: 'choice 类型的字段要列出 choices', en: 'a choice field lists its choices' },
  twice: { zh: '“{id}”出现了两次', en: '“{id}” occurs twice' },
  prefix: {
    zh: '指标编码应以“{prefix}”开头',
    en: 'the id of an indicator begins with “{prefix}”',
  },
  personalNumber: {
    zh: '含有身份证或手机号码，请删去',
    en: 'holds an identity card or mobile number; remove it',
  },
  personalListed: {
    zh: '“{id}”是个人信息，不离开工作簿，不能列入清单',
    en: '“{id}” is personal and never leaves the workbook; no list can show it',
  },
  identityType: {
    zh: '“{id}”不能用来认定同一记录：identity 只能用 text 或 code 类型、不是个人信息的字段',
    en: '“{id}” cannot name a record: identity takes fields of type text or code that are not personal',
  },
  ratioBefore: {
    zh: '“{id}”应列在由它算出的比率之前',
    en: '“{id}” must be listed before the rate that is made of it',
  },
  addsUp: {
    zh: '“{id}”是比率；跨报表的比率和规则只能用能相加的指标',
    en: '“{id}” is a rate; what goes across forms is made of figures that add up',
  },
  acrossOwn: {
    zh: '跨报表的规则至少要有一个本报表的指标',
    en: 'a rule across forms has at least one figure of this form',
  },
  ratioOver: {
    zh: '由 ratio 算出的指标（且仅此类）overUnits 为 ratio',
    en: 'overUnits is ratio where compute is a ratio, and only there',
  },
  placeholder: {
    zh: '简报句中的“{id}”不是本报表的指标（可用：{known}）',
    en: '“{id}” in the bulletin is no figure of this form; there are {known}',
  },
} satisfies Record<string, Text>

export type FormMessage = keyof typeof messages

export function isFormMessage(text: string): text is FormMessage {
  return Object.hasOwn(messages, text)
}

/** The sentence for an error, without its place. */
export function describeFormError({ message, values }: FormError, lang: Lang): string {
  // Wordings with brackets of their own have no values.
  const wording = messages[message][lang]
  return Object.keys(values).length === 0 ? wording : fill(wording, values)
}

/** The place of an error as a person writes it: `fields[3].type`; the form as a whole: empty. */
export function formPlace(path: PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '')
}
