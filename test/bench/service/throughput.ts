/** How many submissions a second are taken and kept, beside others that do the same work. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { peerStores, startPeer } from '../peers/stores/index.ts'
import type { Township } from './county.ts'
import { type Call, firstCalls, ledgerBody } from './documents.ts'
import { startFugong, startIdle } from './fugong.ts'
import { closedLoop, type Load } from './load.ts'
import type { Serving } from './serving.ts'

export interface Throughput extends Load {
  server: string
  rows: number
  /** Bytes of a body. */
  bytes: number
  /** Milliseconds of processor time for each submission, all processes of the server; null: unknown. */
  processor: number | null
}

export interface Throughputs {
  connections: number
  throughputs: Throughput[]
  /** Peers that are not installed. */
  missing: string[]
}

const connections = 16
const rounds = 3
const sizes = [
  { rows: 30, calls: 400 },
  { rows: 300, calls: 200 },
]
const firstPeriod = '2020-W09'

/**
 * Each server takes its turn, round after round; the round in which it took most is kept, because what
 * else the machine does only ever takes away from it. Every submission is a first one, with a key of its own.
 *
 * @param script the bundled Worker
 * @throws Error where a server has refused or lost something
 */
export async function measureThroughput(script: string): Promise<Throughputs> {
  const folder = mkdtempSync(join(tmpdir(), 'fugong-bench-'))
  const started: Serving[] = []
  async function begin<One extends Serving>(serving: Promise<One>): Promise<One> {
    const one = await serving
    started.push(one)
    return one
  }
  try {
    const servers: { title: string; towns: Township[]; serving: Serving; next: string }[] = []
    const fugong = await begin(startFugong(script, join(folder, 'd1')))
    servers.push({ title: 'fugong', towns: fugong.towns, serving: fugong, next: firstPeriod })
    const stores = peerStores()
    for (const store of stores.filter(({ missing }) => missing.length === 0)) {
      const serving = await begin(startPeer(store, mkdtempSync(join(folder, store.id))))
      servers.push({ title: store.title, towns: serving.towns, serving, next: firstPeriod })
    }
    const idle = new Map([
      ['a Worker that does nothing', false],
      ['a Worker that only goes to D1', true],
    ])
    for (const [title, goes] of idle) {
      const serving = await begin(startIdle(mkdtempSync(join(folder, 'idle-')), goes))
      servers.push({ title, towns: fugong.towns, serving, next: firstPeriod })
    }

    const best = new Map<string, Throughput>()
    for (let round = 0; round <= rounds; round += 1) {
      for (const { rows, calls: count } of sizes) {
        const body = ledgerBody(rows)
        for (const server of servers) {
          const { calls, next } = firstCalls(count, body, server.towns, server.next)
          server.next = next
          const one = await measure(server.serving, calls)
          const kept = { ...one, server: server.title, rows, bytes: body.json.byteLength }
          const before = best.get(`${server.title} ${rows}`)
          // The first round warms up.
          if (round > 0 && !(before && before.perSecond > one.perSecond)) {
            best.set(`${server.title} ${rows}`, kept)
          }
        }
      }
    }
    for (const { title, serving } of servers) {
      const sent = (rounds + 1) * sizes.reduce((sum, { calls }) => sum + calls, 0)
      const stored = await serving.stored()
      if (!idle.has(title) && stored !== sent) {
        throw new Error(`${title} keeps ${stored} submissions of ${sent}`)
      }
    }
    return {
      connections,
      throughputs: [...best.values()],
      missing: stores.flatMap(({ missing }) => missing),
    }
  } finally {
    for (const one of started) await one.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(
  serving: Serving,
  calls: Call[],
): Promise<Load & Pick<Throughput, 'processor'>> {
  const before = serving.processor()
  const { answers, ...load } = await closedLoop(serving.origin, calls, connections)
  const after = serving.processor()
  const refused = answers.find(({ status }) => status !== 201)
  if (refused) throw new Error(`${serving.origin}: ${refused.status} ${refused.text}`)
  const processor =
    before === null || after === null
      ? null
      : Math.round(((after - before) / calls.length) * 100) / 100
  return { ...load, processor }
}
