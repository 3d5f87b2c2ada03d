import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { peer } from '../packages.ts'
import { Refusal } from './take.ts'

export interface Request extends IncomingMessage {
  /** As `express.raw` leaves it. */
  body: unknown
}

export interface Response extends ServerResponse {
  status: (code: number) => Response
  json: (body: unknown) => void
}

type Next = (error?: unknown) => void

export interface Application {
  use: (...handlers: unknown[]) => void
  put: (
    path: RegExp,
    handler: (request: Request, response: Response, next: Next) => unknown,
  ) => void
  listen: (port: number, host: string, done: () => void) => Server
}

type Framework = (() => Application) & { raw: (options: object) => unknown }

/** An application that reads bodies whole and leaves parsing to its routes. */
export function application(): Application {
  const express = peer<Framework>('express')
  if (!express) throw new Error('not installed')
  const app = express()
  app.use(express.raw({ type: '*/*', limit: '8mb' }))
  return app
}

/** Answers refusals, listens, and says where. */
export async function listen(app: Application): Promise<{ port: number; close: () => void }> {
  app.use((error: Error, _request: Request, response: Response, _next: Next) => {
    response.status(error instanceof Refusal ? error.status : 500).json({ detail: error.message })
  })
  const server = await new Promise<Server>((done) => {
    const listening = app.listen(0, '127.0.0.1', () => done(listening))
  })
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
