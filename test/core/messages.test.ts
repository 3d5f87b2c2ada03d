import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, describe as group, test } from 'vitest'
import type { Finding } from '../../shared/check/finding.ts'
import { forms } from '../../shared/forms/index.ts'
import { en } from '../../shared/messages/en.ts'
import { fill, placeholders } from '../../shared/messages/fill.ts'
import { describe, type Lang } from '../../shared/messages/index.ts'
import { zh } from '../../shared/messages/zh.ts'

const enterprises = forms.find(({ id }) => id === 'enterprises')

function finding(
  rule: string,
  params: Finding['params'] = {},
  more: Partial<Finding> = {},
): Finding {
  return { rule, severity: 'error', cell: 'F12', params, ...more }
}

group('a sentence', () => {
  const compare = {
    op: '<=',
    left: 52,
    leftTitle: '返岗人数',
    leftTitleEn: 'Staff back',
    right: 45,
    rightTitle: '职工总数',
    rightTitleEn: 'Staff',
  }
  test.each<[Finding, string, string]>([
    [
      finding('enterprises.back-within-total', compare),
      'F12：返岗人数 52 大于职工总数 45，请核对',
      'F12: Staff back 52 is more than Staff 45. Please check.',
    ],
    [
      finding('enterprises.full-after-resumed', {
        ...compare,
        op: '>=',
        left: '2020-02-20',
        leftTitle: '全面复工日期',
        leftTitleEn: 'Resumed in full on',
        right: '2020-02-25',
        rightTitle: '复工日期',
        rightTitleEn: 'Resumed on',
      }),
      'F12：全面复工日期 2020-02-20 早于复工日期 2020-02-25，请核对',
      'F12: Resumed in full on 2020-02-20 is earlier than Resumed on 2020-02-25. Please check.',
    ],
    [
      finding('enterprises.back-while-stopped', {
        ...compare,
        op: '==',
        left: 12,
        right: 0,
        rightTitle: '',
        rightTitleEn: '',
      }),
      'F12：返岗人数 12，应为 0（未复工企业不应有返岗人数），请核对',
      'F12: Staff back is 12 and should be 0 (Nobody back where not resumed). Please check.',
    ],
    [
      finding('x.pair', { ...compare, op: 'both-or-neither', right: '' }),
      'F12：返岗人数与职工总数应同时填写或同时留空，请补填或删去',
      'F12: Staff back and Staff go together. Fill in both or leave both empty.',
    ],
    [
      finding(
        'number-as-text',
        { text: '45人', value: 45 },
        { field: 'staff_total', fix: { value: 45 } },
      ),
      'F12：职工总数“45人”是文本，Excel 求和会漏掉，请改为数字 45',
      'F12: Staff: “45人” is text, which sums in Excel leave out. Enter it as a number: 45.',
    ],
    [
      finding('number-as-text', { text: '3箱', value: 3 }),
      'F12：“3箱”是文本，Excel 求和会漏掉，请改为数字',
      'F12: “3箱” is text, which sums in Excel leave out. Enter it as a number.',
    ],
    [
      finding('not-in-list', {
        text: '破产',
        allowed: '未复工、全面复工',
        allowedEn: 'closed, in full',
      }),
      'F12：“破产”不在可选范围内，请填其中之一：未复工、全面复工',
      'F12: “破产” is not in the list. Enter one of: closed, in full.',
    ],
    [
      finding(
        'enterprises.duplicate-name',
        { message: 'duplicate', value: '某厂', first: 'B7' },
        { field: 'name' },
      ),
      'F12：企业名称“某厂”与 B7 重复，请核对',
      'F12: Enterprise: “某厂” is already in B7. Please check.',
    ],
    [
      finding('total-mismatch', { found: 0.3, expected: 0.1 + 0.2 + 0.1, from: 5, to: 1040 }),
      'F12：合计填 0.3，第 5 至 1040 行相加为 0.4，请核对',
      'F12: The total says 0.3, rows 5 to 1040 add up to 0.4. Please check.',
    ],
    [
      finding('hidden-rows', { count: 2, rows: '7、9' }, { cell: null }),
      '有 2 行被隐藏（第 7、9 行），数据已计入，请确认',
      'Hidden rows: 2 (row 7, 9). They are counted; please confirm.',
    ],
    [
      finding('personal-value', { kind: 'mobile', sheet: '第9周' }),
      'F12：含有手机号码，不能报送，请删去',
      'F12: A mobile number must not be sent. Remove it.',
    ],
    [
      finding('personal-value', { kind: 'field', sheet: '第9周' }, { field: 'phone' }),
      'F12：联系电话含有个人信息，不能报送，请删去',
      'F12: Phone: personal data must not be sent. Remove it.',
    ],
    [
      finding('date-future', { message: 'date-future', value: '2020-03-09', limit: '2020-03-01' }),
      'F12：2020-03-09 晚于本期最后一天 2020-03-01，请核对日期或状态',
      'F12: 2020-03-09 is later than 2020-03-01, the last day of the period. Check the date or the state.',
    ],
    [
      finding('missing-required', {}, { field: 'name' }),
      'F12：企业名称必须填写，请补填',
      'F12: Enterprise: this must be filled in.',
    ],
    [
      finding('enterprises.credit-code'),
      'F12：不符合“统一社会信用代码校验”，请核对',
      'F12: This breaks the rule “Credit code check”. Please check.',
    ],
    [
      finding('county.own-rule'),
      'F12：此处有问题（county.own-rule），请核对',
      'F12: There is a problem here (county.own-rule). Please check.',
    ],
  ])('%j', (one, chinese, english) => {
    expect(describe(one, 'zh', enterprises)).toBe(chinese)
    expect(describe(one, 'en', enterprises)).toBe(english)
  })

  test('needs no form', () => {
    expect(describe(finding('x', compare), 'zh')).toBe('F12：返岗人数 52 大于职工总数 45，请核对')
    expect(describe(finding('missing-required', {}, { field: 'name' }), 'zh')).toBe(
      'F12：必须填写，请补填',
    )
    expect(describe(finding('constructor'), 'zh')).toBe('F12：此处有问题（constructor），请核对')
  })

  test('never shows a placeholder or fills in what a cell contains', () => {
    expect(describe(finding('not-a-number', { text: '{value}[x]', value: 3 }), 'zh')).toBe(
      'F12：“{value}[x]”不是数字，请只填一个数字',
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(zh)),
        fc.constantFrom<Lang>('zh', 'en'),
        fc.dictionary(fc.constantFrom('text', 'value', 'op', 'left', 'kind'), fc.integer()),
        (rule, lang, params) => {
          const sentence = describe(finding(rule, params), lang)
          expect(sentence).not.toMatch(/[{}[\]]|undefined|null|NaN/)
        },
      ),
    )
  })
})

group('the tables', () => {
  test.each(Object.keys(zh) as (keyof typeof zh)[])('%s is said alike in both languages', (id) => {
    expect(Object.keys(en)).toContain(id)
    expect([...new Set(placeholders(en[id]))].sort()).toEqual(
      [...new Set(placeholders(zh[id]))].sort(),
    )
    expect(zh[id].replace(/\{\w+\}|Excel/g, '')).not.toMatch(/[a-z]/i)
    expect(en[id].replace(/是 or 否/, '')).not.toMatch(/\p{Script=Han}/u)
  })

  test('name the same things', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort())
  })

  test('have a sentence for every rule that the core emits', () => {
    const emitted = new Set(
      sources(join(import.meta.dirname, '../../shared')).flatMap((text) =>
        [...text.matchAll(/\brule: '([a-z-]+)'/g)].map(([, rule = '']) => rule),
      ),
    )
    expect(emitted.size).toBeGreaterThan(4)
    expect([...emitted].filter((rule) => !Object.hasOwn(zh, rule))).toEqual([])
  })

  test.each(forms.flatMap((form) => form.rules.map((rule) => ({ form, rule }))))(
    'the rule $rule.id can be said',
    ({ form, rule }) => {
      for (const lang of ['zh', 'en'] as const) {
        expect(describe(finding(rule.id), lang, form)).toContain(rule.title[lang])
      }
    },
  )
})

test.each([
  ['{a} and {b}', { a: '1', b: '2' }, '1 and 2'],
  ['{a}[ and {b}]', { a: '1' }, '1'],
  ['{a}[ and {b}]', { a: '1', b: '' }, '1'],
  ['{a}[ and {b}][; {c}]', { a: '1', b: '2', c: '3' }, '1 and 2; 3'],
  ['{a}[ and {b} of {c}]', { a: '1', b: '2' }, '1'],
  ['{a}', {}, '…'],
  ['{a}', { a: '{b}[{c}]', b: 'no' }, '{b}[{c}]'],
])('%s filled with %j', (template, values, text) => {
  expect(fill(template, values)).toBe(text)
})

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
}
