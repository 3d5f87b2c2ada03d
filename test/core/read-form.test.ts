import { describe, expect, it, test } from 'vitest'
import type { Form } from '../../shared/forms/form.ts'
import { describeFormError, type FormError, formPlace } from '../../shared/forms/form-errors.ts'
import { forms } from '../../shared/forms/index.ts'
import { readForm } from '../../shared/forms/read-form.ts'

/** A form as it comes over the wire, to be spoilt. */
function outlets() {
  return {
    id: 'outlets',
    version: 1,
    title: { zh: '网点统计表', en: 'Outlets' },
    row: { zh: '网点', en: 'outlet' },
    subjects: ['网点'],
    identifiedBy: [['name'], ['open']],
    fields: [
      { id: 'name', title: { zh: '网点名称', en: 'Outlet' }, synonyms: ['网点'], type: 'text' },
      { id: 'open', title: { zh: '是否营业', en: 'Open' }, synonyms: [], type: 'flag' },
    ] as Record<string, unknown>[],
    indicators: [
      {
        id: 'outlets.total',
        title: { zh: '网点数', en: 'Outlets' },
        unit: { zh: '个', en: '' },
        overTime: 'last',
        overUnits: 'sum',
        compute: { count: 'all' } as unknown,
      },
      {
        id: 'outlets.open',
        title: { zh: '营业网点数', en: 'Open outlets' },
        overTime: 'last',
        overUnits: 'sum',
        compute: { count: { field: 'open', is: true } } as unknown,
      },
      {
        id: 'outlets.rate',
        title: { zh: '营业率', en: 'Share open' },
        overTime: 'last',
        overUnits: 'ratio',
        compute: { ratio: ['outlets.open', 'outlets.total'] } as unknown,
      },
    ],
    rules: [] as unknown[],
    bulletin: { zh: '{unit}营业网点{open}个。', en: '{open} outlets are open.' },
  }
}

type Draft = ReturnType<typeof outlets>

function errorsOf(change: (form: Draft) => unknown, others: Form[] = forms): FormError[] {
  const form = outlets()
  change(form)
  const read = readForm(form, others)
  return Array.isArray(read) ? read : []
}

const rule = (left: string, right: string) => ({
  id: 'outlets.across',
  severity: 'warning',
  title: { zh: '网点不多于企业', en: 'Outlets within enterprises' },
  kind: 'across',
  left: { figure: left },
  op: '<=',
  right: { figure: right },
})

const nested = (levels: number): unknown =>
  levels === 0 ? { present: 'name' } : { not: nested(levels - 1) }

it('is read as it is, and so is every built-in one', () => {
  expect(readForm(outlets())).toEqual(outlets())
  for (const form of forms) expect(readForm(JSON.parse(JSON.stringify(form)), forms)).toEqual(form)
})

const slips: [string, (form: Draft) => unknown, string, RegExp, RegExp][] = [
  [
    'an identity that no field gives',
    (form) => Object.assign(form, { identity: ['name', 'code'] }),
    'identity[1]',
    /没有字段“code”/,
    /no field “code”/,
  ],
  [
    'an identity of figures',
    (form) => Object.assign(form, { identity: ['open'] }),
    'identity[0]',
    /“open”不能用来认定/,
    /“open” cannot name a record/,
  ],
  [
    'an identity that is personal',
    (form) => {
      form.fields[0]!.personal = true
      Object.assign(form, { identity: ['name'] })
    },
    'identity[0]',
    /个人信息/,
    /personal/,
  ],
  [
    'an identity twice',
    (form) => Object.assign(form, { identity: ['name', 'name'] }),
    'identity[1]',
    /两次/,
    /twice/,
  ],
  [
    'a missing title',
    (form) => Reflect.deleteProperty(form.title, 'en'),
    'title.en',
    /缺少/,
    /missing/,
  ],
  ['a strange member', (form) => Object.assign(form, { colour: 1 }), '', /colour/, /colour/],
  [
    'a strange type',
    (form) => (form.fields[0]!.type = 'colour'),
    'fields[0].type',
    /text \|/,
    /text \|/,
  ],
  [
    'a version in words',
    (form) => Object.assign(form, { version: 'one' }),
    'version',
    /数字/,
    /number/,
  ],
  ['no fields', (form) => (form.fields = []), 'fields', /至少要有 1/, /at least 1/],
  [
    'too many fields',
    (form) => (form.fields = Array(81).fill(form.fields[0])),
    'fields',
    /80/,
    /80/,
  ],
  [
    'too many synonyms',
    (form) => (form.fields[0]!.synonyms = Array(61).fill('名')),
    'fields[0].synonyms',
    /60/,
    /60/,
  ],
  [
    'a synonym too long',
    (form) => (form.fields[0]!.synonyms = ['名'.repeat(61)]),
    'fields[0].synonyms[0]',
    /60/,
    /60/,
  ],
  ['a line break', (form) => (form.title.zh = '网点\n表'), 'title.zh', /一行/, /one line/],
  ['half a character', (form) => (form.title.zh = '网点\ud83d'), 'title.zh', /一行/, /one line/],
  [
    'an id that every object has',
    (form) => (form.id = 'constructor'),
    'id',
    /constructor/,
    /constructor/,
  ],
  [
    'a bracket left open',
    (form) => (form.fields[0]!.families = ['{网点|门店']),
    'fields[0].families[0]',
    /不成对/,
    /do not match/,
  ],
  [
    'families that take for ever to try',
    (form) => (form.fields[0]!.families = ['[a|aa|aaa|aaaa]'.repeat(6)]),
    'fields',
    /15625/,
    /15625/,
  ],
  [
    'conditions nested without end',
    (form) => (form.indicators[0]!.compute = { count: nested(5000) }),
    '',
    /嵌套/,
    /nested/,
  ],
  [
    'a member misspelt in a way of counting',
    (form) => (form.indicators[0]!.compute = { sum: 'name', wher: { present: 'name' } }),
    'indicators[0].compute',
    /wher/,
    /wher/,
  ],
  [
    'a way of counting that there is not',
    (form) => (form.indicators[0]!.compute = { average: 'name' }),
    'indicators[0].compute',
    /写法/,
    /in no way/,
  ],
  [
    'a field that is not there',
    (form) => (form.indicators[1]!.compute = { count: { present: 'shut' } }),
    'indicators[1].compute.count.present',
    /“shut”/,
    /“shut”/,
  ],
  [
    'a part that no form has',
    (form) => (form.indicators[2]!.compute = { ratio: ['outlets.open', 'enterprises.many'] }),
    'indicators[2].compute.ratio',
    /“enterprises.many”/,
    /“enterprises.many”/,
  ],
  [
    'a rate before its parts',
    (form) => form.indicators.reverse(),
    'indicators[0].compute',
    /之前/,
    /before/,
  ],
  [
    'a rate across forms of a rate',
    (form) => (form.indicators[2]!.compute = { ratio: ['outlets.open', 'enterprises.rate'] }),
    'indicators[2].compute',
    /“enterprises.rate”.*相加/,
    /“enterprises.rate”.*add up/,
  ],
  [
    'a rule across forms about a figure that no form has',
    (form) => form.rules.push(rule('outlets.open', 'enterprises.many')),
    'rules[0].right.figure',
    /“enterprises.many”/,
    /“enterprises.many”/,
  ],
  [
    'a rule across forms about a rate',
    (form) => form.rules.push(rule('outlets.rate', 'enterprises.total')),
    'rules[0]',
    /“outlets.rate”.*相加/,
    /“outlets.rate”.*add up/,
  ],
  [
    'a rule across forms that says nothing of its own form',
    (form) => form.rules.push(rule('returnees.returned', 'enterprises.total')),
    'rules[0]',
    /至少/,
    /at least/,
  ],
  [
    'a sum that would be averaged',
    (form) => (form.indicators[0]!.overUnits = 'ratio'),
    'indicators[0].overUnits',
    /ratio/,
    /ratio/,
  ],
  [
    'an indicator in another form’s name',
    (form) => (form.indicators[0]!.id = 'enterprises.total'),
    'indicators[0].id',
    /“outlets\.”/,
    /“outlets\.”/,
  ],
  ['an id twice', (form) => (form.fields[1]!.id = 'name'), 'fields[1].id', /“name”/, /“name”/],
  [
    'a choice without choices',
    (form) => (form.fields[1]!.type = 'choice'),
    'fields[1]',
    /choices/,
    /choices/,
  ],
  [
    'a figure in the bulletin that is not there',
    (form) => (form.bulletin.zh = '共{shut}个。'),
    'bulletin.zh',
    /“shut”.*total, open, rate/,
    /“shut”.*total, open, rate/,
  ],
]

describe('says what is wrong, and where', () => {
  test.each(slips)('%s', (_, change, place, zh, en) => {
    const found = errorsOf(change).find((error) => formPlace(error.path) === place)
    expect(found && describeFormError(found, 'zh')).toMatch(zh)
    expect(found && describeFormError(found, 'en')).toMatch(en)
  })

  test.each([null, undefined, 1, 'form', []])('%j is no form', (json) => {
    const read = readForm(json)
    expect(Array.isArray(read) && read.map(({ path }) => path)).toEqual([[]])
  })

  test('all slips of a kind at once', () => {
    const places = errorsOf((form) => {
      form.identifiedBy = [['shut'], ['name']]
      form.bulletin.en = '{nothing}'
    }).map(({ path }) => formPlace(path))
    expect(places).toEqual(['identifiedBy', 'bulletin.en'])
  })
})

it('lets a rule be about another form’s figure', () => {
  const change = (form: Draft) => form.rules.push(rule('outlets.open', 'enterprises.total'))
  expect(errorsOf(change)).toEqual([])
  expect(errorsOf(change, [])).toHaveLength(1)
})

it('lets a rate be of another form’s figure where that form is in force', () => {
  const change = (form: Draft) =>
    (form.indicators[2]!.compute = { ratio: ['outlets.open', 'enterprises.total'] })
  expect(errorsOf(change)).toEqual([])
  expect(errorsOf(change, [])).toHaveLength(1)
})
