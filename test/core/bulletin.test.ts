import { describe, expect, test } from 'vitest'
import {
  type BulletinInput,
  bulletin,
  plainText,
  sentences,
} from '../../shared/bulletin/bulletin.ts'
import type { Form } from '../../shared/forms/form.ts'

const form: Form = {
  id: 'firms',
  version: 1,
  title: { zh: '企业复工复产台账', en: 'Resumption of enterprises' },
  row: { zh: '企业', en: 'enterprise' },
  subjects: [],
  identifiedBy: [],
  fields: [],
  rules: [],
  indicators: [
    figure('resumed', '已复工企业'),
    figure('total', '企业数'),
    { ...figure('rate', '复工率'), overUnits: 'ratio', compute: { ratio: ['a', 'b'] } },
    figure('back', '返岗人数'),
  ],
  bulletin: {
    zh: '截至{asOf}，{unit}已有{resumed}家企业复工复产[，复工率{rate}][；返岗{back}人]。',
    en: 'As of {asOf}, {resumed} enterprises in {unit} have resumed[, a rate of {rate}][; {back} people are back].',
  },
}

function figure(name: string, title: string): Form['indicators'][number] {
  return {
    id: `firms.${name}`,
    title: { zh: title, en: title },
    overTime: 'last',
    overUnits: 'sum',
    compute: { count: 'all' },
  }
}

function input(totals: Record<string, number | null>, more: Partial<BulletinInput> = {}) {
  return {
    unitName: '慈利县',
    asOf: '2020-02-25',
    forms: [{ form, totals }],
    coverage: { expected: 25, submitted: 25, missing: [] },
    ...more,
  }
}

const cili = {
  'firms.resumed': 213,
  'firms.total': 311,
  'firms.rate': 213 / 311,
  'firms.back': 397_100,
}

describe('bulletin', () => {
  test('says the year of a day that is not of the year of its week', () => {
    const said = (asOf: string) => bulletin(input(cili, { asOf }), 'zh')[0]?.slice(0, 14)
    expect(said('2020-12-31')).toMatch(/^截至12月31日，/)
    expect(said('2021-01-01')).toMatch(/^截至2021年1月1日，/)
    expect(said('2021-01-04')).toMatch(/^截至1月4日，/)
    expect(said('2019-12-30')).toMatch(/^截至2019年12月30日/)
  })

  test('sets a unit in English off from its figure', () => {
    const back = { ...figure('back', 'Returned'), unit: { zh: '人', en: 'people' } }
    const workers = { ...form, indicators: [back], bulletin: { zh: '{back}人。', en: '{back}.' } }
    const firms = { form, totals: cili }
    const forms = [firms, { form: workers, totals: cili }]
    expect(bulletin(input({}, { forms }), 'en')[0]).toContain('Returned 397,100 people.')
    expect(bulletin(input({}, { forms }), 'zh')[0]).toContain('Returned39.71万人。')
  })

  test('says what the documents say', () => {
    expect(bulletin(input({ ...cili, 'firms.back': null }), 'zh')).toEqual([
      '截至2月25日，慈利县已有213家企业复工复产，复工率68.5%。',
      '以上为全部25个单位的数据。',
    ])
    expect(bulletin(input(cili), 'en')).toEqual([
      'As of 25 February 2020, 213 enterprises in 慈利县 have resumed, a rate of 68.5%; 397,100 people are back.',
      'These are the figures of all 25 units.',
    ])
    expect(bulletin(input(cili), 'zh')[0]).toBe(
      '截至2月25日，慈利县已有213家企业复工复产，复工率68.5%；返岗39.71万人。',
    )
  })

  test('keeps a zero, leaves out what is not known', () => {
    expect(bulletin(input({ 'firms.resumed': 0, 'firms.rate': 0 }), 'zh')[0]).toBe(
      '截至2月25日，慈利县已有0家企业复工复产，复工率0%。',
    )
  })

  test('says so where the sentence has no figure to stand on', () => {
    expect(bulletin(input({ 'firms.resumed': null, 'firms.rate': 0.5 }), 'zh')[0]).toBe(
      '截至2月25日，慈利县“企业复工复产台账”尚无数据。',
    )
    expect(bulletin(input({}), 'en')[0]).toBe(
      'As of 25 February 2020, there are no figures of 慈利县 for “Resumption of enterprises”.',
    )
  })

  test('names who is missing', () => {
    const coverage = { expected: 20, submitted: 18, missing: ['零阳镇', '岩泊渡镇'] }
    expect(bulletin(input(cili, { coverage }), 'zh').at(-1)).toBe(
      '以上为18个单位的数据（应报20个），尚缺：零阳镇、岩泊渡镇（共2个单位未报）。',
    )
    expect(bulletin(input(cili, { coverage }), 'en').at(-1)).toBe(
      'These are the figures of 18 of 20 units; missing: 零阳镇, 岩泊渡镇 (2 not reported).',
    )
  })

  test('never claims to be complete while somebody is not counted', () => {
    const coverage = { expected: 20, submitted: 18, missing: [] }
    expect(bulletin(input(cili, { coverage }), 'zh').at(-1)).toBe(
      '以上为18个单位的数据（应报20个）。',
    )
  })

  test('names no end of units only by their number', () => {
    const missing = Array.from({ length: 40 }, (_, index) => `第${index + 1}镇`)
    const coverage = { expected: 41, submitted: 1, missing }
    const last = bulletin(input(cili, { coverage }), 'zh').at(-1)
    expect(last).toContain('第30镇等（共40个单位未报）')
    expect(last).not.toContain('第31镇')
  })

  test('gives no figure where nobody has reported', () => {
    const coverage = { expected: 2, submitted: 0, missing: ['零阳镇', '岩泊渡镇'] }
    expect(bulletin(input({}, { coverage }), 'zh')).toEqual([
      '截至2月25日，应报的2个单位均未报送，尚缺：零阳镇、岩泊渡镇。',
    ])
    expect(bulletin(input({}, { coverage }), 'en')).toEqual([
      'As of 25 February 2020, none of the 2 units has reported; missing: 零阳镇, 岩泊渡镇.',
    ])
  })

  test('puts the day before a sentence that does not name it', () => {
    const undated = {
      ...form,
      bulletin: { zh: '{unit}复工{resumed}家。', en: '{resumed} resumed.' },
    }
    const forms = [{ form: undated, totals: cili }]
    expect(bulletin(input({}, { forms }), 'zh')[0]).toBe('截至2月25日，慈利县复工213家。')
    expect(bulletin(input({}, { forms }), 'en')[0]).toBe('As of 25 February 2020: 213 resumed.')
  })

  test('puts the day before a sentence that leaves it out with a figure', () => {
    const undated = {
      ...form,
      bulletin: {
        zh: '[截至{asOf}复工率{rate}，]{unit}复工{resumed}家。',
        en: '{resumed} resumed.',
      },
    }
    const forms = [{ form: undated, totals: { 'firms.resumed': 3 } }]
    expect(bulletin(input({}, { forms }), 'zh')[0]).toBe('截至2月25日，慈利县复工3家。')
  })

  const other: Form = {
    ...form,
    id: 'shops',
    title: { zh: '商铺', en: 'Shops' },
    indicators: [{ ...figure('open', '营业商铺'), id: 'shops.open' }],
    bulletin: { zh: '截至{asOf}，{unit}营业商铺{open}家。', en: '{open} shops are open.' },
  }

  test('joins the main figures of all forms that came, in one sentence', () => {
    const forms = [
      { form, totals: cili },
      { form: other, totals: { 'shops.open': 0 } },
    ]
    expect(bulletin(input({}, { forms }), 'zh')[0]).toBe(
      '截至2月25日，慈利县已复工企业213，复工率68.5%；营业商铺0。',
    )
    expect(bulletin(input({}, { forms }), 'en')[0]).toBe(
      'As of 25 February 2020, 慈利县: “Resumption of enterprises” – 已复工企业 213, 复工率 68.5%; “Shops” – 营业商铺 0.',
    )
    const unknown = [forms[0], { form: other, totals: {} }] as typeof forms
    expect(bulletin(input({}, { forms: unknown }), 'zh')[0]).toContain('已有213家')
  })

  test('says whose figures a form lacks, where they are not those of the week', () => {
    const missing = Array.from({ length: 40 }, (_, index) => `第${index + 1}镇`)
    const forms = [
      { form, totals: cili, coverage: { expected: 25, submitted: 25, missing: [] } },
      {
        form: other,
        totals: { 'shops.open': 2 },
        coverage: { expected: 41, submitted: 1, missing },
      },
    ]
    const said = bulletin(input({}, { forms }), 'zh')
    expect(said[1]).not.toContain('尚缺')
    expect(said[2]).toMatch(
      /^截至2月25日，慈利县营业商铺2家。（该表已报1个单位，应报41个，尚缺：第1镇、/,
    )
    expect(said[2]).toContain('第30镇等，共40个单位）')
    expect(said[2]).not.toContain('第31镇')
  })

  test('gives each figure with what is behind it, however long the name of the unit', () => {
    const unitName = '慈利县'.repeat(60)
    const source = { unit: 'lingyang', form: 'firms', revision: 2, hash: 'a1' }
    const forms = [{ form, totals: cili, sources: () => [source] }]
    const [said] = sentences(input({}, { forms, unitName }), 'zh')
    expect(said?.parts).toContainEqual({
      ...{ text: '213', indicator: 'firms.resumed', form: 'firms' },
      sources: [source],
    })
    expect(said && plainText(said)).toBe(bulletin(input({}, { forms, unitName }), 'zh')[0])
    expect(said && plainText(said)).toContain(unitName)
  })

  test('takes a name as it is, whatever it contains', () => {
    const sentences = bulletin(input(cili, { unitName: '{resumed}[县]$&' }), 'zh')
    expect(sentences[0]).toContain('{resumed}[县]$&已有213家')
  })
})
