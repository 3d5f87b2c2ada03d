/**
 * The service as a Worker of its own, for a runtime that can be killed. Answers to what arrives at
 * once go out line by line, each as soon as it is there: what had been answered when the runtime died
 * had been answered.
 */
import { handle, handleOne, query } from './inside.ts'
import type { Answer, ApiRequest } from './messages.ts'
import type { Arrival } from './step.ts'

/** A line of the answer to `POST /step`. */
export type Line = { index: number; answer: Answer } | { kill: true }

export default {
  async fetch(request, env, context) {
    switch (new URL(request.url).pathname) {
      case '/query':
        return Response.json(await query(env.DB, await request.json<string[]>()))
      case '/call': {
        const { call, at } = await request.json<{ call: ApiRequest; at: string }>()
        return Response.json(await handleOne(env, call, at))
      }
      case '/step': {
        const { arrivals, seed } = await request.json<{ arrivals: Arrival[]; seed: number }>()
        const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
        const writer = writable.getWriter()
        const tell = (line: Line) =>
          writer.write(new TextEncoder().encode(`${JSON.stringify(line)}\n`))
        const handled = handle(env, arrivals, seed, {
          answered: (index, answer) => tell({ index, answer }),
          kill: () => tell({ kill: true }),
        })
        context.waitUntil(handled.finally(() => writer.close()))
        return new Response(readable)
      }
    }
    return new Response('', { status: 404 })
  },
} satisfies ExportedHandler<Env>
