import { describe, expect, it } from 'vitest'
import { draftForm, isForm } from '../../shared/forms/draft/draft.ts'
import { editedForm, type FormEdits, widened } from '../../shared/forms/draft/edited.ts'
import type { Form } from '../../shared/forms/form.ts'
import { forms } from '../../shared/forms/index.ts'
import { readForm } from '../../shared/forms/read-form.ts'
import { type Cell, type Grid, gridOf, type Merge } from '../../shared/grid/grid.ts'
import { inspect } from '../../shared/inspect.ts'
import { randomOf } from '../messy/random.ts'

const now = '2020-02-28'

function drafted(grid: Grid, file?: string): Form {
  const form = draftForm(grid, { forms, now, ...(file !== undefined && { file }) })
  if (!isForm(form)) throw new Error(form.why)
  expect(readForm(form, forms)).toEqual(form)
  return form
}

/** What the drafted form makes of a sheet, beside all others. */
function read(grid: Grid, form: Form) {
  const [report] = inspect(grid, { forms: [...forms, form], now })
  return report!
}

const fieldsOf = (form: Form) =>
  Object.fromEntries(form.fields.map(({ title, type }) => [title.zh, type]))

/** Groups, units in brackets, a numbering row, a village merged down, a total and a signature. */
const houses = gridOf(
  '3月',
  [
    ['双河镇受灾房屋排查统计表'],
    ['填报单位：双河镇　　填报日期：2020年2月28日　　单位：户、万元'],
    [
      '序号',
      '村',
      '户主',
      '联系电话',
      '房屋（间）',
      null,
      '直接经济损失（万元）',
      '安置方式',
      '排查日期',
      '完成率',
    ],
    [null, null, null, null, '受损', '其中：倒塌', null, null, null, null],
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    [1, '大兴村', '张三', '13800000001', 4, 1, 2.5, '投亲', '2月27日', '25%'],
    [2, null, '李四', '13800000002', 3, 0, 1, '集中安置', '2月27日', '0%'],
    [3, null, '王五', '13800000003', '2间', 2, '0.8', '投亲', '2月28日', '100%'],
    [4, '申中村', '赵六', '13800000004', 5, 1, 3, '集中安置', '2月28日', '20%'],
    [5, null, '钱七', '13800000005', 6, 3, 4, '投亲', '2月28日', '50%'],
    [6, null, '孙八', '13800000006', 1, 0, 0.2, '投亲', '2月28日', '0%'],
    ['合计', null, null, null, 21, 7, 11.5, null, null, null],
    ['填表人：周九　　审核人：吴十'],
  ],
  [
    { top: 0, left: 0, bottom: 0, right: 9 },
    { top: 2, left: 4, bottom: 2, right: 5 },
    ...[0, 1, 2, 3, 6, 7, 8, 9].map((left) => ({ top: 2, left, bottom: 3, right: left })),
    { top: 5, left: 1, bottom: 7, right: 1 },
    { top: 8, left: 1, bottom: 10, right: 1 },
  ],
)

describe('a form drafted from a sheet', () => {
  const form = drafted(houses)

  it('takes its title without the unit, and an id one can live with', () => {
    expect(form).toMatchObject({
      id: 'affected_houses_checked',
      title: { zh: '受灾房屋排查统计表' },
    })
  })

  it('tells types by headers and values', () => {
    expect(fieldsOf(form)).toEqual({
      村: 'text',
      户主: 'text',
      联系电话: 'code',
      房屋受损: 'number',
      房屋倒塌: 'number',
      直接经济损失: 'amount',
      安置方式: 'choice',
      排查日期: 'date',
      完成率: 'percent',
    })
    const field = (zh: string) => form.fields.find(({ title }) => title.zh === zh)
    expect(field('直接经济损失')).toMatchObject({ unit: { zh: '元' } })
    expect(field('房屋受损')).toMatchObject({ unit: { zh: '间' } })
    expect(field('村')).toMatchObject({ carriesDown: true })
    expect(form.fields.filter(({ personal }) => personal).map(({ title }) => title.zh)).toEqual([
      '户主',
      '联系电话',
    ])
    expect(field('户主')).toMatchObject({ required: true })
  })

  it('counts rows, adds up what adds up, and finds the share’s part and whole', () => {
    expect(form.indicators.map(({ title, overUnits }) => [title.zh, overUnits])).toEqual([
      ['户主数', 'sum'],
      ['房屋受损', 'sum'],
      ['房屋倒塌', 'sum'],
      ['直接经济损失', 'sum'],
      ['完成率', 'ratio'],
    ])
  })

  it('knows that a part is within its whole, and that a thing occurs once', () => {
    expect(form.rules.map(({ title }) => title.zh)).toEqual([
      '房屋倒塌不大于房屋受损',
      '同一户主只填一行',
    ])
  })

  it('reads its own sheet', () => {
    const report = read(houses, form)
    expect(report).toMatchObject({ form: form.id, records: 6, unit: '双河镇', asOf: '2020-02-28' })
    expect(report.layout).toMatchObject({ unmapped: [], totalRows: [12] })
    const id = (zh: string) => form.indicators.find(({ title }) => title.zh === zh)!.id
    expect(report.tally).toMatchObject({
      [id('房屋受损')]: 21,
      [id('直接经济损失')]: 115_000,
      [id('完成率')]: 7 / 21,
    })
    expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('reads next week’s sheet: elsewhere, more rows, other figures, and a part above its whole', () => {
    const next = gridOf('4月', [
      [],
      [null, '零阳镇受灾房屋排查表'],
      [null, '填报单位：零阳镇'],
      [null, '村', '户主', '房屋受损（间）', '倒塌（间）', '直接经济损失（元）'],
      [null, '高桥村', '甲', 4, 5, 8000],
      [null, '高桥村', '乙', 7, 1, 900],
      [null, '合计', null, 11, 6, 8900],
    ])
    const report = read(next, form)
    expect(report).toMatchObject({ form: form.id, records: 2, unit: '零阳镇' })
    expect(report.findings.map(({ cell }) => cell)).toEqual(['E5'])
  })
})

it('an all-text table and a table of two columns are tables too', () => {
  const people = gridOf('Sheet1', [
    ['值班表'],
    ['日期', '带班领导', '值班地点'],
    ['2020-02-25', '张三', '镇政府'],
    ['2020-02-26', '李四', '卫生院'],
  ])
  expect(fieldsOf(drafted(people))).toEqual({ 日期: 'date', 带班领导: 'text', 值班地点: 'text' })
  const words = gridOf('Sheet1', [
    ['带班领导', '值班地点'],
    ['张三', '镇政府'],
    ['李四', '卫生院'],
  ])
  expect(fieldsOf(drafted(words))).toEqual({ 带班领导: 'text', 值班地点: 'text' })
  const two = gridOf('Sheet1', [
    ['品名', '数量'],
    ['帐篷', 19],
    ['大衣', 10],
  ])
  const form = drafted(two, '物资发放.xlsx')
  expect(form.title.zh).toBe('物资发放')
  expect(fieldsOf(form)).toEqual({ 品名: 'text', 数量: 'number' })
})

it('columns that cannot be told apart are left out, not guessed', () => {
  const grid = gridOf('Sheet1', [
    ['印刷品名称', '数量', '数量', '金额'],
    ['存款凭条', 1, 2, 3],
    ['取款凭条', 4, 5, 6],
  ])
  expect(fieldsOf(drafted(grid))).toEqual({ 印刷品名称: 'text', 金额: 'amount' })
})

it('an empty template will do: types come from its headers', () => {
  const template = gridOf('Sheet1', [
    ['防汛物资储备情况表'],
    ['序号', '物资名称', '现有数量（个）', '采购金额（万元）', '到货日期', '联系电话'],
  ])
  const form = drafted(template)
  expect(fieldsOf(form)).toEqual({
    物资名称: 'text',
    现有数量: 'count',
    采购金额: 'amount',
    到货日期: 'date',
    联系电话: 'code',
  })
  expect(form.fields[0]).toMatchObject({ required: true })
})

it('says why there is no form in a sheet', () => {
  const none = (values: Cell[][]) => draftForm(gridOf('Sheet1', values), { forms, now })
  expect(none([])).toEqual({ why: 'no-table' })
  expect(none([['关于召开会议的通知'], ['各村：请于明日到会。']])).toEqual({ why: 'no-table' })
  expect(none([['品名', '数量']])).toEqual({ why: 'no-records' })
})

const things = ['帐篷', '大衣', '棉被', '发电机', '水泵', '沙袋', '救生衣', '雨鞋', '手电', '铁锹']
const figures = [
  '现有数量',
  '需求数量',
  '本周发放（件）',
  '采购金额(万元)',
  '受益人数',
  '面积（亩）',
  '单价(元)',
]

/** A table somebody might keep: two header depths, offsets, numbering, units in cells, a total. */
function madeUp(seed: number): { grid: Grid; records: number; columns: number } {
  const random = randomOf(seed)
  const left = random.int(0, 2)
  const chosen = random.shuffle(figures).slice(0, random.int(1, 4))
  const serial = random.chance(0.6)
  const grouped = chosen.length > 1 && random.chance(0.4)
  const values: Cell[][] = random.chance(0.3) ? [[]] : []
  const merges: Merge[] = []
  const pad = (cells: Cell[]): Cell[] => [...Array.from({ length: left }, () => null), ...cells]
  const lead: Cell[] = serial ? ['序号', '物品名称'] : ['物品名称']
  if (random.chance(0.8)) values.push(pad(['溪口镇救灾物品情况统计表']))
  if (random.chance(0.6)) values.push(pad(['填报单位：溪口镇', null, '填报日期：2020年2月28日']))
  const top = values.length
  if (grouped) {
    values.push(pad([...lead, '物资情况']))
    merges.push({
      top,
      left: left + lead.length,
      bottom: top,
      right: left + lead.length + chosen.length - 1,
    })
    lead.forEach((_, index) => {
      merges.push({ top, left: left + index, bottom: top + 1, right: left + index })
    })
    values.push(pad([...lead.map(() => null), ...chosen]))
  } else values.push(pad([...lead, ...chosen]))
  if (random.chance(0.3)) {
    values.push(pad([...lead, ...chosen].map((_, index) => index + 1)))
  }
  const records = random.int(3, things.length)
  const sums = chosen.map(() => 0)
  for (let index = 0; index < records; index += 1) {
    const cells = chosen.map((_, at) => {
      const value = random.int(1, 900)
      sums[at] = (sums[at] ?? 0) + value
      return random.chance(0.1) ? String(value) : value
    })
    values.push(pad([...(serial ? [index + 1] : []), things[index] ?? '', ...cells]))
  }
  if (random.chance(0.6)) {
    const total = sums.map((sum, at) => (/单价/.test(chosen[at] ?? '') ? null : sum))
    values.push(pad(serial ? ['合计', null, ...total] : ['合计', ...total]))
  }
  if (random.chance(0.4)) values.push(pad(['填表人：甲　　审核人：乙']))
  return { grid: gridOf('Sheet1', values, merges), records, columns: chosen.length + 1 }
}

it('whatever table it comes from, the form reads that table: 150 seeds', () => {
  const wrong: string[] = []
  for (let seed = 1; seed <= 150; seed += 1) {
    const { grid, records, columns } = madeUp(seed)
    const form = draftForm(grid, { forms, now })
    if (!isForm(form)) {
      wrong.push(`seed ${seed}: ${form.why}`)
      continue
    }
    const report = read(grid, form)
    const errors = report.findings.filter(({ severity }) => severity === 'error')
    const mapped = Object.keys(report.layout?.columns ?? {}).length
    if (
      report.form !== form.id ||
      report.records !== records ||
      mapped !== columns ||
      errors.length > 0
    )
      wrong.push(
        `seed ${seed}: ${report.form} ${report.records}/${records} ${mapped}/${columns} ${errors.map(({ rule, cell }) => `${rule} ${cell}`)}`,
      )
  }
  expect(wrong).toEqual([])
})

describe('edited', () => {
  const types = ['text', 'code', 'count', 'number', 'amount', 'percent', 'date', 'flag'] as const
  const none = { fields: {}, figures: {} }

  it('not at all, a form is what it was', () => {
    for (const form of forms) expect(editedForm(form, none, forms).form).toEqual(form)
    const form = drafted(houses)
    expect(editedForm(form, none, forms).form).toEqual(form)
    expect(widened(form, form)).toEqual({ form, added: [] })
  })

  it('in any way, a draft is a valid form; called otherwise, its columns are found: 60 seeds', () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const { grid, records } = madeUp(seed)
      const form = drafted(grid)
      const random = randomOf(seed)
      const called: FormEdits = { id: 'own', title: { zh: '新名表', en: 'New' }, ...none }
      for (const { id, title } of form.fields) {
        called.fields = {
          ...called.fields,
          [id]: { title: { zh: `甲${title.zh}乙`, en: 'x' }, required: random.chance(0.2) },
        }
      }
      const renamed = editedForm(form, called, forms).form
      expect(readForm(renamed, forms), `seed ${seed}`).toEqual(renamed)
      const [report] = inspect(grid, { forms: [renamed], now })
      expect(report, `seed ${seed}`).toMatchObject({ form: 'own', records })
      expect(Object.keys(report?.layout?.columns ?? {})).toHaveLength(form.fields.length)

      const edits: FormEdits = { fields: {}, figures: {} }
      for (const { id } of form.fields) {
        if (random.chance(0.3)) edits.fields[id] = { out: true }
        else if (random.chance(0.5)) {
          edits.fields[id] = { type: random.pick(types), personal: random.chance(0.3) }
        }
        if (random.chance(0.5)) edits.figures[id] = { on: random.chance(0.5), overTime: 'sum' }
      }
      const edited = editedForm(form, edits, forms).form
      if (edited.fields.length === 0) continue
      expect(readForm(edited, forms), `seed ${seed}`).toEqual(edited)
      expect(() => read(grid, edited)).not.toThrow()
    }
  })

  it('by a column less or one of another kind, every form that is in force stays valid', () => {
    for (const form of forms) {
      for (const { id } of form.fields) {
        for (const edit of [
          { out: true },
          { type: 'text' as const },
          { type: 'number' as const },
        ]) {
          const edited = editedForm(form, { fields: { [id]: edit }, figures: {} }, forms).form
          const wrong = readForm(edited, forms)
          // What a written sentence says in any case is for a person to write anew.
          const errors = Array.isArray(wrong)
            ? wrong.filter(({ path }) => path[0] !== 'bulletin')
            : []
          expect(errors, `${form.id} ${id} ${JSON.stringify(edit)}`).toEqual([])
        }
      }
    }
  })
})
