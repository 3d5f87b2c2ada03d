import { oneOf, text } from '../arguments.ts'
import { format } from '../edit.ts'
import { invalidArgument } from '../errors.ts'
import { type Kind, node, type Property } from '../kind.ts'
import { parseColor, type Style } from '../style.ts'
import { common, type RangeTarget } from './range-cells.ts'

/** A property of the cells' style: told when all cells agree, null when they do not. */
function styled<K extends keyof Style>(
  name: K,
  read: (value: unknown) => Style[K],
  tell: (value: Style[K]) => unknown = (value) => value,
): Property<RangeTarget> {
  return {
    get: (target) => common(target, (row, column) => tell(target.sheet.style(row, column)[name])),
    set: ({ sheet, area }, value, { book }) =>
      format(book, sheet, area, { [name]: read(value) } as Partial<Style>),
  }
}

const color = (value: unknown): string => {
  const read = parseColor(text([value], 0))
  if (!read) throw invalidArgument()
  return read
}

const truth = (value: unknown): boolean => {
  if (typeof value !== 'boolean') throw invalidArgument()
  return value
}

const fillKind: Kind<RangeTarget> = {
  name: 'RangeFill',
  identity: () => ({}),
  // Excel tells a cell without fill as white.
  properties: { color: styled('fill', color, (value) => value ?? '#FFFFFF') },
  methods: {
    clear: { call: ({ sheet, area }, _, { book }) => format(book, sheet, area, { fill: null }) },
  },
}

const fontKind: Kind<RangeTarget> = {
  name: 'RangeFont',
  identity: () => ({}),
  properties: {
    bold: styled('bold', truth),
    color: styled('color', color, (value) => value ?? '#000000'),
    italic: styled('italic', truth),
    name: styled(
      'fontName',
      (value) => text([value], 0),
      (value) => value ?? '等线',
    ),
    size: styled('fontSize', (value) => positive(value)),
    underline: styled(
      'underline',
      (value) => value !== 'None',
      (value) => (value ? 'Single' : 'None'),
    ),
  },
  methods: {},
}

function positive(value: unknown): number {
  if (typeof value !== 'number' || !(value > 0)) throw invalidArgument()
  return value
}

/** Points a character of the standard font is wide. */
const pointsPerCharacter = 5.25
const standardWidth = 8.43
const standardHeight = 15

function fitColumns({ sheet, area }: RangeTarget): void {
  const within = sheet.clamp(area)
  if (!within) return
  for (let column = within.left; column <= within.right; column++) {
    let widest = 0
    for (let row = within.top; row <= within.bottom; row++) {
      widest = Math.max(widest, displayWidth(sheet.text(row, column)))
    }
    if (widest > 0) sheet.columnWidths.set(column, Math.min(widest + 1, 255))
  }
}

/** Characters a text takes: Chinese ones count double. */
export const displayWidth = (shown: string): number =>
  [...shown].reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1), 0)

const horizontal = ['General', 'Left', 'Center', 'Right', 'Fill', 'Justify'] as const
const vertical = ['Top', 'Center', 'Bottom'] as const

export const formatKind: Kind<RangeTarget> = {
  name: 'RangeFormat',
  identity: () => ({}),
  properties: {
    columnWidth: {
      since: 2,
      get: (target) =>
        common(
          { ...target, area: { ...target.area, bottom: target.area.top } },
          (_, column) =>
            (target.sheet.columnWidths.get(column) ?? standardWidth) * pointsPerCharacter,
        ),
      set: ({ sheet, area }, value, { book }) => {
        for (let column = area.left; column <= area.right; column++) {
          sheet.columnWidths.set(column, positive(value) / pointsPerCharacter)
        }
        book.emit({ kind: 'formatted', sheet, area })
      },
    },
    horizontalAlignment: styled('horizontal', (value) => oneOf(value, horizontal)),
    rowHeight: {
      since: 2,
      get: (target) =>
        common(
          { ...target, area: { ...target.area, right: target.area.left } },
          (row) => target.sheet.rowHeights.get(row) ?? standardHeight,
        ),
      set: ({ sheet, area }, value, { book }) => {
        for (let row = area.top; row <= area.bottom; row++) {
          sheet.rowHeights.set(row, positive(value))
        }
        book.emit({ kind: 'formatted', sheet, area })
      },
    },
    verticalAlignment: styled('vertical', (value) => oneOf(value, vertical)),
    wrapText: styled('wrap', truth),
  },
  links: {
    fill: { get: (target) => node(fillKind, target) },
    font: { get: (target) => node(fontKind, target) },
  },
  methods: {
    autofitColumns: {
      since: 2,
      call: (target, _, { book }) => {
        fitColumns(target)
        book.emit({ kind: 'formatted', ...target })
      },
    },
    autofitRows: {
      since: 2,
      call: ({ sheet, area }, _, { book }) => {
        for (const row of [...sheet.rowHeights.keys()]) {
          if (row >= area.top && row <= area.bottom) sheet.rowHeights.delete(row)
        }
        book.emit({ kind: 'formatted', sheet, area })
      },
    },
  },
}
