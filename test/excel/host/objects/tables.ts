import { type Area, contains, intersection } from '../area.ts'
import { flag, itemAt, text } from '../arguments.ts'
import type { Book } from '../book.ts'
import { existing, invalidArgument, OfficeError } from '../errors.ts'
import { isNode, type Kind, type Node, node } from '../kind.ts'
import type { Sheet, Table } from '../sheet.ts'
import { filterKind } from './filter.ts'
import { rangeKind } from './range.ts'
import type { RangeTarget } from './range-cells.ts'
import { worksheetKind } from './worksheet.ts'

interface TableTarget {
  sheet: Sheet
  table: Table
}

/** A table's areas: header row, body, total row. */
function parts({ table }: TableTarget): { header: Area | null; body: Area; total: Area | null } {
  const { area, headers, totals } = table
  const body = {
    ...area,
    top: area.top + (headers ? 1 : 0),
    bottom: area.bottom - (totals ? 1 : 0),
  }
  return {
    header: headers ? { ...area, bottom: area.top } : null,
    body,
    total: totals ? { ...area, top: area.bottom } : null,
  }
}

function part(target: TableTarget, area: Area | null): Node {
  if (!area) throw new OfficeError('InvalidOperation')
  return node(rangeKind, { sheet: target.sheet, area })
}

interface ColumnTarget extends TableTarget {
  index: number
}

const columnName = ({ sheet, table, index }: ColumnTarget): string =>
  table.headers
    ? String(sheet.value(table.area.top, table.area.left + index) ?? `列${index + 1}`)
    : `列${index + 1}`

const columnArea = ({ table, index }: ColumnTarget, area: Area): Area => ({
  ...area,
  left: table.area.left + index,
  right: table.area.left + index,
})

const columnKind: Kind<ColumnTarget> = {
  name: 'TableColumn',
  identity: ({ index }) => ({ Id: index + 1 }),
  properties: {
    id: { get: ({ index }) => index + 1 },
    index: { get: ({ index }) => index },
    name: { get: columnName },
    values: {
      get: (target) =>
        target.sheet
          .read(columnArea(target, target.table.area))
          .map((line) => line.map((value) => value ?? '')),
    },
  },
  methods: {
    getDataBodyRange: {
      call: (target) => part(target, columnArea(target, parts(target).body)),
    },
    getRange: { call: (target) => part(target, columnArea(target, target.table.area)) },
  },
}

const columnsOf = (target: TableTarget): ColumnTarget[] =>
  Array.from({ length: target.table.area.right - target.table.area.left + 1 }, (_, index) => ({
    ...target,
    index,
  }))

/** By name, by id (from 1), as `getItem` takes both. */
function columnWith(target: TableTarget, key: unknown): Node | null {
  const found = columnsOf(target).find((one) => columnName(one) === key || one.index + 1 === key)
  return found ? node(columnKind, found) : null
}

const columnsKind: Kind<TableTarget> = {
  name: 'TableColumnCollection',
  identity: () => ({}),
  properties: { count: { get: (target) => columnsOf(target).length } },
  items: (target) => columnsOf(target).map((one) => node(columnKind, one)),
  item: (target, key) => existing(columnWith(target, key)),
  methods: {
    getCount: { since: 4, call: (target) => columnsOf(target).length },
    getItemAt: { call: (target, args) => node(columnKind, itemAt(columnsOf(target), args)) },
    getItemOrNullObject: { since: 4, call: (target, args) => columnWith(target, args[0]) },
  },
}

const tableKind: Kind<TableTarget> = {
  name: 'Table',
  identity: ({ table }) => ({ Id: table.id }),
  properties: {
    id: { get: ({ table }) => table.id },
    name: {
      get: ({ table }) => table.name,
      set: ({ table }, value) => {
        table.name = text([value], 0)
      },
    },
    showHeaders: { get: ({ table }) => table.headers },
    showTotals: { get: ({ table }) => table.totals },
    style: {
      get: ({ table }) => table.style,
      set: ({ table }, value) => {
        table.style = text([value], 0)
      },
    },
  },
  links: {
    autoFilter: {
      since: 9,
      get: ({ sheet, table }) => node(filterKind, { sheet, area: () => table.area }),
    },
    columns: { get: (target) => node(columnsKind, target) },
    worksheet: { since: 2, get: ({ sheet }) => node(worksheetKind, sheet) },
  },
  methods: {
    convertToRange: {
      since: 2,
      call: (target) => {
        drop(target)
        return part(target, target.table.area)
      },
    },
    delete: { call: drop },
    getDataBodyRange: { call: (target) => part(target, parts(target).body) },
    getHeaderRowRange: { call: (target) => part(target, parts(target).header) },
    getRange: { call: (target) => part(target, target.table.area) },
    getTotalRowRange: { call: (target) => part(target, parts(target).total) },
  },
}

function drop({ sheet, table }: TableTarget): void {
  sheet.tables = sheet.tables.filter((other) => other !== table)
}

interface TablesTarget {
  book: Book
  sheets: () => Sheet[]
  /** Only tables that touch this area, or lie in it `fully`. */
  touching?: Area
  fully?: boolean
}

function tablesIn({ sheets, touching, fully }: TablesTarget): TableTarget[] {
  const all = sheets().flatMap((sheet) => sheet.tables.map((table) => ({ sheet, table })))
  if (!touching) return all
  return all.filter(({ table }) =>
    fully ? contains(touching, table.area) : intersection(touching, table.area) !== null,
  )
}

/** By name or id, case aside. */
function tableWith(target: TablesTarget, key: unknown): Node | null {
  const wanted = text([key], 0).toLowerCase()
  const found = tablesIn(target).find(
    ({ table }) => table.id.toLowerCase() === wanted || table.name.toLowerCase() === wanted,
  )
  return found ? node(tableKind, found) : null
}

export const tablesKind: Kind<TablesTarget> = {
  name: 'TableCollection',
  identity: () => ({}),
  properties: { count: { get: (target) => tablesIn(target).length } },
  items: (target) => tablesIn(target).map((one) => node(tableKind, one)),
  item: (target, key) => existing(tableWith(target, key)),
  methods: {
    add: {
      call: (target, args, host) => {
        const { sheet, area } = given(target, args[0])
        const taken = target.book.sheets.some((other) =>
          other.tables.some((table) => other === sheet && intersection(table.area, area)),
        )
        if (taken) throw invalidArgument()
        const id = host.newId()
        const name = `表${target.book.sheets.reduce((sum, one) => sum + one.tables.length, 1)}`
        const table: Table = {
          id,
          name,
          area,
          headers: flag(args, 1),
          totals: false,
          style: 'TableStyleMedium2',
        }
        sheet.tables.push(table)
        return node(tableKind, { sheet, table })
      },
    },
    getCount: { since: 4, call: (target) => tablesIn(target).length },
    getItemAt: { call: (target, args) => node(tableKind, itemAt(tablesIn(target), args)) },
    getItemOrNullObject: { since: 4, call: (target, args) => tableWith(target, args[0]) },
  },
}

function given({ book, sheets }: TablesTarget, reference: unknown): RangeTarget {
  const range = isNode(reference) ? reference.as(rangeKind) : null
  const home = sheets().length === 1 ? (sheets()[0] as Sheet) : book.active
  const found = range ?? book.locate(text([reference], 0), home)
  if (!found) throw invalidArgument()
  return found
}
