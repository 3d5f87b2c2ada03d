import { env } from 'cloudflare:workers'
import { expect, inject, test } from 'vitest'
import { failures, handle, handleOne, query } from './inside.ts'
import type { Answer } from './messages.ts'
import { oracle } from './oracle.ts'
import { settle } from './setting.ts'
import type { Service } from './step.ts'

declare module 'vitest' {
  interface ProvidedContext {
    oracle: { operations: number; seed: number }
  }
}

/** As long as it takes: how many operations there are is the caller's choice. */
const HOURS = 24 * 3_600_000

const SETTLED = '2020-02-26T01:00:00.000Z'

const service: Service = {
  async deliver(arrivals, seed) {
    const answers: Answer[] = []
    await handle(env, arrivals, seed, {
      answered: async (index, answer) => {
        answers[index] = answer
      },
      kill: () => Promise.reject(new Error('Only a runtime of our own can be killed')),
    })
    return answers
  },
  query: (statements) => query(env.DB, statements),
}

// ORACLE_OPS=60000 ORACLE_SEED=1 npm test -- worker
const { operations, seed } = inject('oracle')

test(
  `${operations} operations, seed ${seed}: the service does what the model does`,
  async () => {
    const call = (request: Parameters<typeof handleOne>[1]) => handleOne(env, request, SETTLED)
    const stage = await settle(service, call, env.SETUP_CODE)
    const counts = await oracle(stage, { seed, operations, deadly: 0, replays: 200 })
    console.log(`Oracle, seed ${seed}:`, counts)
    // Every failure of the database is answered as such and logged once, and nothing else is.
    expect(counts.databaseErrors).toBeGreaterThan(operations / 100)
    expect(failures).toHaveLength(counts.databaseErrors)
    expect(counts.operations).toBeGreaterThanOrEqual(operations)
    expect(counts.faulted).toBeGreaterThan(operations / 3)
  },
  HOURS,
)
