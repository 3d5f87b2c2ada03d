import { type Area, everything, isOnSheet } from '../area.ts'
import { flag, integer, oneOf, optionalText, text } from '../arguments.ts'
import { existing, invalidArgument } from '../errors.ts'
import type { Host } from '../host.ts'
import { type Kind, type Node, node } from '../kind.ts'
import { recalculate } from '../recalculate.ts'
import type { Sheet } from '../sheet.ts'
import { parseColor } from '../style.ts'
import { areasKind } from './areas.ts'
import { eventMethods } from './events.ts'
import { filterKind } from './filter.ts'
import { protectionKind } from './protection.ts'
import { rangeKind } from './range.ts'
import { tablesKind } from './tables.ts'

const visibilities = ['Visible', 'Hidden', 'VeryHidden'] as const

export const worksheetKind: Kind<Sheet> = {
  name: 'Worksheet',
  identity: (sheet) => ({ Id: sheet.id }),
  alive: (sheet, host) => host.book.sheets.includes(sheet),
  properties: {
    id: { get: (sheet) => sheet.id },
    name: {
      get: (sheet) => sheet.name,
      set: (sheet, value, host) => host.book.renameSheet(sheet, text([value], 0)),
    },
    position: {
      get: (sheet, host) => host.book.sheets.indexOf(sheet),
      set: (sheet, value, host) => host.book.moveSheet(sheet, integer([value], 0)),
    },
    tabColor: {
      since: 7,
      get: (sheet) => sheet.tabColor ?? '',
      set: (sheet, value) => {
        const color = value === '' ? null : parseColor(text([value], 0))
        if (value !== '' && !color) throw invalidArgument()
        sheet.tabColor = color
      },
    },
    visibility: {
      get: (sheet) => sheet.visibility,
      set: (sheet, value, host) => host.book.setVisibility(sheet, oneOf(value, visibilities)),
    },
  },
  links: {
    autoFilter: { since: 9, get: (sheet) => node(filterKind, { sheet, area: () => sheet.filter }) },
    protection: { since: 2, get: (sheet) => node(protectionKind, sheet) },
    tables: { get: (sheet, { book }) => node(tablesKind, { book, sheets: () => [sheet] }) },
  },
  methods: {
    activate: { call: (sheet, _, { book }) => book.activate(sheet) },
    calculate: { since: 6, call: (_, __, { book }) => recalculate(book) },
    delete: { call: (sheet, _, { book }) => book.deleteSheet(sheet) },
    getCell: {
      call: (sheet, args) => {
        const [top, left] = [integer(args, 0), integer(args, 1)]
        return range(sheet, { top, left, bottom: top, right: left })
      },
    },
    getNext: { since: 5, call: (sheet, args, host) => existing(beside(sheet, 1, args, host)) },
    getNextOrNullObject: { since: 5, call: (sheet, args, host) => beside(sheet, 1, args, host) },
    getPrevious: { since: 5, call: (sheet, args, host) => existing(beside(sheet, -1, args, host)) },
    getPreviousOrNullObject: {
      since: 5,
      call: (sheet, args, host) => beside(sheet, -1, args, host),
    },
    getRange: {
      call: (sheet, args, { book }) => {
        const address = optionalText(args, 0)
        const place = address ? book.locate(address, sheet) : { sheet, area: everything }
        if (!place || place.sheet !== sheet) throw invalidArgument()
        return node(rangeKind, place)
      },
    },
    getRangeByIndexes: {
      since: 7,
      call: (sheet, args) => {
        const [top, left, rows, columns] = [0, 1, 2, 3].map((index) => integer(args, index))
        const bottom = (top as number) + (rows as number) - 1
        const right = (left as number) + (columns as number) - 1
        return range(sheet, { top: top as number, left: left as number, bottom, right })
      },
    },
    getRanges: {
      since: 9,
      call: (sheet, args, { book }) => {
        const areas = (optionalText(args, 0) ?? '').split(',').map((address) => {
          const place = address ? book.locate(address.trim(), sheet) : { sheet, area: everything }
          if (!place || place.sheet !== sheet) throw invalidArgument()
          return place.area
        })
        return node(areasKind, { sheet, areas })
      },
    },
    getUsedRange: {
      call: (sheet, args) =>
        range(sheet, sheet.usedArea(flag(args, 0)) ?? { top: 0, left: 0, bottom: 0, right: 0 }),
    },
    getUsedRangeOrNullObject: {
      since: 4,
      call: (sheet, args) => {
        const area = sheet.usedArea(flag(args, 0))
        return area ? range(sheet, area) : null
      },
    },
    _GetSheetById: { since: 7, call: (_, args, host) => existing(sheetNode(text(args, 0), host)) },
    ...eventMethods<Sheet>(
      {
        Activated: 7,
        Calculated: 8,
        DataChanged: 7,
        Deactivated: 7,
        FormatChanged: 9,
        RowHiddenChanged: 11,
        SelectionChanged: 7,
      },
      (sheet) => sheet.id,
    ),
  },
}

function range(sheet: Sheet, area: Area): Node {
  if (!isOnSheet(area)) throw invalidArgument()
  return node(rangeKind, { sheet, area })
}

export function sheetNode(key: string, { book }: Host): Node | null {
  const sheet = book.find(key)
  return sheet ? node(worksheetKind, sheet) : null
}

function beside(sheet: Sheet, step: number, args: unknown[], { book }: Host): Node | null {
  const visibleOnly = flag(args, 0)
  for (let place = book.sheets.indexOf(sheet) + step; ; place += step) {
    const other = book.sheets[place]
    if (!other) return null
    if (!visibleOnly || other.visibility === 'Visible') return node(worksheetKind, other)
  }
}
