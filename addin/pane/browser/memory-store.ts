import type { ColumnAnswer } from '../../../shared/recognise/column-answers.ts'
import type { Outgoing } from '../../client/outbox.ts'
import type { LocalStore } from '../model/deps.ts'
import type { Known, Past } from '../model/state.ts'

/** The store of a pane that can keep nothing; it forgets with the page. */
export function memoryStore(): LocalStore {
  const outbox = new Map<string, Outgoing>()
  const known = new Map<string, Known>()
  const pasts = new Map<string, Past>()
  const answers = new Map<string, ColumnAnswer>()
  return {
    all: async () => [...outbox.values()],
    get: async (id) => outbox.get(id),
    put: async (outgoing) => void outbox.set(outgoing.id, outgoing),
    remove: async (id) => void outbox.delete(id),
    known: async () => Object.fromEntries(known),
    putKnown: async (id, one) => void known.set(id, one),
    past: async (key) => pasts.get(key),
    putPast: async (key, past) => void pasts.set(key, past),
    answers: async (prefix) =>
      [...answers].filter(([key]) => key.startsWith(prefix)).map(([, answer]) => answer),
    putAnswer: async (key, answer) => void answers.set(key, answer),
    dropAnswer: async (key) => void answers.delete(key),
  }
}
