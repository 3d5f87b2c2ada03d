import type { z } from '@hono/zod-openapi'
import type { Lang } from '../../shared/messages/index.ts'

type Words = Record<Lang, string>

/** What our own conditions on requests say. */
export const conditions = {
  'period-invalid': {
    zh: '报告期应为年和周，例如 2020-W09',
    en: 'a period is a year and a week of it, such as 2020-W09',
  },
  'report-empty': {
    zh: '没有任何记录。确实无数据时请作零报告（kind: zero）',
    en: 'there is no record. If there is nothing to report, send a zero report (kind: zero)',
  },
  'zero-not-empty': { zh: '零报告不能带表格', en: 'a zero report has no tables' },
  'skip-not-empty': {
    zh: '本期不能报送（kind: skip）的，不能带表格',
    en: 'who cannot report (kind: skip) sends no tables',
  },
  'reason-only': {
    zh: '本期不能报送（kind: skip）必须写明原因 reason，其他报送不能有',
    en: 'who cannot report (kind: skip) gives a `reason`, and nobody else does',
  },
  'totals-not-empty': {
    zh: '上报汇总（kind: totals）不带表格：原表留在上报单位',
    en: 'totals (kind: totals) have no tables: the sheets stay with the sender',
  },
  'merged-only': {
    zh: '上报汇总（kind: totals）必须有 merged，其他报送不能有',
    en: 'totals (kind: totals) have `merged`, and nothing else has',
  },
  'parts-overlap': {
    zh: '这个单位重复，或包含在另一个单位之内，会重复计数',
    en: 'this unit is there twice or lies below another one, and would count twice',
  },
  'coverage-differs': {
    zh: '已报单位数应等于 parts 的个数，应报单位数应等于已报数加未报名单的个数',
    en: '`submitted` is the number of parts, `expected` that and the number of `missing`',
  },
  'text-broken': {
    zh: '文字中有不完整的字符，请重新输入',
    en: 'the text holds half a character; type it again',
  },
  'cell-invalid': {
    zh: '单元格名称无效，应如 F12',
    en: 'not the name of a cell, such as F12',
  },
  'personal-number': {
    zh: '含有身份证或手机号码，不得保存，请删去',
    en: 'holds an identity card or mobile number, which is not kept; remove it',
  },
  'heading-invalid': {
    zh: '列名应为一行文字，不能只有标点或单位，也不能有换行和控制字符',
    en: 'a heading is one line of text, more than punctuation or a unit, without control characters',
  },
  'cursor-invalid': {
    zh: '翻页标记无效，请从第一页重新开始',
    en: 'the cursor is not one of ours; start again from the first page',
  },
} satisfies Record<string, Words>

export type SchemaWord = keyof typeof conditions

/** Where a request is not as described: what is expected there. */
export function describeIssue(issue: z.core.$ZodIssue, lang: Lang): string {
  return wordsOf(issue)[lang]
}

function wordsOf(issue: z.core.$ZodIssue): Words {
  switch (issue.code) {
    case 'custom':
      return conditions[issue.message as SchemaWord] ?? { zh: '内容有误', en: issue.message }
    case 'invalid_type':
      return { zh: `此处应为 ${issue.expected}`, en: `expected ${issue.expected} here` }
    case 'invalid_value': {
      const values = issue.values.map(String).join(' | ')
      return { zh: `此处应为 ${values}`, en: `expected ${values} here` }
    }
    case 'unrecognized_keys': {
      const keys = issue.keys.join(', ')
      return { zh: `不认识的成员：${keys}`, en: `unknown member: ${keys}` }
    }
    case 'invalid_format': {
      const format = issue.pattern ?? issue.format
      return { zh: `格式应为 ${format}`, en: `the format is ${format}` }
    }
    case 'too_small':
      return {
        zh: `不得小于或短于 ${issue.minimum}`,
        en: `not less or shorter than ${issue.minimum}`,
      }
    case 'too_big':
      return {
        zh: `不得大于或长于 ${issue.maximum}`,
        en: `not more or longer than ${issue.maximum}`,
      }
    default:
      return { zh: '内容不符合要求', en: 'not as described in the OpenAPI document' }
  }
}
