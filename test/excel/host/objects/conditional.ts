import { type Area, intersection } from '../area.ts'
import { integer, itemAt, oneOf, text } from '../arguments.ts'
import { existing, invalidArgument, OfficeError } from '../errors.ts'
import type { Host } from '../host.ts'
import { type Kind, type Node, node } from '../kind.ts'
import type { ConditionalFormat, Sheet } from '../sheet.ts'
import { parseColor } from '../style.ts'
import { areasKind } from './areas.ts'
import { rangeKind } from './range.ts'
import type { RangeTarget } from './range-cells.ts'

interface FormatTarget {
  sheet: Sheet
  format: ConditionalFormat
}

const colored = (name: 'fill' | 'color') => ({
  get: ({ format }: FormatTarget) => format[name] ?? '',
  set: ({ sheet, format }: FormatTarget, value: unknown, host: Host) => {
    const color = parseColor(text([value], 0))
    if (!color) throw invalidArgument()
    format[name] = color
    changed(sheet, format, host)
  },
})

function changed(sheet: Sheet, { areas }: ConditionalFormat, { book }: Host): void {
  for (const area of areas) book.emit({ kind: 'formatted', sheet, area })
}

const fillKind: Kind<FormatTarget> = {
  name: 'ConditionalRangeFill',
  identity: () => ({}),
  properties: { color: colored('fill') },
  methods: {
    clear: {
      call: ({ sheet, format }, _, host) => {
        format.fill = null
        changed(sheet, format, host)
      },
    },
  },
}

const fontKind: Kind<FormatTarget> = {
  name: 'ConditionalRangeFont',
  identity: () => ({}),
  properties: {
    bold: {
      get: ({ format }) => format.bold,
      set: ({ sheet, format }, value, host) => {
        format.bold = value === true
        changed(sheet, format, host)
      },
    },
    color: colored('color'),
  },
  methods: {},
}

const lookKind: Kind<FormatTarget> = {
  name: 'ConditionalRangeFormat',
  identity: () => ({}),
  properties: {},
  links: {
    fill: { get: (target) => node(fillKind, target) },
    font: { get: (target) => node(fontKind, target) },
  },
  methods: {},
}

const formula = {
  get: ({ format }: FormatTarget) => format.formula,
  set: ({ sheet, format }: FormatTarget, value: unknown, host: Host) => {
    format.formula = text([value], 0)
    changed(sheet, format, host)
  },
}

const ruleKind: Kind<FormatTarget> = {
  name: 'ConditionalFormatRule',
  identity: () => ({}),
  properties: { formula, formulaLocal: formula },
  methods: {},
}

const customKind: Kind<FormatTarget> = {
  name: 'CustomConditionalFormat',
  identity: () => ({}),
  properties: {},
  links: {
    format: { get: (target) => node(lookKind, target) },
    rule: { get: (target) => node(ruleKind, target) },
  },
  methods: {},
}

const formatKind: Kind<FormatTarget> = {
  name: 'ConditionalFormat',
  identity: ({ format }) => ({ Id: format.id }),
  properties: {
    id: { get: ({ format }) => format.id },
    priority: {
      get: ({ sheet, format }) => sheet.conditionalFormats.indexOf(format),
      set: ({ sheet, format }, value) => {
        const others = sheet.conditionalFormats.filter((other) => other !== format)
        others.splice(integer([value], 0), 0, format)
        sheet.conditionalFormats = others
      },
    },
    stopIfTrue: {
      get: ({ format }) => format.stopIfTrue,
      set: ({ format }, value) => {
        format.stopIfTrue = value === true
      },
    },
    type: { get: ({ format }) => format.type },
  },
  links: {
    custom: {
      get: (target) => {
        if (target.format.type !== 'Custom') throw new OfficeError('InvalidOperation')
        return node(customKind, target)
      },
    },
    customOrNullObject: {
      get: (target) => (target.format.type === 'Custom' ? node(customKind, target) : null),
    },
  },
  methods: {
    delete: {
      call: ({ sheet, format }, _, host) => {
        if (!sheet.conditionalFormats.includes(format)) throw new OfficeError('ItemNotFound')
        sheet.conditionalFormats = sheet.conditionalFormats.filter((other) => other !== format)
        changed(sheet, format, host)
      },
    },
    getRange: {
      call: ({ sheet, format }) => {
        if (format.areas.length !== 1) throw new OfficeError('InvalidOperation')
        return node(rangeKind, { sheet, area: format.areas[0] as Area })
      },
    },
    getRangeOrNullObject: {
      call: ({ sheet, format }) =>
        format.areas.length === 1
          ? node(rangeKind, { sheet, area: format.areas[0] as Area })
          : null,
    },
    getRanges: {
      since: 9,
      call: ({ sheet, format }) => node(areasKind, { sheet, areas: format.areas }),
    },
  },
}

const touching = ({ sheet, area }: RangeTarget): ConditionalFormat[] =>
  sheet.conditionalFormats.filter((format) => format.areas.some((one) => intersection(one, area)))

/** By id anywhere on the sheet: a proxy made for one range is told again by its id alone. */
function withId({ sheet }: RangeTarget, id: unknown): Node | null {
  const format = sheet.conditionalFormats.find((one) => one.id === id)
  return format ? node(formatKind, { sheet, format }) : null
}

const types = [
  'Custom',
  'DataBar',
  'ColorScale',
  'IconSet',
  'TopBottom',
  'PresetCriteria',
  'ContainsText',
  'CellValue',
] as const

export const conditionalFormatsKind: Kind<RangeTarget> = {
  name: 'ConditionalFormatCollection',
  identity: () => ({}),
  alive: ({ sheet }, { book }) => book.sheets.includes(sheet),
  properties: {},
  items: (target) =>
    touching(target).map((format) => node(formatKind, { sheet: target.sheet, format })),
  item: (target, id) => existing(withId(target, id)),
  methods: {
    add: {
      call: ({ sheet, area }, args, host) => {
        if (sheet.isProtected) throw new OfficeError('AccessDenied')
        // Only the kind that tests a formula is played.
        if (oneOf(args[0], types) !== 'Custom') throw new OfficeError('ApiNotFound')
        const format: ConditionalFormat = {
          id: host.newId(),
          type: 'Custom',
          areas: [area],
          formula: '',
          fill: null,
          color: null,
          bold: false,
          stopIfTrue: false,
        }
        // The newest one comes first, as in Excel.
        sheet.conditionalFormats = [format, ...sheet.conditionalFormats]
        changed(sheet, format, host)
        return node(formatKind, { sheet, format })
      },
    },
    clearAll: {
      call: ({ sheet, area }, _, { book }) => {
        sheet.conditionalFormats = sheet.conditionalFormats.flatMap((format) => {
          const areas = format.areas.flatMap((one) => outside(one, area))
          return areas.length > 0 ? [{ ...format, areas }] : []
        })
        book.emit({ kind: 'formatted', sheet, area })
      },
    },
    getCount: { call: (target) => touching(target).length },
    getItemAt: {
      call: (target, args) =>
        node(formatKind, { sheet: target.sheet, format: itemAt(touching(target), args) }),
    },
    getItemOrNullObject: { since: 14, call: (target, args) => withId(target, args[0]) },
  },
}

/** What is left of an area when another is cut out of it. */
function outside(area: Area, cut: Area): Area[] {
  const common = intersection(area, cut)
  if (!common) return [area]
  const pieces: Area[] = [
    { ...area, bottom: common.top - 1 },
    { ...area, top: common.bottom + 1 },
    { ...common, left: area.left, right: common.left - 1 },
    { ...common, left: common.right + 1, right: area.right },
  ]
  return pieces.filter((piece) => piece.top <= piece.bottom && piece.left <= piece.right)
}
