/** A strict client of the OData feed: it believes the protocol and the model, and nothing else. */
import { expect } from 'vitest'
import { call } from './county.ts'
import type { Meter } from './metered.ts'
import { all, parseXml } from './xml.ts'

export type FeedRow = Record<string, string | number | boolean | null>

interface Property {
  type: string
  nullable: boolean
}

export interface Model {
  sets: Map<string, { type: string; keys: string[]; properties: Map<string, Property> }>
}

export const ROOT = 'https://county.test/api/v1/odata'
/** What Excel sends. */
export const EXCEL = {
  Accept:
    'application/json;odata.metadata=minimal;q=1.0,application/json;odata=minimalmetadata;q=0.9,application/atomsvc+xml;q=0.8,application/atom+xml;q=0.8,application/xml;q=0.7,text/plain;q=0.7',
  'OData-MaxVersion': '4.0',
  MaxDataServiceVersion: '3.0',
}

export function basic(password: string, user = 'excel'): string {
  return `Basic ${btoa(`${user}:${password}`)}`
}

export async function pull(
  address: string,
  token: string,
  headers: Record<string, string> = {},
  meter?: Meter,
): Promise<Response> {
  const url = new URL(address.startsWith('https:') ? address : `${ROOT}${address}`).href
  const sent = { Authorization: basic(token), ...EXCEL, ...headers }
  return call(`GET ${url}`, { headers: sent, meter })
}

export async function model(token: string): Promise<Model> {
  const response = await pull('/$metadata', token, { Accept: 'application/xml' })
  expect(response.status).toBe(200)
  expect(response.headers.get('Content-Type')).toMatch(/^application\/xml/)
  const document = parseXml(await response.text())
  expect(document).toMatchObject({ name: 'edmx:Edmx', attributes: { Version: '4.0' } })
  const [schema] = all(document, 'Schema')
  if (!schema) throw new Error('no schema')
  const types = new Map(
    all(schema, 'EntityType').map((type) => [
      `${schema.attributes.Namespace}.${type.attributes.Name}`,
      {
        keys: all(type, 'PropertyRef').map(({ attributes }) => attributes.Name ?? ''),
        properties: new Map(
          all(type, 'Property').map(({ attributes }) => [
            attributes.Name ?? '',
            { type: attributes.Type ?? '', nullable: attributes.Nullable !== 'false' },
          ]),
        ),
      },
    ]),
  )
  const sets = all(schema, 'EntitySet').map(({ attributes }) => {
    const type = types.get(attributes.EntityType ?? '')
    if (!type || type.keys.length === 0) throw new Error(`no type ${attributes.EntityType}`)
    for (const key of type.keys) expect(type.properties.get(key)?.nullable).toBe(false)
    return [attributes.Name ?? '', { type: attributes.EntityType ?? '', ...type }] as const
  })
  return { sets: new Map(sets) }
}

const fits: Record<string, (value: unknown) => boolean> = {
  'Edm.String': (value) => typeof value === 'string',
  'Edm.Boolean': (value) => typeof value === 'boolean',
  'Edm.Double': (value) => typeof value === 'number',
  'Edm.Int32': (value) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31,
  'Edm.Date': (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value),
  'Edm.DateTimeOffset': (value) =>
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:\d\d)$/.test(value),
}

export interface Pulled {
  rows: FeedRow[]
  pages: number
  count: number | null
  context: string
}

/** All pages of a request, each value held against the type that the model promises. */
export async function pullAll(
  address: string,
  token: string,
  headers: Record<string, string> = {},
  promised?: Model,
): Promise<Pulled> {
  const { sets } = promised ?? (await model(token))
  const found: Pulled = { rows: [], pages: 0, count: null, context: '' }
  for (let next: string | undefined = address; next !== undefined; ) {
    const response = await pull(next, token, headers)
    const text = await response.text()
    if (response.status !== 200) throw new Error(`${response.status} ${next}: ${text}`)
    expect(response.headers.get('OData-Version')).toBe('4.0')
    expect(response.headers.get('Content-Type')).toMatch(/^application\/json;odata\.metadata=/)
    const page: Record<string, unknown> & { value: FeedRow[] } = JSON.parse(text)
    found.context = String(page['@odata.context'])
    const [, name = '', select] = /#(\w+)(?:\(([\w,]+)\))?$/.exec(found.context) ?? []
    const set = sets.get(name)
    if (!set) throw new Error(`no set in ${found.context}`)
    const columns = select?.split(',') ?? [...set.properties.keys()]
    for (const row of page.value) {
      expect(Object.keys(row)).toEqual(columns)
      for (const [column, value] of Object.entries(row)) {
        const { type, nullable } = set.properties.get(column) as Property
        const right = value === null ? nullable : fits[type]?.(value)
        if (!right) throw new Error(`${name}.${column} is no ${type}: ${value}`)
      }
    }
    found.rows.push(...page.value)
    found.pages += 1
    if ('@odata.count' in page) found.count = Number(page['@odata.count'])
    if (found.pages > 200) throw new Error('no end of pages')
    next = page['@odata.nextLink'] as string | undefined
    if (next !== undefined) expect(next).toMatch(/^https:\/\//)
  }
  return found
}

/** The keys of a row as its set writes them. */
export function keyOf(row: FeedRow, keys: string[]): string {
  return keys.map((key) => `${key}=${row[key]}`).join()
}
