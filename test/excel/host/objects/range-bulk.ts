import { type Area, formatArea } from '../area.ts'
import { invalidArgument } from '../errors.ts'
import type { Method } from '../kind.ts'
import { parseColor, restyle, type Style } from '../style.ts'
import { eachCell, type RangeTarget, spread } from './range-cells.ts'

type Plain = Record<string, unknown>
const plainOf = (value: unknown): Plain =>
  typeof value === 'object' && value !== null ? (value as Plain) : {}

/** Keeps of a full answer what the caller asked for with `true`. */
function asked(wanted: Plain, full: Plain): Plain {
  return Object.fromEntries(
    Object.entries(full).flatMap(([name, value]) => {
      const want = wanted[name]
      if (want === true) return [[name, value]]
      if (typeof want !== 'object' || want === null) return []
      return [[name, asked(want as Plain, plainOf(value))]]
    }),
  )
}

const line = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)

const formatOf = (style: Style): Plain => ({
  fill: { color: style.fill ?? '#FFFFFF' },
  font: { bold: style.bold, color: style.color ?? '#000000', italic: style.italic },
  wrapText: style.wrap,
})

/** Reading and writing many cells' properties at once, which came with 1.9. */
export const bulkMethods: Record<string, Method<RangeTarget>> = {
  getCellProperties: {
    since: 9,
    call: (target, args, { book }) => {
      const rows = eachCell(target, (sheet, row, column) => {
        const cell: Area = { top: row, bottom: row, left: column, right: column }
        const full = {
          address: book.address(sheet, cell),
          format: formatOf(sheet.style(row, column)),
        }
        return asked(plainOf(args[0]), full)
      })
      if (!rows) throw invalidArgument()
      return rows
    },
  },
  getColumnProperties: {
    since: 9,
    call: ({ sheet, area }, args) =>
      line(area.left, area.right).map((columnIndex) =>
        asked(plainOf(args[0]), {
          address: formatArea({ ...area, left: columnIndex, right: columnIndex }),
          columnHidden: sheet.hiddenColumns.has(columnIndex),
          columnIndex,
        }),
      ),
  },
  getRowProperties: {
    since: 9,
    call: ({ sheet, area }, args) =>
      line(area.top, area.bottom).map((rowIndex) =>
        asked(plainOf(args[0]), {
          address: formatArea({ ...area, top: rowIndex, bottom: rowIndex }),
          rowHidden: sheet.isRowHidden(rowIndex),
          rowIndex,
        }),
      ),
  },
  setCellProperties: {
    since: 9,
    call: (target, args, { book }) => {
      const { sheet, area } = target
      spread(target, args[0]).forEach((cells, r) => {
        cells.forEach((properties, c) => {
          const [row, column] = [area.top + r, area.left + c]
          sheet.setStyle(row, column, restyle(sheet.style(row, column), change(properties)))
        })
      })
      book.emit({ kind: 'formatted', sheet, area })
    },
  },
}

function change(properties: unknown): Partial<Style> {
  const format = plainOf(plainOf(properties).format)
  const [fill, font] = [plainOf(format.fill), plainOf(format.font)]
  return {
    ...(fill.color !== undefined && { fill: colorOf(fill.color) }),
    ...(font.color !== undefined && { color: colorOf(font.color) }),
    ...(typeof font.bold === 'boolean' && { bold: font.bold }),
  }
}

function colorOf(value: unknown): string {
  const color = typeof value === 'string' ? parseColor(value) : null
  if (!color) throw invalidArgument()
  return color
}
