import { expect, test } from 'vitest'
import { deadlineRate, monthOf } from './cost.ts'

test('a county stays within what the plan includes', () => {
  const month = monthOf({ counties: 1, townships: 40, forms: 14 })
  expect(month.submissions).toBeCloseTo((40 * 14 * 1.5 * 52) / 12, 6)
  expect(month.rowsWritten).toBeCloseTo(month.submissions * 5 + (40 * 14 * 3 * 52) / 12, 6)
  expect(month.dollars).toBe(5)
})

test('what goes beyond is paid by what is used, and by nothing else', () => {
  const one = monthOf({ counties: 2844, townships: 38_600, forms: 14 })
  expect(Math.round(one.submissions)).toBe(3_512_600)
  const written = one.rowsWritten / 1e6
  const beyond = {
    requests: Math.max(0, one.requests / 1e6 - 10) * 0.3,
    processor: Math.max(0, one.processor / 1e6 - 30) * 0.02,
    rowsRead: Math.max(0, one.rowsRead / 1e9 - 25),
    rowsWritten: Math.max(0, written - 50),
    storage: (one.gigabytesAYear - 5) * 0.75,
  }
  const sum = Object.values(beyond).reduce((total, dollars) => total + dollars, 5)
  expect(one.dollars).toBeCloseTo(sum, 6)
})

test('half of 560 submissions in an hour are one every thirteen seconds', () => {
  expect(deadlineRate({ counties: 1, townships: 40, forms: 14 }, 0.5, 60)).toBeCloseTo(280 / 3600)
})
