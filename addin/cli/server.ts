import { request } from 'node:https'
import { setTimeout } from 'node:timers/promises'
import type { Form } from '../../shared/forms/form.ts'
import { type ApiClient, ApiError, apiClient } from '../client/api.ts'
import { type Arguments, needed, UsageError } from './arguments.ts'
import type { Terminal } from './terminal.ts'

/** How often a command waits for a busy server, and for how many seconds at most. */
const PAUSES = 3
const LONGEST_PAUSE = 120

/** @throws UsageError */
export function serverOf(
  args: Arguments,
  { fetch, say, err }: Terminal,
): { server: string; api: ApiClient } {
  const given = needed(args, 'server')
  const server = URL.canParse(given) ? new URL(given) : null
  if (!server || !/^https?:$/.test(server.protocol)) {
    throw new UsageError('serverWrong', { value: given })
  }
  const token = needed(args, 'token')
  let pauses = 0
  async function pause(seconds: number): Promise<boolean> {
    if (pauses === PAUSES || seconds > LONGEST_PAUSE) return false
    pauses += 1
    err(say('busyWaiting', { seconds }))
    // Spread, so that not all come again at once.
    await setTimeout(seconds * 1_000 * (1 + Math.random() / 4))
    return true
  }
  return {
    server: given,
    api: apiClient({
      server: given,
      token,
      fetch: isLocal(server) ? localFetch(fetch) : fetch,
      pause,
    }),
  }
}

/** The forms the server goes by for a unit. @throws ApiError */
export async function formsInForce(api: ApiClient, unit: string): Promise<Form[]> {
  const found = await api.forms(unit, null)
  return found === 'unchanged' ? [] : found.catalogue.forms
}

/** A failed call as the one line a person sees. @param file what was to be sent */
export function usageErrorOf(error: unknown, server: string, file?: string): unknown {
  if (!(error instanceof ApiError)) return error
  if (error.status === 401) return new UsageError('signedOut', {}, file)
  if (!error.problem) return new UsageError('unreachable', { server }, file)
  const { title, detail = '' } = error.problem
  return new UsageError('problem', { title, detail }, file)
}

function isLocal({ hostname }: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

/**
 * A fetch that takes the certificate a machine has made for itself. Only this machine can answer
 * under these names, so there is nobody to be mistaken for.
 */
function localFetch(usual: typeof fetch): typeof fetch {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input)
    if (url.protocol !== 'https:' || !isLocal(url)) return usual(input, init)
    return new Promise<Response>((resolve, reject) => {
      const { method = 'GET', signal, body } = init
      const headers = Object.fromEntries(new Headers(init.headers))
      const options = { method, headers, rejectUnauthorized: false, ...(signal ? { signal } : {}) }
      const sent = request(url, options, (answer) => {
        const pieces: Buffer[] = []
        answer.on('data', (piece: Buffer) => pieces.push(piece))
        answer.on('error', reject)
        answer.on('end', () => {
          const { statusCode = 0, headers: given } = answer
          const received = Object.entries(given).map(([name, value]): [string, string] => [
            name,
            String(value),
          ])
          const content = [204, 304].includes(statusCode) ? null : Buffer.concat(pieces)
          resolve(new Response(content, { status: statusCode, headers: received }))
        })
      })
      sent.on('error', reject)
      sent.end(typeof body === 'string' ? body : undefined)
    })
  }
}
