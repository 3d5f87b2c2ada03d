import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Answer, ApiRequest } from '../worker/oracle/messages.ts'
import { oracle } from '../worker/oracle/oracle.ts'
import { settle } from '../worker/oracle/setting.ts'
import type { Arrival, Service } from '../worker/oracle/step.ts'
import { type Runtime, startRuntime } from './runtime.ts'

/**
 * The oracle test of `test/worker/oracle`, against a runtime that is killed now and then: before,
 * while or after the database writes, with other requests under way.
 *
 * ORACLE_RESTART_OPS=2000 ORACLE_SEED=1 npm test -- unit
 */
const operations = Number(process.env.ORACLE_RESTART_OPS ?? 80)
const seed = Number(process.env.ORACLE_SEED ?? 20200225)

/** As long as it takes: how many operations there are is the caller's choice. */
const HOURS = 24 * 3_600_000
const SETTLED = '2020-02-26T01:00:00.000Z'

type Line = { index: number; answer: Answer } | { kill: true }

let runtime: Runtime | undefined
const folder = mkdtempSync(join(tmpdir(), 'fugong-restarts-'))

beforeAll(async () => {
  const secrets = { SETUP_CODE: 'setup-code-of-the-tests' }
  runtime = await startRuntime('test/worker/oracle/entry.ts', folder, secrets)
}, HOURS)

afterAll(async () => {
  await runtime?.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function post(path: string, body: unknown): Promise<Response> {
  // Compression on the way would hold lines back.
  const headers = { 'Accept-Encoding': 'identity' }
  const sent = { method: 'POST', headers, body: JSON.stringify(body) }
  const response = await fetch(runtime!.url() + path, sent)
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  return response
}

async function ask<Result>(path: string, body: unknown): Promise<Result> {
  return (await post(path, body)).json()
}

const service: Service = {
  async deliver(arrivals: Arrival[], turns: number) {
    const answers: (Answer | null)[] = arrivals.map(() => null)
    const { body } = await post('/step', { arrivals, seed: turns })
    for await (const line of lines(body!)) {
      if ('kill' in line) {
        await runtime!.restart()
        break
      }
      answers[line.index] = line.answer
    }
    return answers
  },
  query: (statements) => ask('/query', statements),
}

async function* lines(body: ReadableStream<Uint8Array>): AsyncGenerator<Line> {
  const [reader, decoder] = [body.getReader(), new TextDecoder()]
  let rest = ''
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const all = (rest + decoder.decode(chunk.value, { stream: true })).split('\n')
    rest = all.pop() ?? ''
    for (const line of all) yield JSON.parse(line)
  }
}

test(
  `${operations} operations, seed ${seed}: killed and started again, the service has forgotten nothing`,
  async () => {
    const call = (request: ApiRequest) => ask<Answer>('/call', { call: request, at: SETTLED })
    const stage = await settle(service, call, 'setup-code-of-the-tests')
    const counts = await oracle(stage, { seed, operations, deadly: 0.5, replays: 20 })
    console.log(`Oracle with restarts, seed ${seed}:`, counts)
    expect(counts.kills).toBeGreaterThan(operations / 40)
  },
  HOURS,
)
