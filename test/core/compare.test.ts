import { expect, test } from 'vitest'
import { enterprises } from '../../shared/forms/enterprises.ts'
import { changedFigures } from '../../shared/tally/compare.ts'

const changes = (before: Record<string, number | null>, after: Record<string, number | null>) =>
  changedFigures(enterprises.indicators, before, after).map(({ indicator, ...change }) => [
    indicator.id,
    change.before,
    change.after,
  ])

const ten = { 'enterprises.total': 10, 'enterprises.resumed': 5, 'enterprises.rate': 0.5 }

test('figures that differ, in the order of the form, whatever the order of the tallies', () => {
  const after = { 'enterprises.rate': 0.6, 'enterprises.resumed': 6, 'enterprises.total': 10 }
  expect(changes(ten, after)).toEqual([
    ['enterprises.resumed', 5, 6],
    ['enterprises.rate', 0.5, 0.6],
  ])
  expect(changes(ten, ten)).toEqual([])
})

test('a figure that nobody said is not zero, and one that is left out is one that nobody said', () => {
  expect(changes({ 'enterprises.total': null }, {})).toEqual([])
  expect(changes({ 'enterprises.total': 0 }, {})).toEqual([['enterprises.total', 0, null]])
  expect(changes({}, { 'enterprises.total': 0 })).toEqual([['enterprises.total', null, 0]])
})

test('a figure of no indicator of the form says nothing', () => {
  expect(changes({}, { 'canteens.meals': 3 })).toEqual([])
})
