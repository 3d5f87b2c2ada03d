import { expect, test } from 'vitest'
import { remembered } from '../../shared/text/remembered.ts'

function counted() {
  let calls = 0
  const ask = remembered((text) => {
    calls += 1
    return text === '' ? undefined : text.length
  })
  return { ask, calls: () => calls }
}

test('works out each text once, also one whose answer is nothing', () => {
  const { ask, calls } = counted()
  expect([ask('企业'), ask('企业'), ask(''), ask('')]).toEqual([2, 2, undefined, undefined])
  expect(calls()).toBe(2)
})

test('keeps the newer half of more than it holds, and holds no more', () => {
  const { ask, calls } = counted()
  const texts = Array.from({ length: 120_000 }, (_, index) => `${index}`)
  for (const text of texts) ask(text)
  for (const text of texts.slice(-50_000)) ask(text)
  expect(calls()).toBe(120_000)
  ask('0')
  expect(calls()).toBe(120_001)
})
