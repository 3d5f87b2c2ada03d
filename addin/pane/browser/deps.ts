import { forms } from '../../../shared/forms/index.ts'
import { newSecret } from '../../../shared/protocol/secrets.ts'
import { apiClient } from '../../client/api.ts'
import type { Workbook } from '../../workbook/port.ts'
import type { PaneDeps } from '../model/deps.ts'
import { idbStore } from './idb-store.ts'
import { inspector } from './inspector.ts'
import { keyValues } from './key-values.ts'

/** The pane's surroundings in a browser. The county's server is the one the pane came from. */
export async function browserDeps(workbook: Workbook, partition: string): Promise<PaneDeps> {
  const inspect = inspector()
  return {
    workbook,
    inspect,
    api: (token, lang) =>
      apiClient({
        server: location.origin,
        lang,
        fetch: (input, init) => fetch(input, init),
        ...(token !== null && { token }),
      }),
    store: await idbStore(partition),
    keyValues: keyValues(partition),
    forms,
    now: () => new Date(),
    random: Math.random,
    newKey: () => crypto.randomUUID(),
    newSecret,
    later(run, milliseconds) {
      const timer = setTimeout(run, milliseconds)
      return () => clearTimeout(timer)
    },
  }
}
