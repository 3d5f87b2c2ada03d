import { type Column, type EntitySet, keysOf, NAMESPACE, type Row } from './model.ts'
import type { Metadata } from './query.ts'

/** Types that a reader of JSON cannot tell from the value (JSON Format 4.0, 4.5.3). */
const UNTOLD: Column['type'][] = ['Edm.Int32', 'Edm.Date', 'Edm.DateTimeOffset']

/** `Figures(Unit='lingyang',Period='2020-W09',Indicator='enterprises.total')` */
export function entityId(set: EntitySet, row: Row): string {
  const keys = keysOf(set).map(({ name }) => [name, literal(row[name])] as const)
  const [only] = keys
  const inside =
    keys.length === 1 && only ? only[1] : keys.map(([name, value]) => `${name}=${value}`).join()
  return `${set.name}(${inside})`
}

function literal(value: Row[string] | undefined): string {
  return `'${encodeURIComponent(String(value ?? '')).replaceAll("'", "''")}'`
}

/** An entity as JSON, with as much of its model as was asked for. */
export function entityJson(
  set: EntitySet,
  row: Row,
  select: Column[] | null,
  metadata: Metadata,
  root: string,
): Record<string, unknown> {
  const columns = select ?? set.columns
  const members = columns.flatMap(({ name, type }) => {
    const member = [name, row[name] ?? null] as const
    if (metadata !== 'full' || !UNTOLD.includes(type)) return [member]
    return [[`${name}@odata.type`, `#${type.replace('Edm.', '')}`] as const, member]
  })
  const control =
    metadata === 'full'
      ? [
          ['@odata.type', `#${NAMESPACE}.${set.type}`],
          ['@odata.id', `${root}/${entityId(set, row)}`],
        ]
      : []
  return Object.fromEntries([...control, ...members])
}

/** The part of a context URL that says which columns there are. */
export function contextOf(set: EntitySet, select: Column[] | null, suffix = ''): string {
  const columns = select ? `(${select.map(({ name }) => name).join()})` : ''
  return `$metadata#${set.name}${columns}${suffix}`
}
