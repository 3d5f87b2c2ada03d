/** The service within the runtime: what arrives at once is handled at once. */
import { createApp } from '../../../worker/app.ts'
import type { RequestLine } from '../../../worker/http/request-log.ts'
import { withoutRates } from '../rates.ts'
import { Turnstile, unreliable } from './faults.ts'
import type { Answer, ApiRequest } from './messages.ts'
import type { Arrival } from './step.ts'

let now = ''

/** Lines of the log about requests that failed. */
export const failures: RequestLine[] = []

const app = createApp(
  () => new Date(now),
  (line) => {
    if (line.failure || line.problem === 'database-unreachable') failures.push(line)
  },
)

interface Hearing {
  answered: (index: number, answer: Answer) => Promise<void>
  kill: () => Promise<void>
}

/** Handles requests that arrive at once; tells of every answer as soon as it is there. */
export async function handle(
  env: Env,
  arrivals: Arrival[],
  seed: number,
  { answered, kill }: Hearing,
): Promise<void> {
  const turnstile = new Turnstile(arrivals.length, seed)
  await Promise.all(
    arrivals.map(async ({ request, at, fault }, index) => {
      const hooks = { enter: () => turnstile.enter(index), leave: () => turnstile.leave(), kill }
      try {
        // The service looks at the clock before it first waits for anything.
        now = at
        const bindings = { ...env, ...withoutRates(), DB: unreliable(env.DB, fault, hooks) }
        const response = await app.fetch(fetchRequest(request), bindings)
        await answered(index, await answerOf(response))
      } finally {
        turnstile.done(index)
      }
    }),
  )
}

/** A request that meets no fault. */
export async function handleOne(env: Env, request: ApiRequest, at: string): Promise<Answer> {
  now = at
  return answerOf(await app.fetch(fetchRequest(request), { ...env, ...withoutRates() }))
}

export async function query(db: D1Database, statements: string[]) {
  const results = await db.batch<Record<string, unknown>>(statements.map((one) => db.prepare(one)))
  return results.map((result) => result.results)
}

function fetchRequest({ method, path, headers, body }: ApiRequest): Request {
  return new Request(`https://oracle.test${path}`, { method, headers, body })
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text()
  return {
    status: response.status,
    etag: response.headers.get('ETag'),
    body: text === '' ? null : JSON.parse(text),
  }
}
