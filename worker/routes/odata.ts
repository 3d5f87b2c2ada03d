import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { AppEnv } from '../http/context.ts'
import { ProblemError } from '../http/problem.ts'
import { API } from '../http/request-log.ts'
import { problems, router, tokenOrPassword } from '../http/router.ts'
import { metadataDocument } from '../odata/csdl.ts'
import { contextOf, entityJson } from '../odata/entities.ts'
import { readKey } from '../odata/filter.ts'
import { type EntitySet, entitySets, keysOf, type Row, setNamed } from '../odata/model.ts'
import { countOf, pageOf } from '../odata/page.ts'
import { ODATA, ODATA_VERSION } from '../odata/protocol.ts'
import {
  type Metadata,
  preferredSize,
  readCounted,
  readFormat,
  readQuery,
  readSelect,
  refuseOlder,
  systemOptions,
  tokenOf,
} from '../odata/query.ts'
import { type Feed, feedOf, isWeekly } from '../odata/rows.ts'

const asJson = {
  'application/json': { schema: z.looseObject({ '@odata.context': z.string().optional() }) },
}
const refused = problems(400, 401, 403, 404, 406, 501)

const root = (path: string) =>
  createRoute({
    method: 'get',
    path,
    summary: 'OData 4.0: the service document, for Excel’s “From OData Feed”',
    description:
      'The rows reach as far as the token does. Basic takes the token as the password. Errors have the shape of OData: {"error": {"code", "message"}}.',
    security: tokenOrPassword,
    responses: { 200: { description: 'The entity sets', content: asJson }, ...refused },
  })

const resourceRoute = createRoute({
  method: 'get',
  path: `${ODATA}/{resource}`,
  summary: 'OData 4.0: `$metadata`, an entity set, or one entity: `Set(key)`',
  description:
    'Sets take $filter (eq ne gt ge lt le, and or not, contains startswith endswith), $select, $orderby, $top, $skip, $count; longer ones come in pages (@odata.nextLink).',
  security: tokenOrPassword,
  request: { params: z.object({ resource: z.string() }) },
  responses: {
    200: {
      description: 'Rows, or the model',
      content: { ...asJson, 'application/xml': { schema: z.string() } },
    },
    304: { description: 'As the ETag says' },
    ...refused,
  },
})

const partRoute = createRoute({
  method: 'get',
  path: `${ODATA}/{resource}/{part}`,
  summary: 'OData 4.0: `Set/$count`, the number of rows that match `$filter`',
  security: tokenOrPassword,
  request: { params: z.object({ resource: z.string(), part: z.string() }) },
  responses: {
    200: { description: 'A number', content: { 'text/plain': { schema: z.string() } } },
    ...refused,
  },
})

export const odata = router()
  .openapi(root(ODATA), serviceDocument)
  .openapi(root(`${ODATA}/`), serviceDocument)
  .openapi(resourceRoute, (c) => {
    refuseOlder(c.req)
    const { resource } = c.req.valid('param')
    if (resource === '$metadata') return metadata(c)
    const [, name = '', key] = /^(\w+)(?:\((.*)\))?$/s.exec(resource) ?? []
    const set = known(name, resource)
    return key === undefined ? collection(c, set) : entity(c, set, key)
  })
  .openapi(partRoute, async (c) => {
    refuseOlder(c.req)
    const { resource, part } = c.req.valid('param')
    const set = known(resource, `${resource}/${part}`)
    if (part !== '$count') throw unknown(`${resource}/${part}`)
    const count = await countOf(feed(c), set, readCounted(c.req, set))
    return c.text(String(count), 200, headersOf('text/plain; charset=utf-8'))
  })

function serviceDocument(c: Context<AppEnv>) {
  refuseOlder(c.req)
  const format = readFormat(c.req, systemOptions(c.req, []).get('$format'))
  // Without a context to be relative to, an address is written in full (JSON Format 4.0, 5).
  const base = format === 'none' ? `${rootOf(c)}/` : ''
  const value = entitySets.map(({ name, title }) => ({
    name,
    kind: 'EntitySet',
    url: base + name,
    title: title[c.get('language')],
  }))
  return answer(c, format, { '@odata.context': `${rootOf(c)}/$metadata`, value })
}

function metadata(c: Context<AppEnv>): Response {
  const format = systemOptions(c.req, []).get('$format')
  if (format !== undefined && !/^(application\/)?xml\b/.test(format)) {
    throw new ProblemError('odata-format', { params: { format } })
  }
  return c.body(metadataDocument(), 200, headersOf('application/xml; charset=utf-8'))
}

async function collection(c: Context<AppEnv>, set: EntitySet): Promise<Response> {
  const query = readQuery(c.req, set)
  const url = new URL(c.req.url)
  const format = readFormat(c.req, url.searchParams.get('$format') ?? undefined)
  const size = preferredSize(c.req)
  const { rows, next, count } = await pageOf(feed(c), set, query, size)
  if (size !== null) c.header('Preference-Applied', `odata.maxpagesize=${size}`)
  const at = rootOf(c)
  return answer(c, format, {
    '@odata.context': `${at}/${contextOf(set, query.select)}`,
    ...(count === null ? {} : { '@odata.count': count }),
    value: rows.map((row) => entityJson(set, row, query.select, format, at)),
    ...(next ? { '@odata.nextLink': nextLink(url, tokenOf(next)) } : {}),
  })
}

/** The same request from where the page ends. */
function nextLink(url: URL, token: string): string {
  const next = new URL(url)
  for (const name of ['$top', '$skip', '$skiptoken']) next.searchParams.delete(name)
  next.searchParams.set('$skiptoken', token)
  return next.href
}

async function entity(c: Context<AppEnv>, set: EntitySet, key: string): Promise<Response> {
  const options = systemOptions(c.req, ['$select'])
  const select = readSelect(options, set.columns)
  const format = readFormat(c.req, options.get('$format'))
  const wanted = readKey(key, keysOf(set))
  const rows = await rowsWith(feed(c), set, wanted)
  const found = rows.find((row) => keysOf(set).every(({ name }) => row[name] === wanted[name]))
  if (!found) throw unknown(`${set.name}(${key})`)
  const at = rootOf(c)
  return answer(c, format, {
    '@odata.context': `${at}/${contextOf(set, select, '/$entity')}`,
    ...entityJson(set, found, select, format, at),
  })
}

async function rowsWith(feed: Feed, set: EntitySet, { Period }: Row): Promise<Row[]> {
  if (!isWeekly(set.name)) return feed.whole(set.name)
  const period = String(Period)
  const [week] = await feed.weeks({ from: period, to: period, descending: false, limit: 1 })
  return week ? feed.rowsOf(set.name, week) : []
}

function known(name: string, what: string): EntitySet {
  const set = setNamed(name)
  if (!set) throw unknown(what)
  return set
}

function unknown(what: string): ProblemError {
  return new ProblemError('odata-unknown', { params: { what } })
}

function feed(c: Context<AppEnv>): Feed {
  return feedOf(c.env.DB, c.get('caller').unit, c.get('language'))
}

function rootOf(c: Context<AppEnv>): string {
  return new URL(c.req.url).origin + API + ODATA
}

function headersOf(type: string) {
  return { 'Content-Type': type, 'OData-Version': ODATA_VERSION }
}

interface Answer {
  '@odata.context'?: string
  [member: string]: unknown
}

function answer(c: Context<AppEnv>, metadata: Metadata, whole: Answer) {
  const { '@odata.context': context, ...bare } = whole
  const type = `application/json;odata.metadata=${metadata};charset=utf-8`
  const json: Answer = metadata === 'none' ? bare : { '@odata.context': context, ...bare }
  return c.json(json, 200, headersOf(type))
}
