import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { enterprises } from '../../shared/forms/enterprises.ts'
import type { Form } from '../../shared/forms/form.ts'
import { projects } from '../../shared/forms/projects.ts'
import { returnees } from '../../shared/forms/returnees.ts'
import { keyOf, keysOf, namingsOf, readKeys } from '../../shared/identity/keys.ts'
import {
  anyInCommon,
  type Keyed,
  type Saying,
  sameThings,
} from '../../shared/identity/same-things.ts'
import type { Value } from '../../shared/read/table.ts'

const ONE = '91430821MA4L00008R'
/** Another registered code, and one that fails its check. */
const OTHER = '91330106673959654P'
const WRONG = '1'.repeat(18)

type Row = Record<string, Value>

const tableOf = (rows: Row[]) => ({ records: rows.map((values, row) => ({ row, values })) })
const keys = (rows: Row[], form: Form = enterprises) =>
  readKeys(keysOf([tableOf(rows)], form), form)

describe('the keys of a record', () => {
  const same: [string, Row, Row][] = [
    ['letters large and small', { uscc: ONE }, { uscc: ONE.toLowerCase() }],
    ['full width', { uscc: ONE }, { uscc: '９１４３０８２１ＭＡ４Ｌ００００８Ｒ' }],
    ['spaces', { name: '慈利县宏达厂' }, { name: '慈利县 宏达厂　' }],
    ['brackets', { name: '宏达（慈利）厂' }, { name: '宏达(慈利)厂' }],
    ['Traditional characters', { name: '宏达机械厂' }, { name: '宏達機械廠' }],
    ['dots', { name: 'A·B厂' }, { name: 'a.b厂' }],
  ]
  test.each(same)('are the same whatever its %s', (_, one, other) => {
    expect(keys([one])).toEqual(keys([other]))
  })

  test('are none of what names nothing', () => {
    const nothing = [[null, null]]
    expect(keys([{ uscc: WRONG, name: '——' }])).toEqual(nothing)
    expect(keys([{ staff_total: 5 }])).toEqual(nothing)
  })

  test('tell a name from a code, and one form from another', () => {
    expect(keyOf('enterprises', 'name', ONE)).not.toBe(keyOf('enterprises', 'uscc', ONE))
    expect(keyOf('enterprises', 'name', '甲')).not.toBe(keyOf('projects', 'name', '甲'))
  })

  test('are of every table in turn, one after the other', () => {
    const text = keysOf([tableOf([{ name: '甲厂' }]), tableOf([{}, { uscc: ONE }])], enterprises)
    expect(readKeys(text, enterprises)).toEqual([
      [null, keyOf('enterprises', 'name', '甲厂')],
      [null, null],
      [keyOf('enterprises', 'uscc', ONE), null],
    ])
  })

  test('are not kept of a form that names nothing, nor taken for those of other fields', () => {
    expect(keysOf([tableOf([{ village: '一村' }])], returnees)).toBeNull()
    expect(readKeys(null, enterprises)).toEqual([])
    const text = keysOf([tableOf([{ name: '甲厂' }])], enterprises)
    expect(readKeys(text, { ...enterprises, identity: ['name'] })).toEqual([])
    expect(readKeys(text, { ...enterprises, identity: [] })).toEqual([])
  })

  test('are never of what is personal', () => {
    expect(namingsOf({ ...enterprises, identity: ['phone', 'name'] })).toHaveLength(1)
  })

  test('differ where values do, as far as tens of thousands show', () => {
    const found = new Set(
      Array.from({ length: 50_000 }, (_, n) => keyOf('enterprises', 'name', `慈利县第${n}机械厂`)),
    )
    expect(found.size).toBe(50_000)
    for (const key of [...found].slice(0, 100)) expect(key).toMatch(/^[0-9A-Za-z_.]{8}$/)
  })
})

/** Submissions of townships of two counties, strongest first. */
const sent = (rows: Record<string, Row[]>, form: Form = enterprises): Keyed[] =>
  Object.entries(rows).map(([unit, own]) => ({
    path: `shi/${unit.split('-')[0]}/${unit}/`,
    records: keys(own, form),
  }))

/** Groups as `submission.record`. */
function found(given: Keyed[], sayings: Saying[] = [], form: Form = enterprises) {
  const { same, possible } = sameThings(given, form, sayings)
  const told = (groups: typeof same) =>
    groups.map((places) => places.map(({ at, record }) => `${at}.${record}`).join(' ')).sort()
  return { same: told(same), possible: told(possible) }
}

describe('records of several units are', () => {
  test('one thing by their code, whatever they are called', () => {
    const given = sent({ 'a-1': [{ uscc: ONE, name: '宏达' }, {}], 'a-2': [{ uscc: ONE }] })
    expect(found(given)).toEqual({ same: ['0.0 1.0'], possible: [] })
    expect(anyInCommon(given)).toBe(true)
  })

  test('possibly one thing by their name, where a code is missing or wrong', () => {
    const possible = { same: [], possible: ['0.0 1.0'] }
    const pairs: [Row, Row][] = [
      [{ name: '宏达' }, { name: '宏达' }],
      [{ name: '宏达', uscc: ONE }, { name: '宏达' }],
      [
        { name: '宏达', uscc: ONE },
        { name: '宏达', uscc: WRONG },
      ],
    ]
    for (const [one, other] of pairs) {
      expect(found(sent({ 'a-1': [one], 'a-2': [other] }))).toEqual(possible)
    }
  })

  test('several things of one name, where their codes differ', () => {
    const given = sent({
      'a-1': [{ name: '宏达', uscc: ONE }],
      'a-2': [{ name: '宏达', uscc: OTHER }],
    })
    expect(found(given)).toEqual({ same: [], possible: [] })
  })

  test('not looked for within one sheet', () => {
    const given = sent({ 'a-1': [{ uscc: ONE }, { uscc: ONE }], 'a-2': [{ uscc: OTHER }] })
    expect(found(given)).toEqual({ same: [], possible: [] })
    expect(anyInCommon(given)).toBe(false)
  })
})

describe('what the county says of a', () => {
  const said = (path: string, field: string, value: string, same: boolean) => [
    { path, field, value, same },
  ]

  test('code that stands for several things holds for its own units only', () => {
    const given = sent({ 'a-1': [{ uscc: ONE }], 'a-2': [{ uscc: ONE }], 'b-1': [{ uscc: ONE }] })
    expect(found(given).same).toEqual(['0.0 1.0 2.0'])
    expect(found(given, said('shi/a/', 'uscc', ONE, false)).same).toEqual([])
    expect(found(given, said('shi/b/', 'uscc', ONE, false)).same).toEqual(['0.0 1.0'])
    const both = [...said('shi/', 'uscc', ONE, false), ...said('shi/a/', 'uscc', ONE, true)]
    expect(found(given, both).same).toEqual(['0.0 1.0'])
  })

  test('name makes its records one, or settles that they are several', () => {
    const given = sent({ 'a-1': [{ name: '宏达' }], 'a-2': [{ name: '宏达' }] })
    expect(found(given, said('shi/a/', 'name', '宏达', true))).toEqual({
      same: ['0.0 1.0'],
      possible: [],
    })
    expect(found(given, said('shi/a/', 'name', '宏达', false))).toEqual({ same: [], possible: [] })
    expect(found(given, said('shi/b/', 'name', '宏达', true)).possible).toEqual(['0.0 1.0'])
  })

  test('name joins records with and without a code, never records of two codes', () => {
    const mine = said('shi/', 'name', '宏达', true)
    const one = { name: '宏达', uscc: ONE }
    const given = { 'a-1': [one], 'a-2': [{ name: '宏达' }], 'b-1': [{ name: '宏达' }] }
    expect(found(sent(given), mine).same).toEqual(['0.0 1.0 2.0'])
    const two = { ...given, 'b-2': [{ name: '宏达', uscc: OTHER }] }
    expect(found(sent(two), mine).same).toEqual(['1.0 2.0'])
  })

  test('name reaches through codes: whoever shares a code shares the rest', () => {
    const given = sent({
      'a-1': [{ name: '宏达', uscc: ONE }],
      'a-2': [{ name: '宏达集团', uscc: ONE }],
      'a-3': [{ name: '宏达集团' }],
    })
    expect(found(given, said('shi/', 'name', '宏达集团', true)).same).toEqual(['0.0 1.0 2.0'])
  })
})

test('projects have names only: they may be one, and are if the county says so', () => {
  const given = sent({ 'a-1': [{ name: 'G59 高速' }], 'a-2': [{ name: 'G59高速' }] }, projects)
  expect(found(given, [], projects)).toEqual({ same: [], possible: ['0.0 1.0'] })
  const saying = { path: 'shi/', field: 'name', value: 'G59高速', same: true }
  expect(found(given, [saying], projects).same).toEqual(['0.0 1.0'])
})

test('by codes alone, groups are those of equal codes, in whatever order submissions come', () => {
  const code = fc.constantFrom(ONE, OTHER, '91430821MA4L00016L', null)
  const submissions = fc.array(fc.array(code, { maxLength: 4 }), { maxLength: 5 })
  fc.assert(
    fc.property(submissions, (drawn) => {
      const given = sent(
        Object.fromEntries(drawn.map((codes, n) => [`a-${n}`, codes.map((uscc) => ({ uscc }))])),
      )
      const { same } = sameThings(given, enterprises, [])
      const codesOf = (places: { at: number; record: number }[]) =>
        places.map(({ at, record }) => given[at]?.records[record]?.[0])
      for (const group of same) expect(new Set(codesOf(group)).size).toBe(1)
      const bySeveral = new Map<string, Set<number>>()
      for (const [at, { records }] of given.entries()) {
        for (const [key] of records) {
          if (key) bySeveral.set(key, (bySeveral.get(key) ?? new Set()).add(at))
        }
      }
      const wanted = [...bySeveral].filter(([, units]) => units.size > 1)
      expect(new Set(same.map((group) => codesOf(group)[0]))).toEqual(
        new Set(wanted.map(([key]) => key)),
      )
      expect(anyInCommon(given)).toBe(wanted.length > 0)
    }),
  )
})
