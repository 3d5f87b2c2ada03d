import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import example from '../../docs/guides/example-form.json' with { type: 'json' }
import { call, enrolled, enterpriseSheet, first, place, root, settle } from './county.ts'
import { placesOf, put } from './walk.ts'

let reporter: string

beforeAll(async () => {
  await settle()
  reporter = await enrolled('lingyang', 'reporter')
})

const valid = enterpriseSheet(2, 1)

const replacement = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom('', '\ud800', '__proto__', '合计', '9'.repeat(400), -1, 0.5, 1e300, -0, null),
  fc.string({ unit: 'binary' }),
)

test('a submission with anything anywhere is taken or refused, never a failure', async () => {
  const seen = new Set<number>()
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...placesOf(valid).map(({ path }) => path)),
      fc.constantFrom([], ['__proto__'], ['constructor'], ['x'], ['0'], ['toString']),
      replacement,
      async (place_, member, by) => {
        const headers = { 'If-Match': '*', 'Content-Type': 'application/json' }
        const raw = JSON.stringify(put(valid, [...place_, ...member], by))
        const response = await call(`PUT ${place('lingyang')}`, { token: reporter, raw, headers })
        seen.add(response.status)
        const { type } = await response.json<{ type?: string }>()
        expect([200, 412, 422], `${raw}: ${type}`).toContain(response.status)
      },
    ),
    // A fixed seed: a failure found once is found again.
    { numRuns: 400, seed: 20200225 },
  )
  expect(seen).toContain(422)
  expect(seen).toContain(412)
})

test('so is a form of the county', async () => {
  const token = await root()
  const seen = new Set<number>()
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...placesOf(example).map(({ path }) => path)),
      fc.constantFrom([], ['__proto__'], ['constructor'], ['x'], ['0']),
      replacement,
      async (place_, member, by) => {
        const raw = JSON.stringify(put(example, [...place_, ...member], by))
        const response = await call('PUT /units/cili/forms/printing', { token, raw })
        seen.add(response.status)
        const { type } = await response.json<{ type?: string }>()
        expect([200, 201, 409, 422], `${raw}: ${type}`).toContain(response.status)
      },
    ),
    { numRuns: 400, seed: 20200225 },
  )
  expect(seen).toContain(422)
})

test('so is any request body at all', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.boolean(), async (raw, packed) => {
      const headers = { ...first, ...(packed ? { 'Content-Encoding': 'gzip' } : {}) }
      const response = await call(`PUT ${place('lingyang')}`, { token: reporter, raw, headers })
      expect([400, 422]).toContain(response.status)
    }),
    { numRuns: 100, seed: 20200225 },
  )
})
