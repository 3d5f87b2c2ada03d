import { describe, expect, it } from 'vitest'
import type { Field } from '../../shared/forms/form.ts'
import { gridOf } from '../../shared/grid/grid.ts'
import { inspect } from '../../shared/inspect.ts'
import { readValue } from '../../shared/values/read-value.ts'

const due: Field = {
  id: 'due',
  title: { zh: '办结时限', en: 'Due' },
  synonyms: [],
  type: 'date',
  countedFrom: 'raised',
}
const read = (cell: string, from: string | null = '2020-02-27') =>
  readValue(cell, due, { asOf: '2020-02-28', from })

describe('a deadline as a span', () => {
  // 27 February 2020 is a Thursday, and the year has a 29th.
  it.each([
    ['马上办', '2020-02-27'],
    ['马上办、不隔夜', '2020-02-27'],
    ['当天', '2020-02-27'],
    ['当日办结', '2020-02-27'],
    ['立即解决', '2020-02-27'],
    ['2小时', '2020-02-27'],
    ['24小时内', '2020-02-28'],
    ['3天', '2020-03-01'],
    ['三日内', '2020-03-01'],
    ['3日之内办结', '2020-03-01'],
    ['1个工作日', '2020-02-28'],
    ['2个工作日', '2020-03-02'],
    ['7个工作日内', '2020-03-09'],
    ['1周', '2020-03-05'],
    ['两个星期', '2020-03-12'],
    ['３天内', '2020-03-01'],
  ])('%s', (cell, expected) => {
    expect(read(cell)).toEqual({ value: expected })
  })

  it('is not known without the day it is counted from', () => {
    expect(read('3天内', null)).toEqual({ value: null })
  })

  it('leaves days and other texts to the reading of dates', () => {
    expect(read('2月28日').value).toBe('2020-02-28')
    expect(read('3日').value).toBeNull()
    expect(read('3日').issue).toBeDefined()
    expect(read('尽快').issue).toMatchObject({ rule: 'not-a-date' })
  })

  it('is read whichever column comes first', () => {
    const [report] = inspect(
      gridOf('Sheet1', [
        ['企业名称', '办结时限', '问题内容', '提出日期'],
        ['宏远机械厂', '2天内', '缺少口罩', '2020-02-24'],
      ]),
      { forms: [problems], now: '2020-02-28' },
    )
    expect(report?.table?.records[0]?.values.due).toBe('2020-02-26')
  })
})

const field = (id: string, zh: string, type: Field['type']): Field => ({
  id,
  title: { zh, en: id },
  synonyms: [],
  type,
})
const problems = {
  id: 'p',
  version: 1,
  title: { zh: '问题', en: 'problems' },
  row: { zh: '问题', en: 'problem' },
  subjects: [],
  identifiedBy: [['name']],
  fields: [
    field('name', '企业名称', 'text'),
    { ...due, countedFrom: 'raised_on' },
    field('what', '问题内容', 'text'),
    field('raised_on', '提出日期', 'date'),
  ],
  indicators: [],
  rules: [],
  bulletin: { zh: '', en: '' },
}
