/** Sends requests and takes the time: a number at once, or each at a moment fixed beforehand. */
import { Agent, request } from 'node:http'
import type { Call } from './documents.ts'

export interface Latency {
  count: number
  /** Answers that were no success, and requests without an answer. */
  errors: number
  /** Milliseconds. */
  p50: number
  p99: number
  max: number
}

export interface Load extends Latency {
  seconds: number
  perSecond: number
}

/** Status and body; status 0: no answer. */
export interface Answer {
  status: number
  text: string
}

/**
 * Keeps so many requests under way until all are answered (a closed loop): what can be taken in a
 * second. A slow answer holds the next request back, so these latencies flatter.
 */
export async function closedLoop(
  origin: string,
  calls: Call[],
  connections: number,
): Promise<Load & { answers: Answer[] }> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const times: number[] = []
  const answers: Answer[] = []
  let next = 0
  const begun = performance.now()
  async function worker(): Promise<void> {
    for (let index = next++; index < calls.length; index = next++) {
      const from = performance.now()
      answers[index] = await send(origin, calls[index] as Call, agent)
      times.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: connections }, worker))
  const seconds = (performance.now() - begun) / 1000
  agent.destroy()
  return { ...latencyOf(times, answers), ...paceOf(calls.length, seconds), answers }
}

/**
 * Sends each request at its moment, whether or not others have been answered (an open loop), as people
 * do who know nothing of each other. Latency counts from the moment that was meant, so a client or server
 * that falls behind does not hide it.
 *
 * @param at milliseconds from the start, for each of the calls
 */
export async function openLoop(
  origin: string,
  calls: Call[],
  at: number[],
): Promise<Load & { answers: Answer[] }> {
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })
  const times: number[] = []
  const begun = performance.now()
  const answers = await Promise.all(
    calls.map(async (call, index) => {
      const meant = begun + (at[index] ?? 0)
      await new Promise((done) => setTimeout(done, Math.max(0, meant - performance.now())))
      const answer = await send(origin, call, agent)
      times.push(performance.now() - meant)
      return answer
    }),
  )
  const seconds = (performance.now() - begun) / 1000
  agent.destroy()
  return { ...latencyOf(times, answers), ...paceOf(calls.length, seconds), answers }
}

function send(origin: string, { path, headers, body }: Call, agent: Agent): Promise<Answer> {
  return new Promise((done) => {
    const length = { ...headers, 'Content-Length': String(body.byteLength) }
    const method = body.byteLength > 0 ? 'PUT' : 'GET'
    const sent = request(origin + path, { agent, method, headers: length }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (more: string) => {
        text += more
      })
      response.on('end', () => done({ status: response.statusCode ?? 0, text }))
      response.on('error', () => done({ status: 0, text }))
    })
    sent.on('error', (error) => done({ status: 0, text: error.message }))
    sent.end(body)
  })
}

function latencyOf(times: number[], answers: Answer[]): Latency {
  const sorted = times.toSorted((one, other) => one - other)
  // The nearest rank: a time that some request really took.
  const rank = (share: number) => rounded(sorted[Math.ceil(share * sorted.length) - 1] ?? 0)
  return {
    count: answers.length,
    errors: answers.filter(({ status }) => status < 200 || status > 299).length,
    p50: rank(0.5),
    p99: rank(0.99),
    max: rank(1),
  }
}

function paceOf(count: number, seconds: number): Pick<Load, 'seconds' | 'perSecond'> {
  return { seconds: rounded(seconds), perSecond: rounded(count / seconds) }
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
