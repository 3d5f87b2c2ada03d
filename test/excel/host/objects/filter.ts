import type { Area } from '../area.ts'
import { existing } from '../errors.ts'
import { type Kind, type Node, node } from '../kind.ts'
import type { Sheet } from '../sheet.ts'
import { rangeKind } from './range.ts'

interface FilterTarget {
  sheet: Sheet
  area: () => Area | null
}

const filtered = ({ sheet, area }: FilterTarget): Node | null => {
  const found = area()
  return found ? node(rangeKind, { sheet, area: found }) : null
}

/** The filter of a sheet or a table, to be read; rows are filtered by the file or the page. */
export const filterKind: Kind<FilterTarget> = {
  name: 'AutoFilter',
  identity: () => ({}),
  properties: {
    enabled: { get: ({ area }) => area() !== null },
    isDataFiltered: { get: ({ sheet }) => sheet.filteredRows.size > 0 },
  },
  methods: {
    clearCriteria: {
      call: ({ sheet }, _, { book }) => {
        for (const row of [...sheet.filteredRows]) {
          sheet.filteredRows.delete(row)
          const area = { top: row, bottom: row, left: 0, right: 0 }
          book.emit({ kind: 'hidden', sheet, area, hidden: false })
        }
      },
    },
    getRange: {
      call: (target) => existing(filtered(target)),
    },
    getRangeOrNullObject: { call: filtered },
  },
}
