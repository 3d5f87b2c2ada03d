import {
  type Area,
  bounding,
  COLUMNS,
  columnsOf,
  intersection,
  isOnSheet,
  ROWS,
  rowsOf,
} from '../area.ts'
import { flag, integer, oneOf, text } from '../arguments.ts'
import { existing, invalidArgument, OfficeError } from '../errors.ts'
import type { Host } from '../host.ts'
import { isNode, type Method, type Node, node } from '../kind.ts'
import { areasKind } from './areas.ts'
import { rangeKind } from './range.ts'
import type { RangeTarget } from './range-cells.ts'
import { tablesKind } from './tables.ts'
import { viewKind } from './view.ts'

type Step = (area: Area, args: unknown[]) => Area

/** A method that leads from one area to another by its numbers alone. */
const step = (to: Step, since = 1): Method<RangeTarget> => ({
  since,
  call: ({ sheet, area }, args) => range({ sheet, area: to(area, args) }),
})

function range(target: RangeTarget): Node {
  if (!isOnSheet(target.area)) throw invalidArgument()
  return node(rangeKind, target)
}

/** A range given as an object or by its address. */
function other(target: RangeTarget, args: unknown[], { book }: Host): RangeTarget {
  const given = args[0]
  const found = isNode(given) ? given.as(rangeKind) : book.locate(text(args, 0), target.sheet)
  if (!found || found.sheet !== target.sheet) throw invalidArgument()
  return found
}

function common(target: RangeTarget, args: unknown[], host: Host): Node | null {
  const area = intersection(target.area, other(target, args, host).area)
  return area ? range({ sheet: target.sheet, area }) : null
}

function used({ sheet, area }: RangeTarget, args: unknown[]): Node | null {
  const all = sheet.usedArea(flag(args, 0))
  const within = all ? intersection(area, all) : null
  return within ? range({ sheet, area: within }) : null
}

/** Rows or columns beside a range; a negative count lies on the other side. */
function beside(area: Area, count: number, axis: 'rows' | 'columns'): Area {
  if (count === 0) throw invalidArgument()
  if (axis === 'rows') {
    return count > 0
      ? { ...area, top: area.bottom + 1, bottom: area.bottom + count }
      : { ...area, top: area.top + count, bottom: area.top - 1 }
  }
  return count > 0
    ? { ...area, left: area.right + 1, right: area.right + count }
    : { ...area, left: area.left + count, right: area.left - 1 }
}

function within(area: Area, row: number, column: number): Area {
  const [top, left] = [area.top + row, area.left + column]
  return { top, left, bottom: top, right: left }
}

/** The block of filled cells around a range, up to the next empty row and column. */
function region({ sheet, area }: RangeTarget): Area {
  const filled = (part: Area): boolean =>
    isOnSheet(part) && sheet.read(part).some((line) => line.some((value) => value !== null))
  let block = area
  for (let grown = true; grown; ) {
    grown = false
    const edges: Area[] = [
      { ...block, top: block.top - 1, bottom: block.top - 1 },
      { ...block, top: block.bottom + 1, bottom: block.bottom + 1 },
      { ...block, left: block.left - 1, right: block.left - 1 },
      { ...block, left: block.right + 1, right: block.right + 1 },
    ]
    for (const edge of edges) {
      if (!filled(edge)) continue
      block = bounding(block, edge)
      grown = true
    }
  }
  return block
}

/** With more merged areas than this Excel fails to tell any. */
const mergedAtMost = 512

/** Methods of `Range` that lead to other ranges. */
export const rangeSteps: Record<string, Method<RangeTarget>> = {
  getAbsoluteResizedRange: step(
    (area, args) => ({
      ...area,
      bottom: area.top + integer(args, 0) - 1,
      right: area.left + integer(args, 1) - 1,
    }),
    7,
  ),
  getBoundingRect: {
    call: (target, args, host) =>
      range({ ...target, area: bounding(target.area, other(target, args, host).area) }),
  },
  getCell: step((area, args) => within(area, integer(args, 0), integer(args, 1))),
  getColumn: step((area, args) => {
    const left = area.left + integer(args, 0)
    return { ...area, left, right: left }
  }),
  getColumnsAfter: step((area, args) => beside(area, integer(args, 0, 1), 'columns'), 3),
  getColumnsBefore: step((area, args) => beside(area, -integer(args, 0, 1), 'columns'), 3),
  getEntireColumn: step((area) => ({ ...area, top: 0, bottom: ROWS - 1 })),
  getEntireRow: step((area) => ({ ...area, left: 0, right: COLUMNS - 1 })),
  getIntersection: { call: (target, args, host) => existing(common(target, args, host)) },
  getIntersectionOrNullObject: { since: 4, call: common },
  getLastCell: step((area) => within(area, rowsOf(area) - 1, columnsOf(area) - 1)),
  getLastColumn: step((area) => ({ ...area, left: area.right })),
  getLastRow: step((area) => ({ ...area, top: area.bottom })),
  getMergedAreasOrNullObject: {
    since: 13,
    call: ({ sheet, area }) => {
      const areas = sheet.merges.filter((merge) => intersection(merge, area))
      if (areas.length > mergedAtMost) throw new OfficeError('GeneralException')
      return areas.length > 0 ? node(areasKind, { sheet, areas }) : null
    },
  },
  getOffsetRange: step((area, args) => {
    const [rows, columns] = [integer(args, 0), integer(args, 1)]
    return {
      top: area.top + rows,
      bottom: area.bottom + rows,
      left: area.left + columns,
      right: area.right + columns,
    }
  }),
  getResizedRange: step(
    (area, args) => ({
      ...area,
      bottom: area.bottom + integer(args, 0),
      right: area.right + integer(args, 1),
    }),
    3,
  ),
  getRow: step((area, args) => {
    const top = area.top + integer(args, 0)
    return { ...area, top, bottom: top }
  }),
  getRowsAbove: step((area, args) => beside(area, -integer(args, 0, 1), 'rows'), 3),
  getRowsBelow: step((area, args) => beside(area, integer(args, 0, 1), 'rows'), 3),
  getSurroundingRegion: {
    since: 7,
    call: (target) => range({ sheet: target.sheet, area: region(target) }),
  },
  getTables: {
    since: 9,
    call: ({ sheet, area }, args, { book }) =>
      node(tablesKind, { book, sheets: () => [sheet], touching: area, fully: flag(args, 0) }),
  },
  getUsedRange: {
    call: (target, args) =>
      used(target, args) ?? range({ ...target, area: within(target.area, 0, 0) }),
  },
  getUsedRangeOrNullObject: { since: 4, call: used },
  getVisibleView: { since: 3, call: (target) => node(viewKind, target) },
}

export const clearWords = ['All', 'Formats', 'Contents', 'Hyperlinks', 'RemoveHyperlinks'] as const
export const clearWord = (args: unknown[]) => oneOf(args[0] ?? 'All', clearWords)
