import { createRoute, z } from '@hono/zod-openapi'
import type { ExportLine, ImportAnswer } from '../../shared/protocol/transfer.ts'
import { pageQuery } from '../http/paging.ts'
import { ProblemError } from '../http/problem.ts'
import { bearer, json, problems, router } from '../http/router.ts'
import { conditions } from '../messages/schema.ts'
import { deployment } from '../store/deployment.ts'
import { eventStatement } from '../store/events.ts'
import {
  cursorPlace,
  type ExportPlace,
  exportEnd,
  exportHeader,
  exportPage,
  newestEvent,
  originOf,
  placeCursor,
} from '../transfer/export.ts'
import { importPage } from '../transfer/import.ts'
import { readPage } from '../transfer/read-page.ts'
import { movedTables } from '../transfer/tables.ts'
import { refuseBelowDeployment } from './audit.ts'

const JSON_LINES = 'text/x-ndjson'
const jsonLines = { [JSON_LINES]: { schema: z.string().openapi({ description: 'Lines of JSON' }) } }
const MOST_ROWS = 500

const exportRoute = createRoute({
  method: 'get',
  path: '/export',
  summary:
    'All data within reach, in pages: the whole deployment, or a subtree with what holds for it',
  description:
    'The first page begins with a header. The last line of a page is `{"next": cursor}`, or `{"end": true, …}` behind the last. Never in it: tokens and enrolment codes.',
  security: bearer,
  request: {
    query: pageQuery(5).extend({
      limit: z.coerce.number().int().min(1).max(MOST_ROWS).default(MOST_ROWS),
    }),
  },
  responses: {
    200: { description: 'A page of lines', content: jsonLines },
    ...problems(400, 401, 403),
  },
})

const importRoute = createRoute({
  method: 'post',
  path: '/import',
  summary: 'Take in a page of an export: the header line, then the lines of the page',
  description:
    'Into a deployment without units, or the one whose data they are. Pages come in their order; one that comes again writes nothing. `pages` of the answer says after which one to go on.',
  security: bearer,
  request: {
    query: z.object({ page: z.coerce.number().int().min(1) }),
    body: { required: true, content: jsonLines },
  },
  responses: {
    200: json(
      'The page is there',
      z
        .object({
          state: z.enum(['importing', 'finished', 'present']),
          written: z.int(),
          pages: z.int(),
        })
        .openapi('ImportAnswer') satisfies z.ZodType<ImportAnswer>,
    ),
    ...problems(400, 401, 403, 409, 413, 415, 422),
  },
})

export const transfer = router()
  .openapi(exportRoute, async (c) => {
    const db = c.env.DB
    const { unit: scope, name, token } = c.get('caller')
    const now = c.get('now')
    const { cursor, limit } = c.req.valid('query')
    const lines: ExportLine[] = []
    let place: ExportPlace
    if (cursor === undefined) {
      const by = { token, name }
      await eventStatement(db, { kind: 'exported', at: now, by, unit: scope?.id ?? null }).run()
      const lastEvent = await newestEvent(db)
      const header = await exportHeader(db, scope, { name, now, lastEvent })
      lines.push(header)
      const table = movedTables[0]?.name ?? ''
      place = { origin: header.origin, lastEvent, table, after: null, events: 0 }
    } else {
      const read = cursorPlace(cursor)
      const origin = originOf((await deployment(db)).origin, scope)
      if (!read || read.origin !== origin) {
        const what = conditions['cursor-invalid'][c.get('language')]
        throw new ProblemError('malformed-request', {
          params: { where: 'cursor', what },
          members: { errors: [{ pointer: 'cursor', detail: what }] },
        })
      }
      place = read
    }
    const { rows, next } = await exportPage(db, scope, place, limit)
    lines.push(...rows)
    lines.push(next ? { next: placeCursor(next) } : await exportEnd(db, scope, place))
    return c.body(lines.map((line) => `${JSON.stringify(line)}\n`).join(''), 200, {
      'Content-Type': JSON_LINES,
    })
  })
  .openapi(importRoute, async (c) => {
    refuseBelowDeployment(c)
    if (c.req.header('Content-Type')?.split(';')[0]?.trim() !== JSON_LINES) {
      throw new ProblemError('lines-expected')
    }
    const page = await readPage(await c.req.text(), c.get('language'))
    const { page: number } = c.req.valid('query')
    const answer = await importPage(c.env.DB, page, number, c.get('caller'), c.get('now'))
    return c.json(answer, 200)
  })
