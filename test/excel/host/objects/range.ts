import { cellsOf, columnsOf, isEntireColumn, isEntireRow, rowsOf } from '../area.ts'
import { flag, integer } from '../arguments.ts'
import { clear, hide, merge, unmerge } from '../edit.ts'
import { invalidArgument } from '../errors.ts'
import { type Kind, node, type Property } from '../kind.ts'
import { recalculate } from '../recalculate.ts'
import { conditionalFormatsKind } from './conditional.ts'
import { formatKind } from './format.ts'
import { bulkMethods } from './range-bulk.ts'
import { cellProperties, type RangeTarget } from './range-cells.ts'
import { clearWord, rangeSteps } from './range-steps.ts'
import { worksheetKind } from './worksheet.ts'

/** Counts beyond this are told as -1. */
const countable = 2_147_483_647

const address: Property<RangeTarget> = {
  get: ({ sheet, area }, { book }) => book.address(sheet, area),
}

/** Hidden wholly, not at all, or null for partly. */
function hiddenState(indexes: Set<number>[], first: number, last: number): boolean | null {
  let hidden = 0
  for (let index = first; index <= last; index++) {
    if (indexes.some((set) => set.has(index))) hidden++
  }
  if (hidden === 0) return false
  return hidden === last - first + 1 ? true : null
}

const rowHidden = ({ sheet, area }: RangeTarget): boolean | null =>
  hiddenState([sheet.hiddenRows, sheet.filteredRows], area.top, area.bottom)
const columnHidden = ({ sheet, area }: RangeTarget): boolean | null =>
  hiddenState([sheet.hiddenColumns], area.left, area.right)

function hideWith(axis: 'rows' | 'columns'): Property<RangeTarget>['set'] {
  return ({ sheet, area }, value, { book }) => {
    if (typeof value !== 'boolean') throw invalidArgument()
    hide(book, sheet, area, axis, value)
  }
}

export const rangeKind: Kind<RangeTarget> = {
  name: 'Range',
  kept: true,
  identity: () => ({}),
  alive: ({ sheet }, { book }) => book.sheets.includes(sheet),
  properties: {
    ...cellProperties,
    address,
    addressLocal: address,
    cellCount: { get: ({ area }) => (cellsOf(area) > countable ? -1 : cellsOf(area)) },
    columnCount: { get: ({ area }) => columnsOf(area) },
    columnHidden: { since: 2, get: columnHidden, set: hideWith('columns') },
    columnIndex: { get: ({ area }) => area.left },
    hasSpill: { since: 12, get: () => false },
    hidden: {
      since: 2,
      get: (target) => {
        const [rows, columns] = [rowHidden(target), columnHidden(target)]
        return rows === true || columns === true
          ? true
          : rows === false && columns === false
            ? false
            : null
      },
    },
    isEntireColumn: { since: 7, get: ({ area }) => isEntireColumn(area) },
    isEntireRow: { since: 7, get: ({ area }) => isEntireRow(area) },
    rowCount: { get: ({ area }) => rowsOf(area) },
    rowHidden: { since: 2, get: rowHidden, set: hideWith('rows') },
    rowIndex: { get: ({ area }) => area.top },
  },
  links: {
    conditionalFormats: { since: 6, get: (target) => node(conditionalFormatsKind, target) },
    format: { get: (target) => node(formatKind, target) },
    worksheet: { get: ({ sheet }) => node(worksheetKind, sheet) },
  },
  methods: {
    ...rangeSteps,
    ...bulkMethods,
    calculate: { since: 6, call: (_, __, { book }) => recalculate(book) },
    clear: {
      call: ({ sheet, area }, args, { book }) => {
        const what = clearWord(args)
        // Links are not kept here, so there are none to take away.
        if (what === 'Hyperlinks' || what === 'RemoveHyperlinks') return
        clear(book, sheet, area, what, 'addin')
      },
    },
    merge: {
      since: 2,
      call: ({ sheet, area }, args, { book }) => merge(book, sheet, area, flag(args, 0)),
    },
    select: { call: ({ sheet, area }, _, { book }) => book.select(sheet, area) },
    unmerge: { since: 2, call: ({ sheet, area }, _, { book }) => unmerge(book, sheet, area) },
    _ValidateArraySize: {
      since: 3,
      call: ({ area }, args) => {
        if (integer(args, 0) !== rowsOf(area) || integer(args, 1) !== columnsOf(area)) {
          throw invalidArgument()
        }
      },
    },
  },
}
