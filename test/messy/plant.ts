import type { Field, Form } from '../../shared/forms/form.ts'
import { type Cell, columnIndex, parseCell } from '../../shared/grid/grid.ts'
import { type Random, randomOf } from './random.ts'
import type { MessySheet } from './sheet.ts'

/** A mistake put into a sheet: the cell at which it must be found, and what was done there. */
export interface Planted {
  cell: string
  kind: string
}

interface Place {
  sheet: MessySheet
  form: Form
  random: Random
  /** Records without a mistake so far. */
  records: MessySheet['truth']['records']
  /** Writes into a record's cell, in the way it stands on the sheet; null when it has no column. */
  put(row: number, field: string, value: Cell): string | null
}

type Planter = (place: Place) => Planted | null

/** Puts one mistake of every kind that the sheet has room for, each into another record. */
export function plantMistakes(sheet: MessySheet, form: Form, seed: number): Planted[] {
  const random = randomOf(seed)
  const columnOf = new Map(Object.entries(sheet.truth.columns).map(([name, id]) => [id, name]))
  const put = (row: number, field: string, value: Cell): string | null => {
    const column = columnOf.get(field)
    const line = sheet.grid.values[row - 1]
    if (!column || !line) return null
    const index = columnIndex(column)
    while (line.length <= index) line.push(null)
    line[index] = value
    return `${column}${row}`
  }
  const planted: Planted[] = []
  for (const [kind, plant] of random.shuffle(Object.entries(planters))) {
    const records = sheet.truth.records.filter(
      ({ row }) => !planted.some(({ cell }) => parseCell(cell)?.row === row - 1),
    )
    const found = plant({ sheet, form, random, records, put })
    if (found) planted.push({ ...found, kind })
    if (planted.length >= 3) break
  }
  return planted
}

const planters: Record<string, Planter> = {
  unreadable: ({ put, ...place }) =>
    at(place, ['count', 'number', 'amount'], (row, field) =>
      put(row, field.id, place.random.pick(['待统计', '若干', '见附表', '另报'])),
    ),
  negative: ({ put, ...place }) =>
    at(place, ['count'], (row, field) => put(row, field.id, -place.random.int(1, 50))),
  fraction: ({ put, ...place }) =>
    at(place, ['count'], (row, field) => put(row, field.id, place.random.int(1, 50) + 0.5)),
  'cell error': ({ put, ...place }) =>
    at(place, ['count', 'amount', 'text'], (row, field) =>
      put(row, field.id, place.random.pick(['#REF!', '#N/A', '#DIV/0!'])),
    ),
  'impossible day': ({ put, ...place }) =>
    at(place, ['date'], (row, field) =>
      put(row, field.id, place.random.pick(['2020-02-30', '2月31日', '2020.13.5'])),
    ),
  'not in list': ({ put, ...place }) =>
    at(place, ['choice'], (row, field) => put(row, field.id, '另行通知')),
  'wrong check character': ({ put, records, random }) => {
    const record = random.shuffle(records)[0]
    // Eighteen ones have the form of a credit code, and a check character that does not fit.
    const cell = record ? put(record.row, 'uscc', '1'.repeat(18)) : null
    return cell ? { cell, kind: '' } : null
  },
  'day in the future': ({ form, put, records, random }) => {
    for (const rule of random.shuffle(form.rules)) {
      if (rule.kind !== 'named' || rule.check !== 'date-not-future' || rule.where) continue
      const record = random.shuffle(records)[0]
      const cell = record ? put(record.row, rule.fields[0] ?? '', '2020-03-28') : null
      if (cell) return { cell, kind: '' }
    }
    return null
  },
  'stock does not balance': ({ form, put, records, random }) => {
    for (const rule of form.rules) {
      if (rule.kind !== 'named' || rule.check !== 'stock-identity') continue
      const stock = rule.fields.at(-1) ?? ''
      const record = random
        .shuffle(records)
        .find(({ values }) => rule.fields.every((field) => typeof values[field] === 'number'))
      const cell = record && put(record.row, stock, Number(record.values[stock]) + random.int(1, 9))
      if (cell) return { cell, kind: '' }
    }
    return null
  },
  'part over whole': ({ form, put, random, records }) => {
    for (const rule of random.shuffle(form.rules)) {
      if (rule.kind !== 'compare' || rule.severity !== 'error' || rule.op !== '<=' || rule.where)
        continue
      if (!('field' in rule.left) || !('field' in rule.right)) continue
      const { left, right } = { left: rule.left.field, right: rule.right.field }
      const record = random
        .shuffle(records)
        .find(({ values }) => typeof values[right] === 'number' && left in values)
      if (!record) continue
      const cell = put(record.row, left, Number(record.values[right]) + random.int(1, 9))
      if (cell) return { cell, kind: '' }
    }
    return null
  },
  'wrong total': ({ sheet, random }) => {
    const row = random.shuffle(sheet.truth.totalRows)[0]
    if (row === undefined) return null
    const line = sheet.grid.values[row - 1] ?? []
    const columns = Object.keys(sheet.truth.columns).filter(
      (name) => typeof line[columnIndex(name)] === 'number',
    )
    const column = random.shuffle(columns)[0]
    if (!column) return null
    line[columnIndex(column)] = Number(line[columnIndex(column)]) + random.int(1, 30)
    return { cell: `${column}${row}`, kind: '' }
  },
  'missing name': ({ form, put, records, random }) => {
    // Of what is written once for several rows, a blank is no mistake.
    const field = form.fields.find(
      ({ required, type, carriesDown }) => required && type === 'text' && !carriesDown,
    )
    const record = random.shuffle(records.slice(1, -1))[0]
    const cell = field && record ? put(record.row, field.id, null) : null
    return cell ? { cell, kind: '' } : null
  },
}

/** One cell of a field of one of the types, in a record of its own. */
function at(
  { form, random, records, sheet }: Omit<Place, 'put'>,
  types: Field['type'][],
  put: (row: number, field: Field) => string | null,
): Planted | null {
  const present = new Set(Object.values(sheet.truth.columns))
  const fields = form.fields.filter(
    ({ id, type, required }) => types.includes(type) && present.has(id) && !required,
  )
  if (fields.length === 0 || records.length < 4) return null
  const record = random.pick(records)
  const cell = put(record.row, random.pick(fields))
  return cell ? { cell, kind: '' } : null
}
