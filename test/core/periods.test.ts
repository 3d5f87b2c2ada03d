import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayNumber, dayOfNumber, makeDay, nearestDay } from '../../shared/periods/days.ts'
import { type PeriodText, readPeriodText } from '../../shared/periods/period-text.ts'
import {
  daysOfPeriod,
  defaultPeriod,
  nextPeriod,
  parsePeriod,
  periodOfDate,
  periodOfWeek,
  previousPeriod,
  shanghaiDay,
} from '../../shared/periods/periods.ts'

describe('weeks', () => {
  // First and last days of years whose first week is not theirs alone (ISO 8601).
  test.each([
    ['2020-02-25', '2020-W09'],
    ['2020-02-24', '2020-W09'],
    ['2020-03-01', '2020-W09'],
    ['2020-03-02', '2020-W10'],
    ['2019-12-30', '2020-W01'],
    ['2019-12-29', '2019-W52'],
    ['2020-12-31', '2020-W53'],
    ['2021-01-01', '2020-W53'],
    ['2021-01-03', '2020-W53'],
    ['2021-01-04', '2021-W01'],
    ['2005-01-01', '2004-W53'],
    ['2008-12-29', '2009-W01'],
    ['2010-01-03', '2009-W53'],
    ['2026-12-31', '2026-W53'],
    ['2027-01-03', '2026-W53'],
    ['2027-01-04', '2027-W01'],
    ['2000-02-29', '2000-W09'],
  ])('%s is in %s', (day, period) => {
    expect(periodOfDate(day)).toBe(period)
  })

  test.each([
    ['2020-W09', { first: '2020-02-24', last: '2020-03-01' }],
    ['2020-W01', { first: '2019-12-30', last: '2020-01-05' }],
    ['2020-W53', { first: '2020-12-28', last: '2021-01-03' }],
    ['2026-W53', { first: '2026-12-28', last: '2027-01-03' }],
  ])('%s runs from Monday to Sunday', (period, days) => {
    expect(daysOfPeriod(period)).toEqual(days)
  })

  test.each([
    ['2020-W53', '2021-W01'],
    ['2021-W52', '2022-W01'],
    ['2019-W52', '2020-W01'],
  ])('%s is followed by %s', (period, next) => {
    expect([nextPeriod(period), previousPeriod(next)]).toEqual([next, period])
  })

  test('ids are taken exactly', () => {
    expect(parsePeriod('2020-W09')).toEqual({ year: 2020, week: 9 })
    expect(parsePeriod('2020-W53')).toEqual({ year: 2020, week: 53 })
    const wrong = ['2021-W53', '2020-W54', '2020-W00', '2020-W9', '2020W09', '2020-w09', '']
    for (const id of [...wrong, '2020-W09 ', '2020-02-25', '0000-W01', '1000-W01', '9999-W52']) {
      expect(parsePeriod(id), id).toBeNull()
    }
    expect(parsePeriod('1001-W01')).toEqual({ year: 1001, week: 1 })
    expect(parsePeriod('9998-W52')).toEqual({ year: 9998, week: 52 })
    expect(periodOfWeek(2020, 53)).toBe('2020-W53')
    expect(periodOfWeek(2021, 53)).toBeNull()
  })

  test('what is no period and no day is refused', () => {
    for (const id of ['2021-W53', 'x', '']) {
      expect(() => daysOfPeriod(id)).toThrow(RangeError)
      expect(() => nextPeriod(id)).toThrow(RangeError)
      expect(() => defaultPeriod(id)).toThrow(RangeError)
    }
    for (const day of ['2020-02-30', '2020-2-25', '']) {
      expect(() => periodOfDate(day)).toThrow(RangeError)
    }
  })

  test('a period nobody set is as of its Friday and due then at 17:00 in Shanghai', () => {
    expect(defaultPeriod('2020-W09')).toEqual({
      id: '2020-W09',
      asOf: '2020-02-28',
      due: '2020-02-28T17:00:00+08:00',
      state: 'open',
    })
    expect(Date.parse(defaultPeriod('2020-W53').due)).toBe(Date.parse('2021-01-01T09:00:00Z'))
  })

  const days = fc.integer({ min: -10_000, max: 60_000 }).map(dayOfNumber)
  test('every day lies in its period, and in no other', () => {
    fc.assert(
      fc.property(days, (day) => {
        const period = periodOfDate(day)
        const { first, last } = daysOfPeriod(period)
        expect(parsePeriod(period)).not.toBeNull()
        expect(first <= day && day <= last).toBe(true)
        expect((dayNumber(last) ?? 0) - (dayNumber(first) ?? 0)).toBe(6)
        expect(daysOfPeriod(nextPeriod(period)).first).toBe(dayOfNumber((dayNumber(last) ?? 0) + 1))
        expect(previousPeriod(nextPeriod(period))).toBe(period)
      }),
    )
  })
})

describe('days', () => {
  test.each([
    [2020, 2, 29, '2020-02-29'],
    [2019, 2, 29, null],
    [2020, 2, 30, null],
    [2020, 0, 1, null],
    [2020, 13, 1, null],
    [2020, 1, 0, null],
    [99, 1, 1, null],
    [2020, 1.5, 1, null],
    [Number.NaN, 1, 1, null],
  ])('%d-%d-%d is %s', (year, month, date, day) => {
    expect(makeDay(year, month, date)).toBe(day)
  })

  test('without a year are the nearest, the earlier of two', () => {
    expect(nearestDay(12, 30, '2020-01-03')).toBe('2019-12-30')
    expect(nearestDay(1, 3, '2020-12-30')).toBe('2021-01-03')
    expect(nearestDay(2, 29, '2021-02-01')).toBe('2020-02-29')
    expect(nearestDay(2, 29, '2022-06-01')).toBeNull()
    expect(nearestDay(2, 30, '2020-02-01')).toBeNull()
  })

  test('of an instant are those of Shanghai', () => {
    expect(shanghaiDay('2020-02-25T15:59:59Z')).toBe('2020-02-25')
    expect(shanghaiDay('2020-02-25T16:00:00Z')).toBe('2020-02-26')
    expect(shanghaiDay('2020-02-25T00:00:00+08:00')).toBe('2020-02-25')
    expect(shanghaiDay('2020-12-31T20:00:00-05:00')).toBe('2021-01-01')
    expect(() => shanghaiDay('yesterday')).toThrow(RangeError)
  })
})

describe('the day or week a text names', () => {
  const now = '2020-02-27'
  const asOf = (day: string): PeriodText => ({ asOf: day })
  const read = (text: string, name = false, today = now) => {
    const found = readPeriodText(text, { now: today, name })
    if (!found) return null
    const { year: _, ...said } = found
    return said
  }

  test.each<[string, PeriodText | null]>([
    ['填报日期：2020年2月25日', asOf('2020-02-25')],
    ['填报单位：双河镇　　填报日期：2020年2月25日　　单位：人、家', asOf('2020-02-25')],
    ['填报单位：双河镇（盖章）  时间: 2020.2.25', asOf('2020-02-25')],
    ['填报时间：2020-02-25 17:00', asOf('2020-02-25')],
    ['填报日期： 2020 年 2 月 25 日', asOf('2020-02-25')],
    ['填報日期：民國109年2月25日', asOf('2020-02-25')],
    ['报送时间:二〇二〇年二月二十五日', asOf('2020-02-25')],
    ['填报日期：', null],
    ['填报日期：    年   月   日', null],
    ['日期：2月25日', asOf('2020-02-25')],
    ['截至2月25日17时', asOf('2020-02-25')],
    ['（截至2月25日17时）', asOf('2020-02-25')],
    ['数据截至 2020.2.25', asOf('2020-02-25')],
    ['数据截止时间：2020/2/25 24:00', asOf('2020-02-25')],
    ['截止2月25日企业复工复产情况统计表', asOf('2020-02-25')],
    ['双河镇企业复工情况统计表（截至2月25日）', asOf('2020-02-25')],
    ['双河镇企业复工情况统计表（2月25日）', asOf('2020-02-25')],
    ['双河镇企业复工情况统计表（2020.2.24-2.28）', asOf('2020-02-28')],
    ['（2020.2.24-2020.2.28）', asOf('2020-02-28')],
    ['统计时间：2月24日-28日', asOf('2020-02-28')],
    ['统计时间：2月24日至3月1日', asOf('2020-03-01')],
    ['（2.24—2.28）', asOf('2020-02-28')],
    ['（2019.12.30-1.3）', asOf('2020-01-03')],
    ['2020年2月25日', asOf('2020-02-25')],
    ['2月25日', asOf('2020-02-25')],
    ['20200225', asOf('2020-02-25')],
    ['2.25', asOf('2020-02-25')],
    ['2020.2.25', asOf('2020-02-25')],
    ['双河镇企业复工复产台账20200225', asOf('2020-02-25')],
    ['20200225双河镇企业复工复产台账', asOf('2020-02-25')],
    ['2月25日双河镇企业复工率统计表', asOf('2020-02-25')],
    ['填报日期：2020年2月26日（数据截至2月25日17时）', asOf('2020-02-25')],
    ['12月31日', asOf('2019-12-31')],
    ['2020年第9周', { period: '2020-W09' }],
    ['2020年第九周', { period: '2020-W09' }],
    ['第九周', { period: '2020-W09' }],
    ['第9周', { period: '2020-W09' }],
    ['第 9 周', { period: '2020-W09' }],
    ['第五十二周', { period: '2019-W52' }],
    ['2020-W09', { period: '2020-W09' }],
    ['2020W9', { period: '2020-W09' }],
    ['2021-W53', null],
    ['2月第4周', { period: '2020-W09' }],
    ['2020年2月份第四周', { period: '2020-W09' }],
    ['第9周（2月24日-2月28日）', { asOf: '2020-02-28', period: '2020-W09' }],
    ['', null],
    ['（一）', null],
    ['第3页', null],
    ['附件1-2', null],
    ['表2.3', null],
    ['1.2 填表说明', null],
    ['联系电话：13812345678', null],
    ['电话：20151012', null],
    ['0744-3222222', null],
    ['2019年12月31日用工数', null],
    ['截至2019年12月31日用工数', null],
    ['截止至2019年12月31日用工数（人）', null],
    ['2020年1月1日至今新招聘人数', null],
    ['请于2月28日前报送', null],
    ['请各乡镇于2月28日前报送县复工办', null],
    ['报送截止时间：2月28日17:00', null],
    ['注：复工企业指2月10日后恢复生产的企业', null],
    ['复工日期：2月20日', null],
    ['慈复工办〔2020〕5号', null],
    ['927规上企业', null],
    ['2020年企业复工复产台账', null],
    ['2月份企业复工复产台账', null],
    ['双河镇0225', null],
    ['2月30日', null],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  test.each<[string, PeriodText | null]>([
    ['0225', asOf('2020-02-25')],
    ['双河镇企业复工台账0225', asOf('2020-02-25')],
    ['双河镇企业复工台账2.25', asOf('2020-02-25')],
    ['2.25双河镇', asOf('2020-02-25')],
    ['双河镇(2.25)', asOf('2020-02-25')],
    ['双河镇_2020-02-25', asOf('2020-02-25')],
    ['双河镇2020-02-25(1)', asOf('2020-02-25')],
    ['双河镇2.25（复件）', asOf('2020-02-25')],
    ['双河镇0225 - 副本', asOf('2020-02-25')],
    ['附件1：双河镇1024家', null],
    ['2020', null],
    ['Sheet1', null],
    ['1月', null],
    ['0230', null],
  ])('in the name %s', (text, expected) => {
    expect(read(text, true)).toEqual(expected)
  })

  test.each<[string, string, PeriodText | null]>([
    ['第11周', '2026-12-01', { period: '2026-W11' }],
    ['第50周', '2026-12-01', { period: '2026-W50' }],
    ['第1周', '2026-12-28', { period: '2027-W01' }],
    ['第52周', '2026-01-12', { period: '2025-W52' }],
    ['截至2月25日', '2026-12-01', asOf('2026-02-25')],
    ['截至1月3日', '2026-12-20', asOf('2027-01-03')],
    ['2020年太平乡返岗情况（第11周）', '2026-12-01', { period: '2020-W11' }],
  ])('%s read on %s, not months ahead', (text, today, expected) => {
    expect(read(text, false, today)).toEqual(expected)
  })

  test('with the year, or without', () => {
    const yearOf = (text: string) => readPeriodText(text, { now })?.year
    expect(['2020年2月25日', '2020年第9周', '2020.2.24-2.28', '20200225'].map(yearOf)).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(['2月25日', '第9周', '2.24-2.28'].map(yearOf)).toEqual([undefined, undefined, undefined])
  })

  test('never fails, whatever the text', () => {
    const parts = fc.constantFrom(
      ...[
        '截至',
        '填报日期：',
        '2020',
        '年',
        '2',
        '月',
        '25',
        '日',
        '第',
        '周',
        '九',
        '-',
        '.',
        '(',
      ],
    )
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(parts, { maxLength: 14 }).map((some) => some.join('')),
    )
    fc.assert(
      fc.property(texts, fc.boolean(), (text, name) => {
        const found = readPeriodText(text, { now, name })
        if (found?.asOf) expect(dayNumber(found.asOf)).not.toBeNull()
        if (found?.period) expect(parsePeriod(found.period)).not.toBeNull()
        if (found) expect(Object.keys(found).length).toBeGreaterThan(0)
      }),
      { numRuns: 3000 },
    )
  })
})
