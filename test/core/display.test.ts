import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Indicator } from '../../shared/forms/form.ts'
import { display, displayExact } from '../../shared/tally/display.ts'

const count: Indicator = {
  id: 'f.n',
  title: { zh: '人数', en: 'People' },
  unit: { zh: '人', en: 'people' },
  overTime: 'last',
  overUnits: 'sum',
  compute: { sum: 'n' },
}
const rate: Indicator = {
  id: 'f.rate',
  title: { zh: '复工率', en: 'Rate' },
  overTime: 'last',
  overUnits: 'ratio',
  compute: { ratio: ['f.part', 'f.whole'] },
}
const fineRate: Indicator = { ...rate, decimals: 2 }
const days: Indicator = { ...rate, unit: { zh: '天', en: 'days' } }

describe('rates', () => {
  test.each([
    [213 / 311, '68.5%'],
    [1024 / 1029, '99.5%'],
    [120 / 120, '100%'],
    [0.685, '68.5%'],
    [0.5, '50%'],
    [0, '0%'],
    [1 / 3, '33.3%'],
    [0.0005, '0.1%'],
    [0.6845, '68.5%'],
    [0.00049, '0.05%'],
    [0.9996, '99.96%'],
    [9_999_999 / 10_000_000, '99.99999%'],
    [1.2, '120%'],
    [null, '—'],
  ])('%d is %s', (value, text) => {
    expect(display(value, rate)).toBe(text)
    expect(display(value, rate, 'en')).toBe(text)
    expect(displayExact(value, rate)).toBe(text)
  })

  test('have the decimals of their indicator', () => {
    expect(display(397_100 / 879_902, fineRate)).toBe('45.13%')
    expect(display(0.685, fineRate)).toBe('68.5%')
    expect(display(0.28575, fineRate)).toBe('28.58%')
  })

  test('with a unit are quantities', () => {
    expect(display(1500 / 300, days)).toBe('5')
    expect(display(1000 / 300, days)).toBe('3.33')
  })
})

describe('figures', () => {
  test.each([
    [0, '0', '0', '0'],
    [213, '213', '213', '213'],
    [1024, '1024', '1024', '1,024'],
    [9999, '9999', '9999', '9,999'],
    [10_000, '1万', '10000', '10,000'],
    [14_000, '1.4万', '14000', '14,000'],
    [25_000, '2.5万', '25000', '25,000'],
    [12_345, '1.23万', '12345', '12,345'],
    [12_350, '1.24万', '12350', '12,350'],
    [397_100, '39.71万', '397100', '397,100'],
    [26_000_000, '2600万', '26000000', '26,000,000'],
    [99_999_999, '1亿', '99999999', '99,999,999'],
    [120_000_000, '1.2亿', '120000000', '120,000,000'],
    [1_428_571_430_000, '1.43万亿', '1428571430000', '1,428,571,430,000'],
    [1e15, '1000万亿', '1000000000000000', '1,000,000,000,000,000'],
    [9999.999, '1万', '10000', '10,000'],
    [-397_100, '-39.71万', '-397100', '-397,100'],
    [1.005, '1.01', '1.01', '1.01'],
    [0.1 + 0.2, '0.3', '0.3', '0.3'],
    [1234.5, '1234.5', '1234.5', '1,234.5'],
    [-0.001, '0', '0', '0'],
    [null, '—', '—', '—'],
  ])('%d', (value, document, exact, english) => {
    expect(display(value, count)).toBe(document)
    expect(displayExact(value, count)).toBe(exact)
    expect(display(value, count, 'en')).toBe(english)
    expect(displayExact(value, count, 'en')).toBe(english)
  })
})

test('whole figures are printed in full as they are', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (value) => {
      // Excel's fifteen digits, which every figure of ours comes from.
      fc.pre(Math.abs(value) < 1e15)
      expect(displayExact(value, count)).toBe(String(value === 0 ? 0 : value))
      expect(displayExact(value, count, 'en')).toBe(
        value.toLocaleString('en-US').replace('-0', '0'),
      )
    }),
  )
})

test('in the style of documents no figure is off by more than half of its last digit', () => {
  const factor: Record<string, number> = { 万: 1e4, 亿: 1e8, 万亿: 1e12 }
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e15 }), (value) => {
      const [, digits = '', word = ''] = /^([\d.]+)([万亿]*)$/.exec(display(value, count)) ?? []
      const size = factor[word] ?? 1
      expect(Math.abs(Number(digits) * size - value)).toBeLessThanOrEqual(size * 0.005 + 1e-3)
    }),
  )
})

test('no part of a whole is printed as all or nothing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 1e6 }), fc.nat(), (whole, seed) => {
      const part = 1 + (seed % (whole - 1))
      expect(['0%', '100%']).not.toContain(display(part / whole, rate))
    }),
  )
})
