import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gridOf } from '../../shared/grid/grid.ts'
import { Host } from './host/host.ts'
import { bookOf } from './host/load.ts'

const open = () => new Host(bookOf('x.xlsx', [gridOf('表', [['甲', 1]])]))

/** Words of the protocol, so that garbage gets further than the first check. */
const word = fc.constantFrom(
  ...['Worksheets', 'GetItem', 'GetRange', 'GetUsedRange', 'Values', 'Formulas', 'Name', 'Format'],
  ...['Add', 'Delete', 'Settings', 'Names', 'Tables', 'ConditionalFormats', 'GetItemOrNullObject'],
  ...['_KeepReference', '_RemoveReference', 'GetMergedAreasOrNullObject', 'constructor'],
  ...[
    '__proto__',
    'toString',
    'GetResizedRange',
    'GetCell',
    'Select',
    'Clear',
    '表',
    'A1:B2',
    'A:A',
  ],
)
const argument = fc.oneof(
  word,
  fc.integer({ min: -3, max: 9 }),
  fc.constant(null),
  fc.array(fc.array(fc.oneof(fc.string(), fc.double(), fc.jsonValue()))),
  fc.jsonValue(),
)
const argumentInfo = fc.record(
  {
    Arguments: fc.array(argument, { maxLength: 4 }),
    ReferencedObjectPathIds: fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 4 }),
  },
  { requiredKeys: [] },
)
const id = fc.integer({ min: 0, max: 6 })
const request = fc.record({
  AutoKeepReference: fc.boolean(),
  Actions: fc.array(
    fc.record({
      Id: fc.nat(),
      ActionType: fc.integer({ min: 0, max: 10 }),
      Name: word,
      ObjectPathId: id,
      ArgumentInfo: argumentInfo,
      QueryInfo: fc.record({ Select: fc.array(fc.oneof(word, fc.string())), Top: fc.integer() }),
      ObjectState: fc.dictionary(word, argument),
    }),
    { maxLength: 6 },
  ),
  ObjectPaths: fc
    .array(
      fc.record({
        ObjectPathType: fc.integer({ min: 1, max: 7 }),
        Name: word,
        ParentObjectPathId: id,
        ArgumentInfo: argumentInfo,
      }),
      { maxLength: 6 },
    )
    .map((paths) => Object.fromEntries(paths.map((path, Id) => [Id, { ...path, Id }]))),
})

/** A refusal with a code, or a response whose error, if any, has one. */
function isAnswer(host: Host, text: string): void {
  const answer = host.answer(text)
  if ('refused' in answer) {
    expect(answer.refused).toMatch(/^[A-Z]\w+$/)
    return
  }
  const { Results, Error: error } = JSON.parse(answer.body)
  expect(Array.isArray(Results)).toBe(true)
  if (error) expect(error.Code).toMatch(/^[A-Z]\w+$/)
  // A fault of our own would come out as this.
  expect(error?.Code).not.toBe('GeneralException')
}

test('whatever text comes is answered', () => {
  const host = open()
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => isAnswer(host, text)))
})

test('requests of the right shape but without sense are answered with an error of Excel’s', () => {
  fc.assert(
    fc.property(request, (body) => isAnswer(open(), JSON.stringify(body))),
    { numRuns: 3000 },
  )
})

test('paths in a circle, or without end, are refused', () => {
  const circle = { Id: 1, ObjectPathType: 4, Name: 'Worksheets', ParentObjectPathId: 1 }
  isAnswer(open(), JSON.stringify({ Actions: [{ ObjectPathId: 1 }], ObjectPaths: { 1: circle } }))
  const depth = 200_000
  const paths = Object.fromEntries(
    Array.from({ length: depth }, (_, index) => [
      index + 1,
      { Id: index + 1, ObjectPathType: 4, Name: 'Worksheet', ParentObjectPathId: index + 2 },
    ]),
  )
  const answer = open().answer(
    JSON.stringify({ Actions: [{ ActionType: 1, ObjectPathId: 1 }], ObjectPaths: paths }),
  )
  expect(answer).not.toBeUndefined()
})
