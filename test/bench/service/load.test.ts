import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { closedLoop, openLoop } from './load.ts'

/** Answers once so many requests wait, or all the calls have come. */
let answerAt = 1
let arrived = 0
let waiting: (() => void)[] = []
let most = 0
const total = 12

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    arrived += 1
    waiting.push(() => response.writeHead(request.url === '/no' ? 503 : 201).end('{}'))
    most = Math.max(most, waiting.length)
    if (waiting.length < answerAt && arrived < total) return
    for (const answer of waiting) answer()
    waiting = []
  })
})
let origin = ''

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())
beforeEach(() => {
  arrived = 0
  most = 0
})

const call = (path: string) => ({ path, headers: {}, body: Buffer.from('{}') })
const calls = Array.from({ length: total }, (_, index) => call(index === 3 ? '/no' : '/yes'))

test('a closed loop never has more under way than it may', async () => {
  answerAt = 4
  const { count, errors, answers } = await closedLoop(origin, calls, 4)
  expect(most).toBe(4)
  expect({ count, errors }).toEqual({ count: total, errors: 1 })
  expect(answers.findIndex(({ status }) => status === 503)).toBe(3)
})

test('an open loop sends whether or not anything was answered', async () => {
  answerAt = total
  const { count, errors } = await openLoop(
    origin,
    calls,
    calls.map(() => 0),
  )
  expect(most).toBe(total)
  expect({ count, errors }).toEqual({ count: total, errors: 1 })
})

test('what gets no answer is an error', async () => {
  const { errors } = await closedLoop('http://127.0.0.1:1', calls, 2)
  expect(errors).toBe(total)
})
