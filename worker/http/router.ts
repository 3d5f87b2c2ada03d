import { OpenAPIHono } from '@hono/zod-openapi'
import { problem } from '../schema/common.ts'
import type { AppEnv } from './context.ts'
import { validationHook } from './validation.ts'

/** A router for one concern; what its routes describe ends up in the OpenAPI document. */
export function router() {
  return new OpenAPIHono<AppEnv>({ defaultHook: validationHook })
}

/** A JSON request body. */
export function jsonBody<Schema>(schema: Schema) {
  return { body: { required: true, content: { 'application/json': { schema } } } } as const
}

/** A JSON answer. */
export function json<Schema>(description: string, schema: Schema) {
  return { description, content: { 'application/json': { schema } } } as const
}

const problemTitles = {
  400: 'A parameter or the body cannot be read',
  401: 'No token, or one that is unknown, expired or revoked',
  403: 'Not your role, or not your unit',
  404: 'There is no such thing',
  406: 'No format that is asked for',
  409: 'Contradicts what is there',
  410: 'Was removed, as the retention has it',
  412: 'Another revision is there; `current` and `differences` say which',
  413: 'Too large',
  415: 'Neither JSON, nor JSON in gzip',
  422: 'Understood, but not acceptable; `findings` or `errors` say why',
  423: 'Closed or accepted; says by whom and since when',
  428: 'No If-Match and no If-None-Match',
  429: 'Too many requests within a minute; see Retry-After',
  500: 'Failure of the server',
  501: 'OData knows it, this service does not',
  503: 'Not now; see Retry-After',
  507: 'The database is full; nothing was written',
} as const

type ProblemStatus = keyof typeof problemTitles

const content = { 'application/problem+json': { schema: problem } } as const

interface ProblemResponse {
  description: string
  content: typeof content
}

const anyRoute = [429, 500, 503, 507] as const
type AnyRoute = (typeof anyRoute)[number]

/** The problems a route may answer with, besides those any route may. */
export function problems<Status extends ProblemStatus>(
  ...statuses: Status[]
): Record<Status | AnyRoute, ProblemResponse> {
  const entries = [...statuses, ...anyRoute].map((status) => [
    status,
    { description: problemTitles[status], content },
  ])
  return Object.fromEntries(entries)
}

/** `security` of a route that asks for a token. */
export const bearer = [{ token: [] }]

/** The same where the token may also be the password of Basic. */
export const tokenOrPassword: Record<string, string[]>[] = [{ token: [] }, { password: [] }]
