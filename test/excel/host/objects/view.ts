import { formatArea } from '../area.ts'
import { itemAt } from '../arguments.ts'
import { type Kind, type Node, node } from '../kind.ts'
import { rangeKind } from './range.ts'
import type { RangeTarget } from './range-cells.ts'

/** Rows and columns in sight. */
function seen({ sheet, area }: RangeTarget): { rows: number[]; columns: number[] } {
  const rows: number[] = []
  for (let row = area.top; row <= area.bottom; row++) if (!sheet.isRowHidden(row)) rows.push(row)
  const columns: number[] = []
  for (let column = area.left; column <= area.right; column++) {
    if (!sheet.hiddenColumns.has(column)) columns.push(column)
  }
  return { rows, columns }
}

function eachSeen<R>(target: RangeTarget, read: (row: number, column: number) => R): R[][] {
  const { rows, columns } = seen(target)
  return rows.map((row) => columns.map((column) => read(row, column)))
}

const rowViews = (target: RangeTarget): Node[] =>
  seen(target).rows.map((row) =>
    node(viewKind, { sheet: target.sheet, area: { ...target.area, top: row, bottom: row } }),
  )

const rowsKind: Kind<RangeTarget> = {
  name: 'RangeViewCollection',
  identity: () => ({}),
  properties: {},
  items: rowViews,
  methods: {
    getCount: { since: 4, call: (target) => rowViews(target).length },
    getItemAt: { call: (target, args) => itemAt(rowViews(target), args) },
  },
}

/** The part of a range that is in sight. */
export const viewKind: Kind<RangeTarget> = {
  name: 'RangeView',
  identity: () => ({}),
  properties: {
    cellAddresses: {
      get: (target) =>
        eachSeen(target, (row, column) =>
          formatArea({ top: row, bottom: row, left: column, right: column }),
        ),
    },
    columnCount: { get: (target) => seen(target).columns.length },
    formulas: {
      get: (target) =>
        eachSeen(
          target,
          (row, column) =>
            target.sheet.formula(row, column) ?? target.sheet.value(row, column) ?? '',
        ),
    },
    index: { get: ({ area }) => area.top },
    numberFormat: {
      get: (target) =>
        eachSeen(target, (row, column) => target.sheet.style(row, column).numberFormat),
    },
    rowCount: { get: (target) => seen(target).rows.length },
    text: {
      get: (target) => eachSeen(target, (row, column) => target.sheet.text(row, column)),
    },
    values: {
      get: (target) => eachSeen(target, (row, column) => target.sheet.value(row, column) ?? ''),
    },
  },
  links: { rows: { get: (target) => node(rowsKind, target) } },
  methods: { getRange: { call: (target) => node(rangeKind, target) } },
}
