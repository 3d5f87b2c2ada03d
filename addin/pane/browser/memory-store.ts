import type { Outgoing } from '../../client/outbox.ts'
import type { LocalStore } from '../model/deps.ts'
import type { Known, Past } from '../model/state.ts'

/** The store of a pane that can keep nothing; it forgets with the page. */
export function memoryStore(): LocalStore {
  const outbox = new Map<string, Outgoing>()
  const known = new Map<string, Known>()
  const pasts = new Map<string, Past>()
  return {
    all: async () => [...outbox.values()],
    get: async (id) => outbox.get(id),
    put: async (outgoing) => void outbox.set(outgoing.id, outgoing),
    remove: async (id) => void outbox.delete(id),
    known: async () => Object.fromEntries(known),
    putKnown: async (id, one) => void known.set(id, one),
    past: async (key) => pasts.get(key),
    putPast: async (key, past) => void pasts.set(key, past),
  }
}
