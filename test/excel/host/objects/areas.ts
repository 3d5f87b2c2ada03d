import { type Area, cellsOf, formatArea, isEntireColumn, isEntireRow } from '../area.ts'
import { itemAt } from '../arguments.ts'
import { type Kind, node } from '../kind.ts'
import type { Sheet } from '../sheet.ts'
import { rangeKind } from './range.ts'
import { worksheetKind } from './worksheet.ts'

interface AreasTarget {
  sheet: Sheet
  areas: Area[]
}

/** The ranges several areas are made of. */
const rangesKind: Kind<AreasTarget> = {
  name: 'RangeCollection',
  identity: () => ({}),
  properties: {},
  items: ({ sheet, areas }) => areas.map((area) => node(rangeKind, { sheet, area })),
  methods: {
    getCount: { call: ({ areas }) => areas.length },
    getItemAt: {
      call: ({ sheet, areas }, args) => node(rangeKind, { sheet, area: itemAt(areas, args) }),
    },
  },
}

/** Several ranges of one sheet. */
export const areasKind: Kind<AreasTarget> = {
  name: 'RangeAreas',
  kept: true,
  identity: () => ({}),
  alive: ({ sheet }, { book }) => book.sheets.includes(sheet),
  properties: {
    address: {
      get: ({ sheet, areas }, { book }) => areas.map((area) => book.address(sheet, area)).join(','),
    },
    addressLocal: { get: ({ areas }) => areas.map(formatArea).join(',') },
    areaCount: { get: ({ areas }) => areas.length },
    cellCount: { get: ({ areas }) => areas.reduce((sum, area) => sum + cellsOf(area), 0) },
    isEntireColumn: { get: ({ areas }) => areas.every(isEntireColumn) },
    isEntireRow: { get: ({ areas }) => areas.every(isEntireRow) },
  },
  links: {
    areas: { get: (target) => node(rangesKind, target) },
    worksheet: { get: ({ sheet }) => node(worksheetKind, sheet) },
  },
  methods: {},
}
