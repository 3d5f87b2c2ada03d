import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type Township, townships } from '../../service/county.ts'
import { processorTime } from '../../service/processor.ts'
import type { Serving } from '../../service/serving.ts'
import { peer, peerVersion } from '../packages.ts'
import { postgresFolder } from './postgres.ts'
import { accountOf } from './take.ts'

/** A store, in words, and what of it is missing here. */
export interface PeerStore {
  id: string
  title: string
  missing: string[]
}

export function peerStores(): PeerStore[] {
  const missing = (...names: string[]) =>
    names.filter((name) => peer(name) === null).map(peerVersion)
  return [
    {
      id: 'sqlite',
      title: 'better-sqlite3 behind node:http',
      missing: missing('better-sqlite3'),
    },
    {
      id: 'postgres',
      title: 'PostgreSQL behind Express',
      missing: [...missing('pg', 'express'), ...(postgresFolder() === null ? ['PostgreSQL'] : [])],
    },
    {
      id: 'pouchdb',
      title: 'express-pouchdb over LevelDB',
      missing: missing('express-pouchdb', 'pouchdb', 'leveldown', 'express'),
    },
  ]
}

/** Starts a store with the townships' accounts, in a process of its own. */
export async function startPeer(
  { id }: PeerStore,
  folder: string,
): Promise<Serving & { towns: Township[] }> {
  const towns = townships()
  const options = { folder, accounts: towns.map(accountOf) }
  const child = fork(fileURLToPath(new URL('serve.ts', import.meta.url)), [
    id,
    JSON.stringify(options),
  ])
  const [{ port }] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`${id} does not start`))),
  ])) as [{ port: number }]
  return {
    origin: `http://127.0.0.1:${port}`,
    towns,
    processor: () => processorTime(child.pid ?? 0),
    async stored() {
      const answer = once(child, 'message')
      child.send('stored')
      return ((await answer) as [{ stored: number }])[0].stored
    },
    async stop() {
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}
