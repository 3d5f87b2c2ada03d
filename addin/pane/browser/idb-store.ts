import { type DBSchema, openDB } from 'idb'
import type { ColumnAnswer } from '../../../shared/recognise/column-answers.ts'
import type { Outgoing } from '../../client/outbox.ts'
import type { LocalStore } from '../model/deps.ts'
import type { Known, Past } from '../model/state.ts'
import { memoryStore } from './memory-store.ts'

interface Schema extends DBSchema {
  outbox: { key: string; value: Outgoing }
  known: { key: string; value: Known }
  past: { key: string; value: Past }
}

interface Answers extends DBSchema {
  answers: { key: string; value: ColumnAnswer }
}

/**
 * What outlives the pane, in IndexedDB. Where a browser refuses one (private windows), in memory:
 * sending works, waiting over a restart does not.
 * @param partition prefix that Office asks for where it shares storage between sites
 */
export async function idbStore(partition: string): Promise<LocalStore> {
  try {
    const db = await openDB<Schema>(`${partition}fugong`, 2, {
      upgrade(opened, version) {
        if (version < 1) {
          opened.createObjectStore('outbox', { keyPath: 'id' })
          opened.createObjectStore('known')
        }
        opened.createObjectStore('past')
      },
    })
    // A database of its own: a pane of before answers were kept, open beside this one, would not let the
    // other be brought to a new version.
    const answers = await openDB<Answers>(`${partition}fugong-answers`, 1, {
      upgrade: (opened) => void opened.createObjectStore('answers'),
    })
    return {
      all: () => db.getAll('outbox'),
      get: (id) => db.get('outbox', id),
      put: async (outgoing) => void (await db.put('outbox', outgoing)),
      remove: (id) => db.delete('outbox', id),
      async known() {
        const [keys, values] = await Promise.all([db.getAllKeys('known'), db.getAll('known')])
        return Object.fromEntries(
          keys.flatMap((key, index) => (values[index] ? [[key, values[index]]] : [])),
        )
      },
      putKnown: async (id, known) => void (await db.put('known', known, id)),
      past: (key) => db.get('past', key),
      putPast: async (key, past) => void (await db.put('past', past, key)),
      answers: (prefix) => answers.getAll('answers', IDBKeyRange.bound(prefix, `${prefix}\uffff`)),
      putAnswer: async (key, answer) => void (await answers.put('answers', answer, key)),
      dropAnswer: (key) => answers.delete('answers', key),
    }
  } catch {
    return memoryStore()
  }
}
