import { describe, expect, test } from 'vitest'
import { enterprises } from '../../shared/forms/enterprises.ts'
import { returnees } from '../../shared/forms/returnees.ts'
import { en } from '../../worker/pages/messages/en.ts'
import { zh } from '../../worker/pages/messages/zh.ts'
import { formatRoute, home, parseRoute, type Route } from '../../worker/pages/route.ts'
import { countsIn, valueText } from '../../worker/pages/values.ts'
import { offeredWeeks } from '../../worker/pages/weeks.ts'
import { headline } from '../../worker/reading/headline.ts'
import { daysTitle, momentTitle } from '../../worker/reading/when.ts'

describe('the address', () => {
  const routes: Route[] = [
    home,
    { ...home, unit: 'cili' },
    { ...home, unit: 'cili', period: '2020-W09', view: 'cutoff' },
    { ...home, unit: 'cili', period: '2020-W09', figure: 'enterprises.rate' },
    {
      ...home,
      unit: 'cili',
      period: '2020-W09',
      submission: { unit: 'lingyang', form: 'enterprises', revision: 2 },
    },
  ]

  test.each(routes.map((route) => [formatRoute(route), route] as const))(
    '%s leads back to where it was made',
    (address, route) => {
      expect(parseRoute(address)).toEqual(route)
    },
  )

  test('that nobody made leads to the start instead of failing', () => {
    for (const hash of ['', '#', '#/', '#//', '#/?', '#/%E0%A4%A/']) {
      expect(parseRoute(hash)).toMatchObject({ period: null, submission: null })
    }
    expect(parseRoute('#/cili/last-week')).toEqual({ ...home, unit: 'cili' })
    expect(parseRoute('#/cili/2020-W09/lingyang')).toMatchObject({ submission: null })
    expect(parseRoute('#/a/2020-W09/b/c?revision=-1').submission?.revision).toBeNull()
    expect(parseRoute('#/a/2020-W09/b/c?revision=x').submission?.revision).toBeNull()
  })
})

describe('the week picker', () => {
  test('offers the weeks with data and the running one, the newest first', () => {
    const span = { first: '2019-W51', last: '2020-W02' }
    expect(offeredWeeks(span, '2020-W03', '2020-W01')).toEqual([
      '2020-W03',
      '2020-W02',
      '2020-W01',
      '2019-W52',
      '2019-W51',
    ])
  })

  test('offers the running week and the one shown where nothing has come', () => {
    const nothing = { first: null, last: null }
    expect(offeredWeeks(nothing, '2020-W09', '2020-W07')).toEqual(['2020-W09', '2020-W07'])
  })

  test('stays short after years', () => {
    const weeks = offeredWeeks({ first: '2010-W01', last: '2020-W09' }, '2026-W40', '2020-W09')
    expect(weeks).toHaveLength(60)
    expect(weeks.slice(0, 3)).toEqual(['2026-W40', '2020-W09', '2020-W08'])
  })
})

describe('a figure', () => {
  const row = (values: Record<string, string | number | boolean | null>) => ({ row: 5, values })
  const indicator = (id: string) => {
    const found = enterprises.indicators.find((one) => one.id === `enterprises.${id}`)
    if (!found) throw new Error(id)
    return found
  }
  const counts = (id: string, values: Record<string, string | number | boolean | null>) =>
    countsIn(row(values), indicator(id), enterprises, '2020-02-25')

  test('is made of the rows it counts or adds up; a rate, of those of its part', () => {
    const back = { name: '一号厂', status: 'full', staff_total: 40, staff_back: 20 }
    const closed = { name: '二号厂', status: 'stopped', staff_total: null, staff_back: null }
    expect(counts('total', back) && counts('total', closed)).toBe(true)
    expect([counts('resumed', back), counts('resumed', closed)]).toEqual([true, false])
    expect([counts('rate', back), counts('rate', closed)]).toEqual([true, false])
    expect([counts('staff_total', back), counts('staff_total', closed)]).toEqual([true, false])
  })

  test('leads where it matters: rates with their parts', () => {
    expect(headline(enterprises).map(({ id }) => id.replace('enterprises.', ''))).toEqual([
      'total',
      'resumed',
      'rate',
      'above_rate',
      'attendance',
    ])
    const plain = { ...returnees, indicators: returnees.indicators.slice(0, 2) }
    expect(headline(plain)).toHaveLength(2)
  })
})

test('values read as people write them', () => {
  const field = (id: string) => {
    const found = enterprises.fields.find((one) => one.id === id)
    if (!found) throw new Error(id)
    return found
  }
  expect(valueText(null, field('name'), 'zh')).toBe('')
  expect(valueText('full', field('status'), 'zh')).toBe('全面复工')
  expect(valueText('full', field('status'), 'en')).toBe('in full')
  expect(valueText(true, field('above_scale'), 'zh')).toBe('规上')
  expect(valueText(1024, field('staff_total'), 'zh')).toBe('1024')
})

test('times are those of clocks in China, with the year where it is another', () => {
  expect(momentTitle('2020-02-28T09:00:00Z', 'zh', '2020-W09')).toBe('2月28日 17:00')
  expect(momentTitle('2020-02-28T16:30:00Z', 'en', '2020-W09')).toBe('29 Feb, 00:30')
  expect(momentTitle('2026-11-23T06:52:00Z', 'zh', '2020-W09')).toBe('2026年11月23日 14:52')
  expect(daysTitle('2020-W09', 'zh')).toBe('2月24日—3月1日')
})

test('both languages have the same wordings, with the same values in them', () => {
  const values = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort()
  expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort())
  for (const [key, text] of Object.entries(zh)) {
    expect(values(en[key as keyof typeof en]), key).toEqual(values(text))
  }
})
