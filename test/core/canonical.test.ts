import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonical } from '../../shared/protocol/canonical.ts'

it('writes what the library writes, whatever JSON is put to it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      expect(canonical(value)).toBe(canonicalize(value))
    }),
    { numRuns: 500 },
  )
})

it.each([
  ['names that are numbers', { b: 1, 10: 2, 9: 3, a: [{ 2: 'x', 11: 'y' }] }],
  ['a name that objects have by themselves', JSON.parse('{"b":1,"__proto__":{"a":2},"a":3}')],
  ['rows whose names come in another order', [{ a: 1, b: 2 }, { b: 3, a: 4 }, { a: 5 }]],
  [
    'rows between others',
    [
      { a: 1, b: { c: 1, a: 2 } },
      { a: 1, b: { c: 1, a: 2 } },
    ],
  ],
  ['members that are left out', { b: undefined, a: 1, c: [null] }],
  ['what knows its own JSON', { b: new Date(0), a: 1 }],
  ['text that looks like half a character', { a: '\\ud800', b: '\u{20bb7}' }],
  ['nought below zero and long numbers', [-0, 1e21, 1e-7, 0.1 + 0.2, 123456789012345680000]],
])('writes %s as the library does', (_, value) => {
  expect(canonical(value)).toBe(canonicalize(value))
})

it.each([
  ['a number without end', { a: Number.POSITIVE_INFINITY }],
  ['no number', [Number.NaN]],
  ['half a character', { a: ['\ud800'] }],
])('refuses %s', (_, value) => {
  expect(() => canonical(value)).toThrow(/not allowed/)
})
